"""The questions of a lesson, as the conversation sees them."""

from collections.abc import Mapping

from exercises.maths.lessons import Lesson, Way
from tutor.companion.dialogue.questions import Grammar, Question

_GRAMMARS: Mapping[Way, Grammar] = {
    Way.NUMBER: Grammar.NUMBER,
    Way.CHOICE: Grammar.CHOICE,
    Way.YES_NO: Grammar.YES_NO,
    Way.COMPARISON: Grammar.COMPARISON,
    Way.HANDS: Grammar.HANDS,
}


def question_of(lesson: Lesson, step: int) -> Question:
    """What this step asks; ValueError when it asks nothing."""
    asked = lesson.steps[step].asked
    if asked is None:
        raise ValueError(f"step {step} of {lesson.slug} asks nothing")
    sayings = {choice.key: (choice.text, *choice.said) for choice in asked.choices}
    return Question(
        id=lesson.question_id(step),
        grammar=_GRAMMARS[asked.way],
        say=(asked.sentence,),
        largest=asked.largest,
        choices=sayings if asked.way is Way.CHOICE else None,
        hints=0 if asked.is_prediction else 1,
    )
