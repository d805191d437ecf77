"""What simulated tablets say: the text when it was learnt, most often; else a real recording of something else."""

import random
from pathlib import Path
from typing import cast

import numpy as np

from speech.audio import Clip
from speech.recogniser import Recogniser
from speech.strictness import StrictnessLevel
from speech.verdicts import Reading, Verdict
from speech.voice import Sound
from tests.load.sounds import Readings, Sounds, text_of


class Humming:
    """A voice that takes three seconds over any text."""

    name = "humming"

    def warm_up(self) -> None: ...

    def speak(self, text: str) -> Sound:
        return Sound(np.full(3 * 24_000, 0.1, np.float32), 24_000)

    def close(self) -> None: ...


class Hearing:
    """An ear that hears one text only read right."""

    def __init__(self, right: str) -> None:
        self._right = right

    def verify(self, clip: Clip, text: str, strictness: StrictnessLevel = StrictnessLevel.NORMAL) -> Reading:
        return Reading(Verdict.CORRECT if text == self._right else Verdict.UNSURE, (), "hearing", 0.0)


def test_a_text_that_was_learnt_is_said_four_times_in_five_and_others_are_noted(tmp_path: Path) -> None:
    readings = Readings(tmp_path)
    sounds, rng = Sounds(readings), random.Random(1)
    sounds.of("word", rng, "un lapin")
    assert list(readings.unknown) == ["un lapin"]
    assert readings.learn(readings.unknown, [Humming()], cast(Recogniser, Hearing("un lapin"))) == 1
    said = [sounds.of("word", rng, "un lapin").voiced for _ in range(200)]
    assert 0.7 < sum(abs(seconds - 3.5) < 0.05 for seconds in said) / 200 < 0.9


def test_a_text_that_no_voice_reads_right_is_not_kept(tmp_path: Path) -> None:
    readings = Readings(tmp_path)
    assert readings.learn(["un lapin", "une oie"], [Humming()], cast(Recogniser, Hearing("une oie"))) == 1
    assert readings.of("un lapin") is None
    assert readings.of("une oie") is not None


def test_a_number_has_no_text_to_read() -> None:
    assert text_of({"kind": "compute", "left": 2}) is None
    assert text_of({"kind": "read_aloud", "text": "Le chat dort."}) == "Le chat dort."
