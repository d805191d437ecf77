"""`tutor evaluate LOG.csv`: how well the learner model predicts the answers of students it has never seen."""

import argparse
import json
import time
from pathlib import Path
from typing import Any

EPILOG = (
    "LOG.csv has the columns student,item,skill,correct[,timestamp in seconds]; several skills of one answer are "
    "joined by ~~; rows are in each student's order. Trained on 80 % of the students, tested on the others."
)


def add_to(subparsers: "argparse._SubParsersAction[Any]") -> None:
    """Declare the command."""
    command = subparsers.add_parser("evaluate", help="evaluate the learner model on a log of answers", epilog=EPILOG)
    command.add_argument("log", metavar="LOG.csv", type=Path)
    command.add_argument("--seed", type=int, default=42, help="which students are tested (default 42)")
    command.add_argument("--picture", metavar="FILE.svg", type=Path, help="also draw the reliability curve")
    command.add_argument("--json", action="store_true", help="print JSON only")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Read, calibrate, test, print."""
    from learner_model.drawing import reliability_svg
    from learner_model.errors import LearnerModelError
    from learner_model.evaluation import evaluate
    from learner_model.log import read_log

    started = time.perf_counter()
    if not 0 <= arguments.seed < 2**32:
        raise LearnerModelError("the seed must be between 0 and 4294967295")
    path: Path = arguments.log
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            log = read_log(lines, path.name)
    except UnicodeDecodeError as error:
        raise LearnerModelError(f"{path.name}: this is not a text file in UTF-8") from error
    scores = evaluate(log, arguments.seed)
    if arguments.picture:
        arguments.picture.write_text(reliability_svg({path.stem: scores.reliability}), encoding="utf-8")
    measures = {name: getattr(scores, name) for name in ("auc", "log_loss", "brier", "rmse", "accuracy", "ece")}
    result = {
        **{name: round(value, 6) for name, value in measures.items()},
        "students": scores.students,
        "attempts": scores.attempts,
        "seconds": round(time.perf_counter() - started, 3),
    }
    if arguments.json:
        print(json.dumps(result))
        return 0
    print(f"{path.name}: {scores.attempts} answers of {scores.students} students never seen in training")
    for name in measures:
        print(f"  {name:9} {result[name]:.4f}")
    print("  predicted -> observed (answers)")
    for b in scores.reliability:
        print(f"  {b.predicted:9.3f} -> {b.observed:.3f} ({b.count})")
    print(f"  {result['seconds']} s")
    return 0
