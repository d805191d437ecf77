"""The path, one transaction a step: give the next exercise; judge an answer, keep it and update mastery."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from exercises.catalogue import Catalogue
from exercises.exercise import Domain, Exercise
from exercises.maths.misconceptions.detect import History
from learner_model import NO_PLAN, Choice, Plan, placed
from tutor.errors import ConflictError, NotFoundError
from tutor.practice import mastery, receipts, repository
from tutor.practice.answers import UnreadableError
from tutor.practice.choosing import opening_line, served_row, shown, turn
from tutor.practice.content import assigned_to_pupil, domain_of, exercise_for_pupil
from tutor.practice.heard import together
from tutor.practice.items import item_of
from tutor.practice.parts import Parts
from tutor.practice.path import LOOK_BACK, SESSION_GAP, Sitting, path_before, sitting
from tutor.practice.reasons import in_run
from tutor.practice.recording import asked_again, attempt_row
from tutor.practice.runs import REST, has_room, next_fact
from tutor.practice.schemas import Answer, AttemptIn, AttemptOut, ConfirmedAnswer, HeardAnswer, JudgedAnswer, ServedOut
from tutor.practice.slips import REMEMBERED, history_of
from tutor.practice.tables import Served
from tutor.progression.service import skills_taught_lately_to_pupil, skills_taught_to_pupil

# An exercise does not come back within so long: what comes back is its skill.
NOT_AGAIN = timedelta(days=28)
EASIER = Plan(low=0.9, high=0.97)
"""The success that is aimed at after help."""
NOTHING_FITS = "Il n'y a pas d'exercice de cette sorte pour cet élève."
UNKNOWN_SERVED = "Cet exercice n'a pas été donné à cet élève."


@dataclass(frozen=True, slots=True)
class Wanted:
    """What may come next: of one subject or any; only exercises that fit (a function of the module: it is remembered);
    an easier one than usual. Known facts come in a row only to a pupil who is `alone` at his tablet.
    """

    domain: Domain | None = None
    fits: Callable[[Exercise], bool] | None = None
    easier: bool = False
    alone: bool = True


def serve_next(
    session: Session, pupil_id: UUID, wanted: Wanted, parts: Parts, now: datetime, rng: random.Random
) -> ServedOut:
    """Give what comes next. What was given and not yet answered in this session is given again.

    Raises NotFoundError when nothing fits.
    """
    repository.hold_pupil(session, pupil_id)
    so_far = _sitting(session, pupil_id, now)
    served, exercise = _unanswered(session, pupil_id, wanted, parts.catalogue, now)
    if served is None or exercise is None:
        choice, exercise = _chosen(session, pupil_id, wanted, so_far, parts, now, rng)
        line = opening_line(exercise.kind, choice.reason.because, so_far, parts.lines, parts.can_listen, rng)
        served = served_row(pupil_id, choice, line, parts.learner, now)
        session.add(served)
        session.commit()
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
    exercise = exercise_for_pupil(session, pupil_id, served.exercise_id, parts.catalogue)
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
            history=lambda: misconceptions_of(session, pupil_id, parts.catalogue),
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
    return [domain for one in so_far.given if (domain := domain_of(one, catalogue)) is not None]


def _chosen(
    session: Session,
    pupil_id: UUID,
    wanted: Wanted,
    so_far: Sitting,
    parts: Parts,
    now: datetime,
    rng: random.Random,
) -> tuple[Choice, Exercise]:
    """What the teacher gave comes first; else what teaches most, among what this pupil's class can decode today."""
    state = mastery.state_for(session, pupil_id, parts.learner)
    given = assigned_to_pupil(session, pupil_id, parts.catalogue) if wanted.domain is not Domain.MATHS else None
    if given is not None and (wanted.fits is None or wanted.fits(given)):
        plan = Plan(assigned=frozenset({given.id}))
        return parts.learner.choose(state, [item_of(given)], now.timestamp(), rng, plan), given
    grade = repository.grade_for_pupil(session, pupil_id)
    subject = wanted.domain or turn(_domains(so_far, parts.catalogue), rng)
    taught = skills_taught_to_pupil(session, pupil_id, grade, now.date())
    recent = skills_taught_lately_to_pupil(session, pupil_id, grade, now.date())
    placement = not placed(parts.learner, state, list(Domain), now.timestamp())
    low, high = repository.band_for_pupil(session, pupil_id) or (NO_PLAN.low, NO_PLAN.high)
    if wanted.easier:
        low, high = max(low, EASIER.low), max(high, EASIER.high)
    plan = Plan(low, high, recent=recent, placement=placement and not wanted.easier)
    may_begin = subject is Domain.MATHS and not placement and has_room(path_before(so_far, parts.goal))
    may_run = wanted.domain is not Domain.READING and wanted.fits is None and wanted.alone and not wanted.easier
    past = repository.facts_given_to_pupil(session, pupil_id, now - REST) if may_run else []
    fact = next_fact(parts, grade, past, state, now, may_begin=may_begin) if may_run else None
    if fact is not None:
        choice = in_run(parts.learner.choose(state, fact.candidates, now.timestamp(), rng, plan), fact.place)
        return choice, parts.catalogue.exercises[choice.item.exercise]
    done = repository.exercises_answered_by_pupil(session, pupil_id, now - NOT_AGAIN)
    fitting = parts.shelf.only(parts.shelf.for_pupil(grade, subject, taught, plan.placement), wanted.fits)
    if not fitting.allowed.any():
        fitting = parts.shelf.only(parts.shelf.for_pupil(grade, subject, taught), wanted.fits)
    if not fitting.allowed.any():
        raise NotFoundError(NOTHING_FITS)
    candidates = parts.shelf.without(fitting, done)
    choice = parts.learner.choose(state, candidates, now.timestamp(), rng, plan)
    return choice, parts.catalogue.exercises[choice.item.exercise]


def _unanswered(
    session: Session, pupil_id: UUID, wanted: Wanted, catalogue: Catalogue, now: datetime
) -> tuple[Served | None, Exercise | None]:
    """What was given last, when the tablet may have lost it before the pupil answered."""
    last = repository.last_served_for_pupil(session, pupil_id)
    if last is None or now - last.served_at > SESSION_GAP:
        return None, None
    exercise = exercise_for_pupil(session, pupil_id, last.exercise_id, catalogue)
    if exercise is None or (wanted.domain is not None and exercise.domain is not wanted.domain):
        return None, None
    if wanted.fits is not None and not wanted.fits(exercise):
        return None, None
    answered = repository.attempts_on_served_for_pupil(session, pupil_id, last.id)
    return (None, None) if answered else (last, exercise)


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
