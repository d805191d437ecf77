"""A sentence and a text read aloud by a person into a real Chromium, heard by the installed ear."""

import json
from pathlib import Path

import numpy as np
import pytest
import soundfile
from playwright.sync_api import Page, Playwright, expect

from speech.audio import SAMPLE_RATE, read_clip
from tests.e2e.conftest import SHARED, Tablet, school_of
from tests.e2e.test_a_pupil_reads_and_the_teacher_sees import first_pupil, sign_in
from tests.needs import need

pytestmark = pytest.mark.e2e

PAUSE = np.zeros(int(0.5 * SAMPLE_RATE), dtype=np.float32)


def sentences() -> list[tuple[str, Path]]:
    """Sentences said by one person, short ones first."""
    manifest = SHARED / "data" / "speech" / "manifest.jsonl"
    need(manifest.exists(), f"the shared recordings ({manifest})")
    clips = [json.loads(line) for line in manifest.read_text(encoding="utf-8").splitlines()]
    found = {
        clip["text"].replace("'", "’"): manifest.parent / clip["audio"] for clip in clips if clip["kind"] == "sentence"
    }
    plain = [
        (text, path)
        for text, path in found.items()
        if text.endswith(".") and set(text) & set("0123456789:;!?") == set()
    ]
    return sorted(plain, key=lambda each: (len(each[0]), each[0]))


@pytest.mark.parametrize("lines", [1, 4], ids=["a sentence", "a text"])
def test_what_a_person_reads_is_followed_and_kept(lines: int, tmp_path: Path, playwright: Playwright) -> None:
    chosen = sentences()[:lines]
    recording = tmp_path / "read.wav"
    sound = [part for _, path in chosen for part in (read_clip(path).samples, PAUSE)]
    soundfile.write(recording, np.concatenate(sound), SAMPLE_RATE, subtype="PCM_16")
    with school_of(tmp_path, ["\n".join(text for text, _ in chosen)]) as school:
        name, pictures = first_pupil(school)
        with Tablet(playwright, school, tmp_path).started(recording) as page:
            sign_in(page, school, name, pictures)
            read(page)


def read(page: Page) -> None:
    """Nearly every word is surely right, and none surely wrong but one at most: grown-ups read this well."""
    page.get_by_test_id("choose-reading").click()
    page.get_by_test_id("reading-text").wait_for()
    page.get_by_test_id("mic").click()
    right = page.locator("[data-testid=word][data-verdict=correct]")
    expect(right.first).to_be_visible(timeout=60_000)
    words = page.get_by_test_id("word").count()
    assert right.count() >= 0.8 * words
    assert page.locator("[data-testid=word][data-verdict=incorrect]").count() <= 1
