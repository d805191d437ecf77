"""A teacher pastes a text of her own, sees what it is for her class, gives it to a pupil, and he is shown it."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import School, Tablet, screenshot
from tests.e2e.test_a_pupil_reads_and_the_teacher_sees import first_pupil, sign_in

pytestmark = pytest.mark.e2e

PASTED = "<p>Samir a un secret 😀.</p> Dans sa poche, il y a 2 tortues. Le zorbiflon dort!"
SHOWN = "Samir a un secret. Dans sa poche, il y a deux tortues. Le zorbiflon dort !"


def open_texts(page: Page, school: School) -> None:
    page.goto(f"{school.address}/enseignant")
    page.get_by_test_id("teacher-login").fill(school.login)
    page.get_by_test_id("teacher-password").fill(school.password)
    page.get_by_test_id("teacher-go").click()
    page.get_by_test_id("class-link").first.click()
    page.get_by_test_id("texts-link").click()


def test_a_pasted_text_is_given_to_a_pupil_and_he_reads_it(school: School, tablet: Tablet) -> None:
    name, pictures = first_pupil(school)
    with tablet.started() as page:
        open_texts(page, school)
        page.get_by_test_id("text-new").click()
        page.get_by_test_id("text-title").fill("Le secret de Samir")
        page.get_by_test_id("text-body").fill(PASTED)
        expect(page.get_by_test_id("text-share")).to_contain_text("%")
        expect(page.get_by_test_id("text-notice").filter(has_text="zorbiflon")).to_be_visible()
        # A closed tab loses nothing.
        page.reload()
        page.get_by_test_id("text-new").click()
        expect(page.get_by_test_id("text-body")).to_have_value(PASTED)
        page.get_by_test_id("text-numbers").click()
        expect(page.get_by_test_id("text-body")).to_have_value(re.compile("deux tortues"))
        screenshot(page, "own-text")
        page.get_by_test_id("text-save").click()
        page.get_by_test_id("to-some").click()
        page.locator(f"[data-testid=to-pupil][data-name='{name}']").check()
        page.get_by_test_id("text-give").click()
        row = page.locator(f"[data-testid=reader-row][data-name='{name}']")
        expect(row).to_contain_text("pas encore")

        page.get_by_test_id("teacher-leave").click()
        sign_in(page, school, name, pictures)
        page.get_by_test_id("choose-reading").click()
        page.get_by_test_id("reading-text").wait_for()
        words = " ".join(" ".join(page.get_by_test_id("word").all_inner_texts()).split())
        assert words == SHOWN
        screenshot(page, "own-text-read")


def test_a_text_that_cannot_be_read_is_told_why_and_stays_in_the_box(school: School, tablet: Tablet) -> None:
    with tablet.started() as page:
        open_texts(page, school)
        page.get_by_test_id("text-new").click()
        english = "The little cat is sleeping on the table. It has a red hat."
        page.get_by_test_id("text-body").fill(english)
        expect(page.get_by_test_id("text-problem")).to_contain_text("français")
        expect(page.get_by_test_id("text-save")).to_be_disabled()
        expect(page.get_by_test_id("text-body")).to_have_value(english)
