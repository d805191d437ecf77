"""A class tells its academy nothing until its teacher turns that on; then numbers of five pupils or more, no name."""

import itertools
import json
import random
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import numpy as np
import pytest
from fastapi import FastAPI
from sqlmodel import Session, select
from starlette.testclient import TestClient

from tests.conftest import Clock, MadeClass
from tutor import cli
from tutor.academy import exchange
from tutor.academy.files import read_csv
from tutor.classroom.tables import Pupil
from tutor.practice.tables import Attempt, PupilDay, Served, SkillDay
from tutor.settings import Settings


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"uai": "0750001A", "latitude": 48.85, "longitude": 2.35})


def month_before(clock: Clock) -> date:
    return (clock().date().replace(day=1) - timedelta(days=1)).replace(day=1)


def practised(session: Session, made: MadeClass, clock: Clock, pupils: int) -> str:
    """Two days in the month before, ten exercises a day, better on the second; the month's name."""
    first = month_before(clock)
    everyone = list(made.pupils)
    while len(everyone) < pupils:
        pupil = Pupil(
            classroom_id=made.classroom.id,
            first_name=f"Zoé{len(everyone)}",
            avatar="renard",
            pictures=["soleil", "lune", "fleur"],
            card_token=f"card-{len(everyone)}",
            created_at=clock(),
        )
        session.add(pupil)
        everyone.append(pupil)
    session.commit()
    for pupil in everyone[:pupils]:
        for place, right in ((7, 4), (8, 9)):
            day = first + timedelta(days=place)
            at = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
            session.add(
                PupilDay(
                    pupil_id=pupil.id,
                    day=day,
                    domain="maths",
                    seconds=600,
                    exercises=11,
                    right_first=right,
                    unsure=1,
                    first_at=at,
                    last_at=at,
                )
            )
            skill = {"correct": right, "incorrect": 10 - right, "unsure": 1, "helped": 0, "exercises": 11}
            session.add(SkillDay(pupil_id=pupil.id, day=day, skill_id="maths.x", **skill))
    session.commit()
    return f"{first:%Y-%m}"


def test_nothing_leaves_before_a_teacher_says_so_and_the_journal_keeps_it(
    teacher_client: TestClient, session: Session, made_class: MadeClass, clock: Clock
) -> None:
    month = practised(session, made_class, clock, 6)
    address = f"/api/classes/{made_class.classroom.id}/indicators"
    told = teacher_client.get(address).json()
    assert told["shared"] is False
    assert told["month"] == month
    assert told["row"] == {
        "pupils": 6,
        "use_rate": 1.0,
        "weekly_minutes": told["row"]["weekly_minutes"],
        "success_rate": 0.65,
        "followed": 6,
        "progressing": 6,
        "progress_rate": 1.0,
    }
    files = [f"{address}.{kind}?month={month}" for kind in ("csv", "geojson")]
    for file in files:
        assert teacher_client.get(file).status_code == 409
    told = teacher_client.put(address, json={"shared": True}).json()
    assert told["shared"] is True
    assert "Indicateurs" in told["change"]["summary"]
    taken = [teacher_client.get(file) for file in files]
    assert [one.status_code for one in taken] == [200, 200]
    assert taken[1].headers["content-type"] == "application/geo+json"
    feature = json.loads(taken[1].content)["features"][0]
    assert feature["geometry"]["coordinates"] == [2.35, 48.85]
    assert feature["properties"]["reussis"] == 6 * 13
    for one in taken:
        for name in (*(pupil.first_name for pupil in made_class.pupils), "Zoé", made_class.classroom.name):
            assert name not in one.text
    assert teacher_client.post(f"/api/changes/{told['change']['id']}/undo").status_code == 200
    assert teacher_client.get(files[0]).status_code == 409


@pytest.mark.both_databases
def test_progress_is_that_of_each_pupil_on_each_skill(
    teacher_client: TestClient, session: Session, made_class: MadeClass, clock: Clock
) -> None:
    practised(session, made_class, clock, 6)
    pupils = session.exec(select(Pupil.id).where(Pupil.classroom_id == made_class.classroom.id)).all()
    first, rng = month_before(clock), random.Random(4)
    followed = progressing = 6  # what `practised` made
    for pupil_id, skill in itertools.product(pupils, ("reading.a", "reading.b", "maths.y")):
        days = rng.sample(range(25), rng.choice([0, 1, 2, 3]))
        answers = [(rng.randrange(8), rng.randrange(1, 8)) for _ in days]
        for day, (right, wrong) in zip(days, answers, strict=True):
            counts = {"correct": right, "incorrect": wrong, "unsure": 0, "helped": 0, "exercises": right + wrong}
            session.add(SkillDay(pupil_id=pupil_id, day=first + timedelta(days=day), skill_id=skill, **counts))
        if len(days) < 2:
            continue
        (_, (right, wrong)), *later = sorted(zip(days, answers, strict=True))
        then = sum(one for _, (one, _) in later) / sum(one + other for _, (one, other) in later)
        followed += 1
        progressing += then > right / (right + wrong) or then >= 0.8
    session.commit()
    row = teacher_client.get(f"/api/classes/{made_class.classroom.id}/indicators").json()["row"]
    assert (row["followed"], row["progressing"]) == (followed, progressing)
    assert 0 < progressing < followed


def test_four_pupils_are_shown_to_nobody(
    teacher_client: TestClient, session: Session, made_class: MadeClass, clock: Clock
) -> None:
    month = practised(session, made_class, clock, 4)
    address = f"/api/classes/{made_class.classroom.id}/indicators"
    assert teacher_client.put(address, json={"shared": True}).json()["row"] is None
    refused = teacher_client.get(f"{address}.csv?month={month}")
    assert refused.status_code == 409
    assert "Moins de 5 élèves" in refused.text


def test_a_month_that_is_not_over_is_refused(teacher_client: TestClient, made_class: MadeClass, clock: Clock) -> None:
    address = f"/api/classes/{made_class.classroom.id}/indicators?month={clock():%Y-%m}"
    assert teacher_client.get(address).status_code == 422


def test_the_command_shows_first_and_writes_shared_classes_under_pseudonyms(
    app: FastAPI,
    teacher_client: TestClient,
    session: Session,
    made_class: MadeClass,
    clock: Clock,
    settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    month = practised(session, made_class, clock, 6)
    pupil = made_class.pupils[0]
    first = month_before(clock)
    at = datetime(first.year, first.month, 8, 9, tzinfo=UTC)
    served = Served(id=uuid4(), pupil_id=pupil.id, exercise_id="e", reason={}, line={}, model_version="m", served_at=at)
    session.add(served)
    session.commit()
    item = {"exercise": "e", "kind": "k", "domain": "maths", "skills": ["maths.x"], "difficulty": 0.5}
    for verdict in ("incorrect", "correct", "unsure"):
        session.add(
            Attempt(
                id=uuid4(),
                pupil_id=pupil.id,
                served_id=served.id,
                exercise_id="e",
                item=item,
                verdict=verdict,
                answer={},
                reply={"line": {"act": "x"}},
                hints=0,
                latency_ms=4_000,
                occurred_at=at,
                received_at=at,
            )
        )
    session.commit()
    for name, value in (
        ("DATA_DIR", settings.data_dir),
        ("DATABASE_URL", settings.database),
        ("UAI", "0750001A"),
        ("LATITUDE", 48.85),
        ("LONGITUDE", 2.35),
    ):
        monkeypatch.setenv(f"TUTOR_{name}", str(value))
    asked = ["indicators", "--month", month, "--json"]
    assert cli.main(asked) == 0
    told = json.loads(capsys.readouterr().out)
    assert told == {"uai": "0750001A", "month": month, "shared": 0, "rows": [], "written": []}
    teacher_client.put(f"/api/classes/{made_class.classroom.id}/indicators", json={"shared": True})
    assert cli.main([*asked, "--out", str(tmp_path / "out"), "--attempts"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["rows"][0]["pupils"] == 6
    rows, places = read_csv(tmp_path / "out" / f"indicateurs-0750001A-{month}.csv")
    assert rows[0].counts.right == 6 * 13
    assert places["0750001A"].longitude == 2.35
    path = tmp_path / "out" / "0750001A" / f"{month}.npz"
    columns = exchange.read(path)
    assert columns["correct"].tolist() == [0, 1]
    assert columns["first"].tolist() == [1, 0]
    assert columns["pupils"].dtype == np.uint64
    everything = " ".join(str(one) for column in columns.values() for one in column.tolist())
    assert pupil.first_name not in everything
    assert str(pupil.id) not in everything
    assert str(pupil.id.int & (2**64 - 1)) not in everything
