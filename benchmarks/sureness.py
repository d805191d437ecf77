"""Fit when a spoken number or a closed answer is sure (speech/data/sureness.json), voices left out in turn.

A pair of thresholds (probability, fit) is worth what it rightly decides less `WRONG_COSTS` times what it wrongly does,
voices weighing alike; clips that hold no such answer count as `STRANGERS` of what is said.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, Final

import numpy as np

from speech.sureness import DATA, Sureness, Threshold

WRONG_COSTS: Final = 20.0
"""A number misheard for sure costs a child twenty numbers that had to be said again or touched."""
ASKED_WRONG_COSTS: Final = 1.0
"""A question about a wrong number costs one "non": Rivet asks when it is likelier right than wrong."""
STRANGERS: Final = 0.1
ALONE_AT_LEAST: Final = 0.8
"""Few words that are no numbers were recorded, and "carotte" is "quarante" with 0.77: phones alone must be surer."""
_PROBABILITIES: Final = (0.0, 0.3, 0.4, 0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.925, 0.95, 0.97, 0.98, 0.99, 0.995)
_FITS: Final = tuple(-round(0.05 * step, 2) for step in range(29))


@dataclass(frozen=True, slots=True)
class Trial:
    """One clip heard: `right` is None when it holds no such answer; `second`: mute, agrees or contradicts."""

    voice: str
    group: str
    said: str
    key: str
    probability: float
    fit: float
    right: bool | None
    second: str = "mute"


def fitted(trials: Sequence[Trial], wrong_costs: float = WRONG_COSTS, least_probability: float = 0.0) -> Threshold:
    """The pair that is worth most; the highest there is when none is worth anything."""
    voices = {trial.voice for trial in trials if trial.right is not None}
    spoken = {
        voice: [trial for trial in trials if trial.voice == voice and trial.right is not None] for voice in voices
    }
    other = [trial for trial in trials if trial.right is None]
    # One row a clip: probability, fit, and what deciding it is worth.
    rows = [
        (trial.probability, trial.fit, (1.0 if trial.right else -wrong_costs) / len(said))
        for said in spoken.values()
        for trial in said
    ]
    rows += [(trial.probability, trial.fit, -wrong_costs * STRANGERS * len(voices) / len(other)) for trial in other]
    probability, fit, worth = np.asarray(rows or [(0.0, 0.0, 0.0)]).T
    best, most = Threshold(1.0, 0.0), 0.0
    for least, fits in product((one for one in _PROBABILITIES if one >= least_probability), _FITS):
        value = float(worth[(probability >= least) & (fit >= fits)].sum())
        if value > most:
            best, most = Threshold(least, fits), value
    return best


def fitted_sureness(numbers: Sequence[Trial], answers: Sequence[Trial]) -> Sureness:
    """All thresholds."""
    agreed = [trial for trial in numbers if trial.second == "agrees"]
    return Sureness(
        alone=fitted([trial for trial in numbers if trial.second == "mute"], least_probability=ALONE_AT_LEAST),
        agreed=fitted(agreed),
        asked=fitted(numbers, ASKED_WRONG_COSTS),
        answer=fitted(answers),
    )


def decided(trial: Trial, sureness: Sureness) -> bool:
    """Whether the ear counts this number (Sureness.number)."""
    threshold = sureness.agreed if trial.second == "agrees" else sureness.alone
    return trial.second != "contradicts" and trial.probability >= threshold.probability and trial.fit >= threshold.fit


def answered(trial: Trial, sureness: Sureness) -> bool:
    """Whether the ear counts this closed answer."""
    return trial.probability >= sureness.answer.probability and trial.fit >= sureness.answer.fit


def shares(trials: Sequence[Trial], takes: Callable[[Trial], bool]) -> dict[str, Any]:
    """Right if always deciding, decided, right when decided, and what was decided wrong; or strangers taken."""
    strangers = [trial for trial in trials if trial.right is None]
    spoken = [trial for trial in trials if trial.right is not None]
    report: dict[str, Any] = {}
    if spoken:
        taken = [trial for trial in spoken if takes(trial)]
        report = {
            "clips": len(spoken),
            "right_if_always_deciding": round(sum(bool(trial.right) for trial in spoken) / len(spoken), 4),
            "decided": round(len(taken) / len(spoken), 4),
            "right_when_decided": round(sum(bool(trial.right) for trial in taken) / max(len(taken), 1), 4),
            "decided_wrong": [f"{trial.said}: {trial.key}" for trial in taken if not trial.right],
        }
    if strangers:
        false = [trial for trial in strangers if takes(trial)]
        report["strangers"] = {
            "clips": len(strangers),
            "taken": round(len(false) / len(strangers), 4),
            "which": [f"{trial.said}: {trial.key}" for trial in false],
        }
    return report


def write(sureness: Sureness, how: str) -> None:
    """Replace the shipped thresholds, with how they were fitted."""
    kept = {
        name: {"probability": pair.probability, "fit": pair.fit}
        for name in ("alone", "agreed", "asked", "answer")
        for pair in [getattr(sureness, name)]
    }
    DATA.write_text(json.dumps({**kept, "fitted_on": how}, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
