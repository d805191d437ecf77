"""tutor check: is the school's data whole? Exit 0 and one line when it is, 1 and a list when not."""

import argparse
import json


def add_to(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    command = subparsers.add_parser("check", help="check that the school's data is whole")
    command.add_argument("--demo", action="store_true", help="check the demo school")
    command.add_argument("--json", action="store_true", help="print JSON")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Check and report."""
    from zoneinfo import ZoneInfo

    from exercises.catalogue import Catalogue
    from tutor.db import plain_errors
    from tutor.operations.existing_school import existing_school
    from tutor.operations.integrity import check
    from tutor.practice.learner import school_learner

    settings, engine = existing_school(arguments.demo)
    learner = school_learner(settings.data_dir, Catalogue.load().prerequisites)
    try:
        with plain_errors():
            report = check(engine, settings.data_dir, learner, ZoneInfo(settings.timezone))
    finally:
        engine.dispose()
    if arguments.json:
        problems = [{"check": problem.check, "message": problem.message} for problem in report.problems]
        print(
            json.dumps(
                {"ok": not problems, "pupils": report.pupils, "attempts": report.attempts, "problems": problems},
                ensure_ascii=False,
            )
        )
    elif report.problems:
        print(f"{len(report.problems)} problem(s):")
        for problem in report.problems:
            print(f"  {problem.check}: {problem.message}")
    else:
        print(f"ok: {report.pupils} pupils, {report.attempts} attempts, nothing wrong")
    return 1 if report.problems else 0
