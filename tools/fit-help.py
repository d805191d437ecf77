"""Fits when the help answers and when it says that it does not know (tutor/help/data/deciding.json).

On the questions of tests/data/help/*-dev.yaml, and on those that stand beside the documents, each asked of a search
that has not learned from it; never on those that the help is measured with (benchmarks/help.py). Run it after passages
or questions were added; it prints how many it then gets right, and how often the right passage came first for
questions that were not learned from.

    PYTHONPATH=. python tools/fit-help.py
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from benchmarks.help import SETS, passages_in, questions, right
from tutor.help.deciding import FILE, signs
from tutor.help.passages import Passage
from tutor.help.retrieval import Index, Match
from tutor.help.synonyms import load_synonyms

FOLDS = 4
LONG = 9
"""Words from which a question is long. Long and short ones count alike: they are one in six of those written here, and
near half of what was asked otherwise."""


@dataclass(frozen=True)
class Row:
    """What is known of a match, whether it should be given, how long the question is."""

    signs: tuple[float, ...]
    answers: bool
    length: int


def main() -> None:
    """Fit both halves of the rule, write it, print it with what it does."""
    known = [name for name in SETS if any(one.asked for one in passages_in(name))]
    unseen = [pair for name in known for pair in asked_unseen(passages_in(name))]
    learnt = [Row(signs(match), answers, match.length) for match, answers, right in unseen if match and right]
    has, told = fitted([*learnt, *(row for name in known for row in rows(name, "dev", SETS[name]()))], alike=True)
    lacks, told_too = fitted([row for name in SETS for row in rows(name, "dev", unlearned(name))], alike=False)
    FILE.write_text(json.dumps({"has": has, "lacks": lacks}, indent=2) + "\n", encoding="utf-8")
    right_first = round(float(np.mean([right for _, answers, right in unseen if answers])), 3)
    print(json.dumps({"has": has | told, "lacks": lacks | told_too, "right_first_unseen": right_first}, indent=2))


def fitted(rows: Sequence[Row], alike: bool) -> tuple[dict[str, Any], dict[str, float]]:
    """Weights, and the threshold where as many are right on both sides; with how many are. `alike`: see LONG."""
    features, labels = np.array([row.signs for row in rows]), np.array([row.answers for row in rows])
    long = np.array([row.length >= LONG for row in rows])
    weights = np.full(len(rows), 0.5 / (~labels).sum())
    for part in (labels & long, labels & ~long) if alike else (labels,):
        weights[part] = (0.25 if alike else 0.5) / part.sum()
    model = LogisticRegression(C=3.0, max_iter=1000).fit(features, labels, sample_weight=weights * len(rows))
    sure = model.predict_proba(features)[:, 1]

    def kept(least: float) -> float:
        return float(np.average(sure[labels] >= least, weights=weights[labels]))

    def refused(least: float) -> float:
        return float((sure[~labels] < least).mean())

    worth = {least: min(kept(least), refused(least)) for least in np.arange(0.2, 0.8, 0.01)}
    best = max(worth.values())
    least = float(np.median([one for one, reached in worth.items() if reached >= best - 1e-9]))
    weighing = {
        "weights": [round(float(one), 3) for one in model.coef_[0]],
        "bias": round(float(model.intercept_[0]), 3),
        "least": round(least, 3),
    }
    return weighing, {"questions": len(rows), "kept": round(kept(least), 3), "refused": round(refused(least), 3)}


def unlearned(name: str) -> Index:
    """A search of these documents as if no question stood beside them."""
    return Index([replace(one, asked=(), unanswered=()) for one in passages_in(name)], load_synonyms([])[0])


def rows(name: str, part: str, index: Index) -> Iterator[Row]:
    """The best match of each question that is right or that should be refused."""
    for one in questions(name, part):
        matches = index.search(one.text)
        if matches and (not one.headings or right(matches[0], one)):
            yield Row(signs(matches[0]), bool(one.headings), matches[0].length)


def asked_unseen(passages: Sequence[Passage]) -> Iterator[tuple[Match | None, bool, bool]]:
    """What is found first for each question beside the documents by a search that never saw it.

    Then whether something answers it, and whether what was found is what should be judged: the passage that does, or
    anything where none does.
    """
    for fold in range(FOLDS):
        known = [replace(one, asked=_but(one.asked, fold), unanswered=_but(one.unanswered, fold)) for one in passages]
        index = Index(known, load_synonyms([])[0])
        for passage in passages:
            for question in passage.asked[fold::FOLDS]:
                match = next(iter(index.search(question)), None)
                yield match, True, match is not None and match.passage.anchor == passage.anchor
        for unanswered in {one.document: one.unanswered for one in passages}.values():
            for question in unanswered[fold::FOLDS]:
                yield next(iter(index.search(question)), None), False, True


def _but(asked: Sequence[str], fold: int) -> tuple[str, ...]:
    return tuple(one for place, one in enumerate(asked) if place % FOLDS != fold)


if __name__ == "__main__":
    main()
