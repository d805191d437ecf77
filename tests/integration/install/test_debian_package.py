"""The Debian package, installed by dpkg on a folder that stands for a machine: remove keeps the data, purge erases."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.integration.install.small_bundle import CLONE, PYTHON, small_bundle
from tests.needs import need


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    need(shutil.which("dpkg-deb"), "dpkg-deb (Debian's)")
    need(os.geteuid() == 0 or shutil.which("fakeroot"), "root or fakeroot")
    folder = tmp_path_factory.mktemp("package")
    bundle = small_bundle(folder / "bundle")
    script = [str(CLONE / "tools" / "make-deb.sh"), PYTHON, str(bundle), str(folder)]
    done = subprocess.run(script, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return next(folder.glob("*.deb"))


def dpkg(machine: Path, *words: str) -> str:
    (machine / "var/lib/dpkg/info").mkdir(parents=True, exist_ok=True)
    for name in ("status", "available"):
        (machine / "var/lib/dpkg" / name).touch()
    forced = [
        "--force-script-chrootless",
        "--force-not-root",
        "--force-depends",
        "--force-bad-path",
        "--force-unsafe-io",
    ]
    command = [
        *([] if os.geteuid() == 0 else ["fakeroot"]),
        "dpkg",
        f"--root={machine}",
        "--log=/dev/null",
        *forced,
        *words,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, "LC_ALL": "C"})
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_removing_keeps_the_schools_data_and_purging_erases_them(package, tmp_path):
    dpkg(tmp_path, "--install", str(package))
    program = tmp_path / "usr/lib/marelle"
    assert (program / f"python/lib/python{PYTHON}/site-packages/small.py").is_file()
    unit = (tmp_path / "usr/lib/systemd/system/marelle.service").read_text()
    assert "ExecStart=/usr/lib/marelle/python/bin/python3" in unit
    assert (program / "python/bin/python3").readlink() == Path(f"/usr/bin/python{PYTHON}")

    school = tmp_path / "var/lib/marelle/school.db"
    school.parent.mkdir(parents=True)
    school.write_text("a school")
    settings = tmp_path / "etc/marelle/marelle.env"
    settings.write_text("TUTOR_PORT=443\n")
    (program / "app/tutor/__pycache__").mkdir()
    (program / "app/tutor/__pycache__/cli.pyc").touch()

    dpkg(tmp_path, "--install", str(package))
    assert settings.read_text() == "TUTOR_PORT=443\n", "dpkg keeps the school's settings"
    assert school.is_file()

    assert "/var/lib/marelle" in dpkg(tmp_path, "--remove", "marelle")
    assert school.read_text() == "a school"
    assert settings.is_file()
    assert not program.exists()

    dpkg(tmp_path, "--purge", "marelle")
    assert not school.parent.exists()
    assert not settings.parent.exists()


def test_it_asks_for_the_python_that_its_wheels_are_for(package):
    said = subprocess.run(["dpkg-deb", "--field", str(package)], capture_output=True, text=True, check=True).stdout
    after = f"3.{int(PYTHON.split('.')[1]) + 1}"
    assert f"python3 (>= {PYTHON}), python3 (<< {after})" in said
    assert "Version: 0.1.0+1\n" in said
