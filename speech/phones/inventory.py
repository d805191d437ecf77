"""The 36 phones of French, their merging classes, and how Lexique 3.83 and espeak-ng write them.

Phones that accents of France do not keep apart (open and closed e, eu, o; brun and brin) share a class:
scores are taken on classes, so that no accent is ever a mistake.
"""

import unicodedata
from typing import Final

Phones = tuple[str, ...]
"""A pronunciation: IPA symbols of PHONES, in order."""

VOWELS: Final = ("i", "e", "ɛ", "a", "ɔ", "o", "u", "y", "ø", "œ", "ə", "ɛ̃", "œ̃", "ɑ̃", "ɔ̃")
GLIDES: Final = ("j", "w", "ɥ")
CONSONANTS: Final = ("p", "b", "t", "d", "k", "g", "f", "v", "s", "z", "ʃ", "ʒ", "m", "n", "ɲ", "ŋ", "l", "ʁ")
PHONES: Final[Phones] = VOWELS + GLIDES + CONSONANTS
BLANK: Final = 0
"""Index of the CTC blank; phone `PHONES[k]` has index k + 1."""
INDEX: Final[dict[str, int]] = {phone: number for number, phone in enumerate(PHONES, start=1)}

MERGED: Final = (("e", "ɛ"), ("ø", "œ", "ə"), ("o", "ɔ"), ("ɛ̃", "œ̃"))
"""Classes of phones that count as the same when a word is judged."""
CLASS_OF: Final[dict[str, str]] = {
    phone: next((group[0] for group in MERGED if phone in group), phone) for phone in PHONES
}
"""Each phone's class, named by its first phone."""
CLASSES: Final[Phones] = tuple(phone for phone in PHONES if CLASS_OF[phone] == phone)
CLASS_INDEX: Final[dict[str, int]] = {phone: CLASSES.index(CLASS_OF[phone]) + 1 for phone in PHONES}
"""Index of a phone's class among blank + CLASSES."""

LEXIQUE: Final = dict(
    zip("ieEaOouy29°51@§jw8pbtdkgfvszSZmnNGlR", PHONES, strict=True),
    x="ʁ",
    r="ʁ",
)
"""One character of Lexique's `2_phon` to a phone."""

_FOREIGN: Final = {
    "ɡ": "g", "r": "ʁ", "ɹ": "ʁ", "ɾ": "ʁ", "x": "ʁ", "χ": "ʁ", "ɑ": "a", "ɐ": "a", "æ": "a", "ʌ": "œ", "ɜ": "œ",
    "ɪ": "i", "ʊ": "u", "ɒ": "ɔ", "θ": "s", "ð": "z", "ɫ": "l", "ʎ": "j", "ç": "ʃ", "ʀ": "ʁ", "ɚ": "œ",
    "ã": "ɑ̃", "õ": "ɔ̃",
}  # fmt: skip

NEIGHBOURS: Final = (
    "p b", "t d", "k g", "f v", "s z", "ʃ ʒ", "s ʃ", "z ʒ", "p t", "t k", "b d", "d g", "p k", "b g", "b v", "p f",
    "m n", "n ɲ", "m b", "n d", "n l", "l ʁ", "l j", "g ʁ", "k ʁ", "f s", "v z", "b p", "j ʒ",
    "i e", "e a", "a o", "o u", "u y", "y i", "y ø", "e ø", "ø o", "ø a", "i j", "u w", "y ɥ", "w ɥ",
    "ɑ̃ ɔ̃", "ɑ̃ ɛ̃", "ɛ̃ ɔ̃", "a ɑ̃", "o ɔ̃", "e ɛ̃", "ɑ̃ o", "ɛ̃ a",
)  # fmt: skip
"""Pairs of classes that children and microphones confuse: voicing, place, rounding, nasality."""
NEIGHBOURS_OF: Final[dict[str, Phones]] = {
    phone: tuple(
        dict.fromkeys(
            other for pair in NEIGHBOURS for other in pair.split() if phone in pair.split() and other != phone
        )
    )
    for phone in CLASSES
}


def is_vowel(phone: str) -> bool:
    """Whether the phone is a vowel, nasal or schwa included, glides not."""
    return phone in VOWELS


def classes(phones: Phones) -> Phones:
    """The same pronunciation on merged classes."""
    return tuple(CLASS_OF[phone] for phone in phones)


def from_lexique(code: str) -> Phones:
    """Phones of a Lexique transcription; unknown marks (hyphens) are left out."""
    return tuple(LEXIQUE[mark] for mark in code if mark in LEXIQUE)


def from_ipa(text: str) -> Phones:
    """Phones of espeak-ng's IPA; stress, length and language marks are dropped, foreign sounds go to the nearest."""
    phones: list[str] = []
    for mark in unicodedata.normalize("NFD", text):
        if mark == "̃" and phones:
            nasal = {"a": "ɑ̃", "e": "ɛ̃", "ɛ": "ɛ̃", "œ": "œ̃", "ø": "œ̃", "ɔ": "ɔ̃", "o": "ɔ̃"}.get(phones[-1], phones[-1])
            phones[-1] = nasal
            continue
        phone = _FOREIGN.get(mark, mark)
        if phone in INDEX:
            phones.append(phone)
    return tuple(phones)
