"""From an exercise and what was given to the question and answer that detectors know.

The question is that the exercise says it asks (`asks`), or is read off its content: an operation, an equality with a
gap, a clock, a ruler, a strip... One whose right answer would not be the exercise's own is not believed.
"""

import re

from exercises.exercise import Ask, Build, Choose, Columns, Compute, Exercise, Form, Handle, Prompt
from exercises.figures import Blocks, Clock, Collection, Figure, FractionBar, Grid, Money, NumberLine, Ruler, value
from exercises.given import Given, number_of
from exercises.handling import Worth
from exercises.maths.answers import read
from exercises.maths.misconceptions.question import Answer, Question, Task, Working, flat, pairs, question
from exercises.maths.misconceptions.wording import question_in, write_in
from exercises.maths.number_words import from_words

_OPERATIONS = {"+": Task.ADD, "-": Task.SUB, "×": Task.MUL}
_IN_COLUMNS = {"+": Task.COLUMNS_ADD, "-": Task.COLUMNS_SUB, "×": Task.COLUMNS_MUL}
_PARITY = {"pair": 0, "impair": 1}


def question_of(exercise: Exercise) -> Question | None:
    """What is asked; None when no misconception is known of such an exercise."""
    if exercise.asks:
        return question(exercise.asks)
    content = exercise.content
    if isinstance(content, Compute):
        return Question(_OPERATIONS[content.operator], (content.left, content.right))
    if isinstance(content, Columns):
        return Question(_IN_COLUMNS[content.operator], content.operands)
    if isinstance(content, Ask):
        found = _of_figure(content.prompt.figure) or _of_text(content.prompt)
        keys = {_read(content, text, found) for text in content.answers} if found else set()
        return found if found and found.expected in keys else None
    if isinstance(content, Choose):
        return _of_choice(content)
    if isinstance(content, Build):
        return _of_tiles(content)
    return _of_handling(content) if isinstance(content, Handle) else None


def answer_of(exercise: Exercise, given: Given) -> Answer | None:
    """What was answered to `question_of`; None when it cannot be compared."""
    content, asked = exercise.content, question_of(exercise)
    if asked is None:
        return None
    match content:
        case Columns() if given.digits is not None:
            return number_of(given.digits)
        case Ask() if given.text is not None:
            return _read(content, given.text, asked)
        case Choose() if given.places is not None and len(given.places) == 1:
            return _chosen(content, given.places[0], asked)
        case Build() if given.places is not None:
            chosen = [_shown(content.tiles[place]) for place in given.places]
            numbers = [each for each in chosen if isinstance(each, int)]
            if len(numbers) == len(chosen):
                return tuple(numbers)
            return flat([each for each in chosen if isinstance(each, tuple) and len(each) == 2])
        case Handle() if given.figure is not None:
            return _handled(given.figure)
    return given.number


def working_of(exercise: Exercise, given: Given) -> Working | None:
    """What the carries entered in a written operation tell."""
    if not isinstance(exercise.content, Columns) or given.digits is None:
        return None
    return Working(marked=any(given.carries))


def _of_text(prompt: Prompt) -> Question | None:
    if prompt.text:
        return question_in(prompt.text)
    return write_in(prompt.say) if prompt.say else None


def _of_choice(content: Choose) -> Question | None:
    """What is to be chosen, with how many options there are: the right one must be the answer."""
    prompt = content.prompt
    asked = _of_text(prompt)
    if re.fullmatch(r"Ce nombre est-il (im)?pair\s\?", prompt.say or "") and (prompt.text or "").isdigit():
        asked = Question(Task.PARITY, (int(prompt.text or ""),))
    if asked is None or len(content.answers) != 1:
        return None
    offered = Question(asked.task, asked.numbers, len(content.options))
    return offered if _chosen(content, content.answers[0], offered) == asked.expected else None


def _of_tiles(content: Build) -> Question | None:
    """Numbers to put in order, the smallest first."""
    tiles = [_shown(tile) for tile in content.tiles]
    numbers = tuple(each for each in tiles if isinstance(each, int))
    right = tuple(_shown(tile) for tile in content.answers[0])
    return Question(Task.ORDER, numbers) if len(numbers) > 1 and right == tuple(sorted(numbers)) else None


def _of_figure(figure: Figure | None) -> Question | None:
    match figure:
        case Clock(digital=False):
            return Question(Task.CLOCK, (_on_dial(figure.hour), figure.minute))
        case Ruler() if figure.start % 10 == 0 and figure.end % 10 == 0:
            return Question(Task.RULER, (figure.start // 10, figure.end // 10))
        case FractionBar(wholes=1) if figure.shaded:
            return Question(Task.FRACTION, (len(figure.shaded), figure.parts))
        case Money() if figure.laid:
            return Question(Task.COINS, figure.laid)
        case NumberLine(denominator=1) if figure.mark is not None and (figure.mark - figure.start) % figure.step == 0:
            away = (figure.mark - figure.start) // figure.step
            return Question(Task.LINE, (figure.start, figure.step, away))
        case Collection() if len(set(figure.groups)) == 1 and figure.groups[0] > 1 and len(figure.groups) > 1:
            return Question(Task.MUL, (len(figure.groups), figure.groups[0]))
        case Blocks():
            pieces = [figure.thousands, figure.hundreds, figure.tens, figure.ones]
            while len(pieces) > 1 and not pieces[0]:
                pieces.pop(0)
            return Question(Task.BLOCKS, tuple(pieces))
    return None


def _of_handling(content: Handle) -> Question | None:
    """A number to build with blocks, a figure to complete by symmetry."""
    figure, goal = content.figure, content.goal
    if isinstance(figure, Blocks) and isinstance(goal, Worth) and figure == Blocks():
        return Question(Task.WRITE, (goal.value,))
    return _of_grid(figure) if isinstance(figure, Grid) else None


def _of_grid(figure: Grid) -> Question | None:
    """A figure to complete on the other side of an upright axis."""
    if figure.axis is None or figure.axis.across != "vertical" or not figure.given:
        return None
    points = (number for point in sorted(figure.given) for number in point)
    return Question(Task.SYMMETRY, (figure.axis.place - 1, *points))


def _read(content: Ask, text: str, asked: Question | None) -> Answer | None:
    """A text as detectors see it: 2/4 stays so, a time is an hour and minutes, money is cents."""
    if content.form is Form.FRACTION:
        parts = _shown(text)
        return parts if isinstance(parts, tuple) else None
    meaning = read(content.form, text, content.unit)
    if not isinstance(meaning, int):
        return None
    if asked is not None and asked.task is Task.CLOCK:
        return _on_dial(meaning // 60), meaning % 60
    return meaning


def _chosen(content: Choose, place: int, asked: Question) -> Answer | None:
    """The number, fraction or parity of an option; for a sign between two numbers, the one it says is larger."""
    text = content.options[place].text or ""
    if asked.task is Task.PARITY and text in ("oui", "non"):
        return int(("impair" in (content.prompt.say or "")) is (text == "oui"))
    if text not in ("<", ">"):
        return _shown(text)
    sides: list[Answer] = [*pairs(asked.numbers)] if asked.task is Task.LARGEST_FRACTION else [*asked.numbers]
    return sides[text == "<"] if len(sides) == 2 else None


def _shown(text: str) -> Answer | None:
    """The number, fraction or parity that an option or a tile shows."""
    bare = re.sub(r"\s", "", text)
    if found := re.fullmatch(r"(\d+)/(\d+)", bare):
        return int(found[1]), int(found[2])
    return int(bare) if re.fullmatch(r"\d+", bare) else _PARITY.get(bare.casefold(), from_words(text))


def _handled(figure: Figure) -> Answer | None:
    match figure:
        case Grid():
            return flat(sorted(set(figure.cells) - set(figure.given)))
        case Clock():
            return _on_dial(figure.hour), figure.minute
    shown = value(figure)
    return int(shown) if shown is not None and shown.denominator == 1 else None


def _on_dial(hour: int) -> int:
    return (hour - 1) % 12 + 1
