"""What the second ear knows of French: what sounds the same, and what else may be said."""

import pytest

from speech.vosk.language import French


@pytest.fixture(scope="module")
def french() -> French:
    return French.load()


@pytest.mark.parametrize(("one", "other"), [("cent", "sans"), ("vert", "verre"), ("et", "est"), ("vingt", "vin")])
def test_homophones_sound_the_same(french: French, one: str, other: str) -> None:
    assert french.sound(one) == french.sound(other)


def test_a_word_and_its_neighbour_do_not(french: French) -> None:
    assert french.sound("pain") != french.sound("bain")


def test_decoys_hold_neighbours_and_common_words_but_nothing_that_sounds_as_expected(french: French) -> None:
    decoys = french.decoys(["pain", "vert"])
    assert {"bain", "main"} & set(decoys)
    assert "alors" in decoys
    sounds = {french.sound(decoy) for decoy in decoys}
    assert not sounds & {french.sound("pain"), french.sound("vert")}
    assert len(decoys) == len(set(decoys)) < 700


def test_numbers_are_said_in_every_french_way(french: French) -> None:
    numbers = french.numbers(100)
    assert set(numbers) == set(range(101))
    assert "soixante-dix" in numbers[70]
    assert "septante" in numbers[70]
