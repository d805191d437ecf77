"""Phones of French words, and what differs between two readings."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from speech.phonetics import compare, distance, phones


def sounds(text: str) -> list[tuple[str, ...]]:
    return [phones(word) for word in text.split()]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("chapeau", "chapo"),
        ("hibou", "ibou"),
        ("vingt", "vin"),
        ("maison,", "maison"),
        ("17", "dix-sept"),
        ("fée", "fait"),
        ("y", "i"),
    ],
)
def test_what_sounds_alike_is_alike(one: str, other: str) -> None:
    assert phones(one) == phones(other)


def test_one_sound_apart_is_one_edit() -> None:
    assert distance(phones("lapin"), phones("sapin")) == 1
    assert distance(phones("chat"), phones("chats")) == 0


def test_each_word_gets_its_own_differences() -> None:
    found = compare(sounds("une crêpe au sucre"), sounds("une crête au sucre"))
    assert [word.edits for word in found] == [0, 1, 0, 0]
    assert found[1].heard == (1,)


def test_words_that_the_decoder_cut_elsewhere_still_match() -> None:
    assert [word.edits for word in compare(sounds("un lapin"), sounds("unlapin"))] <= [1, 1]


def test_an_unread_end_is_all_missing() -> None:
    found = compare(sounds("la vache mange"), sounds("la"))
    assert found[0].edits == 0
    assert [word.matched for word in found[1:]] == [0, 0]
    assert found[2].heard == ()


def test_nothing_heard_is_all_missing() -> None:
    assert [word.edits for word in compare(sounds("la vache"), [])] == [2, 3]
    assert compare([], sounds("la vache")) == []


def test_any_thread_may_ask() -> None:
    words = [f"{syllable}{ending}" for syllable in ("ba", "chou", "fri", "gnon") for ending in ("deau", "let", "mine")]
    with ThreadPoolExecutor(8) as executor:
        found = list(executor.map(phones, words * 20))
    assert found == [phones(word) for word in words] * 20


@pytest.mark.parametrize("text", ["", "!", "\x00", "🦊", "a" * 300, "漢字"])
def test_what_is_no_french_word_does_no_harm(text: str) -> None:
    assert isinstance(phones(text), tuple)
