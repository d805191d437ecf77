"""The bin keeps for thirty days; erasing reaches every table, those of tomorrow too."""

import itertools
import json
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest
from sqlalchemy import JSON, Column, String, Table, insert, select
from sqlmodel import AutoString, Session

from tests.conftest import Clock, pupil_browser
from tutor.columns import UtcDateTime
from tutor.db import reading, writing
from tutor.migrations.metadata import METADATA
from tutor.operations.housekeeping import tidy
from tutor.year_change.erasing import doomed, erase_class, erase_pupils

_NUMBERS = itertools.count(1_000)
PUPIL, CLASSROOM = METADATA.tables["pupil"], METADATA.tables["classroom"]


def test_every_column_that_names_a_pupil_is_a_foreign_key() -> None:
    loose = [
        f"{table.name}.{column.name}"
        for table in METADATA.sorted_tables
        for column in table.columns
        if column.name.removesuffix("s") in {"pupil", "pupil_id", "classmate_id", "host_id"} and not column.foreign_keys
    ]
    assert loose == [], "erasing a pupil follows foreign keys: these columns need one"


def rows_made(session: Session, table: Table, made: dict[Table, dict[str, object]]) -> dict[str, object]:
    """A row of a table, after those it points at."""
    if table in made:
        return made[table]
    values: dict[str, object] = {}
    for column in table.columns:
        if column.foreign_keys:
            target = next(iter(column.foreign_keys)).column
            if target.table is not table:
                values[column.name] = rows_made(session, target.table, made)[target.name]
        elif not column.nullable or column.primary_key:
            values[column.name] = something(column)
    session.execute(insert(table).values(values))
    made[table] = values
    return values


def something(column: Column[object]) -> object:
    if isinstance(column.type, JSON):
        return {}
    if isinstance(column.type, String | AutoString):
        return str(uuid4())
    if isinstance(column.type, UtcDateTime):
        return datetime(2026, 9, 7, tzinfo=UTC)
    kind = column.type.python_type
    if kind is UUID:
        return uuid4()
    if kind is date:
        return date(2026, 9, 7)
    return next(_NUMBERS) if kind is int and column.primary_key else kind()


@pytest.mark.both_databases
@pytest.mark.parametrize("root", ["pupil", "classroom"])
def test_erasing_leaves_nothing_in_any_table_and_takes_nothing_of_others(app, client, root) -> None:
    mine: dict[Table, dict[str, object]] = {}
    theirs: dict[Table, dict[str, object]] = {}
    reached = doomed(METADATA.tables[root], [])
    assert len(reached) > 10
    with writing(app.state.engine) as session:
        for made in (mine, theirs):
            for table in METADATA.sorted_tables:
                if table in reached:
                    rows_made(session, table, made)
        session.commit()
        erased = mine[METADATA.tables[root]]["id"]
        assert isinstance(erased, UUID)
        if root == "pupil":
            erase_pupils(session, [erased])
            session.commit()
        else:
            erase_class(session, erased)
    with reading(app.state.engine) as session:
        for table in reached:
            rows = session.execute(select(table)).all()
            assert len(rows) == 1, table.name
            assert erased not in rows[0]
            assert str(erased) not in json.dumps([str(value) for value in rows[0]])


@pytest.mark.both_databases
def test_a_pupil_in_the_bin_is_nowhere_comes_back_and_goes_after_thirty_days(
    app, teacher_client, client, made_class, clock: Clock
) -> None:
    pupil = made_class.pupils[0]
    path, listed = f"/api/pupils/{pupil.id}", f"/api/classes/{made_class.classroom.id}/pupils"
    tablet = pupil_browser(client, made_class)
    told = teacher_client.post(f"{path}/bin").json()
    assert told["summary"] == "Inès : mis à la corbeille pour 30 jours."
    assert tablet.get("/api/practice/today").status_code == 401
    assert teacher_client.get(f"{path}/comfort").status_code == 404
    assert [one["first_name"] for one in teacher_client.get(listed).json()] == ["Léo", "Zoé"]
    assert teacher_client.post(f"/api/changes/{told['id']}/undo").status_code == 200
    assert len(teacher_client.get(listed).json()) == 3

    teacher_client.post(f"{path}/bin")
    assert [one["name"] for one in teacher_client.get("/api/bin").json()["things"]] == ["Inès"]
    assert teacher_client.post(f"/api/bin/pupils/{pupil.id}/restore").status_code == 200
    teacher_client.post(f"{path}/bin")
    clock.advance(days=29)
    tidy(app.state)
    with reading(app.state.engine) as session:
        assert len(session.execute(select(PUPIL.c.id)).all()) == 3
    clock.advance(days=2)
    tidy(app.state)
    with reading(app.state.engine) as session:
        assert session.execute(select(PUPIL).where(PUPIL.c.id == pupil.id)).all() == []


@pytest.mark.both_databases
def test_a_class_is_erased_by_its_typed_name_and_alone(app, teacher_client, made_class, other_class) -> None:
    path = f"/api/classes/{made_class.classroom.id}"
    assert teacher_client.post(f"{path}/erase", json={"name": "CP B"}).status_code == 422
    teacher_client.post(f"{path}/colleagues", json={"login": "petit"})
    assert teacher_client.post(f"{path}/erase", json={"name": "CP A"}).status_code == 409
    teacher_client.request("DELETE", f"{path}/colleagues/{other_class.teacher.id}")
    teacher_client.post(f"{path}/bin")
    assert teacher_client.get("/api/classes").json() == []
    assert teacher_client.post(f"{path}/erase", json={"name": "cp a"}).status_code == 204
    with reading(app.state.engine) as session:
        assert session.execute(select(CLASSROOM.c.name)).scalars().all() == ["CE1 B"]
        assert len(session.execute(select(PUPIL.c.id)).all()) == 2
