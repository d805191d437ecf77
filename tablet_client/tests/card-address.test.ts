import { describe, expect, it } from "vitest";
import { codeOf } from "../src/pupil/card/address";

const HERE = "https://ecole.test:8443";

describe("what a QR code shown to the camera says", () => {
  it("is a pupil's card or a class of this school", () => {
    expect(codeOf(`${HERE}/carte/abc-123_x`, HERE)).toEqual({ what: "card", token: "abc-123_x" });
    expect(codeOf(`${HERE}/classe/ABC23D`, HERE)).toEqual({ what: "class", code: "ABC23D" });
  });

  it("is nothing when it is another school's, another page or another thing", () => {
    for (const text of [
      "https://ailleurs.test/carte/abc",
      "http://ecole.test:8443/carte/abc",
      `${HERE}/enseignant`,
      `${HERE}/carte/`,
      `${HERE}/carte/a/b`,
      "3760020507350",
      "javascript:alert(1)",
      "",
    ])
      expect(codeOf(text, HERE), text).toBeNull();
  });
});
