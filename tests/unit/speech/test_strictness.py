"""The teacher's strictness, and noise, move both thresholds; doubt stays doubt."""

from speech.phones.judging import STRICTNESS
from speech.strictness import StrictnessLevel, costs_of
from speech.verdicts import Verdict

INDULGENT, NORMAL, EXIGEANT = StrictnessLevel


def verdicts(probability: float) -> list[Verdict]:
    return [costs_of(level).verdict(probability) for level in StrictnessLevel]


def test_every_level_has_its_costs() -> None:
    assert set(STRICTNESS) == set(StrictnessLevel)


def test_the_more_demanding_the_less_is_accepted_and_the_more_is_called_misread() -> None:
    assert verdicts(0.7) == [Verdict.CORRECT, Verdict.UNSURE, Verdict.UNSURE]
    assert verdicts(0.04) == [Verdict.UNSURE, Verdict.INCORRECT, Verdict.INCORRECT]


def test_noise_makes_for_doubt_and_a_drowned_voice_is_never_misread() -> None:
    assert costs_of(NORMAL).verdict(0.04) is Verdict.INCORRECT
    assert costs_of(NORMAL, noisy=True).verdict(0.04) is Verdict.UNSURE
    assert costs_of(EXIGEANT, noisy=True, drowned=True).verdict(1e-9) is Verdict.UNSURE
