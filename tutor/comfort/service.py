"""What a pupil's screens are like, and who may change that. Writers commit once."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from tutor.classroom.repository import class_for_teacher, pupil_for_teacher
from tutor.comfort import repository
from tutor.comfort.schemas import ClassComfortOut, ComfortChoice, ComfortIn, MyComfort, PupilComfortOut
from tutor.comfort.tables import ClassComfort, PupilComfort
from tutor.edits import expect
from tutor.errors import ConflictError
from tutor.identity.tables import Teacher

LOCKED = "Ta maîtresse ou ton maître a choisi ces réglages pour toi."


def comfort_of_pupil(session: Session, pupil_id: UUID) -> MyComfort:
    """What this pupil has: his own or the preset of his class."""
    found = _found(session, pupil_id)
    return MyComfort(chosen=found.chosen, locked=found.locked or found.class_locked)


def choose(session: Session, pupil_id: UUID, chosen: ComfortChoice, now: datetime) -> MyComfort:
    """The pupil chooses for himself. Raises ConflictError when his teacher keeps it as it is."""
    if comfort_of_pupil(session, pupil_id).locked:
        raise ConflictError(LOCKED)
    _keep_for_pupil(session, pupil_id, ComfortIn(chosen=chosen), now)
    return comfort_of_pupil(session, pupil_id)


def pupil_comfort(session: Session, teacher: Teacher, pupil_id: UUID) -> PupilComfortOut:
    """What a pupil of hers has. Raises NotFoundError."""
    return _found(session, pupil_for_teacher(session, teacher, pupil_id).id)


def preset_pupil(
    session: Session, teacher: Teacher, pupil_id: UUID, wanted: ComfortIn, now: datetime
) -> PupilComfortOut:
    """The teacher chooses for one pupil. Raises NotFoundError."""
    pupil = pupil_for_teacher(session, teacher, pupil_id)
    _keep_for_pupil(session, pupil.id, wanted, now)
    return _found(session, pupil.id)


def forget_pupil(session: Session, teacher: Teacher, pupil_id: UUID) -> PupilComfortOut:
    """Back to the preset of his class. Raises NotFoundError."""
    pupil = pupil_for_teacher(session, teacher, pupil_id)
    own, _ = repository.comfort_for_pupil(session, pupil.id)
    if own is not None:
        session.delete(own)
        session.commit()
    return _found(session, pupil.id)


def class_comfort(session: Session, teacher: Teacher, class_id: UUID) -> ClassComfortOut:
    """The preset of one of her classes. Raises NotFoundError."""
    class_for_teacher(session, teacher, class_id)
    kept = repository.class_comfort_for_teacher(session, teacher, class_id)
    return ClassComfortOut(
        chosen=_choice(kept), locked=kept is not None and kept.locked, version=0 if kept is None else kept.version
    )


def preset_class(
    session: Session, teacher: Teacher, class_id: UUID, wanted: ComfortIn, now: datetime
) -> ClassComfortOut:
    """The teacher chooses for the pupils of a class who have none of their own. Raises NotFoundError."""
    made = class_for_teacher(session, teacher, class_id)
    kept = repository.class_comfort_for_teacher(session, teacher, class_id)
    kept = kept or ClassComfort(classroom_id=made.id, chosen={}, locked=False, version=0, changed_at=now)
    kept.version = expect(wanted.version, kept.version, "les réglages d'affichage de la classe")
    kept.chosen, kept.locked, kept.changed_at = _json(wanted.chosen), wanted.locked, now
    session.add(kept)
    session.commit()
    return ClassComfortOut(chosen=wanted.chosen, locked=wanted.locked, version=kept.version)


def _keep_for_pupil(session: Session, pupil_id: UUID, wanted: ComfortIn, now: datetime) -> None:
    own, _ = repository.comfort_for_pupil(session, pupil_id)
    own = own or PupilComfort(pupil_id=pupil_id, chosen={}, locked=False, changed_at=now)
    own.chosen, own.locked, own.changed_at = _json(wanted.chosen), wanted.locked, now
    session.add(own)
    session.commit()


def _found(session: Session, pupil_id: UUID) -> PupilComfortOut:
    own, of_class = repository.comfort_for_pupil(session, pupil_id)
    return PupilComfortOut(
        chosen=_choice(own or of_class),
        locked=own is not None and own.locked,
        own=own is not None,
        class_locked=of_class is not None and of_class.locked,
    )


def _choice(kept: PupilComfort | ClassComfort | None) -> ComfortChoice:
    return ComfortChoice() if kept is None else ComfortChoice.model_validate(kept.chosen)


def _json(chosen: ComfortChoice) -> dict[str, object]:
    return chosen.model_dump(mode="json", exclude_none=True)
