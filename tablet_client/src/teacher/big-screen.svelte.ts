// « Grand écran »: the class's pages twice as large, to be read from the back of the room, until it is turned off.
const KEY = "marelle-grand-ecran";

class BigScreen {
  on = $state(sessionStorage.getItem(KEY) === "1");

  toggle(): void {
    this.on = !this.on;
    if (this.on) sessionStorage.setItem(KEY, "1");
    else sessionStorage.removeItem(KEY);
  }

  /** While a page of a class is there; gives back how to leave. */
  show(): () => void {
    const root = document.documentElement;
    if (this.on) root.dataset.bigScreen = "";
    return () => {
      delete root.dataset.bigScreen;
    };
  }
}

export const bigScreen = new BigScreen();
