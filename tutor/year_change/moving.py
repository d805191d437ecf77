"""The end of a class's year: its pupils move up, each where the teacher says, and their history follows them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session

from tutor.classroom.names import same_name_key
from tutor.classroom.repository import class_for_teacher, pupils_of_class_for_teacher
from tutor.classroom.service import LARGEST_CLASS, make_class
from tutor.classroom.sign_in_secrets import new_avatar, new_pictures
from tutor.classroom.tables import Classroom, Pupil
from tutor.errors import BadInputError, ConflictError
from tutor.identity.tables import Teacher
from tutor.journal.recording import record
from tutor.journal.tables import Change
from tutor.year_change.schemas import Stayed, YearChangeIn

YEAR_CHANGED = "year.changed"


def change_year(
    session: Session, teacher: Teacher, class_id: UUID, wanted: YearChangeIn, now: datetime
) -> tuple[list[Pupil], list[Stayed], Classroom | None, Change]:
    """Move pupils of one of her classes to others of hers, put away who leaves, archive the class; commits.

    A pupil whose name is taken where he goes stays, and is given back with the reason. Raises NotFoundError,
    BadInputError.
    """
    old = class_for_teacher(session, teacher, class_id)
    here = {pupil.id: pupil for pupil in pupils_of_class_for_teacher(session, teacher, class_id)}
    _check(wanted, here)
    new = None
    goals: dict[UUID | None, Classroom] = {}
    if wanted.new_class is not None:
        new = goals[None] = make_class(session, teacher, wanted.new_class.name, wanted.new_class.grade, now)
    for to in {move.to for move in wanted.moves} - {None}:
        goals[to] = class_for_teacher(session, teacher, to)  # type: ignore[arg-type]
    mates = {goal.id: pupils_of_class_for_teacher(session, teacher, goal.id) for goal in goals.values()}
    left: dict[str, Any] = {}
    before = {"pupils": left, "archived": old.archived}
    moved: list[Pupil] = []
    stayed: list[Stayed] = []
    arrived: dict[UUID, int] = {}
    for move in wanted.moves:
        pupil, goal = here[move.pupil_id], goals[move.to]
        there = mates.setdefault(goal.id, [])
        reason = _trouble(pupil, [mate for mate in there if not mate.archived])
        if reason is not None:
            stayed.append(Stayed(first_name=pupil.first_name, reason=f"{goal.name} : {reason}"))
            continue
        left[str(pupil.id)] = _place(pupil)
        _settle(pupil, goal, there)
        there.append(pupil)
        session.add(pupil)
        moved.append(pupil)
        arrived[goal.id] = arrived.get(goal.id, 0) + 1
    for pupil_id in wanted.leaving:
        pupil = here[pupil_id]
        left[str(pupil.id)] = _place(pupil)
        pupil.archived, pupil.epoch, pupil.version = True, pupil.epoch + 1, pupil.version + 1
        session.add(pupil)
    if wanted.archive_class and not stayed:
        old.archived, old.version = True, old.version + 1
        session.add(old)
    after: dict[str, Any] = {
        "pupils": {str(pupil.id): _place(pupil) for pupil in here.values() if str(pupil.id) in left},
        "archived": old.archived,
        "new_class": str(new.id) if new else None,
    }
    change = record(
        session, teacher, old.id, YEAR_CHANGED, _summary(len(moved), wanted, old), now, before=before, after=after
    )
    for goal_id, count in arrived.items():
        told = f"{_pupils(count)} de {old.name} {'arrivent' if count > 1 else 'arrive'} dans la classe."
        record(session, teacher, goal_id, "year.arrived", told, now, before={}, after={})
    session.commit()
    return moved, stayed, new, change


def undo_year(session: Session, teacher: Teacher, change: Change, now: datetime) -> None:
    """Everyone back where he was, if nobody has moved since."""
    places = {UUID(one): place for one, place in change.after["pupils"].items()}
    pupils = [pupil for one in places if (pupil := session.get(Pupil, one)) is not None and pupil.trashed_at is None]
    if len(pupils) < len(places) or any(str(one.classroom_id) != places[one.id]["class_id"] for one in pupils):
        raise ConflictError("Un de ces élèves a encore changé de place depuis : remettez-les vous-même.")
    for class_id in {pupil.classroom_id for pupil in pupils}:
        class_for_teacher(session, teacher, class_id)
    old = session.get_one(Classroom, change.classroom_id)
    back = {same_name_key(pupil.first_name) for pupil in pupils}
    staying = [
        mate
        for mate in pupils_of_class_for_teacher(session, teacher, old.id)
        if not mate.archived and mate.id not in places
    ]
    for mate in staying:
        if same_name_key(mate.first_name) in back:
            raise ConflictError(f"Un autre élève de {old.name} s'appelle maintenant {mate.first_name}.")
    for pupil in pupils:
        place = change.before["pupils"][str(pupil.id)]
        pupil.classroom_id, pupil.avatar = UUID(place["class_id"]), place["avatar"]
        pupil.pictures, pupil.archived = place["pictures"], place["archived"]
        pupil.epoch, pupil.version = pupil.epoch + 1, pupil.version + 1
        session.add(pupil)
    old.archived, old.version = change.before["archived"], old.version + 1
    session.add(old)
    session.flush()
    made = session.get(Classroom, UUID(change.after["new_class"])) if change.after["new_class"] else None
    if made is not None and not pupils_of_class_for_teacher(session, teacher, made.id):
        made.archived, made.trashed_at = True, now
        session.add(made)


def _check(wanted: YearChangeIn, here: dict[UUID, Pupil]) -> None:
    named = [move.pupil_id for move in wanted.moves] + wanted.leaving
    if not named and not wanted.archive_class:
        raise BadInputError("Choisissez au moins un élève, ou d'archiver la classe.")
    if len(set(named)) < len(named):
        raise BadInputError("Un élève est choisi deux fois : rechargez la page.")
    if any(one not in here or here[one].archived for one in named):
        raise BadInputError("Un des élèves choisis n'est plus dans la classe : rechargez la page.")
    if wanted.new_class is None and any(move.to is None for move in wanted.moves):
        raise BadInputError("Il manque la classe où vont ces élèves.")


def _trouble(pupil: Pupil, present: list[Pupil]) -> str | None:
    if pupil in present:
        return "c'est déjà sa classe."
    if len(present) >= LARGEST_CLASS:
        return "la classe est pleine."
    if same_name_key(pupil.first_name) in {same_name_key(mate.first_name) for mate in present}:
        return "quelqu'un y porte déjà ce prénom ; ajoutez une initiale, puis recommencez."
    return None


def _settle(pupil: Pupil, goal: Classroom, there: list[Pupil]) -> None:
    """He keeps his face and his pictures, unless somebody there has them already."""
    present = [mate for mate in there if not mate.archived]
    if pupil.avatar in {mate.avatar for mate in present}:
        pupil.avatar = new_avatar([mate.avatar for mate in present])
    if pupil.pictures in [mate.pictures for mate in there]:
        pupil.pictures = new_pictures([tuple(mate.pictures) for mate in there])
    pupil.classroom_id = goal.id
    pupil.epoch, pupil.version = pupil.epoch + 1, pupil.version + 1


def _place(pupil: Pupil) -> dict[str, Any]:
    return {
        "class_id": str(pupil.classroom_id),
        "avatar": pupil.avatar,
        "pictures": list(pupil.pictures),
        "archived": pupil.archived,
    }


def _summary(moved: int, wanted: YearChangeIn, old: Classroom) -> str:
    told = []
    if moved:
        told.append(f"{_pupils(moved)} {'changent' if moved > 1 else 'change'} de classe")
    if wanted.leaving:
        count = len(wanted.leaving)
        told.append(f"{_pupils(count)} {'quittent' if count > 1 else 'quitte'} l'école")
    if old.archived:
        told.append(f"{old.name} est archivée")
    text = ", ".join(told) or "Rien n'a changé"
    return f"{text[:1].upper()}{text[1:]}."


def _pupils(count: int) -> str:
    return f"{count} élèves" if count > 1 else "un élève"
