// Rivet never listens to himself: nothing of the microphone is taken while he speaks, nor for a moment after.
import { beforeEach, describe, expect, test, vi } from "vitest";

const microphone: { frame: (pcm: Int16Array<ArrayBuffer>) => void; lost: () => void; closed: boolean } = {
  frame: () => {},
  lost: () => {},
  closed: false,
};
vi.mock("../src/audio/microphone", () => ({
  MicrophoneError: class extends Error {},
  openMicrophone: async (to: typeof microphone) => {
    Object.assign(microphone, { frame: to.frame, lost: to.lost, closed: false });
    return { close: () => Object.assign(microphone, { closed: true }) };
  },
}));

class Socket {
  static readonly OPEN = 1;
  static last: Socket;
  readyState = 1;
  sent: (string | ArrayBufferView)[] = [];
  onopen = () => {};
  onmessage = (_: { data: string }) => {};
  onclose = () => {};
  constructor() {
    Socket.last = this;
    queueMicrotask(() => {
      this.onopen();
      this.onmessage({ data: '{"type":"listening"}' });
    });
  }
  send(message: string | ArrayBufferView) {
    this.sent.push(message);
  }
  close() {}
  get sounds(): number {
    return this.sent.filter((message) => typeof message !== "string").length;
  }
}

vi.stubGlobal("location", new URL("http://ecole.test/eleve"));
vi.stubGlobal("WebSocket", Socket);
vi.stubGlobal("document", Object.assign(new EventTarget(), { hidden: false }));
const { Listening, TAIL_MS } = await import("../src/audio/listening");
const { speaker } = await import("../src/audio/speaker.svelte");

const frame = () => new Int16Array(1_600);
const settled = async (ms: number) => vi.advanceTimersByTimeAsync(ms);

describe("listening", () => {
  let quiet = Number.POSITIVE_INFINITY;
  beforeEach(() => {
    vi.useFakeTimers();
    quiet = Number.POSITIVE_INFINITY;
    vi.spyOn(speaker, "quietFor", "get").mockImplementation(() => quiet);
  });

  test("begins once Rivet has been silent for a moment, and takes nothing before", async () => {
    quiet = 0;
    const stages: string[] = [];
    const listening = new Listening("s", { stage: (stage) => stages.push(stage), level: () => {} });
    void listening.run();
    await settled(500);
    microphone.frame(frame());
    expect(stages).toEqual(["opening"]);
    quiet = TAIL_MS - 1;
    await settled(50);
    microphone.frame(frame());
    expect(stages).toEqual(["opening"]);
    quiet = TAIL_MS;
    await settled(TAIL_MS);
    expect(stages).toEqual(["opening", "listening"]);
    expect(Socket.last.sounds).toBe(0);
    microphone.frame(frame());
    expect(Socket.last.sounds).toBe(1);
    listening.cancel();
  });

  test("a verdict that is long in coming is waited for as long as the ear says so, and then all is sent again", async () => {
    const said: string[] = [];
    const listening = new Listening("s", { stage: () => {}, level: () => {}, waiting: (text) => said.push(text) });
    void listening.run();
    await settled(TAIL_MS);
    microphone.frame(frame());
    const first = Socket.last;
    first.onmessage({ data: '{"type":"speech_ended"}' });
    for (const message of ['"Je réfléchis."', "null", "null"]) {
      await settled(15_000);
      first.onmessage({ data: `{"type":"waiting","message":${message}}` });
    }
    expect(said).toEqual(["Je réfléchis."]);
    await settled(19_000);
    expect(Socket.last).toBe(first);
    await settled(1_500);
    expect(Socket.last).not.toBe(first);
    expect(Socket.last.sounds).toBe(1);
    Socket.last.onmessage({ data: '{"type":"waiting","message":"Je réfléchis."}' });
    expect(said).toEqual(["Je réfléchis."]);
    listening.cancel();
  });

  test("what is heard while he repeats the instruction is not taken", async () => {
    const listening = new Listening("s", { stage: () => {}, level: () => {} });
    void listening.run();
    await settled(10);
    quiet = 0;
    microphone.frame(frame());
    quiet = TAIL_MS - 1;
    microphone.frame(frame());
    expect(Socket.last.sounds).toBe(0);
    quiet = TAIL_MS;
    microphone.frame(frame());
    expect(Socket.last.sounds).toBe(1);
    listening.cancel();
  });

  test("a microphone taken away ends it without a verdict, and closes everything", async () => {
    const listening = new Listening("s", { stage: () => {}, level: () => {} });
    const heard = listening.run();
    await settled(10);
    microphone.frame(frame());
    microphone.lost();
    expect(await heard).toEqual({ kind: "lost" });
    expect(Socket.last.sent.at(-1)).toBe('{"type":"cancel"}');
    expect(microphone.closed).toBe(true);
  });

  test("nobody is listened to behind a screen that is off", async () => {
    const listening = new Listening("s", { stage: () => {}, level: () => {} });
    const heard = listening.run();
    await settled(10);
    Object.assign(document, { hidden: true });
    document.dispatchEvent(new Event("visibilitychange"));
    Object.assign(document, { hidden: false });
    expect(await heard).toEqual({ kind: "lost" });
    expect(microphone.closed).toBe(true);
  });
});
