"""P(read right) of a word from its phone evidence and, when there is one, the decoder's score.

A small calibrated model fitted by `speech.training.judges` (scikit-learn); its numbers are in
speech/data/phones_judges.json, one judge for each set of evidence.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from speech.evidence import WordEvidence as DecoderEvidence
from speech.phones.evidence import WordEvidence
from speech.verdicts import Verdict

Vector = NDArray[np.float64]
PHONE_FEATURES: Final = (
    "fit", "rival", "rivals", "omitted", "worst_phone", "mean_phone", "distance", "pace", "size", "clarity",
)  # fmt: skip
DECODER_FEATURES: Final = tuple(
    f"decoder_{name}" for name in ("mean", "weakest", "gain", "contrast", "ahead", "edits", "guessed", "length")
)
KINDS: Final = {
    "decoder": DECODER_FEATURES,
    "phones": PHONE_FEATURES,
    "all": (*PHONE_FEATURES, *DECODER_FEATURES),
}
"""The evidence each judge looks at, in the order of its vector."""


def clarity(emissions: NDArray[np.float32]) -> float:
    """How plainly the clip speaks: mean log-probability of the best label, over frames where it is a phone."""
    best = emissions.max(axis=1)
    spoken = emissions.argmax(axis=1) != 0
    return float(best[spoken].mean()) if spoken.any() else -3.0


def vector(evidence: WordEvidence | None, clear: float, decoder: DecoderEvidence | None, kind: str) -> Vector:
    """What the judge `kind` looks at: `clear` from `clarity`, `decoder` what Whisper's decoder says of the word."""
    values: dict[str, float] = {}
    if evidence is not None:
        values = {
            "fit": max(evidence.fit, -12.0),
            "rival": float(np.arcsinh(evidence.rival)),
            "rivals": float(np.arcsinh(evidence.rivals)),
            "omitted": float(np.arcsinh(evidence.omitted)),
            "worst_phone": max(evidence.worst_phone, -12.0),
            "mean_phone": max(evidence.mean_phone, -12.0),
            "distance": min(evidence.distance, 1.5),
            "pace": float(np.log(max(evidence.pace, 0.01))),
            "size": float(np.log(len(evidence.phones))),
            "clarity": clear,
        }
    if decoder is not None:
        values |= {name: float(getattr(decoder, name.removeprefix("decoder_"))) for name in DECODER_FEATURES}
    return np.asarray([values[name] for name in KINDS[kind]])


@dataclass(frozen=True, slots=True)
class Judge:
    """One hidden layer of a few tanh units, then a logistic; several such networks are averaged."""

    mean: Vector
    spread: Vector
    networks: tuple[tuple[Vector, Vector, Vector, float], ...]
    slope: float
    offset: float

    def probability(self, evidence: Vector) -> float:
        """P(read right) in (0, 1)."""
        x = np.clip((evidence - self.mean) / self.spread, -6.0, 6.0)
        logits = [float(np.tanh(x @ enter + bias) @ leave) + last for enter, bias, leave, last in self.networks]
        return float(1.0 / (1.0 + np.exp(-(self.slope * float(np.mean(logits)) + self.offset))))


NO_JUDGE: Final = Judge(np.zeros(0), np.zeros(0), (), 1.0, 0.0)
"""For those who only gather evidence."""


def judge_from(fields: Mapping[str, Any]) -> Judge:
    """A judge from its JSON fields."""
    networks = tuple(
        (np.asarray(enter), np.asarray(bias), np.asarray(leave), float(last))
        for enter, bias, leave, last in fields["networks"]
    )
    return Judge(
        np.asarray(fields["mean"]),
        np.asarray(fields["spread"]),
        networks,
        float(fields["slope"]),
        float(fields["offset"]),
    )


def load_judges(path: Path | None = None) -> dict[str, Judge]:
    """The shipped judges by kind, or those at `path`. Raises ValueError when they were fitted on other evidence."""
    text = (
        path.read_text(encoding="utf-8")
        if path
        else files("speech").joinpath("data", "phones_judges.json").read_text(encoding="utf-8")
    )
    kept = json.loads(text)
    if {kind: tuple(names) for kind, names in kept["features"].items()} != KINDS:
        raise ValueError("the judges were fitted on other evidence: run benchmarks.verify_words --judges")
    return {kind: judge_from(fields) for kind, fields in kept["judges"].items()}


@dataclass(frozen=True, slots=True)
class Strictness:
    """What mistakes cost, when *unsure* costs 1: a false alarm (right word called wrong) and a miss."""

    false_alarm: float
    miss: float

    def verdict(self, probability: float) -> Verdict:
        """The verdict of least expected cost for a word read right with this probability."""
        if probability * self.false_alarm < min(1.0, (1.0 - probability) * self.miss):
            return Verdict.INCORRECT
        return Verdict.CORRECT if (1.0 - probability) * self.miss < 1.0 else Verdict.UNSURE


STRICTNESS: Final = {
    "indulgent": Strictness(false_alarm=40.0, miss=2.0),
    "normal": Strictness(false_alarm=20.0, miss=4.0),
    "exigeant": Strictness(false_alarm=10.0, miss=10.0),
}
"""A false alarm hurts a child more than a miss; the teacher chooses how much."""
