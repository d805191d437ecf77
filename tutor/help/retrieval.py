"""Finds the passages that answer: words weighed as BM25F does, and letters, which forgive what words do not."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer

from tutor.help.intents import kinds
from tutor.help.learned import Learned, Likeness
from tutor.help.passages import Passage
from tutor.help.phrases import Phrases, Scores
from tutor.help.question import Reader, Wanted
from tutor.help.synonyms import Synonyms, Term
from tutor.help.words import split, words

HEADING: Final = 4.0
ALSO: Final = 2.0
ABOVE: Final = 0.6
TITLE: Final = 0.4
"""How much a word counts in a heading, in other ways to ask for it, in those above, in the title; 1 in the text."""
SATURATION: Final = 2.0
LENGTH: Final = 0.5
LETTERS: Final = 0.3
"""What likeness of letters adds to likeness of words."""
COVERED: Final = 0.4
"""What the share of the question that is said at all adds, however often and wherever it is said."""
KIND: Final = 0.08
"""What a heading of the kind of the question adds: « combien », « quand »..."""
PAIR: Final = 0.25
"""What two words that stand side by side in the question and in the passage add: « enfant malade »."""
PHRASE: Final = 0.2
"""What a heading, or another way to ask, adds by saying what the question says and nothing else."""
LEARNED: Final = 0.8
"""What likeness to the questions that are known about a passage adds."""
KNOWN: Final = 0.3
"""How alike they must be for a passage that has none of the question's words to be thought of."""
_NEAR: Final = 12


@dataclass(frozen=True, slots=True)
class Match:
    """A passage and why: `score` orders; the rest is what a refusal is decided on.

    `unanswered`: how like the question is to some that its document does not answer; `length`: words of the question.
    """

    passage: Passage
    score: float
    words: float
    letters: float
    covered: float
    matched: float
    phrase: float
    learned: float
    unanswered: float
    length: int


class Index:
    """Passages, ready to be searched."""

    def __init__(self, passages: Sequence[Passage], synonyms: Synonyms) -> None:
        self.passages = tuple(passages)
        self._built = bool(self.passages)
        if not self._built:
            return
        fields = (
            (HEADING, [words(one.heading) for one in self.passages]),
            (ABOVE, [words(" ".join(one.above)) for one in self.passages]),
            (TITLE, [words(one.title) for one in self.passages]),
            (ALSO, [words(one.also) for one in self.passages]),
            (1.0, [words(one.text) for one in self.passages]),
        )
        known: dict[str, set[str]] = {}
        for _, field in fields:
            for field_words in field:
                for word in field_words:
                    known.setdefault(word.stem, set()).add(word.written)
        self._reader = Reader(known, synonyms)
        places = {stem: place for place, stem in enumerate(sorted(known))}
        counter = CountVectorizer(analyzer=_stems, vocabulary=places, dtype=np.float32) if places else None
        if counter is None:
            self._built = False
            return
        counted = sum(weight * counter.transform(field) for weight, field in fields)
        self._places = places
        self._weights = _saturated(counted)
        self._rarity = _rarity(counted)
        self._learned = Learned(self.passages)
        self._phrases = Phrases(self.passages, places, self._rarity)
        pairs = CountVectorizer(analyzer=_pairs, binary=True, dtype=np.float32)
        together = [
            [*heading, *also, *text] for heading, also, text in zip(*(fields[at][1] for at in (0, 3, 4)), strict=True)
        ]
        self._kinds = [kinds(f"{one.heading} {one.also}") for one in self.passages]
        self._pairs: Any = pairs.fit_transform(together).tocsc() if any(map(_pairs, together)) else None
        self._pair_places = pairs.vocabulary_ if self._pairs is not None else {}
        self._letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True, dtype=np.float32)
        self._by_letters = self._letters.fit_transform(
            _bare(heading, heading, text) for heading, text in zip(fields[0][1], fields[-1][1], strict=True)
        )

    def search(self, question: str, most: int = 3) -> list[Match]:
        """The passages that answer best, the best first; none when nothing of the question is known."""
        if not self._built:
            return []
        wanted = self._reader.read(question)
        alike = self._learned.alike(question)
        learned = alike.known
        length = max(len(split(question)), 1)
        if not wanted:  # its words are all everyday ones, but it may be known as a whole
            return [
                Match(
                    passage=self.passages[place],
                    score=LEARNED * float(learned[place]),
                    words=0,
                    letters=0,
                    covered=0,
                    matched=0,
                    phrase=0,
                    learned=float(learned[place]),
                    unanswered=float(alike.unanswered[place]),
                    length=length,
                )
                for place in np.argsort(-learned, kind="stable")[:most]
                if learned[place] >= KNOWN
            ]
        by_want = [self._of(one) for one in wanted]
        worth = [one.telling * self._rarity_of(one.term) for one in wanted]
        whole = sum(worth)
        by_words = np.average(by_want, axis=0, weights=[one.telling for one in wanted])
        by_words *= sum(one.telling for one in wanted) / whole
        written = " ".join(one.written for one in wanted)
        by_letters = (self._by_letters @ self._letters.transform([_bare(words(written))]).T).toarray().ravel()
        covered = sum(w * (said > 0) for w, said in zip(worth, by_want, strict=True)) / whole
        kind = kinds(question)
        same_kind = np.array([len(kind & one) / (len(kind) or 1) for one in self._kinds], dtype=np.float32)
        phrase = self._phrases.alike(wanted, worth)
        scores = (
            KIND * same_kind
            + by_words
            + COVERED * covered
            + LETTERS * by_letters
            + PAIR * self._side_by_side(wanted, worth) / whole
            + PHRASE * phrase
            + LEARNED * learned
        )
        order = [
            int(place)
            for place in np.argsort(-scores, kind="stable")[:_NEAR]
            if by_words[place] > 0 or learned[place] >= KNOWN
        ]
        return [
            self._match(place, scores, by_words, by_letters, phrase, alike, length, wanted, worth)
            for place in order[:most]
        ]

    def _of(self, wanted: Wanted) -> Scores:
        """How well each passage says this, in whichever way it says it best; a rarer synonym tells no more for it."""
        best = np.zeros(len(self.passages), dtype=np.float32)
        asked = self._rarity_of(wanted.term)
        for term, sure in wanted.ways:
            worth = sure * min(1.0, asked / self._rarity_of(term))
            np.maximum(best, np.float32(worth) * self._said(term), out=best)
        return best

    def _said(self, term: Term) -> Scores:
        """A group of words is said where all of them are, as well as they are on average."""
        places = [self._places[stem] for stem in term if stem in self._places]
        if not places or len(places) < len(term):
            return np.zeros(len(self.passages), dtype=np.float32)
        said: Scores = self._weights[:, places].toarray() * self._rarity[places]
        return np.where(said.all(axis=1), said.mean(axis=1), np.float32(0))

    def _side_by_side(self, wanted: Sequence[Wanted], worth: Sequence[float]) -> Scores:
        """What the pairs of neighbours of the question that each passage has are worth."""
        found = np.zeros(len(self.passages), dtype=np.float32)
        for place, (one, other) in enumerate(pairwise(wanted)):
            at = self._pair_places.get(_pair(one.term[-1], other.term[0]))
            if at is not None:
                found += self._pairs[:, [at]].toarray().ravel() * np.float32(worth[place] + worth[place + 1])
        return found

    def _rarity_of(self, term: Term) -> float:
        """How rare a thing asked for is in the documents; what they never say is the rarest."""
        return max((float(self._rarity[self._places[one]]) if one in self._places else 1.0) for one in term)

    def _match(
        self,
        place: int,
        scores: Scores,
        by_words: Scores,
        by_letters: Scores,
        phrase: Scores,
        alike: Likeness,
        length: int,
        wanted: Sequence[Wanted],
        worth: Sequence[float],
    ) -> Match:
        there = [any(self._weights[place, at] > 0 for at in self._places_of(one)) for one in wanted]
        return Match(
            passage=self.passages[place],
            score=float(scores[place]),
            words=float(by_words[place]),
            letters=float(by_letters[place]),
            covered=_share(worth, there),
            matched=sum(one for one, here in zip(worth, there, strict=True) if here),
            phrase=float(phrase[place]),
            learned=float(alike.known[place]),
            unanswered=float(alike.unanswered[place]),
            length=length,
        )

    def _places_of(self, wanted: Wanted) -> list[int]:
        return [self._places[stem] for term, _ in wanted.ways for stem in term if stem in self._places]


def _stems(field: Iterable[Any]) -> list[str]:
    return [word.stem for word in field]


def _pairs(field: Sequence[Any]) -> list[str]:
    return [_pair(one.stem, other.stem) for one, other in pairwise(field)]


def _pair(one: str, other: str) -> str:
    return f"{one} {other}" if one <= other else f"{other} {one}"


def _bare(*fields: Iterable[Any]) -> str:
    return " ".join(word.bare for field in fields for word in field)


def _share(worth: Sequence[float], kept: Sequence[bool]) -> float:
    return sum(one for one, here in zip(worth, kept, strict=True) if here) / sum(worth)


def _saturated(counted: Any) -> Any:
    """BM25's weight of each word of each passage, between 0 and 1."""
    lengths = np.asarray(counted.sum(axis=1)).ravel()
    drag = SATURATION * (1 - LENGTH + LENGTH * lengths / max(float(lengths.mean()), 1.0))
    weights = counted.tocoo()
    weights.data = weights.data / (weights.data + drag[weights.row])
    return weights.astype(np.float32).tocsc()


def _rarity(counted: Any) -> Scores:
    """BM25's idf of each word, between 0 and 1."""
    passages = counted.shape[0]
    holding = np.asarray((counted > 0).sum(axis=0)).ravel()
    found: Scores = np.log1p((passages - holding + 0.5) / (holding + 0.5)) / math.log1p((passages + 0.5) / 0.5)
    return found.astype(np.float32)
