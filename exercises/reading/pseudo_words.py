"""Words that do not exist, to see whether a child decodes or guesses.

`invent` builds them out of graphemes by the rules of French spelling (c and g by what follows, m before b and p, ss
between vowels, no nasal vowel before n or m). It is pure: chance and the check that nothing is a word, nor sounds like
one, are passed in. pseudo_words.csv holds some that were invented once and read through by people.
"""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Final

from exercises.reading.phones import PHONES, Phones, classes
from exercises.reading.syllables import Syllables
from exercises.sources import DATA, read_table
from exercises.typography import LETTERS

FILE = DATA / "reading" / "pseudo_words.csv"
COLUMNS: Final = ("mot", "phones", "syllabes")

_LONGEST: Final = 9
IsWord = Callable[[str, Phones], bool]
"""Whether a spelling, or anything said with these phones, is a word of French."""


@dataclass(frozen=True, slots=True)
class PseudoWord:
    """A pronounceable word that is none, how it is said, its written syllables."""

    text: str
    phones: Phones
    syllables: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    """Letters of one place in a syllable; `after` is what may follow them, at once."""

    letters: str
    phones: Phones
    graphemes: tuple[str, ...]
    after: re.Pattern[str]


def _pieces(table: str, after: str = "") -> tuple[_Piece, ...]:
    """Lines "letters phones [graphemes+...]", for instance "br b,ʁ b+r"."""
    found = []
    for entry in table.split(";"):
        letters, phones, *graphemes = entry.split()
        parts = tuple(graphemes[0].split("+")) if graphemes else (letters,)
        found.append(_Piece(letters, tuple(phones.split(",")), parts, re.compile(after)))
    return tuple(found)


_HARD, _SOFT = "[aou]", "[eéi]"
_SINGLE = _pieces("b b;ch ʃ;d d;f f;l l;m m;n n;p p;r ʁ;t t;v v")
_CLUSTERS = _pieces(
    "br b,ʁ b+r;dr d,ʁ d+r;fr f,ʁ f+r;pr p,ʁ p+r;tr t,ʁ t+r;bl b,l b+l;fl f,l f+l;pl p,l p+l;cr k,ʁ c+r;gr g,ʁ g+r;"
    "cl k,l c+l;gl g,l g+l"
)
_BY_WHAT_FOLLOWS = _pieces("c k;g g;j ʒ", _HARD) + _pieces("qu k;gu g;g ʒ", _SOFT)
_USUAL = (*_SINGLE, *_SINGLE, *_SINGLE, *_BY_WHAT_FOLLOWS)  # chance draws evenly: what is frequent is there often
_INITIAL: Final = (*_USUAL, *_CLUSTERS, *_pieces("s s;s s;z z"))
_BETWEEN_VOWELS: Final = (*_USUAL, *_CLUSTERS, *_pieces("ss s;s z;z z;gn ɲ"), *_pieces("c s", _SOFT))
_AFTER_CONSONANT: Final = (*_pieces("b b;ch ʃ;d d;f f;m m;p p;t t;v v;s s"), *_pieces("c k;g g", _HARD))
_OPEN: Final = (*_pieces("a a;i i;o o;u y;é e;ou u") * 3, *_pieces("oi w,a;au o;eu ø"))
_BEFORE_MUTE: Final = (*_pieces("a a;i i;o ɔ;u y;ou u") * 3, *_pieces("oi w,a"))
_NASAL: Final = _pieces("on ɔ̃;an ɑ̃;in ɛ̃")
_CLOSED: Final = _pieces("a a;i i;o ɔ;u y;ou u;e ɛ")
_CODAS: Final = _pieces("r ʁ;l l")
_LAST_CODAS: Final = _pieces("r ʁ;l l;c k;f f")
_MUTE_ENDS: Final = _pieces(
    "be b b+e;che ʃ ch+e;de d d+e;fe f f+e;le l l+e;me m m+e;ne n n+e;pe p p+e;re ʁ r+e;sse s ss+e;te t t+e;ve v v+e;"
    "ge ʒ g+e;que k qu+e;gue g gu+e;gne ɲ gn+e"
)
_BEFORE_B_P: Final = {"on": "om", "an": "am", "in": "im"}

_RUDE_SOUNDS = (
    "k y | k ɔ̃ | k u j | p y t | b i t | b i ʁ | ʃ i | m ɛ ʁ d | p i s | z i z | k a k | p i p i | z o b | "
    "n i k | f u t | s a l o | p e d | n e g | b u ɲ | ʃ a t | b e z | p o ʁ n | s e k s | t e t | v i o l | "
    "f e s | p e t | k ʁ o t | g o d | ʃ ɔ̃ | m o ʁ | s y s | v a ʒ | p i n | k u p l | n u n | g e ʁ | ʒ i | "
    "k ʁ e v | s ɛ̃ | f o l | b o n i | b u b | l o l o | k r a d | m o ʃ | g ʁ o s | d e b i l | g o g | "
    "n a z | ʒ u i | k o k | t u e | ɑ̃ k y | b ɑ̃ d | g u i n | d ʁ o g | v i n a s | b u z | p i f | k a m | "
    "s o l o | t a ʁ e | v o m i | ʁ o t | m a k o | s a d | f i l o | a n a l | a n y s | v y l | p y b | "
    "d e g | ø l | a s a s | k u i | ʒ i z | p ɛ̃ | u r i n | b a v | v ɛ̃ | b a l o"
)
RUDE: Final = frozenset(tuple(sound.split()) for sound in _RUDE_SOUNDS.split(" | "))
"""Sounds, on merged classes, that make a class laugh or hurt: a pseudo-word holds none of them."""


def invent(
    chance: Random, is_word: IsWord, spoken_syllables: int, taught: Collection[str] | None = None
) -> Iterator[PseudoWord]:
    """Pseudo-words of so many spoken syllables, each once, as long as they are asked for.

    `taught`: graphemes that may be used ("ou", "ch", "e" for a mute one); without it, all. It ends when two thousand
    tries in a row gave nothing new, as happens soon with few graphemes.
    """
    syllables = Syllables({})
    seen: set[str] = set()
    in_vain = 0
    while in_vain < 2_000:
        in_vain += 1
        made = _try(chance, spoken_syllables, taught)
        if made is None:
            continue
        text, phones = made
        if text in seen or is_rude(phones) or is_word(text, phones):
            continue
        seen.add(text)
        in_vain = 0
        yield PseudoWord(text, phones, syllables.of(text))


def is_rude(phones: Phones) -> bool:
    """Whether something is heard inside that no child should be made to say."""
    heard = classes(phones)
    return any(
        heard[start : start + len(sound)] == sound for sound in RUDE for start in range(len(heard) - len(sound) + 1)
    )


def load_pseudo_words(path: Path = FILE) -> tuple[PseudoWord, ...]:
    """Those of the table; ContentError names the line of what is wrong."""
    found: dict[str, PseudoWord] = {}
    for row in read_table(path, COLUMNS):
        text, phones = row.needed("mot"), tuple(row.needed("phones").split())
        syllables = tuple(row.needed("syllabes").split("-"))
        if not set(text) <= LETTERS or text != text.lower():
            raise row.place.error(f"{text!r} must be one word in small letters")
        if "".join(syllables) != text or not all(syllables):
            raise row.place.error(f"the syllables {row['syllabes']!r} do not spell {text!r}")
        if unknown := set(phones) - set(PHONES):
            raise row.place.error(f"{min(unknown)!r} is no phone")
        if text in found:
            raise row.place.error(f"{text!r} is there twice")
        found[text] = PseudoWord(text, phones, syllables)
    return tuple(found.values())


def _try(chance: Random, count: int, taught: Collection[str] | None) -> tuple[str, Phones] | None:
    """One drawing of pieces; nothing when they may not stand side by side or one is not taught."""
    pieces: list[_Piece] = []
    closed = False
    for number in range(count):
        last = number == count - 1
        onsets = _INITIAL if number == 0 else _AFTER_CONSONANT if closed else _BETWEEN_VOWELS
        if number == 0 and count > 1 and chance.random() < 0.12:
            onsets = ()
        if onsets:
            pieces.append(chance.choice(onsets))
        shape = chance.random()
        closed = shape < (0.4 if last else 0.18)
        if closed:
            pieces += [chance.choice(_CLOSED), chance.choice(_LAST_CODAS if last else _CODAS)]
        elif last and shape < 0.7:
            pieces += [chance.choice(_BEFORE_MUTE), chance.choice(_MUTE_ENDS)]
        else:
            pieces.append(chance.choice(_NASAL if shape > 0.85 else _OPEN))
    if taught is not None and not all(set(piece.graphemes) <= set(taught) for piece in pieces):
        return None
    return _spelt(pieces)


def _spelt(pieces: list[_Piece]) -> tuple[str, Phones] | None:
    """The letters together, with m before b and p; nothing for what French does not write."""
    letters = [piece.letters for piece in pieces]
    for place, (here, following) in enumerate(pairwise(letters)):
        if not pieces[place].after.match(following):
            return None
        if here in _BEFORE_B_P:
            if following[0] in "nm":
                return None
            if following[0] in "bp":
                letters[place] = _BEFORE_B_P[here]
            if following in ("ss", "z", "gn") or (following == "s" and pieces[place + 1].phones == ("z",)):
                return None  # after a nasal vowel an s is /s/, written once
    text = "".join(letters)
    if _ODD.search(text) or len(text) > _LONGEST:
        return None
    return text, tuple(phone for piece in pieces for phone in piece.phones)


# What no French word looks like, what two readers would say differently, and two clusters in one word.
_CLUSTER = "[bcdfgptv][lr]"
_ODD = re.compile(
    rf"(.)\1\1|{_CLUSTER}.*{_CLUSTER}|[bcdfgptv](?P<liquid>[lr])[^lr]+(?P=liquid)|oign|^gn|^eu|é(?:[a-z]|gn|qu|gu|ss|ch)e$|"
    r"(?:oi|au|eu)(?:ss|gn)|(?:eu|au)$|[aiouyé]{4}|(.[aiouyé]+)\1\1|^.$|^é.?$"
)
