"""From evidence to P(read right) and a verdict: a logistic model, fitted by benchmarks/fit_word_verdicts.py."""

import json
import math
from dataclasses import dataclass
from pathlib import Path

from speech.evidence import FEATURES, WordEvidence, vector
from speech.phones.judging import STRICTNESS, Strictness
from speech.strictness import moved
from speech.verdicts import Verdict

DATA = Path(__file__).parent / "data" / "word_verdicts.json"


@dataclass(frozen=True, slots=True)
class WordModel:
    """Coefficients over FEATURES, and the two thresholds between which a word is *unsure*."""

    coefficients: tuple[float, ...]
    intercept: float
    incorrect_below: float
    correct_above: float

    @classmethod
    def load(cls, path: Path = DATA) -> "WordModel":
        """Read the shipped model. Raises ValueError when it was fitted on other features."""
        kept = json.loads(path.read_text(encoding="utf-8"))
        if tuple(kept["features"]) != FEATURES:
            raise ValueError(f"{path.name} was fitted on other features: run benchmarks/fit_word_verdicts.py")
        return cls(tuple(kept["coefficients"]), kept["intercept"], kept["incorrect_below"], kept["correct_above"])

    def probability(self, evidence: WordEvidence) -> float:
        """P(this word was read right)."""
        score = self.intercept + math.fsum(
            weight * value for weight, value in zip(self.coefficients, vector(evidence), strict=True)
        )
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, score))))

    def verdict(self, probability: float, costs: Strictness = STRICTNESS["normal"]) -> Verdict:
        """Sure only at both ends."""
        if probability < moved(self.incorrect_below, costs, of_correct=False):
            return Verdict.INCORRECT
        sure_above = moved(self.correct_above, costs, of_correct=True)
        return Verdict.CORRECT if probability > sure_above else Verdict.UNSURE


def worst(verdicts: "list[Verdict]") -> Verdict:
    """The verdict of the worst word."""
    for verdict in (Verdict.INCORRECT, Verdict.UNSURE):
        if verdict in verdicts:
            return verdict
    return Verdict.CORRECT
