"""Exercises that a tablet alone can mark exactly: each answer is written in one line, and compared with the right ones.

The tablet writes answers the same way (tablet_client/src/offline/marking.ts).
"""

from collections.abc import Sequence

from exercises.exercise import Ask, Build, Choose, Columns, Compute, Count, Exercise, Form, Mode, ReadAloud, Write
from exercises.marking import spelled
from exercises.maths.answers import read

BETWEEN = "\x1f"
"""Between two tiles: no text holds it."""


def can_be_marked_alone(exercise: Exercise) -> bool:
    """Whether it is answered by touch and a tablet can mark it; a text read aloud is listened to and judged."""
    match exercise.content:
        case Choose() | Build() | Write() | Count() | Compute() | Columns():
            return True
        case Ask(form=form, largest=largest):
            return form is Form.NUMBER and largest > 0
        case ReadAloud(mode=mode):
            return mode is Mode.ALONE
    return False


def right_answers(exercise: Exercise) -> list[str]:
    """Every right answer of an exercise that can be marked alone, in a line each; none for what is read aloud."""
    match exercise.content:
        case Choose(answers=answers):
            return [chosen(answers)]
        case Build(answers=orders):
            return [BETWEEN.join(texts) for texts in orders]
        case Write(answers=spellings):
            return sorted({spelled(each) for each in spellings})
        case Count(answer=number) | Compute(answer=number) | Columns(result=number):
            return [str(number)]
        case Ask(form=Form.NUMBER, answers=answers):
            return sorted({str(read(Form.NUMBER, each)) for each in answers})
    return []


def chosen(places: Sequence[int]) -> str:
    """Options in a line, whatever the order in which they were touched."""
    return " ".join(str(place) for place in sorted(set(places)))
