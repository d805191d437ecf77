"""One walk through every screen: axe, targets, names, the keyboard's place, large letters, and how key screens look."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.e2e import accessible, looks
from tests.e2e.conftest import ROOT
from tests.e2e.tour.guide import LANDSCAPE, Tour
from tests.e2e.tour.walk import KEY_SCREENS, Stop, quiet_page, settle, toured_school, walk

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(900)]

LARGE_LETTERS = {
    "class-code",
    "faces",
    "pictures",
    "hello",
    "word-to-picture",
    "sentence",
    "ask-gap",
    "end",
    "trouble-full",
}
"""Where all must stay within reach at twice the size: 1280 x 800 is then a page of 640 x 400."""
LARGEST = {"hello", "word-to-picture", "sentence", "order-words", "read-and-answer", "one-minute", "ask-gap", "end"}
"""Where all must stay within reach with the largest spaced letters that a child may have, on tablets for left hands."""
OTHER_LIGHTS = {"hello", "pictures", "word-to-picture-missed", "sentence-marked", "ask-gap-missed", "talk", "end"}
"""Seen in the other colours too."""
CHANGED = ROOT / "screenshots" / "changed"
"""Where a picture is put of each key screen that does not look as it did."""
DIST = ROOT / "tablet_client" / "dist"
DRESS = """async (font) => {
  const root = document.documentElement;
  const letters = { "--letter-size": "1.5", "--letter-spread": "1", "--letter-gap": "0.18em", "--word-gap": "0.9em" };
  for (const [name, value] of Object.entries(letters)) root.style.setProperty(name, value);
  Object.assign(root.dataset, { font: "opendyslexic", hand: "left" });
  if (!document.querySelector("link[data-largest]")) {
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: `/assets/${font}` });
    link.dataset.largest = "";
    await new Promise((then) => { link.onload = then; document.head.append(link); });
  }
}"""
COLOURS = (("dim", "normal"), ("light", "high"), ("dim", "high"))


@dataclass
class Found:
    """What is wrong, by screen."""

    screens: set[str] = field(default_factory=set)
    faults: dict[str, list[str]] = field(default_factory=dict)
    looks: list[str] = field(default_factory=list)

    def note(self, where: str, check: str, faults: list[str]) -> None:
        """Keep these."""
        self.faults.setdefault(check, []).extend(f"{where}: {fault}" for fault in faults)

    def none_of(self, check: str) -> None:
        """Fail with all there is of this."""
        faults = self.faults.get(check, [])
        assert not faults, f"{len(faults)} faults:\n" + "\n".join(faults)


@pytest.fixture(scope="module")
def found(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Found:
    """The whole walk, all checks at each stop."""
    found = Found()
    for stop in walk(playwright, tmp_path_factory.mktemp("tour")):
        found.screens.add(stop.name)
        found.note(stop.name, "bearings", bearings(stop))
        look_around(stop, found)
        if stop.name in LARGE_LETTERS:
            large_letters(stop, found)
        if stop.name in LARGEST:
            largest(stop, found)
        if stop.name in OTHER_LIGHTS:
            other_lights(stop, found)
    return found


def look_around(stop: Stop, found: Found) -> None:
    """As it is, lying and standing."""
    least = accessible.PUPILS_TARGET if stop.pupils else accessible.TEACHERS_TARGET
    for held in stop.turned():
        where = f"{stop.name} ({held})"
        if stop.name in KEY_SCREENS:
            changed = looks.changed(f"{stop.name}-{held}", stop.picture(), CHANGED)
            found.looks.extend([changed] if changed else [])
        found.note(where, "targets", accessible.small_targets(stop.page, least))
        found.note(where, "sideways", accessible.spilled(stop.page))
        # Held the other way only what depends on the place of things can be wrong.
        found.note(where, "axe", accessible.axe(stop.page, None if held == "landscape" else accessible.OF_LAYOUT))
    if stop.pupils:
        found.note(stop.name, "focus", accessible.unseen_focus(stop.page))


def large_letters(stop: Stop, found: Found) -> None:
    """At 200 %."""
    stop.turn(LANDSCAPE[0] // 2, LANDSCAPE[1] // 2)
    found.note(stop.name, "large letters", accessible.out_of_reach(stop.page) + accessible.spilled(stop.page))
    stop.turn(*LANDSCAPE)
    stop.page.evaluate("scrollTo(0, 0)")


def largest(stop: Stop, found: Found) -> None:
    """As « Mes réglages » would have it."""
    before = stop.page.evaluate("[{ ...document.documentElement.dataset }, document.documentElement.style.cssText]")
    stop.page.evaluate(DRESS, next(DIST.glob("assets/opendyslexic*.css")).name)
    settle(stop.page)
    for held in stop.turned():
        faults = accessible.out_of_reach(stop.page) + accessible.spilled(stop.page)
        found.note(f"{stop.name} ({held}, largest)", "large letters", faults)
    stop.page.evaluate(
        "([data, style]) => {"
        " Object.assign(document.documentElement.dataset, data); document.documentElement.style.cssText = style;"
        " scrollTo(0, 0); }",
        before,
    )


def other_lights(stop: Stop, found: Found) -> None:
    """In dim light, in high contrast."""
    for theme, contrast in COLOURS:
        paint(stop.page, theme, contrast)
        found.note(f"{stop.name} ({theme}, {contrast})", "axe", accessible.axe(stop.page, ["color-contrast"]))
    paint(stop.page, "light", "normal")


def paint(page: Page, theme: str, contrast: str) -> None:
    """In these colours."""
    page.evaluate(
        "([theme, contrast]) => Object.assign(document.documentElement.dataset, { theme, contrast })", [theme, contrast]
    )
    settle(page)


def bearings(stop: Stop) -> list[str]:
    """What is not right in where one is told to be."""
    there = accessible.bearings(stop.page)
    faults = []
    if there["lang"] != "fr":
        faults.append(f"the language is {there['lang']!r}")
    at_the_door = stop.name in {"class-code", "class-code-wrong"} or stop.leg == "troubles"
    if there["title"] in ("", "Marelle") and not at_the_door:
        faults.append("the window has no name of its own")
    if any(name in there["title"] for name in ("Inès", "Léo", "Zoé", "Tom", "Lina")):
        faults.append(f"the history of the tablet would keep a child's name: {there['title']}")
    if there["mains"] > 1:
        faults.append(f"{there['mains']} main parts")
    return faults


def test_axe_finds_nothing_on_any_screen(found: Found) -> None:
    assert len(found.screens) > 100
    found.none_of("axe")


def test_all_that_is_touched_is_large_enough(found: Found) -> None:
    """48 px for children, WCAG's 24 px for teachers."""
    found.none_of("targets")


def test_each_screen_has_its_language_and_a_name_that_tells_on_no_child(found: Found) -> None:
    found.none_of("bearings")


def test_the_keyboard_reaches_all_and_is_seen(found: Found) -> None:
    found.none_of("focus")


def test_nothing_is_out_of_reach_at_twice_the_size(found: Found) -> None:
    found.none_of("large letters")
    found.none_of("sideways")


def test_key_screens_look_as_they_did(found: Found) -> None:
    assert found.screens >= KEY_SCREENS
    assert not found.looks, "\n".join(found.looks)


@pytest.fixture
def hello(playwright: Playwright, tmp_path: Path) -> Iterator[Page]:
    """The first screen of a pupil."""
    with toured_school(tmp_path) as shop, quiet_page(playwright, shop, tmp_path) as page:
        Tour(page, shop).sign_in(0)
        settle(page)
        yield page


def test_a_button_that_moved_is_seen_and_a_shade_is_not(hello: Page, tmp_path: Path) -> None:
    def picture(change: str = "", undo: str = "") -> bytes:
        hello.evaluate(f"() => {{ {change} }}")
        settle(hello)
        taken = hello.screenshot(animations="disabled")
        hello.evaluate(f"() => {{ {undo} }}")
        return taken

    button = "document.querySelector('[data-testid=choose-discover]').style"
    looks.keep("hello", picture(), tmp_path)
    assert looks.changed("hello", picture(), tmp_path / "changed", tmp_path) is None
    faint = picture("document.body.style.filter = 'brightness(1.02)'", "document.body.style.filter = ''")
    assert looks.changed("hello", faint, tmp_path / "changed", tmp_path) is None
    moved = picture(f"{button}.translate = '40px 0'", f"{button}.translate = ''")
    said = looks.changed("hello", moved, tmp_path / "changed", tmp_path)
    assert said is not None
    assert "make screenshots UPDATE=1" in said
    assert (tmp_path / "changed" / "hello.png").exists()
    gone = picture(f"{button}.visibility = 'hidden'")
    assert looks.changed("hello", gone, tmp_path / "changed", tmp_path) is not None


def test_a_new_screen_takes_the_keyboard_along(hello: Page) -> None:
    """What was pressed is gone: the next tab starts from the title of what came."""
    hello.keyboard.press("Tab")
    hello.get_by_test_id("choose-discover").press("Enter")
    expect(hello.get_by_test_id("discover")).to_be_visible()
    expect(hello.get_by_role("heading", level=1)).to_be_focused()
    expect(hello).to_have_title("Découvrir – Marelle")
    hello.keyboard.press("Tab")
    assert hello.evaluate("document.activeElement.closest('[data-testid=discover]') !== null")
