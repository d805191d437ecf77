"""`tutor rebuild`: make every pupil's mastery, and the counts of each day, again from the log of attempts."""

import argparse
import json
from typing import Any


def add_to(subparsers: "argparse._SubParsersAction[Any]") -> None:
    """Add the command."""
    parser = subparsers.add_parser("rebuild", help="make every pupil's mastery again from the log of attempts")
    parser.add_argument("--demo", action="store_true", help="rebuild the demo school")
    parser.add_argument("--json", action="store_true", help="print JSON only")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Rebuild pupil after pupil, each at once, so that it may be interrupted; say how many differed."""
    from zoneinfo import ZoneInfo

    from tqdm import tqdm

    from exercises.catalogue import Catalogue
    from tutor.db import plain_errors, reading, writing
    from tutor.migrations.upgrade import upgrade
    from tutor.operations.existing_school import existing_school
    from tutor.practice import days, mastery, repository
    from tutor.practice.learner import school_learner

    settings, engine = existing_school(arguments.demo)
    learner = school_learner(settings.data_dir, Catalogue.load().prerequisites)
    timezone = ZoneInfo(settings.timezone)
    differed = days_differed = 0
    with plain_errors():
        upgrade(engine)
        with reading(engine) as session:
            pupils = repository.all_pupils(session)
        # The bar goes to stderr, and only to a terminal.
        for pupil_id in tqdm(pupils, desc="Rebuilding", unit=" pupils", disable=None):
            with writing(engine) as session:
                differed += mastery.rebuild(session, pupil_id, learner)
            with writing(engine) as session:
                days_differed += days.rebuild(session, pupil_id, timezone)
                session.commit()
    engine.dispose()
    if arguments.json:
        print(
            json.dumps(
                {
                    "pupils": len(pupils),
                    "differed": differed,
                    "days_differed": days_differed,
                    "model_version": learner.version,
                }
            )
        )
    else:
        print(
            f"{len(pupils)} pupils rebuilt from their attempts; {differed} differed in mastery and {days_differed} in "
            "the counts of their days, and were put right."
        )
    return 0
