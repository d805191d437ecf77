"""What happened while a text was read, on made-up phones and verdicts."""

from collections.abc import Container

import pytest

from speech.texts import story
from speech.texts.following import Follower
from speech.texts.reading import Miscue
from speech.texts.script import script
from speech.texts.story import Occurrence
from speech.verdicts import Verdict
from tests.unit.speech.texts.reader import reading, spoken

TEXT = "le petit chat noir dort sur le grand tapis rouge du salon et la souris passe devant lui"
SPOKEN = spoken(TEXT)


def told(*parts: str | float, wrong: Container[Occurrence | int] = ()) -> list[tuple[Miscue, int]]:
    """The miscues, when the judge finds these words wrong (and every word that was left out)."""
    emissions = reading(*parts)
    follower = Follower(script(SPOKEN))
    follower.advance(emissions)
    path = follower.path()
    read = story.occurrences(path, emissions, len(SPOKEN))

    def verdict(one: Occurrence) -> Verdict:
        return Verdict.INCORRECT if one.stretch is None or one.word in wrong else Verdict.CORRECT

    return [(event.kind, event.word) for event in story.events(path, read, emissions, SPOKEN, verdict)]


def test_nothing_happens_in_a_text_read_straight_on() -> None:
    assert told(TEXT) == []


@pytest.mark.parametrize(
    ("parts", "events"),
    [
        (("le petit chat dort sur",), [(Miscue.OMITTED, 3)]),
        (("le petit chat", 0.3, "petit chat noir"), [(Miscue.REPEATED, 1), (Miscue.REPEATED, 2)]),
        (("le petit chat noir dort sur le", 0.3, "ta", 0.3, "grand"), [(Miscue.INSERTED, 7)]),
        (("le petit chat noir dort sur le grand", 0.3, "tap", 0.3, "tapis"), [(Miscue.SELF_CORRECTED, 8)]),
        (("le petit", 2.0, "chat noir"), [(Miscue.HESITATED, 2)]),
        (("le petit", 0.3, "euh", 0.3, "chat noir"), []),
        (("le petit", 1.0, "euh", 1.0, "chat noir"), [(Miscue.HESITATED, 2)]),
        (("le petit", 1.2, "chat noir"), []),
    ],
)
def test_each_miscue_is_told(parts: tuple[str | float, ...], events: list[tuple[Miscue, int]]) -> None:
    assert told(*parts) == events


def test_a_skipped_line_is_not_so_many_omissions() -> None:
    assert told("le petit chat noir passe devant lui") == [(Miscue.SKIPPED, word) for word in range(4, 15)]


def test_a_wrong_word_put_right_is_a_self_correction() -> None:
    assert (Miscue.SELF_CORRECTED, 2) in told("le petit sac", 0.3, "le petit chat noir")


def test_what_comes_after_the_last_word_was_not_omitted() -> None:
    assert told("le petit chat noir dort") == []


def test_nothing_is_held_against_a_word_left_out_beside_a_sound_that_no_word_explains() -> None:
    for parts, doubted in ((("le petit chat dort sur",), True), (("le petit chat moto dort sur",), False)):
        emissions = reading(*parts)
        follower = Follower(script(SPOKEN))
        follower.advance(emissions)
        read = story.occurrences(follower.path(), emissions)
        doubts = story.doubts(read, follower.path(), SPOKEN)
        assert any(doubts) is doubted


def test_a_short_end_that_was_not_read_is_asked_about_and_a_long_one_is_not() -> None:
    emissions = reading(TEXT.removesuffix(" devant lui"))
    follower = Follower(script(SPOKEN))
    follower.advance(emissions)
    asked = [one.word for one in story.occurrences(follower.path(), emissions, len(SPOKEN))]
    assert asked[-2:] == [16, 17]
    asked = [one.word for one in story.occurrences(follower.path()[:8], emissions, len(SPOKEN))]
    assert asked == list(range(8))
