"""Talking with Rivet in a real Chromium: by voice, by touch, interrupted, without a microphone; a whole lesson."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from playwright.sync_api import Page, Playwright, expect
from sqlmodel import select

from exercises.catalogue import Catalogue
from exercises.exercise import Compute, Content
from exercises.maths.lesson_checks import right_answers
from exercises.maths.lesson_files import load_lessons
from speech.audio import SAMPLE_RATE, read_clip
from speech.ear import Ear
from speech.listening import ListeningPool
from speech.verdicts import SpokenNumber
from tests.e2e.conftest import SHARED, screenshot, write_microphone
from tests.e2e.handmade import Workshop, pupil_page, workshop
from tests.e2e.hands import until
from tests.integration.tutor.practice.listening.tablet import CLIPS, SlowEar
from tests.needs import need, need_model
from tutor.db import reading
from tutor.practice.choosing import Shelf
from tutor.practice.tables import Attempt
from tutor.settings import Settings

pytestmark = pytest.mark.e2e
FLAT = ("--disable-3d-apis",)
"""Rivet in three dimensions has tests of his own; drawn without a graphics card he would slow these down."""


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    """A school whose pupils are asked one sum, then others like it."""
    with workshop(tmp_path_factory.mktemp("talk")) as shop:
        whole = Catalogue.load()
        shop.app.state.catalogue = whole
        few = {key: one for key, one in whole.exercises.items() if key.startswith("maths.add.")}
        shop.app.state.shelf = Shelf.of(Catalogue(whole.skills, few))
        yield shop


@pytest.fixture
def ear(shop: Workshop) -> Iterator[SlowEar]:
    """An ear that hears what it is told to."""
    slow = SlowEar()
    slow.answer = None
    shop.app.state.ear = ListeningPool(slow, workers=1, queue=4)
    slow.clips.clear()
    yield slow
    shop.app.state.ear.close()
    shop.app.state.ear = None


def microphone(tmp_path: Path, clip: Path | None) -> Path:
    sound = tmp_path / "microphone.wav"
    write_microphone(clip, sound)
    return sound


def right_of(page: Page) -> int:
    left, _, right, *_ = page.get_by_test_id("operation").locator("span").all_inner_texts()
    return int(left) + int(right)


def asked(page: Page) -> str:
    expect(page.get_by_test_id("operation")).to_be_visible(timeout=30_000)
    return page.get_by_test_id("talk").get_attribute("data-question") or ""


def press(page: Page, number: int) -> None:
    for digit in str(number):
        page.locator(f"[data-testid=keypad-digit][data-digit='{digit}']").tap()
    page.get_by_test_id("keypad-ok").tap()


def kept(shop: Workshop, pupil: int) -> list[Attempt]:
    with reading(shop.app.state.engine) as session:
        return list(session.exec(select(Attempt).where(Attempt.pupil_id == shop.made.pupils[pupil].id)).all())


def test_a_doubt_is_confirmed_by_touch_and_a_miss_is_helped(
    playwright: Playwright, shop: Workshop, ear: SlowEar, tmp_path: Path
) -> None:
    sound = microphone(tmp_path, CLIPS / "carotte.ogg")
    with pupil_page(playwright, shop, number=0, microphone=sound, flags=FLAT) as page:
        screenshot(page, "talk-hello")
        page.get_by_test_id("choose-talk").tap()
        first = asked(page)
        right = right_of(page)
        ear.heard = SpokenNumber(None, 0.5, "", ear.name, 0.0, likeliest=right)
        screenshot(page, "talk-asks")
        expect(page.get_by_test_id("doubt")).to_be_visible(timeout=30_000)
        screenshot(page, "talk-doubt")
        page.get_by_test_id("confirm-yes").tap()
        expect(page.get_by_test_id("talk")).not_to_have_attribute("data-question", first, timeout=30_000)
        second = asked(page)
        press(page, right_of(page) + 1)
        expect(page.get_by_test_id("talk")).to_have_attribute("data-question", second)
        expect(page.locator("[data-verdict=incorrect]")).to_be_visible(timeout=20_000)
        screenshot(page, "talk-miss")
        page.get_by_test_id("help-me").tap()
        expect(page.get_by_test_id("hint")).to_be_visible(timeout=20_000)
        screenshot(page, "talk-hint")
        press(page, right_of(page))
        expect(page.get_by_test_id("talk")).not_to_have_attribute("data-question", second, timeout=30_000)
    assert [one.verdict for one in kept(shop, 0)] == ["correct", "incorrect", "correct"]


def test_an_interruption_stops_rivet_within_300_ms(
    playwright: Playwright, shop: Workshop, ear: SlowEar, tmp_path: Path
) -> None:
    """Measured in the page: from the first loud sample of the microphone to the pause of Rivet's voice."""
    sound = microphone(tmp_path, CLIPS / "carotte.ogg")
    with pupil_page(playwright, shop, number=1, microphone=sound, flags=FLAT) as page:
        page.add_init_script(path=Path(__file__).parent / "talk_probe.js")
        page.reload()
        ear.heard = SpokenNumber(None, 0.0, "", ear.name, 0.0)
        page.get_by_test_id("choose-talk").tap()
        until(page, "window.probe.stopped !== null")
        delay = page.evaluate("window.probe.stopped - window.probe.spoke")
        print(f"Rivet stopped {delay:.0f} ms after the first sound")
        assert 0 < delay <= 300
        # The question that he had still to ask is there, and what was said is heard from its start.
        first = asked(page)
        for _ in range(300):
            if ear.clips:
                break
            page.wait_for_timeout(50)
        assert ear.clips[-1].seconds >= read_clip(CLIPS / "carotte.ogg").seconds
        press(page, right_of(page))
        expect(page.get_by_test_id("talk")).not_to_have_attribute("data-question", first, timeout=30_000)
    assert [one.verdict for one in kept(shop, 1)] == ["correct"]


def test_a_denied_microphone_leaves_touch(playwright: Playwright, shop: Workshop, ear: SlowEar) -> None:
    with pupil_page(playwright, shop, number=2, width=800, height=1280, flags=FLAT) as page:
        page.add_init_script(
            "navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError'))"
        )
        page.reload()
        page.get_by_test_id("choose-talk").tap()
        first = asked(page)
        expect(page.get_by_test_id("mic")).to_have_attribute("data-state", "off", timeout=20_000)
        press(page, right_of(page))
        expect(page.get_by_test_id("talk")).not_to_have_attribute("data-question", first, timeout=20_000)
        screenshot(page, "talk-tall")
        page.get_by_test_id("leave").tap()
        expect(page.get_by_test_id("talk-end")).to_be_visible(timeout=20_000)
        screenshot(page, "talk-end")
        page.get_by_test_id("back").tap()
        expect(page.get_by_test_id("hello")).to_be_visible()
    assert [one.verdict for one in kept(shop, 2)] == ["correct"]


def test_a_lesson_goes_from_start_to_end_by_touch(playwright: Playwright, shop: Workshop) -> None:
    lesson = load_lessons().by_slug["une-dizaine"]
    with pupil_page(playwright, shop, number=2, flags=FLAT) as page:
        page.get_by_test_id("choose-discover").tap()
        card = page.locator(f"[data-testid=lesson][data-slug={lesson.slug}]")
        card.tap()
        screenshot(page, "discover")
        page.get_by_test_id("start-lesson").tap()
        for step, one in enumerate(lesson.steps):
            if one.asked is None:
                continue
            expect(page.get_by_test_id("talk")).to_have_attribute(
                "data-question", lesson.question_id(step), timeout=60_000
            )
            screenshot(page, f"lesson-{step}")
            give(page, next(iter(right_answers(lesson, step))))
        expect(page.get_by_test_id("talk-end")).to_have_attribute("data-ending", "done", timeout=60_000)
        screenshot(page, "lesson-end")
        page.get_by_test_id("back").tap()
        page.get_by_test_id("choose-discover").tap()
        expect(card.get_by_text("déjà découvert")).to_have_count(1)


def give(page: Page, answer: str) -> None:
    """An answer by touch: with the hands, the keys or the options."""
    if answer.startswith("{"):
        hands(page, json.loads(answer))
        page.get_by_test_id("finish").tap()
    elif page.locator(f"[data-testid=option][data-key='{answer}']").count():
        page.locator(f"[data-testid=option][data-key='{answer}']").tap()
    else:
        press(page, int(answer))


def hands(page: Page, figure: dict[str, Any]) -> None:
    """Bring the blocks on the table to this state."""
    assert figure["tool"] == "blocks", "teach these hands another tool"
    while count(page, "ones") >= figure["ones"] + 10:
        page.locator("[data-testid=group][data-rank=ones]").tap()
    for rank in ("tens", "ones"):
        while count(page, rank) < figure[rank]:
            page.locator(f"[data-testid=more][data-rank={rank}]").tap()


def count(page: Page, rank: str) -> int:
    return int(page.locator(f"[data-testid=mat][data-rank={rank}]").get_attribute("data-count") or 0)


def test_a_spoken_number_is_heard_and_answered(playwright: Playwright, shop: Workshop, tmp_path: Path) -> None:
    """With the real ear, and a real recording as the microphone: quinze. If he is not sure, Rivet asks."""
    need_model("whisper-base")
    manifest = SHARED / "data" / "speech" / "manifest.jsonl"
    need(manifest.exists(), f"the shared recordings ({manifest})")
    clips = [json.loads(line) for line in manifest.read_text(encoding="utf-8").splitlines()]
    fifteen = next(clip for clip in clips if (clip["kind"], clip["text"]) == ("number", "quinze"))
    whole = shop.app.state.catalogue
    sums = {key: one for key, one in whole.exercises.items() if _makes(one.content, 15)}
    shop.app.state.shelf = Shelf.of(Catalogue(whole.skills, sums))
    shop.app.state.ear = ListeningPool(Ear.load(Settings().models_dir), workers=1, queue=4)
    sound = tmp_path / "later.wav"  # once Rivet has asked: while he speaks the tablet takes his echo away
    clip = read_clip(manifest.parent / fifteen["audio"]).samples
    rest = np.zeros(8 * SAMPLE_RATE, dtype=np.float32)
    soundfile.write(sound, np.repeat(np.concatenate([rest, clip, rest]), 3), 3 * SAMPLE_RATE, subtype="PCM_16")
    with pupil_page(playwright, shop, number=3, microphone=sound, flags=FLAT) as page:
        page.get_by_test_id("choose-talk").tap()
        first = asked(page)
        doubt = page.get_by_test_id("doubt")
        went_on = page.locator(f"[data-testid=talk]:not([data-question='{first}'])")
        expect(doubt.or_(went_on).first).to_be_visible(timeout=60_000)
        if doubt.is_visible():
            expect(doubt).to_have_text("quinze")
            page.get_by_test_id("confirm-yes").tap()
        expect(went_on).to_be_visible(timeout=30_000)
    shop.app.state.ear.close()
    assert [one.answer for one in kept(shop, 3)] == [{"type": "number", "value": 15}]
    assert kept(shop, 3)[-1].verdict == "correct"


def _makes(content: Content, answer: int) -> bool:
    return isinstance(content, Compute) and content.answer == answer
