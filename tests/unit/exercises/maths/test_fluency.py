"""How easily number facts come back: what the programme expects, which exercises ask it, and the pace of a run."""

from pathlib import Path

import pytest

from exercises.catalogue import Catalogue
from exercises.errors import ContentError
from exercises.exercise import Grade
from exercises.maths.fluency import FEWEST, PAUSE, fact_sets, facts_of_grade, pace

HEADER = "classe;faits;nom;nombre;minutes;activites;competences;source\n"


def test_the_rates_are_those_of_the_programme() -> None:
    expected = {(facts.grade.value, facts.key): (facts.expected, facts.minutes) for facts in fact_sets()}
    assert expected == {
        ("cp", "addition"): (8, 1),
        ("ce1", "addition"): (12, 1),
        ("ce2", "addition"): (15, 1),
        ("ce1", "multiplication"): (8, 1),
        ("ce2", "multiplication"): (12, 1),
        ("cp", "procedures"): (9, 3),
        ("ce1", "procedures"): (12, 3),
        ("ce2", "procedures"): (15, 3),
    }


@pytest.mark.parametrize("grade", list(Grade))
def test_each_sort_of_facts_has_bare_calculations_enough(grade: Grade) -> None:
    for facts in facts_of_grade(grade):
        held = [one for one in Catalogue.load().exercises.values() if facts.hold(one)]
        assert len(held) >= 50, facts.key


def test_a_pace_is_right_answers_over_all_the_time() -> None:
    assert pace([(5.0, True)] * 6) == pytest.approx(12)
    assert pace([(5.0, True)] * 3 + [(5.0, False)] * 3) == pytest.approx(6)


def test_a_pause_is_not_counted_and_too_few_answers_tell_nothing() -> None:
    assert pace([(5.0, True)] * FEWEST + [(PAUSE + 1, True)]) == pytest.approx(12)
    assert pace([(5.0, True)] * (FEWEST - 1) + [(PAUSE + 1, True)]) is None
    assert pace([(0.0, True)] * FEWEST) is None


@pytest.mark.parametrize(
    "row",
    [
        "ce5;addition;A;8;1;compute;maths.add.*;BO",
        "cp;addition;A;huit;1;compute;maths.add.*;BO",
        "cp;addition;A;0;1;compute;maths.add.*;BO",
        "cp;addition;A;8;1;jump;maths.add.*;BO",
        "cp;addition;A;8;1;compute;;BO",
    ],
)
def test_a_fault_names_file_and_line(tmp_path: Path, row: str) -> None:
    path = tmp_path / "fluency.csv"
    path.write_text(HEADER + row + "\n", encoding="utf-8")
    with pytest.raises(ContentError, match=r"fluency.csv, line 2"):
        fact_sets(path)
