// The tablet's disk: full or refused, answers wait in memory and the tablet must not be closed before they are sent.

class TabletStorage {
  /** Answers that only the open page holds. */
  unsafe = $state(0);
  /** The disk refused something since the page was opened. */
  refused = $state(false);

  inMemory(answers: number): void {
    this.unsafe = answers;
    if (answers > 0) this.refused = true;
  }
}

export const storage = new TabletStorage();

export interface Room {
  usedMb: number;
  leftMb: number;
}

/** What the browser would still let us keep; null where it does not say. */
export async function room(): Promise<Room | null> {
  try {
    const { usage = 0, quota = 0 } = await navigator.storage.estimate();
    return { usedMb: usage / 1e6, leftMb: Math.max(0, quota - usage) / 1e6 };
  } catch {
    return null;
  }
}

/** Does the disk really keep something? Written, read again, removed. */
export function diskWorks(name = "marelle-essai"): Promise<boolean> {
  return new Promise((resolve) => {
    try {
      const opening = indexedDB.open(name, 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore("essai");
      opening.onerror = () => resolve(false);
      opening.onsuccess = () => {
        const change = opening.result.transaction("essai", "readwrite");
        change.objectStore("essai").put(new Uint8Array(1_000), 1);
        const end = (works: boolean) => {
          opening.result.close();
          indexedDB.deleteDatabase(name);
          resolve(works);
        };
        change.oncomplete = () => end(true);
        change.onabort = () => end(false);
      };
    } catch {
      resolve(false);
    }
  });
}
