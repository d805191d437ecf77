"""The help that quotes or says that it does not know, the page that explains the AI, the journal and its file."""

import csv
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Page, expect

from tests.e2e.accessible import TEACHERS_TARGET, axe, small_targets, spilled
from tests.e2e.conftest import ROOT, School, Tablet, screenshot

pytestmark = pytest.mark.e2e
SPOKEN = False

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 800}
FIGURES = ROOT / "tutor" / "help" / "data" / "figures.yaml"
LINES = {
    "change": "select count(*) from change where classroom_id = :class",
    "choice": "select count(*) from served join pupil on pupil.id = pupil_id where classroom_id = :class",
    "verdict": "select count(*) from attempt join pupil on pupil.id = pupil_id where classroom_id = :class",
}
"""How many lines of each kind the journal has, the class being younger than a year."""


@contextmanager
def reading(school: School) -> Iterator[sqlite3.Connection]:
    """The database as it is now."""
    with closing(sqlite3.connect(f"file:{school.data / 'school.db'}?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        yield connection


def enter(page: Page, school: School) -> None:
    page.goto(f"{school.address}/enseignant")
    page.get_by_test_id("teacher-login").fill(school.login)
    page.get_by_test_id("teacher-password").fill(school.password)
    page.get_by_test_id("teacher-go").click()
    page.get_by_test_id("class-link").first.click()
    page.get_by_test_id("live-row").first.wait_for()


def good_to_look_at(page: Page, name: str) -> None:
    """No fault of accessibility, nothing beside the screen: on a computer and on a phone."""
    for where, size in (("desk", DESK), ("phone", PHONE)):
        page.set_viewport_size({"width": size["width"], "height": size["height"]})
        assert axe(page) == [], f"{name}, {where}"
        assert spilled(page) == [], f"{name}, {where}"
        assert small_targets(page, TEACHERS_TARGET) == [], f"{name}, {where}"
        screenshot(page, f"help-{name}-{where}")
    page.set_viewport_size({"width": DESK["width"], "height": DESK["height"]})


def ask(page: Page, question: str) -> None:
    page.get_by_test_id("help-question").fill(question)
    page.get_by_test_id("help-ask").click()
    expect(page.get_by_test_id("help-answer")).to_have_accessible_name(f"Réponse à : {question}")


def the_help_answers_or_says_it_does_not_know(page: Page, school: School) -> None:
    page.get_by_test_id("help-open").click()
    ask(page, "comment imprimer les cartes des élèves")
    answer = page.get_by_test_id("help-answer")
    expect(answer).to_have_attribute("data-found", "true")
    guide = (ROOT / "docs" / "guide-enseignant.md").read_text(encoding="utf-8")
    expect(answer.get_by_role("heading").first).to_have_text("Imprimer les cartes des élèves")
    quoted = answer.locator("blockquote").inner_text().split()
    for written in ("**", "\n"):
        guide = guide.replace(written, " " if written == "\n" else "")
    assert " ".join(quoted) in " ".join(guide.split())  # word for word what was written
    expect(answer).to_contain_text("Source : Guide de l’enseignant.")
    good_to_look_at(page, "answer")
    page.get_by_test_id("help-source").click()
    expect(page.get_by_test_id("help-page").locator("#imprimer-les-cartes-des-eleves")).to_be_in_viewport()
    page.get_by_test_id("help-back").click()

    with reading(school) as database:
        pupil = database.execute("select first_name from pupil order by first_name").fetchone()["first_name"]
        teacher = database.execute("select * from teacher where login = ?", (school.login,)).fetchone()
    ask(page, f"{pupil} a mal au ventre, quel médecin de garde appeler au 06 12 34 56 78 ?")
    expect(answer).to_have_attribute("data-found", "false")
    expect(answer).to_contain_text("Je ne sais pas")
    expect(answer).to_contain_text("la personne qui s’occupe du serveur Marelle dans votre école")
    good_to_look_at(page, "refusal")
    with reading(school) as database:
        (kept,) = database.execute("select * from help_question").fetchall()
    assert set(kept.keys()) == {"key", "text", "times", "first_day", "last_day"}
    assert "médecin de garde" in kept["text"]
    told = " ".join(map(str, kept)).lower()
    for secret in (pupil, teacher["name"], teacher["login"], teacher["id"], "06 12", "56 78"):
        assert str(secret).lower() not in told
    page.get_by_test_id("help-close").click()


def the_page_on_the_ai_has_its_figures(page: Page) -> None:
    page.get_by_role("link", name="Comprendre l’IA de Marelle").click()
    text = page.get_by_test_id("understand")
    text.wait_for()
    for figure in yaml.safe_load(FIGURES.read_text(encoding="utf-8")):
        expect(text).to_contain_text(figure["said"].replace("*", ""))
    good_to_look_at(page, "understand")


def counts(school: School, class_id: str) -> dict[str, int]:
    with reading(school) as database:
        return {
            kind: int(database.execute(sql, {"class": class_id.replace("-", "")}).fetchone()[0])
            for kind, sql in LINES.items()
        }


def exported(page: Page) -> list[dict[str, str]]:
    with page.expect_download() as waiting:
        page.get_by_test_id("journal-export").click()
    assert waiting.value.suggested_filename.startswith("journal-")
    with Path(waiting.value.path()).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def the_journal_tells_filters_and_goes_to_a_file(page: Page, school: School) -> None:
    page.go_back()
    page.get_by_test_id("room-reglages").click()
    with page.expect_response(lambda answer: answer.request.method == "PATCH"):  # done before the journal is read
        page.get_by_test_id("story-short").check()
    page.get_by_test_id("room-journal").click()
    changed = page.locator("[data-testid=journal-line][data-kind=change]")
    expect(changed.first).to_contain_text("histoire")
    with reading(school) as database:
        summary = database.execute("select summary from change order by at desc").fetchone()["summary"]
    expect(changed.first).to_contain_text(summary)
    class_id = page.url.split("/classe/")[1].split("/")[0]
    there = counts(school, class_id)
    assert all(there.values()), there

    page.get_by_test_id("journal-period").select_option(label="Un an")
    for kind, word in (("verdict", "verdict"), ("change", "décision")):
        page.get_by_test_id("journal-kind").select_option(kind)
        others = page.locator(f"[data-testid=journal-line]:not([data-kind={kind}])")
        expect(others).to_have_count(0)
        expect(page.get_by_test_id("journal-line").first).to_be_visible()
        rows = exported(page)
        assert {row["sorte"] for row in rows} == {word}
        assert len(rows) == there[kind]
    assert rows[-1]["quoi"] == summary
    page.get_by_test_id("journal-kind").select_option("")
    assert len(exported(page)) == sum(there.values())
    good_to_look_at(page, "journal")

    page.get_by_test_id("journal-undo").first.click()
    expect(changed.first).to_contain_text("Annul")
    assert counts(school, class_id)["change"] >= there["change"]  # nothing is erased


def test_help_the_page_on_the_ai_and_the_journal(school: School, tablet: Tablet) -> None:
    with tablet.started() as page:
        enter(page, school)
        the_help_answers_or_says_it_does_not_know(page, school)
        the_page_on_the_ai_has_its_figures(page)
        the_journal_tells_filters_and_goes_to_a_file(page, school)
