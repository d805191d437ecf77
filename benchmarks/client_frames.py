"""The length of frames while things move, by requestAnimationFrame: what a slowed main thread can keep up with.

The drawing itself is done in software here and is not slowed down: a tablet's graphics chip is not measured.
"""

import math
import time
from collections.abc import Callable
from typing import Any

import numpy as np
from playwright.sync_api import Page

from benchmarks.client_hands import shown
from benchmarks.client_school import BenchSchool
from benchmarks.client_tablet import SlowTablet, slow_tablet
from exercises.exercise import Choose, Compute, Handle
from exercises.figures import Clock
from tests.e2e.hands import keys

FRAME_MS = 1000 / 60
LATE_MS = 1.5 * FRAME_MS
"""A frame longer than this was missed: an eye sees it."""


def frames(opened: Any, school: BenchSchool, rate: float, pupil: int) -> dict[str, Any]:
    """Each scene on a tablet of its own, so that none pays for another's."""
    found: dict[str, Any] = {}
    for number, (name, scene) in enumerate(SCENES.items()):
        with slow_tablet(opened, rate, wifi=False) as tablet:
            tablet.page.goto(school.card((pupil + number) % len(school.made.pupils)))
            tablet.page.get_by_test_id("hello").wait_for()
            found[name] = scene(tablet, school)
    return found


def _while(tablet: SlowTablet, ms: int, act: Callable[[Page], object] = lambda page: None) -> dict[str, float]:
    """Frames of the page while this is done."""
    tablet.page.evaluate(f"() => {{ window.__frames = window.__probe.frames({ms}); }}")
    act(tablet.page)
    lengths = tablet.page.evaluate("() => window.__frames")
    return {
        "frames_a_second": round(1000 * len(lengths) / sum(lengths), 1),
        "p95_ms": round(float(np.percentile(lengths, 95)), 1),
        "longest_ms": round(max(lengths), 1),
        "late_percent": round(100 * sum(one > LATE_MS for one in lengths) / len(lengths), 1),
    }


def _hello(tablet: SlowTablet, school: BenchSchool) -> dict[str, float]:
    """Rivet greets: happy, speaking, before the whole landscape."""
    tablet.page.locator(".rivet.speaking").first.wait_for()
    return _while(tablet, 2000)


def _given(tablet: SlowTablet, school: BenchSchool, wanted: type, figure: type = object) -> Any:
    """An exercise with such content is given; Rivet has begun to speak."""
    school.offer(lambda one: isinstance(one, wanted) and isinstance(getattr(one, "figure", one), figure))
    tablet.page.get_by_test_id("choose-maths").tap()
    name, _ = shown(tablet.page)
    tablet.page.wait_for_timeout(1500)
    return school.content[name]


def _answered(tablet: SlowTablet, school: BenchSchool) -> dict[str, float]:
    """An answer is sent: Rivet is happy and speaks, the path is filled, the pebble goes on."""
    content = _given(tablet, school, Compute)
    keys(tablet.page, str(content.answer))
    return _while(tablet, 2500, lambda page: page.get_by_test_id("keypad-ok").tap())


def _next(tablet: SlowTablet, school: BenchSchool) -> dict[str, float]:
    """One exercise goes, another comes."""
    _given(tablet, school, Choose)
    return _while(tablet, 2000, lambda page: page.get_by_test_id("skip").tap())


def _dragged(tablet: SlowTablet, school: BenchSchool) -> dict[str, float]:
    """The hand of a clock follows a finger."""
    _given(tablet, school, Handle, Clock)
    hand = tablet.page.locator("[data-testid=minute-hand] .touch").bounding_box()
    face = tablet.page.locator("[data-testid=minute-hand] .touch").locator("xpath=ancestor::*[name()='svg'][1]")
    box = face.bounding_box()
    assert hand
    assert box
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    start = (hand["x"] + hand["width"] / 2, hand["y"] + hand["height"] / 2)
    reach = math.dist(middle, start)

    def turn(page: Page) -> None:
        page.mouse.move(*start)
        page.mouse.down()
        until = time.monotonic() + 2
        while time.monotonic() < until:
            angle = 3 * (until - time.monotonic())
            page.mouse.move(middle[0] + reach * math.sin(angle), middle[1] - reach * math.cos(angle))
        page.mouse.up()

    return _while(tablet, 2000, turn)


def _to_the_end(tablet: SlowTablet, school: BenchSchool) -> None:
    _given(tablet, school, Choose)
    while not tablet.page.get_by_test_id("end").is_visible():
        served = shown(tablet.page)[1]
        tablet.page.get_by_test_id("skip").tap()
        tablet.page.locator(f"[data-served-id='{served}']").wait_for(state="detached")


def _end(tablet: SlowTablet, school: BenchSchool) -> dict[str, float]:
    """The sky of the marelle."""
    _to_the_end(tablet, school)
    return _while(tablet, 2000)


def _story_map(tablet: SlowTablet, school: BenchSchool) -> dict[str, float]:
    """The map of the nine worlds opens."""
    _to_the_end(tablet, school)
    return _while(tablet, 2500, lambda page: page.get_by_test_id("story-map-open").tap())


def _talk(tablet: SlowTablet, school: BenchSchool) -> dict[str, float]:
    """Rivet in three dimensions, drawn by the processor here: not what a tablet's graphics chip does."""
    tablet.page.get_by_test_id("choose-talk").tap()
    tablet.page.locator("[data-testid=rivet] canvas").wait_for()
    tablet.page.wait_for_timeout(6000)  # three.js is fetched, its programs are made
    return _while(tablet, 2500)


SCENES: dict[str, Callable[[SlowTablet, BenchSchool], dict[str, float]]] = {
    "hello_rivet_speaks": _hello,
    "answer_sent_path_filled": _answered,
    "next_exercise": _next,
    "clock_hand_dragged": _dragged,
    "end": _end,
    "story_map_opens": _story_map,
    "rivet_3d_software": _talk,
}
