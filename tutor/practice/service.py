"""The path, one transaction a step: give the next exercise; judge an answer, keep it and update mastery."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from exercises.catalogue import Catalogue
from exercises.doors import Door
from exercises.exercise import Exercise, Mode, ReadAloud
from exercises.maths.misconceptions.detect import History
from tutor.db import writing
from tutor.decisions.obeying import (
    will_of_pupil,
    with_length,
)
from tutor.decisions.rules import Will
from tutor.errors import ConflictError, NotFoundError
from tutor.practice import days, mastery, receipts, repository
from tutor.practice.answers import UnreadableError
from tutor.practice.choosing import opening_line, served_row, shown
from tutor.practice.content import exercise_for_pupil
from tutor.practice.doors import are_due, two_doors
from tutor.practice.heard import together
from tutor.practice.meanwhile import mark_of_pupil
from tutor.practice.parts import Parts
from tutor.practice.path import SESSION_GAP, walk_before
from tutor.practice.reasons import place_in_run
from tutor.practice.recording import asked_again, attempt_row, bounded
from tutor.practice.schemas import Answer, AttemptIn, AttemptOut, ConfirmedAnswer, HeardAnswer, JudgedAnswer, ServedOut
from tutor.practice.slips import REMEMBERED, history_of
from tutor.practice.tables import Attempt, Served
from tutor.practice.wanted import Wanted
from tutor.practice.what_next import chosen, in_his_ways, lies_ahead, sitting_of_pupil

UNKNOWN_SERVED = "Cet exercice n'a pas été donné à cet élève."
TRIES = 2
"""Choices made without the lock before one is made under it."""


def give_next(
    engine: Engine,
    session: Session,
    pupil_id: UUID,
    wanted: Wanted,
    parts: Parts,
    now: datetime,
    rng: random.Random,
) -> ServedOut:
    """As `serve_next`, but nobody waits for the lock while it is chosen. `session` only reads, and is closed here.

    Chosen again when anything of this pupil changed meanwhile (another tablet of his), then under the lock.
    """
    for _ in range(TRIES):
        before = mark_of_pupil(session, pupil_id)
        fresh, out = _next(session, pupil_id, wanted, parts, now, rng)
        session.close()
        if fresh is None:
            return out
        with writing(engine) as keeping:
            repository.hold_pupil(keeping, pupil_id)
            if mark_of_pupil(keeping, pupil_id) == before:
                keeping.add(fresh)
                keeping.commit()
                return out
    with writing(engine) as keeping:
        return serve_next(keeping, pupil_id, wanted, parts, now, rng)


def serve_next(
    session: Session, pupil_id: UUID, wanted: Wanted, parts: Parts, now: datetime, rng: random.Random
) -> ServedOut:
    """Give what comes next. What was given and not yet answered in this session is given again.

    Raises NotFoundError when nothing fits.
    """
    repository.hold_pupil(session, pupil_id)
    fresh, out = _next(session, pupil_id, wanted, parts, now, rng)
    if fresh is not None:
        session.add(fresh)
        session.commit()
    return out


def _next(
    session: Session, pupil_id: UUID, wanted: Wanted, parts: Parts, now: datetime, rng: random.Random
) -> tuple[Served | None, ServedOut]:
    """What comes next, with its row if that is still to be kept. Reads only."""
    will = will_of_pupil(session, pupil_id, now)
    parts = with_length(parts, will)
    so_far = sitting_of_pupil(session, pupil_id, parts, now)
    wanted, can_listen = in_his_ways(session, pupil_id, wanted, parts)
    again, exercise = _unanswered(session, pupil_id, wanted, will, parts.catalogue, now)
    if again is not None and exercise is not None:
        return None, shown(again, exercise, so_far, parts.length, can_listen)
    choice, exercise = chosen(session, pupil_id, wanted, will, so_far, parts, now, rng)
    measured = _is_measured(exercise)
    line = opening_line(exercise.kind, choice.reason.because, so_far, parts.lines, can_listen, rng, measured=measured)
    served = served_row(pupil_id, choice, line, parts.learner, now)
    return served, shown(served, exercise, so_far, parts.length, can_listen)


def doors_for(
    session: Session, pupil_id: UUID, wanted: Wanted, parts: Parts, now: datetime, rng: random.Random
) -> tuple[Door, ...]:
    """Two kinds of work to choose between, now and then.

    None when the teacher gave something, when a run of facts or help is due, or when nothing else suits as well.
    """
    will = will_of_pupil(session, pupil_id, now)
    parts = with_length(parts, will)
    so_far = sitting_of_pupil(session, pupil_id, parts, now)
    wanted, _ = in_his_ways(session, pupil_id, wanted, parts)
    if so_far.began is None or _unanswered(session, pupil_id, wanted, will, parts.catalogue, now)[0] is not None:
        return ()
    reasons = repository.reasons_for_pupil(session, pupil_id, so_far.began)
    if not are_due(reasons, walk_before(so_far, parts.length)):
        return ()
    try:
        ahead = lies_ahead(session, pupil_id, wanted, will, so_far, parts, now, rng)
    except NotFoundError:
        return ()
    if ahead.given is not None or ahead.place is not None or ahead.asked or ahead.revises:
        return ()
    at = now.timestamp()
    return two_doors(parts.learner, ahead.state, parts.shelf, ahead.candidates, ahead.plan, at, rng) or ()


def answer(
    engine: Engine, session: Session, pupil_id: UUID, sent: AttemptIn, parts: Parts, now: datetime, rng: random.Random
) -> AttemptOut:
    """As `record`, but nobody waits for the lock while it is judged. `session` only reads, and is closed here.

    Judged again under the lock when anything came meanwhile: the same answer sent twice, another tablet of his.
    """
    before = mark_of_pupil(session, pupil_id)
    known = _known(session, pupil_id, sent)
    if known is not None:
        return known
    served = repository.served_for_pupil(session, pupil_id, sent.served_id)
    judged = _judged(session, served, sent, parts, now, rng) if served is not None else None
    session.close()
    if isinstance(judged, AttemptOut):
        return judged
    with writing(engine) as keeping:
        if judged is not None:
            repository.hold_pupil(keeping, pupil_id)
            if mark_of_pupil(keeping, pupil_id) == before:
                return _kept(keeping, judged, parts)
        return record(keeping, pupil_id, sent, parts, now, rng)


def record(
    session: Session, pupil_id: UUID, sent: AttemptIn, parts: Parts, now: datetime, rng: random.Random
) -> AttemptOut:
    """Judge and keep an answer, once: the same id again gets the same reply. What cannot be read is asked again.

    Raises NotFoundError for what was not served to this pupil, BadInputError for an answer of the wrong kind or a
    receipt that is not his, ConflictError when the exercise is no longer in the content.
    """
    repository.hold_pupil(session, pupil_id)
    known = _known(session, pupil_id, sent)
    if known is not None:
        return known
    served = repository.served_for_pupil(session, pupil_id, sent.served_id) or _begun(session, pupil_id, sent, now)
    if served is None:
        raise NotFoundError(UNKNOWN_SERVED)
    judged = _judged(session, served, sent, parts, now, rng)
    return judged if isinstance(judged, AttemptOut) else _kept(session, judged, parts)


@dataclass(frozen=True, slots=True)
class _Judged:
    """All that is to be kept of an answer. `before`: those to the same exercise; `state`: mastery after it, as text."""

    served: Served
    before: Sequence[Attempt]
    attempt: Attempt
    state: str


def _known(session: Session, pupil_id: UUID, sent: AttemptIn) -> AttemptOut | None:
    known = repository.attempt_for_pupil(session, pupil_id, sent.id)
    return AttemptOut.model_validate(known.reply) if known is not None else None


def _judged(
    session: Session, served: Served, sent: AttemptIn, parts: Parts, now: datetime, rng: random.Random
) -> _Judged | AttemptOut:
    """What an answer is worth; the reply when there is nothing to keep. Reads only."""
    pupil_id = served.pupil_id
    exercise = exercise_for_pupil(session, pupil_id, served.exercise_id, parts.catalogue)
    if exercise is None:
        raise ConflictError("Cet exercice n'est plus proposé : on passe au suivant.")
    parts = with_length(parts, will_of_pupil(session, pupil_id, now))
    hearing = _hearing(sent.answer, served, parts.receipts_key, now)
    before = repository.attempts_on_served_for_pupil(session, pupil_id, served.id)
    so_far = sitting_of_pupil(session, pupil_id, parts, now)
    state = mastery.state_for(session, pupil_id, parts.learner)
    try:
        attempt = attempt_row(
            sent,
            served,
            exercise,
            hearing,
            before,
            so_far,
            parts,
            now,
            rng,
            history=lambda: misconceptions_of(session, pupil_id, parts.catalogue),
        )
    except UnreadableError:
        return asked_again(sent, so_far, parts, rng)
    return _Judged(served, before, attempt, mastery.after(state, attempt, parts.learner).to_json())


def _kept(session: Session, judged: _Judged, parts: Parts) -> AttemptOut:
    """Keep an answer and what follows from it, in one transaction. Whoever calls holds the pupil."""
    attempt = judged.attempt
    session.add(attempt)
    try:
        session.flush()
    except IntegrityError:
        # Another pupil's attempt has this id: nothing of it may be told.
        session.rollback()
        raise NotFoundError(UNKNOWN_SERVED) from None
    mastery.project(session, attempt, judged.state, parts.learner)
    days.count(session, judged.served, judged.before, attempt, parts.timezone)
    session.commit()
    return AttemptOut.model_validate(attempt.reply)


def _begun(session: Session, pupil_id: UUID, sent: AttemptIn, now: datetime) -> Served | None:
    """What was given ahead, now that it is answered for the first time: it counts from when it was shown."""
    ahead = repository.ahead_for_pupil(session, pupil_id, sent.served_id)
    if ahead is None:
        return None
    answered_at = bounded(sent.occurred_at, ahead.given_at, now)
    served = Served(
        id=ahead.id,
        pupil_id=pupil_id,
        exercise_id=ahead.exercise_id,
        reason=ahead.reason,
        line=ahead.line,
        model_version=ahead.model_version,
        run_place=place_in_run(ahead.reason),
        served_at=max(ahead.given_at, answered_at - timedelta(milliseconds=sent.latency_ms)),
    )
    session.add(served)
    session.delete(ahead)
    session.flush()
    return served


def _unanswered(
    session: Session, pupil_id: UUID, wanted: Wanted, will: Will, catalogue: Catalogue, now: datetime
) -> tuple[Served | None, Exercise | None]:
    """What was given last, when the tablet may have lost it before the pupil answered; not what was blocked since."""
    last = repository.last_served_for_pupil(session, pupil_id)
    if last is None or now - last.served_at > SESSION_GAP:
        return None, None
    exercise = exercise_for_pupil(session, pupil_id, last.exercise_id, catalogue)
    if exercise is None:
        return None, None
    if wanted.domain is not None and exercise.domain is not wanted.domain and not _is_measured(exercise):
        return None, None
    if not wanted.may_be(exercise) or will.blocks(exercise):
        return None, None
    answered = repository.attempts_on_served_for_pupil(session, pupil_id, last.id)
    return (None, None) if answered else (last, exercise)


def _is_measured(exercise: Exercise) -> bool:
    """Whether it is the reading of a campaign: it comes first whatever subject was asked for."""
    return isinstance(exercise.content, ReadAloud) and exercise.content.mode is Mode.MEASURED


def misconceptions_of(session: Session, pupil_id: UUID, catalogue: Catalogue) -> History:
    """How often each misconception was seen in what this pupil last answered."""
    return history_of(repository.latest_attempts_for_pupil(session, pupil_id, REMEMBERED), catalogue)


def _hearing(answer: Answer, served: Served, key: bytes, now: datetime) -> receipts.Hearing | None:
    match answer:
        case HeardAnswer(receipt=last, earlier=earlier):
            sent = [*earlier, last]
        case ConfirmedAnswer(receipt=str(only)) | JudgedAnswer(receipt=str(only)):
            sent = [only]
        case _:
            return None
    return together([receipts.read(each, key, served.pupil_id, served.id, now) for each in sent])
