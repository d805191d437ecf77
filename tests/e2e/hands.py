"""What the hands do on the screens of maths: keys touched, parts of a drawing dragged."""

from playwright.sync_api import Locator, Page, expect

from tests.e2e.test_every_form import touch


def keys(page: Page, signs: str) -> None:
    """Touch these digits and signs on the keypad, one after the other."""
    for sign in signs:
        digit = sign.isdigit()
        touch(page, "keypad-digit" if digit else "keypad-sign", sign, by="digit" if digit else "sign")


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
