"""What follows from decisions, in sentences for the teacher: how far each is, who has done all, what leaves nothing."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cached_property
from uuid import UUID

from sqlmodel import Session

from exercises.catalogue import Catalogue
from exercises.exercise import Domain
from exercises.typography import set_in_type
from learner_model import LearnerModel
from tutor.classroom.tables import Pupil
from tutor.decisions.asked import Asked, Assign, PlanFor, TargetKind
from tutor.decisions.obeying import banned_of, done_by_pupil, known_skills, order_of, will_of_pupil
from tutor.decisions.rules import Done, Task, Will, is_over
from tutor.decisions.tables import Decision
from tutor.decisions.texts import text_for_pupil
from tutor.decisions.wording import DOMAINS, NBSP, names, target_in_words
from tutor.practice import mastery, repository
from tutor.practice.choosing import Shelf
from tutor.progression.service import skills_taught_to_pupil


class Follower:
    """How far one pupil is with what was asked. Everything is read at most once, when it is first needed."""

    def __init__(
        self, session: Session, pupil: Pupil, catalogue: Catalogue, shelf: Shelf, learner: LearnerModel, now: datetime
    ) -> None:
        self.pupil = pupil
        self._session, self._catalogue, self._shelf, self._learner, self._now = session, catalogue, shelf, learner, now
        self._done: list[Done] | None = None
        self._since = now

    @cached_property
    def acquired(self) -> frozenset[str]:
        """The skills that this pupil masters."""
        state = mastery.state_for(self._session, self.pupil.id, self._learner)
        return known_skills(self._learner, state, self._shelf, self._now.timestamp())

    def done(self, since: datetime) -> list[Done]:
        """What this pupil finished since then."""
        if self._done is None or since < self._since:
            self._done, self._since = done_by_pupil(self._session, self.pupil.id, since), since
        return [one for one in self._done if one.at >= since]

    def is_over(self, task: Task) -> bool:
        """Whether this pupil has done what a task asks."""
        done = self.done(task.since)
        if task.target.kind is TargetKind.TEXT:
            had = {one.exercise_id for one in done}
            asked = text_for_pupil(self._session, self.pupil.id, task.target.id, self._catalogue)
            return all(one.id in had for one in asked)
        return is_over(task, done, self._now.date(), lambda: self.acquired)

    def made(self, task: Task) -> int:
        """How many exercises of it this pupil did."""
        return sum(1 for one in self.done(task.since) if one.is_of(task.target))


def state_in_words(
    row: Decision, followers: Sequence[Follower], catalogue: Catalogue, titles: Mapping[str, str], now: datetime
) -> str:
    """How far a decision is: « 3 exercices sur 5 », « 2 élèves sur 6 ont fini », the step of a plan; or nothing."""
    order = order_of(row)
    tasks = Will.of([order], now.date()).tasks()
    if not tasks:
        return ""
    if isinstance(order.asked, PlanFor):
        return f"En ce moment{NBSP}: {target_in_words(tasks[0].target, catalogue, titles)}."
    task = tasks[0]
    if not followers:
        return ""
    over = [one for one in followers if one.is_over(task)]
    if len(followers) > 1:
        plural = "s" if len(over) > 1 else ""
        return f"{len(over)} élève{plural} sur {len(followers)} {'ont' if len(over) > 1 else 'a'} fini."
    if over:
        return "Fini."
    if task.times is not None:
        return f"{followers[0].made(task)} sur {task.times}."
    return "En cours." if followers[0].made(task) else "Pas encore commencé."


def who_wait(wills: Mapping[UUID, Will], followers: Sequence[Follower]) -> list[str]:
    """Who has done all that was asked while the tutor's own choice is paused."""
    waiting = [
        one.pupil.first_name
        for one in followers
        if (will := wills[one.pupil.id]).paused and all(one.is_over(task) for task in will.tasks())
    ]
    if not waiting:
        return []
    has = "ont" if len(waiting) > 1 else "a"
    return [f"{names(waiting)} {has} fini tout ce que vous avez demandé{NBSP}: en attendant, place aux révisions."]


def nothing_left(session: Session, pupils: Sequence[Pupil], shelf: Shelf, now: datetime) -> list[str]:
    """For whom blocks leave nothing in a subject, and what comes instead."""
    empty: dict[tuple[Domain, ...], list[str]] = {}
    for pupil in pupils:
        grade = repository.grade_for_pupil(session, pupil.id)
        taught = skills_taught_to_pupil(session, pupil.id, grade, now.date())
        banned = banned_of(will_of_pupil(session, pupil.id, now), shelf)
        gone = tuple(one for one in Domain if not (shelf.for_pupil(grade, one, taught).allowed & ~banned).any())
        if gone:
            empty.setdefault(gone, []).append(pupil.first_name)
    told = []
    for gone, whom in empty.items():
        if len(gone) == len(Domain):
            told.append(f"Il ne reste rien d'autre pour {names(whom)}{NBSP}: il n'y aura que des révisions.")
        else:
            other = next(DOMAINS[one.value] for one in Domain if one not in gone)
            subject = DOMAINS[gone[0].value]
            told.append(f"Il ne reste rien en {subject} pour {names(whom)}{NBSP}: tout le travail sera en {other}.")
    return [set_in_type(one) for one in told]


def already_acquired(
    session: Session, pupils: Sequence[Pupil], asked: Asked, shelf: Shelf, learner: LearnerModel, now: datetime
) -> list[str]:
    """Who masters already what is asked until it is mastered."""
    if not isinstance(asked, Assign) or asked.times is not None or asked.target.kind is not TargetKind.SKILL:
        return []
    have = [
        one.first_name
        for one in pupils
        if asked.target.id in known_skills(learner, mastery.state_for(session, one.id, learner), shelf, now.timestamp())
    ]
    return (
        [f"Déjà acquis par {names(have)}{NBSP}: demandez un nombre d'exercices pour en donner encore."] if have else []
    )
