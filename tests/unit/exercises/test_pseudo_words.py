"""Pseudo-words: spelt as French spells, never a word, never rude, and out of taught graphemes only."""

import re
from itertools import islice
from pathlib import Path
from random import Random

import pytest

from exercises.errors import ContentError
from exercises.reading.blocked import BlockedWords
from exercises.reading.phones import Phones, classes
from exercises.reading.pseudo_words import PseudoWord, invent, is_rude, load_pseudo_words
from exercises.reading.tool_words import load_tool_words
from exercises.reading.words import load_words
from exercises.typography import faults
from speech.phones.inventory import classes as ear_classes
from speech.phones.lexicon import Lexicon


@pytest.fixture(scope="module")
def shipped() -> tuple[PseudoWord, ...]:
    return load_pseudo_words()


def no_word(text: str, phones: Phones) -> bool:
    return False


def test_there_are_fifteen_hundred_of_one_to_three_syllables(shipped: tuple[PseudoWord, ...]) -> None:
    assert len(shipped) >= 1_500
    assert len({each.text for each in shipped}) == len(shipped)


def test_none_is_a_word_nor_sounds_like_one(shipped: tuple[PseudoWord, ...]) -> None:
    words = load_words()
    spellings = {word.text for word in words} | load_tool_words()
    sounds = {classes(word.phones) for word in words}
    lexicon = Lexicon.load()
    said = {ear_classes(phones) for entry in lexicon.common_words(0).values() for phones in entry.pronunciations}
    for each in shipped:
        assert each.text not in spellings
        assert lexicon.find(each.text) is None, each.text
        assert classes(each.phones) not in sounds, each.text
        assert classes(each.phones) not in said, each.text


def test_none_is_blocked_or_rude_or_badly_typed(shipped: tuple[PseudoWord, ...]) -> None:
    blocked = BlockedWords.load()
    for each in shipped:
        assert not blocked.forbids(each.text), each.text
        assert not is_rude(each.phones), each.text
        assert not list(faults(each.text))


@pytest.mark.parametrize(
    "never",
    [
        r"[aoi]n[bp]",  # m before b and p
        r"q(?!u)|qu[aou]|ç",
        r"gu[aou]",
        r"(?<=[aeiouyé])ss$|^ss|[^aeiouyé]ss",
        r"(.)\1\1",
        r"(?:on|an|in)[mn]",
    ],
)
def test_spelling_follows_the_rules_of_french(shipped: tuple[PseudoWord, ...], never: str) -> None:
    assert not [each.text for each in shipped if re.search(never, each.text)]


def test_c_g_and_s_say_what_the_next_letter_makes_them_say() -> None:
    for each in islice(invent(Random(3), no_word, 2), 300):
        if re.match(r"c[aou]", each.text):
            assert each.phones[0] == "k"
        if re.match(r"g[ieé]", each.text):
            assert each.phones[0] == "ʒ"
        if re.match(r"gu[ieé]", each.text):
            assert each.phones[0] == "g"
        if re.search(r"^[aiouyé]s[aiouyé]", each.text):
            assert each.phones[1] == "z"


def test_the_same_chance_invents_the_same_words_and_none_twice() -> None:
    first = [each.text for each in islice(invent(Random(1), no_word, 2), 50)]
    assert first == [each.text for each in islice(invent(Random(1), no_word, 2), 50)]
    assert len(set(first)) == 50


def test_only_taught_graphemes_are_used_and_it_ends_when_there_are_no_more() -> None:
    taught = {"a", "i", "o", "l", "m", "r", "ch"}
    found = list(invent(Random(2), no_word, 2, taught))
    assert len(found) > 20
    for each in found:
        assert set(each.text.replace("ch", "")) <= set("aiolmr"), each.text
    assert list(invent(Random(2), no_word, 2, set())) == []


def test_what_is_said_to_be_a_word_is_never_given() -> None:
    usual = [each.text for each in islice(invent(Random(1), no_word, 1), 30)]
    kept = [each.text for each in islice(invent(Random(1), lambda text, _: text in usual, 1), 30)]
    assert not set(usual) & set(kept)


def test_a_rude_sound_inside_is_found_whatever_the_accent() -> None:
    assert is_rude(("k", "a", "k", "a"))
    assert is_rude(("b", "ɛ", "z", "o"))
    assert not is_rude(("l", "y", "n"))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("bopi;b o p i;bo-pu", "do not spell"),
        ("bopi;b o p q;bo-pi", "no phone"),
        ("Bopi;b o p i;Bo-pi", "small letters"),
        ("tari;t a ʁ i;ta-ri", "twice"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, line: str, said: str) -> None:
    path = tmp_path / "pseudo_words.csv"
    path.write_text(f"mot;phones;syllabes\ntari;t a ʁ i;ta-ri\n{line}\n", encoding="utf-8")
    with pytest.raises(ContentError, match=said) as caught:
        load_pseudo_words(path)
    assert "pseudo_words.csv, line 3" in str(caught.value)
