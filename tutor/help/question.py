"""What a question asks for: its telling words, each with what may be said for it and how much it tells."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from exercises.reading.lexicon import Lexicon
from tutor.help.spelling import Speller
from tutor.help.synonyms import Synonyms, Term
from tutor.help.words import Word, bare, forms, split, stem, stop_words, telling, word_of

SAID: Final = 1.0
MISSPELT: Final = 0.9
SYNONYM: Final = 0.9
RELATIVE: Final = 0.65
PART: Final = 0.5
SHARED: Final = 6
"""Letters that two stems of one family begin with: « prononc- » and « prononci- »."""
LEAST_TELLING: Final = 0.2
NATURES: Final = {"VER": 0.9, "AUX": 0.5, "ADJ": 0.8, "ADV": 0.5}


@dataclass(frozen=True, slots=True)
class Wanted:
    """One thing asked for. `ways`: terms that say it, with how well; `telling`: how rare it is in everyday French."""

    written: str
    term: Term
    ways: tuple[tuple[Term, float], ...]
    telling: float


class Reader:
    """Reads questions for documents that know these words."""

    def __init__(self, known: Mapping[str, Iterable[str]], synonyms: Synonyms) -> None:
        """`known`: for each stem of the documents, the words (as written) that have it."""
        self._synonyms = synonyms
        self._french = Lexicon.load()
        self._stems: dict[str, str] = {}
        self._written: dict[str, str] = {}
        for one, written in known.items():
            for form in written:
                self._stems.setdefault(bare(form), one)
                self._written.setdefault(bare(form), form)
        said = {part for term in synonyms.others for part in term}
        self._in_documents = frozenset(known)
        self._understood = self._in_documents | said
        self._speller = Speller([*self._stems, *said, *stop_words()])
        self._families: dict[str, list[str]] = {}
        for one in sorted(self._in_documents):
            self._families.setdefault(one[:SHARED], []).append(one)

    def read(self, question: str) -> list[Wanted]:
        """What is asked for, in order, each thing once."""
        found: dict[Term, Wanted] = {}
        spelt = [one for written in telling(split(question)) if (one := self._spelt(word_of(written)))]
        place = 0
        while place < len(spelt):
            size = self._whole(spelt, place)
            wanted = self._wanted(spelt[place : place + size])
            found.setdefault(wanted.term, wanted)
            place += size
        return list(found.values())

    def _spelt(self, word: Word) -> tuple[Word, float] | None:
        """The word as it should be written, and how sure that is; None when it then tells nothing."""
        if word.stem in self._understood:
            return word, SAID
        if word.bare in self._stems:  # only its accents were missing
            return self._known(word.bare), SAID
        if word.written in self._french or (len(word.stem) >= SHARED and word.stem[:SHARED] in self._families):
            return word, SAID
        near = self._speller.nearest(word.bare)
        meant = [one for one in near if one not in stop_words()]
        if near and not meant:
            return None
        if not meant:
            return word, SAID
        return self._known(meant[0]), MISSPELT

    def _known(self, plain: str) -> Word:
        """A word without accents as the documents write it."""
        return Word(self._written.get(plain, plain), plain, self._stems.get(plain) or stem(plain))

    def _whole(self, spelt: Sequence[tuple[Word, float]], place: int) -> int:
        """How many words from here count as a whole (« mot de passe »), 1 when none do."""
        for size in range(min(self._synonyms.longest, len(spelt) - place), 1, -1):
            if tuple(word.stem for word, _ in spelt[place : place + size]) in self._synonyms.others:
                return size
        return 1

    def _wanted(self, spelt: Sequence[tuple[Word, float]]) -> Wanted:
        term = tuple(word.stem for word, _ in spelt)
        sure = min(one for _, one in spelt)
        ways = {term: sure}
        for other in self._synonyms.of(term):
            ways.setdefault(other, sure * SYNONYM)
        if len(term) == 1 and term[0] not in self._in_documents:
            for relative in self._relatives(term[0]):
                ways.setdefault((relative,), sure * RELATIVE)
        if len(term) > 1:  # a part of it is better than nothing
            for part in term:
                ways.setdefault((part,), sure * PART)
        worth = sum(worth_of(word) for word, _ in spelt)
        return Wanted(" ".join(word.written for word, _ in spelt), term, tuple(ways.items()), worth)

    def _relatives(self, one: str) -> list[str]:
        family = self._families.get(one[:SHARED], []) if len(one) >= SHARED else []
        return [other for other in family if abs(len(other) - len(one)) <= 3]


def worth_of(word: Word) -> float:
    """How much a word tells, from 1 down: « barème » more than « petit », which all say; a noun more than a verb."""
    form = forms().get(word.written)
    nature = NATURES.get(form.nature, 1.0) if form else 1.0
    base = forms().get(form.lemma) if form else None
    often = max((one.per_million for one in (form, base) if one), default=0)
    return nature * (1.0 if not often else max(LEAST_TELLING, min(1.0, 1.2 - 0.3 * math.log10(often))))
