"""A teacher blocks, assigns, undoes, and keeps a group with its sheet; the pupil's tablet obeys, and says why."""

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.accessible import TEACHERS_TARGET, axe, small_targets
from tests.e2e.conftest import School, Tablet, screenshot
from tests.e2e.test_a_pupil_reads_and_the_teacher_sees import first_pupil, sign_in

pytestmark = pytest.mark.e2e
SPOKEN = False

ASKED = ("maths.add.complements_20", "Connaître les compléments à 20")
BLOCKED = ("maths.add.small_steps", "Ajouter 0, 1 ou 2")


def open_room(page: Page, school: School) -> None:
    page.goto(f"{school.address}/enseignant")
    login = page.get_by_test_id("teacher-login")
    page.get_by_test_id("class-link").or_(login).first.wait_for()
    if login.is_visible():
        login.fill(school.login)
        page.get_by_test_id("teacher-password").fill(school.password)
        page.get_by_test_id("teacher-go").click()
    page.get_by_test_id("class-link").first.click()
    page.get_by_test_id("room-decider").click()
    page.get_by_test_id("decide").wait_for()


def ask(page: Page, way: str, words: str, skill: str) -> None:
    page.get_by_test_id(f"way-{way}").check()
    page.get_by_test_id("target-search").fill(words)
    page.locator(f"[data-testid=target-found][data-id='{skill}']").click()
    expect(page.get_by_test_id("target-chosen")).to_be_visible()


def in_force(page: Page, way: str) -> Locator:
    return page.locator(f"[data-testid=decision][data-way={way}]")


def served(school: School, name: str) -> tuple[str, dict[str, Any]]:
    """What this pupil was given last, and why."""
    with sqlite3.connect(school.data / "school.db") as database:
        exercise, reason = database.execute(
            "select exercise_id, reason from served join pupil on pupil.id = served.pupil_id"
            " where first_name = ? order by served_at desc",
            (name,),
        ).fetchone()
    return exercise, json.loads(reason)


def test_what_is_decided_is_obeyed_and_undone(school: School, tablet: Tablet, tmp_path: Path) -> None:
    name, pictures = first_pupil(school)
    with tablet.started() as page:
        open_room(page, school)
        ask(page, "block", "ajouter 0", BLOCKED[0])
        page.get_by_test_id("decide").click()
        expect(in_force(page, "block")).to_contain_text(BLOCKED[1])
        expect(in_force(page, "block")).to_contain_text("Toute la classe")

        page.get_by_test_id("whom-pupil").check()
        page.locator(f"[data-testid=whom-one][data-name='{name}']").check()
        ask(page, "assign", "complements 20", ASKED[0])
        page.get_by_test_id("times").select_option("5")
        screenshot(page, "decide-form")
        page.get_by_test_id("decide").click()
        expect(in_force(page, "assign")).to_contain_text(f"{name}\u00a0: d’abord «\u00a0{ASKED[1]}")
        expect(in_force(page, "assign").get_by_test_id("decision-state")).to_have_text("0 sur 5.")
        # Stopped by mistake: « Annuler » puts it back.
        in_force(page, "assign").get_by_test_id("decision-stop").click()
        expect(in_force(page, "assign")).to_have_count(0)
        page.get_by_test_id("undo").click()
        expect(in_force(page, "assign")).to_be_visible()

        page.get_by_test_id("groups-propose").click()
        proposed = page.get_by_test_id("group-proposed").first
        members = proposed.locator("p").nth(1).inner_text()
        proposed.get_by_test_id("group-keep").click()
        group = page.get_by_test_id("group").first
        expect(group.locator(".pupil")).to_have_text(members.split(", "))
        group.get_by_test_id("group-edit").click()
        group.get_by_test_id("group-name").fill("Le groupe du jeudi")
        group.get_by_test_id("target-search").fill("complements 20")
        group.locator(f"[data-testid=target-found][data-id='{ASKED[0]}']").click()
        group.get_by_test_id("group-save").click()
        expect(group).to_contain_text("Le groupe du jeudi")
        with page.expect_download() as download:
            group.locator(f"[data-testid=group-sheet][aria-label*='{ASKED[1]}']").click()
        assert download.value.suggested_filename.startswith("Fiche – ")
        download.value.save_as(tmp_path / "sheet.pdf")
        assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")
        for width, height in ((1280, 800), (768, 1024), (390, 844)):
            page.set_viewport_size({"width": width, "height": height})
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width
            screenshot(page, f"decide-{width}")
            assert axe(page) == []
            assert small_targets(page, TEACHERS_TARGET) == []
        page.set_viewport_size({"width": 1280, "height": 800})

        page.get_by_test_id("teacher-leave").click()
        sign_in(page, school, name, pictures)
        page.get_by_test_id("choose-any").click()
        page.get_by_test_id("operation").wait_for()
        exercise, reason = served(school, name)
        assert (reason["because"], reason["skill"]) == ("teacher", ASKED[0]), exercise

        open_room(page, school)
        for way in ("assign", "block"):
            in_force(page, way).get_by_test_id("decision-stop").click()
            expect(in_force(page, way)).to_have_count(0)
