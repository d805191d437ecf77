// After the build: beside each file of text its compressed forms, as small as they get. The server only has to send
// them: thirty tablets that come in at once do not have it compress the same megabytes thirty times.
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const SMALLEST = 500; // bytes: below, a header costs more than is won
const TEXT = /\.(?:css|html|js|json|svg|webmanifest)$/;
const dist = fileURLToPath(new URL("../dist/", import.meta.url));

for (const name of readdirSync(dist, { recursive: true })) {
  const path = join(dist, name);
  if (!TEXT.test(path)) continue;
  const plain = readFileSync(path);
  for (const [ending, compressed] of [
    [".br", () => brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: plain.length } })],
    [".gz", () => gzipSync(plain, { level: 9 })],
  ]) {
    if (plain.length < SMALLEST) rmSync(path + ending, { force: true });
    else writeFileSync(path + ending, compressed());
  }
}
