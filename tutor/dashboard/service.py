"""The teacher's two views of practice: her class now, and a pupil's last attempts in words."""

import unicodedata
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session

from exercises.catalogue import Catalogue
from exercises.exercise import Domain, Kind
from exercises.maths.misconceptions.ladder import misconceptions
from speech.verdicts import Verdict
from tutor.classroom.tables import Pupil
from tutor.dashboard import repository
from tutor.dashboard.repository import Counts
from tutor.dashboard.schemas import (
    AttemptRow,
    LiveRow,
    LiveTable,
    MisconceptionAnswer,
    MisconceptionRow,
    PupilAttempts,
    PupilMisconceptions,
)
from tutor.dashboard.wording import answer_in_words, exercise_in_words, given_in_words
from tutor.errors import NotFoundError
from tutor.identity.schemas import PupilFace
from tutor.identity.tables import Teacher
from tutor.practice.reasons import in_words, reason_from_json
from tutor.practice.schemas import AttemptOut
from tutor.practice.tables import Attempt, Served

ACTIVE = timedelta(minutes=3)
LOOKED_AT = 300
"""Wrong answers looked back on for misconceptions."""
REPEATED = 2
SHOWN_ANSWERS = 5


def live_table(
    session: Session, teacher: Teacher, class_id: UUID, catalogue: Catalogue, now: datetime, timezone: ZoneInfo
) -> LiveTable:
    """Who is doing what, in the order of first names. Raises NotFoundError for a class that is not hers."""
    pupils = repository.pupils_now_for_teacher(session, teacher, class_id)
    if pupils is None:
        raise NotFoundError("Cette classe n'existe pas, ou n'est pas une des vôtres.")
    counts = repository.counts_for_teacher(session, teacher, class_id, start_of_day(now, timezone))
    rows = [
        _live_row(pupil, served, attempt, counts.get(pupil.id, Counts()), catalogue, now)
        for pupil, served, attempt in pupils
    ]
    return LiveTable(at=now, rows=sorted(rows, key=lambda row: _alphabetical(row.pupil)))


def pupil_attempts(
    session: Session, teacher: Teacher, pupil_id: UUID, limit: int, catalogue: Catalogue
) -> PupilAttempts:
    """A pupil's last attempts. Raises NotFoundError for a pupil who is not hers."""
    pupil = repository.pupil_for_teacher(session, teacher, pupil_id)
    if pupil is None:
        raise NotFoundError("Cet élève n'existe pas, ou n'est pas dans une de vos classes.")
    attempts = repository.attempts_for_teacher(session, teacher, pupil_id, limit)
    return PupilAttempts(
        pupil=_face(pupil), attempts=[_attempt_row(attempt, served, catalogue) for attempt, served in attempts]
    )


def pupil_misconceptions(
    session: Session, teacher: Teacher, pupil_id: UUID, catalogue: Catalogue
) -> PupilMisconceptions:
    """What a pupil gets wrong in the same way, twice at least. Raises NotFoundError for a pupil who is not hers."""
    if repository.pupil_for_teacher(session, teacher, pupil_id) is None:
        raise NotFoundError("Cet élève n'existe pas, ou n'est pas dans une de vos classes.")
    met: dict[str, list[Attempt]] = {}
    for attempt in repository.misconceptions_for_teacher(session, teacher, pupil_id, LOOKED_AT):
        met.setdefault(attempt.answer["misconception"], []).append(attempt)
    known = misconceptions()
    rows = [
        MisconceptionRow(
            id=one,
            name=known[one].name,
            times=len(attempts),
            answers=[_misconception_answer(attempt, catalogue) for attempt in attempts[:SHOWN_ANSWERS]],
        )
        for one, attempts in met.items()
        if one in known and len(attempts) >= REPEATED
    ]
    return PupilMisconceptions(misconceptions=sorted(rows, key=lambda row: -row.times))


def start_of_day(now: datetime, timezone: ZoneInfo) -> datetime:
    """Midnight of the school's day."""
    return now.astimezone(timezone).replace(hour=0, minute=0, second=0, microsecond=0)


def _live_row(
    pupil: Pupil, served: Served | None, attempt: Attempt | None, today: Counts, catalogue: Catalogue, now: datetime
) -> LiveRow:
    moments = [served.served_at] if served else []
    if attempt:
        moments.append(attempt.received_at)
    since = max(moments, default=None)
    state: Literal["active", "away", "never"] = "never"
    if since is not None:
        state = "active" if now - since <= ACTIVE else "away"
    exercise = exercise_in_words(catalogue.exercises.get(served.exercise_id), served.exercise_id) if served else None
    return LiveRow(
        pupil=_face(pupil),
        state=state,
        exercise=exercise,
        since=since,
        last_verdict=Verdict(attempt.verdict) if attempt else None,
        attempts_today=today.attempts,
        correct_today=today.correct,
    )


def _attempt_row(attempt: Attempt, served: Served, catalogue: Catalogue) -> AttemptRow:
    reply = AttemptOut.model_validate(attempt.reply)
    content = catalogue.exercises.get(attempt.exercise_id)
    exercise = exercise_in_words(content, attempt.exercise_id)
    reason = reason_from_json(served.reason)
    skill = catalogue.skills.skills.get(reason.skill)
    return AttemptRow(
        id=attempt.id,
        at=attempt.occurred_at,
        domain=Domain(attempt.item["domain"]),
        kind=Kind(attempt.item["kind"]),
        exercise=exercise,
        verdict=reply.verdict,
        words=reply.words,
        answer=answer_in_words(
            attempt.answer,
            exercise,
            reply.verdict,
            reply.number,
            reply.words,
            given_in_words(content, attempt.answer),
        ),
        hints=attempt.hints,
        latency_ms=attempt.latency_ms,
        reason=in_words(reason, skill.name if skill else None),
        words_a_minute=((attempt.hearing or {}).get("fluency") or {}).get("mclm"),
    )


def _misconception_answer(attempt: Attempt, catalogue: Catalogue) -> MisconceptionAnswer:
    content = catalogue.exercises.get(attempt.exercise_id)
    exercise = exercise_in_words(content, attempt.exercise_id)
    reply = AttemptOut.model_validate(attempt.reply)
    given = given_in_words(content, attempt.answer)
    answer = answer_in_words(attempt.answer, exercise, reply.verdict, reply.number, reply.words, given)
    return MisconceptionAnswer(at=attempt.occurred_at, exercise=exercise, answer=answer)


def _face(pupil: Pupil) -> PupilFace:
    return PupilFace.model_validate({"id": pupil.id, "first_name": pupil.first_name, "avatar": pupil.avatar})


def _alphabetical(face: PupilFace) -> tuple[str, str]:
    """Accents and capitals do not count: Élise comes between Danaé and Farid."""
    bare = "".join(c for c in unicodedata.normalize("NFD", face.first_name.casefold()) if not unicodedata.combining(c))
    return bare, str(face.id)
