"""Look at a list, then take it. What is not a first name never reaches the database. Writers commit once."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from exercises.exercise import Grade
from tutor.classroom import repository
from tutor.classroom.names import same_name_key
from tutor.classroom.service import LARGEST_CLASS, make_class, make_pupil
from tutor.classroom.tables import Pupil
from tutor.errors import BadInputError
from tutor.identity.tables import Teacher
from tutor.journal.recording import record
from tutor.journal.tables import Change
from tutor.practice.tables import Served
from tutor.pupil_lists.naming import Fault, Named, Names, grade_of, names_of
from tutor.pupil_lists.schemas import (
    FaultyPupil,
    FileClass,
    FileClassIn,
    FilePreview,
    ListedClass,
    ListedPupil,
    ListIn,
    ListPreview,
)
from tutor.pupil_lists.tables_read import List, Row, decoded, read_list
from tutor.year_change.erasing import erase_pupils

PUPILS_ADDED = "pupils.added"


def preview(session: Session, teacher: Teacher, class_id: UUID, sent: ListIn) -> ListPreview:
    """What a list would change in one of her classes. Raises NotFoundError, BadInputError."""
    mates = repository.pupils_of_class_for_teacher(session, teacher, class_id)
    present = [mate.first_name for mate in mates if not mate.archived]
    read = _read(sent)
    groups = _groups(read)
    label = sent.class_label if sent.class_label is not None else next(iter(groups)) if len(groups) == 1 else None
    if label is not None and label not in groups:
        raise BadInputError("Cette classe n'est pas dans le fichier : choisissez-en une autre.")
    rows = groups[label] if label is not None else []
    names = names_of(rows, present, LARGEST_CLASS - len(present), table=read.table)
    return ListPreview(
        classes=[
            ListedClass(label=one, grade=_grade(group), pupils=len(group)) for one, group in groups.items() if one
        ],
        class_label=label,
        **_told(names),
        left=list(read.left),
    )


def add(
    session: Session, teacher: Teacher, class_id: UUID, first_names: Sequence[str], now: datetime
) -> tuple[list[Pupil], Change]:
    """Add these pupils, all or none. Raises NotFoundError, BadInputError, ConflictError naming the one that is not."""
    classroom = repository.class_for_teacher(session, teacher, class_id)
    mates = repository.pupils_of_class_for_teacher(session, teacher, class_id)
    added: list[Pupil] = []
    for name in first_names:
        added.append(make_pupil(session, classroom, [*mates, *added], name, now))
    session.flush()
    change = record(
        session,
        teacher,
        classroom.id,
        PUPILS_ADDED,
        f"{len(added)} élèves ajoutés à la classe." if len(added) > 1 else "Un élève ajouté à la classe.",
        now,
        before={},
        after={"pupils": [str(pupil.id) for pupil in added]},
    )
    session.commit()
    return added, change


def undo_added(session: Session, teacher: Teacher, change: Change, now: datetime) -> None:
    """Erase those who were added; who has begun to work goes to the bin instead, with what he did."""
    ids = {UUID(one) for one in change.after["pupils"]}
    here = repository.pupils_of_class_for_teacher(session, teacher, change.classroom_id)
    pupils = [pupil for pupil in here if pupil.id in ids]
    begun = set(session.exec(select(Served.pupil_id).where(col(Served.pupil_id).in_(ids)).distinct()).all())
    for pupil in pupils:
        if pupil.id in begun:
            pupil.archived, pupil.trashed_at, pupil.epoch = True, now, pupil.epoch + 1
            session.add(pupil)
    erase_pupils(session, [pupil.id for pupil in pupils if pupil.id not in begun])


def preview_file(session: Session, teacher: Teacher, sent: ListIn) -> FilePreview:
    """The classes that a school's file would make. Raises BadInputError."""
    read = _read(sent)
    hers = {same_name_key(one.name) for one in repository.classes_for_teacher(session, teacher) if not one.archived}
    classes = []
    for label, rows in _groups(read).items():
        grade = _grade(rows)
        if not label or grade is None:
            continue
        names = names_of(rows, [], LARGEST_CLASS, table=read.table)
        classes.append(
            FileClass(
                label=label[:60],
                grade=grade,
                exists=same_name_key(label) in hers,
                first_names=[one.first_name for one in names.added],
                left_out=_faulty(names.left_out),
                faults=_faulty(names.faults),
            )
        )
    if not classes:
        raise BadInputError(
            "Ce fichier ne nomme aucune classe de CP, de CE1 ou de CE2 : il faut les colonnes « Libellé classe » et "
            "« Niveau ». Vous pouvez aussi créer la classe, puis y importer la liste."
        )
    return FilePreview(classes=classes, left=list(read.left))


def make_classes(session: Session, teacher: Teacher, wanted: Sequence[FileClassIn], now: datetime) -> list[UUID]:
    """Make these classes with their pupils, all or none."""
    made = []
    for one in wanted:
        classroom = make_class(session, teacher, one.name, one.grade, now)
        added: list[Pupil] = []
        for name in one.first_names:
            added.append(make_pupil(session, classroom, added, name, now))
        record(
            session,
            teacher,
            classroom.id,
            "class.imported",
            f"Classe créée depuis un fichier, avec {len(added)} élève{'s' if len(added) > 1 else ''}.",
            now,
            before={},
            after={},
        )
        made.append(classroom.id)
    session.commit()
    return made


def _read(sent: ListIn) -> List:
    if (sent.text is None) == (sent.content is None):
        raise BadInputError("Collez une liste, ou choisissez un fichier.")
    return read_list(sent.text if sent.text is not None else decoded(sent.content or b""))


def _groups(read: List) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = {}
    for row in read.rows:
        groups.setdefault(row.class_label, []).append(row)
    return groups


def _grade(rows: Sequence[Row]) -> Grade | None:
    grades = Counter(grade for row in rows if (grade := grade_of(row.level)))
    return grades.most_common(1)[0][0] if grades else None


def _told(names: Names) -> dict[str, list[ListedPupil] | list[FaultyPupil]]:
    return {
        "added": _listed(names.added),
        "known": _listed(names.known),
        "left_out": _faulty(names.left_out),
        "faults": _faulty(names.faults),
    }


def _listed(names: Sequence[Named]) -> list[ListedPupil]:
    return [ListedPupil(line=one.line, first_name=one.first_name) for one in names]


def _faulty(faults: Sequence[Fault]) -> list[FaultyPupil]:
    return [FaultyPupil(line=one.line, text=one.text, reason=one.reason) for one in faults]
