"""What is asked of every screen: axe, targets, a name, the keyboard's place, and that large letters hide nothing."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.e2e.conftest import ROOT

SCRIPTS = (ROOT / "tablet_client" / "node_modules" / "axe-core" / "axe.min.js", Path(__file__).parent / "accessible.js")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OF_LAYOUT = ["color-contrast", "scrollable-region-focusable", "target-size"]
"""The rules of axe that depend on where things stand."""
PUPILS_TARGET = 48
TEACHERS_TARGET = 24


def axe(page: Page, only: list[str] | None = None) -> list[str]:
    """What axe finds, on the whole page: all its rules, or only these."""
    return _asked(page, "([only, tags]) => accessible.axe(only, tags)", [only, TAGS])


def small_targets(page: Page, least: int) -> list[str]:
    """What is touched and is smaller than this, in CSS pixels."""
    return _asked(page, "(least) => accessible.small(least)", least)


def out_of_reach(page: Page) -> list[str]:
    """What cannot be brought under a finger by scrolling."""
    return _asked(page, "() => accessible.outOfReach()")


def unseen_focus(page: Page) -> list[str]:
    """What does not show that the keyboard is there."""
    page.keyboard.press("Shift")  # from here the browser takes it that a keyboard is used
    return _asked(page, "() => accessible.unseenFocus()")


def spilled(page: Page) -> list[str]:
    """Whether one has to scroll sideways."""
    wide, room = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    return [f"{wide} px wide where there are {room}"] if wide > room + 1 else []


def bearings(page: Page) -> dict[str, Any]:
    """Where one is told to be: language, name of the window, place of the keyboard."""
    found: dict[str, Any] = page.evaluate(
        """() => ({
          lang: document.documentElement.lang,
          title: document.title,
          mains: document.querySelectorAll('main').length,
        })"""
    )
    return found


def _asked(page: Page, script: str, argument: Any = None) -> list[str]:
    if not page.evaluate("'accessible' in window"):
        for path in SCRIPTS:
            page.evaluate(path.read_text(encoding="utf-8"))
    found: list[str] = page.evaluate(script, argument)
    return found
