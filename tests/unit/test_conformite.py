"""The files for families, the protection officer and the AI Act say what the code does, and name tests that exist."""

import re
from pathlib import Path

import pytest

from tutor.operations.backup_retention import OLDEST
from tutor.privacy.retention import GONE, RETENTION
from tutor.recordings.schemas import LONGEST_ON

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "conformite"
FILES = ("registre.md", "aipd.md", "notice-familles.md", "ia-act.md")
TEXTS = {name: (FOLDER / name).read_text(encoding="utf-8") for name in FILES}
NAMED = sorted({named for text in TEXTS.values() for named in re.findall(r"`(tests/[^`]+)`", text)})


@pytest.mark.parametrize("named", NAMED)
def test_what_is_named_exists(named: str) -> None:
    name, _, test = named.partition("::")
    path = ROOT / name
    assert path.exists()
    assert not test or f"def {test}(" in path.read_text(encoding="utf-8")


def test_each_claim_that_is_marked_names_a_test() -> None:
    for name, text in TEXTS.items():
        for claim in re.findall(r"✔(.{0,6})", text, flags=re.DOTALL):
            assert claim.strip().startswith("`") or claim.startswith((" sont", " est")), (name, claim)


def between(text: str, mark: str) -> str:
    """What stands between the two comments of this name."""
    return text.split(f"<!-- {mark} -->")[1].split(f"<!-- /{mark} -->")[0].strip()


def test_the_register_s_times_are_those_of_the_code() -> None:
    rows = "\n".join(f"| {kind.what} | {kind.until} |" for kind in RETENTION)
    assert between(TEXTS["registre.md"], "conservation") == f"| Quoi | Jusqu’à quand |\n|---|---|\n{rows}", (
        "copy the table of tutor.privacy.retention"
    )


def test_the_accuracy_figures_are_those_of_the_guide() -> None:
    guide = (ROOT / "docs" / "guide-comprendre-ia.md").read_text(encoding="utf-8")
    table = re.search(r"^\| Ce qui est mesuré .+?(?=\n\n)", guide, flags=re.DOTALL | re.MULTILINE)
    assert table
    assert between(TEXTS["ia-act.md"], "mesures") == table[0], "copy the table of the guide"


def test_the_numbers_of_days_are_those_of_the_code() -> None:
    assert (GONE.days, OLDEST.days, LONGEST_ON) == (400, 280, 28)
    assert "Quatre cents jours" in TEXTS["notice-familles.md"]
    told = " ".join(TEXTS["notice-familles.md"].split())
    assert "en 280 jours au plus" in told


def test_there_is_room_for_who_is_responsible() -> None:
    assert all("………" in text for text in TEXTS.values())
