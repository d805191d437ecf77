"""Does the tutor name the right misconception? Pupils as programs: one for each, right ones, careless ones.

    python -m benchmarks.misconceptions [--answers 200] [--seed 6]

Prints JSON, with the confusions of each program, and a table for people on the standard error.

Each misconception's program (`wrong_procedures.py`, written apart from the detectors) answers questions where it shows;
on the same kinds of questions a right pupil and a careless one (right seven times in ten, else at random) answer too.
The pupil's answers come one after the other, each named with the history of the ones before, as in the tutor; what is
named without any history is counted beside. An answer that two misconceptions give alike cannot be told by itself:
history does it, from the answers that only one gives. On screens that offer a few choices a single answer proves
nothing: there a misconception is named from the third time on, as is a number of the story given for the answer.

Precision of a misconception: of the answers named so, those of its own program (others: the right, the careless, all
the other programs). Recall: of the answers of its program, those named so.
"""

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator

from benchmarks.task_draws import draw
from benchmarks.wrong_procedure import Procedure
from benchmarks.wrong_procedures import careless, programs
from exercises.maths.misconceptions.detect import detect, detectors, seen
from exercises.maths.misconceptions.question import Answer, Question

PRECISION = 0.95
RECALL = 0.9
REMEMBERED = 40
"""Answers of the past that history looks at."""
CARELESS, RIGHT, NOTHING = "careless", "right", "-"


def main() -> int:
    """Print the figures and the confusions; 0 when every misconception passes its bars."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--answers", type=int, default=200)
    parser.add_argument("--seed", type=int, default=6)
    arguments = parser.parse_args()
    with_history: Counter[tuple[str, str]] = Counter()
    alone: Counter[tuple[str, str]] = Counter()
    for pupil, answers in _pupils(arguments.answers, arguments.seed):
        for named, first in _named(answers):
            with_history[pupil, named] += 1
            alone[pupil, first] += 1
    rows = {one: _figures(one, with_history, alone) for one in detectors()}
    failing = [one for one, row in rows.items() if row["precision"] < PRECISION or row["recall"] < RECALL]
    _show(rows, with_history, failing)
    confusion = {pupil: _line(pupil, with_history) for pupil in dict.fromkeys(pupil for pupil, _ in with_history)}
    found = {"bars": {"precision": PRECISION, "recall": RECALL}, "misconceptions": rows, "confusion": confusion}
    print(json.dumps({**found, "failing": failing}, indent=1))
    return 1 if failing else 0


def _pupils(answers: int, seed: int) -> Iterator[tuple[str, list[tuple[Question, Answer]]]]:
    """Each pupil with what he answered, in order."""
    for name, procedure in programs().items():
        rng = random.Random(f"{seed}-{name}")
        asked = [_showing(procedure, rng) for _ in range(answers)]
        yield name, asked
        yield CARELESS, [(question, careless(question, rng)) for question, _ in asked]
        yield RIGHT, [(question, question.expected) for question, _ in asked]


def _showing(procedure: Procedure, rng: random.Random) -> tuple[Question, Answer]:
    """A question where the procedure leads to a wrong answer, and that answer."""
    while True:
        question = draw(rng.choice(procedure.tasks), rng)
        answered = procedure.program(question, rng)
        if answered is not None and answered != question.expected:
            return question, answered


def _named(answers: list[tuple[Question, Answer]]) -> Iterator[tuple[str, str]]:
    """What each answer is named, with the history of those before, and without."""
    for place, (question, answered) in enumerate(answers):
        if answered == question.expected:
            yield NOTHING, NOTHING
            continue
        history = seen(answers[max(0, place - REMEMBERED) : place])
        yield (
            next(iter(detect(question, answered, history=history)), NOTHING),
            next(iter(detect(question, answered)), NOTHING),
        )


def _figures(one: str, with_history: Counter[tuple[str, str]], alone: Counter[tuple[str, str]]) -> dict[str, float]:
    return {
        "precision": _precision(one, with_history),
        "recall": _recall(one, with_history),
        "precision_alone": _precision(one, alone),
        "recall_alone": _recall(one, alone),
    }


def _precision(one: str, named: Counter[tuple[str, str]]) -> float:
    all_named = sum(count for (_, name), count in named.items() if name == one)
    return round(named[one, one] / all_named, 4) if all_named else 0.0


def _recall(one: str, named: Counter[tuple[str, str]]) -> float:
    answered = sum(count for (pupil, _), count in named.items() if pupil == one)
    return round(named[one, one] / answered, 4) if answered else 0.0


def _line(pupil: str, named: Counter[tuple[str, str]]) -> dict[str, int]:
    return {name: count for (who, name), count in named.most_common() if who == pupil}


def _show(rows: dict[str, dict[str, float]], named: Counter[tuple[str, str]], failing: list[str]) -> None:
    _tell(f"{'misconception':36} precision recall | without history | its program's answers, as named")
    for one, row in rows.items():
        mark = "!" if one in failing else " "
        line = ", ".join(f"{name} {count}" for name, count in _line(one, named).items())
        alone = f"{row['precision_alone']:.3f} {row['recall_alone']:.3f}"
        _tell(f"{mark}{one:35} {row['precision']:.3f}     {row['recall']:.3f}  | {alone}     | {line}")
    for pupil in (RIGHT, CARELESS):
        total = sum(count for (who, _), count in named.items() if who == pupil)
        line = ", ".join(f"{name} {count}" for name, count in _line(pupil, named).items())
        _tell(f"\n{pupil}: {total} answers, named {line}")
    _tell(f"\n{len(rows)} misconceptions, {len(failing)} under the bars{': ' + ', '.join(failing) if failing else ''}")


def _tell(line: str) -> None:
    print(line, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
