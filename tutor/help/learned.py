"""Learns from questions that teachers ask about a passage to know it by questions that nobody wrote yet."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.kernel_ridge import KernelRidge
from sklearn.pipeline import Pipeline, make_pipeline, make_union

from tutor.help.passages import Passage
from tutor.help.phrases import Scores, ways_to_ask
from tutor.help.words import bare, split, stem

MOST: Final = 4_000
"""Ways to ask that are learned from: the time to learn grows with their cube (2,000 take a third of a second)."""
CAUTION: Final = 1.0
"""How little is believed of one way to ask alone: ridge regression's alpha."""


class Likeness(NamedTuple):
    """Of each passage, from about 0, nothing like it, to 1, asked in these words.

    `known`: to what is asked about it, 0 where nothing is; `unanswered`: to what its document does not answer.
    """

    known: Scores
    unanswered: Scores


class Learned:
    """Of each passage that has questions, how much a question is like those; learned at once, when they are read."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._none = np.zeros(len(passages), dtype=np.float32)
        asked = [(place, text) for place, one in enumerate(passages) if one.asked for text in _said(one)]
        documents = {one.document: one.unanswered for one in passages if one.unanswered}
        columns = {name: len(passages) + place for place, name in enumerate(documents)}
        beside = [(columns[name], text) for name, texts in documents.items() for text in texts]
        self._model = _learn(tuple([*beside, *asked][:MOST]), len(passages) + len(columns)) if asked else None
        self._column = np.array([columns.get(one.document, -1) for one in passages])

    def alike(self, question: str) -> Likeness:
        """How much this question is like those that are known."""
        if self._model is None:
            return Likeness(self._none, self._none)
        found: Scores = self._model.predict([question])[0].astype(np.float32)
        known = found[: len(self._none)]
        return Likeness(known, np.where(self._column >= 0, found[self._column], np.float32(0)))


@lru_cache(maxsize=2)
def _learn(asked: tuple[tuple[int, str], ...], count: int) -> Pipeline:
    """What tells `count` answers apart: passages, then nothing of a document. Every word counts, « pas » too."""
    answers = np.zeros((len(asked), count), dtype=np.float32)
    answers[np.arange(len(asked)), [place for place, _ in asked]] = 1
    seen = make_union(
        TfidfVectorizer(analyzer=_stems, sublinear_tf=True, dtype=np.float32),
        TfidfVectorizer(analyzer=_pairs, dtype=np.float32),
        TfidfVectorizer(preprocessor=_plain, analyzer="char_wb", ngram_range=(3, 4), dtype=np.float32),
    )
    return make_pipeline(seen, KernelRidge(alpha=CAUTION)).fit([text for _, text in asked], answers)


def _said(passage: Passage) -> list[str]:
    return [*ways_to_ask(passage), *passage.asked]


def _stems(text: str) -> list[str]:
    return [stem(word) for word in split(text)]


def _pairs(text: str) -> list[str]:
    return [f"{one} {other}" for one, other in pairwise(_stems(text))]


def _plain(text: str) -> str:
    return bare(" ".join(split(text)))
