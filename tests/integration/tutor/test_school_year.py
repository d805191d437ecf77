"""The generated year is one that the real code could have written."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import select

from exercises.catalogue import Catalogue
from learner_model import LearnerModel
from tests.school_year import TRAITS, make_school_year
from tutor.dashboard.service import pupil_attempts
from tutor.db import make_engine, reading
from tutor.identity.tables import Teacher
from tutor.migrations.upgrade import upgrade
from tutor.operations.integrity import check
from tutor.practice.tables import Attempt, Served

PARIS = ZoneInfo("Europe/Paris")
UNTIL = datetime(2026, 6, 11, 9, 30, tzinfo=UTC)


@pytest.mark.both_databases
def test_a_generated_year_is_whole_and_can_be_shown(empty_database, tmp_path):
    engine = make_engine(empty_database)
    (made,) = make_school_year(engine, UNTIL, pupils=6, attempts=60)
    problems = check(engine, tmp_path, LearnerModel(Catalogue.load().prerequisites), PARIS).problems
    assert [one for one in problems if one.check != "keys"] == []
    with reading(engine) as session:
        teacher = session.exec(select(Teacher).where(Teacher.login == made.login)).one()
        shown = pupil_attempts(session, teacher, made.pupils[-1].id, 200, Catalogue.load(), None, PARIS, UNTIL)
        assert 45 <= len(shown.attempts) <= 75
        moments = [*session.exec(select(Attempt.received_at)), *session.exec(select(Served.served_at))]
        assert max(moments) <= UNTIL
    engine.dispose()
    assert {pupil.trait for pupil in made.pupils} == {*TRAITS, None}


def test_the_same_seed_makes_the_same_year(tmp_path):
    years = []
    for name in ("one", "other"):
        engine = make_engine(f"sqlite:///{tmp_path / name / 'school.db'}")
        upgrade(engine)
        make_school_year(engine, UNTIL, pupils=2, attempts=40)
        with reading(engine) as session:
            years.append([one.model_dump() for one in session.exec(select(Attempt))])
        engine.dispose()
    assert years[0] == years[1]
