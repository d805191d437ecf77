"""A whole sitting without a finger: the tab key, the arrows, letters, Enter. Nothing is touched, no mouse is moved."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Playwright, expect

from tests.e2e.handmade import Workshop, any_page, workshop
from tests.e2e.hands import tab_to
from tests.e2e.tour.guide import PATIENCE
from tests.e2e.tour.walk import silence

pytestmark = pytest.mark.e2e

SITTING = ("word-to-picture", "build-word", "dictation", "silent", "syllables")
ONLY_KEYS = """
window.fingers = [];
for (const kind of ['pointerdown', 'mousedown', 'touchstart'])
  addEventListener(kind, (event) => { if (event.isTrusted) window.fingers.push(kind); }, true);
"""


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Workshop]:
    """A sitting of five exercises: to choose, to build, to write, to read, to count."""
    with workshop(tmp_path) as shop:
        shop.app.state.settings = shop.app.state.settings.model_copy(update={"session_goal": len(SITTING)})
        shop.offer(SITTING[0])
        yield shop


@pytest.fixture
def page(playwright: Playwright, shop: Workshop) -> Iterator[Page]:
    """A tablet with a keyboard, on which Rivet is silent: nobody waits for him."""
    with any_page(playwright, 1280, 800, reduced_motion="reduce", service_workers="block") as page:
        page.context.route("**/api/say*", silence)
        page.add_init_script(ONLY_KEYS)
        page.goto(shop.address)
        yield page


def press(page: Page, wanted: Locator, key: str = "Enter") -> None:
    """Go there with the tab key; there one is seen to be; press."""
    expect(wanted).to_be_visible(timeout=PATIENCE)
    tab_to(page, wanted)
    width, style = wanted.evaluate("one => [getComputedStyle(one).outlineWidth, getComputedStyle(one).outlineStyle]")
    assert style != "none"
    assert float(width.removesuffix("px")) >= 2
    page.keyboard.press(key)


def at(page: Page, testid: str, **data: str | int) -> Locator:
    """Where this is: one of several by its data."""
    return page.locator(f"[data-testid={testid}]" + "".join(f"[data-{name}='{value}']" for name, value in data.items()))


def go_on(page: Page, shop: Workshop, name: str) -> None:
    """To this one, from an exercise that is over: Enter is enough, for one is on « Suivant » already."""
    shop.offer(name)
    expect(page.get_by_test_id("next")).to_be_focused(timeout=PATIENCE)
    page.keyboard.press("Enter")
    expect(page.locator(f"[data-exercise-id='handmade.{name}']")).to_be_visible(timeout=PATIENCE)


def test_a_whole_sitting_with_the_keyboard_alone(page: Page, shop: Workshop) -> None:
    me = shop.made.pupils[0]
    # The class, the face, the three pictures; a slip first.
    press(page, page.get_by_test_id("class-code-input"), "m")
    page.keyboard.type(shop.made.classroom.code[1:])
    page.keyboard.press("Enter")
    press(page, at(page, "face", name=me.first_name))
    for picture in ("velo", "velo", "velo"):
        press(page, at(page, "picture", picture=picture))
    expect(page.get_by_test_id("line")).to_contain_text("On recommence", timeout=PATIENCE)
    for picture in me.pictures:
        press(page, at(page, "picture", picture=picture), "Space")
    expect(page.get_by_test_id("hello")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    press(page, page.get_by_test_id("choose-reading"))

    # Choosing, missed, then found.
    expect(page.locator("[data-exercise-id='handmade.word-to-picture']")).to_be_visible(timeout=PATIENCE)
    page.keyboard.press("2")
    press(page, page.get_by_test_id("finish"))
    expect(at(page, "option", place=1, state="faded")).to_be_visible(timeout=PATIENCE)
    press(page, at(page, "option", place=0))
    press(page, page.get_by_test_id("finish"))

    # Building, missed twice: it is shown.
    go_on(page, shop, "build-word")
    for _ in range(2):
        expect(page.get_by_test_id("placed")).to_have_count(0, timeout=PATIENCE)
        press(page, at(page, "tile", place=3))
        press(page, page.get_by_test_id("finish"))
        expect(at(page, "row", state="missed").or_(page.get_by_test_id("help")).first).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_test_id("help")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_test_id("built")).to_have_text("lapin", timeout=PATIENCE)

    # Writing what is heard: an accent that his keyboard has not is on the screen's.
    go_on(page, shop, "dictation")
    press(page, at(page, "key", letter="é"))
    page.keyboard.type("cole")
    expect(page.get_by_test_id("written")).to_have_value("école")
    press(page, page.get_by_test_id("finish"))

    # Reading where nobody hears: he reads, listens, and judges for himself.
    go_on(page, shop, "silent")
    press(page, page.get_by_test_id("aid"))
    expect(page.locator(".silent").first).to_be_visible()
    press(page, page.get_by_test_id("read-alone"))
    expect(page.get_by_test_id("judge-same")).to_be_enabled(timeout=PATIENCE)
    press(page, page.get_by_test_id("judge-same"))

    # Counting on the drum.
    go_on(page, shop, "syllables")
    for _ in range(3):
        press(page, page.get_by_test_id("drum"), "Space")
    press(page, page.get_by_test_id("finish"))
    expect(page.get_by_test_id("next")).to_be_focused(timeout=PATIENCE)
    page.keyboard.press("Enter")

    # The end of the path, and out.
    expect(page.get_by_test_id("end")).to_be_visible(timeout=PATIENCE)
    press(page, page.get_by_test_id("stop"))
    expect(page.get_by_test_id("face").first).to_be_visible(timeout=PATIENCE)
    assert page.evaluate("window.fingers") == []
