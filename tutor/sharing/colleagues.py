"""Share a class with a colleague of the school, and leave it. Writers commit once."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from tutor.classroom.repository import class_for_teacher
from tutor.classroom.tables import Teaching
from tutor.errors import ConflictError, NotFoundError
from tutor.identity.repository import teacher_by_login
from tutor.identity.service import kept_login
from tutor.identity.tables import Teacher
from tutor.journal.recording import record
from tutor.journal.tables import Change
from tutor.sharing import repository
from tutor.sharing.schemas import Colleague, SubstituteOut, Team

COLLEAGUE_ADDED = "colleague.added"
COLLEAGUE_REMOVED = "colleague.removed"


def team(session: Session, teacher: Teacher, class_id: UUID, now: datetime) -> Team:
    """Who teaches one of her classes. Raises NotFoundError."""
    class_for_teacher(session, teacher, class_id)
    return Team(
        teachers=[
            Colleague(id=one.id, name=one.name, me=one.id == teacher.id)
            for one in repository.teachers_of(session, class_id)
        ],
        substitutes=[substitute_out(one) for one in repository.substitutes_of(session, class_id, now)],
    )


def substitute_out(substitute: Teacher) -> SubstituteOut:
    """As the teacher sees him."""
    return SubstituteOut.model_validate(
        {
            "id": substitute.id,
            "name": substitute.name,
            "starts_at": substitute.substitute_from,
            "ends_at": substitute.substitute_until,
        }
    )


def share(session: Session, teacher: Teacher, class_id: UUID, login: str, now: datetime) -> Change:
    """Share one of her classes with the teacher of this login. Raises NotFoundError, ConflictError."""
    classroom = class_for_teacher(session, teacher, class_id)
    colleague = teacher_by_login(session, kept_login(login))
    if colleague is None or colleague.school_id != teacher.school_id or colleague.substitute_until is not None:
        raise NotFoundError(
            "Aucun enseignant de l'école n'a cet identifiant. Demandez-le-lui ; il se crée sur le serveur."
        )
    if session.get(Teaching, (colleague.id, classroom.id)) is not None:
        raise ConflictError(f"{colleague.name} a déjà cette classe.")
    session.add(Teaching(teacher_id=colleague.id, classroom_id=classroom.id))
    change = record(
        session,
        teacher,
        classroom.id,
        COLLEAGUE_ADDED,
        f"Classe partagée avec {colleague.name}.",
        now,
        before={},
        after={"teacher": str(colleague.id)},
    )
    session.commit()
    return change


def remove(session: Session, teacher: Teacher, class_id: UUID, colleague_id: UUID, now: datetime) -> Change:
    """A colleague, or she herself, has one of her classes no more. Raises NotFoundError, ConflictError for the last."""
    classroom = class_for_teacher(session, teacher, class_id)
    teachers = repository.teachers_of(session, classroom.id)
    colleague = next((one for one in teachers if one.id == colleague_id), None)
    if colleague is None:
        raise NotFoundError("Cette personne n'a pas, ou plus, cette classe.")
    if len(teachers) == 1:
        raise ConflictError(
            "Une classe ne reste pas sans enseignant : partagez-la d'abord avec un collègue, ou archivez-la."
        )
    session.delete(session.get_one(Teaching, (colleague.id, classroom.id)))
    mine = colleague.id == teacher.id
    change = record(
        session,
        teacher,
        classroom.id,
        COLLEAGUE_REMOVED,
        f"{colleague.name} quitte la classe." if mine else f"Classe retirée à {colleague.name}.",
        now,
        before={"teacher": str(colleague.id)},
        after={},
    )
    session.commit()
    return change


def undo_colleague_added(session: Session, teacher: Teacher, change: Change, now: datetime) -> None:
    """The class is not shared any more."""
    held = session.get(Teaching, (UUID(change.after["teacher"]), change.classroom_id))
    if held is None:
        raise ConflictError("Cette personne n'a déjà plus la classe.")
    if len(repository.teachers_of(session, change.classroom_id)) == 1:
        raise ConflictError("Une classe ne reste pas sans enseignant.")
    session.delete(held)


def undo_colleague_removed(session: Session, teacher: Teacher, change: Change, now: datetime) -> None:
    """The class is shared again."""
    colleague_id = UUID(change.before["teacher"])
    if session.get(Teaching, (colleague_id, change.classroom_id)) is None:
        session.add(Teaching(teacher_id=colleague_id, classroom_id=change.classroom_id))
