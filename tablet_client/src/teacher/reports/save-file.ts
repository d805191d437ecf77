// Hands a file to the browser, which asks where to put it or keeps it with what was downloaded.
import type { Taken } from "../../api/reports";

const LONG_ENOUGH_MS = 60_000;

export function saveFile(file: Taken): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file.content);
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), LONG_ENOUGH_MS);
}
