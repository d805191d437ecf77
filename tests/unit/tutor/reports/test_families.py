import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from exercises.exercise import Grade
from exercises.skills import SkillGraph
from exercises.typography import set_in_type
from tutor.classroom.tables import Classroom, Pupil
from tutor.reports import pdf
from tutor.reports.facts import ClassFacts, Period, PupilFacts
from tutor.reports.families import family_page, family_pages, words
from tutor.reports.repository import Reading

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
PERIOD = Period(date(2026, 9, 1), date(2026, 11, 22))


@pytest.fixture(scope="module")
def skills() -> SkillGraph:
    return SkillGraph.load()


def facts(first_name: str = "Élise", paces: Sequence[int] = (), **changed: Any) -> PupilFacts:
    pupil = Pupil(
        classroom_id=uuid4(), first_name=first_name, avatar="renard", pictures=[], card_token="x", created_at=NOW
    )
    readings = [Reading(pupil.id, NOW + timedelta(days=place), "text", pace) for place, pace in enumerate(paces)]
    given: dict[str, Any] = {
        "known": {}, "learnt": [], "working_on": [], "seconds": 9_000, "days": 12, "exercises": 1_240,
        "right_first": 190, "unsure": 10, "readings": readings, **changed,
    }  # fmt: skip
    return PupilFacts(pupil=pupil, **given)


def sentences(held: Any) -> list[str]:
    if isinstance(held, dict):
        return [one for key, each in held.items() if key != "pour" for one in sentences(each)]
    if isinstance(held, list):
        return [one for each in held for one in sentences(each)]
    return [held] if isinstance(held, str) else []


def section(page: dict[str, Any], title: str) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in page["sections"] if title in one["title"])
    return found


def test_no_sentence_guesses_a_gender_nor_needs_an_elision() -> None:
    for sentence in sentences(words()):
        assert not re.search(r"\b(de|que|le|la|jusque) \{prenom\}", sentence), sentence
        assert not re.search(r"\b(elle|lui|fils|fille)\b", sentence.split("«")[0]), sentence
        assert "norme" not in sentence
        assert set_in_type(sentence) == sentence


def test_time_and_exercises_are_told_in_words(skills: SkillGraph) -> None:
    text = section(family_page(facts(), PERIOD, skills), "temps")["text"]
    assert "2\u00a0heures et 30\u00a0minutes en tout, sur 12 jours" in text
    assert "1\u00a0240\u00a0exercices" in text


@pytest.mark.parametrize(
    ("paces", "told"),
    [
        ([], "Pas encore de texte"),
        ([40], "a lu un texte\u00a0: environ 40 mots"),
        ([30, 31, 33, 38, 41, 43], "environ 41 mots en une minute, pour 31"),
        ([40, 41, 39, 41], "à peu près comme"),
        ([44, 45, 43, 35, 36, 34], "environ 35 mots en une minute. Le rythme change"),
    ],
)
def test_reading_is_compared_with_the_pupil_himself_only(skills: SkillGraph, paces: list[int], told: str) -> None:
    assert told in section(family_page(facts(paces=paces), PERIOD, skills), "voix haute")["text"]


def test_a_curve_has_six_points_at_most_and_its_numbers_in_words(skills: SkillGraph) -> None:
    curve = section(family_page(facts(paces=list(range(30, 60))), PERIOD, skills), "voix haute")["curve"]
    assert len(curve["points"]) == len(curve["labels"]) == 6
    assert all(str(point) in curve["alt"] for point in curve["points"])
    assert curve["points"][-1] == 57  # the middle of the last five


def test_sounds_are_told_in_one_line_and_school_words_in_plain_ones(skills: SkillGraph) -> None:
    learnt = ["reading.gpc.ch", "reading.gpc.ou", "reading.tool_words.set_1", "maths.add.complements_10"]
    items = section(family_page(facts(learnt=learnt), PERIOD, skills), "Appris")["items"]
    assert items[0].startswith("Lire des lettres et leurs sons\u00a0: ch comme dans «\u00a0un chat\u00a0», ou")
    assert "petits mots très fréquents" in items[1]
    assert items[2] == "Trouver ce qui manque pour aller à 10 (7 + 3)"


def test_every_skill_has_an_idea_for_home(skills: SkillGraph) -> None:
    for skill in skills.skills:
        assert section(family_page(facts(working_on=[skill]), PERIOD, skills), "maison")["text"]
    assert "Voici" in family_page(facts(days=0), PERIOD, skills)["opening"]


def test_a_name_is_shown_as_it_is(skills: SkillGraph) -> None:
    page = family_page(facts("#{prenom} *{fin}*", [30, 40]), PERIOD, skills)
    assert page["title"].startswith("#{prenom} *{fin}*\u00a0:")
    assert section(page, "voix haute")["text"].startswith("#{prenom} *{fin}* lit")


def test_each_pupil_has_one_page(skills: SkillGraph) -> None:
    room = Classroom(school_id=uuid4(), name="CE1 Forêt", grade="ce1", code="A", created_at=NOW)
    most = {"learnt": list(skills.skills), "working_on": list(skills.skills)[::-1], "paces": list(range(30, 60))}
    pupils = [facts("Wilhelmine-Apolline d’Œuvre", **most), facts(), facts("Zoé", days=0)]  # type: ignore[arg-type]
    page = family_pages(ClassFacts(room, Grade.CE1, PERIOD, pupils), skills)
    assert len(pdf.pictures("families", page)) == 3
    assert pdf.render("families", page).startswith(b"%PDF")
