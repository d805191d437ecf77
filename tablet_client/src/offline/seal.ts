// What a tablet keeps of a pupil is sealed with a key of his own, which it has only while he is signed in. The server
// can open it whenever it comes, whoever sends it.
import type { TabletSeal } from "../api/types";

const NONCE_BYTES = 12;

/** Text to bytes and back, as the server writes them. */
export function toBytes(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
}

export function toText(bytes: Uint8Array): string {
  let signs = "";
  for (const byte of bytes) signs += String.fromCharCode(byte);
  return btoa(signs).replaceAll("+", "-").replaceAll("/", "_");
}

export class Seal {
  readonly who: string;
  readonly key: CryptoKey;

  constructor(who: string, key: CryptoKey) {
    this.who = who;
    this.key = key;
  }

  /** Null where the page came by plain http: then nothing is kept on the disk. */
  static async of({ who, key }: TabletSeal): Promise<Seal | null> {
    if (!globalThis.crypto?.subtle) return null;
    return new Seal(who, await crypto.subtle.importKey("raw", toBytes(key), "AES-GCM", false, ["encrypt", "decrypt"]));
  }

  async close(content: unknown): Promise<Uint8Array<ArrayBuffer>> {
    const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
    const bytes = new TextEncoder().encode(JSON.stringify(content));
    const sealed = new Uint8Array(await crypto.subtle.encrypt(this.#with(nonce), this.key, bytes));
    const whole = new Uint8Array(NONCE_BYTES + sealed.length);
    whole.set(nonce);
    whole.set(sealed, NONCE_BYTES);
    return whole;
  }

  /** Rejects what was sealed for someone else, or touched since. */
  async open<T>(whole: Uint8Array<ArrayBuffer>): Promise<T> {
    const nonce = whole.slice(0, NONCE_BYTES);
    const bytes = await crypto.subtle.decrypt(this.#with(nonce), this.key, whole.slice(NONCE_BYTES));
    return JSON.parse(new TextDecoder().decode(bytes)) as T;
  }

  #with(iv: Uint8Array<ArrayBuffer>): AesGcmParams {
    return { name: "AES-GCM", iv, additionalData: new TextEncoder().encode(this.who) };
  }
}
