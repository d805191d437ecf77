"""Find the alerts of a class from its counts, and set one aside for a while. Writers commit once."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from statistics import median
from typing import Final, get_args
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session

from exercises.exercise import Grade
from exercises.skills import SkillGraph
from learner_model import Candidates, LearnerModel, SkillMastery
from tutor.classroom.repository import class_for_teacher, pupil_for_teacher
from tutor.classroom.tables import Pupil
from tutor.dashboard import days
from tutor.dashboard.alerts import repository, rules, wording
from tutor.dashboard.alerts.rules import Alert, DayTries, Kind, SkillTries
from tutor.dashboard.alerts.schemas import AlertOut, AsideIn, AsideOut, ClassAlerts
from tutor.dashboard.alerts.tables import AlertAside
from tutor.dashboard.alerts.undoing import SET_ASIDE
from tutor.dashboard.class_mastery import known_in_class, present_pupils
from tutor.dashboard.days import DayDone
from tutor.dashboard.faces import by_first_name, face
from tutor.errors import NotFoundError
from tutor.identity.tables import Teacher
from tutor.journal.recording import record
from tutor.journal.service import change_out

_ORDER: Final[dict[Kind, int]] = {kind: place for place, kind in enumerate(get_args(Kind))}


def class_alerts(
    session: Session,
    teacher: Teacher,
    class_id: UUID,
    learner: LearnerModel,
    content: Candidates,
    skills: SkillGraph,
    now: datetime,
    timezone: ZoneInfo,
) -> ClassAlerts:
    """The alerts of a class that are not set aside. Raises NotFoundError."""
    pupils = {one.id: one for one in present_pupils(session, teacher, class_id)}
    found = _found(session, teacher, class_id, list(pupils.values()), learner, content, now, timezone)
    aside = {
        (one.pupil_id, one.kind, one.about): one for one in repository.aside_for_teacher(session, teacher, class_id)
    }
    shown = []
    for pupil_id, alert in found:
        kept = aside.get((pupil_id, alert.kind, alert.about))
        if kept is None or rules.comes_back(alert, kept.weight, now - kept.at):
            shown.append(_told(pupils[pupil_id], alert, skills))
    by_name = by_first_name(shown, lambda one: one.pupil)
    return ClassAlerts(alerts=sorted(by_name, key=lambda one: _ORDER[one.kind]), aside=len(found) - len(shown))


def set_aside(
    session: Session,
    teacher: Teacher,
    class_id: UUID,
    asked: AsideIn,
    learner: LearnerModel,
    content: Candidates,
    now: datetime,
    timezone: ZoneInfo,
) -> AsideOut:
    """Show an alert no more for two weeks. Raises NotFoundError for a class or a pupil who is not hers, or no alert."""
    classroom = class_for_teacher(session, teacher, class_id)
    pupil = pupil_for_teacher(session, teacher, asked.pupil_id)
    found = _found(session, teacher, classroom.id, [pupil], learner, content, now, timezone)
    alert = next((one for _, one in found if (one.kind, one.about) == (asked.kind, asked.about)), None)
    if alert is None or pupil.classroom_id != classroom.id:
        raise NotFoundError("Cette alerte n’est plus là.")
    row = AlertAside(
        pupil_id=pupil.id, kind=alert.kind, about=alert.about, weight=alert.weight, at=now, teacher_id=teacher.id
    )
    session.merge(row)
    change = record(
        session,
        teacher,
        classroom.id,
        SET_ASIDE,
        f"L’alerte sur {pupil.first_name} est mise de côté pour deux semaines.",
        now,
        before={},
        after={"kind": alert.kind, "about": alert.about},
        pupil_id=pupil.id,
    )
    session.commit()
    return AsideOut(change=change_out(change, teacher, now))


def _told(pupil: Pupil, alert: Alert, skills: SkillGraph) -> AlertOut:
    skill = skills.skills.get(alert.about)
    return AlertOut(
        pupil=face(pupil),
        kind=alert.kind,
        about=alert.about,
        what=wording.what(alert, pupil.first_name, skill.name if skill else "une compétence"),
        todo=wording.todo(alert, pupil.first_name),
    )


def _found(
    session: Session,
    teacher: Teacher,
    class_id: UUID,
    pupils: Sequence[Pupil],
    learner: LearnerModel,
    content: Candidates,
    now: datetime,
    timezone: ZoneInfo,
) -> list[tuple[UUID, Alert]]:
    """Every alert on these pupils of the class, set aside or not."""
    grade = Grade(class_for_teacher(session, teacher, class_id).grade)
    today = now.astimezone(timezone).date()
    since = today - timedelta(days=rules.LOW_DAYS + rules.USUAL_DAYS)
    worked = days.class_days_for_teacher(session, teacher, class_id, since, today)
    by_pupil: dict[UUID, list[DayDone]] = {}
    for one in worked:
        by_pupil.setdefault(one.pupil_id, []).append(one)
    class_days = rules.school_days(_pupils_by_day(worked).items(), len(present_pupils(session, teacher, class_id)))
    last = repository.last_days_for_teacher(session, teacher, class_id)
    stuck = _skill_tries(session, teacher, class_id, learner, content, now, today)
    paces = _paces(session, teacher, class_id, today, timezone)
    listened = datetime.combine(today - timedelta(days=rules.UNHEARD_DAYS), time(), timezone)
    heard = {
        one.pupil_id: (one.unsure / one.answers, one.answers)
        for one in repository.heard_for_teacher(session, teacher, class_id, listened)
    }
    of_class = median(share for share, _ in heard.values()) if heard else 0.0
    found = []
    for pupil in pupils:
        own = by_pupil.get(pupil.id, [])
        # Before a pupil was in the class, he was not away.
        there = [day for day in class_days if day >= pupil.created_at.astimezone(timezone).date()]
        alerts = (
            rules.stuck(stuck.get(pupil.id, ())),
            rules.flat(paces.get(pupil.id, ()), grade),
            rules.low(_day_tries(own), today),
            rules.absent(last.get(pupil.id), there),
            rules.unheard(*heard.get(pupil.id, (0.0, 0)), of_class),
        )
        found += [(pupil.id, alert) for alert in alerts if alert is not None]
    return found


def _skill_tries(
    session: Session,
    teacher: Teacher,
    class_id: UUID,
    learner: LearnerModel,
    content: Candidates,
    now: datetime,
    today: date,
) -> Mapping[UUID, list[SkillTries]]:
    since = today - timedelta(days=rules.STUCK_DAYS - 1)
    counts = repository.skill_counts_for_teacher(session, teacher, class_id, since, rules.STUCK_TRIES)
    known: Mapping[UUID, Mapping[str, SkillMastery]] = (
        known_in_class(session, teacher, class_id, learner, content, now) if counts else {}
    )
    tries: dict[UUID, list[SkillTries]] = {}
    for one in counts:
        if (now_known := known.get(one.pupil_id, {}).get(one.skill_id)) is not None:
            tries.setdefault(one.pupil_id, []).append(
                SkillTries(one.skill_id, one.correct, one.incorrect, one.days, now_known.probability)
            )
    return tries


def _paces(
    session: Session, teacher: Teacher, class_id: UUID, today: date, timezone: ZoneInfo
) -> Mapping[UUID, list[tuple[date, int]]]:
    since = datetime.combine(today - timedelta(days=rules.FLAT_DAYS), time(), timezone)
    paces: dict[UUID, list[tuple[date, int]]] = {}
    for pupil_id, at, pace in repository.paces_for_teacher(session, teacher, class_id, since):
        paces.setdefault(pupil_id, []).append((at.astimezone(timezone).date(), pace))
    return paces


def _pupils_by_day(worked: Sequence[DayDone]) -> dict[date, int]:
    pupils: dict[date, set[UUID]] = {}
    for one in worked:
        pupils.setdefault(one.day, set()).add(one.pupil_id)
    return {day: len(those) for day, those in pupils.items()}


def _day_tries(own: Sequence[DayDone]) -> list[DayTries]:
    return [DayTries(one.day, one.exercises, one.right_first, one.unsure) for one in own]
