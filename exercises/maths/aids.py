"""What is shown after two misses at an exercise of which no misconception is known: the same thing, seen otherwise.

Never the answer as it is to be given. None where the exercise's own figure is all there is to look at: a chart, a
shape, a solid, a grid, a balance say nothing more when they are drawn once more.
"""

import re
from typing import Final

from exercises.activities import Activity
from exercises.exercise import Ask, Choose, Columns, Content, Exercise, Handle
from exercises.figures import (
    Clock,
    Collection,
    Figure,
    FractionBar,
    Money,
    NumberLine,
    Ruler,
    TenFrame,
    blocks,
)
from exercises.frozen import Frozen
from exercises.handling import Worth, reached

_TEN, _FIVE, _HOUR, _CENTIMETRE = 10, 5, 60, 10
_MOST_TICKS: Final = 40
_SUM: Final = re.compile(r"(\d+) ([+−]) (\d+) = \d+")


class Aid(Frozen):
    """What Rivet says, and what he shows."""

    line: str
    figure: Figure


def aid(exercise: Exercise) -> Aid | None:
    """The picture that helps, if there is one."""
    content = exercise.content
    match content:
        case Columns(operator="+" | "-"):
            return Aid(line="Voici le premier nombre en cubes.", figure=blocks(content.operands[0]))
        case Handle():
            shown = _to_handle(content)
            told = shown and shown.figure.tool == content.figure.tool and reached(content.goal, shown.figure)
            return None if told else shown
        case Ask() | Choose():
            return _to_look_at(exercise.activity, content.prompt.figure) or _sum(content)
    return None


def _to_handle(content: Handle) -> Aid | None:
    figure, goal = content.figure, content.goal
    if not isinstance(goal, Worth):
        return None
    match figure:
        case TenFrame():
            return Aid(line="Voici ce nombre, rangé par cinq.", figure=_in_rows(goal.value, _FIVE))
        case NumberLine() if labelled := _labelled(figure):
            return Aid(line="Voici la ligne avec plus de repères.", figure=labelled)
        case FractionBar() if goal.value > 1 and goal.denominator > 1:
            return Aid(
                line=f"Voici une part : il en faut {goal.value} comme elle.",
                figure=FractionBar(form=figure.form, parts=goal.denominator, shaded=(0,)),
            )
        case Clock() if goal.value % _HOUR:
            whole = Clock(hour=goal.value // _HOUR % 24)
            return Aid(line="Voici l’heure juste. La grande aiguille avance encore.", figure=whole)
        case Ruler():
            one = figure.model_copy(update={"end": figure.start + _CENTIMETRE})
            return Aid(line="Voici un trait d’un centimètre.", figure=one)
        case Money() if figure.purse:
            every = tuple(sorted(set(figure.purse), reverse=True))
            return Aid(line="Commence par la plus grande valeur possible.", figure=Money(laid=every))
    return None


def _to_look_at(activity: Activity, figure: Figure | None) -> Aid | None:
    match figure:
        case Collection() if activity is Activity.COUNT_THINGS and set(figure.groups) == {1} and len(figure.groups) > 1:
            total = len(figure.groups)
            by = _TEN if total > 2 * _TEN else _FIVE
            said = "dix" if by == _TEN else "cinq"
            return Aid(line=f"En voici autant, par rangées de {said}.", figure=_in_rows(total, by))
        case NumberLine(mark=mark) if mark is not None and (labelled := _labelled(figure)):
            return Aid(line="Voici la ligne avec plus de repères.", figure=labelled)
    return None


def _in_rows(total: int, by: int) -> Collection:
    """By five or ten, as one counts fast; drawn as counters, all alike."""
    rest = total % by
    return Collection(groups=(by,) * (total // by) + ((rest,) if rest else ()), arrayed=True)


def _labelled(line: NumberLine) -> NumberLine | None:
    """The same line with twice as many numbers written at least, but the one that is sought; None when it has them."""
    ticks = range(line.start, line.end + 1, line.step)
    if len(ticks) > _MOST_TICKS:
        return None
    every = ticks[:: 1 if len(ticks) <= _TEN + 1 else 2 if len(ticks) <= 2 * _TEN + 1 else _FIVE]
    labels = tuple(sorted({*line.labels, *every} - ({line.mark} if line.mark is not None else set())))
    return line.model_copy(update={"labels": labels}) if len(labels) > len(line.labels) else None


def _sum(content: Content) -> Aid | None:
    """Both numbers of an equality to judge, as counters."""
    text = content.prompt.text if isinstance(content, Choose) else None
    found = _SUM.fullmatch(text or "")
    if not found or int(found[1]) + int(found[3]) > 2 * _TEN:
        return None
    first, second = int(found[1]), int(found[3])
    if found[2] == "+":
        frames = TenFrame(frames=1 if first + second <= _TEN else 2, filled=first, second=second)
        return Aid(line="Pose les deux nombres. Combien cela fait-il ?", figure=frames)
    frames = TenFrame(frames=1 if first <= _TEN else 2, filled=first)
    return Aid(line=f"Voici le premier nombre : enlève {second}.", figure=frames)
