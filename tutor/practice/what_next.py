"""What comes next for a pupil, read from what he did and what his teacher decided: chosen, or only foreseen."""

import random
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import Session

from exercises.catalogue import Catalogue
from exercises.doors import BEHIND, DOOR_OF
from exercises.exercise import Domain, Exercise
from learner_model import NO_PLAN, Candidates, Choice, Plan, PupilState, placed
from tutor.comfort.ways import fits_for, ways_of_pupil
from tutor.decisions.obeying import (
    banned_of,
    done_for,
    first_of,
    known_skills,
    order_of_text,
    revision,
    will_of_pupil,
    with_length,
)
from tutor.decisions.rules import Will
from tutor.decisions.texts import text_for_pupil
from tutor.errors import NotFoundError
from tutor.practice import mastery, repository
from tutor.practice.choosing import turn, without_skill
from tutor.practice.content import assigned_to_pupil, domain_of, measured_for_pupil
from tutor.practice.items import item_of
from tutor.practice.parts import Parts
from tutor.practice.path import LOOK_BACK, PACE_STEPS, Sitting, own_pace, path_before, sitting
from tutor.practice.reasons import as_revision, by_pupil, by_teacher, in_run, more_often
from tutor.practice.runs import REST, has_room, next_fact
from tutor.practice.wanted import Wanted
from tutor.progression.service import skills_taught_lately_to_pupil, skills_taught_to_pupil

# An exercise does not come back within so long: what comes back is its skill.
NOT_AGAIN = timedelta(days=28)
EASIER = Plan(low=0.9, high=0.97)
"""The success that is aimed at after help."""
NOTHING_FITS = "Il n'y a pas d'exercice de cette sorte pour cet élève."


@dataclass(frozen=True, slots=True)
class Ahead:
    """What the next exercise is chosen among. `given`: the only one, of a text that the teacher gave; `asked`: what she
    asked to come first; `revises`: nothing but revision is left of what she allows; `place`: in a run of known facts.
    """

    state: PupilState
    plan: Plan
    candidates: Candidates
    given: Exercise | None = None
    asked: bool = False
    revises: bool = False
    place: int | None = None


def chosen(
    session: Session,
    pupil_id: UUID,
    wanted: Wanted,
    will: Will,
    so_far: Sitting,
    parts: Parts,
    now: datetime,
    rng: random.Random,
) -> tuple[Choice, Exercise]:
    """The next exercise, with the reason of its choice. Raises NotFoundError when none fits what is wanted."""
    ahead = lies_ahead(session, pupil_id, wanted, will, so_far, parts, now, rng)
    choice = parts.learner.choose(ahead.state, ahead.candidates, now.timestamp(), rng, ahead.plan)
    exercise = ahead.given or parts.catalogue.exercises[choice.item.exercise]
    choice = _said(choice, ahead)
    free = ahead.place is None and not ahead.asked and not ahead.revises
    if free and wanted.door is DOOR_OF[exercise.activity]:
        choice = by_pupil(choice)
    return choice, exercise


def foreseen(
    session: Session, pupil_id: UUID, domain: Domain, parts: Parts, now: datetime, most: int
) -> list[tuple[Choice, Exercise]]:
    """What would be given now in a subject, first choice first, each on another skill than those before. Gives nothing.

    What is chosen by lot among equals is chosen the same at each look.
    """
    will = will_of_pupil(session, pupil_id, now)
    parts = with_length(parts, will)
    so_far = sitting_of_pupil(session, pupil_id, parts, now)
    wanted, _ = in_his_ways(session, pupil_id, Wanted(domain=domain), parts)
    try:
        ahead = lies_ahead(session, pupil_id, wanted, will, so_far, parts, now, random.Random(0))
    except NotFoundError:
        return []
    found: list[tuple[Choice, Exercise]] = []
    candidates = ahead.candidates
    while len(found) < most and candidates.allowed.any():
        choice = parts.learner.choose(ahead.state, candidates, now.timestamp(), random.Random(0), ahead.plan)
        exercise = ahead.given or parts.catalogue.exercises[choice.item.exercise]
        found.append((_said(choice, ahead), exercise))
        if ahead.given is not None or not choice.reason.skill:
            break
        candidates = without_skill(candidates, choice.reason.skill)
    return found


def told(choice: Choice, plan: Plan, revises: bool) -> Choice:
    """The choice, saying what the teacher has to do with it."""
    if revises:
        return as_revision(choice)
    return more_often(choice) if plan.boosted.intersection(choice.item.skills) else choice


def sitting_of_pupil(session: Session, pupil_id: UUID, parts: Parts, now: datetime) -> Sitting:
    """The session under way, with the pace that this pupil had before it."""
    so_far = sitting(repository.events_for_pupil(session, pupil_id, now - LOOK_BACK), now)
    if parts.length.exercises is not None:
        return so_far
    finished = repository.finished_by_pupil(session, pupil_id, so_far.began or now, PACE_STEPS)
    return replace(so_far, pace=own_pace(finished))


def in_his_ways(session: Session, pupil_id: UUID, wanted: Wanted, parts: Parts) -> tuple[Wanted, bool]:
    """What is wanted, as far as his comfort lets him do it; and whether he may be listened to."""
    ways = ways_of_pupil(session, pupil_id)
    can_listen = parts.can_listen and ways.speaks
    return replace(wanted, ways=fits_for(hears=ways.hears, heard=can_listen), heard=can_listen), can_listen


def _said(choice: Choice, ahead: Ahead) -> Choice:
    """The choice, saying whether it is one of a run of facts, or what the teacher has to do with it."""
    if ahead.place is not None:
        return in_run(choice, ahead.place)
    return by_teacher(choice) if ahead.asked else told(choice, ahead.plan, ahead.revises)


def _domains(so_far: Sitting, catalogue: Catalogue) -> list[Domain]:
    return [domain for one in so_far.given if (domain := domain_of(one, catalogue)) is not None]


def lies_ahead(
    session: Session,
    pupil_id: UUID,
    wanted: Wanted,
    will: Will,
    so_far: Sitting,
    parts: Parts,
    now: datetime,
    rng: random.Random,
) -> Ahead:
    """What the teacher gave or asked comes first; else what teaches most, among what she does not block and what this
    pupil's class can decode today.
    """
    state = mastery.state_for(session, pupil_id, parts.learner)
    shelf = parts.shelf
    given = measured_for_pupil(session, pupil_id, parts.catalogue) if wanted.may_be_measured else None
    if given is None and wanted.domain is not Domain.MATHS:
        given = assigned_to_pupil(
            session,
            pupil_id,
            parts.catalogue,
            lambda own, one: wanted.may_be(one) and not will.with_order(order_of_text(own)).blocks(one),
        )
    if given is not None and wanted.may_be(given):
        return Ahead(state, Plan(), Candidates.of([item_of(given)]), given=given, asked=True)
    grade = repository.grade_for_pupil(session, pupil_id)
    taught = skills_taught_to_pupil(session, pupil_id, grade, now.date())
    low, high = repository.band_for_pupil(session, pupil_id) or will.band or (NO_PLAN.low, NO_PLAN.high)
    if wanted.easier:
        low, high = max(low, EASIER.low), max(high, EASIER.high)
    done = repository.exercises_answered_by_pupil(session, pupil_id, now - NOT_AGAIN)
    asked = first_of(
        will,
        done_for(session, pupil_id, will),
        shelf,
        _fitting(parts, shelf.of_subject(wanted.domain), wanted).allowed,
        shelf.for_pupil(grade, wanted.domain, taught).allowed,
        lambda: known_skills(parts.learner, state, shelf, now.timestamp()),
        lambda name: text_for_pupil(session, pupil_id, name, parts.catalogue),
        lambda one: wanted.may_be(one) and wanted.domain in (None, one.domain),
    )
    if asked is not None:
        candidates = asked.candidates if asked.given else shelf.without(asked.candidates, done)
        return Ahead(state, Plan(low, high), candidates, given=asked.given, asked=True)
    subject = wanted.subject or turn(_domains(so_far, parts.catalogue), rng)
    recent = skills_taught_lately_to_pupil(session, pupil_id, grade, now.date())
    placement = not placed(parts.learner, state, list(Domain), now.timestamp())
    plan = Plan(low, high, recent, boosted=will.boosted, placement=placement and not wanted.easier)
    may_begin = subject is Domain.MATHS and not placement and has_room(path_before(so_far, parts.length))
    may_run = wanted.may_run and not will.paused
    past = repository.facts_given_to_pupil(session, pupil_id, now - REST) if may_run else []
    fact = next_fact(parts, grade, past, state, now, may_begin=may_begin) if may_run else None
    banned = banned_of(will, shelf)
    if fact is not None and not (fact.candidates.allowed & banned).any():
        return Ahead(state, plan, fact.candidates, place=fact.place)

    def among(domain: Domain | None, placing: bool = False) -> Candidates:
        return _fitting(parts, shelf.for_pupil(grade, domain, taught, placing), wanted)

    fitting = [among(subject, plan.placement), among(subject)]
    if wanted.may_change_subject:
        fitting.append(among(None))
    if not any(each.allowed.any() for each in fitting[:2]):
        raise NotFoundError(NOTHING_FITS)
    if not will.paused:
        for each in fitting:
            allowed = each.where(each.allowed & ~banned)
            if not allowed.allowed.any():
                continue
            if wanted.door is not None and (behind := allowed.allowed & shelf.behind(BEHIND[wanted.door])).any():
                allowed = allowed.where(behind)
            return Ahead(state, plan, shelf.without(allowed, done))
    known = known_skills(parts.learner, state, shelf, now.timestamp())
    left = revision(known, shelf, [each.allowed for each in fitting[1:]], banned, wanted.may_change_subject)
    if left is None:
        raise NotFoundError(NOTHING_FITS)
    return Ahead(state, replace(EASIER, low=max(low, EASIER.low)), left, revises=True)


def _fitting(parts: Parts, candidates: Candidates, wanted: Wanted) -> Candidates:
    return parts.shelf.only(parts.shelf.only(candidates, wanted.fits), wanted.ways)
