"""From an exercise and what was given to the question and answer that detectors know.

The question is that the exercise says it asks (`asks`), or is read off its content: an operation, an equality with a
gap, a clock, a ruler, a strip... One whose right answer would not be the exercise's own is not believed.
"""

import re
from collections.abc import Callable

from exercises.exercise import Ask, Build, Choose, Columns, Compute, Exercise, Form, Handle, Prompt
from exercises.figures import Blocks, Clock, Figure, FractionBar, Grid, Money, NumberLine, Ruler, value
from exercises.given import Given, number_of
from exercises.maths.answers import read
from exercises.maths.misconceptions.question import Answer, Question, Task, Working, flat, question
from exercises.maths.number_words import from_words

_GAP = r"_{2,}"
_N = r"(\d+)"
_WRITTEN: tuple[tuple[str, Callable[..., Question]], ...] = (
    (rf"{_N}\+{_N}={_GAP}\+{_N}", lambda a, b, c: Question(Task.BALANCE, (a, b, c))),
    (rf"{_N}\+{_N}={_N}\+{_GAP}", lambda a, b, c: Question(Task.BALANCE, (a, b, c))),
    (rf"{_N}\+{_GAP}={_N}", lambda a, b: Question(Task.GAP_ADD, (a, b))),
    (rf"{_GAP}\+{_N}={_N}", lambda a, b: Question(Task.GAP_ADD, (a, b))),
    (rf"{_GAP}-{_N}={_N}", lambda a, b: Question(Task.GAP_FROM, (a, b))),
    (rf"{_N}\+{_N}(?:={_GAP})?", lambda a, b: Question(Task.ADD, (a, b))),
    (rf"{_N}-{_N}(?:={_GAP})?", lambda a, b: Question(Task.SUB, (a, b))),
    (rf"{_N}×{_N}(?:={_GAP})?", lambda a, b: Question(Task.MUL, (a, b))),
    (rf"{_N}[÷:]{_N}(?:={_GAP})?", lambda a, b: Question(Task.DIV, (a, b))),
)
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
    if isinstance(content, Handle) and isinstance(content.figure, Grid):
        return _of_grid(content.figure)
    return None


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
            return _shown(content.options[given.places[0]].text or "")
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
    written = re.sub(r"\s", "", (prompt.text or "").replace("−", "-"))
    for pattern, made in _WRITTEN:
        if found := re.fullmatch(pattern, written):
            return made(*map(int, found.groups()))
    said = from_words(prompt.say) if prompt.say and not prompt.text else None
    return None if said is None else Question(Task.WRITE, (said,))


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
        case Blocks():
            pieces = [figure.thousands, figure.hundreds, figure.tens, figure.ones]
            while len(pieces) > 1 and not pieces[0]:
                pieces.pop(0)
            return Question(Task.BLOCKS, tuple(pieces))
    return None


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


def _shown(text: str) -> Answer | None:
    """The number, fraction or parity that an option or a tile shows."""
    bare = re.sub(r"\s", "", text)
    if found := re.fullmatch(r"(\d+)/(\d+)", bare):
        return int(found[1]), int(found[2])
    return int(bare) if re.fullmatch(r"\d+", bare) else _PARITY.get(bare.casefold())


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
