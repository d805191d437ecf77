"""MCLM of a minute: what is counted, for how long, and what the teacher's corrections change."""

from dataclasses import dataclass

import pytest

from exercises.exercise import Grade
from speech.verdicts import Verdict
from tutor.campaign.bands import OF_GRADE
from tutor.campaign.measure import Corrections, Mark, corrections_of, measure


@dataclass
class Word:
    verdict: Verdict
    start: float | None
    end: float | None


def reading(words: int, read: int, pace: float = 1.0, wrong: tuple[int, ...] = (), begin: float = 2.0) -> list[Word]:
    """A text of which the first `read` words were read, one every `pace` seconds, these ones wrongly."""
    return [
        Word(
            Verdict.INCORRECT if place in wrong or place >= read else Verdict.CORRECT,
            begin + place * pace if place < read else None,
            begin + (place + 0.8) * pace if place < read else None,
        )
        for place in range(words)
    ]


def test_a_whole_minute_counts_the_words_reached_less_those_missed() -> None:
    found = measure(reading(100, read=60, wrong=(3, 10)))
    assert (found.mclm, found.seconds, found.reached, found.missed) == (58, 60.0, 60, (3, 10))
    assert not found.finished
    assert not found.short


def test_the_minute_begins_with_the_first_word_and_what_comes_after_it_is_not_counted() -> None:
    found = measure(reading(100, read=80, wrong=(70,), begin=5.0))
    assert (found.mclm, found.reached, found.missed) == (60, 60, ())


def test_who_finishes_before_the_minute_is_scaled_by_the_time_taken() -> None:
    found = measure(reading(40, read=40, pace=0.5, wrong=(0, 1, 2, 3)))
    assert found.finished
    assert (found.seconds, found.mclm) == (19.9, 109)


def test_who_stops_long_before_the_minute_is_scaled_and_it_is_said() -> None:
    found = measure(reading(100, read=20))
    assert found.short
    assert found.mclm == round(60 * 20 / 19.8)


def test_the_last_seconds_spent_on_a_hard_word_are_part_of_the_minute() -> None:
    found = measure(reading(100, read=56))
    assert (found.seconds, found.mclm, found.short) == (60.0, 56, False)


def test_the_words_of_a_line_that_was_skipped_are_deducted() -> None:
    words = reading(100, read=60)
    for word in words[20:28]:
        word.verdict, word.start, word.end = Verdict.INCORRECT, None, None
    found = measure(words)
    assert (found.mclm, found.missed) == (52, tuple(range(20, 28)))


def test_a_doubt_never_counts_against() -> None:
    words = reading(100, read=60)
    words[5].verdict = Verdict.UNSURE
    assert measure(words).mclm == 60


@pytest.mark.parametrize("words", [[], reading(30, read=0), reading(30, read=5)])
def test_too_little_gives_no_measure(words: list[Word]) -> None:
    assert measure(words).mclm is None


def test_a_slow_reader_who_read_the_whole_minute_is_measured_however_little_he_read() -> None:
    assert measure(reading(30, read=6, pace=11.0)).mclm == 6


def test_when_others_drown_the_reader_nothing_is_measured() -> None:
    assert measure(reading(100, read=60), drowned=True).mclm is None


def test_corrections_change_the_measure_both_ways_and_the_last_one_holds() -> None:
    words = reading(100, read=60, wrong=(3, 10))
    assert measure(words, corrections_of([(3, Mark.READ)])).mclm == 59
    assert measure(words, corrections_of([(4, Mark.MISSED), (5, Mark.MISSED)])).mclm == 56
    assert measure(words, corrections_of([(3, Mark.READ), (3, Mark.MISSED)])).mclm == 58
    undone = corrections_of([(3, Mark.READ), (3, Mark.AS_HEARD)])
    assert measure(words, undone) == measure(words)
    assert len(undone) == 0


def test_where_he_stopped_can_be_corrected_both_ways() -> None:
    words = reading(100, read=60, wrong=(3, 59))
    farther = measure(words, corrections_of([(64, Mark.STOPPED), (62, Mark.MISSED)]))
    assert (farther.reached, farther.missed, farther.mclm) == (65, (3, 59, 62), 62)
    nearer = measure(words, Corrections(stop=49))
    assert (nearer.reached, nearer.missed, nearer.mclm) == (50, (3,), 49)
    assert measure(words, corrections_of([(49, Mark.STOPPED), (49, Mark.STOP_AS_HEARD)])) == measure(words)


@pytest.mark.parametrize(("mclm", "key"), [(23, "very_weak"), (24, "weak"), (41, "weak"), (68, "below"), (69, "norm")])
def test_ce1_has_the_bands_of_elfe(mclm: int, key: str) -> None:
    assert OF_GRADE[Grade.CE1].of(mclm).key == key


@pytest.mark.parametrize("grade", list(Grade))
def test_every_year_has_a_band_for_every_measure(grade: Grade) -> None:
    assert [OF_GRADE[grade].of(mclm).least <= mclm for mclm in range(200)] == [True] * 200
