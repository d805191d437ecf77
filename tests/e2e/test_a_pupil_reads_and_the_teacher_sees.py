"""The whole path with real parts: pictures, a real voice in the microphone, a verdict, help, the teacher's page."""

import re
import sqlite3
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from speech.audio import read_clip
from speech.recogniser import Recogniser
from tests.e2e.conftest import School, Tablet, screenshot

pytestmark = pytest.mark.e2e
SURELY = 0.85
"""Probability above which the ear would have to be much mistaken to doubt through the microphone: a low estimate,
told as if the free decoder spoke against the word where it is not asked.
"""

PUPIL_SECRET = "select pictures from pupil where first_name = ?"
ATTEMPTS = "select exercise_id, verdict, hints from attempt where received_at > ? order by sequence"


def first_pupil(school: School) -> tuple[str, list[str]]:
    """A pupil of the demo class and the pictures of his secret, as his card would tell."""
    with sqlite3.connect(school.data / "school.db") as database:
        name, pictures = database.execute("select first_name, pictures from pupil order by first_name").fetchone()
    return name, re.findall(r"[a-z]+", pictures)


def sign_in(page: Page, school: School, name: str, pictures: list[str]) -> None:
    """Open the class, touch the face, touch the three pictures."""
    page.goto(f"{school.address}/classe/{school.class_code}")
    page.locator(f"[data-testid=face][data-name='{name}']").click()
    screenshot(page, "pictures")
    for picture in pictures:
        page.locator(f"[data-testid=picture][data-picture='{picture}']").click()
    expect(page.get_by_test_id("hello")).to_be_visible()
    screenshot(page, "hello")


def open_reading(page: Page) -> str:
    """Go to reading and give back the text that is shown."""
    page.get_by_test_id("choose-reading").click()
    return shown_text(page)


def shown_text(page: Page) -> str:
    """The text to read, in lower case, without its point."""
    page.get_by_test_id("reading-text").wait_for()
    words = page.get_by_test_id("word").all_inner_texts()
    return " ".join(" ".join(words).split()).lower().rstrip(" .!?")


def skip_until_surely_read(page: Page, ear: Recogniser, recordings: dict[str, Path]) -> str:
    """Pass over exercises until one that we have a recording of, on which the ear has no doubt."""
    text = shown_text(page)
    for _ in range(30):
        if text in recordings and surely_read(ear, recordings[text], text):
            return text
        before = page.get_by_test_id("exercise").get_attribute("data-exercise-id")
        page.get_by_test_id("skip").click()
        expect(page.get_by_test_id("exercise")).not_to_have_attribute("data-exercise-id", before or "")
        text = shown_text(page)
    pytest.fail("no exercise in 30 has a recording")


def surely_read(ear: Recogniser, recording: Path, text: str) -> bool:
    """The path is under test here; how often the ear doubts is measured by benchmarks."""
    reading = ear.verify(read_clip(recording), text)
    return reading.fault is None and min(word.probability for word in reading.words) > SURELY


def surely_another(ear: Recogniser, recordings: dict[str, Path], text: str) -> Path:
    """A recording of other words that the ear is surest of."""
    others = [other for other in sorted(recordings) if not set(other.split()) & set(text.split())][::30]

    def least_likely_word(recording: Path) -> float:
        reading = ear.verify(read_clip(recording), text)
        return min(word.probability for word in reading.words) if reading.fault is None else 1.0

    return min((recordings[other] for other in others), key=least_likely_word)


def test_a_word_read_right_then_another_misread(
    school: School, tablet: Tablet, recordings: dict[str, Path], ear: Recogniser
) -> None:
    name, pictures = first_pupil(school)
    with sqlite3.connect(school.data / "school.db") as database:
        (start,) = database.execute("select max(received_at) from attempt").fetchone()

    with tablet.started() as page:
        sign_in(page, school, name, pictures)
        open_reading(page)
        right = skip_until_surely_read(page, ear, recordings)

    # The tablet is started again: it opens on the same exercise, and this time a person reads it.
    with tablet.started(recordings[right]) as page:
        page.goto(f"{school.address}/eleve")
        assert shown_text(page) == right
        screenshot(page, "reading")
        page.get_by_test_id("mic").click()
        expect(page.get_by_test_id("word").first).to_have_attribute("data-verdict", "correct", timeout=30_000)
        screenshot(page, "read-right")
        page.get_by_test_id("next").click()
        expect(page.locator("[data-testid=word][data-verdict=correct]")).to_have_count(0)
        other = skip_until_surely_read(page, ear, recordings)

    # The next one is misread: another word is said.
    said = surely_another(ear, recordings, other)
    with tablet.started(said) as page:
        page.goto(f"{school.address}/eleve")
        assert shown_text(page) == other
        page.get_by_test_id("mic").click()
        misread = page.locator("[data-testid=word][data-verdict=incorrect]").first
        expect(misread).to_be_visible(timeout=30_000)
        screenshot(page, "misread")
        expect(page.get_by_test_id("again")).to_be_visible()
        # He listens to the model, tries again, and it is not that either: help comes.
        page.get_by_test_id("mic").click()
        expect(page.get_by_test_id("help")).to_be_visible(timeout=30_000)
        screenshot(page, "help")

    with sqlite3.connect(school.data / "school.db") as database:
        attempts = database.execute(ATTEMPTS, (start,)).fetchall()
    verdicts = [verdict for _, verdict, _ in attempts if verdict != "unsure"]
    assert verdicts == ["correct", "incorrect", "incorrect"]

    with tablet.started() as page:
        page.goto(f"{school.address}/enseignant")
        page.get_by_test_id("teacher-login").fill(school.login)
        page.get_by_test_id("teacher-password").fill(school.password)
        page.get_by_test_id("teacher-go").click()
        page.get_by_test_id("class-link").first.click()
        row = page.locator(f"[data-testid=live-row][data-name='{name}']")
        expect(row).to_be_visible()
        screenshot(page, "live")
        row.get_by_test_id("attempts-link").click()
        expect(page.get_by_test_id("attempt-row").nth(0)).to_have_attribute("data-verdict", "incorrect")
        expect(page.locator("[data-testid=attempt-row][data-verdict=correct]").first).to_be_visible()
        screenshot(page, "attempts")


def test_an_addition_by_touch_in_portrait(school: School, tablet: Tablet) -> None:
    name, pictures = first_pupil(school)
    with tablet.started(width=800, height=1280) as page:
        sign_in(page, school, name, pictures)
        page.get_by_test_id("choose-maths").click()
        exercise = page.get_by_test_id("exercise")
        exercise.wait_for()
        left, right = re.findall(r"\d+", (exercise.get_attribute("data-exercise-id") or ""))[-2:]
        for digit in str(int(left) + int(right)):
            page.locator(f"[data-testid=keypad-digit][data-digit='{digit}']").click()
        screenshot(page, "addition-portrait")
        page.get_by_test_id("keypad-ok").click()
        expect(page.get_by_test_id("next")).to_be_visible()
        screenshot(page, "addition-right")
