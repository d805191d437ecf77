"""Every way one word may rightly be said in France: schwas, glides, numerals, letters' names and sounds.

Open and closed vowels and brun/brin need no variant: they share a class (speech.phones.inventory).
"""

from collections.abc import Iterable, Iterator
from typing import Final

from speech.phones.inventory import CONSONANTS, Phones, is_vowel

MOST: Final = 24
"""At most that many variants a word."""

_EXTRA: Final = {
    "six": ("s i s", "s i z", "s i"), "dix": ("d i s", "d i z", "d i"), "huit": ("ɥ i t", "ɥ i", "w i t"),
    "cinq": ("s ɛ̃ k", "s ɛ̃"), "neuf": ("n œ f", "n œ v"), "vingt": ("v ɛ̃", "v ɛ̃ t"), "cent": ("s ɑ̃",),
    "quatre": ("k a t ʁ", "k a t"), "plus": ("p l y", "p l y s"), "tous": ("t u", "t u s"), "août": ("u", "u t"),
    "autre": ("o t ʁ", "o t"), "notre": ("n ɔ t ʁ", "n ɔ t"), "votre": ("v ɔ t ʁ", "v ɔ t"), "os": ("ɔ s", "o"),
    "yaourt": ("j a u ʁ t", "j a u ʁ"), "ananas": ("a n a n a", "a n a n a s"), "un": ("œ̃",), "moins": ("m w ɛ̃",),
    "sens": ("s ɑ̃ s", "s ɑ̃"), "fait": ("f ɛ", "f ɛ t"), "but": ("b y t", "b y"), "cuillère": ("k ɥ i j ɛ ʁ",),
    "c'est": ("s ɛ", "s ɛ t"), "est": ("ɛ", "ɛ s t"), "oui": ("w i",), "ouest": ("w ɛ s t",), "euh": ("ø",),
    "monsieur": ("m ə s j ø",), "messieurs": ("m e s j ø",), "femme": ("f a m",), "femmes": ("f a m",),
    # What Lexique has wrong, or only in one of the ways that are heard.
    "marin": ("m a ʁ ɛ̃",), "marins": ("m a ʁ ɛ̃",), "villa": ("v i l a",), "jean": ("ʒ ɑ̃", "d ʒ i n"), "ben": ("b ɛ n",),
    "thaïs": ("t a i s",), "yanis": ("j a n i s",), "lucas": ("l y k a s", "l y k a"), "enzo": ("ɛ n z o",),
    "kenza": ("k ɛ n z a",), "respect": ("ʁ ɛ s p ɛ", "ʁ ɛ s p ɛ k t"), "klaxon": ("k l a k s ɔ n",),
    "klaxons": ("k l a k s ɔ n",), "min": ("m ɛ̃",), "gon": ("g ɔ̃",), "lur": ("l y ʁ",), "zoo": ("z o", "z o o"),
    "septante": ("s ɛ p t ɑ̃ t",), "huitante": ("ɥ i t ɑ̃ t",), "octante": ("ɔ k t ɑ̃ t",), "nonante": ("n ɔ n ɑ̃ t",),
}  # fmt: skip

_LETTERS: Final = {
    "a": "a", "b": "b e", "c": "s e", "d": "d e", "e": "ø", "f": "ɛ f", "g": "ʒ e", "h": "a ʃ", "i": "i", "j": "ʒ i",
    "k": "k a", "l": "ɛ l", "m": "ɛ m", "n": "ɛ n", "o": "o", "p": "p e", "q": "k y", "r": "ɛ ʁ", "s": "ɛ s",
    "t": "t e",
    "u": "y", "v": "v e", "w": "d u b l ə v e", "x": "i k s", "y": "i g ʁ ɛ k", "z": "z ɛ d",
}  # fmt: skip
_SOUNDS: Final = {
    "b": "b", "c": "k", "d": "d", "f": "f", "g": "g", "j": "ʒ", "k": "k", "l": "l", "m": "m", "n": "n", "p": "p",
    "q": "k", "r": "ʁ", "s": "s", "t": "t", "v": "v", "w": "w", "x": "k s", "y": "i", "z": "z", "é": "e", "è": "ɛ",
    "ê": "ɛ", "ç": "s", "â": "a", "à": "a", "ô": "o", "û": "y", "î": "i", "ù": "y",
}  # fmt: skip

_GLIDE_OF: Final = {"i": "j", "u": "w", "y": "ɥ"}
_VOWEL_OF: Final = {glide: vowel for vowel, glide in _GLIDE_OF.items()}


def letter(mark: str, name_only: bool = False) -> tuple[Phones, ...]:
    """A letter's name, then its sounds alone and with a schwa ("be", "b", "bə"); only the name if asked."""
    name = _LETTERS.get(mark)
    spoken = [name] if name else []
    if not name_only and mark in _SOUNDS:
        sound = _SOUNDS[mark]
        spoken += [sound, f"{sound} ə"] if sound.split()[-1] in CONSONANTS else [sound]
    return tuple(dict.fromkeys(tuple(phones.split()) for phones in spoken))


def variants(spelling: str, pronunciations: Iterable[Phones]) -> tuple[Phones, ...]:
    """Every accepted pronunciation of a word, the usual one first, at most MOST."""
    known = tuple(tuple(extra.split()) for extra in _EXTRA.get(spelling, ()))
    base = dict.fromkeys((*known, *pronunciations))
    out: dict[Phones, None] = dict.fromkeys(base)
    for change in (_schwas, _glides, _palatal, _velar, _final_schwa):
        for phones in tuple(out):
            out.update(dict.fromkeys(change(phones)))
    return tuple(out)[:MOST]


def _schwas(phones: Phones) -> Iterator[Phones]:
    """Without one schwa, or without any, as long as a vowel is left and no heap of consonants comes of it."""
    places = [place for place, phone in enumerate(phones) if phone == "ə"]
    dropped = [{place} for place in places] + ([set(places)] if len(places) > 1 else [])
    for drop in dropped:
        short = tuple(phone for place, phone in enumerate(phones) if place not in drop)
        if any(is_vowel(phone) for phone in short):
            yield short


def _final_schwa(phones: Phones) -> Iterator[Phones]:
    """The Midi's schwa, which beginners also make when they sound out a word: table /tablə/, sac /sakə/."""
    if (phones and phones[-1] in CONSONANTS) or phones[-1:] == ("j",):
        yield (*phones, "ə")


def _glides(phones: Phones) -> Iterator[Phones]:
    """Lion in one or two syllables, pluie or oui with a full vowel, and the reverse."""
    for place, phone in enumerate(phones):
        before, after = phones[:place], phones[place + 1 :]
        if not after or not is_vowel(after[0]):
            continue
        if phone in _VOWEL_OF and (not before or before[-1] in CONSONANTS):
            yield (*before, _VOWEL_OF[phone], *after)
            if phone == "j" and before:
                yield (*before, "i", "j", *after)
        elif phone in _GLIDE_OF and after[0] != phone:
            yield (*before, _GLIDE_OF[phone], *after)


def _palatal(phones: Phones) -> Iterator[Phones]:
    for place, phone in enumerate(phones):
        if phone == "ɲ":
            yield (*phones[:place], "n", "j", *phones[place + 1 :])
        elif phones[place : place + 2] == ("n", "j"):
            yield (*phones[:place], "ɲ", *phones[place + 2 :])


def _velar(phones: Phones) -> Iterator[Phones]:
    for place, phone in enumerate(phones):
        if phone == "ŋ":
            yield (*phones[:place], "ŋ", "g", *phones[place + 1 :])
            yield (*phones[:place], "n", *phones[place + 1 :])
