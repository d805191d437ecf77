"""The help stays as good as it was measured, on questions that are kept apart (benchmarks/help.py)."""

import pytest

from benchmarks.help import SETS, measure, measure_asked, ours, questions
from tutor.help.retrieval import Index

PARTS = ("dev", "test", "fresh", "newest", "fresh2", "fresh3")


@pytest.fixture(scope="module")
def indexes() -> dict[str, Index]:
    return {name: make() for name, make in SETS.items()}


@pytest.mark.parametrize("part", PARTS)
def test_every_expected_passage_exists(indexes: dict[str, Index], part: str) -> None:
    for name, index in indexes.items():
        headings = {one.heading.replace("\u00a0", " ") for one in index.passages}
        asked = {heading for one in questions(name, part) for heading in one.headings}
        assert asked - headings == set()


def test_no_question_serves_twice() -> None:
    asked = [one.text for name in SETS for part in PARTS for one in questions(name, part)]
    assert len(asked) == len(set(asked))


@pytest.mark.parametrize(
    ("part", "counted", "least"),
    [
        ("test", (80, 40), (0.87, 0.95, 0.82, 0.90)),
        ("fresh", (26, 14), (0.76, 0.92, 0.76, 0.92)),
        ("fresh2", (40, 20), (0.70, 0.90, 0.45, 0.95)),
        ("fresh3", (60, 30), (0.76, 0.90, 0.68, 0.83)),
    ],
)
def test_right_passages_and_refusals_stay_at_what_was_measured(
    part: str, counted: tuple[int, int], least: tuple[float, ...]
) -> None:
    told = measure(ours, part)
    assert (told["answerable"], told["unanswerable"]) == counted
    reached = (told["right_first"], told["right_in_three"], told["answered_right"], told["refused_rightly"])
    assert all(one >= floor for one, floor in zip(reached, least, strict=True)), reached


def test_questions_beside_any_documents_help_to_find_them() -> None:
    plain, asked = measure(ours, "test")["by_set"]["mouvement"], measure_asked()["test"]
    assert (asked["right_first"], asked["refused_rightly"]) >= (0.90, 0.90)
    assert asked["false_refusals"] < plain["false_refusals"]
