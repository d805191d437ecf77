"""An exercise as the learner model sees it: its skills and difficulty, never its content."""

from collections.abc import Mapping
from typing import Any

from exercises.exercise import Compute, Exercise, ReadAloud, Unit
from learner_model import Item, common_difficulty

STEP_OF_UNIT: Mapping[Unit, int] = {Unit.WORD: 1, Unit.SENTENCE: 2, Unit.TEXT: 3}


def item_of(exercise: Exercise) -> Item:
    """The item of an exercise.

    Words and computations are step 1, sentences 2, texts 3. A number touched at random is right one time in
    `largest + 1`; nobody reads a word aloud by luck. A difficulty, which the content gives within a grade, is put on
    the scale common to all grades. Exercises on the same word or the same two numbers
    share `content`, so that they do not follow one another.
    """
    content = exercise.content
    if isinstance(content, ReadAloud):
        step, guess, same = STEP_OF_UNIT[content.unit], 0.0, _bare(content.text)
    else:
        step, guess, same = 1, 1 / (content.largest + 1), _operation(content)
    return Item(
        exercise=exercise.id,
        kind=exercise.kind.value,
        domain=exercise.domain.value,
        skills=exercise.skills,
        difficulty=common_difficulty(exercise.difficulty, exercise.grade.value),
        guess=guess,
        step=step,
        content=same,
    )


def item_to_json(item: Item) -> dict[str, Any]:
    """The item as kept with an attempt, so that mastery can be rebuilt after the content has changed."""
    return {
        "exercise": item.exercise,
        "kind": item.kind,
        "domain": item.domain,
        "skills": list(item.skills),
        "difficulty": item.difficulty,
        "guess": item.guess,
        "step": item.step,
        "content": item.content,
    }


def item_from_json(kept: Mapping[str, Any]) -> Item:
    """The item that `item_to_json` kept."""
    return Item(**{**kept, "skills": tuple(kept["skills"])})


def _bare(text: str) -> str:
    """Letters and digits only, in lower case: « Le bateau ! » and « le bateau » are the same reading."""
    return " ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())


def _operation(content: Compute) -> str:
    """3 + 5 and 5 + 3 are the same numbers; 5 - 3 is another thing."""
    numbers = sorted((content.left, content.right)) if content.operator == "+" else (content.left, content.right)
    return f"{content.operator} {numbers[0]} {numbers[1]}"
