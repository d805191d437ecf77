"""A teacher's own text as exercises: to read it aloud, then its questions one by one. No database here."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final
from uuid import UUID

from exercises.activities import Activity
from exercises.activity_list import Described, activities_of
from exercises.catalogue import Catalogue
from exercises.exercise import Choose, Domain, Exercise, Grade, Mode, Option, Prompt, ReadAloud, Unit
from exercises.reading.decodability import Decoder
from exercises.reading.read_words import read_words
from exercises.reading.syllables import Syllables
from tutor.own_texts.schemas import Question, Use
from tutor.own_texts.tables import OwnText

PREFIX: Final = "own."
LEVEL: Final = 2

_READINGS: Final = {
    Use.READ_ALOUD: (Activity.READ_TEXT, Mode.ALONE),
    Use.REPEATED: (Activity.REPEATED_READING, Mode.REPEATED),
    Use.ONE_MINUTE: (Activity.ONE_MINUTE_READING, Mode.ONE_MINUTE),
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
    activity, mode = _READINGS[Use(own.use)]
    reading = reading_of(f"{PREFIX}{own.id}", own.title, own.text, grade, activity, mode, catalogue)
    asked = [Question.model_validate(one) for one in own.questions]
    return (reading, *_questions(own, reading, asked, _skills(catalogue, grade, Activity.READ_AND_ANSWER)))


def reading_of(
    identity: str, title: str, text: str, grade: Grade, activity: Activity, mode: Mode, catalogue: Catalogue
) -> Exercise:
    """A text that is not of the catalogue, to be read aloud this way."""
    described = _described()[activity]
    words = read_words(text, Decoder.load(), _syllables())
    return Exercise(
        id=identity,
        domain=Domain.READING,
        grade=grade,
        level=LEVEL,
        activity=activity,
        skills=_skills(catalogue, grade, Activity.READ_TEXT),
        difficulty=described.difficulty,
        instruction=described.instruction,
        step=3,
        theme=identity,
        content=ReadAloud(unit=Unit.TEXT, mode=mode, title=title or None, text=text, words=words),
    )


def sayable(own: OwnText) -> tuple[str, ...]:
    """All that a pupil may ask to hear of it: any part of these."""
    asked = [Question.model_validate(one) for one in own.questions]
    choices = [choice for one in asked for choice in one.choices]
    instruction = _described()[_READINGS[Use(own.use)][0]].instruction
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
            difficulty=_described()[Activity.READ_AND_ANSWER].difficulty,
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
def _described() -> Mapping[Activity, Described]:
    return activities_of(Domain.READING)


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
