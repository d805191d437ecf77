"""Five minutes a week: the class now, its week, its map and its alerts, on a year of practice of 28 pupils.

Figures on screen are those that plain SQL finds in the database, by other ways than the server's.
"""

import json
import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from speech.verdicts import Verdict
from tests.e2e.accessible import axe, spilled
from tests.e2e.conftest import Tablet, screenshot
from tests.e2e.dashboard_school import YearSchool, signed_in
from tests.year_traits import Trait
from tutor.practice.replies import REHEARSAL

pytestmark = pytest.mark.e2e
PATIENCE = 20_000
"""Milliseconds: machines that test are often busy."""

FIRST_ANSWERS = """
SELECT attempt.served_id, attempt.occurred_at, attempt.verdict, attempt.reply, pupil.first_name
FROM attempt JOIN pupil ON pupil.id = attempt.pupil_id
WHERE attempt.occurred_at >= ? ORDER BY attempt.sequence
"""


def week_of_log(school: YearSchool, monday: datetime) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """Exercises, those right at the first try, and those unsure, of each pupil in the week from that Monday."""
    exercises: Counter[str] = Counter()
    right: Counter[str] = Counter()
    unsure: Counter[str] = Counter()
    began: dict[str, datetime] = {}
    counted: set[str] = set()
    with school.reading() as database:
        rows = database.execute(FIRST_ANSWERS, ((monday - timedelta(days=1)).isoformat(" "),)).fetchall()
    for row in rows:
        at = datetime.fromisoformat(row["occurred_at"]).replace(tzinfo=UTC)
        first = began.setdefault(row["served_id"], at)
        rehearsal = json.loads(row["reply"])["line"]["act"] == REHEARSAL
        if rehearsal or row["served_id"] in counted or not monday <= first < monday + timedelta(days=7):
            continue
        counted.add(row["served_id"])
        exercises[row["first_name"]] += 1
        right[row["first_name"]] += row["verdict"] == Verdict.CORRECT.value
        unsure[row["first_name"]] += row["verdict"] == Verdict.UNSURE.value
    return exercises, right, unsure


def met_in_log(school: YearSchool, domain: str) -> set[tuple[str, str]]:
    """Pupils and the skills of a subject on which an answer of theirs was right or wrong."""
    with school.reading() as database:
        rows = database.execute(
            "SELECT DISTINCT pupil_id, json_extract(item, '$.skills') FROM attempt"
            " WHERE verdict != 'unsure' AND json_extract(item, '$.domain') = ?",
            (domain,),
        ).fetchall()
    return {(pupil, skill) for pupil, skills in rows for skill in json.loads(skills)}


def row_of(page: Page, name: str) -> Any:
    return page.locator(f"[data-testid=week-row][data-name='{name}']")


def test_a_class_at_a_glance(year_school: YearSchool, year_tablet: Tablet) -> None:
    names = [pupil.first_name for pupil in year_school.classroom.pupils]
    with year_tablet.started() as page:
        signed_in(page, year_school)
        page.get_by_test_id("class-link").first.click()

        # Now: everybody is there once; the alerts are those that were planted, each with what to do.
        expect(page.get_by_test_id("live-row")).to_have_count(len(names))
        expect(page.get_by_test_id("class-name")).to_have_text(year_school.classroom.name)
        alerts = page.get_by_test_id("alerts")
        for trait, kind in (
            (Trait.STUCK_IN_READING, "stuck"),
            (Trait.STUCK_IN_MATHS, "stuck"),
            (Trait.ABSENT, "absent"),
        ):
            planted = year_school.classroom.with_trait(trait)
            alert = alerts.locator(f"[data-testid=alert][data-kind={kind}][data-name='{planted.first_name}']")
            expect(alert).to_be_visible(timeout=PATIENCE)
            if planted.stuck_on:
                expect(alert).to_have_attribute("data-about", planted.stuck_on)
        screenshot(page, "dashboard-class-now")
        assert axe(page) + spilled(page) == []

        # An alert is set aside, and that is undone.
        absent = alerts.locator("[data-testid=alert][data-kind=absent]")
        absent.get_by_test_id("alert-aside").click()
        expect(absent).to_have_count(0, timeout=PATIENCE)
        expect(page.get_by_test_id("alerts-aside")).to_be_visible()
        page.get_by_test_id("undo").click()
        expect(absent).to_have_count(1, timeout=PATIENCE)

        # The connection is lost: she is told gently, and what was there stays.
        page.context.set_offline(True)
        expect(page.get_by_test_id("live-lost")).to_be_visible(timeout=PATIENCE)
        expect(page.get_by_test_id("live-row")).to_have_count(len(names))
        page.context.set_offline(False)
        expect(page.get_by_test_id("live-lost")).to_have_count(0, timeout=PATIENCE)

        # On the big screen, which pupils see, there is neither alert nor verdict.
        page.get_by_test_id("big-screen").click()
        expect(alerts).to_have_count(0)
        page.get_by_test_id("big-screen").click()

        # The week: figures of every pupil, as plain SQL finds them.
        page.get_by_test_id("room-semaine").click()
        expect(page.get_by_test_id("week-row")).to_have_count(len(names), timeout=PATIENCE)
        expect(page.get_by_test_id("room-semaine")).to_have_attribute("aria-current", "page")
        for _ in range(2):
            which = page.get_by_test_id("week-which").get_attribute("data-monday") or ""
            monday = datetime.fromisoformat(which).replace(tzinfo=ZoneInfo("Europe/Paris"))
            exercises, right, unsure = week_of_log(year_school, monday)
            for name in names:
                row = row_of(page, name)
                expect(row).to_have_attribute("data-exercises", str(exercises[name]))
                expect(row).to_have_attribute("data-right", str(right[name]))
            worked = [name for name in names if exercises[name] - unsure[name] > 0]
            for name in worked[:5]:
                share = int(100 * right[name] / (exercises[name] - unsure[name]) + 0.5)
                expect(row_of(page, name).get_by_test_id("week-row-success")).to_have_text(f"{share}\u00a0%")
            shown = page.get_by_test_id("week-exercises").inner_text()
            assert int(re.sub(r"\D", "", shown)) == exercises.total()
            page.get_by_test_id("week-earlier").click()
            expect(page.get_by_test_id("week-which")).not_to_have_attribute("data-monday", which, timeout=PATIENCE)
        with year_school.reading() as database:
            spent = database.execute(
                "SELECT sum(seconds) FROM pupil_day JOIN pupil ON pupil.id = pupil_day.pupil_id"
                " WHERE first_name = ? AND day BETWEEN ? AND date(?, '+6 days')",
                (names[7], which, which),
            ).fetchone()[0]
        page.get_by_test_id("week-later").click()
        expect(row_of(page, names[7])).to_have_attribute("data-seconds", str(spent or 0), timeout=PATIENCE)
        screenshot(page, "dashboard-class-week")
        assert axe(page) + spilled(page) == []

        # The map: a cell for each pupil and skill that he met.
        page.get_by_test_id("room-competences").click()
        page.get_by_test_id("map-domain").select_option("maths")
        page.locator(
            "[data-testid=map-part][data-part=numbers], [data-testid=map-part][data-part=mental]"
        ).first.wait_for()
        met = met_in_log(year_school, "maths")
        parts = page.get_by_test_id("map-part")
        for place in range(parts.count()):
            part = parts.nth(place)
            if part.get_attribute("open") is None:
                part.locator("summary").click()
        for more in page.get_by_test_id("map-more").all():
            more.click()
        expect(page.get_by_test_id("map-skill")).to_have_count(len({skill for _, skill in met}))
        expect(page.get_by_test_id("map-cell")).to_have_count(len(met), timeout=PATIENCE)
        screenshot(page, "dashboard-class-map")
        assert axe(page) + spilled(page) == []

        # By keyboard, from cell to cell, then to the pupil's page at that skill.
        page.get_by_test_id("map-cell").first.focus()
        page.keyboard.press("ArrowRight")
        cell = page.locator("[data-testid=map-cell]:focus")
        address = cell.get_attribute("href") or ""
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile(re.escape(address) + "$"))
