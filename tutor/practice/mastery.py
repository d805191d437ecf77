"""Mastery: the learner model's state of each pupil, a projection of his attempts that can always be rebuilt."""

from functools import lru_cache
from uuid import UUID

from sqlalchemy import Engine
from sqlmodel import Session

from learner_model import Believed, Candidates, LearnerModel, PupilState
from learner_model.errors import LearnerModelError
from learner_model.interface import Attempt as Evidence
from learner_model.interface import Outcome
from tutor.db import reading, writing
from tutor.practice import corrections, repository
from tutor.practice.items import item_from_json
from tutor.practice.replies import REHEARSAL
from tutor.practice.tables import Attempt, Mastery

READ_AGAIN = 32
"""States of pupils kept as they were read last, about 150 KB each: of those that a teacher looks at or who work now."""


def state_for(session: Session, pupil_id: UUID, learner: LearnerModel) -> PupilState:
    """The pupil's state now: the projected one, or rebuilt from the attempts when it cannot be used."""
    return kept_state(session, pupil_id, learner) or rebuilt_state(session, pupil_id, learner)


def kept_state(session: Session, pupil_id: UUID, learner: LearnerModel) -> PupilState | None:
    """The projected state; None when there is none, or it is damaged, of another version of the model or another grade.

    None is no fault: the pupil's next exercise rebuilds it.
    """
    kept = repository.mastery_for_pupil(session, pupil_id)
    return None if kept is None else usable(kept, learner, repository.grade_for_pupil(session, pupil_id).value)


def usable(kept: Mastery, learner: LearnerModel, grade: str) -> PupilState | None:
    """A projected state read again; None when it is damaged, of another version of the model or another grade."""
    if kept.model_version != learner.version:
        return None
    try:
        state = _read(kept.state)
    except LearnerModelError:
        return None
    return state if state.grade == grade else None


def believed(kept: Mastery, learner: LearnerModel, content: Candidates, grade: str) -> Believed | None:
    """What a projected state says of the skills of this content, remembered for whole classes; None as for `usable`."""
    if kept.model_version != learner.version:
        return None
    try:
        read = learner.believed(kept.state, content)
    except LearnerModelError:
        return None
    return read if read.grade == grade else None


@lru_cache(maxsize=READ_AGAIN)
def _read(state: str) -> PupilState:
    """The pages of a pupil read the same one after the other; a state never changes, another replaces it."""
    return PupilState.from_json(state)


def rebuilt_state(session: Session, pupil_id: UUID, learner: LearnerModel) -> PupilState:
    """The state that the pupil's attempts lead to, in the order in which they came.

    It starts from the belief about the grade his class has today. What a teacher corrected counts as she said.
    """
    state = learner.new_state(repository.grade_for_pupil(session, pupil_id).value)
    corrected = corrections.verdicts_of_pupil(session, pupil_id)
    for attempt in repository.attempts_for_pupil(session, pupil_id):
        state = after(state, attempt, learner, corrected.get(attempt.id))
    return state


def after(state: PupilState, attempt: Attempt, learner: LearnerModel, corrected: str | None = None) -> PupilState:
    """The state once this attempt is known. Uses only what the row keeps, so that a rebuild does the same.

    `corrected`: the verdict that a teacher put in the place of its own. A reading that only prepares the next one
    teaches nothing about what the pupil masters.
    """
    if attempt.reply["line"]["act"] == REHEARSAL:
        return state
    evidence = Evidence(
        item=item_from_json(attempt.item),
        outcome=Outcome(corrected or attempt.verdict),
        at=attempt.occurred_at.timestamp(),
        hints=attempt.hints,
        latency=attempt.latency_ms / 1000,
    )
    return learner.update(state, evidence, attempt.received_at.timestamp())


def project(session: Session, attempt: Attempt, state: str, learner: LearnerModel) -> None:
    """Keep this state (as text) as the pupil's, in the transaction of the attempt that led to it."""
    if attempt.sequence is None:
        raise ValueError("flush the attempt before projecting it: its sequence says how far mastery goes")
    projected = Mastery(
        pupil_id=attempt.pupil_id,
        state=state,
        sequence=attempt.sequence,
        model_version=learner.version,
        updated_at=attempt.received_at,
    )
    session.merge(projected)


def forget(session: Session, pupil_id: UUID) -> None:
    """Drop the projected state, which is no longer what the attempts lead to: `refresh` makes it again, or any answer.

    Whoever calls holds the pupil.
    """
    kept = repository.mastery_for_pupil(session, pupil_id)
    if kept is not None:
        session.delete(kept)
        session.flush()


def refresh(engine: Engine, pupil_id: UUID, learner: LearnerModel) -> None:
    """Make again what was forgotten. A year takes a second or two: nobody waits for it, and answers may come meanwhile.

    It is computed beside the school's work, and again under the lock only if something came in between.
    """
    with reading(engine) as session:
        if repository.mastery_for_pupil(session, pupil_id) is not None:
            return
        before = _reached(session, pupil_id)
        state = rebuilt_state(session, pupil_id, learner)
    with writing(engine) as session:
        repository.hold_pupil(session, pupil_id)
        last = repository.last_attempt_for_pupil(session, pupil_id)
        if last is None or repository.mastery_for_pupil(session, pupil_id) is not None:
            return  # an answer came first and made it
        if before != _reached(session, pupil_id):
            state = rebuilt_state(session, pupil_id, learner)
        project(session, last, state.to_json(), learner)
        session.commit()


def _reached(session: Session, pupil_id: UUID) -> tuple[int | None, int]:
    """Up to where this pupil's attempts and their corrections go: what a state is made of."""
    last = repository.last_attempt_for_pupil(session, pupil_id)
    return last.sequence if last is not None else None, corrections.last_of_pupil(session, pupil_id)


def rebuild(session: Session, pupil_id: UUID, learner: LearnerModel) -> bool:
    """Rebuild one pupil's mastery from his attempts, and commit. True when what was kept differed."""
    repository.hold_pupil(session, pupil_id)
    kept = repository.mastery_for_pupil(session, pupil_id)
    last = repository.last_attempt_for_pupil(session, pupil_id)
    if last is None:
        differed = kept is not None
        if kept is not None:
            session.delete(kept)
    else:
        before = (kept.state, kept.sequence, kept.model_version) if kept else None
        state = rebuilt_state(session, pupil_id, learner).to_json()
        differed = before != (state, last.sequence, learner.version)
        if differed:
            project(session, last, state, learner)
    session.commit()
    return differed
