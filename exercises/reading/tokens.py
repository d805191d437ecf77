"""The words of a text, as they are read aloud one by one.

Words part at plain spaces and ends of lines. Punctuation stays with its word ("« Viens !" has two no-break spaces and
is one word), an elided word with the next ("l’école" is one).
"""

import re

from exercises.typography import LETTERS

_PLAIN_SPACE = re.compile(r"[ \n]+")


def split_words(text: str) -> list[str]:
    """The words as written, with their punctuation."""
    return [word for word in _PLAIN_SPACE.split(text) if word]


def core_span(written: str) -> tuple[int, int]:
    """Where the word itself stands in a word with punctuation: from its first letter to after its last."""
    letters = [place for place, character in enumerate(written) if character in LETTERS]
    return (letters[0], letters[-1] + 1) if letters else (0, 0)


def core(written: str) -> str:
    """The word without its punctuation: "Viens" for "« Viens !"."""
    start, end = core_span(written)
    return written[start:end]
