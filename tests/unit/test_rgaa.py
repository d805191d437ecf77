"""The RGAA grid holds what it says: 106 criteria, true counts, and evidence that exists."""

import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GRID = (ROOT / "docs" / "conformite" / "rgaa.md").read_text(encoding="utf-8")
CRITERIA = [9, 2, 3, 13, 8, 2, 5, 10, 4, 14, 13, 11, 12]
"""Of each theme of RGAA 4.1.2."""
STATES = ("conforme", "non conforme", "à vérifier", "non applicable")
ROWS = re.findall(r"^\| (\d+\.\d+) \| .+? \| (.+?) \| (.+) \|$", GRID, flags=re.MULTILINE)
NAMED = sorted(set(re.findall(r"`((?:tests|tablet_client)/[^`]+)`", GRID)))


def test_every_criterion_is_there_once_in_order_with_a_state_and_a_reason() -> None:
    wanted = [f"{theme}.{number}" for theme, most in enumerate(CRITERIA, 1) for number in range(1, most + 1)]
    assert [number for number, _, _ in ROWS] == wanted
    assert {state for _, state, _ in ROWS} <= set(STATES)
    assert all(reason.strip() for _, _, reason in ROWS)


def test_the_counts_agree() -> None:
    counts = Counter(state for _, state, _ in ROWS)
    for state in STATES:
        assert f"| {state} | {counts[state]} |" in GRID
    right, wrong, open_ = counts["conforme"], counts["non conforme"], counts["à vérifier"]
    told = " ".join(GRID.split())
    assert f"Sur les {right + wrong} critères tranchés, {round(100 * right / (right + wrong))} % sont conformes" in told
    established = round(100 * right / (right + wrong + open_))
    assert f"sur les {right + wrong + open_} qui s’appliquent, {established} % sont établis" in told
    statement = re.sub(r"\s+>? ?", " ", GRID)
    assert f"{right} critères conformes, {wrong} non conformes, {open_} à vérifier par une personne" in statement


@pytest.mark.parametrize("named", NAMED)
def test_what_is_named_as_evidence_exists(named: str) -> None:
    name, _, test = named.partition("::")
    path = ROOT / name
    assert path.exists()
    assert not test or f"def {test}(" in path.read_text(encoding="utf-8")
