"""The bin: what a teacher throws away stays there for thirty days, then it is erased. Writers commit once."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal, cast
from uuid import UUID

import structlog
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from tutor.classroom.names import same_name_key
from tutor.classroom.repository import class_for_teacher, pupil_for_teacher
from tutor.classroom.tables import Classroom, Pupil, Teaching
from tutor.db import reading, writing
from tutor.errors import BadInputError, ConflictError, NotFoundError
from tutor.identity.tables import Teacher
from tutor.journal.kept import KEPT
from tutor.journal.recording import record
from tutor.journal.tables import Change
from tutor.own_texts.repository import text_for_teacher
from tutor.own_texts.tables import OwnText
from tutor.year_change.erasing import erase_class, erase_pupils, erase_texts
from tutor.year_change.schemas import Bin, Binned

Kind = Literal["class", "pupil", "text"]
Thing = Classroom | Pupil | OwnText
BINNED = "binned"
_TABLES: dict[Kind, type[Thing]] = {"class": Classroom, "pupil": Pupil, "text": OwnText}
_NOT_THERE = "Ce n'est pas, ou plus, dans la corbeille."
log = structlog.get_logger("tutor.year_change")


def put(session: Session, teacher: Teacher, kind: Kind, thing_id: UUID, now: datetime) -> Change:
    """Put a class, a pupil or a text of hers in the bin; the sessions of these pupils end. Raises NotFoundError."""
    thing: Thing
    if kind == "class":
        thing = class_for_teacher(session, teacher, thing_id)
    elif kind == "pupil":
        thing = pupil_for_teacher(session, teacher, thing_id)
    else:
        thing = text_for_teacher(session, teacher, thing_id)
    before = {"kind": kind, "id": str(thing.id), "archived": thing.archived}
    thing.archived, thing.trashed_at, thing.version = True, now, thing.version + 1
    if isinstance(thing, Pupil):
        thing.epoch += 1
    session.add(thing)
    change = record(
        session,
        teacher,
        _class_id(thing),
        BINNED,
        f"{_name(thing)} : mis à la corbeille pour {KEPT.days} jours.",
        now,
        before=before,
        after={},
        pupil_id=thing.id if isinstance(thing, Pupil) else None,
    )
    session.commit()
    return change


def undo_put(session: Session, teacher: Teacher, change: Change, now: datetime) -> None:
    """Take it out, as it was."""
    kind: Kind = change.before["kind"]
    _take_out(session, _in_bin(session, teacher, kind, UUID(change.before["id"])), change.before["archived"])


def restore(session: Session, teacher: Teacher, kind: Kind, thing_id: UUID, now: datetime) -> Change:
    """Take out of the bin, back in service. Raises NotFoundError, ConflictError when a classmate has his name now."""
    thing = _in_bin(session, teacher, kind, thing_id)
    _take_out(session, thing, archived=False)
    pupil_id = thing.id if isinstance(thing, Pupil) else None
    told = f"{_name(thing)} : sorti de la corbeille."
    change = record(session, teacher, _class_id(thing), "restored", told, now, before={}, after={}, pupil_id=pupil_id)
    for put_in in session.exec(
        select(Change).where(Change.classroom_id == _class_id(thing), Change.kind == BINNED)
    ).all():
        if put_in.undone_at is None and put_in.before["id"] == str(thing.id):
            put_in.undone_at, put_in.undone_by = now, teacher.id
            session.add(put_in)
    session.commit()
    return change


def in_bin(session: Session, teacher: Teacher) -> Bin:
    """What her classes have in the bin."""
    names = dict(
        session.exec(
            select(Classroom.id, Classroom.name)
            .join(Teaching, col(Teaching.classroom_id) == col(Classroom.id))
            .where(Teaching.teacher_id == teacher.id)
        ).all()
    )
    found = [
        Binned(
            kind=kind,
            id=thing.id,
            name=_name(thing),
            class_name=names[_class_id(thing)],
            binned_at=thing.trashed_at,
            gone_at=thing.trashed_at + KEPT,
        )
        for kind in _TABLES
        for thing in _of_classes(session, kind, list(names))
        if thing.trashed_at is not None
    ]
    return Bin(things=sorted(found, key=lambda one: one.binned_at, reverse=True))


def erase(session: Session, teacher: Teacher, kind: Literal["class", "pupil"], thing_id: UUID, typed: str) -> None:
    """Erase for good a class or a pupil of hers, in the bin or not: the name must be typed again.

    Raises NotFoundError, BadInputError, ConflictError when colleagues share the class.
    """
    thing = _of_teacher(session, teacher, kind, thing_id)
    if same_name_key(typed) != same_name_key(_name(thing)):
        raise BadInputError(f"Pour supprimer définitivement, écrivez le nom exact : « {_name(thing)} ».")
    if isinstance(thing, Pupil):
        class_id = thing.classroom_id
        erase_pupils(session, [thing.id])
        session.commit()
        log.info("pupil_erased", class_id=str(class_id))
        return
    sharing = session.exec(
        select(Teacher.id)
        .join(Teaching, col(Teaching.teacher_id) == col(Teacher.id))
        .where(Teaching.classroom_id == thing.id, col(Teacher.substitute_until).is_(None))
    ).all()
    if len(sharing) > 1:
        raise ConflictError(
            "Vous partagez cette classe : avant de la supprimer définitivement, retirez vos collègues, ou bien "
            "quittez la classe."
        )
    class_id = thing.id
    erase_class(session, class_id)
    log.info("class_erased", class_id=str(class_id))


def empty_bin(engine: Engine, now: datetime) -> int:
    """Erase what has been in the bin for more than thirty days; how many things. Locks nothing when there is none."""
    with reading(engine) as session:
        gone = [(kind, thing_id) for kind, table in _TABLES.items() for thing_id in _expired(session, table, now)]
    for kind, thing_id in gone:
        with writing(engine) as session:
            if kind == "class":
                erase_class(session, thing_id)
            elif kind == "pupil":
                erase_pupils(session, [thing_id])
            else:
                erase_texts(session, [thing_id])
            session.commit()
    if gone:
        log.info("bin_emptied", things=len(gone))
    return len(gone)


def _expired(session: Session, table: type[Thing], now: datetime) -> Sequence[UUID]:
    return session.exec(select(table.id).where(col(table.trashed_at) < now - KEPT)).all()


def _of_classes(session: Session, kind: Kind, class_ids: Sequence[UUID]) -> Sequence[Thing]:
    table = _TABLES[kind]
    of_class = col(Classroom.id) if table is Classroom else col(table.classroom_id)  # type: ignore[union-attr]
    wanted = select(table).where(of_class.in_(class_ids), col(table.trashed_at).is_not(None))
    return cast(Sequence[Thing], session.exec(wanted).all())


def _of_teacher(session: Session, teacher: Teacher, kind: Kind, thing_id: UUID) -> Thing:
    thing = cast(Thing | None, session.get(_TABLES[kind], thing_id))
    if thing is None or session.get(Teaching, (teacher.id, _class_id(thing))) is None:
        what = {"class": "Cette classe n'existe pas, ou n'est pas la vôtre.", "text": _NOT_THERE}
        raise NotFoundError(what.get(kind, "Cet élève n'existe pas, ou n'est pas dans une de vos classes."))
    return thing


def _in_bin(session: Session, teacher: Teacher, kind: Kind, thing_id: UUID) -> Thing:
    try:
        thing = _of_teacher(session, teacher, kind, thing_id)
    except NotFoundError:
        raise NotFoundError(_NOT_THERE) from None
    if thing.trashed_at is None:
        raise NotFoundError(_NOT_THERE)
    return thing


def _take_out(session: Session, thing: Thing, archived: bool) -> None:
    if isinstance(thing, Pupil) and not archived:
        mates = session.exec(
            select(Pupil.first_name).where(
                Pupil.classroom_id == thing.classroom_id, col(Pupil.archived).is_(False), Pupil.id != thing.id
            )
        ).all()
        if same_name_key(thing.first_name) in {same_name_key(mate) for mate in mates}:
            raise ConflictError(
                f"Il y a maintenant un autre élève qui s'appelle {thing.first_name} dans la classe : changez d'abord "
                "son prénom."
            )
    thing.archived, thing.trashed_at, thing.version = archived, None, thing.version + 1
    session.add(thing)


def _class_id(thing: Thing) -> UUID:
    return thing.id if isinstance(thing, Classroom) else thing.classroom_id


def _name(thing: Thing) -> str:
    if isinstance(thing, Pupil):
        return thing.first_name
    return thing.name if isinstance(thing, Classroom) else thing.title
