"""Rules on neighbouring words that a machine can check: elision, gender and number of articles, a word written twice.

Genders are those of words.csv (from Lexique); where no elision is made, that of the voice's list of aspirated words.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

import yaml

from exercises.reading.words import load_words
from tests.unit.content.french import ROOT

_MASCULINE = frozenset(["un", "du", "au", "ce"])
_FEMININE = frozenset(["une", "cette", "ma", "ta", "sa"])
_PLURAL = frozenset(["des", "aux", "mes", "tes", "ses", "ces", "nos", "vos", "plusieurs", "quelques", "deux", "trois"])
_ELIDED = frozenset(
    [
        "le",
        "la",
        "de",
        "du",
        "au",
        "je",
        "ne",
        "se",
        "me",
        "te",
        "que",
        "ce",
        "ma",
        "ta",
        "sa",
        "jusque",
        "lorsque",
        "puisque",
    ]
)
_VOWEL = re.compile("[aàâæeéèêëiîïoôœuûùüh]")
_ELISION = re.compile(r"^(?:[cdjlmnst]|qu)[’'](\w+)")
_TWICE = frozenset(["nous", "vous", "très", "et", "hou", "leu"])
_PAIRED = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*|[^\s\u00a0]")

EITHER = frozenset(
    [
        "arbitre",
        "athlète",
        "dentiste",
        "élève",
        "enfant",
        "journaliste",
        "pilote",
        "pirate",
        "propriétaire",
        "vétérinaire",
    ]
)
"""Said of a woman or of a man."""
TWO_NOUNS = frozenset(["livre", "manche", "mode", "poêle", "poste", "rose", "tour", "vase", "voile"])
"""Another thing in the other gender."""
NOT_ELIDED = frozenset(["hameau", "hina", "hugo", "huitième", "yole", "ouf"])
"""Not in the voice's list of words without elision. Before names in h usage hesitates; we do not elide."""
SINGULAR_TOO = frozenset({"cent", "mille"})


def aspirated_words() -> frozenset[str]:
    """Words before which nothing is elided, their plurals too."""
    liaisons = yaml.safe_load((ROOT / "speech" / "data" / "phones_liaisons.yaml").read_text(encoding="utf-8"))
    bare = {*liaisons["aspirated"], *NOT_ELIDED}
    return frozenset(bare | {f"{word}s" for word in bare} | {f"{word}x" for word in bare})


def _stems(words: frozenset[str]) -> tuple[str, ...]:
    """Of verbs such as hisser and hurler: all their forms are said alike at the start."""
    return tuple(word[:-2] for word in words if word.endswith("er") and len(word) > 5)


class Agreement:
    """Finds neighbouring words that do not go together."""

    def __init__(self) -> None:
        words = load_words()
        known = {word.text: word.article for word in words if word.article}
        settled = set(known) - EITHER - TWO_NOUNS - {word.text for word in words if not word.article}
        self._masculine = {noun for noun in settled if known[noun] in ("un", "le")}
        self._feminine = {noun for noun in settled if known[noun] in ("une", "la")}
        self._singular = {n for n in self._masculine | self._feminine if n[-1] not in "sxz"} - SINGULAR_TOO
        self._aspirated = aspirated_words()
        self._aspirated_stems = _stems(self._aspirated)

    def faults(self, text: str) -> Iterator[str]:
        """Each fault: the words at fault, and why."""
        words = [word.replace("'", "’") for word in _PAIRED.findall(text)]
        for word in words:
            elided = _ELISION.match(word.lower())
            if elided and self._is_aspirated(elided.group(1)) and word[0].lower() in "lnm":
                yield f"{word}: nothing is elided here"
        for first, second in pairwise(words):
            if first[0].isalpha() and second[0].isalpha() and (problem := self._problem(first.lower(), second)):
                yield f"{first} {second}: {problem}"

    def _problem(self, first: str, second: str) -> str | None:
        lower = second.lower()
        if first == lower and first not in _TWICE:
            return "written twice"
        if self._must_elide(first, lower):
            return "an elision is missing"
        if first in _MASCULINE and lower in self._feminine:
            return "the noun is feminine"
        if first in _FEMININE and lower in self._masculine:
            return "the noun is masculine"
        if first in _PLURAL and lower in self._singular:
            return "the noun is singular"
        return None

    def _must_elide(self, first: str, second: str) -> bool:
        if first == "si":
            return second in ("il", "ils")
        starts = len(second) > 1 and _VOWEL.match(second) is not None and second not in ("et", "ou")
        return first in _ELIDED and starts and not self._is_aspirated(second.split("-")[0])

    def _is_aspirated(self, word: str) -> bool:
        return word in self._aspirated or word.startswith(self._aspirated_stems)
