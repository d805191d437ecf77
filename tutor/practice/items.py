"""An exercise as the learner model sees it: its skills and difficulty, never its content."""

import math
from collections.abc import Mapping
from typing import Any

from exercises.exercise import (
    Ask,
    Build,
    Choose,
    Columns,
    Compute,
    Content,
    Count,
    Exercise,
    Handle,
    ReadAloud,
    Write,
)
from learner_model import Item, common_difficulty


def item_of(exercise: Exercise) -> Item:
    """The item of an exercise.

    A difficulty, which the content gives within a grade, is put on the scale common to all grades. Exercises on the
    same theme (the same word, the same two numbers) share `content`, so that they do not follow one another.
    """
    content = exercise.content
    same = exercise.theme
    if isinstance(content, ReadAloud):
        same = same or _bare(content.text)
    elif isinstance(content, Compute):
        same = same or _operation(content)
    return Item(
        exercise=exercise.id,
        kind=exercise.kind.value,
        domain=exercise.domain.value,
        skills=exercise.skills,
        difficulty=common_difficulty(exercise.difficulty, exercise.grade.value),
        guess=_guess(content),
        step=exercise.step,
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


def _guess(content: Content) -> float:
    """The chance that an answer made at random is right."""
    match content:
        case ReadAloud() | Write() | Columns() | Handle():
            return 0.0
        case Compute():
            return 1 / (content.largest + 1)
        case Ask():
            return 1 / (content.largest + 1) if content.largest else 0.0
        case Count():
            return 1 / content.most
        case Choose():
            return 1 / math.comb(len(content.options), len(content.answers))
        case Build():
            return len(content.answers) / math.perm(len(content.tiles), len(content.answers[0]))


def _bare(text: str) -> str:
    """Letters and digits only, in lower case: « Le bateau ! » and « le bateau » are the same reading."""
    return " ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())


def _operation(content: Compute) -> str:
    """3 + 5 and 5 + 3 are the same numbers, 3 × 5 and 5 × 3 too; 5 - 3 is another thing."""
    numbers = sorted((content.left, content.right)) if content.operator != "-" else (content.left, content.right)
    return f"{content.operator} {numbers[0]} {numbers[1]}"
