"""What a second ear changes in the first one's verdicts."""

import numpy as np
import pytest

from speech.audio import Clip
from speech.errors import BadAudioError
from speech.numbers import in_words
from speech.second_opinion import LEANING, SecondOpinion, weighed_number, weighed_reading, weighed_word
from speech.verdicts import Reading, SpokenNumber, Verdict, WordVerdict, worst

C, U, I = Verdict.CORRECT, Verdict.UNSURE, Verdict.INCORRECT  # noqa: E741


def word(verdict: Verdict, probability: float = 0.6, text: str = "lapin") -> WordVerdict:
    return WordVerdict(text, verdict, probability, 0.1, 0.5, "sapin" if verdict is I else None)


def reading(*words: WordVerdict, engine: str = "first") -> Reading:
    return Reading(worst([each.verdict for each in words]), words, engine, 0.5)


def number(value: int | None, likeliest: int, probability: float = 0.8) -> SpokenNumber:
    return SpokenNumber(value, probability, in_words(likeliest), "first", 0.5)


@pytest.mark.parametrize(
    ("first", "second", "together"),
    [
        *((verdict, U, verdict) for verdict in Verdict),
        (C, C, C),
        (I, I, I),
        (U, C, C),
        (C, I, U),
        (I, C, U),
        (U, I, U),
    ],
)
def test_agreement_settles_and_disagreement_makes_unsure(first: Verdict, second: Verdict, together: Verdict) -> None:
    assert weighed_word(word(first), word(second)).verdict is together


def test_nothing_becomes_incorrect_by_the_second_ear() -> None:
    for first in (C, U):
        for second in Verdict:
            assert weighed_word(word(first), word(second)).verdict is not I


def test_a_doubt_that_leans_to_misread_is_not_settled_by_the_second_ear() -> None:
    assert weighed_word(word(U, LEANING - 0.01), word(C)).verdict is U


@pytest.mark.parametrize("probability", [0.0, 0.2, 0.6, 1.0])
def test_agreement_raises_the_probability_and_disagreement_lowers_it(probability: float) -> None:
    up, down = (weighed_word(word(U, probability), word(second)).probability for second in (C, I))
    assert 0.0 <= down <= probability <= up <= 1.0
    assert weighed_word(word(U, probability), word(U)).probability == probability


def test_what_was_heard_instead_is_not_kept_when_it_is_doubtful() -> None:
    assert weighed_word(word(I), word(C)).heard is None
    assert weighed_word(word(I), word(I)).heard == "sapin"


def test_a_reading_is_weighed_word_by_word_and_names_both_engines() -> None:
    both = weighed_reading(reading(word(C), word(I)), reading(word(C), word(C), engine="second"))
    assert [each.verdict for each in both.words] == [C, U]
    assert (both.verdict, both.engine, both.seconds) == (U, "first+second", 1.0)


def test_readings_of_other_words_are_not_mixed() -> None:
    first = reading(word(C))
    assert weighed_reading(first, reading(word(I, text="chat"))) == first


@pytest.mark.parametrize(
    ("first", "second", "together"),
    [
        (number(12, 12), number(12, 12), 12),
        (number(12, 12), number(None, 2), 12),
        (number(12, 12), number(2, 2), None),
        (number(None, 12), number(12, 12), 12),
        (number(None, 12), number(2, 2), None),
        (number(None, 12, 0.3), number(12, 12), None),
        (number(None, 12), number(None, 12), None),
    ],
)
def test_a_number_is_confirmed_or_made_doubtful(
    first: SpokenNumber, second: SpokenNumber, together: int | None
) -> None:
    assert weighed_number(first, second).number == together


class _Deaf:
    """An ear that finds nothing usable in any clip."""

    name = "deaf"

    def verify(self, clip: Clip, text: str) -> Reading:
        raise BadAudioError("nothing")

    def number(self, clip: Clip, maximum: int) -> SpokenNumber:
        raise BadAudioError("nothing")


def test_a_second_ear_that_cannot_say_changes_nothing() -> None:
    clip, second = Clip(np.zeros(1600, np.float32)), SecondOpinion(_Deaf())
    assert second.on_reading(reading(word(C)), clip, "lapin") == reading(word(C))
    assert second.on_number(number(3, 3), clip, 10) == number(3, 3)
