#!/usr/bin/env bash
# Installs the pinned, hashed requirements of one file and this project itself into .venv.
set -euo pipefail
cd "$(dirname "$0")/.."
# The system's certificates count: many schools read their traffic through a proxy of their own.
export UV_SYSTEM_CERTS=true UV_PYTHON_DOWNLOADS=never VIRTUAL_ENV="$PWD/.venv"
echo "Installing the Python packages of $1 ..."
# Compiled once, here: each start of the server would else compile 3,000 files again where it may not write.
.venv/bin/uv pip install --compile-bytecode --require-hashes -r "$1"
# The project is put on the path as it is; `tutor` is its command.
site=$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
pwd > "$site/marelle.pth"
cat > .venv/bin/tutor <<'SCRIPT'
#!/bin/sh
exec "$(dirname "$0")/python" -P -m tutor.cli "$@"
SCRIPT
chmod +x .venv/bin/tutor
