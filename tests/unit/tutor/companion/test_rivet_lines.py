"""What Rivet says: every act well furnished, short, in good type, and fit for any child."""

import re
from pathlib import Path

import pytest
import yaml

import tutor.companion
from exercises.typography import faults
from tutor.companion.lines import FEWEST_SLIP_VARIANTS, FEWEST_VARIANTS, SLIP_ACTS, SLOTS

FILE = Path(tutor.companion.__file__).parent / "data" / "lines.yaml"
LINES: dict[str, list[str]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
ACTS = """
hello invite_read invite_compute invite_facts praise_read praise_compute
    invite_find praise_find help_find encourage_retry unsure_judge judged_same judged_different
help_read help_compute easy_win_praise skipped no_ear did_not_hear ask_number not_that_number busy session_end
misread_heard read_again reading_kept campaign_read campaign_thanks did_not_understand
together_gather together_joined together_turn together_star together_helped together_passed together_end
    together_class_ask together_class_reveal together_class_end
"""
TALK = sorted(set(SLOTS) - set(ACTS.split()))
"""The acts of the conversation."""
EVERY_LINE = [(act, line) for act, lines in LINES.items() for line in lines]

# Words said of the child that would choose a girl or a boy, judge the person, compare or hurry.
UNFIT = re.compile(
    r"(?i)\b(?:es fort|forte|doué|douée|intelligente?|champion(?:ne)?|nul|nulle|meilleure?|mieux que|vite|dépêche|"
    r"prête?s?(?!-)|contente?|fière?|sûre|seule?|facile pour)\b"
)
# Participles that would be written otherwise of a girl than of a boy.
AGREES = re.compile(
    r"(?i)\btu (?:es|étais|seras) \w{2,}(?:é|i|u)\b|\btu t’es\b|"
    r"\bt’(?:a|ai|ont) (?:bien )?(?:aidé|mis|guidé|vu|écouté|entendu)\b"
)


def test_every_act_is_there_and_no_other() -> None:
    assert sorted(LINES) == sorted([*ACTS.split(), *TALK, *SLIP_ACTS])


@pytest.mark.parametrize("act", ACTS.split())
def test_every_act_has_variants_enough(act: str) -> None:
    assert len(LINES[act]) >= (10 if act == "hello" else 8)


@pytest.mark.parametrize("act", TALK)
def test_every_act_of_the_conversation_has_variants_enough(act: str) -> None:
    assert len(LINES[act]) >= FEWEST_VARIANTS


@pytest.mark.parametrize("act", sorted(SLIP_ACTS))
def test_every_slip_has_its_help(act: str) -> None:
    assert len(LINES[act]) >= FEWEST_SLIP_VARIANTS


def test_no_line_is_said_twice() -> None:
    assert len({line for _, line in EVERY_LINE}) == len(EVERY_LINE)


@pytest.mark.parametrize(("act", "line"), EVERY_LINE)
def test_a_line_is_short_and_well_written(act: str, line: str) -> None:
    assert line.count("{heard}") == (act in ("misread_heard", "ask_heard"))
    assert line.count("{number}") == (act == "ask_number")
    said = line.replace("{heard}", "lapin").replace("{number}", "treize")
    assert "{" not in said
    assert list(faults(said)) == []
    assert len(said.split(" ")) <= 12
    assert said[-1] in ".!?"
    assert not UNFIT.search(said)
    assert not AGREES.search(said)


@pytest.mark.parametrize("act", [*ACTS.split(), *TALK])
def test_not_every_line_of_an_act_exclaims(act: str) -> None:
    assert 2 * sum("!" in line for line in LINES[act]) <= len(LINES[act])
