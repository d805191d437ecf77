"""A round with the whole class: suggest a skill, ask, count the slates, show the results. Writers commit once."""

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast
from uuid import UUID

from sqlmodel import Session

from exercises.catalogue import Catalogue
from exercises.exercise import Domain, Exercise, Grade
from learner_model import Candidates, LearnerModel
from tutor.classroom import repository as classroom
from tutor.companion.lines import Lines
from tutor.dashboard.class_mastery import known_in_class, present_pupils
from tutor.dashboard.wording import exercise_in_words
from tutor.errors import BadInputError, ConflictError, NotFoundError
from tutor.identity.tables import Teacher
from tutor.practice.schemas import RivetLine
from tutor.practice.shown import shown_content, solution
from tutor.progression.repository import progression_for_teacher
from tutor.progression.service import taught_today
from tutor.whole_class import repository
from tutor.whole_class.questions import answer_of, by_skill, instruction_of, next_question, said_of, untouched
from tutor.whole_class.schemas import (
    EndedOut,
    QuestionOut,
    QuestionResult,
    RoundOut,
    Share,
    SkillChoice,
    TallyIn,
    WholeClass,
)
from tutor.whole_class.tables import ClassQuestion, ClassRound

KEPT = 20
_LEARNING = ("learning", "fragile", "review")


@dataclass(frozen=True, slots=True)
class Content:
    """What questions are made of."""

    catalogue: Catalogue
    lines: Lines


def whole_class(
    session: Session,
    teacher: Teacher,
    class_id: UUID,
    content: Content,
    learner: LearnerModel,
    candidates: Candidates,
    now: datetime,
) -> WholeClass:
    """What can be asked to this class, what many of its pupils are learning, what was asked. Raises NotFoundError."""
    grade = Grade(classroom.class_for_teacher(session, teacher, class_id).grade)
    pupils = present_pupils(session, teacher, class_id)
    learning: Counter[str] = Counter()
    for known in known_in_class(session, teacher, class_id, learner, candidates, now).values():
        learning.update(one.skill for one in known.values() if one.status in _LEARNING)
    skills = content.catalogue.skills.skills
    choices = [
        SkillChoice(
            skill=skill,
            name=skills[skill].name,
            domain=skills[skill].domain,
            grade=skills[skill].grade,
            learning=learning[skill],
        )
        for skill in by_skill(content.catalogue)
    ]
    rounds = repository.rounds_for_teacher(session, teacher, class_id, KEPT)
    asked = repository.questions_for_teacher(session, teacher, rounds)
    return WholeClass(
        choices=choices,
        suggested=_suggested(choices, grade),
        pupils=len(pupils),
        rounds=[_round_out(one, asked[one.id], content) for one in rounds],
    )


def begin(
    session: Session,
    teacher: Teacher,
    class_id: UUID,
    skill: str,
    content: Content,
    now: datetime,
    rng: random.Random,
) -> QuestionOut:
    """A new round and its first question. Raises NotFoundError, BadInputError for a skill that cannot be asked so."""
    made = classroom.class_for_teacher(session, teacher, class_id)
    if skill not in by_skill(content.catalogue):
        raise BadInputError("Cette compétence ne se prête pas à l'ardoise : choisissez-en une autre.")
    begun = ClassRound(classroom_id=made.id, skill=skill, started_at=now)
    session.add(begun)
    session.flush()
    return _ask(session, teacher, begun, (), content, now, rng)


def ask_next(
    session: Session, teacher: Teacher, round_id: UUID, content: Content, now: datetime, rng: random.Random
) -> QuestionOut:
    """The next question of a round. Raises NotFoundError, ConflictError when the round is over or has no more."""
    begun = repository.round_for_teacher(session, teacher, round_id)
    if begun.ended_at is not None:
        raise ConflictError("Cette séance est terminée : commencez-en une autre.")
    asked = repository.questions_for_teacher(session, teacher, [begun])[begun.id]
    return _ask(session, teacher, begun, asked, content, now, rng)


def count(session: Session, teacher: Teacher, round_id: UUID, number: int, tally: TallyIn) -> QuestionResult:
    """Keep how the slates were; counting again replaces. Raises NotFoundError, BadInputError."""
    begun = repository.round_for_teacher(session, teacher, round_id)
    counted = tally.right is not None and tally.not_yet is not None
    if counted == (tally.share is not None) or (tally.right is None) != (tally.not_yet is None):
        raise BadInputError("Comptez les ardoises, ou dites à peu près combien étaient justes.")
    asked = repository.questions_for_teacher(session, teacher, [begun])[begun.id]
    question = next((one for one in asked if one.number == number), None)
    if question is None:
        raise NotFoundError("Cette question n'a pas été posée.")
    question.right, question.not_yet, question.share = tally.right, tally.not_yet, tally.share
    session.add(question)
    session.commit()
    return _result(question)


def end(
    session: Session, teacher: Teacher, round_id: UUID, content: Content, now: datetime, rng: random.Random
) -> EndedOut:
    """The round is over; its results. Ending twice changes nothing."""
    begun = repository.round_for_teacher(session, teacher, round_id)
    begun.ended_at = begun.ended_at or now
    session.add(begun)
    session.commit()
    asked = repository.questions_for_teacher(session, teacher, [begun])[begun.id]
    return EndedOut(round=_round_out(begun, asked, content), line=_line("together_class_end", content, rng))


def _ask(
    session: Session,
    teacher: Teacher,
    begun: ClassRound,
    asked: Sequence[ClassQuestion],
    content: Content,
    now: datetime,
    rng: random.Random,
) -> QuestionOut:
    made = classroom.class_for_teacher(session, teacher, begun.classroom_id)
    slugs = taught_today(progression_for_teacher(session, teacher, made.id), Grade(made.grade), now.date())
    taught = None if slugs is None else frozenset(f"reading.gpc.{slug}" for slug in slugs)
    pool = by_skill(content.catalogue).get(begun.skill, ())
    exercise = next_question(pool, {one.exercise_id for one in asked}, taught, rng)
    if exercise is None:
        raise ConflictError("Toutes les questions de cette compétence ont été posées.")
    line = _line("together_class_ask", content, rng, [one.line for one in asked])
    question = ClassQuestion(
        round_id=begun.id,
        number=len(asked) + 1,
        exercise_id=exercise.id,
        wording=untouched(exercise_in_words(exercise, exercise.id)),
        answer=answer_of(exercise),
        line=line.text,
        asked_at=now,
    )
    session.add(question)
    session.commit()
    present = [one for one in classroom.pupils_of_class_for_teacher(session, teacher, made.id) if not one.archived]
    return _question_out(
        question, exercise, line, _line("together_class_reveal", content, rng), begun, content, len(present)
    )


def _question_out(
    question: ClassQuestion,
    exercise: Exercise,
    line: RivetLine,
    reveal: RivetLine,
    begun: ClassRound,
    content: Content,
    pupils: int,
) -> QuestionOut:
    return QuestionOut(
        round_id=question.round_id,
        number=question.number,
        skill=_name(begun.skill, content),
        instruction=instruction_of(exercise),
        content=shown_content(exercise.content),
        solution=solution(exercise.content),
        answer=question.answer,
        say=said_of(exercise),
        line=line,
        reveal=reveal,
        pupils=pupils,
    )


def _suggested(choices: Sequence[SkillChoice], grade: Grade) -> str | None:
    """What most are learning; where nobody has worked yet, the first skill of maths of the year."""
    best = max(choices, key=lambda one: one.learning, default=None)
    if best is not None and best.learning > 0:
        return best.skill
    fit = (one.skill for one in choices if one.domain is Domain.MATHS and one.grade is grade)
    return next(fit, best.skill if best else None)


def _line(act: str, content: Content, rng: random.Random, avoid: Sequence[str] = ()) -> RivetLine:
    return RivetLine(act=act, text=content.lines.choose(act, rng, avoid=avoid))


def _name(skill: str, content: Content) -> str:
    known: Mapping[str, object] = content.catalogue.skills.skills
    return content.catalogue.skills.skills[skill].name if skill in known else skill


def _round_out(begun: ClassRound, asked: Sequence[ClassQuestion], content: Content) -> RoundOut:
    return RoundOut(
        id=begun.id,
        skill=_name(begun.skill, content),
        started_at=begun.started_at,
        ended_at=begun.ended_at,
        questions=[_result(one) for one in asked],
    )


def _result(question: ClassQuestion) -> QuestionResult:
    return QuestionResult(
        number=question.number,
        wording=question.wording,
        answer=question.answer,
        right=question.right,
        not_yet=question.not_yet,
        share=cast(Share | None, question.share),
    )
