"""Cut written French words into syllables as schools do: "lu-ne", "pom-me", "é-cu-reuil", "cra-yon".

The rule below is right for nearly all words; syllables.csv gives the few that it cannot know ("paon", "août").
Syllables are those of writing: a mute e still ends a syllable, and double consonants are parted.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path

from exercises.reading.tokens import core_span
from exercises.sources import DATA, read_table
from exercises.typography import APOSTROPHE, LETTERS

FILE = DATA / "reading" / "syllables.csv"
COLUMNS = ("mot", "syllabes")

_VOWELS = "aàâeéèêëiîïoôuùûüyœæ"
_SAID_ALONE = "ëïüù"  # marked so as not to join the vowel beside it
_JOINING = "".join(vowel for vowel in _VOWELS if vowel not in _SAID_ALONE)
# Letters that stand for one vowel together, longest first; then single vowels.
_NUCLEUS = re.compile(
    r"eau|uei(?=l)|eui(?=l)|oui|[œo]eu|œ[ui]|e[uû]|o[uùû]|au|[ae](?:i|y(?![aeiouéèêâô]))|aî|o[iî]|ui"
    rf"|[{_VOWELS}]"
)
_CONSONANT = re.compile(rf"ch|ph|th|gn|sh|qu|gu(?=[{_JOINING}])|ge(?=[aâoô])|y|[^\W\d_{_VOWELS}]")
_MUTE = re.compile(rf"(?:qu|gu|[^{_VOWELS}])+es?")
_INSEPARABLE = re.compile(r"(?:[bcdfgkptv]|ch|ph|th)r|(?:[bcfgkp]|ch|ph)l")
_AFTER_INSEPARABLE = re.compile(rf"(?:{_INSEPARABLE.pattern})$")


class Syllables:
    """Cuts words; `exceptions` maps a word in small letters to its syllables."""

    def __init__(self, exceptions: Mapping[str, tuple[str, ...]]) -> None:
        self._exceptions = exceptions

    @classmethod
    def load(cls, path: Path = FILE) -> "Syllables":
        """Read the table of exceptions."""
        exceptions: dict[str, tuple[str, ...]] = {}
        for row in read_table(path, COLUMNS):
            word, syllables = row.needed("mot"), tuple(row.needed("syllabes").split("-"))
            if word in exceptions:
                raise row.place.error(f"{word!r} is there twice")
            if "".join(syllables) != word or not all(syllables):
                raise row.place.error(f"the syllables {row['syllabes']!r} do not spell {word!r}")
            exceptions[word] = syllables
        return cls(exceptions)

    def of(self, written: str) -> tuple[str, ...]:
        """The syllables of a word as written; together they spell it, its punctuation included."""
        start, end = core_span(written)
        cut = list(self._of_core(written[start:end]))
        if not cut:
            return (written,)
        cut[0] = written[:start] + cut[0]
        cut[-1] += written[end:]
        return tuple(cut)

    def _of_core(self, core: str) -> Iterator[str]:
        """Syllables of a word without punctuation; hyphens and elisions stay with what they follow."""
        known = self._exceptions.get(core.lower())
        if known is not None:
            place = 0
            for syllable in known:
                yield core[place : place + len(syllable)]
                place += len(syllable)
            return
        if "-" in core:
            before, after = core.split("-", 1)
            *first, last = self._of_core(before)
            yield from first
            yield last + "-"
            yield from self._of_core(after)
        elif APOSTROPHE in core:
            elided, rest = core.split(APOSTROPHE, 1)
            first_of_rest, *others = self._of_core(rest)
            yield elided + APOSTROPHE + first_of_rest
            yield from others
        else:
            yield from _cut(core)


def spoken_count(syllables: tuple[str, ...]) -> int:
    """How many syllables are heard: a last written syllable with only a mute e is not."""
    last = "".join(letter for letter in syllables[-1].lower() if letter in LETTERS)
    return len(syllables) - (len(syllables) > 1 and _MUTE.fullmatch(last) is not None)


def _cut(word: str) -> Iterator[str]:
    """The rule, on letters only: find the vowels, then share the consonants between them."""
    small = word.lower()
    nuclei = _nuclei(small)
    start = 0
    for (_, left_end), (right_start, _) in pairwise(nuclei):
        boundary = _boundary(small, left_end, right_start)
        yield word[start:boundary]
        start = boundary
    yield word[start:]


def _nuclei(small: str) -> list[tuple[int, int]]:
    """Where the vowels are: one (start, end) for each syllable."""
    found: list[tuple[int, int]] = []
    place = 0
    while place < len(small):
        consonant = _CONSONANT.match(small, place)
        if consonant and not (small[place] == "y" and not _is_consonant_y(small, place)):
            place = consonant.end()
            continue
        vowel = _NUCLEUS.match(small, place)
        if vowel is None:
            place += 1
            continue
        end = vowel.end()
        if vowel.group() == "i" and not _AFTER_INSEPARABLE.search(small[:place]):  # the i of "pied"
            following = _NUCLEUS.match(small, end)
            if following and following.group()[0] not in "iîy" + _SAID_ALONE:
                end = following.end()
        rest = small[end:]
        if rest in ("e", "es") or (rest == "ent" and vowel.group() in ("ai", "oi", "ou")):  # "rue", "fées", "étaient"
            end = len(small)
        found.append((place, end))
        place = end
    return found


def _is_consonant_y(small: str, place: int) -> bool:
    """The y of "crayon" and "yeux" begins a syllable; that of "stylo" is a vowel."""
    return place + 1 < len(small) and small[place + 1] in _VOWELS and (place == 0 or small[place - 1] in _VOWELS)


def _boundary(small: str, left_end: int, right_start: int) -> int:
    """Where the next syllable begins among the consonants between two vowels."""
    parts: list[str] = []
    place = left_end
    while place < right_start:
        consonant = _CONSONANT.match(small, place)
        parts.append(consonant.group() if consonant else small[place])
        place += len(parts[-1])
    if len(parts) < 2:
        return left_end
    begins_right = 2 if _INSEPARABLE.fullmatch("".join(parts[-2:])) else 1
    return right_start - sum(len(part) for part in parts[-begins_right:])
