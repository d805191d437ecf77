"""Give ahead: what a tablet keeps for when the network is gone, with the answers that Rivet will give there.

Chosen and answered by the same functions as online; nothing counts as given before its first answer comes.
"""

import random
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache
from uuid import UUID, uuid4

from sqlmodel import Session

from exercises.alone import can_be_marked_alone, right_answers
from exercises.catalogue import Catalogue
from exercises.exercise import Domain, Exercise, Kind
from exercises.given import Given
from learner_model import NO_PLAN, Candidates, Choice, LearnerModel, Plan, PupilState
from learner_model.interface import Attempt as Evidence
from learner_model.interface import Outcome
from speech.verdicts import Verdict
from tutor.comfort.ways import fits_for, ways_of_pupil
from tutor.decisions.obeying import (
    banned_of,
    decided_for_pupil,
    done_for,
    first_of,
    known_skills,
    will_of_pupil,
    with_length,
)
from tutor.decisions.rules import Done
from tutor.decisions.texts import texts_of
from tutor.practice import mastery, receipts, repository
from tutor.practice.choosing import opening_line, shown, turn
from tutor.practice.content import domain_of
from tutor.practice.parts import Parts
from tutor.practice.path import LOOK_BACK, Sitting, sitting
from tutor.practice.reasons import by_teacher, reason_to_json
from tutor.practice.recording import help_with, hint_for, hinted
from tutor.practice.replies import HELPS, AnswerType, Try, decide
from tutor.practice.schemas import AheadExercise, AheadReply, RivetLine, ServedOut
from tutor.practice.tables import Served, ServedAhead
from tutor.practice.what_next import NOT_AGAIN, told
from tutor.progression.service import skills_taught_lately_to_pupil, skills_taught_to_pupil

STOCK = 24
"""Exercises on a tablet: two sittings."""
AT_ONCE = 8
"""Thirty tablets ask when a class sits down: each asks again until it has enough, and nobody waits long."""
GOOD_FOR = timedelta(days=1)
"""Then the pupil is elsewhere: the tablet asks for others."""
EACH_TAKES = 40.0  # seconds, between two exercises that are chosen as if they were done one after the other


def held_by(
    session: Session, pupil_id: UUID, held: Sequence[UUID], catalogue: Catalogue, now: datetime
) -> list[ServedAhead]:
    """Those of the exercises that a tablet holds which are still good to give: none chosen before a decision."""
    since = max([now - GOOD_FOR, *decided_for_pupil(session, pupil_id)])
    known = repository.all_ahead_for_pupil(session, pupil_id, since)
    return [one for one in known if one.id in held and one.exercise_id in catalogue.exercises]


def choose_ahead(
    session: Session, pupil_id: UUID, kept: Sequence[ServedAhead], parts: Parts, now: datetime, rng: random.Random
) -> list[tuple[ServedAhead, AheadExercise]]:
    """Some of what completes the stock of a tablet that keeps these, none twice. Reads only: the caller keeps them."""
    will = will_of_pupil(session, pupil_id, now)
    parts = with_length(parts, will)
    state = mastery.state_for(session, pupil_id, parts.learner)
    grade = repository.grade_for_pupil(session, pupil_id)
    taught = skills_taught_to_pupil(session, pupil_id, grade, now.date())
    recent = skills_taught_lately_to_pupil(session, pupil_id, grade, now.date())
    low, high = repository.band_for_pupil(session, pupil_id) or will.band or (NO_PLAN.low, NO_PLAN.high)
    done = repository.exercises_answered_by_pupil(session, pupil_id, now - NOT_AGAIN)
    so_far = sitting(repository.events_for_pupil(session, pupil_id, now - LOOK_BACK), now)
    ways = fits_for(hears=ways_of_pupil(session, pupil_id).hears, heard=False)
    shelf = parts.shelf
    banned = banned_of(will, shelf)

    def fresh(candidates: Candidates) -> Candidates:
        fitting = shelf.only(shelf.only(candidates, can_be_marked_alone), ways)
        fitting = fitting.where(fitting.allowed & ~banned)
        return shelf.strictly_without(fitting, done | {one.exercise_id for one in kept})

    known = lru_cache(maxsize=1)(lambda: known_skills(parts.learner, state, shelf, now.timestamp()))
    left = {domain: fresh(shelf.for_pupil(grade, domain, taught)) for domain in Domain}
    if will.paused:
        mastered = shelf.only_on(known())
        left = {domain: each.where(each.allowed & mastered) for domain, each in left.items()}
    whole = fresh(shelf.everything)
    decodable = shelf.for_pupil(grade, None, taught).allowed
    finished = [*done_for(session, pupil_id, will), *(_as_done(one, parts.catalogue, now) for one in kept)]
    # He has been greeted by the time the network goes.
    said = replace(so_far, lines=so_far.lines | {""})
    domains = [domain for one in kept if (domain := domain_of(one.exercise_id, parts.catalogue)) is not None]

    def texts(name: str) -> Sequence[Exercise]:
        return texts_of(parts.catalogue).get(name, ())

    def fits_alone(one: Exercise) -> bool:
        return can_be_marked_alone(one) and (ways is None or ways(one))

    plan = Plan(low, high, recent=recent, boosted=will.boosted)
    made: list[tuple[ServedAhead, AheadExercise]] = []
    for place in range(min(AT_ONCE, STOCK - len(kept))):
        moment = now.timestamp() + EACH_TAKES * place
        asked = first_of(will, finished, shelf, whole.allowed, decodable, known, texts, fits_alone)
        if asked is not None:
            choice = by_teacher(parts.learner.choose(state, asked.candidates, moment, rng, Plan(low, high)))
        else:
            domain = turn(domains, rng)
            if not left[domain].allowed.any():
                domain = next((one for one in Domain if left[one].allowed.any()), domain)
            if not left[domain].allowed.any():
                break
            choice = told(parts.learner.choose(state, left[domain], moment, rng, plan), plan, will.paused)
        state = _as_if_done(state, choice, moment, parts.learner)
        exercise = parts.catalogue.exercises[choice.item.exercise]
        row = _row(pupil_id, choice, exercise, said, parts, now + timedelta(microseconds=place), rng)
        line = RivetLine.model_validate(row.line)
        said = replace(said, lines=said.lines | {line.text}, acts=said.acts | {line.act})
        made.append((row, _with_replies(row, exercise, said, parts, rng)))
        domains.append(exercise.domain)
        finished.append(_as_done(row, parts.catalogue, now))
        left[exercise.domain] = shelf.strictly_without(left[exercise.domain], [exercise.id])
        whole = shelf.strictly_without(whole, [exercise.id])
    return made


def _as_done(row: ServedAhead, catalogue: Catalogue, now: datetime) -> Done:
    """What a tablet holds counts among what was asked."""
    exercise = catalogue.exercises[row.exercise_id]
    return Done(exercise.id, exercise.skills, exercise.activity.value, exercise.domain.value, now)


def keep_ahead(session: Session, pupil_id: UUID, rows: Iterable[ServedAhead], now: datetime) -> None:
    """Keep what was given ahead, and commit. What no tablet can still send an answer to is forgotten."""
    repository.forget_ahead_for_pupil(session, pupil_id, now - receipts.VALID_FOR)
    session.add_all(rows)
    session.commit()


def _as_if_done(state: PupilState, choice: Choice, moment: float, learner: LearnerModel) -> PupilState:
    """The next one is another thing; but nothing is known of how it went."""
    return learner.update(state, Evidence(item=choice.item, outcome=Outcome.UNSURE, at=moment), moment)


def _row(
    pupil_id: UUID, choice: Choice, exercise: Exercise, said: Sitting, parts: Parts, now: datetime, rng: random.Random
) -> ServedAhead:
    line = opening_line(exercise.kind, choice.reason.because, said, parts.lines, can_listen=False, rng=rng)
    return ServedAhead(
        id=uuid4(),
        pupil_id=pupil_id,
        exercise_id=exercise.id,
        reason=reason_to_json(choice.reason),
        line=line.model_dump(mode="json"),
        model_version=parts.learner.version,
        given_at=now,
    )


def _with_replies(
    row: ServedAhead, exercise: Exercise, said: Sitting, parts: Parts, rng: random.Random
) -> AheadExercise:
    def reply(answer: AnswerType, verdict: Verdict, misses: int = 0, same: bool | None = None) -> AheadReply:
        before = [Try(_ANSWERS.get(exercise.kind, "number"), Verdict.INCORRECT)] * misses
        decision = decide(exercise.domain, exercise.kind, Try(answer, verdict, same), before, row.reason["because"])
        # What was answered is not known yet: these are the hints for a miss that nothing explains.
        missed = exercise.domain is Domain.MATHS and verdict is Verdict.INCORRECT
        hint = hint_for(exercise, decision, [Given()] * (misses + 1)) if missed else None
        text = parts.lines.choose(decision.act, rng, avoid=said.lines)
        return AheadReply(
            verdict=verdict,
            line=hinted(hint, parts) if hint else RivetLine(act=decision.act, text=text),
            then=decision.then,
            help=help_with(exercise, None, decision, hint),
        )

    aloud = exercise.kind is Kind.READ_ALOUD
    touched = _ANSWERS.get(exercise.kind, "number")
    misses = [] if aloud else range(HELPS[exercise.domain])
    return AheadExercise(
        served=_shown(row, exercise, said, parts),
        right=right_answers(exercise),
        after_right=[reply(touched, Verdict.CORRECT, each) for each in misses],
        after_wrong=[reply(touched, Verdict.INCORRECT, each) for each in misses],
        judged=[reply("judged", Verdict.UNSURE, same=same) for same in (True, False)] if aloud else [],
        skipped=reply("skipped", Verdict.UNSURE),
        end=RivetLine(act="session_end", text=parts.lines.choose("session_end", rng, avoid=said.lines)),
    )


def _shown(row: ServedAhead, exercise: Exercise, said: Sitting, parts: Parts) -> ServedOut:
    """As online, but nothing can be heard."""
    as_served = Served(
        id=row.id,
        pupil_id=row.pupil_id,
        exercise_id=row.exercise_id,
        reason=row.reason,
        line=row.line,
        model_version=row.model_version,
        served_at=row.given_at,
    )
    return shown(as_served, exercise, said, parts.length, can_listen=False)


_ANSWERS: dict[Kind, AnswerType] = {
    Kind.CHOOSE: "chosen",
    Kind.BUILD: "built",
    Kind.WRITE: "written",
    Kind.COLUMNS: "columns",
}
"""How each kind is answered by touch; by a number where nothing is said."""
