"""The teacher's strictness moves both thresholds the same way for every engine."""

import pytest

from speech.phones.judging import STRICTNESS
from speech.strictness import StrictnessLevel, costs_of, moved
from speech.verdicts import Verdict
from speech.word_verdicts import WordModel

INDULGENT, NORMAL, EXIGEANT = StrictnessLevel


@pytest.mark.parametrize("of_correct", [True, False])
def test_the_normal_level_changes_nothing_and_the_others_go_either_way(of_correct: bool) -> None:
    at = [moved(0.3, costs_of(level), of_correct=of_correct) for level in StrictnessLevel]
    assert at[1] == pytest.approx(0.3)
    assert at[0] < at[1] < at[2]


def test_every_level_has_its_costs() -> None:
    assert set(STRICTNESS) == set(StrictnessLevel)


def test_the_decoder_alone_follows_the_teacher_too() -> None:
    model = WordModel((), 0.0, incorrect_below=0.2, correct_above=0.6)
    assert [model.verdict(0.15, costs_of(level)) for level in StrictnessLevel] == [
        Verdict.UNSURE,
        Verdict.INCORRECT,
        Verdict.INCORRECT,
    ]
    assert [model.verdict(0.7, costs_of(level)) for level in StrictnessLevel] == [
        Verdict.CORRECT,
        Verdict.CORRECT,
        Verdict.UNSURE,
    ]
