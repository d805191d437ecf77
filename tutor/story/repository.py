"""Every query of the story. Each takes the pupil who asks; his work is counted in the log of attempts."""

from uuid import UUID

from sqlalchemy import case, func
from sqlalchemy import select as select_counts
from sqlmodel import Session, col, select

from exercises.story.progress import Told, Work
from speech.verdicts import Verdict
from tutor.classroom.tables import Classroom, Pupil
from tutor.practice.tables import Attempt
from tutor.story.levels import StoryLevel
from tutor.story.tables import StoryTold


def level_for_pupil(session: Session, pupil_id: UUID) -> StoryLevel:
    """How much of the story the pupil's class has."""
    level = session.exec(
        select(Classroom.story).join(Pupil, col(Pupil.classroom_id) == Classroom.id).where(Pupil.id == pupil_id)
    ).one()
    return StoryLevel(level)


def work_of_pupil(session: Session, pupil_id: UUID) -> Work:
    """What this pupil has tried. An exercise counts once, whatever came of it; one that was passed over does not."""
    reply, kept = col(Attempt.reply), col(Attempt.answer)
    at_the_end = (reply["path"]["done"].as_integer() == reply["path"]["goal"].as_integer()) & (
        reply["then"].as_string() != "again"
    )
    each = (
        select_counts(
            func.count().label("tries"),
            func.max(case((col(Attempt.verdict) == Verdict.INCORRECT.value, 1), else_=0)).label("missed"),
            func.max(case((col(Attempt.hints) > 0, 1), else_=0)).label("helped"),
            func.max(case((at_the_end, 1), else_=0)).label("ended"),
            func.max(case((kept["type"].as_string() != "skipped", 1), else_=0)).label("tried"),
        )
        .where(col(Attempt.pupil_id) == pupil_id)
        .group_by(col(Attempt.served_id))
        .subquery()
    )
    again = (each.c.tries > 1) & (each.c.missed == 1) & (each.c.tried == 1)
    helped = (each.c.helped == 1) & (each.c.tried == 1)
    counts = (
        session.connection()
        .execute(
            select_counts(
                func.coalesce(func.sum(each.c.tried), 0),
                func.coalesce(func.sum(each.c.ended), 0),
                func.coalesce(func.sum(case((again, 1), else_=0)), 0),
                func.coalesce(func.sum(case((helped, 1), else_=0)), 0),
            )
        )
        .one()
    )
    tried, sittings, comebacks, helps = (int(count) for count in counts)
    return Work(sittings=sittings, tried=tried, comebacks=comebacks, helps=helps)


def told_to_pupil(session: Session, pupil_id: UUID) -> frozenset[Told]:
    """What was told to this pupil."""
    rows = session.exec(select(StoryTold.round, StoryTold.piece).where(StoryTold.pupil_id == pupil_id)).all()
    return frozenset(Told(number, piece) for number, piece in rows)
