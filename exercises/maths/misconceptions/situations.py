"""Slips on space, data and problems: what is shown or told is taken for something else."""

from collections.abc import Iterator

from exercises.maths.misconceptions.question import Answer, Question, Task, flat, pairs, walked
from exercises.maths.misconceptions.registry import shows_in


@shows_in(Task.SYMMETRY)
def symmetry_as_translation(asked: Question) -> Iterator[Answer]:
    """The figure is slid to the other side of the axis, not turned over."""
    axis, *rest = asked.numbers
    points = pairs(tuple(rest))
    # Slid to the place of its image, or as far beyond the axis as its nearest point is from it.
    slide = axis - max(x for x, _ in points) - min(x for x, _ in points)
    yield flat(sorted((x + slide, y) for x, y in points))


@shows_in(Task.MOVES)
def left_right_swapped(asked: Question) -> Iterator[Answer]:
    """Turning right is turning left, as when the robot comes towards us."""
    yield walked(asked.numbers, turn=-1)


@shows_in(Task.SOLID)
def faces_edges_confused(asked: Question) -> Iterator[Answer]:
    """Faces are counted for edges or vertices, or the other way round."""
    wanted, *parts = asked.numbers
    yield from (count for part, count in enumerate(parts) if part != wanted)


@shows_in(Task.BAR)
def chart_reads_one_up(asked: Question) -> Iterator[Answer]:
    """The mark above the top of the bar is read."""
    value, step = asked.numbers
    yield value + step


@shows_in(Task.BAR)
def chart_scale_as_one(asked: Question) -> Iterator[Answer]:
    """Each line of the chart is one, whatever its scale."""
    value, step = asked.numbers
    if step > 1 and value % step == 0:
        yield value // step


@shows_in(Task.CELL)
def row_column_swapped(asked: Question) -> Iterator[Answer]:
    """The number is read at the crossing of another row and column."""
    yield asked.numbers[1]


@shows_in(Task.SAYS_MORE, Task.SAYS_LESS, Task.SAYS_TIMES)
def comparison_word_as_operation(asked: Question) -> Iterator[Answer]:
    """« 5 de plus que Léo » where Léo is asked: 12 + 5. The word says which operation to do."""
    known, other = asked.numbers
    yield {Task.SAYS_MORE: known + other, Task.SAYS_LESS: known - other, Task.SAYS_TIMES: known * other}[asked.task]


@shows_in(Task.TRIPS)
def remainder_ignored(asked: Question) -> Iterator[Answer]:
    """23 children by 5 in cars: 4 cars. Those who are left stay behind."""
    things, places = asked.numbers
    yield things // places


@shows_in(Task.TRIPS, Task.DIV, Task.PROBLEM_DIV)
def remainder_as_answer(asked: Question) -> Iterator[Answer]:
    """23 by 5: 3. What is left is given for the number of shares."""
    things, places = asked.numbers
    if things % places:
        yield things % places


@shows_in(Task.TWO_STEPS)
def first_step_only(asked: Question) -> Iterator[Answer]:
    """The first calculation is given for the answer."""
    yield asked.numbers[0]


@shows_in(
    Task.PROBLEM_ADD,
    Task.PROBLEM_SUB,
    Task.PROBLEM_MUL,
    Task.PROBLEM_DIV,
    Task.SAYS_MORE,
    Task.SAYS_LESS,
    Task.TRIPS,
    Task.TWO_STEPS,
    habit=True,
)
def text_number_copied(asked: Question) -> Iterator[Answer]:
    """A number of the story is given for the answer."""
    yield from asked.numbers[2:] if asked.task is Task.TWO_STEPS else asked.numbers
