"""A teacher's reports through the screen: files whose figures are those of the database, wording changed and copied."""

import io
import json
import re
import sqlite3
from collections import defaultdict
from datetime import date, datetime
from pathlib import Path
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from odfdo import Document
from playwright.sync_api import Download, Page, expect

from tests.e2e.conftest import Tablet, screenshot
from tests.e2e.dashboard_school import YearSchool, signed_in

pytestmark = pytest.mark.e2e
PARIS = ZoneInfo("Europe/Paris")


def taken(page: Page, testid: str) -> tuple[str, bytes]:
    """Press a button, and what the browser then saves: its name and its content."""
    with page.expect_download() as waiting:
        page.get_by_test_id(testid).click()
    download: Download = waiting.value
    expect(page.get_by_test_id("report-done")).to_contain_text(download.suggested_filename)
    return download.suggested_filename, Path(download.path()).read_bytes()


def worked(database: sqlite3.Connection, since: date) -> dict[str, dict[str, Any]]:
    """What each pupil did since that day, straight from the log: the first answer that counts to each exercise."""
    first: dict[str, sqlite3.Row] = {}
    rows = database.execute(
        """select p.first_name, a.served_id, a.verdict, a.occurred_at, a.hearing, a.reply
           from attempt a join pupil p on p.id = a.pupil_id order by a.sequence"""
    ).fetchall()
    found: dict[str, dict[str, Any]] = defaultdict(lambda: {"days": set(), "exercises": 0, "right": 0, "paces": []})
    day_of: dict[str, date] = {}
    for row in rows:
        at = datetime.fromisoformat(row["occurred_at"]).replace(tzinfo=ZoneInfo("UTC")).astimezone(PARIS)
        day = day_of.setdefault(row["served_id"], at.date())
        pace = ((json.loads(row["hearing"] or "null") or {}).get("fluency") or {}).get("mclm")
        mine = found[row["first_name"]]
        if pace is not None and at.date() >= since:
            mine["paces"].append((at, pace))
        if day < since:
            continue
        mine["days"].add(day)
        if row["served_id"] in first or json.loads(row["reply"])["line"]["act"] == "read_again":
            continue
        first[row["served_id"]] = row
        if row["verdict"] != "unsure":
            mine["judged"] = mine.get("judged", 0) + 1
        mine["exercises"] += 1
        mine["right"] += row["verdict"] == "correct"
    return found


def test_reports_through_the_screen(year_school: YearSchool, year_tablet: Tablet) -> None:
    names = [one.first_name for one in year_school.classroom.pupils]
    with year_tablet.started() as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=year_school.address)
        signed_in(page, year_school)
        page.goto(year_school.room("bilans"))
        page.get_by_test_id("lsu-text").first.wait_for()
        since = date.fromisoformat(page.get_by_test_id("since").input_value())
        screenshot(page, "reports")

        name, families = taken(page, "families-pdf")
        assert re.fullmatch(r"Bilan pour la famille – .+ – [\d-]+\.pdf", name)
        assert families.startswith(b"%PDF-")
        assert len(re.findall(rb"/Type ?/Page\b", families)) == len(names)
        assert taken(page, "summary-pdf")[1].startswith(b"%PDF-")
        name, cards = taken(page, "cards-pdf")
        assert name.startswith("Cartes – ")
        assert len(re.findall(rb"/Type ?/Page\b", cards)) == 1 + -(-len(names) // 8)

        # The open document's figures are those of the log of answers.
        _, spreadsheet = taken(page, "tables-ods")
        practice, positions, readings = Document(io.BytesIO(spreadsheet)).body.get_tables()
        with year_school.reading() as database:
            told = worked(database, since)
        shown = {row[0]: row for row in practice.get_values()[1:]}
        assert set(shown) == set(names)
        for pupil, row in shown.items():
            mine = told[pupil]
            assert (row[1], row[3]) == (len(mine["days"]), mine["exercises"]), pupil
            assert float(row[4] or 0) == pytest.approx(mine["right"] / max(1, mine.get("judged", 0)), abs=1e-4), pupil
            paces = [pace for _, pace in sorted(mine["paces"])][-3:]
            assert row[5] == (round(median(paces)) if paces else None), pupil
        assert sum(row[0] is not None for row in readings.get_values()[1:]) == sum(
            len(one["paces"]) for one in told.values()
        )

        # The report book: what the screen proposes is what the file says; she changes it, and copies.
        pupil = page.get_by_test_id("lsu-pupil").locator("option").nth(3).inner_text()
        page.get_by_test_id("lsu-pupil").select_option(label=pupil)
        reading = page.locator("[data-testid=lsu-domain][data-domain=lecture]")
        proposed = next(row[1] for row in positions.get_values()[1:] if row[0] == pupil)
        level = reading.get_by_test_id("lsu-level").locator("option:checked").inner_text()
        assert proposed.startswith(level.removeprefix("Objectifs "))
        assert ("à confirmer" in proposed) == (reading.get_by_test_id("lsu-confirm").count() == 1)
        text = reading.get_by_test_id("lsu-text")
        reading.get_by_test_id("lsu-level").select_option(label="Objectifs dépassés")
        expect(text).to_have_value(re.compile("^Lit et comprend au-delà de ce qui est attendu"))
        text.fill("Lit avec plaisir, même de « gros » livres. Œuvre à suivre.")
        # Another pupil in between: nothing is lost.
        page.get_by_test_id("lsu-pupil").select_option(index=0)
        page.get_by_test_id("lsu-pupil").select_option(label=pupil)
        expect(text).to_have_value("Lit avec plaisir, même de « gros » livres. Œuvre à suivre.")
        reading.get_by_test_id("lsu-copy").click()
        expect(page.get_by_test_id("lsu-copied")).to_contain_text("Lecture")
        assert page.evaluate("navigator.clipboard.readText()") == text.input_value()
        page.get_by_test_id("lsu-copy-all").click()
        expect(page.get_by_test_id("lsu-copied")).to_contain_text("Tout est copié")
        whole = page.evaluate("navigator.clipboard.readText()")
        assert whole.startswith(pupil)
        assert "Objectifs dépassés\nLit avec plaisir" in whole

        # A period upside down is told, and nothing is saved.
        page.get_by_test_id("since").fill("2099-01-01")
        page.get_by_test_id("summary-pdf").click()
        expect(page.get_by_test_id("report-trouble")).to_contain_text("période")
