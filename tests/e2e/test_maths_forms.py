"""The forms of maths and their figures in a real Chromium, by touch and by keyboard; hints; without WebGL."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.e2e.conftest import screenshot
from tests.e2e.handmade import Workshop, pupil_page, workshop
from tests.e2e.hands import drag, finish, give, keys, ok, page_on, spot, touch, width_of

pytestmark = pytest.mark.e2e


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    with workshop(tmp_path_factory.mktemp("workshop")) as shop:
        yield shop


@pytest.fixture(scope="module")
def wide(playwright: Playwright, shop: Workshop) -> Iterator[Page]:
    """The tablet of the first pupil, lying."""
    with page_on(playwright, shop, "maths", "ask-number") as page:
        yield page


@pytest.fixture(scope="module")
def tall(playwright: Playwright, shop: Workshop) -> Iterator[Page]:
    """The tablet of the second pupil, standing."""
    with page_on(playwright, shop, "maths", "ask-number", standing=True) as page:
        yield page


def test_a_number_is_answered_by_touch_then_by_keyboard(wide: Page, shop: Workshop) -> None:
    give(wide, shop, "ask-number")
    expect(wide.get_by_role("img", name="2 centaines, 3 dizaines, 6 unités")).to_be_visible()
    keys(wide, "236")
    ok(wide)
    give(wide, shop, "ask-gap")
    wide.keyboard.type("5")
    expect(wide.get_by_test_id("prompt-text")).to_contain_text("7 + 5")
    wide.keyboard.press("Enter")
    expect(wide.get_by_test_id("next")).to_be_focused()


@pytest.mark.parametrize(
    ("name", "signs"),
    [("ask-fraction", "3/4"), ("ask-time", "7h30"), ("ask-money", "13,78"), ("ask-expression", "3+4")],
)
def test_other_answers_have_their_own_keys(tall: Page, shop: Workshop, name: str, signs: str) -> None:
    give(tall, shop, name)
    keys(tall, signs)
    ok(tall)


def test_a_number_in_words_is_written(wide: Page, shop: Workshop) -> None:
    give(wide, shop, "ask-words")
    wide.keyboard.type("trente et un")
    wide.keyboard.press("Enter")
    expect(wide.get_by_test_id("next")).to_be_visible()


def test_what_cannot_be_read_is_asked_again_and_is_no_miss(wide: Page, shop: Workshop) -> None:
    give(wide, shop, "ask-time")
    keys(wide, "7h99")
    wide.get_by_test_id("keypad-ok").tap()
    expect(wide.get_by_test_id("keypad-ok")).to_be_enabled()
    expect(wide.locator("[data-verdict=incorrect]")).to_have_count(0)
    for _ in "99":
        wide.get_by_test_id("keypad-erase").tap()
    keys(wide, "30")
    ok(wide)


def test_figures_are_chosen(wide: Page, shop: Workshop) -> None:
    give(wide, shop, "choose-figure")
    touch(wide, "option", 1)
    finish(wide)
    give(wide, shop, "choose-shape")
    wide.keyboard.press("2")
    finish(wide)


def test_groups_and_tables_are_read(tall: Page, shop: Workshop) -> None:
    give(tall, shop, "choose-group")
    touch(tall, "thing", 0)
    expect(tall.locator("[data-testid=thing][data-place='0']")).to_have_attribute("data-counted", "true")
    tall.get_by_role("group", name="Compter").focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowLeft"):
        tall.keyboard.press(key)
    expect(tall.locator("[data-testid=thing][data-counted=true]")).to_have_count(2)
    touch(tall, "option", 1)
    finish(tall)
    give(tall, shop, "ask-chart")
    keys(tall, "9")
    ok(tall)


def test_a_wrong_answer_goes_through_three_hints_of_which_the_last_shows_it_done(wide: Page, shop: Workshop) -> None:
    give(wide, shop, "columns-plus")
    for attempt in (1, 2):
        for _ in range(3):
            wide.get_by_test_id("keypad-erase").tap()
        wide.locator("[data-testid=column-cell][data-row=digits][data-column='0']").tap()
        keys(wide, "57")
        wide.get_by_test_id("keypad-ok").tap()
        expect(wide.locator("[data-testid=outcome][data-state=missed]")).to_be_visible()
        if attempt == 2:
            expect(wide.get_by_test_id("hint")).to_have_attribute("data-step", "2")
            screenshot(wide, "columns-plus-hint")
        expect(wide.get_by_test_id("outcome")).to_have_count(0)
    keys(wide, "5")
    wide.locator("[data-testid=column-cell][data-row=carries][data-column='1']").tap()
    keys(wide, "1")
    wide.locator("[data-testid=column-cell][data-row=digits][data-column='1']").tap()
    keys(wide, "8")
    ok(wide)
    expect(wide.locator("[data-testid=outcome][data-state=right]")).to_be_visible()


def test_a_third_miss_shows_it_done(tall: Page, shop: Workshop) -> None:
    give(tall, shop, "frame")
    for _ in range(3):
        touch(tall, "cell", 9)
        tall.get_by_test_id("finish").tap()
        expect(tall.get_by_test_id("finish").or_(tall.get_by_test_id("next")).last).to_be_enabled(timeout=15_000)
        if not tall.get_by_test_id("next").is_visible():
            expect(tall.get_by_test_id("handled")).to_have_attribute("data-state", "")
            tall.get_by_test_id("restart").tap()
    expect(tall.get_by_test_id("help")).to_be_visible()
    expect(tall.locator("[data-look=first]")).to_have_count(10)


def test_a_subtraction_in_columns_with_its_exchange(tall: Page, shop: Workshop) -> None:
    give(tall, shop, "columns-minus")
    tall.locator("[data-testid=exchange][data-column='1']").tap()
    expect(tall.locator("[data-testid=exchange][data-column='0']")).to_have_attribute("data-value", "13")
    expect(tall.locator("[data-testid=exchange][data-column='1']")).to_have_attribute("data-value", "0")
    keys(tall, "404")
    ok(tall)


def test_an_operation_is_set_in_columns_by_keyboard(wide: Page, shop: Workshop) -> None:
    give(wide, shop, "columns-set")
    wide.keyboard.type("421")
    for key in ("ArrowDown", "ArrowRight", "ArrowRight", "ArrowRight"):
        wide.keyboard.press(key)
    wide.keyboard.type("85")
    for key in ("ArrowDown", "ArrowRight", "ArrowRight", "ArrowRight"):
        wide.keyboard.press(key)
    wide.keyboard.type("281")
    wide.keyboard.press("Enter")
    expect(wide.get_by_test_id("next")).to_be_visible()


def test_base_ten_blocks_are_built_and_traded(wide: Page, shop: Workshop) -> None:
    give(wide, shop, "build")
    for rank, count in (("tens", 3), ("ones", 4)):
        for _ in range(count):
            touch(wide, "more", rank, by="rank")
    finish(wide)
    give(wide, shop, "trade")
    touch(wide, "group", "ones", by="rank")
    expect(wide.locator("[data-testid=mat][data-rank=tens]")).to_have_attribute("data-count", "3")
    finish(wide, "trade")
    give(wide, shop, "break")
    wide.locator("[data-testid=break][data-rank=tens]").focus()
    wide.keyboard.press("Enter")
    expect(wide.locator("[data-testid=mat][data-rank=ones]")).to_have_attribute("data-count", "12")
    finish(wide, "break")


def test_a_mark_slides_on_the_line(wide: Page, shop: Workshop) -> None:
    give(wide, shop, "line")
    wide.get_by_test_id("mark").focus()
    for _ in range(5):
        wide.keyboard.press("PageUp")
    for _ in range(3):
        wide.keyboard.press("ArrowLeft")
    expect(wide.get_by_test_id("mark")).to_have_attribute("data-place", "37")
    finish(wide, "line")
    give(wide, shop, "line-fraction")
    box = wide.locator("[data-tool=number_line] svg").bounding_box()
    assert box
    wide.touchscreen.tap(box["x"] + box["width"] * (0.04 + 0.92 * 3 / 8), box["y"] + box["height"] / 2)
    finish(wide, "line-fraction")


def test_bars_are_filled_parts_shaded_and_coins_laid(tall: Page, shop: Workshop) -> None:
    give(tall, shop, "bars")
    touch(tall, "bar-tile", "17", by="tile")
    touch(tall, "bar-place", "total")
    touch(tall, "bar-place", "0.1")
    touch(tall, "bar-tile", "?", by="tile")
    tall.locator("[data-testid=bar-tile]").focus()
    tall.keyboard.press("Enter")
    tall.locator("[data-testid=bar-place][data-place='0.0']").focus()
    tall.keyboard.press("Enter")
    finish(tall, "bars")
    give(tall, shop, "shade")
    for place in (0, 1, 2):
        touch(tall, "part", place)
    tall.locator("[data-testid=part][data-place='5']").focus()
    tall.keyboard.press("Enter")
    finish(tall, "shade")
    give(tall, shop, "pay")
    for cents in ("2000", "1000", "200", "50"):
        tall.locator(f"[data-testid=purse][data-cents='{cents}']").first.tap()
    tall.locator("[data-testid=laid][data-cents='2000']").tap()
    finish(tall, "pay")


def test_the_hands_of_a_clock_turn(wide: Page, tall: Page, shop: Workshop) -> None:
    give(wide, shop, "clock")
    radius = width_of(wide.locator("[data-tool=clock] .rim")) / 2
    drag(wide, wide.locator("[data-testid=minute-hand] .touch"), radius * 0.6, radius * 0.6)
    expect(wide.get_by_test_id("minute-hand")).to_have_attribute("data-minute", "15")
    drag(wide, wide.locator("[data-testid=hour-hand] .blade"), 0, -radius * 0.16)
    expect(wide.get_by_test_id("hour-hand")).to_have_attribute("data-hour", "10")
    finish(wide, "clock")
    give(tall, shop, "clock")
    tall.get_by_test_id("minute-hand").focus()
    for _ in range(15):
        tall.keyboard.press("ArrowRight")
    finish(tall, "clock-tall")


def test_squares_are_coloured_points_joined_and_a_robot_driven(wide: Page, tall: Page, shop: Workshop) -> None:
    give(wide, shop, "symmetry")
    for column, row in ((6, 1), (6, 2), (5, 3)):
        wide.touchscreen.tap(*spot(wide, column + 0.5, row + 0.5, 8, 6))
    wide.get_by_test_id("board").focus()
    for key in ("ArrowUp",) * 4 + ("ArrowRight",) * 7 + ("Enter",):
        wide.keyboard.press(key)
    finish(wide, "symmetry")
    give(tall, shop, "geoboard")
    tall.mouse.move(*spot(tall, 3, 3, 5, 4))
    tall.mouse.down()
    tall.mouse.move(*spot(tall, 1, 3, 5, 4), steps=5)
    tall.mouse.up()
    tall.touchscreen.tap(*spot(tall, 1, 3, 5, 4))
    tall.touchscreen.tap(*spot(tall, 1, 1, 5, 4))
    finish(tall, "geoboard")
    give(wide, shop, "robot")
    for move in ("right", "forward", "forward", "left", "forward", "forward"):
        touch(wide, "move", move, by="move")
    wide.get_by_test_id("play-moves").tap()
    expect(wide.get_by_test_id("robot")).to_have_attribute("data-at", "2 2")
    finish(wide, "robot")


def test_things_are_weighed_measured_and_charted(tall: Page, shop: Workshop) -> None:
    give(tall, shop, "balance")
    for grams in ("200", "100", "50"):
        tall.locator(f"[data-testid=box][data-grams='{grams}']").first.tap()
    expect(tall.get_by_test_id("balance")).to_have_attribute("data-leans", "level")
    finish(tall, "balance")
    give(tall, shop, "ruler")
    ruler = width_of(tall.locator("[data-tool=ruler] svg"))
    drag(tall, tall.locator("[data-testid=segment-end] .touch"), ruler * 60 / 166, 0)
    expect(tall.get_by_test_id("segment-end")).to_have_attribute("data-end", "80")
    finish(tall, "ruler")
    give(tall, shop, "chart")
    tall.get_by_test_id("bar").focus()
    for _ in range(6):
        tall.keyboard.press("ArrowUp")
    finish(tall, "chart")


def test_a_solid_turns_and_unfolds_in_three_dimensions(wide: Page, shop: Workshop) -> None:
    give(wide, shop, "count-faces")
    expect(wide.get_by_test_id("solid")).to_have_attribute("data-drawn", "3d", timeout=15_000)
    drag(wide, wide.get_by_test_id("solid"), 60, 20)
    screenshot(wide, "count-faces-3d")
    wide.get_by_test_id("solid").tap()
    keys(wide, "5")
    ok(wide)
    give(wide, shop, "solid")
    wide.get_by_test_id("unfold").tap()
    expect(wide.get_by_test_id("solid")).to_have_attribute("data-unfolded", "true")
    wide.wait_for_timeout(1_300)
    finish(wide, "solid")


def test_without_webgl_solids_are_drawn_flat(playwright: Playwright, shop: Workshop) -> None:
    shop.offer("solid")
    flags = ("--disable-gpu", "--disable-3d-apis", "--disable-webgl", "--disable-webgl2")
    with pupil_page(playwright, shop, number=2, flags=flags) as page:
        page.get_by_test_id("choose-maths").click()
        give(page, shop, "count-cubes")
        expect(page.get_by_test_id("solid")).to_have_attribute("data-drawn", "flat")
        give(page, shop, "solid")
        page.get_by_test_id("solid").focus()
        page.keyboard.press("ArrowRight")
        expect(page.locator("[data-testid=solid] polygon.face")).to_have_count(3)
        page.get_by_test_id("unfold").tap()
        expect(page.locator("[data-testid=solid] rect.face")).to_have_count(6)
        finish(page, "solid-flat")
