"""The phones that pronunciations are written with: IPA symbols, the same strings as the ear uses, and Lexique's codes.

Phones that accents of France do not keep apart (open and closed e, eu, o; brun and brin) share a class: a letter that
says one of them says the others.
"""

from typing import Final

Phones = tuple[str, ...]
"""A pronunciation: symbols of PHONES, in order."""

VOWELS: Final = ("i", "e", "ɛ", "a", "ɔ", "o", "u", "y", "ø", "œ", "ə", "ɛ̃", "œ̃", "ɑ̃", "ɔ̃")
GLIDES: Final = ("j", "w", "ɥ")
CONSONANTS: Final = ("p", "b", "t", "d", "k", "g", "f", "v", "s", "z", "ʃ", "ʒ", "m", "n", "ɲ", "ŋ", "l", "ʁ")
PHONES: Final[Phones] = VOWELS + GLIDES + CONSONANTS

_MERGED: Final = (("e", "ɛ"), ("ø", "œ", "ə"), ("o", "ɔ"), ("ɛ̃", "œ̃"))
_CLASS_OF: Final = {phone: next((group[0] for group in _MERGED if phone in group), phone) for phone in PHONES}
_CODES: Final = "ieEaOouy29°51@§jw8pbtdkgfvszSZmnNGlR"
_FROM_CODE: Final = dict(zip(_CODES, PHONES, strict=True), x="ʁ", r="ʁ")


def classes(phones: Phones) -> Phones:
    """The same pronunciation, on merged classes; a sign that is no phone is a class of its own."""
    return tuple(_CLASS_OF.get(phone, phone) for phone in phones)


def from_codes(codes: str) -> Phones:
    """Phones of a transcription in Lexique's code, one character a phone; hyphens are left out."""
    return tuple(_FROM_CODE[code] for code in codes if code in _FROM_CODE)
