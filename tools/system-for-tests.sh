#!/usr/bin/env bash
# The tests drive a real Chromium and a real PostgreSQL: installs them through apt where that is allowed.
# Where it is not, the tests that need them say so in the summary; with CI set, that is a failure.
set -euo pipefail
missing=()
command -v chromium >/dev/null || command -v chromium-browser >/dev/null || missing+=(chromium)
command -v certutil >/dev/null || missing+=(libnss3-tools)
compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || missing+=(postgresql)
[ ${#missing[@]} = 0 ] && exit 0

if [ "$(id -u)" = 0 ]; then as_root=()
elif sudo -n true 2>/dev/null; then as_root=(sudo -n)
else
  echo "Not installed, and installing needs an administrator: ${missing[*]}. The tests that need them will be skipped." >&2
  exit 0
fi
echo "Installing for the tests: ${missing[*]} ..."
# `env` passes the variable through sudo as well.
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
