"""What was decided, where the next exercise of a pupil is chosen: what comes first, what may not come, what is left.

Reads only. What it gives back are candidates, so that the learner model still picks the one that suits best.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, func, or_, select

from exercises.exercise import Exercise
from learner_model import Candidates, LearnerModel, PupilState, Status, mastery_of
from tutor.classroom.tables import Pupil
from tutor.decisions.asked import ASKED, Assign, Target, TargetKind
from tutor.decisions.rules import Done, Flags, Level, Order, Task, Will, is_over
from tutor.decisions.tables import Decision, NeedGroup, NeedGroupMember
from tutor.own_texts.exercises import PREFIX
from tutor.own_texts.tables import OwnText
from tutor.practice.choosing import Shelf
from tutor.practice.items import item_of
from tutor.practice.parts import Parts
from tutor.practice.path import Length
from tutor.practice.tables import Attempt

_KNOWN = (Status.ACQUIRED, Status.REVIEW)


def will_of_pupil(session: Session, pupil_id: UUID, now: datetime) -> Will:
    """What holds for this pupil today."""
    groups = (
        select(NeedGroupMember.group_id)
        .join(NeedGroup, col(NeedGroup.id) == col(NeedGroupMember.group_id))
        .where(NeedGroupMember.pupil_id == pupil_id, col(NeedGroup.deleted_at).is_(None))
    )
    rows = session.exec(
        select(Decision)
        .join(Pupil, col(Pupil.classroom_id) == col(Decision.classroom_id))
        .where(Pupil.id == pupil_id, col(Decision.removed_at).is_(None))
        .where(
            or_(
                col(Decision.pupil_id) == pupil_id,
                col(Decision.group_id).in_(groups),
                col(Decision.pupil_id).is_(None) & col(Decision.group_id).is_(None),
            )
        )
    ).all()
    return Will.of(map(order_of, rows), now.date())


def decided_for_pupil(session: Session, pupil_id: UUID) -> list[datetime]:
    """When anything was last decided in this pupil's class, made or ended: what was chosen before may not obey it."""
    made, removed = session.exec(
        select(func.max(Decision.made_at), func.max(Decision.removed_at))
        .join(Pupil, col(Pupil.classroom_id) == col(Decision.classroom_id))
        .where(Pupil.id == pupil_id)
    ).one()
    return [one for one in (made, removed) if one is not None]


def order_of(row: Decision) -> Order:
    """A decision as the rules see it."""
    level = Level.PUPIL if row.pupil_id else Level.GROUP if row.group_id else Level.CLASS
    return Order(row.id, level, row.made_at, ASKED.validate_python(row.asked), row.starts, row.ends)


def order_of_text(own: OwnText) -> Order:
    """A text that was given from the page of texts, as a decision."""
    asked = Assign(way="assign", target=Target(kind=TargetKind.TEXT, id=f"{PREFIX}{own.id}"))
    return Order(own.id, Level.CLASS if own.whole_class else Level.PUPIL, own.published_at or own.changed_at, asked)


def with_length(parts: Parts, will: Will) -> Parts:
    """The same parts, for sessions as long as was decided."""
    return parts if will.minutes is None else replace(parts, length=Length(will.minutes))


def done_by_pupil(session: Session, pupil_id: UUID, since: datetime) -> list[Done]:
    """The exercises that this pupil finished since then, each once."""
    rows = session.exec(
        select(Attempt.served_id, Attempt.exercise_id, Attempt.item, Attempt.occurred_at)
        .where(Attempt.pupil_id == pupil_id, col(Attempt.occurred_at) >= since)
        .where(col(Attempt.reply)["then"].as_string() != "again")
        .order_by(col(Attempt.sequence))
    ).all()
    found = {
        served_id: Done(exercise_id, tuple(item["skills"]), item["kind"], item["domain"], at)
        for served_id, exercise_id, item, at in rows
    }
    return list(found.values())


def done_for(session: Session, pupil_id: UUID, will: Will) -> list[Done]:
    """What is to be known to tell which tasks are over."""
    tasks = will.tasks()
    return done_by_pupil(session, pupil_id, min(one.since for one in tasks)) if tasks else []


def known_skills(learner: LearnerModel, state: PupilState, shelf: Shelf, at: float) -> frozenset[str]:
    """Those acquired, even if they are to be seen again."""
    return frozenset(one.skill for one in mastery_of(learner, state, shelf.everything, at) if one.status in _KNOWN)


@dataclass(frozen=True, slots=True)
class First:
    """What was asked to come first. `given`: the only one, of a text; else to be chosen among `candidates`."""

    task: Task
    candidates: Candidates
    given: Exercise | None = None


def first_of(
    will: Will,
    done: Sequence[Done],
    shelf: Shelf,
    may: Flags,
    decodable: Flags,
    acquired: Callable[[], frozenset[str]],
    text: Callable[[str], Sequence[Exercise]],
    may_be: Callable[[Exercise], bool],
) -> First | None:
    """What was asked to come first and is not done yet.

    `may`, `may_be`: what this pupil can be given now; `decodable`: what suits his year and his class, preferred.
    """
    banned: Flags | None = None
    for task in will.tasks():
        if task.target.kind is TargetKind.TEXT:
            had = {one.exercise_id for one in done if one.at >= task.since}
            for exercise in text(task.target.id):
                if exercise.id not in had and may_be(exercise) and not will.blocks(exercise):
                    return First(task, Candidates.of([item_of(exercise)]), exercise)
            continue
        if is_over(task, done, will.today, acquired):
            continue
        banned = banned_of(will, shelf) if banned is None else banned
        allowed = may & shelf.on(task.target) & ~banned
        if allowed.any():
            near = allowed & decodable
            return First(task, shelf.everything.where(near if near.any() else allowed))
    return None


def banned_of(will: Will, shelf: Shelf) -> Flags:
    """Which exercises of the shelf may not be given."""
    return will.blocked(len(shelf.everything), shelf.on)


def revision(
    known: frozenset[str], shelf: Shelf, may: Sequence[Flags], banned: Flags, at_any_price: bool
) -> Candidates | None:
    """What is mastered, to be done again, where the pupil may work (`may`, the nearest first), never what is blocked.

    `at_any_price`: when nothing else at all is left, that too. None when there is nothing.
    """
    mastered = shelf.only_on(known)
    tries = [each & mastered & ~banned for each in may] + [each & ~banned for each in may]
    if at_any_price:
        tries += [each & mastered for each in may] + list(may)
    return next((shelf.everything.where(each) for each in tries if each.any()), None)
