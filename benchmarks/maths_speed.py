"""How long making one exercise of maths and marking its answer takes: `python -m benchmarks.maths_speed [--most 2000]`.

Prints JSON, family by family. Claim: the 99th percentile of generate + mark under 5 ms. Each exercise is made anew by
its family's generator (nothing comes ready made), and a right answer to it is marked as the server does. Times are of
the process: waiting for other programs is not counted.
"""

import argparse
import gc
import json
import random
import sys
import time
from collections.abc import Iterator

import numpy as np

from exercises.activity_list import load_activities
from exercises.exercise import Compute, Exercise
from exercises.maths.families import FAMILIES
from exercises.maths.making import Bench
from exercises.skills import SkillGraph
from exercises.sources import DATA
from speech.verdicts import Verdict
from tutor.demo_history import by_hand
from tutor.practice.answers import judge
from tutor.practice.schemas import Answer, NumberAnswer

BAR_MS = 5.0


def main() -> int:
    """Print the times; 0 when the 99th percentile of all is under the bar."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--most", type=int, default=2_000, help="exercises of a family")
    most = parser.parse_args().most
    bench = Bench(load_activities(DATA / "maths" / "activities.yaml"), SkillGraph.load(), DATA / "maths")
    gc.disable()  # a quarter of a million objects that stay would be gone through again and again
    families, all_times = {}, []
    for name, family in FAMILIES.items():
        made = family(bench)
        starting = _first(made)
        times = list(_times(made, most))
        all_times += times
        families[name] = {"exercises": len(times), "first_ms": round(starting, 3), **_percentiles(times)}
    found = _percentiles(all_times)
    print(json.dumps({"bar_p99_ms": BAR_MS, "exercises": len(all_times), **found, "families": families}, indent=1))
    return 0 if found["p99_ms"] < BAR_MS else 1


def _first(made: Iterator[Exercise]) -> float:
    """Reading the family's data and making its first exercise, once when the tutor starts, in ms."""
    started = time.process_time()
    next(made)
    return (time.process_time() - started) * 1e3


def _times(made: Iterator[Exercise], most: int) -> Iterator[float]:
    """Of each exercise, making and marking, in ms; giving the answer is the child's."""
    for _ in range(most):
        started = time.process_time()
        exercise = next(made, None)
        making = time.process_time() - started
        if exercise is None:
            return
        answer = _right(exercise)
        started = time.process_time()
        verdict = judge(exercise, answer, None).verdict
        marking = time.process_time() - started
        if verdict is not Verdict.CORRECT:
            raise AssertionError(f"{exercise.id}: its own answer is not marked right")
        yield (making + marking) * 1e3


def _right(exercise: Exercise) -> Answer:
    content = exercise.content
    if isinstance(content, Compute):
        return NumberAnswer(value=content.answer)
    return by_hand(content, True, random.Random(1))  # type: ignore[arg-type]  # nothing in maths is read aloud


def _percentiles(times: list[float]) -> dict[str, float]:
    return {
        "p50_ms": round(float(np.percentile(times, 50)), 3),
        "p99_ms": round(float(np.percentile(times, 99)), 3),
        "most_ms": round(max(times), 3),
    }


if __name__ == "__main__":
    sys.exit(main())
