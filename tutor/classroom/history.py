"""What a teacher changed of a class or a pupil, in the journal, and the way back."""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from exercises.exercise import Grade
from tutor.classroom.names import same_name_key
from tutor.classroom.repository import class_for_teacher, pupil_for_teacher, pupils_of_class_for_teacher
from tutor.classroom.tables import Classroom, Pupil
from tutor.errors import ConflictError
from tutor.identity.tables import Teacher
from tutor.journal.recording import record
from tutor.journal.tables import Change

CLASS_CHANGED = "class.changed"
PUPIL_CHANGED = "pupil.changed"
_OF_CLASS = ("name", "grade", "archived", "strictness", "story")
_OF_PUPIL = ("first_name", "avatar", "archived", "band_low", "band_high")


def seen_of(thing: Classroom | Pupil) -> dict[str, Any]:
    """What may change of it."""
    return {name: getattr(thing, name) for name in (_OF_PUPIL if isinstance(thing, Pupil) else _OF_CLASS)}


def changed(
    session: Session, teacher: Teacher, thing: Classroom | Pupil, before: dict[str, Any], now: datetime
) -> None:
    """Write down what differs from `before`, if anything, without a commit."""
    then = {name: value for name, value in seen_of(thing).items() if value != before[name]}
    if not then:
        return
    pupil = thing if isinstance(thing, Pupil) else None
    record(
        session,
        teacher,
        pupil.classroom_id if pupil else thing.id,
        PUPIL_CHANGED if pupil else CLASS_CHANGED,
        _of_pupil(pupil, before, then) if pupil else _of_class(before, then),
        now,
        before={name: before[name] for name in then},
        after=then,
        pupil_id=pupil.id if pupil else None,
    )


def undo_class(session: Session, teacher: Teacher, change: Change, now: datetime) -> None:
    """Put a class back as it was."""
    _put_back(session, class_for_teacher(session, teacher, change.classroom_id), change)


def undo_pupil(session: Session, teacher: Teacher, change: Change, now: datetime) -> None:
    """Put a pupil back as he was. Raises ConflictError when a classmate has his name now."""
    pupil = pupil_for_teacher(session, teacher, change.pupil_id or change.id)
    mates = pupils_of_class_for_teacher(session, teacher, pupil.classroom_id)
    key = same_name_key(change.before.get("first_name", pupil.first_name))
    returns = not change.before.get("archived", pupil.archived)
    if returns and any(
        same_name_key(mate.first_name) == key for mate in mates if mate.id != pupil.id and not mate.archived
    ):
        raise ConflictError("Un autre élève de la classe a maintenant ce prénom : changez-le d'abord.")
    if "archived" in change.before:
        pupil.epoch += 1
    _put_back(session, pupil, change)


def _put_back(session: Session, thing: Classroom | Pupil, change: Change) -> None:
    now_there = seen_of(thing)
    if any(now_there[name] != value for name, value in change.after.items()):
        raise ConflictError("Cela a encore été changé depuis : changez-le vous-même.")
    for name, value in change.before.items():
        setattr(thing, name, value)
    thing.version += 1
    session.add(thing)


def _of_class(before: dict[str, Any], then: dict[str, Any]) -> str:
    told = []
    if "name" in then:
        told.append(f"« {before['name']} » s'appelle maintenant « {then['name']} »")
    if "grade" in then:
        told.append(f"le niveau de la classe est {Grade(then['grade']).value.upper()}")
    if "archived" in then:
        told.append("la classe est archivée" if then["archived"] else "la classe est remise en service")
    if "strictness" in then:
        told.append("l'exigence de l'écoute est changée")
    if "story" in then:
        told.append("la part de la longue histoire est changée")
    return _sentence(told)


def _of_pupil(pupil: Pupil, before: dict[str, Any], then: dict[str, Any]) -> str:
    told = []
    if "first_name" in then:
        told.append(f"{before['first_name']} s'appelle maintenant {then['first_name']}")
    if "avatar" in then:
        told.append(f"le visage de {pupil.first_name} est changé")
    if "archived" in then:
        told.append(f"{pupil.first_name} : {'mis aux archives' if then['archived'] else 'de retour dans la classe'}")
    if "band_low" in then or "band_high" in then:
        told.append(f"la réussite visée pour {pupil.first_name} est changée")
    return _sentence(told)


def _sentence(told: list[str]) -> str:
    text = ", ".join(told)
    return f"{text[:1].upper()}{text[1:]}."
