"""The counts of each day follow from the answers, however and whenever these came."""

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import select

from speech.verdicts import Verdict
from tests.conftest import Clock, MadeClass
from tutor import cli
from tutor.dashboard.days import (
    class_days_for_teacher,
    class_skills_for_teacher,
    pupil_days_for_teacher,
    pupil_skill_days_for_teacher,
)
from tutor.db import reading, writing
from tutor.practice import days
from tutor.practice.tables import PupilDay, SkillDay, SkillTotal
from tutor.settings import Settings

if TYPE_CHECKING:
    from tests.integration.tutor.practice.conftest import Tablet

pytestmark = pytest.mark.both_databases
PARIS = ZoneInfo("Europe/Paris")
YEAR = (date(2026, 9, 1), date(2027, 7, 31))


def kept(tablet: "Tablet") -> tuple[list[PupilDay], list[SkillDay]]:
    with tablet.database() as session:
        return list(session.exec(select(PupilDay)).all()), list(session.exec(select(SkillDay)).all())


def follows(tablet: "Tablet") -> bool:
    with tablet.database() as session:
        return days.follow(session, tablet.pupil.id, PARIS)


def test_an_exercise_is_counted_once_by_its_first_answer(tablet: "Tablet") -> None:
    served = tablet.next("maths")
    tablet.answer(served, Verdict.INCORRECT)
    tablet.answer(served, Verdict.CORRECT)
    tablet.answer(tablet.next("maths"), Verdict.CORRECT)
    (day,), skills = kept(tablet)
    assert (day.day, day.domain) == (date(2026, 9, 7), "maths")
    assert (day.exercises, day.right_first, day.unsure) == (2, 1, 0)
    assert day.seconds == 30  # ten seconds an answer
    assert [day.first_at, day.last_at] == [tablet.attempts()[0].occurred_at, tablet.attempts()[-1].occurred_at]
    first = [row for row in skills if row.skill_id in tablet.exercise(served).skills]
    assert all(row.exercises == row.correct + row.incorrect + row.unsure for row in skills)
    assert all(row.incorrect == 1 and row.helped == 1 for row in first)
    with tablet.database() as session:
        totals = {one.skill_id: (one.exercises, one.correct, one.incorrect) for one in session.exec(select(SkillTotal))}
    assert totals == {row.skill_id: (row.exercises, row.correct, row.incorrect) for row in skills}  # of one day
    assert follows(tablet)


def test_an_answer_sent_twice_is_counted_once(tablet: "Tablet") -> None:
    served = tablet.next("maths")
    body = tablet.body(served["served_id"], {"type": "skipped"})
    for _ in range(2):
        assert tablet.client.post("/api/practice/attempts", json=body).status_code == 200
    (day,), _ = kept(tablet)
    assert (day.exercises, day.unsure) == (1, 1)


def test_an_answer_sent_late_counts_for_the_day_on_which_it_was_given(tablet: "Tablet", clock: Clock) -> None:
    served = tablet.next("maths")
    answered = clock() + timedelta(seconds=20)
    clock.advance(days=1)
    tablet.sign_in_again()
    tablet.send(served["served_id"], {"type": "skipped"}, occurred_at=answered.isoformat())
    (day,), _ = kept(tablet)
    assert (day.day, day.seconds) == (date(2026, 9, 7), 20)
    assert follows(tablet)


def test_the_day_is_the_schools(tablet: "Tablet", clock: Clock) -> None:
    clock.now = datetime(2026, 9, 7, 22, 30, tzinfo=UTC)  # half past midnight in Paris
    tablet.sign_in_again()
    tablet.answer(tablet.next("maths"), Verdict.CORRECT)
    assert kept(tablet)[0][0].day == date(2026, 9, 8)


def test_lost_or_false_counts_are_found_and_put_right(
    tablet: "Tablet", clock: Clock, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    for verdict in (Verdict.CORRECT, Verdict.INCORRECT, Verdict.UNSURE):
        tablet.answer(tablet.next(), verdict)
        clock.advance(days=1)
        tablet.sign_in_again()
    engine = tablet.app.state.engine
    monkeypatch.setenv("TUTOR_DATA_DIR", str(settings.data_dir))
    monkeypatch.setenv("DATABASE_URL", settings.database)
    assert cli.main(["check"]) == 0
    with writing(engine) as session:
        session.exec(select(PupilDay)).first().exercises += 1  # type: ignore[union-attr]
        session.commit()
    assert not follows(tablet)
    assert cli.main(["check"]) == 1
    assert cli.main(["rebuild"]) == 0
    assert follows(tablet)
    with writing(engine) as session:
        days.forget(session, tablet.pupil.id)
        session.commit()
    # As the server does when it starts on the school of an earlier version.
    assert days.fill_missing(engine, PARIS) == 1
    assert follows(tablet)
    assert days.fill_missing(engine, PARIS) == 0


def test_a_teacher_reads_the_counts_of_her_class_alone(
    tablet: "Tablet", made_class: MadeClass, other_class: MadeClass
) -> None:
    tablet.answer(tablet.next("maths"), Verdict.CORRECT)
    with reading(tablet.app.state.engine) as session:
        mine = (session, made_class.teacher, made_class.classroom.id)
        assert [day.right_first for day in class_days_for_teacher(*mine, *YEAR)] == [1]
        assert class_days_for_teacher(*mine, date(2026, 9, 8), YEAR[1]) == []
        assert {one.correct for one in class_skills_for_teacher(*mine, *YEAR)} == {1}
        assert {one.last_day for one in class_skills_for_teacher(*mine, *YEAR)} == {date(2026, 9, 7)}
        for teacher, found in ((made_class.teacher, True), (other_class.teacher, False)):
            his = (session, teacher, tablet.pupil.id)
            assert bool(pupil_days_for_teacher(*his, *YEAR)) is found
            assert bool(pupil_skill_days_for_teacher(*his, *YEAR)) is found
            assert bool(class_days_for_teacher(session, teacher, made_class.classroom.id, *YEAR)) is found
            assert bool(class_skills_for_teacher(session, teacher, made_class.classroom.id, *YEAR)) is found
