// Writes src/api/schema.d.ts from the server's own OpenAPI description. `--check` writes nothing and fails
// when the committed file is not what the server describes today.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import openapiTS, { astToString, COMMENT_HEADER } from "openapi-typescript";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const tutor = process.env.TUTOR ?? here("../../.venv/bin/tutor");
const target = here("../src/api/schema.d.ts");

const description = JSON.parse(execFileSync(tutor, ["openapi"], { encoding: "utf8", maxBuffer: 64 * 1024 * 1024 }));
const types = COMMENT_HEADER + astToString(await openapiTS(description));

if (process.argv.includes("--check")) {
  if (readFileSync(target, "utf8") !== types) {
    console.error("src/api/schema.d.ts does not match the server's OpenAPI: run `npm run types` and commit it.");
    process.exit(1);
  }
} else {
  writeFileSync(target, types);
}
