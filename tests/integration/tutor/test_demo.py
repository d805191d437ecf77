"""The demonstration school: made-up pupils, a true history, the same at each start."""

import random
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import col, func, select

from exercises.activities import Activity
from exercises.catalogue import Catalogue
from learner_model import LearnerModel
from tutor.classroom.tables import Pupil
from tutor.db import make_engine, reading, writing
from tutor.demo import PUPILS, make_demo
from tutor.errors import ConflictError
from tutor.identity.passwords import password_matches
from tutor.identity.tables import School, Teacher
from tutor.practice import mastery
from tutor.practice.tables import Attempt, Mastery, Served

NOW = datetime(2026, 11, 17, 13, 30, tzinfo=UTC)


@pytest.mark.both_databases
def test_the_demo_has_a_class_whose_history_is_true_and_a_second_start_adds_nothing(empty_database: str) -> None:
    catalogue = Catalogue.load()
    learner = LearnerModel(catalogue.skills.prerequisites)
    engine = make_engine(empty_database)
    with writing(engine) as session:
        summary = make_demo(session, catalogue, learner, NOW, random.Random(1))
    with reading(engine) as session:
        pupils = session.exec(select(Pupil)).all()
        assert sorted(summary.pupils) == sorted(pupil.first_name for pupil in pupils)
        assert len(pupils) == len(PUPILS) == 12
        assert len({tuple(pupil.pictures) for pupil in pupils}) == 12
        assert all(len(set(pupil.pictures)) == 3 for pupil in pupils)
        assert len({pupil.avatar for pupil in pupils}) == 12
        teacher = session.exec(select(Teacher)).one()
        assert teacher.login == summary.login
        assert password_matches(teacher.password_hash, summary.password)
        first, last = session.exec(select(func.min(Attempt.occurred_at), func.max(Attempt.occurred_at))).one()
        assert last < NOW
        assert timedelta(days=9) < last - first < timedelta(days=15)
        share = dict(session.exec(select(Attempt.verdict, func.count()).group_by(col(Attempt.verdict))).all())
        assert 0.6 < share["correct"] / sum(share.values()) < 0.95
        assert share["incorrect"] > 0
        assert share["unsure"] > 0
        done = {attempt.item["kind"] for attempt in session.exec(select(Attempt)).all()}
        assert {"read_word", "read_sentence", "compute"} < done
        assert done <= set(Activity)
        for pupil in pupils:
            kept = session.get(Mastery, pupil.id)
            assert kept is not None
            assert mastery.rebuilt_state(session, pupil.id, learner).to_json() == kept.state
        before = session.exec(select(func.count()).select_from(Served)).one()
    with writing(engine) as session:
        assert make_demo(session, catalogue, learner, NOW + timedelta(days=2), random.Random(7)) == summary
    with reading(engine) as session:
        assert session.exec(select(func.count()).select_from(Served)).one() == before
    engine.dispose()


def test_a_real_school_is_never_made_into_a_demonstration(empty_database: str) -> None:
    catalogue = Catalogue.load()
    engine = make_engine(empty_database)
    with writing(engine) as session:
        session.add(School(name="École des Tilleuls"))
        session.commit()
    with writing(engine) as session, pytest.raises(ConflictError, match="real school"):
        make_demo(session, catalogue, LearnerModel(catalogue.skills.prerequisites), NOW, random.Random(1))
    engine.dispose()
