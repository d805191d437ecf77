#!/usr/bin/env bash
# A Debian package for one Python (3.11: Debian 12; 3.13: Debian 13), from a bundle's folder, made first if none is given.
# tools/make-deb.sh 3.11 [BUNDLE_FOLDER [OUTPUT_FOLDER]]. Needs dpkg-deb and uv; nothing of the target runs here.
set -euo pipefail
cd "$(dirname "$0")/.."
python=${1:?which Python: 3.11 or 3.13}
output=${3:-build}
mkdir -p "$output"
if [ -n "${2:-}" ]; then
  bundle=$2
else
  .venv/bin/python -m tools.make_bundle --pythons "$python" --folder-only --output build/for-deb
  bundle=$(ls -dt build/for-deb/marelle-*/ | head -1)
fi
version=$(cat "$bundle/VERSION") machine=$(cat "$bundle/MACHINE")
case $machine in x86_64) architecture=amd64 ;; aarch64) architecture=arm64 ;; esac
[ -f "$bundle/wheels/requirements-$python.txt" ] || { echo "make-deb: $bundle has no wheels for Python $python" >&2; exit 2; }

root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
program=$root/usr/lib/marelle
mkdir -p "$program" "$root/DEBIAN" "$root/usr/bin" "$root/etc/marelle" "$root/usr/lib/systemd/system" \
  "$root/usr/share/applications" "$root/usr/share/doc/marelle" "$root/var/lib" "$root/var/cache"
rmdir "$root/var/lib" "$root/var/cache" "$root/var"

cp -R --preserve=mode,timestamps "$bundle/app" "$program/app"
cp "$bundle/VERSION" "$program/VERSION"
mkdir "$program/models"
cp -R --preserve=mode "$bundle/models/." "$program/models/"
# What `python3 -m venv --without-pip` makes: three files, so that no Python of the target has to run here.
site=$program/python/lib/python$python/site-packages
mkdir -p "$site" "$program/python/bin"
ln -s "/usr/bin/python$python" "$program/python/bin/python3"
printf 'home = /usr/bin\ninclude-system-site-packages = false\n' >"$program/python/pyvenv.cfg"
uv=.venv/bin/uv
[ -x "$uv" ] || uv=uv
UV_PYTHON_DOWNLOADS=never "$uv" pip install --quiet --no-config --target "$site" --python "${BUILD_PYTHON:-.venv/bin/python}" \
  --python-version "$python" --python-platform "$machine-manylinux_2_36" --no-index --no-deps --no-cache --link-mode copy \
  --find-links "$bundle/wheels" --require-hashes -r "$bundle/wheels/requirements-$python.txt"
rm -rf "${site:?}/bin"
echo ../../../../app >"$site/marelle.pth"

filled() { sed -e 's|@PROGRAM@|/usr/lib/marelle|g' -e 's|@COMMAND@|marelle-seul|g' "$bundle/system/$1"; }
filled tutor >"$root/usr/bin/tutor"
filled marelle-seul >"$root/usr/bin/marelle-seul"
filled marelle.service >"$root/usr/lib/systemd/system/marelle.service"
filled marelle.desktop >"$root/usr/share/applications/marelle.desktop"
filled marelle.env >"$root/etc/marelle/marelle.env"
echo /etc/marelle/marelle.env >"$root/DEBIAN/conffiles"
cp install/debian/copyright "$root/usr/share/doc/marelle/copyright"
printf 'marelle (%s) stable; urgency=medium\n\n  * See /usr/lib/marelle/app/CHANGELOG.md.\n\n -- Les auteurs de Marelle <marelle@localhost>  %s\n' \
  "$version" "$(date -uR)" | gzip -9n >"$root/usr/share/doc/marelle/changelog.gz"
cp install/debian/postinst install/debian/prerm install/debian/postrm "$root/DEBIAN/"
find "$root" -type d -exec chmod 755 {} +
find "$root" -type f -exec chmod 644 {} +
chmod 755 "$root"/DEBIAN/p* "$root/usr/bin/tutor" "$root/usr/bin/marelle-seul"
sed -e "s/@VERSION@/$version/" -e "s/@ARCHITECTURE@/$architecture/" -e "s/@PYTHON@/$python/" \
  -e "s/@NEXT_PYTHON@/3.$((${python#3.} + 1))/" -e "s/@SIZE@/$(du -sk --exclude=DEBIAN "$root" | cut -f1)/" \
  install/debian/control >"$root/DEBIAN/control"
(cd "$root" && find . -type f ! -path './DEBIAN/*' -printf '%P\0' | sort -z | xargs -0 md5sum >DEBIAN/md5sums)

deb=$output/marelle_${version}_py${python}_$architecture.deb
# Little of it compresses (models, pictures): a quick gzip is enough.
dpkg-deb --root-owner-group -Zgzip -z1 --build "$root" "$deb" >/dev/null
echo "$deb: $(($(stat -c %s "$deb") / 1000000)) MB"
