#!/usr/bin/env bash
# Makes .venv with the system's Python and puts uv in it. Needs Python 3.11 or newer, and nothing else:
# where Debian ships Python without pip, pip is taken from Debian's own package, without being root.
set -euo pipefail
cd "$(dirname "$0")/.."

python=${PYTHON:-python3}
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
  echo "Marelle needs Python 3.11 or newer; '$python' is not. Install it, or say which with PYTHON=/path/to/python." >&2
  exit 2
fi

echo "Setting up Python in .venv ..."
if "$python" -c 'import ensurepip' 2>/dev/null; then
  "$python" -m venv .venv
  pip=(.venv/bin/python -m pip)
else
  "$python" -m venv --without-pip .venv
  unpacked=$(mktemp -d)
  trap 'rm -rf "$unpacked"' EXIT
  if ! (cd "$unpacked" && { apt-get download -qq python3-pip-whl 2>/dev/null ||
        { [ "$(id -u)" = 0 ] && apt-get update -qq && apt-get download -qq python3-pip-whl; }; } &&
        dpkg-deb -x python3-pip-whl_*.deb .); then
    echo "Python's pip is missing and could not be had. Run: sudo apt-get install python3-venv, then make again." >&2
    exit 2
  fi
  pip=(env PYTHONPATH="$(echo "$unpacked"/usr/share/python-wheels/pip-*.whl)" .venv/bin/python -m pip)
fi
"${pip[@]}" install --quiet --disable-pip-version-check --require-hashes -r tools/uv-requirements.txt
