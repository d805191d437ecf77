"""A teacher sets her class up: an ONDE list, two screens at once, a lost network, the end of the year."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.e2e.accessible import TEACHERS_TARGET, axe, small_targets, spilled
from tests.e2e.conftest import School, Tablet, screenshot

pytestmark = pytest.mark.e2e
SPOKEN = False

ONDE = (
    "Nom élève;Nom d'usage élève;Prénom élève;Date naissance;Sexe;INE; Cycle;Niveau;Libellé classe\r\n"
    "DURANDOT;;ÉLOÏSE;01/02/2019;F;1111111111A;CYCLE II;CP;CP des Lilas\r\n"
    "BRUNOT;;Wilfried;03/04/2019;M;1111111112A;CYCLE II;CP;CP des Lilas\r\n"
    "ROUSSOT;;Wilfried;03/04/2019;M;1111111113A;CYCLE II;CP;CP des Lilas\r\n"
    "GRANDOT;;Tom3;03/04/2019;M;1111111114A;CYCLE II;CP;CP des Lilas\r\n"
    "PETIOT;;Aya;03/04/2018;F;1111111115A;CYCLE II;CE1;CE1 du fond\r\n"
)


def enter(page: Page, school: School) -> None:
    page.goto(f"{school.address}/enseignant")
    page.get_by_test_id("teacher-login").fill(school.login)
    page.get_by_test_id("teacher-password").fill(school.password)
    page.get_by_test_id("teacher-go").click()


def open_settings(page: Page, school: School) -> None:
    enter(page, school)
    page.get_by_test_id("class-settings").first.click()
    page.get_by_test_id("import-pupils").wait_for()


def names(page: Page) -> list[str]:
    return [str(row.get_attribute("data-name")) for row in page.get_by_test_id("pupil-row").all()]


def import_and_undo(page: Page, folder: Path) -> None:
    page.get_by_test_id("pupil-row").first.wait_for()
    before = names(page)
    listed = folder / "CSVExtraction.csv"
    listed.write_bytes(ONDE.encode("cp1252"))
    page.get_by_test_id("pupil-list-file").set_input_files(listed)
    page.get_by_test_id("list-class").select_option("CP des Lilas")
    expect(page.get_by_test_id("list-added")).to_have_text(["Éloïse", "Wilfried B.", "Wilfried R."])
    expect(page.get_by_test_id("list-fault")).to_contain_text("Ligne 5, « Tom3 » : Un prénom n'a pas de chiffre.")
    expect(page.get_by_test_id("list-dropped")).to_contain_text("Date naissance")
    assert names(page) == before  # nothing is done yet
    screenshot(page, "setup-import")
    page.get_by_test_id("list-take").click()
    expect(page.locator("[data-testid=pupil-row][data-name='Wilfried R.']")).to_be_visible()
    expect(page.get_by_test_id("pupil-row")).to_have_count(len(before) + 3)
    page.get_by_test_id("undo").click()
    expect(page.locator("[data-testid=pupil-row][data-name='Wilfried R.']")).to_have_count(0)
    expect(page.get_by_test_id("pupil-row")).to_have_count(len(before))
    assert names(page) == before


def write_without_network(page: Page) -> None:
    page.get_by_test_id("setup-name").fill("CP des étoiles")
    page.context.set_offline(True)
    page.get_by_test_id("setup-save").click()
    expect(page.get_by_test_id("not-saved")).to_contain_text("Pas encore enregistré")
    expect(page.get_by_test_id("setup-name")).to_have_value("CP des étoiles")
    screenshot(page, "setup-offline")
    page.context.set_offline(False)
    page.reload()
    expect(page.get_by_test_id("setup-name")).to_have_value("CP des étoiles")  # kept across a reload


def edit_at_once(page: Page, other: Page, school: School) -> None:
    open_settings(other, school)
    assert spilled(other) == []  # on a phone
    screenshot(other, "setup-phone")
    other.get_by_test_id("setup-name").fill("CP du dehors")
    other.get_by_test_id("setup-save").click()
    expect(other.get_by_test_id("setup-save")).to_be_disabled()
    page.get_by_test_id("setup-save").click()
    expect(page.get_by_test_id("meanwhile")).to_contain_text("CP du dehors")
    expect(page.get_by_test_id("setup-name")).to_have_value("CP des étoiles")
    screenshot(page, "setup-meanwhile")
    page.get_by_test_id("meanwhile-mine").click()
    expect(page.get_by_test_id("meanwhile")).to_have_count(0)
    expect(page.get_by_test_id("class-name")).to_have_text("CP des étoiles")


def move_up(page: Page) -> None:
    page.get_by_test_id("pupil-row").first.wait_for()
    here = names(page)
    page.get_by_test_id("year-begin").click()
    staying = page.locator(f"[data-testid=year-pupil][data-name='{here[0]}']")
    staying.get_by_test_id("year-goal").select_option("leaves")
    page.get_by_test_id("year-name").fill("CE1 des étoiles")
    screenshot(page, "setup-year")
    page.get_by_test_id("year-go").click()
    expect(page.get_by_test_id("year-done")).to_contain_text("CP des étoiles est archivée")
    page.get_by_test_id("year-new-class").click()
    expect(page.get_by_test_id("class-name")).to_have_text("CE1 des étoiles")
    expect(page.get_by_test_id("pupil-row")).to_have_count(len(here) - 1)
    assert names(page) == here[1:]
    # What they did came with them.
    page.get_by_test_id("class-name").click()
    expect(page.get_by_test_id("live-row")).to_have_count(len(here) - 1)


def lend_for_a_day(page: Page, other: Page, school: School) -> None:
    page.get_by_test_id("room-reglages").click()
    page.get_by_test_id("substitute-name").fill("Mme Roux")
    page.get_by_test_id("substitute-go").click()
    code = page.get_by_test_id("substitute-code").inner_text()
    screenshot(page, "setup-team")
    other.goto(f"{school.address}/enseignant")
    other.get_by_test_id("teacher-leave").click()
    other.get_by_test_id("substitute-way").click()
    other.get_by_test_id("substitute-login").fill(code.lower())
    other.get_by_test_id("teacher-go").click()
    expect(other.get_by_test_id("class-link")).to_have_text(["CE1 des étoiles"])
    expect(other.get_by_test_id("class-settings")).to_have_count(0)
    other.get_by_test_id("class-link").click()
    expect(other.get_by_test_id("live-row").first).to_be_visible()
    expect(other.get_by_test_id("room-reglages")).to_have_count(0)


def test_a_class_is_set_up_and_nothing_typed_is_lost(
    playwright: Playwright, school: School, tablet: Tablet, tmp_path: Path
) -> None:
    with (
        tablet.started() as page,
        Tablet(playwright, school, tmp_path / "other").started(width=390, height=844) as other,
    ):
        open_settings(page, school)
        page.get_by_test_id("pupil-row").first.wait_for()
        page.wait_for_load_state("networkidle")
        assert axe(page) == []
        assert small_targets(page, TEACHERS_TARGET) == []
        import_and_undo(page, tmp_path)
        write_without_network(page)
        edit_at_once(page, other, school)
        move_up(page)
        lend_for_a_day(page, other, school)
        screenshot(other, "setup-substitute")
