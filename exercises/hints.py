"""The three graded hints after misses in maths: a question, a figure, a worked cousin. Never the answer first.

A misconception recognised in what was given brings its own; what stands here is for any miss.
"""

from collections.abc import Sequence

from exercises.exercise import Ask, Columns, Compute, Exercise
from exercises.figures import Figure, Jump, NumberLine, TenFrame, blocks
from exercises.frozen import Frozen
from exercises.given import Given
from exercises.maths.problems.bars import bar_model
from exercises.maths.problems.problem import find_problem

STEPS = 3
_MOST_IN_FRAMES = 20
_MOST_ON_A_LINE = 100


class Hint(Frozen):
    """What Rivet says, and what he shows with it."""

    line: str
    figure: Figure | None = None


def hint_after(exercise: Exercise, misses: Sequence[Given]) -> Hint | None:
    """The hint after these misses at one exercise, in order; None when Rivet has only his usual lines to say."""
    if len(misses) != STEPS - 1:
        return None
    figure = _shown(exercise)
    return Hint(line="Regarde bien, ça peut t’aider.", figure=figure) if figure else None


def _shown(exercise: Exercise) -> Figure | None:
    """The numbers of an operation, as things: what comes out of them is still to be found."""
    content = exercise.content
    if isinstance(content, Ask) and (problem := find_problem(exercise.id)):
        return bar_model(problem)
    if isinstance(content, Columns) and content.operator != "×":
        return blocks(content.operands[0])
    if not isinstance(content, Compute) or content.operator == "×":
        return None
    left, right = content.left, content.right
    if content.operator == "+" and left + right <= _MOST_IN_FRAMES:
        return TenFrame(frames=1 if left + right <= 10 else 2, filled=left, second=right)
    if max(left, content.answer) <= _MOST_ON_A_LINE:
        first = min(left, content.answer) // 10 * 10
        last = -(-max(left, content.answer, first + 10) // 10) * 10
        jump = Jump(start=left, end=content.answer, label=f"{'+' if content.operator == '+' else '−'} {right}")
        return NumberLine(start=first, end=last, labels=(first, left, last), jumps=(jump,))
    return blocks(left)
