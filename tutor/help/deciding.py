"""When to answer and when to say « Je ne sais pas »: a small logistic rule, fitted on questions kept apart."""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from tutor.help.retrieval import Match
from tutor.help.words import DATA

FILE: Final = DATA / "deciding.json"


@dataclass(frozen=True, slots=True)
class Weighing:
    """P(the passage answers) from what is known of the match; below `least`, better say nothing."""

    weights: tuple[float, ...]
    bias: float
    least: float

    def sure(self, match: Match) -> bool:
        """Whether the passage answers."""
        logit = self.bias + sum(w * x for w, x in zip(self.weights, signs(match), strict=True))
        return 1 / (1 + math.exp(-logit)) >= self.least


@dataclass(frozen=True, slots=True)
class Rule:
    """How to decide on a passage that `has` questions of its own to be known by, and on one that `lacks` them."""

    has: Weighing
    lacks: Weighing

    def answers(self, matches: Sequence[Match]) -> bool:
        """Whether the first of these may be given as the answer."""
        if not matches:
            return False
        return (self.has if matches[0].passage.asked else self.lacks).sure(matches[0])


def signs(match: Match) -> tuple[float, ...]:
    """What tells an answer from a passage that only shares words with the question.

    Where there were questions to learn from, these are the score, which is lower for a long question, and how like the
    question is to those that nothing answers.
    """
    if match.passage.asked:
        return match.score, math.log(match.length), match.unanswered
    return (
        match.words,
        match.letters,
        match.covered,
        min(match.matched, 2.0),
        match.phrase,
    )


@lru_cache(maxsize=1)
def load_rule() -> Rule:
    """The shipped rule, made by tools/fit-help.py."""
    held = json.loads(FILE.read_text(encoding="utf-8"))
    has, lacks = (Weighing(tuple(one["weights"]), one["bias"], one["least"]) for one in (held["has"], held["lacks"]))
    return Rule(has, lacks)
