"""A teacher corrects a verdict: what follows from it follows, what was answered stays, and there is a way back."""

import threading
from datetime import UTC, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from fastapi import FastAPI
from sqlmodel import col, select
from starlette.testclient import TestClient

from speech.verdicts import Verdict
from tests.conftest import Clock, MadeClass, pupil_browser, teacher_browser
from tests.integration.tutor.practice.conftest import Tablet, simple_content
from tutor.dashboard import correcting_back
from tutor.db import reading, writing
from tutor.identity.tables import Teacher
from tutor.practice import days, mastery
from tutor.practice.learner import log_of_attempts
from tutor.practice.tables import Correction, Mastery, PupilDay

both_databases = pytest.mark.both_databases
PARIS = ZoneInfo("Europe/Paris")


@pytest.fixture
def tablet(client: TestClient, app: FastAPI, made_class: MadeClass, clock: Clock) -> Tablet:
    simple_content(app)
    tablet = Tablet(pupil_browser(client, made_class), app, made_class.pupils[0], clock)
    for verdict in [Verdict.CORRECT, Verdict.INCORRECT, Verdict.UNSURE, Verdict.CORRECT]:
        tablet.answer(tablet.next(), verdict)
    return tablet


def rows(teacher: TestClient, tablet: Tablet) -> list[dict[str, Any]]:
    answer = teacher.get(f"/api/pupils/{tablet.pupil.id}/attempts")
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["attempts"]
    return found


def missed(tablet: Tablet) -> UUID:
    return next(one.id for one in tablet.attempts() if one.verdict == Verdict.INCORRECT.value)


def correct(teacher: TestClient, attempt: UUID, verdict: str, **more: Any) -> Any:
    answer = teacher.post(f"/api/dashboard/answers/{attempt}/correction", json={"verdict": verdict, **more})
    assert answer.status_code == 200, answer.text
    return answer.json()


def kept(tablet: Tablet) -> str:
    with reading(tablet.app.state.engine) as session:
        row = session.get(Mastery, tablet.pupil.id)
    assert row is not None
    return row.state


def follows(tablet: Tablet) -> bool:
    """What is kept is what `tutor rebuild` would make."""
    with reading(tablet.app.state.engine) as session:
        rebuilt = mastery.rebuilt_state(session, tablet.pupil.id, tablet.app.state.learner)
        return rebuilt.to_json() == kept(tablet) and days.follow(session, tablet.pupil.id, PARIS)


def right_first(tablet: Tablet) -> int:
    with reading(tablet.app.state.engine) as session:
        return sum(session.exec(select(PupilDay.right_first).where(PupilDay.pupil_id == tablet.pupil.id)))


def test_a_corrected_verdict_counts_in_mastery_and_in_the_days_and_the_answer_stays(
    teacher_client: TestClient, tablet: Tablet
) -> None:
    before, days_before = kept(tablet), right_first(tablet)
    attempt = missed(tablet)
    said = correct(teacher_client, attempt, "correct", seen=0)
    assert said["correction"]["by"] == "Mme Martin"
    assert said["change"]["summary"].endswith("c'était juste.")
    assert said["change"]["undoable_until"] is not None
    row = next(one for one in rows(teacher_client, tablet) if one["id"] == str(attempt))
    assert (row["verdict"], row["correction"]["verdict"]) == ("incorrect", "correct")
    assert kept(tablet) != before
    assert right_first(tablet) == days_before + 1
    assert follows(tablet)


def test_undone_it_is_as_if_it_had_never_been(teacher_client: TestClient, tablet: Tablet) -> None:
    before, days_before = kept(tablet), right_first(tablet)
    attempt = missed(tablet)
    change = correct(teacher_client, attempt, "correct")["change"]
    assert teacher_client.post(f"/api/changes/{change['id']}/undo").status_code == 200
    assert kept(tablet) == before
    assert right_first(tablet) == days_before
    assert next(one for one in rows(teacher_client, tablet) if one["id"] == str(attempt))["correction"] is None
    with reading(tablet.app.state.engine) as session:
        said = session.exec(select(Correction.verdict).order_by(col(Correction.sequence))).all()
    assert said == ["correct", None], "nothing is erased"
    correct(teacher_client, attempt, "unsure", seen=0)
    assert follows(tablet)


@both_databases
def test_the_class_now_shows_what_the_teacher_said(
    teacher_client: TestClient, made_class: MadeClass, tablet: Tablet
) -> None:
    def now() -> tuple[str, int]:
        live = teacher_client.get(f"/api/classes/{made_class.classroom.id}/live").json()
        row = next(one for one in live["rows"] if one["pupil"]["id"] == str(tablet.pupil.id))
        return row["last_verdict"], row["correct_today"]

    last = tablet.attempts()[-1]
    verdict, right = now()
    assert verdict == last.verdict == "correct"
    change = correct(teacher_client, last.id, "incorrect")["change"]
    assert now() == ("incorrect", right - 1)
    assert teacher_client.post(f"/api/changes/{change['id']}/undo").status_code == 200
    assert now() == ("correct", right)


@both_databases
def test_undoing_goes_back_to_the_correction_before(teacher_client: TestClient, tablet: Tablet) -> None:
    attempt = missed(tablet)
    first = correct(teacher_client, attempt, "correct")
    after_first = kept(tablet)
    second = correct(teacher_client, attempt, "unsure", seen=first["correction"]["number"])
    assert kept(tablet) != after_first
    refused = teacher_client.post(f"/api/changes/{first['change']['id']}/undo")
    assert refused.status_code == 409, "somebody said something else since"
    assert teacher_client.post(f"/api/changes/{second['change']['id']}/undo").status_code == 200
    assert kept(tablet) == after_first
    assert follows(tablet)


def test_two_teachers_do_not_correct_the_same_answer_unknowingly(
    teacher_client: TestClient, made_class: MadeClass, tablet: Tablet, client: TestClient
) -> None:
    attempt = missed(tablet)
    correct(teacher_client, attempt, "correct", seen=0)
    colleague = teacher_browser(client, made_class)
    refused = colleague.post(f"/api/dashboard/answers/{attempt}/correction", json={"verdict": "unsure", "seen": 0})
    assert refused.status_code == 409
    assert follows(tablet)


def test_an_answer_given_after_a_correction_builds_on_it(teacher_client: TestClient, tablet: Tablet) -> None:
    correct(teacher_client, missed(tablet), "correct")
    for verdict in (Verdict.INCORRECT, Verdict.CORRECT):
        tablet.answer(tablet.next(), verdict)
    assert follows(tablet)


def test_an_answer_between_the_correction_and_the_new_mastery_loses_nothing(
    made_class: MadeClass, tablet: Tablet, clock: Clock
) -> None:
    attempt = next(one for one in tablet.attempts() if one.id == missed(tablet))
    with writing(tablet.app.state.engine) as session:
        teacher = session.get(Teacher, made_class.teacher.id)
        assert teacher is not None
        correcting_back.put(session, attempt, Verdict.CORRECT, teacher, clock(), PARIS)
        session.commit()
    with reading(tablet.app.state.engine) as session:
        assert session.get(Mastery, tablet.pupil.id) is None, "the moment between the two"
    tablet.answer(tablet.next(), Verdict.CORRECT)
    assert follows(tablet)
    mastery.refresh(tablet.app.state.engine, tablet.pupil.id, tablet.app.state.learner)
    assert follows(tablet)


@both_databases
def test_corrections_and_answers_at_the_same_moment_leave_what_a_rebuild_would(
    made_class: MadeClass, tablet: Tablet
) -> None:
    engine, learner, pupil = tablet.app.state.engine, tablet.app.state.learner, tablet.pupil.id
    attempts = tablet.attempts()
    troubles: list[BaseException] = []

    def correct_all() -> None:
        try:
            for attempt in attempts:
                with writing(engine) as session:
                    teacher = session.get(Teacher, made_class.teacher.id)
                    assert teacher is not None
                    correcting_back.hold_pupil(session, pupil)
                    correcting_back.put(
                        session, attempt, Verdict.CORRECT, teacher, datetime(2026, 9, 7, 10, tzinfo=UTC), PARIS
                    )
                    session.commit()
                mastery.refresh(engine, pupil, learner)
        except BaseException as trouble:
            troubles.append(trouble)

    correcting = threading.Thread(target=correct_all)
    correcting.start()
    for _ in range(5):
        tablet.answer(tablet.next(), Verdict.INCORRECT)
    correcting.join()
    assert not troubles
    assert len(tablet.attempts()) == len(attempts) + 5
    assert follows(tablet)


def test_calibration_learns_from_what_teachers_said(teacher_client: TestClient, tablet: Tablet) -> None:
    def right() -> int:
        with reading(tablet.app.state.engine) as session:
            return int(log_of_attempts(session).correct.sum())

    before = right()
    correct(teacher_client, missed(tablet), "correct")
    assert right() == before + 1


def test_an_answer_of_another_class_does_not_exist(client: TestClient, other_class: MadeClass, tablet: Tablet) -> None:
    stranger = teacher_browser(client, other_class)
    refused = stranger.post(f"/api/dashboard/answers/{missed(tablet)}/correction", json={"verdict": "correct"})
    assert refused.status_code == 404
