"""What is shown after two misses where no misconception is known: something that helps, and never the answer itself."""

import re

import pytest

from exercises.activities import Activity
from exercises.catalogue import Catalogue
from exercises.exercise import Ask, Domain, Exercise, Handle
from exercises.figures import Collection, FractionBar, NumberLine, TenFrame, value
from exercises.given import Given
from exercises.handling import reached
from exercises.hints import hint_after
from exercises.maths.aids import aid
from exercises.typography import faults

MATHS = [each for each in Catalogue.load().exercises.values() if each.domain is Domain.MATHS]


def first(activity: Activity, kind: str) -> Exercise:
    return next(one for one in MATHS if one.activity is activity and one.kind == kind and aid(one))


@pytest.mark.parametrize(
    ("activity", "kind", "figure"),
    [
        (Activity.COUNT_THINGS, "ask", Collection),
        (Activity.FILL_FRAME, "handle", Collection),
        (Activity.PLACE_ON_LINE, "handle", NumberLine),
        (Activity.SHADE_FRACTION, "handle", FractionBar),
        (Activity.TRUE_EQUALITY, "choose", TenFrame),
    ],
)
def test_the_second_hint_shows_it_otherwise(activity: Activity, kind: str, figure: type) -> None:
    hint = hint_after(first(activity, kind), [Given(), Given()])
    assert hint is not None
    assert isinstance(hint.figure, figure)


def test_no_aid_is_the_answer_of_what_is_handled() -> None:
    for one in MATHS:
        content, found = one.content, aid(one)
        if isinstance(content, Handle) and found and found.figure.tool == content.figure.tool:
            assert not reached(content.goal, found.figure), one.id


def test_things_are_shown_again_in_rows_and_none_is_lost() -> None:
    for one in MATHS:
        content, found = one.content, aid(one)
        if one.activity is Activity.COUNT_THINGS and found and isinstance(content, Ask) and content.prompt.figure:
            assert value(found.figure) == value(content.prompt.figure), one.id


def test_what_is_said_is_short_and_well_written() -> None:
    lines = {found.line for one in MATHS if (found := aid(one))}
    for line in lines:
        assert len(line.split()) <= 12
        assert not list(faults(re.sub(r"\d+", "deux", line))), line
