"""Which correspondences a class was taught by today, and how its teacher changes that. Writers commit once."""

from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlmodel import Session

from exercises.exercise import Grade
from exercises.reading.gpcs import Gpc, Gpcs
from exercises.reading.progression import Progression, Step, ready_progressions, school_week, taught
from exercises.reading.progression_csv import export_csv, import_csv
from tutor.classroom import repository as classroom
from tutor.edits import expect
from tutor.errors import BadInputError
from tutor.identity.tables import Teacher
from tutor.progression import repository
from tutor.progression.schemas import (
    Correspondence,
    FaultyLine,
    ProgressionIn,
    ProgressionLine,
    ProgressionOut,
    ProgressionPreview,
)
from tutor.progression.tables import ClassProgression

DEFAULT: Final = "marelle"
LATELY: Final = 3
_SHOWN: Final = 120


def taught_today(chosen: ClassProgression | None, grade: Grade, today: date) -> frozenset[str] | None:
    """The slugs taught by this day; None, all of them: a CE1 or a CE2 whose teacher chose nothing."""
    if chosen is None and grade is not Grade.CP:
        return None
    return taught(_progression(chosen), school_week(today))


def skills_taught_to_pupil(session: Session, pupil_id: UUID, grade: Grade, today: date) -> frozenset[str] | None:
    """The skills of the correspondences that this pupil's class was taught; None for all of them."""
    slugs = taught_today(repository.progression_for_pupil(session, pupil_id), grade, today)
    return None if slugs is None else frozenset(f"reading.gpc.{slug}" for slug in slugs)


def skills_taught_lately_to_pupil(session: Session, pupil_id: UUID, grade: Grade, today: date) -> frozenset[str]:
    """Those of them that his class was taught in the last LATELY weeks; none where all are known."""
    chosen = repository.progression_for_pupil(session, pupil_id)
    if taught_today(chosen, grade, today) is None:
        return frozenset()
    followed, week = _progression(chosen), school_week(today)
    return frozenset(f"reading.gpc.{slug}" for slug in taught(followed, week) - taught(followed, week - LATELY))


def progression(session: Session, teacher: Teacher, class_id: UUID, today: date) -> ProgressionOut:
    """The progression of one of her classes. Raises NotFoundError."""
    grade = Grade(classroom.class_for_teacher(session, teacher, class_id).grade)
    chosen = repository.progression_for_teacher(session, teacher, class_id)
    followed = _progression(chosen)
    named = set(followed.gpcs)
    return ProgressionOut(
        ready=DEFAULT if chosen is None else chosen.ready,
        chosen=chosen is not None,
        all_known=chosen is None and grade is not Grade.CP,
        week=school_week(today),
        lines=_lines(followed),
        never=[gpc.slug for gpc in Gpcs.load() if gpc.slug not in named],
        about=[_about(gpc) for gpc in Gpcs.load()],
        choices=list(ready_progressions()),
        version=0 if chosen is None else chosen.version,
    )


def choose(session: Session, teacher: Teacher, class_id: UUID, wanted: ProgressionIn, now: datetime) -> None:
    """Follow a ready progression or these lines from now on. Raises NotFoundError, BadInputError.

    Raises ChangedMeanwhileError too.
    """
    made = classroom.class_for_teacher(session, teacher, class_id)
    if (wanted.ready is None) == (wanted.lines is None):
        raise BadInputError("Choisissez une progression toute prête, ou envoyez la vôtre.")
    followed = _ready(wanted.ready) if wanted.ready is not None else _own(wanted.lines or [])
    chosen = repository.progression_for_teacher(session, teacher, class_id) or ClassProgression(
        classroom_id=made.id, lines=[], version=0, changed_at=now
    )
    chosen.version = expect(wanted.version, chosen.version, "la progression")
    chosen.ready = wanted.ready
    chosen.lines = [[step.gpc, step.week] for step in followed.steps]
    chosen.changed_at = now
    session.add(chosen)
    session.commit()


def forget(session: Session, teacher: Teacher, class_id: UUID, seen: int | None) -> None:
    """Back to what a class of this year follows without a choice. Raises ChangedMeanwhileError."""
    classroom.class_for_teacher(session, teacher, class_id)
    chosen = repository.progression_for_teacher(session, teacher, class_id)
    expect(seen, chosen.version if chosen is not None else 0, "la progression")
    if chosen is not None:
        session.delete(chosen)
    session.commit()


def preview(session: Session, teacher: Teacher, class_id: UUID, content: bytes) -> ProgressionPreview:
    """What a file would change; the lines that are not understood are given back with what to do."""
    classroom.class_for_teacher(session, teacher, class_id)
    now = {
        step.gpc: step.week
        for step in _progression(repository.progression_for_teacher(session, teacher, class_id)).steps
    }
    read = import_csv(content)
    then = {step.gpc: step.week for step in read.progression.steps}
    return ProgressionPreview(
        lines=_lines(read.progression),
        faults=[FaultyLine(line=one.line, text=one.written[:_SHOWN], reason=one.problem) for one in read.faults],
        never=list(read.missing),
        added=[gpc for gpc in then if gpc not in now],
        moved=[gpc for gpc, week in then.items() if now.get(gpc, week) != week],
        removed=[gpc for gpc in now if gpc not in then],
    )


def export(session: Session, teacher: Teacher, class_id: UUID) -> bytes:
    """The progression as a file for a spreadsheet."""
    classroom.class_for_teacher(session, teacher, class_id)
    return export_csv(_progression(repository.progression_for_teacher(session, teacher, class_id)))


def _progression(chosen: ClassProgression | None) -> Progression:
    """What is followed; a correspondence that a later version of Marelle no longer has is passed over."""
    if chosen is None:
        return _ready(DEFAULT)
    known = Gpcs.load()
    return Progression.of(Step(int(week), str(gpc)) for gpc, week in chosen.lines if gpc in known)


def _ready(name: str) -> Progression:
    found = ready_progressions().get(name)
    if found is None:
        raise BadInputError("Cette progression toute prête n'existe pas : rechargez la page.")
    return found


def _own(lines: list[ProgressionLine]) -> Progression:
    known, seen = Gpcs.load(), set[str]()
    for line in lines:
        if line.gpc not in known:
            raise BadInputError(f"La correspondance « {line.gpc} » n'existe pas : rechargez la page.")
        if line.gpc in seen:
            raise BadInputError(f"La correspondance « {line.gpc} » est deux fois dans la progression.")
        seen.add(line.gpc)
    return Progression.of(Step(line.week, line.gpc) for line in lines)


def _lines(followed: Progression) -> list[ProgressionLine]:
    return [ProgressionLine(gpc=step.gpc, week=step.week) for step in followed.steps]


def _about(gpc: Gpc) -> Correspondence:
    sound = "".join(gpc.sounds[0]) if gpc.sounds else ""
    return Correspondence(
        gpc=gpc.slug,
        graphemes=" ".join(gpc.graphemes) or "rares",
        sound="muet" if gpc.mute else f"[{sound}]" if sound else "divers",
        key_word=gpc.key_word,
    )
