"""Which exercises suit slates, how they are said to a class, and which comes next. Pure."""

import random
import re
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache

from exercises.catalogue import Catalogue
from exercises.exercise import Ask, Choose, Columns, Compute, Exercise, ReadAloud, Write

ENOUGH = 6
"""Exercises that a skill must have to be worth a round."""
LETTERS = "ABCDEF"
_EASIEST, _STEP, _HARDEST = 0.1, 0.09, 0.8
_NEAR = 0.15
_TOUCH = re.compile(r"^Touche ")


@lru_cache(maxsize=2)
def by_skill(catalogue: Catalogue) -> Mapping[str, tuple[Exercise, ...]]:
    """The exercises that suit slates, by the skill they train first, for skills that have enough; easiest first."""
    found: dict[str, list[Exercise]] = {}
    for one in catalogue.exercises.values():
        if suits_slates(one):
            found.setdefault(one.skills[0], []).append(one)
    return {
        skill: tuple(sorted(found[skill], key=lambda one: one.difficulty))
        for skill in catalogue.skills.skills
        if len(found.get(skill, ())) >= ENOUGH
    }


def suits_slates(exercise: Exercise) -> bool:
    """Can it be answered on a slate: a number, a word that is said, a short text, or the letter of one option?"""
    match exercise.content:
        case Compute() | Columns():
            return True
        case Ask(prompt=prompt):
            return prompt.passage is None
        case Write(prompt=prompt):
            return prompt.passage is None and (prompt.say is not None or prompt.picture is not None)
        case Choose(prompt=prompt, options=options, answers=answers):
            one = len(answers) == 1 and len(options) <= len(LETTERS) and prompt.passage is None
            # « Touche tous les solides… » asks for several even when one is right; nothing is touched on a slate.
            said = " ".join(said_of(exercise)).lower()
            return one and "touche" not in said and " tous " not in said
    return False


def instruction_of(exercise: Exercise) -> str:
    """What is to be done, where nothing is touched."""
    return untouched(exercise.instruction)


def untouched(text: str) -> str:
    """« Touche le disque. » becomes « Trouve le disque. »."""
    return _TOUCH.sub("Trouve ", text)


def said_of(exercise: Exercise) -> list[str]:
    """What Rivet says aloud: what is to be done, then what is given to hear."""
    content = exercise.content
    given = None if isinstance(content, Compute | ReadAloud) else content.prompt.say
    return [instruction_of(exercise), *([untouched(given)] if given else [])]


def answer_of(exercise: Exercise) -> str:
    """The answer in a few words, for the teacher."""
    match exercise.content:
        case Compute(answer=number):
            return str(number)
        case Columns() as columns:
            return str(columns.result)
        case Ask(answers=answers, unit=unit):
            return answers[0] if not unit or answers[0].endswith(unit) else f"{answers[0]} {unit}"
        case Write(answers=answers):
            return answers[0]
        case Choose(options=options, answers=(place, *_)):
            told = options[place].text or options[place].say
            return f"{LETTERS[place]} ({told})" if told else LETTERS[place]
    return ""


def next_question(
    exercises: Sequence[Exercise], asked: Collection[str], taught: frozenset[str] | None, rng: random.Random
) -> Exercise | None:
    """The next of these (easiest first): a little harder each time, not yet asked, that the class can decode.

    None when all were asked.
    """
    themes = {one.theme for one in exercises if one.id in asked and one.theme}
    left = [one for one in exercises if one.id not in asked]
    fresh = [one for one in left if one.theme not in themes] or left
    if not fresh:
        return None
    if taught is not None:
        missing = {one.id: len(set(one.needs) - taught) for one in fresh}
        fewest = min(missing.values())
        fresh = [one for one in fresh if missing[one.id] == fewest]
    aim = min(_HARDEST, _EASIEST + _STEP * len(asked)) * (len(fresh) - 1)
    near = max(2.0, _NEAR * len(fresh))
    return rng.choice([one for place, one in enumerate(fresh) if abs(place - aim) <= near])
