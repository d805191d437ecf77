"""docs/guide-technicien.md is followed step by step: what it says to type is typed here, or exists as it is written.

Blocks marked « sh » are run in order, on one school, with `sudo` and `tutor` as they are on an installed server. Those
marked « administrateur » or « préparation » need root, a system's service or another machine: what they call of ours
(targets of the Makefile, choices of the installer, commands of tutor and tests.load, the service) must exist.
"""

import os
import re
import shlex
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.load.__main__ import parser as load_parser
from tutor.cli import main, parser
from tutor.db import make_engine
from tutor.migrations.upgrade import upgrade

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "docs" / "guide-technicien.md"
INSTALLER = ROOT / "install" / "installer.sh"
SYSTEMS_OWN = {"systemctl", "journalctl", "apt", "mount"}


def blocks() -> Iterator[tuple[str, list[str]]]:
    """The fenced blocks: how each is marked, and its lines."""
    for mark, text in re.findall(r"^```(sh[^\n]*)\n(.*?)^```$", GUIDE.read_text(encoding="utf-8"), re.DOTALL | re.M):
        yield mark, text.splitlines()


def test_every_block_is_marked_as_one_of_three():
    assert {mark for mark, _ in blocks()} == {"sh", "sh administrateur", "sh préparation"}


@pytest.fixture
def school(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A school that was just installed: its service has started once, and a key is plugged in."""
    data = tmp_path / "data"
    monkeypatch.setenv("TUTOR_DATA_DIR", str(data))
    # Reading 400 MB of models again for each look of the doctor is tests/integration/tutor/operations' business.
    monkeypatch.setenv("TUTOR_MODELS_DIR", str(tmp_path / "models"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    (tmp_path / "cle").mkdir()
    engine = make_engine(f"sqlite:///{data / 'school.db'}")
    upgrade(engine)
    engine.dispose()
    return tmp_path


def test_the_commands_of_the_guide_do_what_it_says(school, capfd):
    said: dict[str, str] = {}
    for mark, lines in blocks():
        for line in lines if mark == "sh" else []:
            status = typed(line.replace("/media/cle", str(school / "cle")), school)
            output = capfd.readouterr()
            said[line] = output.out
            # The doctor's and the check's status tells what they found; whatever they found, they said it.
            assert status == 0 or ((status == 1 and "doctor" in line) or "check" in line), f"{line}: {output.err}"
            assert "Traceback" not in output.err
    assert "Notez-le" in said['sudo tutor teacher add --name "Mme Martin" --login martin --school "École des Tilleuls"']
    assert "examen du" in said["sudo tutor doctor"]
    assert list((school / "cle").glob("marelle-*"))
    assert "restored" in said["sudo tutor restore --yes"]
    with zipfile.ZipFile(school / "marelle-assistance.zip") as archive:
        assert "docteur.txt" in archive.namelist()


def typed(line: str, folder: Path) -> int:
    """Run a line as an installed server would: `sudo tutor` is our command; with a redirection, through a shell."""
    if ">" not in line:
        sudo, tutor, *words = shlex.split(line)
        assert (sudo, tutor) == ("sudo", "tutor")
        return main(words)
    script = f'sudo() {{ "$@"; }}; tutor() {{ {shlex.quote(sys.executable)} -m tutor.cli "$@"; }}; {line}'
    return subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script], cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT)}
    ).returncode


@pytest.mark.parametrize(
    "line", [line for mark, lines in blocks() if mark != "sh" for line in lines], ids=lambda line: line[:60]
)
def test_what_needs_root_or_another_machine_exists_as_it_is_written(line):
    for part in line.split(">")[0].split("|"):
        words = shlex.split(part)
        words = words[1:] if words[0] == "sudo" else words
        match words[0]:
            case "make":
                assert re.search(rf"^{words[1]}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
            case "./installer.sh":
                choices = INSTALLER.read_text(encoding="utf-8")
                assert [word for word in words[1:] if f"    {word})" not in choices] == []
            case "tutor":
                parser().parse_args(words[1:])
            case "python":
                assert words[1:3] == ["-m", "tests.load"]
                load_parser().parse_args(words[3:])
            case own:
                assert own in SYSTEMS_OWN
                assert "marelle" in part
                assert (ROOT / "install" / "marelle.service").is_file()
