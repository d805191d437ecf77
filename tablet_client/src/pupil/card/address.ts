// What a QR code of this school says: a pupil's card or a class. Anyone else's code says nothing here.
import { routeOf } from "../../ui/router.svelte";

export type Code = { what: "card"; token: string } | { what: "class"; code: string };

export function codeOf(text: string, origin: string): Code | null {
  let address: URL;
  try {
    address = new URL(text);
  } catch {
    return null;
  }
  if (address.origin !== origin) return null;
  const route = routeOf(address.pathname);
  if (route.screen === "card") return { what: "card", token: route.token };
  if (route.screen === "class") return { what: "class", code: route.code };
  return null;
}
