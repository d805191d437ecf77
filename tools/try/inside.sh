#!/bin/bash
# The trial itself, inside a Debian without a network: install, serve, upgrade, remove, as archive and as package.
# Each line is a claim; the first that fails ends it. `inside.sh [archive] [alone] [package]`: only these parts.
set -uo pipefail
bundle=/bundles/new older=/bundles/old deb=/bundles/marelle.deb
export LANG=C.UTF-8
done_=0
claim() { # claim WHAT COMMAND...
  local what=$1 said
  shift
  if said=$("$@" 2>&1); then
    done_=$((done_ + 1))
    printf 'ok   %s\n' "$what"
    [ -z "$said" ] || printf '%s\n' "$said" | grep -v '^$' | tail -4 | cut -c1-230 | sed 's/^/       /'
  else
    printf 'FAIL %s\n%s\n' "$what" "$said"
    journalctl -t marelle -t python3 -n 20 --no-pager -o cat
    systemctl status marelle --no-pager | head -20
    exit 1
  fi
}
parts=" ${*:-archive alone package} "
wanted() { [[ $parts = *" $1 "* ]]; }
probe() { python3 /probe.py "$@"; }
add_teacher() { password=$(tutor teacher add --name "Mme Martin" --login martin --school "École des Tilleuls" --json | sed 's/.*"password": "\([^"]*\)".*/\1/') && [ -n "$password" ]; }
login() { probe login martin "$password"; }
refused() { ! "$@"; }
kept() { [ -f /var/lib/marelle/school.db ]; }
gone() { local each; for each in "$@"; do [ ! -e "$each" ] || { echo "$each is still there"; return 1; }; done; }
revision() { python3 -c "import sqlite3; print(sqlite3.connect('file:/var/lib/marelle/school.db?mode=ro', uri=True).execute('select version_num from alembic_version').fetchone()[0])"; }
only_loopback() { [ "$(ls /sys/class/net)" = lo ] && ! timeout 5 bash -c '</dev/tcp/192.0.2.1/80' 2>/dev/null; }
speaks_and_hears() {
  cd /tmp && runuser -u marelle -- env TUTOR_MODELS_DIR=/opt/marelle/current/models HOME=/var/cache/marelle sh -c '
    cd "$(mktemp -d)" && python=/opt/marelle/current/python/bin/python3 &&
    $python -P -m tutor.cli say "le lapin mange une carotte" -o x.wav --voice kokoro &&
    $python -P -m tutor.cli listen x.wav --text "le lapin mange une carotte" --json | cut -c1-220'
}
killed_comes_back() {
  local before after
  before=$(systemctl show marelle -p MainPID --value)
  kill -9 "$before"
  sleep 6
  probe health 300
  after=$(systemctl show marelle -p MainPID --value)
  [ "$after" != "$before" ] && [ "$after" != 0 ]
}
backed_up() { ls /var/lib/marelle/backups/*upgrade* | tail -2; }

echo "--- $(. /etc/os-release && echo "$PRETTY_NAME"), $(python3 --version), $(uname -m), $(date -u +%FT%TZ), load $(cut -d' ' -f1-3 /proc/loadavg)"
claim "this machine has no network but loopback" only_loopback
claim "Python here has neither pip nor ensurepip" refused python3 -c "import pip, ensurepip" 2>/dev/null

if wanted archive; then
  if [ -d "$older" ]; then
    claim "the older version $(cat $older/VERSION) installs and starts" "$older/installer.sh"
    claim "it answers, with its ear and its voice" probe health
    add_teacher
    claim "a teacher of the older version signs in (revision $(revision))" login
    before=$(revision)
    claim "the new version $(cat $bundle/VERSION) installs over it" "$bundle/installer.sh"
    claim "it answers" probe health
    claim "the teacher signs in with her password of before (revision $before, now $(revision))" login
    [ "$before" = "$(revision)" ] || claim "a backup was made before the upgrade" backed_up
    claim "the older program is kept, to go back" test -d "/opt/marelle/versions/$(cat $older/VERSION)"
  else
    claim "$(cat $bundle/VERSION) installs and starts" "$bundle/installer.sh"
    claim "it answers, with its ear and its voice" probe health
    add_teacher
    claim "a teacher signs in" login
  fi
  claim "the voice says a sentence and the ear hears it" speaks_and_hears
  claim "another user is told to use sudo" refused runuser -u nobody -- tutor check
  claim "the school's data are whole" tutor check
  claim "files of the school are the service's alone" test -z "$(find /var/lib/marelle \( ! -user marelle -o -perm /077 \) ! -type l | head -3)"
  claim "killed, it is back by itself" killed_comes_back
  claim "systemd finds nothing wrong with the unit" systemd-analyze verify /etc/systemd/system/marelle.service
  claim "how exposed the service is" bash -c "systemd-analyze security --no-pager marelle.service | tail -1"
  claim "installing the same version again keeps the school" "$bundle/installer.sh"
  claim "she signs in still" login
  claim "uninstalled" /opt/marelle/installer.sh --desinstaller
  claim "the program is gone" gone /opt/marelle /usr/local/bin/tutor /etc/systemd/system/marelle.service
  claim "the school's data are kept" kept
  claim "installed again" "$bundle/installer.sh"
  claim "she signs in as before" login
  claim "a doubtful answer erases nothing" refused bash -c "echo non | /opt/marelle/installer.sh --desinstaller --effacer-les-donnees"
  claim "uninstalled with the data" bash -c "echo effacer | $bundle/installer.sh --desinstaller --effacer-les-donnees"
  claim "nothing is left" gone /opt/marelle /var/lib/marelle /var/cache/marelle /etc/marelle
  claim "nor its user" refused id marelle
fi

if wanted alone; then
  useradd -m enseignante
  claim "for oneself alone, as an ordinary user" runuser -l enseignante -c "$bundle/installer.sh --seul"
  runuser -l enseignante -c "\$HOME/.local/bin/marelle-seul" >/tmp/alone.log 2>&1 &
  claim "it serves on 127.0.0.1 without a certificate" probe health 600 http://127.0.0.1:8765
  claim "nobody else's network reaches it" bash -c "! grep -q ' 00000000:223D ' /proc/net/tcp && grep -q ' 0100007F:223D ' /proc/net/tcp"
  claim "its icon clicked twice does not start another" timeout 60 runuser -l enseignante -c "\$HOME/.local/bin/marelle-seul"
  pkill -INT -u enseignante -f 'tutor.cli serve --alone'
  claim "removed, its data kept" runuser -l enseignante -c "\$HOME/.local/share/marelle-programme/installer.sh --seul --desinstaller && test -f \$HOME/.local/share/marelle/school.db && test ! -e \$HOME/.local/share/marelle-programme"
fi

if wanted package && [ -f "$deb" ]; then
  claim "the package installs with dpkg alone" bash -c "dpkg -i $deb 2>&1"
  claim "it answers, with its ear and its voice" probe health
  add_teacher
  claim "a teacher signs in" login
  claim "removed" dpkg -r marelle
  claim "the program is gone" gone /usr/lib/marelle /usr/bin/tutor
  claim "the school's data are kept" kept
  claim "installed again" bash -c "dpkg -i $deb 2>&1"
  claim "it answers" probe health
  claim "she signs in as before" login
  claim "installed over itself, as an upgrade" bash -c "dpkg -i $deb 2>&1"
  claim "it answers" probe health
  claim "purged" dpkg -P marelle
  claim "nothing is left" gone /usr/lib/marelle /var/lib/marelle /var/cache/marelle /etc/marelle
fi
echo "--- $done_ claims hold, load $(cut -d' ' -f1-3 /proc/loadavg)"
