"""How good predictions are: trained on some students, tested on others never seen, one step ahead, from nothing."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split

from learner_model.calibration import calibrate
from learner_model.errors import LearnerModelError
from learner_model.interface import Attempt, Item, Outcome
from learner_model.log import FEWEST_STUDENTS, Floats, Ints, Log
from learner_model.model import LearnerModel
from learner_model.parameters import Parameters
from learner_model.readout import SITTING

TEST_SHARE = 0.2
SEED = 42
BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Answers predicted alike: how many, mean predicted success, observed success."""

    count: int
    predicted: float
    observed: float


@dataclass(frozen=True, slots=True)
class Scores:
    """Measures on the answers of students never seen in training. `ece`: expected calibration error, 10 bins."""

    auc: float
    log_loss: float
    brier: float
    rmse: float
    accuracy: float
    ece: float
    students: int
    attempts: int
    reliability: tuple[Bin, ...]


def split(log: Log, seed: int = SEED) -> tuple[Ints, Ints]:
    """Rows of 80 % of the students, and rows of the other 20 %."""
    count = len(log.students)
    if count < FEWEST_STUDENTS:
        raise LearnerModelError(f"the log has {count} student(s): at least {FEWEST_STUDENTS} are needed to evaluate")
    _, test = train_test_split(np.arange(count), test_size=TEST_SHARE, random_state=seed)
    tested = np.isin(log.student, test)
    return np.flatnonzero(~tested), np.flatnonzero(tested)


def evaluate(log: Log, seed: int = SEED) -> Scores:
    """Calibrate on the training students, then let the model meet the others one answer at a time."""
    learn, test = split(log, seed)
    return score(log, test, played(log, test, calibrate(log, learn, seed=seed)))


def played(
    log: Log, rows: Ints, parameters: Parameters, prerequisites: Mapping[str, Sequence[str]] | None = None
) -> Floats:
    """What LearnerModel, as it answers pupils, predicts for each of these rows before it is told the answer.

    Each student starts unknown; parameters never change. Rows must hold whole students, in order. An answer's stamp
    tells its latency: inside a sitting, the prediction is asked for at the moment of the answer before.
    """
    model = LearnerModel(prerequisites or {}, parameters)
    at = np.maximum(log.seconds(), 0.0)
    state, student = model.new_state(""), -1
    out = np.empty(len(rows))
    for place, row in enumerate(rows):
        if log.student[row] != student:
            student = log.student[row]
            state = model.new_state(log.grades[student])
        number, group, now = log.item[row], log.group[row], float(at[row])
        item = Item(
            exercise=log.items[number],
            kind="",
            domain=log.domains[group],
            skills=log.groups[group],
            difficulty=float(log.difficulty[number]),
            guess=float(log.guess[number]),
        )
        asked = state.clock if state.attempts and now - state.clock < SITTING else now
        out[place] = model.predict(state, item, asked).probability
        outcome = Outcome.CORRECT if log.correct[row] else Outcome.INCORRECT
        state = model.update(state, Attempt(item, outcome, now, int(log.hints[row]), _known(log.latency[row])), now)
    return out


def score(log: Log, rows: Ints, probability: Floats) -> Scores:
    """Measures of predictions made for these rows, in the same order."""
    y = log.correct[rows]
    if y.min(initial=1.0) == y.max(initial=0.0):
        raise LearnerModelError("the answers to test on are all right or all wrong: give a longer log")
    p = np.clip(probability, 1e-6, 1.0 - 1e-6)
    brier = float(np.mean((p - y) ** 2))
    bins = reliability(y, p)
    return Scores(
        auc=float(roc_auc_score(y, p)),
        log_loss=float(-np.mean(y * np.log(p) + (1.0 - y) * np.log(1.0 - p))),
        brier=brier,
        rmse=brier**0.5,
        accuracy=float(np.mean((p >= 0.5) == (y > 0.5))),
        ece=sum(b.count * abs(b.predicted - b.observed) for b in bins) / len(y),
        students=len(np.unique(log.student[rows])),
        attempts=len(rows),
        reliability=bins,
    )


def reliability(y: Floats, p: Floats, bins: int = BINS) -> tuple[Bin, ...]:
    """Predicted against observed success, in bins of equal width; empty bins are left out."""
    place = np.minimum((p * bins).astype(int), bins - 1)
    counts = np.bincount(place, minlength=bins)
    predicted, observed = np.bincount(place, p, bins), np.bincount(place, y, bins)
    return tuple(
        Bin(int(n), float(a / n), float(b / n)) for n, a, b in zip(counts, predicted, observed, strict=True) if n
    )


def _known(latency: float) -> float | None:
    return None if math.isnan(latency) else float(latency)
