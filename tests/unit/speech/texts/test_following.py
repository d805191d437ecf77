"""A reader followed through a text, on made-up phones."""

import numpy as np
import pytest

from speech.texts.following import Follower, Said
from speech.texts.script import script
from tests.unit.speech.texts.reader import reading, said, silence, spoken

TEXT = "le petit chat noir dort sur le grand tapis rouge du salon et la souris passe devant lui sans faire de bruit"
WORDS = TEXT.split()
SCRIPT = script(spoken(TEXT))


def followed(*parts: str | float) -> Follower:
    follower = Follower(SCRIPT)
    follower.advance(reading(*parts))
    return follower


def read(*parts: str | float) -> list[int]:
    return [stretch.word for stretch in followed(*parts).path() if stretch.said is Said.WORD]


def test_a_text_read_straight_on_is_followed_word_by_word() -> None:
    assert read(TEXT) == list(range(len(WORDS)))


def test_words_are_where_they_were_said() -> None:
    sound = reading("le petit chat", 1.0, "noir dort")
    follower = Follower(SCRIPT)
    follower.advance(sound)
    noir = follower.path()[3]
    before = len(silence(0.2)) + len(said("le petit chat"))
    assert noir.start <= before + 50 < noir.end <= before + 50 + len(said("noir")) + 2


def test_going_back_is_followed() -> None:
    assert read("le petit chat noir", 0.3, "le petit chat noir dort") == [0, 1, 2, 3, 0, 1, 2, 3, 4]


def test_a_word_left_out_is_left_out() -> None:
    assert read("le petit chat dort sur le grand tapis") == [0, 1, 2, 4, 5, 6, 7, 8]


def test_a_skipped_line_is_jumped_over() -> None:
    assert read("le petit chat noir passe devant lui") == [0, 1, 2, 3, 15, 16, 17]


def test_something_else_in_the_place_of_a_word_is_not_that_word() -> None:
    others = [stretch.word for stretch in followed("le petit bateau noir dort").path() if stretch.said is Said.OTHER]
    assert others == [2]


def test_something_put_in_is_between_two_words() -> None:
    path = followed("le petit chat", 0.3, "euh", 0.3, "noir dort").path()
    assert [(stretch.said, stretch.word) for stretch in path[3:5]] == [(Said.BETWEEN, 3), (Said.WORD, 3)]


def test_one_long_vowel_is_never_two_words() -> None:
    text = "un loup un chien noir dort"
    follower = Follower(script(spoken(text)))
    follower.advance(np.repeat(reading("un chien noir dort"), 3, axis=0))
    assert [stretch.word for stretch in follower.path()] in ([0, 3, 4, 5], [2, 3, 4, 5])


def test_it_does_not_matter_how_the_sound_comes() -> None:
    sound = reading("le petit chat", 0.4, "petit chat noir dort")
    at_once, little_by_little = Follower(SCRIPT), Follower(SCRIPT)
    at_once.advance(sound)
    for start in range(0, len(sound), 7):
        little_by_little.advance(sound[start : start + 7])
    assert at_once.path() == little_by_little.path()


@pytest.mark.parametrize(("parts", "place"), [((0.5,), None), (("le petit chat",), 2), ((TEXT,), len(WORDS) - 1)])
def test_the_place_is_the_word_said_last(parts: tuple[str | float, ...], place: int | None) -> None:
    assert followed(*parts).place() == place


def test_a_fork_goes_on_alone() -> None:
    follower = followed("le petit chat")
    fork = follower.fork()
    fork.advance(reading("noir dort"))
    assert (follower.place(), fork.place()) == (2, 4)


def test_a_word_without_a_pronunciation_does_not_stop_the_rest() -> None:
    follower = Follower(script([spoken("petit")[0], None, spoken("chat")[0], spoken("noir")[0]]))
    follower.advance(reading("petit", "bla", "chat noir"))
    assert [stretch.word for stretch in follower.path() if stretch.said is Said.WORD] == [0, 2, 3]
