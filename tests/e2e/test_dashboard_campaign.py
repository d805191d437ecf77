"""A fluency campaign: a teacher opens it, a pupil reads aloud, the result appears, is corrected, and the way back."""

import json
import sqlite3
import time
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np
import pytest
import soundfile
from playwright.sync_api import Page, Playwright, expect

from speech.audio import SAMPLE_RATE, read_clip
from tests.e2e.accessible import axe, spilled
from tests.e2e.conftest import School, Tablet, school_of, screenshot
from tests.e2e.test_a_pupil_reads_and_the_teacher_sees import first_pupil, sign_in
from tests.e2e.test_a_sentence_and_a_text import PAUSE, sentences

pytestmark = pytest.mark.e2e

INSTEAD = "chocolat"
"""Written in the text, but said by nobody."""
HEARING = "select hearing from attempt where exercise_id like 'campaign.%' and hearing is not null order by sequence"
CHANGES = "select kind, undone_at is not null from change where kind like 'campaign.%' order by at"


def test_a_class_reads_and_its_teacher_corrects(tmp_path: Path, playwright: Playwright) -> None:
    chosen = sentences()[:4]
    lines = [text for text, _ in chosen]
    wrong = len(" ".join(lines[:2]).split()) - 1
    lines[1] = " ".join([*lines[1].split()[:-1], f"{INSTEAD}."])
    recording = tmp_path / "read.wav"
    sound = [part for _, path in chosen for part in (read_clip(path).samples, PAUSE)]
    soundfile.write(recording, np.concatenate(sound), SAMPLE_RATE, subtype="PCM_16")
    with school_of(tmp_path, [text for text, _ in chosen]) as school:
        name, pictures = first_pupil(school)
        desk, shared = (Tablet(playwright, school, made(tmp_path / home)) for home in ("desk", "shared"))
        with desk.started() as teacher, shared.started(recording) as pupil:
            open_campaign(teacher, school, "\n".join(lines), name)
            sign_in(pupil, school, name, pictures)
            read(pupil)
            row = teacher.locator(f"[data-testid=campaign-row][data-name='{name}']")
            expect(row).to_have_attribute("data-state", "read", timeout=30_000)
            wait_until_kept(school)
            mclm = counted(heard(school))
            expect(row.get_by_test_id("mclm")).to_have_text(str(mclm))
            screenshot(teacher, "campaign")
            correct(teacher, row, wrong, mclm)
            assert known(school, CHANGES) == [("campaign.opened", 0), ("campaign.corrected", 1)]
            teacher.set_viewport_size({"width": 768, "height": 1024})
            assert spilled(teacher) == []
            screenshot(teacher, "campaign-768")


def made(home: Path) -> Path:
    home.mkdir()
    return home


def open_campaign(page: Page, school: School, text: str, recorded: str) -> None:
    """The text is one of the teacher's own; the family of one pupil agreed to recordings."""
    class_id = UUID(known(school, "select classroom_id from pupil limit 1")[0][0])
    page.goto(f"{school.address}/enseignant/classe/{class_id}/textes")
    page.get_by_test_id("teacher-login").fill(school.login)
    page.get_by_test_id("teacher-password").fill(school.password)
    page.get_by_test_id("teacher-go").click()
    page.get_by_test_id("text-new").click()
    page.get_by_test_id("text-title").fill("Les consignes")
    page.get_by_test_id("text-body").fill(text)
    page.get_by_test_id("text-save").click()
    page.get_by_test_id("text-row").wait_for()
    page.goto(f"{school.address}/enseignant/classe/{class_id}/reglages")
    page.locator("details", has=page.get_by_test_id("recording-consent")).locator("summary").click()
    consent = page.locator(f"[data-testid=recording-consent][data-name='{recorded}']")
    consent.check()
    expect(page.get_by_text("accord noté le")).to_be_visible()
    page.goto(f"{school.address}/enseignant/classe/{class_id}/fluence")
    page.get_by_test_id("campaign-new").click()
    choice = page.get_by_test_id("campaign-text")
    choice.select_option(choice.locator("option").filter(has_text="Les consignes").get_attribute("value"))
    expect(page.get_by_test_id("campaign-preview")).to_contain_text(INSTEAD)
    page.get_by_test_id("campaign-recording").check()
    screenshot(page, "campaign-open")
    page.get_by_test_id("campaign-open").click()
    expect(page.locator("[data-testid=campaign-row][data-state=to_read]").first).to_be_visible()


def read(page: Page) -> None:
    """He chose numbers, but the text of the class comes first; nothing says what was misread."""
    page.get_by_test_id("choose-maths").click()
    page.get_by_test_id("reading-text").wait_for()
    expect(page.get_by_test_id("sky")).to_have_count(0)
    expect(page.get_by_test_id("aid")).to_have_count(0)
    screenshot(page, "campaign-pupil")
    page.get_by_test_id("mic").click()
    page.get_by_test_id("pass-on").wait_for(timeout=60_000)
    expect(page.locator("[data-testid=word][data-verdict]")).to_have_count(0)
    screenshot(page, "campaign-thanks")
    page.get_by_test_id("pass-on").click()


def correct(page: Page, row: Any, wrong: int, mclm: int) -> None:
    """The word that nobody said is an error; she counts it read, sees the measure change, and takes that back."""
    row.get_by_test_id("reading-see").click()
    word = page.get_by_test_id("reading-word").nth(wrong)
    expect(word).to_contain_text(INSTEAD)
    expect(word).to_have_attribute("data-verdict", "incorrect")
    sound = page.get_by_test_id("reading-sound").get_attribute("src")
    assert page.evaluate("async (path) => (await fetch(path)).headers.get('content-type')", sound) == "audio/flac"
    screenshot(page, "campaign-reading")
    word.click()
    expect(word).to_have_attribute("data-verdict", "correct")
    expect(row.get_by_test_id("mclm")).not_to_have_text(str(mclm))
    assert int(row.get_by_test_id("mclm").inner_text()) > mclm
    screenshot(page, "campaign-corrected")
    assert axe(page) == []
    page.get_by_test_id("undo").click()
    expect(row.get_by_test_id("mclm")).to_have_text(str(mclm))
    expect(word).to_have_attribute("data-verdict", "incorrect")


def heard(school: School) -> list[dict[str, Any]]:
    words: list[dict[str, Any]] = json.loads(known(school, HEARING)[-1][0])["words"]
    return words


def wait_until_kept(school: School) -> None:
    """His sound is written after the verdict was sent."""
    for _ in range(200):
        if known(school, "select id from recording"):
            return
        time.sleep(0.1)
    pytest.fail("the recording was not kept")


def counted(words: list[dict[str, Any]]) -> int:
    """By the rule as it is told to teachers, on what the ear kept; the reading is shorter than a minute."""
    said = [place for place, word in enumerate(words) if word["start"] is not None]
    through = words[: said[-1] + 1]
    lasted = round(max(words[place]["end"] for place in said) - min(words[place]["start"] for place in said), 1)
    right = len(through) - sum(word["verdict"] == "incorrect" for word in through)
    return int(60 * right / lasted + 0.5)


def known(school: School, query: str) -> list[Any]:
    with sqlite3.connect(school.data / "school.db") as database:
        return database.execute(query).fetchall()
