"""The three graded hints after misses in maths: a question, a figure, a worked cousin. Never the answer first.

A misconception recognised in what was given brings its own; any other miss has those of its family of tasks; where none
is known, what is asked is shown otherwise after the second.
"""

from collections.abc import Sequence

from exercises.exercise import Ask, Exercise, Handle
from exercises.figures import Figure
from exercises.frozen import Frozen
from exercises.given import Given
from exercises.marking import mark_asked
from exercises.maths.aids import aid
from exercises.maths.misconceptions.detect import History, detect
from exercises.maths.misconceptions.ladder import FAMILY, Ladder, ladders, misconceptions
from exercises.maths.misconceptions.question import Answer, Question
from exercises.maths.misconceptions.view import answer_of, question_of, working_of
from exercises.maths.problems.bars import bar_model
from exercises.maths.problems.problem import find_problem

STEPS = 3
_FIGURE_STEP = 2


class Hint(Frozen):
    """What Rivet says, and what he shows with it."""

    line: str
    figure: Figure | None = None


def named(exercise: Exercise, given: Given, history: History | None = None) -> tuple[str, ...]:
    """The misconceptions that explain this answer, the likelier first; none for a right one."""
    if isinstance(exercise.content, Ask) and given.text and mark_asked(exercise, given.text):
        return ()
    asked, answered = question_of(exercise), answer_of(exercise, given)
    if asked is None or answered is None:
        return ()
    return tuple(detect(asked, answered, working_of(exercise, given), history))


def hint_after(exercise: Exercise, misses: Sequence[Given], history: History | None = None) -> Hint | None:
    """The hint after these misses at one exercise, in order; None when Rivet has only his usual lines to say."""
    step, asked = len(misses), question_of(exercise)
    if asked is None:
        return _seen_otherwise(exercise) if step == _FIGURE_STEP else None
    # The last answer first; one that nothing explains leaves the hints of the answer before.
    for given in reversed(misses):
        found = named(exercise, given, history)
        answered = answer_of(exercise, given)
        if found and answered is not None:
            hint = _hint(exercise, misconceptions()[found[0]].ladder, step, asked, answered)
            if hint is not None:
                return hint
    return _hint(exercise, ladders()[FAMILY[asked.task]], step, asked, None)


def _hint(exercise: Exercise, ladder: Ladder, step: int, asked: Question, answered: Answer | None) -> Hint | None:
    if not 1 <= step <= STEPS or not ladder.fits(step, asked):
        return None
    line = ladder.line(step, asked, answered)
    return Hint(line=line, figure=_picture(exercise, ladder, asked) if step == _FIGURE_STEP else None) if line else None


def _picture(exercise: Exercise, ladder: Ladder, asked: Question) -> Figure | None:
    """Not where the figure is what the pupil has to make."""
    return None if isinstance(exercise.content, Handle) else _drawn(exercise) or ladder.picture(asked)


def _seen_otherwise(exercise: Exercise) -> Hint | None:
    """The bars of a problem, or what helps to see; what comes out of it is still to be found."""
    if (drawn := _drawn(exercise)) is not None:
        return Hint(line="Regarde bien, ça peut t’aider.", figure=drawn)
    shown = aid(exercise)
    return Hint(line=shown.line, figure=shown.figure) if shown else None


def _drawn(exercise: Exercise) -> Figure | None:
    """The bars of a word problem, as its author drew them."""
    problem = find_problem(exercise.id) if isinstance(exercise.content, Ask) else None
    return bar_model(problem) if problem else None
