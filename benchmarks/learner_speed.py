"""Speed and size of the learner model on one core: `python -m benchmarks.learner_speed [--calibrate 1000000]`.

Prints JSON. Claims: update + predict of one attempt p99 under 0.2 ms, choose over 5,000 exercises p99 under 5 ms,
one pupil's state under 20 kB after 3,000 attempts on 200 skills; 1,000,000 attempts calibrated in 2 minutes and 2 GB.
Times are of the process (waiting for other programs is not counted); set OMP_NUM_THREADS=1.
"""

import argparse
import json
import random
import resource
import time

import numpy as np

from learner_model import Attempt, Candidates, Item, LearnerModel, Outcome
from learner_model.calibration import calibrate
from learner_model.log import Log

SKILLS, ITEMS, ATTEMPTS = 200, 5_000, 3_000


def online() -> dict[str, float]:
    """Times of update + predict and of choose, and the size of the state."""
    model = LearnerModel({f"s{n}": (f"s{n - 1}",) for n in range(1, SKILLS)})
    items = [
        Item(
            exercise=f"e{n}",
            kind=f"k{n % 8}",
            domain="reading" if n % 2 else "maths",
            skills=tuple(f"s{(n + j) % SKILLS}" for j in range(1 + n % 3)),
            difficulty=(n % 50) / 10 - 2.5,
            step=1 + n % 3,
            content=f"c{n // 3}",
        )
        for n in range(ITEMS)
    ]
    candidates, rng, state = Candidates.of(items), random.Random(1), model.new_state("cp")
    steps: list[float] = []
    for n in range(ATTEMPTS):
        at, item = 1.7e9 + n * 4_000.0, rng.choice(items)
        outcome = Outcome.CORRECT if rng.random() < 0.8 else Outcome.INCORRECT
        started = time.process_time()
        model.predict(state, item, at)
        state = model.update(state, Attempt(item, outcome, at), at)
        steps.append(time.process_time() - started)
    choices: list[float] = []
    for n in range(500):
        started = time.process_time()
        model.choose(state, candidates, state.clock + 60.0 * n, rng)
        choices.append(time.process_time() - started)
    return {
        "update_predict_ms_p50": round(float(np.percentile(steps, 50)) * 1e3, 3),
        "update_predict_ms_p99": round(float(np.percentile(steps, 99)) * 1e3, 3),
        "choose_5000_ms_p50": round(float(np.percentile(choices[1:], 50)) * 1e3, 3),
        "choose_5000_ms_p99": round(float(np.percentile(choices[1:], 99)) * 1e3, 3),
        "state_bytes": len(state.to_json().encode()),
    }


def batch(answers: int) -> dict[str, float]:
    """Time and memory of calibrating on a made-up log of 250 answers a student, 3,000 items, 300 groups of skills."""
    rng = np.random.default_rng(1)
    each = 250
    students = max(10, answers // each)
    rows = students * each
    student, item = np.repeat(np.arange(students), each), rng.integers(0, 3_000, rows)
    ability, difficulty = rng.normal(0.5, 1.0, students), rng.normal(0.0, 1.2, 3_000)
    order = np.tile(np.arange(each), students)
    log = Log(
        student=student,
        item=item,
        skills=np.stack([item % 150, np.where(item % 3 == 0, 150 + item % 20, -1)], axis=1),
        group=item % 300,
        correct=(rng.random(rows) < 1.0 / (1.0 + np.exp(difficulty[item] - ability[student]))).astype(float),
        timestamp=1e9 + order * 60.0 + order // 20 * 86_400.0,
        students=tuple(map(str, range(students))),
        items=tuple(map(str, range(3_000))),
        skill_names=tuple(map(str, range(170))),
        groups=tuple((str(n % 150), str(150 + n % 20)) if n % 3 == 0 else (str(n % 150),) for n in range(300)),
        domains=("",) * 300,
        grades=("cp",) * students,
        difficulty=np.zeros(3_000),
        guess=np.zeros(3_000),
        hints=np.zeros(rows),
        latency=np.full(rows, np.nan),
    )
    started = time.process_time()
    calibrate(log, np.arange(rows))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"answers": rows, "seconds": round(time.process_time() - started, 1), "peak_mb": round(peak)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calibrate", type=int, default=1_000_000, help="answers to calibrate on")
    arguments = parser.parse_args()
    print(json.dumps({"online": online(), "calibration": batch(arguments.calibrate)}, indent=1))


if __name__ == "__main__":
    main()
