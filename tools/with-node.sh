#!/usr/bin/env bash
# Runs a command with Node 20.19 or newer: the system's, else one installed into .venv from its Python package.
set -euo pipefail
cd "$(dirname "$0")/.."
# The system's certificates count for npm too.
certificates=/etc/ssl/certs/ca-certificates.crt
[ -z "${NODE_EXTRA_CA_CERTS:-}" ] && [ -r "$certificates" ] && export NODE_EXTRA_CA_CERTS=$certificates
good_node() {
  command -v node npm >/dev/null &&
    node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)'
}
if ! good_node; then
  export PATH="$PWD/.venv/bin:$PATH"
  if ! good_node; then
    echo "Installing Node.js into .venv ..."
    UV_SYSTEM_CERTS=true VIRTUAL_ENV="$PWD/.venv" .venv/bin/uv pip install --quiet --require-hashes -r tools/node-requirements.txt
  fi
fi
exec "$@"
