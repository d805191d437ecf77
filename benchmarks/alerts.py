"""What the alerts of a class find of what was planted, and what they warn of for nothing, against fixed rules.

python -m benchmarks.alerts [--seeds 1 2 3 4 5] [--attempts 1500] [--keep FOLDER]

Each seed makes a class of 28 with a year of practice (tests.school_year), in which twelve pupils have something to be
seen, two of each kind; its alerts are those a teacher would be shown at the end of that year. Prints JSON, a kind of
trouble each: how many were planted, found by the rules and by the baseline, and false alarms of each, that is, alerts
on pupils with whom nothing of that kind was planted. The baseline looks at the same counts with round thresholds:
half of ten answers wrong; the last three readings no faster than the first three; under 70 % in two weeks; a week
away, whoever else came; one answer aloud in five unsure. --keep keeps the classes, and finds them again.
"""

import argparse
import json
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import mean
from typing import Final
from uuid import UUID

from sqlalchemy import Engine
from sqlmodel import Session, select

from exercises.catalogue import Catalogue
from learner_model import LearnerModel
from tests.school_year import FRANCE, make_school_year
from tests.year_traits import Trait
from tutor.classroom.tables import Classroom, Pupil
from tutor.dashboard import days
from tutor.dashboard.alerts import repository, service
from tutor.dashboard.alerts.rules import Kind
from tutor.db import make_engine
from tutor.identity.tables import Teacher
from tutor.migrations.upgrade import upgrade
from tutor.practice.choosing import Shelf

NOW: Final = datetime(2026, 6, 16, 13, tzinfo=UTC)
PLANTED: Final = tuple(Trait) * 2
SEEN_AS: Final[dict[Trait, Kind]] = {
    Trait.STUCK_IN_READING: "stuck",
    Trait.STUCK_IN_MATHS: "stuck",
    Trait.ABSENT: "absent",
    Trait.UNSURE: "unheard",
    Trait.FLAT: "flat",
    Trait.LOW: "low",
}


def main() -> None:
    """Make the classes, look at their alerts, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3, 4, 5])
    parser.add_argument("--attempts", type=int, default=1_500, help="of a pupil in the year; an hour a day makes 8300")
    parser.add_argument("--keep", type=Path, help="where the classes are made, or found from the time before")
    arguments = parser.parse_args()
    counts = {name: {trait.value: 0 for trait in Trait} for name in ("planted", "rules", "baseline")}
    alarms: dict[str, Counter[str]] = {"rules": Counter(), "baseline": Counter()}
    catalogue = Catalogue.load()
    with nullcontext(arguments.keep) if arguments.keep else tempfile.TemporaryDirectory() as folder:
        for seed in arguments.seeds:
            engine = _class(Path(folder) / f"{arguments.attempts}-{seed}.db", arguments.attempts, seed)
            planted, found = _looked_at(engine, catalogue)
            engine.dispose()
            for pupil, trait in planted.items():
                counts["planted"][trait.value] += 1
                for name, alerts in found.items():
                    counts[name][trait.value] += (pupil, SEEN_AS[trait]) in alerts
            for name, alerts in found.items():
                alarms[name].update(kind for pupil, kind in alerts if SEEN_AS.get(planted.get(pupil)) != kind)  # type: ignore[call-overload]
    kinds = sorted(set(SEEN_AS.values()))
    told = {
        "classes": len(arguments.seeds),
        "pupils": 28 * len(arguments.seeds),
        "attempts_a_pupil": arguments.attempts,
        "found": {one.value: {name: counts[name][one.value] for name in counts} for one in Trait},
        "false_alarms": {kind: {name: one[kind] for name, one in alarms.items()} for kind in kinds},
    }
    print(json.dumps(told, indent=2, ensure_ascii=False))


def _class(path: Path, attempts: int, seed: int) -> Engine:
    path.parent.mkdir(parents=True, exist_ok=True)
    engine = make_engine(f"sqlite:///{path}")
    upgrade(engine)
    with Session(engine) as session:
        there = session.exec(select(Pupil.id)).first()
    if there is None:
        make_school_year(engine, NOW, attempts=attempts, seed=seed, traits=PLANTED)
    return engine


def _looked_at(engine: Engine, catalogue: Catalogue) -> tuple[dict[UUID, Trait], dict[str, set[tuple[UUID, Kind]]]]:
    """With whom something was planted, and the alerts of the rules and of the baseline, each a pupil and a kind."""
    with Session(engine) as session:
        teacher, room = session.exec(select(Teacher)).one(), session.exec(select(Classroom)).one()
        pupils = sorted(session.exec(select(Pupil)).all(), key=lambda one: int(one.card_token.split("-")[2]))
        planted = dict(zip((pupil.id for pupil in pupils), PLANTED, strict=False))
        learner = LearnerModel(catalogue.skills.prerequisites)
        content = Shelf(catalogue.exercises.values()).everything
        alerts = service.class_alerts(session, teacher, room.id, learner, content, catalogue.skills, NOW, FRANCE)
        plain = {(pupil, kind) for pupil, kind in _baseline(session, teacher, room.id)}
        return planted, {"rules": {(one.pupil.id, one.kind) for one in alerts.alerts}, "baseline": plain}


def _baseline(session: Session, teacher: Teacher, class_id: UUID) -> Iterator[tuple[UUID, Kind]]:
    today = NOW.astimezone(FRANCE).date()
    for one in repository.skill_counts_for_teacher(session, teacher, class_id, today - timedelta(days=20), 10):
        if one.incorrect >= one.correct:
            yield one.pupil_id, "stuck"
    paces: dict[UUID, list[int]] = {}
    for pupil, _, pace in repository.paces_for_teacher(session, teacher, class_id, NOW - timedelta(days=70)):
        paces.setdefault(pupil, []).append(pace)
    for pupil, read in paces.items():
        if len(read) >= 6 and mean(read[-3:]) <= mean(read[:3]):
            yield pupil, "flat"
    right: Counter[UUID] = Counter()
    tried: Counter[UUID] = Counter()
    for day in days.class_days_for_teacher(session, teacher, class_id, today - timedelta(days=13), today):
        right[day.pupil_id] += day.right_first
        tried[day.pupil_id] += day.exercises - day.unsure
    for pupil, answers in tried.items():
        if answers and right[pupil] < 0.7 * answers:
            yield pupil, "low"
    for pupil, last in repository.last_days_for_teacher(session, teacher, class_id).items():
        if today - last >= timedelta(days=7):
            yield pupil, "absent"
    for heard in repository.heard_for_teacher(session, teacher, class_id, NOW - timedelta(days=21)):
        if heard.unsure >= 0.2 * heard.answers:
            yield heard.pupil_id, "unheard"


if __name__ == "__main__":
    main()
