"""Every form done in a real Chromium, by touch and by keyboard; a wrong answer goes through help to the next one."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect

from speech.listening import ListeningPool
from speech.verdicts import Verdict
from tests.e2e.conftest import screenshot, write_microphone
from tests.e2e.handmade import Workshop, pupil_page, workshop
from tests.e2e.hands import finish, give, page_on, touch
from tests.integration.tutor.practice.listening.tablet import CLIPS, SlowEar

pytestmark = pytest.mark.e2e


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    with workshop(tmp_path_factory.mktemp("workshop")) as shop:
        yield shop


@pytest.fixture(scope="module")
def wide(playwright: Playwright, shop: Workshop) -> Iterator[Page]:
    """The tablet of the first pupil, lying."""
    with page_on(playwright, shop, "reading", "word-to-picture") as page:
        yield page


@pytest.fixture(scope="module")
def tall(playwright: Playwright, shop: Workshop) -> Iterator[Page]:
    """The tablet of the second pupil, standing."""
    with page_on(playwright, shop, "reading", "word-to-picture", standing=True) as page:
        yield page


def test_choosing_by_touch_says_the_option_before_anything_is_answered(wide: Page, shop: Workshop) -> None:
    give(wide, shop, "word-to-picture")
    with wide.expect_request(lambda request: "/api/say" in request.url and "une%20pomme" in request.url):
        touch(wide, "option", 2)
    touch(wide, "option", 0)
    expect(wide.locator("[data-testid=option][aria-pressed=true]")).to_have_count(1)
    finish(wide, "word-to-picture")
    expect(wide.locator("[data-state=right]")).to_have_attribute("data-place", "0")


def test_of_several_right_options_those_found_stay(tall: Page, shop: Workshop) -> None:
    give(tall, shop, "first-sound")
    touch(tall, "option", 0)
    touch(tall, "option", 1)
    tall.get_by_test_id("finish").tap()
    expect(tall.locator("[data-state=missed]")).to_have_attribute("data-place", "1")
    screenshot(tall, "first-sound-missed")
    expect(tall.locator("[data-state=chosen]")).to_have_count(1)
    touch(tall, "option", 4)
    finish(tall, "first-sound")


def test_two_wrong_choices_fade_and_lead_through_help_to_the_next(wide: Page, shop: Workshop) -> None:
    give(wide, shop, "read-and-answer")
    expect(wide.get_by_test_id("passage")).to_contain_text("Samir a trouvé")
    touch(wide, "option", 1)
    wide.get_by_test_id("finish").tap()
    expect(wide.locator("[data-place='1'][data-state=faded]")).to_be_visible(timeout=15_000)
    expect(wide.get_by_test_id("hear-passage")).to_be_visible()
    touch(wide, "option", 2)
    wide.get_by_test_id("finish").tap()
    expect(wide.get_by_test_id("help")).to_be_visible()
    expect(wide.locator("[data-state=right]")).to_have_attribute("data-place", "0")
    screenshot(wide, "read-and-answer-help")
    shop.offer("scripts")
    wide.get_by_test_id("next").tap()
    expect(wide.locator("[data-exercise-id='handmade.scripts']")).to_be_visible()


def test_choosing_by_keyboard(wide: Page, shop: Workshop) -> None:
    give(wide, shop, "scripts")
    wide.keyboard.press("2")
    expect(wide.locator("[data-state=chosen]")).to_have_attribute("data-place", "1")
    wide.get_by_test_id("finish").focus()
    wide.keyboard.press("Enter")
    expect(wide.get_by_test_id("next")).to_be_focused()


def test_building_a_word_by_touch_and_taking_back(tall: Page, shop: Workshop) -> None:
    give(tall, shop, "build-word")
    touch(tall, "tile", 2)
    touch(tall, "placed", 2)
    expect(tall.get_by_test_id("placed")).to_have_count(0)
    touch(tall, "tile", 1)
    touch(tall, "tile", 0)
    expect(tall.get_by_test_id("built")).to_have_text("lapin")
    finish(tall, "build-word")


def test_the_first_right_tiles_stay_after_a_miss_then_the_help_builds_it(wide: Page, shop: Workshop) -> None:
    give(wide, shop, "order-words")
    for tile in (2, 1, 0):
        touch(wide, "tile", tile)
    wide.get_by_test_id("finish").tap()
    expect(wide.get_by_test_id("row")).to_have_attribute("data-state", "missed")
    screenshot(wide, "order-words-missed")
    expect(wide.get_by_test_id("built")).to_have_text("Le petit")
    touch(wide, "tile", 3)
    wide.get_by_test_id("finish").tap()
    expect(wide.get_by_test_id("help")).to_be_visible()
    expect(wide.get_by_test_id("built")).to_have_text("Le petit lapin mange une carotte.", timeout=15_000)
    screenshot(wide, "order-words-help")


def test_building_by_dragging_and_by_keyboard(wide: Page, shop: Workshop) -> None:
    give(wide, shop, "order-events")
    row = wide.get_by_test_id("row").bounding_box()
    assert row
    tile = wide.locator("[data-testid=tile][data-place='1']").bounding_box()
    assert tile
    wide.mouse.move(tile["x"] + 40, tile["y"] + 20)
    wide.mouse.down()
    wide.mouse.move(row["x"] + 80, row["y"] + 60, steps=5)
    screenshot(wide, "order-events-dragging")
    wide.mouse.up()
    expect(wide.get_by_test_id("placed")).to_have_attribute("data-place", "1")
    for place in (2, 3, 0):
        wide.locator(f"[data-testid=tile][data-place='{place}']").focus()
        wide.keyboard.press("Enter")
    wide.locator("[data-testid=placed][data-place='3']").focus()
    wide.keyboard.press("ArrowUp")
    finish(wide, "order-events")


def test_writing_with_the_keys_of_the_screen(tall: Page, shop: Workshop) -> None:
    give(tall, shop, "dictation")
    for letter in ("e", "c"):
        touch(tall, "key", letter, by="letter")
    tall.get_by_test_id("erase").tap()
    tall.get_by_test_id("erase").tap()
    for letter in "école":
        touch(tall, "key", letter, by="letter")
    expect(tall.get_by_test_id("written")).to_have_value("école")
    expect(tall.get_by_test_id("line")).not_to_contain_text("école")
    finish(tall, "dictation")


def test_writing_with_a_real_keyboard_takes_only_the_letters_given(wide: Page, shop: Workshop) -> None:
    give(wide, shop, "complete-word")
    wide.keyboard.type("xin")
    expect(wide.get_by_test_id("written")).to_have_value("in")
    wide.keyboard.press("Enter")
    expect(wide.get_by_test_id("written")).to_have_attribute("data-state", "missed")
    wide.keyboard.press("Backspace")
    wide.keyboard.press("Backspace")
    wide.keyboard.type("em")
    wide.keyboard.press("Enter")
    expect(wide.get_by_test_id("help")).to_be_visible()
    expect(wide.get_by_test_id("written")).to_have_value("an")
    screenshot(wide, "complete-word-help")


def test_counting_with_the_drum(wide: Page, tall: Page, shop: Workshop) -> None:
    give(wide, shop, "syllables")
    for _ in range(4):
        wide.get_by_test_id("drum").tap()
    wide.get_by_test_id("take-one").tap()
    expect(wide.get_by_test_id("stones")).to_have_attribute("data-count", "3")
    finish(wide, "syllables")
    give(tall, shop, "syllables")
    tall.get_by_test_id("drum").focus()
    tall.keyboard.press("Enter")
    tall.keyboard.press("Space")
    tall.get_by_test_id("finish").tap()
    expect(tall.get_by_test_id("stones")).to_have_attribute("data-count", "0")
    tall.get_by_test_id("drum").tap()
    tall.get_by_test_id("finish").tap()
    expect(tall.get_by_test_id("stones")).to_have_attribute("data-count", "3")
    screenshot(tall, "syllables-help")


def test_help_to_read_shows_syllables_and_silent_letters(wide: Page, shop: Workshop) -> None:
    give(wide, shop, "silent")
    wide.get_by_test_id("aid").tap()
    expect(wide.locator(".silent").first).to_be_visible()
    assert "".join(wide.locator(".silent").all_inner_texts()) == "stssent"
    screenshot(wide, "silent-aided")


def test_reading_in_turns_rivet_begins_and_the_pupil_reads_the_next_line(tall: Page, shop: Workshop) -> None:
    give(tall, shop, "in-turns")
    now = tall.locator("[data-turn=now]")
    expect(now).to_contain_text("Samir a trouvé")
    tall.get_by_test_id("rivet-reads").tap()
    expect(now).to_contain_text("À l’école", timeout=30_000)
    screenshot(tall, "in-turns-pupil")
    tall.get_by_test_id("read-alone").tap()
    expect(now).to_contain_text("La tortue sort")


@pytest.fixture
def heard(playwright: Playwright, shop: Workshop, tmp_path: Path) -> Iterator[tuple[Page, SlowEar]]:
    """The tablet of the third pupil with a voice in its microphone, and an ear that hears what it is told to."""
    ear = SlowEar()
    ear.verdict = Verdict.CORRECT
    shop.app.state.ear = ListeningPool(ear, workers=1, queue=2)
    write_microphone(CLIPS / "carotte.ogg", tmp_path / "voice.wav")
    shop.offer("in-turns")
    try:
        with pupil_page(playwright, shop, number=2, microphone=tmp_path / "voice.wav") as page:
            page.get_by_test_id("choose-reading").click()
            yield page, ear
    finally:
        shop.app.state.ear.close()
        shop.app.state.ear = None


def test_in_turns_each_line_of_the_pupil_is_heard_then_all_are_judged(
    heard: tuple[Page, SlowEar], shop: Workshop
) -> None:
    page, _ = heard
    give(page, shop, "in-turns")
    for line in ("À l’école", "Le soir"):
        expect(page.locator("[data-turn=now]")).to_contain_text(line, timeout=40_000)
        expect(page.get_by_test_id("mic")).to_have_attribute("data-state", "ready")
        page.get_by_test_id("mic").tap()
    expect(page.get_by_test_id("next")).to_be_visible(timeout=40_000)
    screenshot(page, "in-turns-right")
    verdicts = page.locator("[data-testid=line-of-text]").nth(1).locator("[data-verdict=correct]")
    assert verdicts.count() > 5
    assert page.locator("[data-testid=line-of-text]").nth(0).locator("[data-verdict]").count() == 0


def test_three_readings_grow_three_leaves(heard: tuple[Page, SlowEar], shop: Workshop) -> None:
    page, _ = heard
    give(page, shop, "repeated")
    for leaves in (1, 2, 3):
        expect(page.get_by_test_id("leaves")).to_have_attribute("data-count", str(leaves - 1))
        page.get_by_test_id("mic").tap()
        expect(page.get_by_test_id("leaves")).to_have_attribute("data-count", str(leaves), timeout=20_000)
        screenshot(page, f"repeated-{leaves}")
    expect(page.get_by_test_id("next")).to_be_visible()


def test_a_minute_is_a_sun_and_ends_with_the_pupil_s_own_leaves(heard: tuple[Page, SlowEar], shop: Workshop) -> None:
    page, _ = heard
    give(page, shop, "one-minute")
    page.get_by_test_id("mic").tap()
    expect(page.get_by_test_id("sky")).to_have_attribute("data-running", "true", timeout=15_000)
    expect(page.get_by_test_id("next")).to_be_visible(timeout=20_000)
    expect(page.get_by_test_id("leaves")).to_be_visible()
    screenshot(page, "one-minute-done")


def test_a_misread_word_is_looked_at_alone_then_the_whole_is_read_again(
    heard: tuple[Page, SlowEar], shop: Workshop
) -> None:
    page, ear = heard
    give(page, shop, "silent")
    ear.verdict = Verdict.INCORRECT
    page.get_by_test_id("mic").tap()
    expect(page.get_by_test_id("looked-at")).to_be_visible(timeout=20_000)
    screenshot(page, "silent-looked-at")
    expect(page.get_by_test_id("looked-at")).to_have_count(0, timeout=30_000)
    expect(page.get_by_test_id("again")).to_be_visible()
    expect(page.get_by_test_id("play-back")).to_be_visible()
    screenshot(page, "silent-again")
