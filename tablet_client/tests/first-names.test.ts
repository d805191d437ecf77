import { expect, test } from "vitest";
import { byFirstName } from "../src/ui/first-names";

test("accents do not send a first name to the end of the list", () => {
  expect(byFirstName(["Farid", "Élise", "Alice", "Aïcha"], (name) => name)).toEqual([
    "Aïcha",
    "Alice",
    "Élise",
    "Farid",
  ]);
});
