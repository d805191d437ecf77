"""A teacher's own text as exercises: to read it aloud, then its questions one by one. No database here."""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import Final
from uuid import UUID

from exercises.activities import Activity
from exercises.catalogue import Catalogue
from exercises.exercise import Choose, Domain, Exercise, Grade, Mode, Option, Prompt, ReadAloud, Unit
from exercises.reading.difficulty import prior
from exercises.reading.entry import read_words
from exercises.reading.syllables import Syllables
from exercises.reading.tokens import split_words
from tutor.own_texts.schemas import Question, Use
from tutor.own_texts.tables import OwnText

PREFIX: Final = "own."
LEVEL: Final = 2
QUESTION_DIFFICULTY: Final = -0.5

_READINGS: Final = {
    Use.READ_ALOUD: (Activity.READ_TEXT, Mode.ALONE, "Lis ce texte à voix haute, à ton rythme."),
    Use.REPEATED: (Activity.REPEATED_READING, Mode.REPEATED, "Lis ce texte trois fois : il devient plus facile."),
    Use.ONE_MINUTE: (Activity.ONE_MINUTE_READING, Mode.ONE_MINUTE, "Lis ce texte pendant une minute, calmement."),
}
ASK: Final = "Lis la question, puis touche la bonne réponse."


def is_own(exercise_id: str) -> bool:
    """Whether this is the id of an exercise made from a teacher's text."""
    return exercise_id.startswith(PREFIX)


def text_id(exercise_id: str) -> UUID | None:
    """The text that an exercise was made from; None for an id that is none of ours."""
    try:
        return UUID(exercise_id.removeprefix(PREFIX).partition(".")[0]) if is_own(exercise_id) else None
    except ValueError:
        return None


def exercises_of(own: OwnText, grade: Grade, catalogue: Catalogue) -> tuple[Exercise, ...]:
    """The reading, then a choice for each question."""
    activity, mode, instruction = _READINGS[Use(own.use)]
    identity = f"{PREFIX}{own.id}"
    words = read_words(split_words(own.text), _syllables())
    reading = Exercise(
        id=identity,
        domain=Domain.READING,
        grade=grade,
        level=LEVEL,
        activity=activity,
        skills=_skills(catalogue, grade, Activity.READ_TEXT),
        difficulty=prior(Unit.TEXT, LEVEL, words),
        instruction=instruction,
        step=3,
        theme=identity,
        content=ReadAloud(unit=Unit.TEXT, mode=mode, title=own.title or None, text=own.text, words=words),
    )
    asked = [Question.model_validate(one) for one in own.questions]
    return (reading, *_questions(own, reading, asked, _skills(catalogue, grade, Activity.READ_AND_ANSWER)))


def sayable(own: OwnText) -> tuple[str, ...]:
    """All that a pupil may ask to hear of it: any part of these."""
    asked = [Question.model_validate(one) for one in own.questions]
    choices = [choice for one in asked for choice in one.choices]
    instruction = _READINGS[Use(own.use)][2]
    return own.title, own.text, instruction, ASK, *(one.question for one in asked), *choices


def _questions(
    own: OwnText, reading: Exercise, asked: Sequence[Question], skills: tuple[str, ...]
) -> tuple[Exercise, ...]:
    return tuple(
        Exercise(
            id=f"{reading.id}.{number}",
            domain=Domain.READING,
            grade=reading.grade,
            level=LEVEL,
            activity=Activity.READ_AND_ANSWER,
            skills=skills,
            difficulty=QUESTION_DIFFICULTY,
            instruction=ASK,
            step=3,
            theme=reading.id,
            content=Choose(
                prompt=Prompt(text=one.question, title=own.title or None, passage=own.text),
                options=tuple(Option(text=choice, say=choice) for choice in one.choices),
                answers=(one.right,),
            ),
        )
        for number, one in enumerate(asked, start=1)
    )


@lru_cache(maxsize=1)
def _syllables() -> Syllables:
    return Syllables.load()


@lru_cache(maxsize=32)
def _skills(catalogue: Catalogue, grade: Grade, activity: Activity) -> tuple[str, ...]:
    """What the shipped exercises of this kind train most often in this year, or else in any, or else texts."""
    reading = [one for one in catalogue.exercises.values() if one.domain is Domain.READING]
    alike = [one for one in reading if one.activity is activity] or [one for one in reading if one.step == 3] or reading
    of_the_year = [one for one in alike if one.grade is grade] or alike
    return Counter(one.skills for one in of_the_year).most_common(1)[0][0]
