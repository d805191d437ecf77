"""An academy's attempts by one process and by Dask: `python -m benchmarks.academy [--answers 1000000 2000000 5000000]`.

    [--workers 1 2] [--calibrate 1000000] [--folder WHERE]

Makes schools of ten classes with NumPy (28 pupils, a year of months), then counts the indicators of every class, and
with --calibrate (answers; 0 for none) fits the learner model, by one process and by Dask with so many workers. Prints
JSON: seconds, speed-up against one process, peak memory (of one process, or of the largest worker), the load of the
machine before and after. Results must be equal, or it stops.
"""

import argparse
import json
import multiprocessing
import os
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from learner_model.parameters import DEFAULT, Parameters
from tutor.academy import exchange
from tutor.academy.batch import ANSWERS_A_SHARE, fit, indicators
from tutor.academy.counting import Row
from tutor.academy.exchange import Share, shares
from tutor.academy.workers import gang

CLASSES_OF_SCHOOL, PUPILS, ITEMS, SKILLS = 10, 28, 3_000, 170
MONTHS = ("2026-09", "2026-10", "2026-11", "2026-12", "2027-01", "2027-02", "2027-03", "2027-04", "2027-05", "2027-06")
FIRST_DAY = 20_697  # 1 September 2026
NEEDS = {f"s{n}": (f"s{n - 1}",) for n in range(1, 150)}


def make_academy(
    folder: Path,
    answers: int,
    *,
    classes_of_school: int = CLASSES_OF_SCHOOL,
    pupils: int = PUPILS,
    of_class: int = 25_000,
    months: tuple[str, ...] = MONTHS,
    exercises: int = ITEMS,
    seed: int = 1,
) -> int:
    """Schools with so many answers in all, `of_class` each class; how many were written."""
    rng = np.random.default_rng(seed)
    difficulty = rng.normal(0.0, 1.2, exercises)
    items = np.arange(exercises)
    lists = {
        "items": np.array([f"e{n}" for n in items]),
        "item_difficulty": (difficulty + rng.normal(0.0, 0.5, exercises)).astype(np.float32),
        "item_guess": np.where(items % 4 == 0, 0.25, 0.0).astype(np.float32),
        "sets": np.array([f"s{n % 150}~~s{150 + n % 20}" if n % 3 == 0 else f"s{n % 150}" for n in range(300)]),
        "domains": np.array(["reading" if n % 2 else "maths" for n in range(300)]),
    }
    made = school = 0
    while made < answers:
        count = min(classes_of_school, max(1, -(-(answers - made) // of_class)))
        everyone = count * pupils
        ability = rng.normal(0.5, 1.0, everyone)
        lists["classes"] = rng.integers(1, 2**63, count, dtype=np.uint64)
        lists["grade"] = np.array(["cp", "ce1", "ce2"])[np.arange(count) % 3]
        lists["pupils"] = rng.integers(1, 2**63, everyone, dtype=np.uint64)
        lists["pupil_class"] = np.repeat(np.arange(count, dtype=np.int16), pupils)
        each = max(1, of_class // pupils // len(months))
        for number, month in enumerate(months):
            rows = everyone * each
            pupil = np.repeat(np.arange(everyone, dtype=np.int32), each)
            item = rng.integers(0, exercises, rows).astype(np.int32)
            step = np.tile(np.arange(each), everyone)
            chance = 1.0 / (1.0 + np.exp(difficulty[item] - ability[pupil] - 0.05 * number))
            chance = lists["item_guess"][item] + (1.0 - lists["item_guess"][item]) * chance
            day = FIRST_DAY + 30 * number + step // 20 % 28
            exchange.write(
                folder / f"{school:07d}A" / f"{month}.npz",
                lists
                | {
                    "pupil": pupil,
                    "item": item,
                    "set": (item % 300).astype(np.int16),
                    "correct": (rng.random(rows) < chance).astype(np.uint8),
                    "first": np.ones(rows, dtype=np.uint8),
                    "at": day * 86_400 + 32_400 + step % 20 * 40,
                    "day": day.astype(np.int32),
                    "hints": (rng.random(rows) < 0.1).astype(np.uint8),
                    "latency": rng.gamma(3.0, 5.0, rows).astype(np.float32),
                },
                small=False,
            )
            made += rows
        school += 1
    return made


def _counted(client: Any, given: list[Share]) -> list[Row]:
    return indicators(client, given)


def _fitted(client: Any, given: list[Share]) -> Parameters:
    return fit(client, given, NEEDS, DEFAULT, "benchmark")


def _peak(client: Any) -> float:
    """Megabytes at most, of the process or of its largest worker."""
    largest = max(client.run(_own_peak).values()) if client else _own_peak()
    return round(largest)


def _own_peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _alone(work: Callable[[Any, list[Share]], Any], given: list[Share], told: Any) -> None:
    started = time.perf_counter()
    found = work(None, given)
    told.send((found, time.perf_counter() - started, _own_peak()))


def by_one_process(work: Callable[[Any, list[Share]], Any], given: list[Share]) -> tuple[Any, float, float]:
    """In a fresh process, so that its memory is its own."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_alone, args=(work, given, theirs))
    process.start()
    found: tuple[Any, float, float] = ours.recv()
    process.join()
    return found


def measured(work: Callable[[Any, list[Share]], Any], given: list[Share], workers: list[int]) -> dict[str, Any]:
    """One process, then Dask with each number of workers. The same answer, or it raises."""
    found, alone, peak = by_one_process(work, given)
    told: dict[str, Any] = {"one_process": {"seconds": round(alone, 1), "peak_mb": round(peak)}}
    for count in workers:
        with gang(workers=count) as client:
            started = time.perf_counter()
            again = work(client, given)
            seconds = time.perf_counter() - started
            told[f"dask_{count}"] = {
                "seconds": round(seconds, 1),
                "speed_up": round(alone / seconds, 2),
                "peak_mb_of_a_worker": _peak(client),
            }
        if again != found:
            raise SystemExit(f"{work.__name__}: {count} workers do not find what one process finds")
    return told | {"equal": True}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--answers", type=int, nargs="+", default=[1_000_000, 2_000_000, 5_000_000])
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--calibrate", type=int, nargs="*", default=[1_000_000], help="fit so many answers, too")
    parser.add_argument("--folder", type=Path, help="where the attempts are made for a while")
    arguments = parser.parse_args()
    told: dict[str, Any] = {"cores": os.cpu_count(), "load_before": os.getloadavg(), "runs": []}
    for answers in sorted({*arguments.answers, *(one for one in arguments.calibrate if one)}):
        with tempfile.TemporaryDirectory(dir=arguments.folder) as folder:
            started = time.perf_counter()
            made = make_academy(Path(folder), answers)
            run: dict[str, Any] = {"answers": made, "made_in_seconds": round(time.perf_counter() - started, 1)}
            given = shares(Path(folder), ANSWERS_A_SHARE)
            run["shares"] = len(given)
            if answers in arguments.answers:
                run["indicators"] = measured(_counted, given, arguments.workers)
            if answers in arguments.calibrate:
                run["calibration"] = measured(_fitted, given, arguments.workers)
            told["runs"].append(run)
    told["load_after"] = os.getloadavg()
    print(json.dumps(told, indent=1))


if __name__ == "__main__":
    main()
