"""The installer of the bundle, on a folder that stands for a machine: nothing of the real one is touched."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.integration.install.small_bundle import small_bundle


@pytest.fixture(scope="module")
def bundle(tmp_path_factory):
    return small_bundle(tmp_path_factory.mktemp("bundle"))


@pytest.fixture
def machine(tmp_path):
    (tmp_path / "machine").mkdir()
    return tmp_path / "machine"


def install(bundle: Path, *words: str, said: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(bundle / "installer.sh"), *words],
        input=said,
        env={**os.environ, "PYTHON": sys.executable, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def run(command: Path, *words: str) -> str:
    clean = {"PATH": os.environ["PATH"]}
    return subprocess.run([str(command), *words], env=clean, capture_output=True, text=True, check=True).stdout.strip()


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}


def test_installs_upgrades_and_removes_without_touching_the_schools_data(bundle, machine, tmp_path):
    done = install(bundle, "--racine", str(machine))
    assert done.returncode == 0, done.stderr
    opt, data = machine / "opt/marelle", machine / "var/lib/marelle"
    assert (opt / "current").readlink() == Path("versions/0.1.0+1")
    python = opt / "current/python/bin/python3"
    assert run(python, "-P", "-m", "tutor.cli", "serve") == "one small None serve"
    unit = (machine / "etc/systemd/system/marelle.service").read_text()
    assert "ExecStart=/opt/marelle/current/python/bin/python3 -P -m tutor.cli serve" in unit
    assert "@" not in unit.replace("@system-service", "").replace("@privileged", "")
    assert (machine / "usr/local/bin/tutor").stat().st_mode & 0o111
    assert data.stat().st_mode & 0o777 == 0o700

    (data / "school.db").write_text("a school")
    settings = machine / "etc/marelle/marelle.env"
    settings.write_text("TUTOR_PORT=443\n")
    newer = small_bundle(tmp_path / "newer", "0.1.0+2", "two")
    done = install(newer, "--racine", str(machine))
    assert done.returncode == 0, done.stderr
    assert run(python, "-P", "-m", "tutor.cli") == "two small None"
    assert settings.read_text() == "TUTOR_PORT=443\n", "the school's settings are its own"
    assert {path.name for path in (opt / "versions").iterdir()} == {"0.1.0+1", "0.1.0+2"}, (
        "one older is kept, to go back"
    )

    done = install(newer, "--racine", str(machine), "--desinstaller", "--effacer-les-donnees", said="oui\n")
    assert done.returncode == 2, "a doubtful answer erases nothing"
    assert run(python, "-P", "-m", "tutor.cli") == "two small None"

    done = install(newer, "--racine", str(machine), "--desinstaller")
    assert done.returncode == 0, done.stderr
    assert files(machine) == {"var/lib/marelle/school.db", "etc/marelle/marelle.env"}
    done = install(newer, "--racine", str(machine), "--desinstaller", "--effacer-les-donnees", said="effacer\n")
    assert done.returncode == 0, done.stderr
    assert files(machine) == set()


def test_a_bundle_that_lost_a_byte_is_refused_before_anything_is_done(machine, tmp_path):
    bundle = small_bundle(tmp_path / "bundle")
    (bundle / "app/tutor/cli.py").write_text("print('changed')\n")
    done = install(bundle, "--racine", str(machine))
    assert done.returncode == 2
    assert "abîmée" in done.stderr
    assert files(machine) == set()


def test_a_bundle_for_another_processor_or_python_or_a_full_disk_says_so(bundle, machine, tmp_path):
    full = install(bundle, "--racine", str(machine), MARELLE_ROOM_KB="999999999999")
    assert (full.returncode, "faites de la place" in full.stderr) == (2, True)
    other = small_bundle(tmp_path / "other")
    lists = next((other / "wheels").glob("requirements-*.txt"))
    lists.rename(lists.with_name("requirements-2.7.txt"))
    _sum_again(other)
    done = install(other, "--racine", str(machine))
    assert (done.returncode, "faite pour Python 2.7" in done.stderr) == (2, True)
    (other / "MACHINE").write_text("pdp11\n")
    _sum_again(other)
    done = install(other, "--racine", str(machine))
    assert (done.returncode, "pour un processeur pdp11" in done.stderr) == (2, True)
    assert files(machine) == set()


def test_for_oneself_alone_nothing_is_put_outside_ones_own_folder(bundle, tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    own = {"HOME": str(home), "XDG_DATA_HOME": ""}
    done = install(bundle, "--seul", **own)
    assert done.returncode == 0, done.stderr
    command = home / ".local/bin/marelle-seul"
    models = home / ".local/share/marelle-programme/current/models"
    assert run(command) == f"one small {models} serve --alone", "its icon serves"
    assert run(command, "check") == f"one small {models} check"
    entry = (home / ".local/share/applications/marelle.desktop").read_text()
    assert f"Exec={command}\n" in entry
    data = home / ".local/share/marelle/school.db"
    data.parent.mkdir()
    data.touch()
    assert install(bundle, "--seul", "--desinstaller", **own).returncode == 0
    assert files(home) == {".local/share/marelle/school.db"}


def _sum_again(bundle: Path) -> None:
    from tools.make_bundle import write_sums

    write_sums(bundle)
