"""A pupil's page on a year of practice: its figures are those of the database, and a verdict is corrected and back."""

import json
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.accessible import axe
from tests.e2e.conftest import Tablet, screenshot
from tests.e2e.dashboard_school import YearSchool, signed_in

PARIS = ZoneInfo("Europe/Paris")


def rows(database: Path, query: str, *values: str) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        return connection.execute(query, values).fetchall()


def school_day(moment: str) -> date:
    """The day of a moment kept in UTC."""
    return datetime.fromisoformat(f"{moment}+00:00").astimezone(PARIS).date()


def this_week(database: Path, pupil: str) -> tuple[int, int, int]:
    """Days, exercises and those right at once since Monday, counted here from the log of answers alone."""
    monday = (today := datetime.now(PARIS).date()) - timedelta(days=today.weekday())
    first: dict[str, tuple[date, str]] = {}
    for served, verdict, reply, moment in rows(
        database,
        "SELECT served_id, verdict, reply, occurred_at FROM attempt WHERE pupil_id = ? ORDER BY sequence",
        pupil,
    ):
        if json.loads(reply)["line"]["act"] != "read_again":
            first.setdefault(served, (school_day(moment), verdict))
    week = [(day, verdict) for day, verdict in first.values() if day >= monday]
    return len({day for day, _ in week}), len(week), sum(verdict == "correct" for _, verdict in week)


def last_pace(database: Path, pupil: str) -> int:
    """Words a minute of the last text that the ear could time."""
    [(found,)] = rows(
        database,
        "SELECT json_extract(hearing, '$.fluency.mclm') FROM attempt WHERE pupil_id = ? AND "
        "json_extract(hearing, '$.fluency.mclm') IS NOT NULL ORDER BY occurred_at DESC, sequence DESC LIMIT 1",
        pupil,
    )
    return int(found)


def kept_mastery(database: Path, pupil: str) -> str:
    [(state,)] = rows(database, "SELECT state FROM mastery WHERE pupil_id = ?", pupil)
    return state


def number_in(page: Page, name: str) -> int:
    text = page.get_by_test_id(name).inner_text()
    return int("".join(character for character in text if character.isdigit()))


def success_of(right: int, exercises: int) -> str:
    return f"{int(100 * right / exercises + 0.5)}\u00a0%"


def settled(what: Callable[[], bool], page: Page) -> None:
    """Until the server has done it."""
    for _ in range(100):
        if what():
            return
        page.wait_for_timeout(100)
    pytest.fail("it did not come")


def test_a_pupil_in_a_minute_with_the_figures_of_the_database_and_a_verdict_corrected_and_back(
    year_school: YearSchool, year_tablet: Tablet
) -> None:
    pupil = year_school.classroom.pupils[0]
    key = pupil.id.hex
    database = year_school.database
    days, exercises, right = this_week(database, key)
    with year_tablet.started() as page:
        signed_in(page, year_school)
        page.goto(year_school.page_of(pupil))
        # In a minute: the week, how he reads, what comes next and why.
        expect(page.get_by_test_id("next-choice")).to_have_count(4)
        assert number_in(page, "week-days") == days
        assert number_in(page, "last-pace") == last_pace(database, key)
        if exercises:
            assert number_in(page, "week-exercises") == exercises
            expect(page.get_by_test_id("week-success")).to_have_text(success_of(right, exercises))
        screenshot(page, "pupil-glance")
        # A verdict that the teacher heard better: it counts at once, and is taken back.
        before = kept_mastery(database, key)
        row = page.get_by_test_id("attempt-row").first
        said = "incorrect" if row.get_attribute("data-verdict") == "correct" else "correct"
        row.get_by_test_id("correct").click()
        row.get_by_test_id(f"say-{said}").click()
        expect(row.get_by_test_id("corrected")).to_contain_text("corrigé par")
        expect(row).to_have_attribute("data-verdict", said)
        after = kept_mastery(database, key)
        assert after != before
        page.get_by_test_id("undo").click()
        expect(row.get_by_test_id("corrected")).to_have_count(0)
        settled(lambda: kept_mastery(database, key) == before, page)
        # His way, his mistakes, his days: the answers of one of them.
        page.get_by_test_id("tab-course").click()
        expect(page.get_by_test_id("course-part").first).to_be_visible()
        page.get_by_test_id("tab-slips").click()
        expect(page.get_by_test_id("slips")).to_be_visible()
        page.get_by_test_id("tab-days").click()
        opened = page.get_by_test_id("day-row").first
        day = opened.get_attribute("data-day") or ""
        opened.get_by_test_id("open-day").click()
        expect(page.get_by_test_id("attempt-row").first).to_be_visible()
        kept = [
            moment
            for (moment,) in rows(database, "SELECT occurred_at FROM attempt WHERE pupil_id = ?", key)
            if school_day(moment).isoformat() == day
        ]
        expect(page.get_by_test_id("attempt-row")).to_have_count(min(200, len(kept)))
        screenshot(page, "pupil-days")
        # All that is kept of him, for his family.
        page.get_by_test_id("tab-data").click()
        with page.expect_download() as taken:
            page.get_by_test_id("pupil-export").click()
        assert "lisez-moi.html" in zipfile.ZipFile(taken.value.path()).namelist()
        page.get_by_test_id("anonymise-open").click()
        expect(page.get_by_test_id("anonymise-name")).to_be_visible()
        assert axe(page) == []
        screenshot(page, "pupil-data")
