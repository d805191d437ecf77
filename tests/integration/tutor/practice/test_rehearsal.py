"""Before a class comes in, the server has chosen once for each of its subjects: nobody is given anything by that."""

from fastapi import FastAPI
from sqlmodel import Session, select
from starlette.testclient import TestClient

from exercises.exercise import Domain
from tests.conftest import Clock, MadeClass
from tutor.classroom.tables import Classroom, Pupil
from tutor.db import reading
from tutor.practice.parts import parts_of
from tutor.practice.rehearsal import rehearse
from tutor.practice.repository import one_pupil_a_class
from tutor.practice.tables import Served


def test_a_choice_in_each_subject_is_made_for_each_class_and_given_to_nobody(
    client: TestClient, app: FastAPI, made_class: MadeClass, clock: Clock
) -> None:
    assert rehearse(app.state.engine, parts_of(app.state), clock()) == len(Domain)
    with reading(app.state.engine) as session:
        assert session.exec(select(Served)).first() is None


def test_one_pupil_of_each_class_stands_for_it(session: Session, made_class: MadeClass, clock: Clock) -> None:
    (first,) = session.exec(select(Classroom)).all()
    another = Classroom(school_id=first.school_id, name="CE1 B", grade="ce1", code="AUTRE1", created_at=clock())
    session.add(another)
    session.flush()
    pupils = [
        Pupil(
            classroom_id=another.id, first_name=f"Élève {number}", avatar="renard", pictures=["lune", "clé", "vélo"],
            card_token=f"other-{number}", created_at=clock(), archived=number == 0,
        )
        for number in range(3)
    ]  # fmt: skip
    session.add_all(pupils)
    session.flush()
    found = one_pupil_a_class(session, most=40)
    assert len(found) == 2
    assert pupils[0].id not in found
    assert len(one_pupil_a_class(session, most=1)) == 1
