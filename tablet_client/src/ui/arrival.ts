// Who hears the screen or goes by the keyboard is told where he is: each screen gives its name to the window, and when
// what one was on is gone, the keyboard goes on from the title of what is there now.

/** Where a screen begins. `data-screen` names one whose title would tell a child's name, or that has none. */
const SCREENS = "main, [data-screen], dialog[open], [role=alertdialog]";
let last: Element | null = null;
let shown: Element | null = null;
let name = "";

export function watchArrivals(root: HTMLElement): void {
  document.addEventListener("focusin", ({ target }) => {
    last = target instanceof Element ? target : null;
  });
  new MutationObserver(() => look(root)).observe(root, { childList: true, subtree: true });
}

function look(root: HTMLElement): void {
  const screen = [...root.querySelectorAll<HTMLElement>(SCREENS)].at(-1);
  if (!screen) return;
  const title = screen.querySelector<HTMLElement>("h1");
  const called = (screen.dataset.screen ?? title?.textContent ?? name).replace(/\s+/g, " ").trim();
  const arrived = screen !== shown || called !== name;
  shown = screen;
  name = called;
  if (arrived) document.title = called && called !== "Marelle" ? `${called} – Marelle` : "Marelle";
  // Whoever has a better idea of where the keyboard goes on comes first.
  if (arrived || !last?.isConnected) setTimeout(() => goOn(title ?? screen));
}

function goOn(start: HTMLElement): void {
  const active = document.activeElement;
  if ((active && active !== document.body) || !start.isConnected) return;
  if (!start.hasAttribute("tabindex")) start.tabIndex = -1;
  start.focus({ preventScroll: true });
}
