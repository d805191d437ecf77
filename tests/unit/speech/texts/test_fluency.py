"""Words a minute by the official count, and phrasing, on made-up readings."""

import numpy as np
import pytest

from speech.audio import SAMPLE_RATE
from speech.texts.fluency import WordRead, mclm, phrasing, reached, reading_seconds
from speech.texts.pitch import pitch
from speech.verdicts import Verdict

RIGHT, WRONG, UNSURE = Verdict.CORRECT, Verdict.INCORRECT, Verdict.UNSURE


def words(verdicts: list[Verdict], seconds: float = 1.0) -> list[WordRead]:
    """One word a second, each lasting `seconds`."""
    return [WordRead("mot", verdict, float(at), at + seconds) for at, verdict in enumerate(verdicts)]


def test_mistakes_are_taken_off_and_doubts_are_not() -> None:
    read = words([RIGHT] * 20 + [UNSURE] * 6 + [WRONG] * 4)
    assert mclm(read, reading_seconds(read)) == 52


def test_words_of_a_skipped_line_are_taken_off() -> None:
    skipped = [WordRead("mot", WRONG, None, None)] * 5
    read = [*words([RIGHT] * 10), *skipped, WordRead("fin", RIGHT, 14.0, 15.0)]
    assert (reached(read), mclm(read, 15.0)) == (16, 44)


def test_words_that_were_not_reached_count_for_nothing() -> None:
    read = [*words([RIGHT] * 10), *[WordRead("mot", WRONG, None, None)] * 20]
    assert mclm(read, 10.0) == 60


@pytest.mark.parametrize("read", [[], words([RIGHT] * 3), [WordRead("mot", WRONG, None, None)] * 30])
def test_too_little_is_not_counted(read: list[WordRead]) -> None:
    assert mclm(read, reading_seconds(read)) is None
    assert phrasing(read) is None


def grouped(pause_at_marks: float, pause_inside: float, fall: float | None) -> list[WordRead]:
    read, now = [], 0.0
    for at in range(40):
        mark = "." if at % 8 == 7 else "," if at % 8 == 3 else ""
        read.append(WordRead(f"mot{mark}", RIGHT, now, now + 0.3, fall if mark == "." else None))
        now += 0.3 + (pause_at_marks if mark else pause_inside)
    return read


@pytest.mark.parametrize(
    ("at_marks", "inside", "fall", "level"),
    [(0.5, 0.05, 0.8, 4), (0.5, 0.05, None, 3), (0.5, 0.05, 1.1, 3), (0.05, 0.05, 0.8, 2), (0.6, 0.6, 0.8, 1)],
)
def test_phrasing_goes_from_word_by_word_to_groups_that_fall(
    at_marks: float, inside: float, fall: float | None, level: int
) -> None:
    assert phrasing(grouped(at_marks, inside, fall)) == level


@pytest.mark.parametrize("hertz", [110.0, 220.0, 330.0])
def test_the_pitch_of_a_voice_is_found(hertz: float) -> None:
    time = np.arange(SAMPLE_RATE // 2) / SAMPLE_RATE
    voice = sum(np.sin(2 * np.pi * hertz * part * time) / part for part in range(1, 6))
    assert pitch(np.asarray(0.1 * voice, np.float32)) == pytest.approx(hertz, rel=0.03)


def test_noise_has_no_pitch() -> None:
    assert pitch(np.random.default_rng(0).normal(0, 0.1, SAMPLE_RATE).astype(np.float32)) is None
