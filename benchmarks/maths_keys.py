"""The keys of maths exercises, checked by an independent solver: wrong, ambiguous, outside the year's numbers.

    python -m benchmarks.maths_keys [--family NAME ...] [--most 10000]

Prints JSON, family by family, and fails unless every count is 0. `benchmarks/maths_solvers.py` solves each statement
anew; a statement that no solver knows is counted as unsolved, which fails too. A family plugs in by the tables there.
"""

import argparse
import json
import random
import re
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from benchmarks.maths_solvers import Unsolved, keys, right_answers
from exercises.activity_list import load_activities
from exercises.exercise import Ask, Build, Choose, Columns, Compute, Exercise, Form, Grade, Handle
from exercises.handling import may_become, reached, solved
from exercises.marking import mark_asked, mark_handled
from exercises.maths.families import FAMILIES
from exercises.maths.making import Bench
from exercises.skills import SkillGraph
from exercises.sources import DATA

LARGEST: Mapping[Grade, int] = {Grade.CP: 100, Grade.CE1: 1_000, Grade.CE2: 10_000}
DENOMINATORS: Mapping[Grade, int] = {Grade.CP: 0, Grade.CE1: 10, Grade.CE2: 12}
SHOWN = 5
"""Faults named of each sort."""


def numbers_of(exercise: Exercise) -> Iterator[int]:
    """Every number that the pupil meets or gives."""
    content = exercise.content
    texts: list[str] = [exercise.instruction]
    match content:
        case Compute():
            yield from (content.left, content.right, content.answer)
        case Columns():
            yield from (*content.operands, content.result)
        case Ask():
            texts += content.answers
        case Choose():
            texts += [option.text for option in content.options if option.text]
        case Build():
            texts += content.tiles
    if isinstance(content, Ask | Build | Choose | Handle):
        texts += [text for text in (content.prompt.text, content.prompt.say) if text]
    for text in texts:
        yield from (int(number) for number in re.findall(r"\d+", text))


def fault(exercise: Exercise) -> str | None:
    """What is wrong with an exercise: wrong, ambiguous, unsolved, outside, or its own answer is not marked right."""
    try:
        right, key = right_answers(exercise), keys(exercise)
    except Unsolved:
        return "unsolved"
    if not right or not key <= right:
        return "wrong"
    if right != key:
        return "ambiguous"
    content = exercise.content
    if isinstance(content, Ask) and any(mark_asked(exercise, answer) is not True for answer in content.answers):
        return "wrong"
    if isinstance(content, Handle):
        state = solved(content.figure, content.goal)
        if not may_become(content.figure, state) or mark_handled(exercise, state) is not True:
            return "wrong"
        if reached(content.goal, content.figure):
            return "ambiguous"
    if isinstance(content, Choose) and len({option.model_dump_json() for option in content.options}) < len(
        content.options
    ):
        return "ambiguous"
    if any(number > LARGEST[exercise.grade] for number in numbers_of(exercise)):
        return "outside"
    if isinstance(content, Ask) and content.form is Form.FRACTION:
        bottoms = [
            int(bottom) for bottom in re.findall(r"/(\d+)", " ".join((content.prompt.text or "", *content.answers)))
        ]
        if max(bottoms, default=0) > DENOMINATORS[exercise.grade]:
            return "outside"
    return None


def check(exercises: Iterable[Exercise]) -> dict[str, Any]:
    """The counts of one family, and a few faults of each sort by name."""
    counts = {"exercises": 0, "wrong": 0, "ambiguous": 0, "outside": 0, "unsolved": 0, "twice": 0}
    named: dict[str, list[str]] = {}
    seen: set[str] = set()
    for exercise in exercises:
        counts["exercises"] += 1
        statement = f"{exercise.instruction}{exercise.content.model_dump_json()}"
        sort = fault(exercise) or ("twice" if statement in seen else None)
        seen.add(statement)
        if sort:
            counts[sort] += 1
            named.setdefault(sort, []).append(exercise.id)
    return {**counts, **({"faults": {sort: ids[:SHOWN] for sort, ids in named.items()}} if named else {})}


def main() -> int:
    """Check the families asked for, all by default."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--family", nargs="*", choices=sorted(FAMILIES), help="families (default: all)")
    parser.add_argument("--most", type=int, default=10_000, help="exercises of a family, drawn when it has more")
    arguments = parser.parse_args()
    bench = Bench(load_activities(DATA / "maths" / "activities.yaml"), SkillGraph.load())
    started, report, made = time.perf_counter(), {}, 0
    for name in arguments.family or FAMILIES:
        exercises = list(FAMILIES[name](bench))
        made += len(exercises)
        if len(exercises) > arguments.most:
            exercises = random.Random(name).sample(exercises, arguments.most)
        report[name] = check(exercises)
    faults = sum(
        count for each in report.values() for sort, count in each.items() if sort not in ("exercises", "faults")
    )
    print(
        json.dumps(
            {
                "exercises": made,
                "faults": faults,
                "families": report,
                "seconds": round(time.perf_counter() - started, 1),
            },
            ensure_ascii=False,
            indent=2,
        )
    )
    return int(faults > 0)


if __name__ == "__main__":
    sys.exit(main())
