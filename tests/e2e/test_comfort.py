"""A teacher presets, a pupil finds it and changes it, nothing stays for the next one; a sitting without a sound."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, Playwright, expect

from tests.e2e.conftest import screenshot
from tests.e2e.handmade import Workshop, any_page, workshop
from tests.e2e.hands import finish, give, touch, until

pytestmark = pytest.mark.e2e


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    with workshop(tmp_path_factory.mktemp("workshop")) as shop:
        shop.app.state.ear = Listening()
        yield shop


class Listening:
    """An ear, so that readings would be listened to: nobody speaks here."""


@pytest.fixture(scope="module")
def page(playwright: Playwright, shop: Workshop) -> Iterator[Page]:
    """One tablet, shared by all of them."""
    with any_page(playwright, 1280, 800) as page:
        page.context.add_init_script(
            "navigator.mediaDevices.getUserMedia = () => { window.asked = true; return Promise.reject() }"
        )
        yield page


def sign_in(page: Page, shop: Workshop, number: int) -> None:
    page.goto(f"{shop.address}/carte/{shop.made.pupils[number].card_token}")
    expect(page.get_by_test_id("hello")).to_be_visible()


def leave(page: Page) -> None:
    page.get_by_test_id("leave").click()
    expect(page.get_by_test_id("hello")).to_have_count(0)
    expect(page.get_by_test_id("exercise")).to_have_count(0)


def style(part: Locator, name: str) -> str:
    found: str = part.evaluate("(element, name) => getComputedStyle(element)[name]", name)
    return found


def pixels(part: Locator, name: str) -> float:
    value = style(part, name)
    return float(value.removesuffix("px")) if value.endswith("px") else 0.0


def preset(page: Page, shop: Workshop) -> None:
    """For Inès: large spaced OpenDyslexic, left hand, no microphone."""
    page.goto(f"{shop.address}/enseignant")
    page.get_by_test_id("teacher-login").fill("martin")
    page.get_by_test_id("teacher-password").fill(shop.made.password)
    page.get_by_test_id("teacher-go").click()
    expect(page.locator("a[href*='/enseignant/classe/']").first).to_be_visible()
    page.goto(f"{shop.address}/enseignant/classe/{shop.made.classroom.id}/eleve/{shop.made.pupils[0].id}")
    page.get_by_test_id("tab-comfort").click()
    settings = page.get_by_test_id("comfort-settings")
    for name, value in {"font": "opendyslexic", "hand": "left", "microphone": "false"}.items():
        with page.expect_response(lambda answer: answer.url.endswith("/comfort") and answer.request.method == "PUT"):
            settings.get_by_test_id(f"preset-{name}").select_option(value)
    for name, value in {"size": "1.4", "spacing": "1"}.items():
        with page.expect_response(lambda answer: answer.url.endswith("/comfort") and answer.request.method == "PUT"):
            settings.get_by_test_id(f"preset-{name}").fill(value)
    expect(settings.get_by_test_id("specimen")).to_have_attribute("data-font", "opendyslexic")
    screenshot(page, "comfort-teacher")


def test_what_the_teacher_chose_is_there_at_sign_in_and_gone_for_the_next_pupil(page: Page, shop: Workshop) -> None:
    preset(page, shop)
    sign_in(page, shop, 0)
    root = page.locator("html")
    expect(root).to_have_attribute("data-hand", "left")
    expect(page.locator("body")).to_have_css("font-family", re.compile("^OpenDyslexic"))
    until(page, "document.fonts.check('20px OpenDyslexic')")
    shop.offer("silent")
    page.get_by_test_id("choose-reading").click()
    word = page.get_by_test_id("word").first
    expect(word).to_be_visible()
    assert pixels(word, "fontSize") == pytest.approx(1.4 * 44, abs=0.5)
    assert pixels(word, "letterSpacing") == pytest.approx(0.18 * 1.4 * 44, abs=0.5)
    assert pixels(word, "wordSpacing") == pytest.approx(0.9 * 1.4 * 44, abs=0.5)
    screenshot(page, "comfort-preset")
    # The way out is under the left hand's other side, and nothing asks for the microphone: he reads, then compares.
    out, work = page.get_by_test_id("leave").bounding_box(), page.get_by_test_id("reading-text").bounding_box()
    assert out
    assert work
    assert out["x"] > work["x"] + work["width"]
    expect(page.get_by_test_id("mic")).to_have_count(0)
    page.get_by_test_id("read-alone").click()
    expect(page.get_by_test_id("judge-same")).to_be_visible()
    assert page.evaluate("window.asked") is None

    leave(page)
    sign_in(page, shop, 1)
    expect(root).to_have_attribute("data-hand", "right")
    expect(page.locator("body")).to_have_css("font-family", re.compile("^Andika"))
    page.get_by_test_id("choose-reading").click()
    expect(page.get_by_test_id("mic")).to_be_visible()
    assert pixels(page.get_by_test_id("word").first, "fontSize") == pytest.approx(44, abs=0.5)
    assert pixels(page.get_by_test_id("word").first, "letterSpacing") == 0
    leave(page)


def test_a_pupil_changes_it_with_the_keyboard_and_finds_it_again(page: Page, shop: Workshop) -> None:
    sign_in(page, shop, 2)
    page.get_by_test_id("comfort").focus()
    page.keyboard.press("Enter")
    panel = page.get_by_test_id("comfort-panel")
    expect(panel).to_be_visible()
    screenshot(page, "comfort-panel")
    before = pixels(panel.get_by_test_id("specimen"), "fontSize")
    panel.get_by_test_id("comfort-size").focus()
    page.keyboard.press("End")
    assert pixels(panel.get_by_test_id("specimen"), "fontSize") == pytest.approx(1.5 * before, abs=0.5)
    panel.get_by_test_id("comfort-syllables-exercise").focus()
    page.keyboard.press("ArrowRight")
    panel.get_by_test_id("comfort-motion-full").focus()
    with page.expect_response(lambda answer: answer.url.endswith("/my-comfort")):
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Escape")
    expect(panel).to_have_count(0)
    leave(page)

    sign_in(page, shop, 2)
    expect(page.locator("html")).to_have_attribute("data-motion", "reduced")
    shop.offer("silent")
    page.get_by_test_id("choose-reading").click()
    tinted = page.get_by_test_id("word").nth(1).locator(".other").first
    expect(tinted).to_have_text("ti")
    assert style(page.get_by_test_id("word").nth(1), "transitionDuration") == "0.001s"
    leave(page)


def test_with_the_sound_off_a_sitting_asks_for_no_voice(page: Page, shop: Workshop) -> None:
    sign_in(page, shop, 3)
    page.get_by_test_id("comfort").click()
    page.locator("label", has=page.get_by_test_id("comfort-sound-off")).click()
    with page.expect_response(lambda answer: answer.url.endswith("/my-comfort")):
        page.get_by_test_id("comfort-done").click()
    said: list[str] = []
    page.on("request", lambda request: said.append(request.url) if "/api/say" in request.url else None)
    # Of a rhyme to hear and a word to read, only the second can be done.
    shop.offer("dictation", "syllables", "first-sound", "word-to-picture")
    page.get_by_test_id("choose-reading").click()
    expect(page.locator("[data-exercise-id='handmade.word-to-picture']")).to_be_visible()
    expect(page.get_by_test_id("line")).to_contain_text("Lis le mot")
    touch(page, "option", 0)
    finish(page)
    give(page, shop, "complete-sentence")
    expect(page.get_by_test_id("hear-prompt")).to_have_count(0)
    touch(page, "option", 0)
    finish(page)
    give(page, shop, "silent")
    expect(page.get_by_test_id("mic")).to_be_visible()
    page.get_by_test_id("aid").click()
    expect(page.get_by_test_id("hear-model")).to_have_count(0)
    screenshot(page, "comfort-silent")
    assert said == []
