"""What a pupil's past answers say of his misconceptions in maths: the likelier one is the one already met."""

from collections.abc import Iterator, Sequence

from exercises.catalogue import Catalogue
from exercises.exercise import Domain
from exercises.maths.misconceptions.detect import History, seen
from exercises.maths.misconceptions.question import Answer, Question
from exercises.maths.misconceptions.view import answer_of, question_of
from tutor.practice.answers import given_in
from tutor.practice.tables import Attempt

REMEMBERED = 60
"""Attempts looked back on: some days of work."""


def history_of(attempts: Sequence[Attempt], catalogue: Catalogue) -> History:
    """How often each misconception was seen in these attempts, of the times it could be."""
    return seen(_answers(attempts, catalogue))


def _answers(attempts: Sequence[Attempt], catalogue: Catalogue) -> Iterator[tuple[Question, Answer]]:
    for attempt in attempts:
        exercise = catalogue.exercises.get(attempt.exercise_id)
        if exercise is None or exercise.domain is not Domain.MATHS:
            continue
        asked = question_of(exercise)
        answered = answer_of(exercise, given_in(attempt.answer, attempt.reply["number"])) if asked else None
        if asked is not None and answered is not None:
            yield asked, answered
