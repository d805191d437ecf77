#!/usr/bin/env bash
# Installe, met à jour ou désinstalle Marelle depuis ce dossier, sans internet. `./installer.sh --aide` dit comment.
set -euo pipefail
umask 022

here=$(cd "$(dirname "$(readlink -f "$0")")" && pwd)
alone=no start=yes remove=no erase=no sure=no check_only=no root=

usage() {
  cat <<'USAGE'
Usage : installer.sh [choix]
  (rien)                   installe ou met à jour le serveur de l'école (en administrateur)
  --seul                   pour cet ordinateur seul et pour vous seul, sans être administrateur
  --verifier               vérifie seulement que l'archive est complète
  --sans-demarrer          installe sans lancer le service
  --desinstaller           enlève le programme ; les données restent
  --effacer-les-donnees    avec --desinstaller : efface aussi les données des élèves
  --oui                    ne pose pas de question
  --racine DOSSIER         installe sous ce dossier (pour préparer une carte ou pour un essai)
USAGE
}

say() { printf '%s\n' "$*"; }
fail() {
  printf 'Marelle : %s\n' "$*" >&2
  exit 2
}

while [ $# -gt 0 ]; do
  case $1 in
    --seul) alone=yes ;;
    --verifier) check_only=yes ;;
    --sans-demarrer) start=no ;;
    --desinstaller) remove=yes ;;
    --effacer-les-donnees) erase=yes ;;
    --oui) sure=yes ;;
    --racine)
      [ $# -gt 1 ] || fail "--racine demande un dossier."
      root=${2%/}
      shift
      ;;
    --aide | -h | --help)
      usage
      exit 0
      ;;
    *) fail "« $1 » n'est pas un choix connu : ./installer.sh --aide les donne." ;;
  esac
  shift
done

if [ "$alone" = yes ]; then
  data_home=${XDG_DATA_HOME:-$HOME/.local/share}
  prefix=$data_home/marelle-programme data=$data_home/marelle
  command=$HOME/.local/bin/marelle-seul desktop=$data_home/applications/marelle.desktop
else
  prefix=/opt/marelle data=/var/lib/marelle
  command=/usr/local/bin/tutor unit=/etc/systemd/system/marelle.service settings=/etc/marelle
fi
with_systemd() { [ -z "$root" ] && [ "$alone" = no ] && [ -d /run/systemd/system ]; }

# --- désinstaller -------------------------------------------------------------------------------------------------

uninstall() {
  if [ "$erase" = yes ] && [ "$sure" = no ]; then
    say "Tout ce que Marelle sait des élèves sera effacé de $root$data, pour toujours."
    read -r -p "Pour le vouloir vraiment, tapez effacer : " word || word=
    [ "$word" = effacer ] || fail "rien n'a été effacé ni désinstallé."
  fi
  if with_systemd; then
    systemctl disable --now marelle.service 2>/dev/null || true
  fi
  rm -rf "$root$prefix"
  rm -f "$root$command"
  if [ "$alone" = yes ]; then
    rm -f "$desktop"
  else
    rm -f "$root$unit"
    rm -rf "$root/var/cache/marelle"
    with_systemd && systemctl daemon-reload
  fi
  if [ "$erase" = yes ]; then
    rm -rf "$root$data"
    [ "$alone" = yes ] || rm -rf "$root$settings"
    if [ "$alone" = no ] && [ -z "$root" ] && id marelle >/dev/null 2>&1; then
      userdel marelle || true
    fi
    say "Marelle est désinstallée et ses données effacées."
  else
    say "Marelle est désinstallée. Les données restent dans $root$data : une nouvelle installation les reprendra."
  fi
}

# --- installer ----------------------------------------------------------------------------------------------------

check_archive() {
  say "Vérification de l'archive..."
  (cd "$here" && sha256sum --quiet --strict -c SHA256SUMS) >/dev/null 2>&1 ||
    fail "l'archive est incomplète ou abîmée : copiez-la de nouveau (le détail : cd $here && sha256sum --quiet -c SHA256SUMS)."
}

# The first Python of this machine that the archive has wheels for.
find_python() {
  local candidate version
  for candidate in ${PYTHON:-} python3 python3.13 python3.12 python3.11; do
    version=$("$candidate" -c 'import sys, venv; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || continue
    [ -f "$here/wheels/requirements-$version.txt" ] || continue
    python=$(command -v "$candidate") python_version=$version
    return 0
  done
  fail "cette archive est faite pour Python $(bundled_pythons), que cette machine n'a pas (elle a : $(python3 --version 2>&1 || true)). Prenez l'archive de votre système."
}

bundled_pythons() {
  local list
  for list in "$here"/wheels/requirements-*.txt; do
    list=${list##*requirements-}
    printf '%s ' "${list%.txt}"
  done | sed 's/ $//; s/ / ou /g'
}

check_room() {
  local place=$root$prefix free
  while [ ! -d "$place" ]; do place=$(dirname "$place"); done
  free=$(df -Pk "$place" | awk 'NR == 2 { print $4 }')
  [ "$free" -ge "${MARELLE_ROOM_KB:-1600000}" ] ||
    fail "il reste $((free / 1024)) Mo sur le disque de $place, il en faut 1600 : faites de la place."
}

make_user() {
  if [ -n "$root" ] || id marelle >/dev/null 2>&1; then return 0; fi
  useradd --system --user-group --home-dir "$data" --no-create-home --shell /usr/sbin/nologin marelle
}

filled() { sed -e "s|@PROGRAM@|$prefix/current|g" -e "s|@COMMAND@|$command|g" "$here/system/$1"; }

put() { # put MODE FILE WHERE
  mkdir -p "$(dirname "$3")"
  filled "$2" >"$3.new"
  chmod "$1" "$3.new"
  mv -f "$3.new" "$3"
}

# A whole version in a folder of its own, beside the one that runs.
build_version() {
  local partial=$1 site
  rm -rf "$partial"
  mkdir -p "$partial"
  cp -R --preserve=mode,timestamps "$here/app" "$partial/app"  # the client's compressed files go by their dates
  cp "$here/VERSION" "$partial/VERSION"
  "$python" -m venv --without-pip --symlinks "$partial/python"
  say "Installation des bibliothèques pour Python $python_version..."
  env -i PATH="$PATH" HOME="$partial" LANG=C.UTF-8 PYTHONPATH="$here/wheels/$(cd "$here/wheels" && echo pip-*.whl)" \
    "$partial/python/bin/python3" -m pip --isolated install --quiet --no-cache-dir --no-index --no-deps --no-compile \
    --disable-pip-version-check --find-links "$here/wheels" --require-hashes \
    -r "$here/wheels/requirements-$python_version.txt" ||
    fail "les bibliothèques ne s'installent pas : rien n'a été changé. Envoyez les lignes ci-dessus à qui vous a donné l'archive."
  site=$("$partial/python/bin/python3" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
  echo ../../../../app >"$site/marelle.pth"
  rm -f "$partial"/python/bin/[Aa]ctivate*
  # The service cannot write there: without this, every start would compile anew.
  "$partial/python/bin/python3" -m compileall -q -j 0 "$partial/python/lib" "$partial/app" >/dev/null 2>&1 || true
  ln -s ../../models "$partial/models"
}

put_models() {
  local model
  mkdir -p "$root$prefix/models"
  for model in "$here"/models/*/; do
    [ -d "$model" ] || continue
    model=$(basename "$model")
    env -u PYTHONPATH TUTOR_MODELS_DIR="$root$prefix/models" HOME="$1" "$1/python/bin/python3" -P -m tutor.cli \
      models install "$model" --from "$here/models" >/dev/null ||
      fail "le modèle $model ne s'installe pas (la raison est ci-dessus)."
  done
  chmod -R a+rX "$root$prefix/models"
}

install_it() {
  local version target partial former=
  version=$(cat "$here/VERSION")
  check_archive
  [ "$check_only" = no ] || { say "L'archive de Marelle $version est complète."; return 0; }
  [ "$(uname -m)" = "$(cat "$here/MACHINE")" ] ||
    fail "cette archive est pour un processeur $(cat "$here/MACHINE"), celui-ci est $(uname -m)."
  find_python
  check_room
  [ "$alone" = yes ] || make_user
  mkdir -p "$root$prefix/versions"
  target=$root$prefix/versions/$version partial=$root$prefix/versions/.$version
  [ -L "$root$prefix/current" ] && former=$(readlink "$root$prefix/current")
  build_version "$partial"
  put_models "$partial"

  if with_systemd; then systemctl stop marelle.service 2>/dev/null || true; fi
  rm -rf "$target"
  mv "$partial" "$target"
  ln -sfn "versions/$version" "$root$prefix/.current"
  mv -Tf "$root$prefix/.current" "$root$prefix/current"
  install -m 755 "$here/installer.sh" "$root$prefix/installer.sh"
  forget_older "$version" "${former##*/}"

  if [ "$alone" = yes ]; then
    put 755 marelle-seul "$command"
    put 644 marelle.desktop "$desktop"
    say "Marelle $version est installée pour vous. Ouvrez « Marelle » dans les applications, ou tapez : $command"
    say "La première fois, créez l'enseignant : $command teacher add --name \"Mme Martin\" --login martin --school \"École des Tilleuls\""
    return 0
  fi
  put 755 tutor "$root$command"
  put 644 marelle.service "$root$unit"
  [ -f "$root$settings/marelle.env" ] || put 640 marelle.env "$root$settings/marelle.env"
  if [ -z "$root" ]; then chgrp -R marelle "$settings"; fi
  for folder in "$root$data" "$root/var/cache/marelle"; do
    [ -d "$folder" ] || install -d -m 700 "$folder"
    [ -n "$root" ] || chown marelle:marelle "$folder"
  done
  say "Marelle $version est installée dans $root$prefix ; ses données sont dans $root$data."
  if with_systemd; then
    systemctl daemon-reload
    systemctl enable --quiet marelle.service
    [ "$start" = no ] || start_service "$former" "$version"
  else
    say "systemd ne tourne pas ici : le service marelle se lancera au prochain démarrage d'une machine qui l'a activé (systemctl enable --now marelle)."
  fi
}

# The version that ran is kept beside the new one, and no other.
forget_older() {
  local each
  for each in "$root$prefix"/versions/*; do
    case ${each##*/} in "$1" | "$2") ;; *) rm -rf "$each" ;; esac
  done
}

start_service() {
  say "Démarrage (une minute la première fois, davantage après une année de données)..."
  if systemctl start marelle.service; then
    say "Marelle tourne. L'adresse pour les tablettes : journalctl -t marelle -n 40 --no-pager -o cat"
    [ -n "$1" ] || say "Le premier enseignant : sudo tutor teacher add --name \"Mme Martin\" --login martin --school \"École des Tilleuls\""
    return 0
  fi
  say "Marelle $2 ne démarre pas. Ce qu'elle dit :" >&2
  journalctl -t marelle -n 15 --no-pager -o cat >&2 || true
  [ -z "$1" ] || [ "$1" = "versions/$2" ] ||
    say "Pour revenir à la version d'avant : systemctl stop marelle; ln -sfn $1 $prefix/current; tutor restore (avec la sauvegarde « upgrade » de $data/backups, si la base avait déjà changé); systemctl start marelle" >&2
  exit 1
}

if [ "$alone" = no ] && [ -z "$root" ] && [ "$(id -u)" != 0 ] && [ "$check_only" = no ]; then
  fail "il faut être administrateur : sudo $0 (ou ./installer.sh --seul, pour vous seul)."
fi
if [ "$erase" = yes ] && [ "$remove" = no ]; then fail "--effacer-les-donnees va avec --desinstaller."; fi
if [ "$remove" = yes ]; then uninstall; else install_it; fi
