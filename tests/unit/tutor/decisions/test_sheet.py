"""What a sheet of paper asks: no ear, no picture, each with its answer, what the class can read."""

import random

import pytest

from exercises.catalogue import Catalogue
from exercises.exercise import Grade
from tutor.decisions.sheet import FEWEST, MOST, WORDS, chosen
from tutor.errors import BadInputError


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue.load()


@pytest.mark.parametrize("skill", ["maths.add.to_10", "maths.columns.add_100", "reading.comprehension.literal"])
def test_a_sheet_has_a_few_exercises_and_all_their_answers(catalogue: Catalogue, skill: str) -> None:
    grade = catalogue.skills.skills[skill].grade
    story, items = chosen(catalogue, skill, grade, None, random.Random(1))
    assert FEWEST <= len(items) <= MOST
    assert all(one["text"] and one["answer"] for one in items)
    assert all("coute" not in one["asked"] and "ouche" not in one["asked"] for one in items)
    assert (story is not None) == skill.startswith("reading.comprehension")


def test_words_to_read_are_those_that_the_class_can_decode(catalogue: Catalogue) -> None:
    taught = frozenset(f"reading.gpc.{one}" for one in ("l", "ou", "p", "i", "a", "r", "u", "e_muet"))
    story, items = chosen(catalogue, "reading.gpc.ou", Grade.CP, taught, random.Random(1))
    assert story is None
    assert FEWEST <= len(items) <= WORDS
    assert all(set(one["text"]) <= set("loupiarue n") for one in items), [one["text"] for one in items]


def test_what_needs_an_ear_is_not_on_paper(catalogue: Catalogue) -> None:
    with pytest.raises(BadInputError, match="tablette"):
        chosen(catalogue, "reading.sounds.rhymes", Grade.CP, None, random.Random(1))
