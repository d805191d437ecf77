"""The path, one transaction a step: give the next exercise; judge an answer, keep it and update mastery."""

import random
from datetime import datetime
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from exercises.catalogue import Catalogue
from exercises.exercise import Domain, Kind
from exercises.maths.misconceptions.detect import History
from learner_model import Plan, placed
from tutor.errors import ConflictError, NotFoundError
from tutor.practice import mastery, receipts, repository
from tutor.practice.answers import UnreadableError
from tutor.practice.choosing import opening_line, served_row, shown, turn
from tutor.practice.parts import Parts
from tutor.practice.path import LOOK_BACK, SESSION_GAP, Sitting, sitting
from tutor.practice.recording import asked_again, attempt_row
from tutor.practice.schemas import Answer, AttemptIn, AttemptOut, ConfirmedAnswer, HeardAnswer, JudgedAnswer, ServedOut
from tutor.practice.slips import REMEMBERED, history_of
from tutor.practice.tables import Served

UNKNOWN_SERVED = "Cet exercice n'a pas été donné à cet élève."


def serve_next(
    session: Session, pupil_id: UUID, domain: Domain | None, parts: Parts, now: datetime, rng: random.Random
) -> ServedOut:
    """Give what comes next. What was given and not yet answered in this session is given again."""
    repository.hold_pupil(session, pupil_id)
    so_far = _sitting(session, pupil_id, now)
    served = _unanswered(session, pupil_id, domain, parts.catalogue, now)
    if served is None:
        state = mastery.state_for(session, pupil_id, parts.learner)
        subject = domain or turn(_domains(so_far, parts.catalogue), rng)
        candidates = parts.shelf.for_pupil(repository.grade_for_pupil(session, pupil_id), subject)
        plan = Plan(placement=not placed(parts.learner, state, list(Domain), now.timestamp()))
        choice = parts.learner.choose(state, candidates, now.timestamp(), rng, plan)
        line = opening_line(Kind(choice.item.kind), so_far, parts.lines, parts.can_listen, rng)
        served = served_row(pupil_id, choice, line, parts.learner, now)
        session.add(served)
        session.commit()
    exercise = parts.catalogue.exercises[served.exercise_id]
    return shown(served, exercise, so_far, parts.goal, parts.can_listen)


def record(
    session: Session, pupil_id: UUID, sent: AttemptIn, parts: Parts, now: datetime, rng: random.Random
) -> AttemptOut:
    """Judge and keep an answer, once: the same id again gets the same reply. What cannot be read is asked again.

    Raises NotFoundError for what was not served to this pupil, BadInputError for an answer of the wrong kind or a
    receipt that is not his, ConflictError when the exercise is no longer in the content.
    """
    repository.hold_pupil(session, pupil_id)
    known = repository.attempt_for_pupil(session, pupil_id, sent.id)
    if known is not None:
        return AttemptOut.model_validate(known.reply)
    served = repository.served_for_pupil(session, pupil_id, sent.served_id)
    if served is None:
        raise NotFoundError(UNKNOWN_SERVED)
    exercise = parts.catalogue.exercises.get(served.exercise_id)
    if exercise is None:
        raise ConflictError("Cet exercice n'est plus proposé : on passe au suivant.")
    hearing = _hearing(sent.answer, served, parts.receipts_key, now)
    before = repository.attempts_on_served_for_pupil(session, pupil_id, served.id)
    so_far = _sitting(session, pupil_id, now)
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
            history=lambda: _misconceptions(session, pupil_id, parts.catalogue),
        )
    except UnreadableError:
        return asked_again(sent, so_far, parts, rng)
    session.add(attempt)
    try:
        session.flush()
    except IntegrityError:
        # Another pupil's attempt has this id: nothing of it may be told.
        session.rollback()
        raise NotFoundError(UNKNOWN_SERVED) from None
    mastery.project(session, attempt, mastery.after(state, attempt, parts.learner), parts.learner)
    session.commit()
    return AttemptOut.model_validate(attempt.reply)


def _sitting(session: Session, pupil_id: UUID, now: datetime) -> Sitting:
    return sitting(repository.events_for_pupil(session, pupil_id, now - LOOK_BACK), now)


def _domains(so_far: Sitting, catalogue: Catalogue) -> list[Domain]:
    return [catalogue.exercises[one].domain for one in so_far.given if one in catalogue.exercises]


def _unanswered(
    session: Session, pupil_id: UUID, domain: Domain | None, catalogue: Catalogue, now: datetime
) -> Served | None:
    """What was given last, when the tablet may have lost it before the pupil answered."""
    last = repository.last_served_for_pupil(session, pupil_id)
    if last is None or now - last.served_at > SESSION_GAP:
        return None
    exercise = catalogue.exercises.get(last.exercise_id)
    if exercise is None or (domain is not None and exercise.domain is not domain):
        return None
    return None if repository.attempts_on_served_for_pupil(session, pupil_id, last.id) else last


def _misconceptions(session: Session, pupil_id: UUID, catalogue: Catalogue) -> History:
    """How often each misconception was seen in what this pupil last answered."""
    return history_of(repository.latest_attempts_for_pupil(session, pupil_id, REMEMBERED), catalogue)


def _hearing(answer: Answer, served: Served, key: bytes, now: datetime) -> receipts.Hearing | None:
    if isinstance(answer, HeardAnswer | ConfirmedAnswer | JudgedAnswer) and answer.receipt is not None:
        return receipts.read(answer.receipt, key, served.pupil_id, served.id, now)
    return None
