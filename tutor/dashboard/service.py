"""The teacher's two views of practice: her class now, and a pupil's last attempts in words."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session

from exercises.catalogue import Catalogue
from exercises.exercise import Domain, Exercise
from exercises.maths.misconceptions.ladder import misconceptions
from speech.verdicts import Verdict
from tutor.classroom.tables import Pupil
from tutor.dashboard import class_repository, repository
from tutor.dashboard.class_repository import Answered
from tutor.dashboard.correcting import correction_out
from tutor.dashboard.faces import by_first_name, face
from tutor.dashboard.hands import LOOKED_AT as HANDS_LOOK_AT
from tutor.dashboard.hands import hand_for
from tutor.dashboard.repository import Counts
from tutor.dashboard.schemas import (
    AttemptRow,
    HandOut,
    LiveRow,
    LiveTable,
    MisconceptionAnswer,
    MisconceptionRow,
    PupilAttempts,
    PupilMisconceptions,
)
from tutor.dashboard.wording import answer_in_words, exercise_in_words, given_in_words
from tutor.errors import NotFoundError
from tutor.identity.tables import Teacher
from tutor.practice import corrections
from tutor.practice.content import exercises_for_teacher
from tutor.practice.reasons import in_words, reason_from_json
from tutor.practice.schemas import AttemptOut
from tutor.practice.tables import Attempt, Correction, Served
from tutor.recordings.repository import recordings_of

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
    lately: dict[UUID, list[Answered]] = {}
    for answered in class_repository.last_answers_for_teacher(session, teacher, class_id, now - HANDS_LOOK_AT):
        lately.setdefault(answered.pupil_id, []).append(answered)
    given = [served.exercise_id for _, served, _ in pupils if served]
    content = exercises_for_teacher(session, teacher, given, catalogue)
    corrected = corrections.verdicts_on(session, [attempt.id for _, _, attempt in pupils if attempt])
    rows = [
        _live_row(
            pupil,
            served,
            attempt,
            corrected.get(attempt.id, attempt.verdict) if attempt else None,
            counts.get(pupil.id, Counts()),
            lately.get(pupil.id, []),
            content,
            now,
        )
        for pupil, served, attempt in pupils
    ]
    return LiveTable(at=now, rows=by_first_name(rows, lambda row: row.pupil))


def pupil_attempts(
    session: Session,
    teacher: Teacher,
    pupil_id: UUID,
    limit: int,
    catalogue: Catalogue,
    on: date | None,
    timezone: ZoneInfo,
    now: datetime,
) -> PupilAttempts:
    """A pupil's last attempts, of all days or of one. Raises NotFoundError for a pupil who is not hers."""
    pupil = repository.pupil_for_teacher(session, teacher, pupil_id)
    if pupil is None:
        raise NotFoundError("Cet élève n'existe pas, ou n'est pas dans une de vos classes.")
    between = None if on is None else (_midnight(on, timezone), _midnight(on + timedelta(days=1), timezone))
    attempts = repository.attempts_for_teacher(session, teacher, pupil_id, limit, between)
    content = exercises_for_teacher(session, teacher, (attempt.exercise_id for attempt, _ in attempts), catalogue)
    corrected = corrections.corrections_of(session, [attempt.id for attempt, _ in attempts])
    kept = recordings_of(session, [attempt for attempt, _ in attempts], now)
    rows = [
        _attempt_row(
            attempt,
            served,
            content.get(attempt.exercise_id),
            catalogue,
            corrected.get(attempt.id),
            kept.get(attempt.id),
        )
        for attempt, served in attempts
    ]
    return PupilAttempts(pupil=face(pupil), attempts=rows)


def pupil_misconceptions(
    session: Session, teacher: Teacher, pupil_id: UUID, catalogue: Catalogue
) -> PupilMisconceptions:
    """What a pupil gets wrong in the same way, twice at least. Raises NotFoundError for a pupil who is not hers."""
    if repository.pupil_for_teacher(session, teacher, pupil_id) is None:
        raise NotFoundError("Cet élève n'existe pas, ou n'est pas dans une de vos classes.")
    met: dict[str, list[Attempt]] = {}
    corrected = corrections.verdicts_of_pupil(session, pupil_id)
    for attempt in repository.misconceptions_for_teacher(session, teacher, pupil_id, LOOKED_AT):
        if corrected.get(attempt.id, attempt.verdict) != Verdict.INCORRECT.value:
            continue
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


def _midnight(day: date, timezone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), timezone).astimezone(UTC)


def _live_row(
    pupil: Pupil,
    served: Served | None,
    attempt: Attempt | None,
    verdict: str | None,
    today: Counts,
    lately: Sequence[Answered],
    content: Mapping[str, Exercise],
    now: datetime,
) -> LiveRow:
    moments = [served.served_at] if served else []
    if attempt:
        moments.append(attempt.received_at)
    since = max(moments, default=None)
    state: Literal["active", "away", "never"] = "never"
    if since is not None:
        state = "active" if now - since <= ACTIVE else "away"
    hand = hand_for(lately, since if _is_waiting(served, attempt) else None, now)
    exercise = exercise_in_words(content.get(served.exercise_id), served.exercise_id) if served else None
    return LiveRow(
        pupil=face(pupil),
        state=state,
        exercise=exercise,
        since=since,
        last_verdict=Verdict(verdict) if verdict else None,
        attempts_today=today.attempts,
        correct_today=today.correct,
        hand=HandOut(kind=hand.kind, why=hand.why, todo=hand.todo) if hand else None,
    )


def _is_waiting(served: Served | None, attempt: Attempt | None) -> bool:
    """Is there an exercise before him that is not done?"""
    if served is None or attempt is None or attempt.served_id != served.id:
        return served is not None
    return bool(attempt.reply["then"] == "again")


def _attempt_row(
    attempt: Attempt,
    served: Served,
    content: Exercise | None,
    catalogue: Catalogue,
    corrected: tuple[Correction, Teacher] | None,
    recording_id: UUID | None,
) -> AttemptRow:
    reply = AttemptOut.model_validate(attempt.reply)
    exercise = exercise_in_words(content, attempt.exercise_id)
    reason = reason_from_json(served.reason)
    skill = catalogue.skills.skills.get(reason.skill)
    return AttemptRow(
        id=attempt.id,
        at=attempt.occurred_at,
        domain=Domain(attempt.item["domain"]),
        activity=attempt.item["kind"],
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
        words_a_minute=repository.pace_of(attempt),
        correction=correction_out(*corrected) if corrected is not None else None,
        recording_id=recording_id,
    )


def _misconception_answer(attempt: Attempt, catalogue: Catalogue) -> MisconceptionAnswer:
    content = catalogue.exercises.get(attempt.exercise_id)
    exercise = exercise_in_words(content, attempt.exercise_id)
    reply = AttemptOut.model_validate(attempt.reply)
    given = given_in_words(content, attempt.answer)
    answer = answer_in_words(attempt.answer, exercise, reply.verdict, reply.number, reply.words, given)
    return MisconceptionAnswer(at=attempt.occurred_at, exercise=exercise, answer=answer)
