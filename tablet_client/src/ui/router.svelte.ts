// Which screen an address shows. A handful of addresses, so a table of our own rather than a library.

/** The rooms of a class's pages: the end of the address. */
export const CLASS_ROOMS = ["semaine", "competences", "decider", "fluence", "bilans", "reglages", "journal"] as const;
export type ClassRoom = (typeof CLASS_ROOMS)[number];

export type Route =
  | { screen: "door" }
  | { screen: "class"; code: string }
  | { screen: "card"; token: string }
  | { screen: "practice" }
  | { screen: "classes" }
  | { screen: "class-page"; classId: string }
  | { screen: "class-room"; classId: string; room: ClassRoom }
  | { screen: "understand" }
  | { screen: "technical" }
  | { screen: "cards"; classId: string }
  | { screen: "progression"; classId: string }
  | { screen: "texts"; classId: string }
  | { screen: "whole-class"; classId: string }
  | { screen: "pupil-page"; classId: string; pupilId: string }
  | { screen: "credits" }
  | { screen: "tablet-help" }
  | { screen: "hologram" }
  | { screen: "hologram-guide" }
  | { screen: "unknown" };

export function routeOf(path: string): Route {
  let parts: string[];
  try {
    parts = path.split("/").filter(Boolean).map(decodeURIComponent);
  } catch {
    return { screen: "unknown" }; // a broken % in a mistyped address
  }
  const [first, second, third, fourth] = parts;
  if (parts.length === 0) return { screen: "door" };
  if (first === "classe" && second && parts.length === 2) return { screen: "class", code: second };
  if (first === "carte" && second && parts.length === 2) return { screen: "card", token: second };
  if (first === "eleve" && parts.length === 1) return { screen: "practice" };
  if (first === "credits" && parts.length === 1) return { screen: "credits" };
  if (first === "aide-tablette" && parts.length === 1) return { screen: "tablet-help" };
  if (first === "hologramme" && parts.length === 1) return { screen: "hologram" };
  if (first === "hologramme" && second === "guide" && parts.length === 2) return { screen: "hologram-guide" };
  if (first === "enseignant") {
    if (parts.length === 1) return { screen: "classes" };
    if (second === "technique" && parts.length === 2) return { screen: "technical" };
    if (second === "comprendre" && parts.length === 2) return { screen: "understand" };
    if (second === "classe" && third) {
      if (parts.length === 3) return { screen: "class-page", classId: third };
      if (parts.length === 4 && fourth === "cartes") return { screen: "cards", classId: third };
      if (parts.length === 4 && fourth === "progression") return { screen: "progression", classId: third };
      if (parts.length === 4 && fourth === "textes") return { screen: "texts", classId: third };
      if (parts.length === 4 && fourth === "ensemble") return { screen: "whole-class", classId: third };
      const room = CLASS_ROOMS.find((one) => one === fourth);
      if (parts.length === 4 && room) return { screen: "class-room", classId: third, room };
      if (parts.length === 5 && fourth === "eleve" && parts[4])
        return { screen: "pupil-page", classId: third, pupilId: parts[4] };
    }
  }
  return { screen: "unknown" };
}

const OF_TEACHERS: Route["screen"][] = [
  "classes",
  "class-page",
  "class-room",
  "cards",
  "progression",
  "texts",
  "whole-class",
  "pupil-page",
  "understand",
  "technical",
];

/** Is this a page of the teacher's part? */
export function ofTeacher(route: Route): boolean {
  return OF_TEACHERS.includes(route.screen);
}

class Router {
  route = $state<Route>({ screen: "door" });

  start(): void {
    this.#read();
    window.addEventListener("popstate", () => this.#read());
    document.addEventListener("click", (event) => {
      const link = event.target instanceof Element ? event.target.closest("a") : null;
      const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
      if (!link || !plain || link.hash || link.target || link.origin !== location.origin || event.defaultPrevented)
        return;
      if (routeOf(link.pathname).screen === "unknown") return;
      event.preventDefault();
      this.go(link.pathname + link.search);
    });
  }

  /** `replace`: the address left behind must not come back with the back button (a card's secret, a sign-in). */
  go(path: string, { replace = false } = {}): void {
    if (replace) history.replaceState(null, "", path);
    else history.pushState(null, "", path);
    this.#read();
    scrollTo(0, 0);
  }

  #read(): void {
    this.route = routeOf(location.pathname);
  }
}

export const router = new Router();
