#!/usr/bin/env bash
# Installs the bundle and the Debian package on a Debian 12 of its own, with systemd as its first process and no network,
# then serves, kills, upgrades, removes (tools/try/inside.sh has the claims). As root, with debootstrap; some ten minutes.
#   tools/try-bundle.sh [BUNDLE_FOLDER [OLDER_BUNDLE_FOLDER]]    made by `make bundle`; the newest of build/ by default
#   DEB=FILE.deb  also the package;  SUITE=trixie  another Debian;  TRY=FOLDER  where the trial's Debian lies (build/try)
#   PARTS="archive alone package"  only some
set -euo pipefail
cd "$(dirname "$0")/.."
[ "$(id -u)" = 0 ] || { echo "try-bundle: needs root, for namespaces and chroot" >&2; exit 2; }
suite=${SUITE:-bookworm} work=$(realpath -m "${TRY:-build/try}")
bundle=$(realpath "${1:-$(find build -maxdepth 1 -type d -name 'marelle-*' -printf '%T@ %p\n' | sort -n | tail -1 | cut -d' ' -f2)}")
older=${2:+$(realpath "$2")}
mkdir -p "$work"
if [ ! -f "$work/$suite/ready" ]; then
  rm -rf "${work:?}/$suite"
  debootstrap --variant=minbase --include=python3,systemd,systemd-sysv,procps,adduser "$suite" "$work/$suite" >"$work/debootstrap.log"
  touch "$work/$suite/ready"
fi
machine=$work/machine.$$ bundles=$work/bundles.$$
pid=
finish() {
  [ -z "$pid" ] || kill -9 "$pid" 2>/dev/null || true
  [ -z "$unshared" ] || wait "$unshared" 2>/dev/null || true
  rm -rf --one-file-system "$machine" "$bundles"
}
unshared=
trap finish EXIT
cp -a "$work/$suite" "$machine"
printf '127.0.0.1 localhost ecole\n::1 localhost\n' >"$machine/etc/hosts"
echo ecole >"$machine/etc/hostname"
rm -f "$machine/etc/resolv.conf"
cp tools/try/inside.sh tools/try/probe.py "$machine/"
mkdir "$bundles"
cp -al "$bundle" "$bundles/new" 2>/dev/null || cp -a "$bundle" "$bundles/new"
[ -z "$older" ] || cp -al "$older" "$bundles/old" 2>/dev/null || cp -a "$older" "$bundles/old"
[ -z "${DEB:-}" ] || cp -a "$DEB" "$bundles/marelle.deb"

unshare --mount --net --pid --uts --ipc --cgroup --fork bash tools/try/boot.sh "$machine" "$bundles" >"$work/boot.log" 2>&1 &
unshared=$!
for _ in $(seq 60); do
  pid=$(pgrep -P "$unshared" || true)
  [ -n "$pid" ] && nsenter -t "$pid" -a /bin/systemctl is-system-running 2>/dev/null | grep -qE 'running|degraded' && break
  sleep 1
done
[ -n "$pid" ] || { echo "try-bundle: systemd does not start in a namespace here" >&2; cat "$work/boot.log" >&2; exit 2; }
nsenter -t "$pid" -a /bin/hostname ecole || true
# shellcheck disable=SC2086  # several words
nsenter -t "$pid" -a /bin/bash /inside.sh ${PARTS:-}
