"""The counts of each day (PupilDay, SkillDay) and their sums (SkillTotal), made again from the log when they are lost.

They are kept in the transaction of each answer. An exercise's part in them is a pure function of its answers, so that
an answer only moves the counts from what they were without it: online, sent late or rebuilt, the same answers give the
same counts. What a teacher corrected counts as she said.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Any, Self
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Engine
from sqlmodel import Session

from speech.verdicts import Verdict
from tutor.db import reading, writing
from tutor.practice import corrections, repository
from tutor.practice.path import LONGEST_STEP
from tutor.practice.replies import REHEARSAL
from tutor.practice.tables import Attempt, PupilDay, Served, SkillDay, SkillTotal

Counts = dict[str, int]


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer, as far as counts go. `rehearsal`: a reading that only prepares the next one."""

    item: Mapping[str, Any]
    verdict: str
    hints: int
    at: datetime
    rehearsal: bool

    @classmethod
    def of(cls, attempt: Attempt, corrected: str | None = None) -> Self:
        """What the row keeps, with the verdict that a teacher put in the place of its own."""
        act = attempt.reply["line"]["act"]
        return cls(attempt.item, corrected or attempt.verdict, attempt.hints, attempt.occurred_at, act == REHEARSAL)


@dataclass(frozen=True, slots=True)
class Work:
    """What one exercise adds to a day. `verdict`: of its first answer that counts, None when there is none yet."""

    day: date
    domain: str
    skills: tuple[str, ...]
    seconds: int
    verdict: str | None
    helped: bool
    first_at: datetime
    last_at: datetime


@dataclass(frozen=True, slots=True)
class Days:
    """The counts of one pupil."""

    pupils: list[PupilDay]
    skills: list[SkillDay]
    totals: list[SkillTotal]


def work_on(served_at: datetime, answers: Sequence[Answered], timezone: ZoneInfo) -> Work | None:
    """What an exercise given at that moment adds, with its answers in the order they came; None before the first."""
    if not answers:
        return None
    first, moments = answers[0], sorted(one.at for one in answers)
    steps = [
        max(0.0, min(later - before, LONGEST_STEP).total_seconds()) for before, later in pairwise([served_at, *moments])
    ]
    return Work(
        day=first.at.astimezone(timezone).date(),
        domain=first.item["domain"],
        skills=tuple(dict.fromkeys(first.item["skills"])),
        seconds=round(sum(steps)),
        verdict=next((one.verdict for one in answers if not one.rehearsal), None),
        helped=any(one.hints > 0 for one in answers),
        first_at=moments[0],
        last_at=moments[-1],
    )


def count(session: Session, served: Served, before: Sequence[Attempt], attempt: Attempt, timezone: ZoneInfo) -> None:
    """Add this answer to the counts, in its transaction. `before`: those to the same served exercise, in order."""
    corrected = corrections.verdicts_on(session, [one.id for one in before]) if before else {}
    known = [Answered.of(one, corrected.get(one.id)) for one in before]
    was = work_on(served.served_at, known, timezone)
    now = work_on(served.served_at, [*known, Answered.of(attempt)], timezone)
    if now is not None:
        _move(session, served.pupil_id, was, now)


def recount(
    session: Session, served: Served, answers: Sequence[Attempt], was: Mapping[UUID, str], timezone: ZoneInfo
) -> None:
    """Move the counts to what teachers say now of the answers to this exercise; `was`: what they said until now."""
    now = corrections.verdicts_on(session, [one.id for one in answers])
    before, after = (
        work_on(served.served_at, [Answered.of(one, said.get(one.id)) for one in answers], timezone)
        for said in (was, now)
    )
    if after is not None:
        _move(session, served.pupil_id, before, after)


def counted(pupil_id: UUID, works: Iterable[Work]) -> Days:
    """The counts of a pupil who did all this."""
    pupils: dict[tuple[date, str], dict[str, Any]] = {}
    skills: dict[tuple[date, str], Counts] = {}
    totals: dict[str, Counts] = {}
    for work in works:
        day = pupils.setdefault((work.day, work.domain), {"first_at": work.first_at, "last_at": work.last_at})
        day["first_at"], day["last_at"] = min(day["first_at"], work.first_at), max(day["last_at"], work.last_at)
        _add(day, _counts(work))
        for skill in work.skills if work.verdict else ():
            _add(skills.setdefault((work.day, skill), {}), _skill_counts(work))
            _add(totals.setdefault(skill, {}), _total_counts(work))
    return Days(
        [PupilDay(pupil_id=pupil_id, day=day, domain=domain, **row) for (day, domain), row in pupils.items()],
        [SkillDay(pupil_id=pupil_id, day=day, skill_id=skill, **row) for (day, skill), row in skills.items()],
        [SkillTotal(pupil_id=pupil_id, skill_id=skill, **row) for skill, row in totals.items()],
    )


def days_of_pupil(session: Session, pupil_id: UUID, timezone: ZoneInfo) -> Days:
    """The counts that the log of a pupil's answers leads to."""
    served_at: dict[UUID, datetime] = {}
    answers: dict[UUID, list[Answered]] = {}
    corrected = corrections.verdicts_of_pupil(session, pupil_id)
    for attempt_id, served_id, moment, item, verdict, hints, at, act in repository.answers_of_pupil(session, pupil_id):
        served_at[served_id] = moment
        verdict = corrected.get(attempt_id, verdict)
        answers.setdefault(served_id, []).append(Answered(item, verdict, hints, at, act == REHEARSAL))
    works = (work_on(served_at[key], each, timezone) for key, each in answers.items())
    return counted(pupil_id, (work for work in works if work is not None))


def rebuild(session: Session, pupil_id: UUID, timezone: ZoneInfo) -> bool:
    """Make a pupil's counts again from the log. The caller commits. True when what was kept differed."""
    repository.hold_pupil(session, pupil_id)
    kept = repository.days_of_pupil(session, pupil_id)
    days = days_of_pupil(session, pupil_id, timezone)
    if _as_set(Days(*kept)) == _as_set(days):
        return False
    forget(session, pupil_id)
    session.add_all([*days.pupils, *days.skills, *days.totals])
    session.flush()
    return True


def follow(session: Session, pupil_id: UUID, timezone: ZoneInfo) -> bool:
    """Whether a pupil's counts are those that his answers lead to."""
    return _as_set(Days(*repository.days_of_pupil(session, pupil_id))) == _as_set(
        days_of_pupil(session, pupil_id, timezone)
    )


def forget(session: Session, pupil_id: UUID) -> None:
    """Erase a pupil's counts. The caller commits."""
    repository.forget_days_of_pupil(session, pupil_id)


def fill_missing(engine: Engine, timezone: ZoneInfo) -> int:
    """Make the counts of those who have answers and no counts: a school that comes from an earlier version.

    One transaction a pupil, so that it may be interrupted. How many there were.
    """
    with reading(engine) as session:
        pupils = repository.pupils_without_days(session)
    for pupil_id in pupils:
        with writing(engine) as session:
            rebuild(session, pupil_id, timezone)
            session.commit()
    return len(pupils)


def _move(session: Session, pupil_id: UUID, was: Work | None, now: Work) -> None:
    """From what this exercise added before to what it adds now."""
    key: dict[str, Any] = {"pupil_id": pupil_id, "day": now.day, "domain": now.domain}
    day = session.get(PupilDay, key)
    if day is None:
        day = PupilDay(**{**key, **_counts(None), "first_at": now.first_at, "last_at": now.last_at})
    _grow(day, _counts(was), _counts(now))
    day.first_at, day.last_at = min(day.first_at, now.first_at), max(day.last_at, now.last_at)
    session.add(day)
    for skill in now.skills if now.verdict else ():
        key = {"pupil_id": pupil_id, "day": now.day, "skill_id": skill}
        row = session.get(SkillDay, key) or SkillDay(**{**key, **_skill_counts(None)})
        _grow(row, _skill_counts(was), _skill_counts(now))
        key = {"pupil_id": pupil_id, "skill_id": skill}
        total = session.get(SkillTotal, key) or SkillTotal(**{**key, **_total_counts(None)})
        _grow(total, _total_counts(was), _total_counts(now))
        session.add_all([row, total])


def _counts(work: Work | None) -> Counts:
    verdict = work.verdict if work else None
    return {
        "seconds": work.seconds if work else 0,
        "exercises": int(verdict is not None),
        "right_first": int(verdict == Verdict.CORRECT.value),
        "unsure": int(verdict == Verdict.UNSURE.value),
    }


def _skill_counts(work: Work | None) -> Counts:
    verdict = work.verdict if work else None
    return {
        "exercises": int(verdict is not None),
        "correct": int(verdict == Verdict.CORRECT.value),
        "incorrect": int(verdict == Verdict.INCORRECT.value),
        "unsure": int(verdict == Verdict.UNSURE.value),
        "helped": int(verdict is not None and work is not None and work.helped),
    }


def _total_counts(work: Work | None) -> Counts:
    counts = _skill_counts(work)
    return {name: counts[name] for name in ("exercises", "correct", "incorrect")}


def _add(sums: dict[str, Any], counts: Counts) -> None:
    for name, count in counts.items():
        sums[name] = sums.get(name, 0) + count


def _grow(row: PupilDay | SkillDay | SkillTotal, was: Counts, now: Counts) -> None:
    for name, count in now.items():
        setattr(row, name, getattr(row, name) + count - was[name])


def _as_set(days: Days) -> set[tuple[tuple[str, Any], ...]]:
    return {tuple(sorted(row.model_dump().items())) for row in [*days.pupils, *days.skills, *days.totals]}
