import { expect, test } from "vitest";
import { mouthShape } from "../src/ui/rivet";

test("closed, the mouth is a wide line; it opens downwards as it rounds", () => {
  expect(mouthShape(0)).toBe("scale(1.40, 0.20)");
  expect(mouthShape(0.5)).toBe("scale(1.20, 0.60)");
  expect(mouthShape(1)).toBe("scale(1.00, 1.00)");
});
