"""The graph of skills: what is refused, and what the shipped one promises."""

import runpy
import shutil
from pathlib import Path

import pytest

from exercises.catalogue import Catalogue
from exercises.errors import ContentError
from exercises.exercise import Domain
from exercises.reading.gpcs import Gpcs
from exercises.skills import SkillGraph
from exercises.sources import DATA

ROOT = Path(__file__).parents[3]
ONE = """\
- id: reading.words.cv
  nom: Lire des mots
  classe: cp
  prerequis: [{needs}]
  programme: Français, CP
"""
TWO = """\
- id: maths.add.to_5
  nom: Additionner
  classe: cp
  prerequis: [reading.words.cv]
  programme: Mathématiques, CP
"""


def load(tmp_path: Path, text: str) -> SkillGraph:
    path = tmp_path / "skills.yaml"
    path.write_text(text, encoding="utf-8")
    return SkillGraph.read([path])


def refused(tmp_path: Path, text: str, line: int) -> str:
    with pytest.raises(ContentError) as caught:
        load(tmp_path, text)
    message = str(caught.value)
    assert f"skills.yaml, line {line}: " in message
    return message


def test_a_good_file_gives_skills_in_its_order(tmp_path: Path) -> None:
    graph = load(tmp_path, ONE.format(needs="") + TWO)
    assert list(graph.skills) == ["reading.words.cv", "maths.add.to_5"]
    assert graph.prerequisites["maths.add.to_5"] == ("reading.words.cv",)
    assert graph.skills["maths.add.to_5"].domain is Domain.MATHS


def test_an_unknown_prerequisite_names_its_line(tmp_path: Path) -> None:
    assert "'reading.nothing', which is no skill" in refused(tmp_path, ONE.format(needs="reading.nothing"), 1)


def test_a_circle_is_told_skill_by_skill(tmp_path: Path) -> None:
    message = refused(tmp_path, ONE.format(needs="maths.add.to_5") + TWO, 1)
    assert "circle" in message
    assert "maths.add.to_5" in message
    assert "reading.words.cv" in message


def test_a_skill_that_needs_itself_is_a_circle(tmp_path: Path) -> None:
    assert "circle" in refused(tmp_path, ONE.format(needs="reading.words.cv"), 1)


def test_a_skill_given_twice_names_both_lines(tmp_path: Path) -> None:
    assert "already on line 1" in refused(tmp_path, ONE.format(needs="") * 2, 6)


def test_a_skill_cannot_need_one_of_a_later_year(tmp_path: Path) -> None:
    later = ONE.format(needs="").replace("classe: cp", "classe: ce1")
    assert "later year" in refused(tmp_path, later + TWO, 6)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("classe: cp", "classe: cm1", "grade"),
        ("id: reading.words.cv", "id: Lecture CV", "id"),
        ("  nom: Lire des mots\n", "", "'nom' is missing"),
        ("  classe: cp\n", "  classe: cp\n  couleur: bleu\n", "'couleur' is not known"),
        ("  classe: cp\n", "  classe: cp\n  classe: ce1\n", "twice"),
        ("prerequis: []", "prerequis: {a: b}", "list"),
    ],
)
def test_a_wrong_entry_says_what_is_wrong(tmp_path: Path, old: str, new: str, said: str) -> None:
    good = ONE.format(needs="")
    assert old in good
    assert said in refused(tmp_path, good.replace(old, new), 1)


@pytest.mark.parametrize(
    ("text", "line"), [("", 1), ("[]", 1), ("just words", 1), ("- id: [a\n", 2), ("a: 1\nb: 2", 1)]
)
def test_what_is_no_list_of_skills_is_refused(tmp_path: Path, text: str, line: int) -> None:
    refused(tmp_path, text, line)


def test_a_missing_file_is_a_content_error(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="missing"):
        SkillGraph.read([tmp_path / "none.yaml"])


def test_shipped_skills_are_listed_after_what_they_need(catalogue: Catalogue) -> None:
    seen: set[str] = set()
    for skill in catalogue.skills.skills.values():
        assert set(skill.prerequisites) <= seen, skill.id
        seen.add(skill.id)


def test_shipped_skills_need_only_skills_of_their_own_subject(catalogue: Catalogue) -> None:
    graph = catalogue.skills
    for skill in graph.skills.values():
        assert {graph.skills[needed].domain for needed in skill.prerequisites} <= {skill.domain}


def test_every_shipped_skill_has_a_french_name_of_its_own_and_its_place_in_the_programme(catalogue: Catalogue) -> None:
    skills = catalogue.skills.skills.values()
    assert len({skill.name for skill in skills}) == len(skills)
    for skill in skills:
        assert skill.programme.startswith(("Français, C", "Mathématiques, C"))


def test_each_correspondence_is_a_skill_named_by_its_key_word(catalogue: Catalogue) -> None:
    skills = catalogue.skills.skills
    assert {gpc.skill for gpc in Gpcs.load()} <= set(skills)
    assert skills["reading.gpc.ch"].name == "Lire ch comme dans «\u00a0un chat\u00a0»"
    assert skills["reading.gpc.s_muet"].name == "Ne pas dire s dans «\u00a0un tapis\u00a0»"


def test_a_skill_that_a_correspondence_gives_is_not_written_again(tmp_path: Path) -> None:
    content = Path(shutil.copytree(DATA, tmp_path / "data"))
    path = content / "reading" / "skills.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("reading.letters.sounds", "reading.gpc.ch"), "utf-8")
    with pytest.raises(ContentError, match=r"reading/skills\.yaml, line \d+: .*gpcs\.csv already"):
        SkillGraph.load(content)


def test_the_graph_drawn_in_the_docs_is_current(catalogue: Catalogue) -> None:
    drawing = runpy.run_path(str(ROOT / "tools" / "draw-skills.py"))
    drawn = drawing["page"](catalogue.skills, Gpcs.load())
    assert (ROOT / "docs" / "skills.md").read_text(encoding="utf-8") == drawn, "run python tools/draw-skills.py"
