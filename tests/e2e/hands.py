"""A pupil's hands on the screens: exercises gone through, options, tiles and keys touched, drawings dragged."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest
from playwright.sync_api import Error, Locator, Page, Playwright, expect

from tests.e2e.conftest import screenshot
from tests.e2e.handmade import Workshop, pupil_page

MOST_TABS = 60


@contextmanager
def page_on(
    playwright: Playwright, shop: Workshop, subject: str, first: str, *, standing: bool = False
) -> Iterator[Page]:
    """A tablet, lying (the first pupil's) or standing (the second's), on which this subject was chosen."""
    shop.offer(first)
    width, height = (768, 1024) if standing else (1280, 800)
    with pupil_page(playwright, shop, number=int(standing), width=width, height=height) as page:
        page.get_by_test_id(f"choose-{subject}").click()
        yield page


def give(page: Page, shop: Workshop, name: str) -> None:
    """Pass over what is shown, until this exercise is."""
    shop.offer(name)
    wanted = page.locator(f"[data-exercise-id='handmade.{name}']")
    page.get_by_test_id("exercise").wait_for()
    if not wanted.is_visible():
        over = page.get_by_test_id("next")
        (over if over.is_visible() else page.get_by_test_id("skip")).click()
    expect(wanted).to_be_visible()
    expect(page.get_by_test_id("next")).to_have_count(0)
    screenshot(page, f"{name}-{page.viewport_size['width']}")  # type: ignore[index]


def until(page: Page, true: str) -> None:
    """Wait for it. Not `wait_for_function`: the page allows no eval, and its clock may be the test's."""
    for _ in range(400):
        with suppress(Error):  # the page was just reloaded
            if page.evaluate(true):
                return
        time.sleep(0.075)
    pytest.fail(f"never came: {true}")


def touch(page: Page, testid: str, place: int | str, by: str = "place") -> None:
    """Touch one of several."""
    page.locator(f"[data-testid={testid}][data-{by}='{place}']").tap()


def finish(page: Page, name: str = "") -> None:
    """« C'est fini », and it is right: one may go on."""
    page.get_by_test_id("finish").tap()
    expect(page.get_by_test_id("next")).to_be_visible()
    if name:
        screenshot(page, f"{name}-right")


def keys(page: Page, signs: str) -> None:
    """Touch these digits and signs on the keypad, one after the other."""
    for sign in re.findall("min|.", signs):
        digit = sign.isdigit()
        touch(page, "keypad-digit" if digit else "keypad-sign", sign, by="digit" if digit else "sign")


def tab_to(page: Page, wanted: Locator) -> None:
    """Go there with the tab key alone, as who has no hand on the screen: it must be reached."""
    for _ in range(MOST_TABS):
        if wanted.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the tab key does not lead to {wanted}")


def ok(page: Page) -> None:
    """The answer is given, and it is right."""
    page.get_by_test_id("keypad-ok").tap()
    expect(page.get_by_test_id("next")).to_be_visible()


def drag(page: Page, part: Locator, right: float, down: float, start: tuple[float, float] = (0.5, 0.5)) -> None:
    """Drag from a spot of a drawing (as parts of its box) by so many pixels."""
    box = part.bounding_box()
    assert box
    x, y = box["x"] + start[0] * box["width"], box["y"] + start[1] * box["height"]
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + right / 2, y + down / 2, steps=4)
    page.mouse.move(x + right, y + down, steps=4)
    page.mouse.up()


def spot(page: Page, column: float, row: float, columns: int, rows: int) -> tuple[float, float]:
    """Where a point of a board stands on the page; columns and rows from the bottom left."""
    ground = page.locator("[data-testid=board] .ground").bounding_box()
    assert ground
    return ground["x"] + ground["width"] * column / columns, ground["y"] + ground["height"] * (1 - row / rows)


def width_of(part: Locator) -> float:
    """How wide it is on the page."""
    box = part.bounding_box()
    assert box
    return box["width"]
