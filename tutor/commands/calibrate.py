"""`tutor calibrate`: fit the learner model again to the school's own attempts, if that is better."""

import argparse
import json
from typing import Any

MEASURES = ("auc", "log_loss", "brier", "rmse", "accuracy", "ece")


def add_to(subparsers: "argparse._SubParsersAction[Any]") -> None:
    """Add the command."""
    parser = subparsers.add_parser("calibrate", help="fit the learner model again to the school's own attempts")
    parser.add_argument("--demo", action="store_true", help="calibrate the demo school")
    parser.add_argument("--dry-run", action="store_true", help="report, and keep the model in use")
    parser.add_argument("--json", action="store_true", help="print JSON only")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Compare before and after on pupils it was not fitted to; keep the new version only when it is better."""
    from datetime import UTC, datetime

    from exercises.catalogue import Catalogue
    from learner_model.recalibration import recalibrate
    from tutor.db import plain_errors, reading
    from tutor.migrations.upgrade import upgrade
    from tutor.operations.existing_school import existing_school
    from tutor.practice.learner import keep, log_of_attempts, parameters_in_use

    settings, engine = existing_school(arguments.demo)
    current = parameters_in_use(settings.data_dir)
    try:
        with plain_errors():
            upgrade(engine)
            with reading(engine) as session:
                log = log_of_attempts(session)
    finally:
        engine.dispose()
    version = f"school-{datetime.now(UTC):%Y%m%d-%H%M%S}"
    found = recalibrate(log, current, Catalogue.load().prerequisites, version)
    replaced = found.parameters is not None and not arguments.dry_run
    if found.parameters is not None and replaced:
        keep(settings.data_dir, found.parameters)
    before, after = ({name: round(getattr(each, name), 4) for name in MEASURES} for each in (found.before, found.after))
    if arguments.json:
        report = {
            "attempts": len(log),
            "pupils": len(log.students),
            "tested_pupils": found.after.students,
            "before": {"version": current.version, **before},
            "after": {"version": version, **after},
            "gain": round(found.gain, 5),
            "doubt": round(found.doubt, 5),
            "tuned": dict(found.tuned),
            "replaced": replaced,
            "version_in_use": version if replaced else current.version,
        }
        print(json.dumps(report))
        return 0
    print(f"{len(log)} attempts of {len(log.students)} pupils; compared on {found.after.students} of them, left out:")
    print(f"  {'':9} {current.version:>22} {version:>22}")
    for name in MEASURES:
        print(f"  {name:9} {before[name]:22.4f} {after[name]:22.4f}")
    print(f"  log loss won an answer: {found.gain:.4f} (standard error {found.doubt:.4f})")
    if replaced:
        print(f"{version} is used from the next start of the server on, and mastery rebuilt from the attempts.")
    elif found.parameters is not None:
        print("It is better, and was not kept: run again without --dry-run.")
    else:
        print(f"That is not surely better: {current.version} stays in use.")
    return 0
