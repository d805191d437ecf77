import { describe, expect, test, vi } from "vitest";
import { bestInput, inputsOf } from "../src/audio/inputs";
import { measured } from "../src/audio/pcm";
import { microphonePermission, needsExplaining, type Permission } from "../src/audio/permission";
import { SoundCare } from "../src/audio/sound-care";
import { watchLoss } from "../src/audio/taken-away";
import { browserOf, placeOf } from "../src/care/browsers";

describe("before the browser asks for the microphone", () => {
  const never = { here: false, before: false };

  test("it is explained when the browser is about to ask, and only then", () => {
    const explained = (permission: Permission, remembered = never) => needsExplaining(permission, remembered);
    expect(explained("prompt")).toBe(true);
    expect(explained("granted")).toBe(false);
    expect(explained("denied")).toBe(false);
    expect(explained("unknown")).toBe(true);
  });

  test("Firefox and Safari still say « prompt » after a yes: it is not explained twice", () => {
    expect(needsExplaining("prompt", { here: true, before: true })).toBe(false);
    // A new page there asks again: it is explained again, where the browser says that it will.
    expect(needsExplaining("prompt", { here: false, before: true })).toBe(true);
    expect(needsExplaining("unknown", { here: false, before: true })).toBe(false);
  });

  test("a browser that cannot tell is no fault", async () => {
    const refusing = { permissions: { query: () => Promise.reject(new TypeError("microphone?")) } };
    expect(await microphonePermission(refusing as unknown as Navigator)).toBe("unknown");
    expect(await microphonePermission({} as Navigator)).toBe("unknown");
  });

  test("the place of its question is the one of the browser", () => {
    const ipad = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605 Version/18.0 Safari/605";
    expect(placeOf(browserOf(ipad, 5))).toBe("middle");
    expect(browserOf(ipad, 0)).toBe("safari");
    expect(browserOf("Mozilla/5.0 (Linux; Android 13) AppleWebKit/537 Chrome/130 Safari/537")).toBe("chrome-android");
    expect(browserOf("Mozilla/5.0 (Android 13; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0")).toBe("firefox");
    expect(browserOf("Mozilla/5.0 (X11; CrOS) AppleWebKit/537 Chrome/130 Safari/537")).toBe("chrome");
    expect(browserOf("Mozilla/5.0 (Windows NT 10.0) Chrome/130 Safari/537 Edg/130")).toBe("edge");
  });
});

describe("how a child is heard", () => {
  const calm = { level: 0.05, peak: 0.001, clipped: 0 };
  const heardFor = (times: number, sound: typeof calm, care = new SoundCare()) => {
    let advice = care.hear(sound);
    for (let time = 1; time < times; time++) advice = care.hear(sound);
    return advice;
  };

  test("silence asks for nothing", () => expect(heardFor(200, calm)).toBeNull());

  test("a faint voice above the hum: come closer; a clear one: nothing", () => {
    const care = new SoundCare();
    heardFor(40, calm, care);
    expect(heardFor(12, { level: 0.17, peak: 0.01, clipped: 0 }, care)).toBe("closer");
    expect(heardFor(1, { level: 0.5, peak: 0.2, clipped: 0 }, care)).toBeNull();
  });

  test("a voice on the ceiling: softer, until it has been right for a while", () => {
    const care = new SoundCare();
    expect(heardFor(3, { level: 1, peak: 1, clipped: 0.2 }, care)).toBe("softer");
    expect(heardFor(20, { level: 0.6, peak: 0.5, clipped: 0 }, care)).toBeNull();
  });

  test("four seconds of perfect nothing is no microphone", () => {
    expect(heardFor(99, { level: 0, peak: 0, clipped: 0 })).toBeNull();
    expect(heardFor(100, { level: 0, peak: 0, clipped: 0 })).toBe("dead");
  });

  test("peaks and ceilings are measured", () => {
    const sound = measured(Float32Array.from([0, 0.5, -1, 1]));
    expect(sound.peak).toBe(1);
    expect(sound.clipped).toBe(0.5);
  });
});

describe("several microphones", () => {
  const device = (deviceId: string, label: string, kind: MediaDeviceKind = "audioinput") => ({ deviceId, label, kind });

  test("what carries no voice is told, and not taken when there is another", () => {
    const inputs = inputsOf([
      device("default", "Par défaut"),
      device("a", "VB-Audio Virtual Cable"),
      device("b", "Micro interne"),
      device("c", "Haut-parleur", "audiooutput"),
    ]);
    expect(inputs.map((input) => [input.id, input.doubtful])).toEqual([
      ["a", true],
      ["b", false],
    ]);
    expect(bestInput(inputs, null)).toBe("b");
  });

  test("the one an adult chose is kept while it is there; else the browser chooses", () => {
    const inputs = inputsOf([device("b", "Micro interne"), device("d", "Casque USB")]);
    expect(bestInput(inputs, "d")).toBe("d");
    expect(bestInput(inputs, "gone")).toBeNull();
    expect(inputsOf([device("", "")])).toEqual([{ id: "", label: "Micro 1", doubtful: false }]);
  });
});

describe("a microphone that is taken away", () => {
  class Track extends EventTarget {
    muted = false;
    readyState: MediaStreamTrackState = "live";
    say(type: string) {
      this.dispatchEvent(new Event(type));
    }
  }
  class Context extends EventTarget {
    state = "running";
    resume = vi.fn(async () => {});
    become(state: string) {
      this.state = state;
      this.dispatchEvent(new Event("statechange"));
    }
  }
  const watched = () => {
    vi.useFakeTimers();
    const [track, audio, lost] = [new Track(), new Context(), vi.fn()];
    const end = watchLoss({ getAudioTracks: () => [track] }, audio, lost, 1_000);
    return { track, audio, lost, end };
  };

  test("unplugged: lost at once, and said once", () => {
    const { track, lost } = watched();
    track.say("ended");
    track.say("ended");
    expect(lost).toHaveBeenCalledTimes(1);
  });

  test("muted for a moment is nothing, muted for long is lost", () => {
    const { track, lost } = watched();
    track.muted = true;
    track.say("mute");
    vi.advanceTimersByTime(500);
    track.muted = false;
    track.say("unmute");
    vi.advanceTimersByTime(5_000);
    expect(lost).not.toHaveBeenCalled();
    track.muted = true;
    track.say("mute");
    vi.advanceTimersByTime(1_000);
    expect(lost).toHaveBeenCalledTimes(1);
  });

  test("interrupted by a call (iPad): not asked to resume meanwhile, resumed when only suspended", () => {
    const { audio, lost } = watched();
    audio.become("interrupted");
    expect(audio.resume).not.toHaveBeenCalled();
    audio.become("suspended");
    expect(audio.resume).toHaveBeenCalledTimes(1);
    audio.become("running");
    vi.advanceTimersByTime(5_000);
    expect(lost).not.toHaveBeenCalled();
    audio.become("interrupted");
    vi.advanceTimersByTime(1_000);
    expect(lost).toHaveBeenCalledTimes(1);
  });

  test("closed by us: nothing is lost", () => {
    const { track, lost, end } = watched();
    end();
    track.say("ended");
    expect(lost).not.toHaveBeenCalled();
  });
});
