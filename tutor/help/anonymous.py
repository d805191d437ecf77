"""Takes out of a question what could name someone before it is kept. Rather a word too many than a name."""

import re
from collections.abc import Iterable
from typing import Final

from tutor.help.words import bare

HIDDEN: Final = "…"
LONGEST: Final = 300
_ADDRESS: Final = re.compile(r"\S+@\S+|\b(?:https?://|www\.)\S+", re.IGNORECASE)
_NUMBER: Final = re.compile(r"\+?\d(?:[\s.\-/]?\d){5,}|\b(?=\w*\d)(?=\w*[A-Za-z])\w{8,}\b")
_WORD: Final = re.compile(r"[^\W\d_]+")
_CALLED: Final = re.compile(
    r"\b(M\.|Mr|Mme|Mlle|monsieur|madame|mademoiselle|appelle|nomme|prénom(?:mée?)?|s’appelle|élève)\s+"
    r"(?:[A-ZÀ-Ü][\w’'-]*\s?)+"
)
_TITLES: Final = frozenset({"m", "mr", "mme", "mlle", "monsieur", "madame", "mademoiselle"})


def without_names(question: str, names: Iterable[str]) -> str:
    """The question without addresses, long numbers, the names given, nor what looks like somebody's name."""
    said = " ".join(question.split())
    for pattern in (_ADDRESS, _NUMBER):
        said = pattern.sub(HIDDEN, said)
    said = _CALLED.sub(rf"\1 {HIDDEN} ", said)
    known = {part for name in names for part in _parts(name)}
    said = _WORD.sub(lambda match: HIDDEN if bare(match[0].lower()) in known else match[0], said)
    return " ".join(said.split())[:LONGEST]


def _parts(name: str) -> set[str]:
    """« Mme Rivière » → riviere; « Marie-Anne B. » → marie, anne: an initial alone names nobody."""
    parts = {bare(part.lower()) for part in _WORD.findall(name)}
    return {part for part in parts if len(part) > 1} - _TITLES
