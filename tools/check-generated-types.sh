#!/usr/bin/env bash
# Fails when the client's generated types are not those of the server's OpenAPI.
set -euo pipefail
cd "$(dirname "$0")/.."
fresh=$(mktemp -d)
trap 'rm -rf "$fresh"' EXIT
.venv/bin/tutor openapi > "$fresh/openapi.json"
tools/with-node.sh npm --prefix tablet_client exec --offline -- openapi-typescript "$fresh/openapi.json" --output "$fresh/schema.d.ts" >/dev/null
if ! diff -u tablet_client/src/api/schema.d.ts "$fresh/schema.d.ts"; then
  echo "tablet_client/src/api/schema.d.ts does not match the server: run npm --prefix tablet_client run types" >&2
  exit 1
fi
