"""Share a class's indicators with the academy, or no more; what would be shared. Off unless a teacher turns it on."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session

from tutor.academy import repository
from tutor.academy.counting import FEWEST_PUPILS, Row, published
from tutor.academy.files import Place
from tutor.academy.repository import SHARED
from tutor.academy.schemas import IndicatorsOut, IndicatorsShown
from tutor.academy.school import months_over, place_of, row_of
from tutor.classroom.repository import class_for_teacher
from tutor.errors import ConflictError
from tutor.identity.tables import Teacher
from tutor.journal.recording import record
from tutor.journal.service import change_out
from tutor.journal.tables import Change
from tutor.settings import Settings


def shown(
    session: Session,
    teacher: Teacher,
    class_id: UUID,
    settings: Settings,
    now: datetime,
    month: str | None = None,
    change: Change | None = None,
) -> IndicatorsOut:
    """Whether a class of hers is shared, and what its month (the last one over) would tell. Raises NotFoundError."""
    classroom = class_for_teacher(session, teacher, class_id)
    said = repository.last_said_of_class_for_teacher(session, teacher, class_id)
    shared = said is not None and bool(said.after.get("shared"))
    today = now.astimezone(ZoneInfo(settings.timezone)).date()
    months = months_over(session, classroom, today)
    month = month or (months[0] if months else None)
    row = row_of(session, classroom, settings.uai or "", month, today) if month else None
    leaves = published([row])[0].counts if row and published([row]) else None
    return IndicatorsOut(
        shared=shared,
        since=said.at if said and shared else None,
        uai=settings.uai,
        months=months,
        month=month,
        label=row.label if row and leaves else None,
        row=IndicatorsShown(
            pupils=leaves.pupils, followed=leaves.followed, progressing=leaves.progressing, **leaves.rates()
        )
        if leaves
        else None,
        fewest_pupils=FEWEST_PUPILS,
        change=change_out(change, teacher, now) if change else None,
    )


def share(
    session: Session, teacher: Teacher, class_id: UUID, shared: bool, settings: Settings, now: datetime
) -> IndicatorsOut:
    """Share a class of hers from now on, or no more. The journal's line is the setting. Raises NotFoundError."""
    classroom = class_for_teacher(session, teacher, class_id)
    said = repository.last_said_of_class_for_teacher(session, teacher, class_id)
    before = said is not None and bool(said.after.get("shared"))
    change = None
    if before is not shared:
        summary = (
            "Indicateurs de la classe partagés avec l’académie (des nombres, aucun nom)."
            if shared
            else "Indicateurs de la classe plus partagés avec l’académie."
        )
        change = record(
            session,
            teacher,
            classroom.id,
            SHARED,
            summary,
            now,
            before={"shared": before},
            after={"shared": shared},
        )
        session.commit()
    return shown(session, teacher, class_id, settings, now, change=change)


def undo_shared(session: Session, teacher: Teacher, change: Change, now: datetime) -> None:
    """The undoer of SHARED: marking the line undone is all, since the last line not undone is the setting."""


def to_hand_over(
    session: Session, teacher: Teacher, class_id: UUID, settings: Settings, now: datetime, month: str
) -> tuple[list[Row], Place]:
    """What leaves of a class of hers. Raises NotFoundError, ConflictError when it is not shared or tells too much."""
    classroom = class_for_teacher(session, teacher, class_id)
    said = repository.last_said_of_class_for_teacher(session, teacher, class_id)
    if said is None or not said.after.get("shared"):
        raise ConflictError("Le partage de cette classe n’est pas allumé : rien ne sort de l’école.")
    place = place_of(settings)
    today = now.astimezone(ZoneInfo(settings.timezone)).date()
    rows = published([row_of(session, classroom, place.uai, month, today)])
    if not rows:
        raise ConflictError(
            f"Moins de {FEWEST_PUPILS} élèves ont travaillé ce mois-là : la classe ne paraît pas seule, pour que "
            "personne ne soit reconnu."
        )
    return rows, place
