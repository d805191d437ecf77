"""Mastery: the learner model's state of each pupil, a projection of his attempts that can always be rebuilt."""

from uuid import UUID

from sqlmodel import Session

from learner_model import LearnerModel, PupilState
from learner_model.errors import LearnerModelError
from learner_model.interface import Attempt as Evidence
from learner_model.interface import Outcome
from tutor.practice import repository
from tutor.practice.items import item_from_json
from tutor.practice.replies import REHEARSAL
from tutor.practice.tables import Attempt, Mastery


def state_for(session: Session, pupil_id: UUID, learner: LearnerModel) -> PupilState:
    """The pupil's state now: the projected one, or rebuilt from the attempts when it cannot be used."""
    return kept_state(session, pupil_id, learner) or rebuilt_state(session, pupil_id, learner)


def kept_state(session: Session, pupil_id: UUID, learner: LearnerModel) -> PupilState | None:
    """The projected state; None when there is none, or it is damaged, of another version of the model or another grade.

    None is no fault: the pupil's next exercise rebuilds it.
    """
    kept = repository.mastery_for_pupil(session, pupil_id)
    if kept is None or kept.model_version != learner.version:
        return None
    try:
        state = PupilState.from_json(kept.state)
    except LearnerModelError:
        return None
    return state if state.grade == repository.grade_for_pupil(session, pupil_id).value else None


def rebuilt_state(session: Session, pupil_id: UUID, learner: LearnerModel) -> PupilState:
    """The state that the pupil's attempts lead to, in the order in which they came.

    It starts from the belief about the grade his class has today.
    """
    state = learner.new_state(repository.grade_for_pupil(session, pupil_id).value)
    for attempt in repository.attempts_for_pupil(session, pupil_id):
        state = after(state, attempt, learner)
    return state


def after(state: PupilState, attempt: Attempt, learner: LearnerModel) -> PupilState:
    """The state once this attempt is known. Uses only what the row keeps, so that a rebuild does the same.

    A reading that only prepares the next one teaches nothing about what the pupil masters.
    """
    if attempt.reply["line"]["act"] == REHEARSAL:
        return state
    evidence = Evidence(
        item=item_from_json(attempt.item),
        outcome=Outcome(attempt.verdict),
        at=attempt.occurred_at.timestamp(),
        hints=attempt.hints,
        latency=attempt.latency_ms / 1000,
    )
    return learner.update(state, evidence, attempt.received_at.timestamp())


def project(session: Session, attempt: Attempt, state: PupilState, learner: LearnerModel) -> None:
    """Keep this state as the pupil's, in the transaction of the attempt that led to it."""
    if attempt.sequence is None:
        raise ValueError("flush the attempt before projecting it: its sequence says how far mastery goes")
    projected = Mastery(
        pupil_id=attempt.pupil_id,
        state=state.to_json(),
        sequence=attempt.sequence,
        model_version=learner.version,
        updated_at=attempt.received_at,
    )
    session.merge(projected)


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
        state = rebuilt_state(session, pupil_id, learner)
        differed = before != (state.to_json(), last.sequence, learner.version)
        if differed:
            project(session, last, state, learner)
    session.commit()
    return differed
