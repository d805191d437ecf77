"""Pairs of words that one sound tells apart ("poule, boule"), by the confusion they train. Computed, never typed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import takewhile
from typing import Final

from exercises.reading.phones import Phones, classes
from exercises.reading.words import Word

CONFUSIONS: Final[Mapping[str, tuple[str, str]]] = {
    name: (one, other)
    for name, one, other in (
        ("p_b", "p", "b"),
        ("t_d", "t", "d"),
        ("k_g", "k", "g"),
        ("f_v", "f", "v"),
        ("s_z", "s", "z"),
        ("ch_j", "ʃ", "ʒ"),
        ("s_ch", "s", "ʃ"),
        ("m_n", "m", "n"),
        ("b_d", "b", "d"),
        ("p_t", "p", "t"),
        ("t_k", "t", "k"),
        ("d_g", "d", "g"),
        ("b_v", "b", "v"),
        ("l_r", "l", "ʁ"),
        ("k_r", "k", "ʁ"),
        ("ou_u", "u", "y"),
        ("i_u", "i", "y"),
        ("o_ou", "o", "u"),
        ("i_e", "i", "e"),
        ("e_a", "e", "a"),
        ("on_an", "ɔ̃", "ɑ̃"),
        ("in_an", "ɛ̃", "ɑ̃"),
        ("on_in", "ɔ̃", "ɛ̃"),
        ("on_o", "ɔ̃", "o"),
        ("an_a", "ɑ̃", "a"),
        ("eu_e", "ø", "e"),
        ("eu_ou", "ø", "u"),
    )
}
"""Sounds that beginners take for one another, by name; phones are merged classes (é and è cannot be told apart)."""


def minimal_pairs(words: Iterable[Word]) -> Mapping[str, tuple[tuple[Word, Word], ...]]:
    """By confusion, the pairs of words that one sound alone tells apart.

    Pairs of one nature come first, since there one word may stand in the other's place, then those whose spellings are
    nearest. Of words that sound alike the most frequent stands for all.
    """
    by_sound: dict[Phones, Word] = {}
    for word in sorted(words, key=lambda each: -each.frequency):
        by_sound.setdefault(classes(word.phones), word)
    with_a_gap: dict[tuple[Phones, Phones], list[str]] = defaultdict(list)
    for sounds in by_sound:
        for place, phone in enumerate(sounds):
            with_a_gap[sounds[:place], sounds[place + 1 :]].append(phone)
    found: dict[str, list[tuple[Word, Word]]] = {name: [] for name in CONFUSIONS}
    for (before, after), phones in with_a_gap.items():
        for name, (one, other) in CONFUSIONS.items() if len(phones) > 1 else ():
            if one in phones and other in phones:
                pair = by_sound[*before, one, *after], by_sound[*before, other, *after]
                found[name].append(pair)
    return {name: tuple(sorted(pairs, key=_order)) for name, pairs in found.items()}


def _order(pair: tuple[Word, Word]) -> tuple[bool, int, int, float]:
    one, other = pair
    return (
        one.nature != other.nature,
        max(letters_apart(one.text, other.text)),
        len(one.phones),
        -min(one.frequency, other.frequency),
    )


def letters_apart(one: str, other: str) -> tuple[int, int]:
    """How many letters of each differ, between what two spellings have alike at both ends: (1, 1) for "feu, fou"."""
    before = _alike(one, other)
    after = _alike(one[before:][::-1], other[before:][::-1])
    return len(one) - before - after, len(other) - before - after


def _alike(one: str, other: str) -> int:
    """How many letters two spellings share from their beginning."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
