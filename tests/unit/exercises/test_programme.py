"""The programme: every objective that is covered has exercises enough, its page is current, and a fault is named."""

import runpy
from pathlib import Path

import pytest

from exercises.catalogue import Catalogue
from exercises.errors import ContentError
from exercises.exercise import Domain, Grade
from exercises.programme import Answers, load_programme
from exercises.skills import SkillGraph

ROOT = Path(__file__).parents[3]
FEWEST = 12


def test_every_objective_has_at_least_twelve_exercises(catalogue: Catalogue) -> None:
    answers = Answers(catalogue.exercises.values())
    short = {
        objective.text: found
        for objective in load_programme(catalogue.skills)
        if objective.covered and (found := len(answers.to(objective))) < FEWEST
    }
    assert short == {}


def test_every_skill_of_reading_answers_to_an_objective(catalogue: Catalogue) -> None:
    asked = frozenset().union(*(objective.skills for objective in load_programme(catalogue.skills)))
    skills = {skill.id for skill in catalogue.skills.skills.values() if skill.domain is Domain.READING}
    assert skills - asked == set()


def test_every_year_has_objectives_of_reading(catalogue: Catalogue) -> None:
    years = {objective.grade for objective in load_programme(catalogue.skills) if objective.covered}
    assert years == set(Grade)


def test_the_page_is_current(catalogue: Catalogue) -> None:
    page = runpy.run_path(str(ROOT / "tools" / "write-programme.py"))["page"](catalogue)
    assert (ROOT / "docs" / "programme.md").read_text(encoding="utf-8") == page, "run python tools/write-programme.py"


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("classe: cp\n  objectif: Lire", "either competences or ailleurs"),
        ("classe: cp\n  objectif: Lire\n  competences: [reading.nothing]", "no skill is named 'reading.nothing'"),
        ("classe: ce3\n  objectif: Lire\n  competences: [reading.words.*]", "classe must be one of cp, ce1, ce2"),
        ("classe: cp\n  objectif: Lire\n  competences: []", "competences must be a list"),
    ],
)
def test_a_fault_is_told_with_its_line(tmp_path: Path, entry: str, said: str) -> None:
    path = tmp_path / "programme.yaml"
    path.write_text(f"# note\n- matiere: Français\n  partie: Lecture\n  {entry}\n", encoding="utf-8")
    with pytest.raises(ContentError, match=r"programme.yaml, line 2") as error:
        load_programme(SkillGraph.load(), path)
    assert said in str(error.value)
