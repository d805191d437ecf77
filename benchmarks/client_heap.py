"""Half an hour at one tablet, scripted: exercises, ends, « encore », the story's map, talk, discovery; what stays.

Each reading is taken on the same screen (hello, after signing in again), once the browser was made to collect its
garbage and the probe to forget its notes. The growth is from the first reading after the warm-up to the last, and is
told apart: the code that the browser compiled (it goes on translating what runs often, up to all of it), and the rest.
"""

import json
import sys
import time
from typing import Any

from benchmarks.client_hands import do, shown
from benchmarks.client_school import BenchSchool
from benchmarks.client_tablet import SlowTablet, slow_tablet

WARM_UP = 40
EVERY = 20
LINGER_MS = 1_500


def heap(opened: Any, school: BenchSchool, exercises: int, minutes: float) -> dict[str, Any]:
    """The readings of a session of so many exercises, `minutes` long if told."""
    if exercises < WARM_UP + EVERY:
        raise SystemExit(
            f"a session has at least {WARM_UP + EVERY} exercises: {WARM_UP} to warm up, {EVERY} to compare"
        )
    with slow_tablet(opened, 1, wifi=False) as tablet:
        page = tablet.page
        page.goto(school.card(0))
        page.get_by_test_id("hello").wait_for()
        page.get_by_test_id("choose-any").tap()
        started, readings = time.monotonic(), []
        pace = 60 * minutes / exercises
        for number in range(1, exercises + 1):
            begun = time.monotonic()
            do(page, school)
            if page.get_by_test_id("end").is_visible():
                _end(tablet, school)
            if number % EVERY == 0:
                _out_and_in(tablet, school)
                if number >= WARM_UP:
                    readings.append({"exercises": number, **_reading(tablet)})
                _other_ways(tablet)
            page.wait_for_timeout(1000 * max(0, pace - (time.monotonic() - begun)))
            print(f"{number} of {exercises}", end="\r", file=sys.stderr)
        lasted = time.monotonic() - started
    first, last = readings[0], readings[-1]
    return {
        "exercises": exercises,
        "minutes": round(lasted / 60, 1),
        "growth_percent": _growth(first["heap_mb"], last["heap_mb"]),
        "growth_without_code_percent": _growth(first["heap_mb"] - first["code_mb"], last["heap_mb"] - last["code_mb"]),
        "readings": readings,
    }


def _end(tablet: SlowTablet, school: BenchSchool) -> None:
    """The sky: a light is woken if there is one, the map is looked at, and « encore un peu » while that is offered."""
    page = tablet.page
    page.wait_for_timeout(LINGER_MS)
    for name in ("wake", "story-map-open"):
        part = page.get_by_test_id(name)
        if part.is_visible() and part.is_enabled():
            part.tap()
            page.wait_for_timeout(LINGER_MS)
    if page.get_by_test_id("map-leave").is_visible():
        page.get_by_test_id("map-leave").tap()
    if page.get_by_test_id("go-on").is_visible():
        page.get_by_test_id("go-on").tap()
    else:
        page.get_by_test_id("stop").tap()
        _in_again(tablet, school)
        page.get_by_test_id("choose-any").tap()
    shown(page)


def _growth(first: float, last: float) -> float:
    return round(100 * (last / first - 1), 1)


def _out_and_in(tablet: SlowTablet, school: BenchSchool) -> None:
    """The pupil leaves and comes back."""
    tablet.page.get_by_test_id("leave").tap()
    _in_again(tablet, school)


def _other_ways(tablet: SlowTablet) -> None:
    """A talk with Rivet, a look at what can be discovered, back to work."""
    page = tablet.page
    page.get_by_test_id("choose-talk").tap()
    page.get_by_test_id("talk").wait_for()
    page.wait_for_timeout(3 * LINGER_MS)
    for _ in range(2):  # who asks again goes at once
        if page.get_by_test_id("talk").is_visible() and page.get_by_test_id("leave").is_visible():
            page.get_by_test_id("leave").tap()
            page.wait_for_timeout(500)
    page.get_by_test_id("hello").or_(page.get_by_test_id("talk-end")).first.wait_for()
    if page.get_by_test_id("back").is_visible():
        page.get_by_test_id("back").tap()
    page.get_by_test_id("choose-discover").tap()
    page.get_by_test_id("lesson").first.wait_for()
    page.get_by_test_id("back").tap()
    page.get_by_test_id("choose-any").tap()
    shown(page)


def _in_again(tablet: SlowTablet, school: BenchSchool) -> None:
    """From the door, by face and secret pictures."""
    page, classroom = tablet.page, school.made.classroom
    face = page.get_by_test_id("face").first
    page.get_by_test_id("class-code-input").or_(face).first.wait_for()
    if not face.is_visible():
        page.get_by_test_id("class-code-input").fill(classroom.code)
        page.get_by_test_id("class-code-go").tap()
    pupil = school.made.pupils[0]
    page.locator(f"[data-testid=face][data-name='{pupil.first_name}']").tap()
    for picture in pupil.pictures:
        page.locator(f"[data-testid=picture][data-picture='{picture}']").tap()
    page.get_by_test_id("hello").wait_for()


def _code_bytes(tablet: SlowTablet) -> int:
    """What of the heap is code: what the browser read of our scripts, and what it compiled of them."""
    parts: list[str] = []

    def keep(event: dict[str, str]) -> None:
        parts.append(event["chunk"])

    tablet.line.on("HeapProfiler.addHeapSnapshotChunk", keep)
    tablet.line.send("HeapProfiler.takeHeapSnapshot", {"reportProgress": False})
    tablet.page.wait_for_timeout(100)
    tablet.line.remove_listener("HeapProfiler.addHeapSnapshotChunk", keep)
    found = json.loads("".join(parts))
    meta, nodes = found["snapshot"]["meta"], found["nodes"]
    width, size = len(meta["node_fields"]), meta["node_fields"].index("self_size")
    code = meta["node_types"][0].index("code")
    return sum(nodes[at + size] for at in range(0, len(nodes), width) if nodes[at] == code)


def _reading(tablet: SlowTablet) -> dict[str, float]:
    tablet.note("forget()")
    for _ in range(3):
        tablet.line.send("HeapProfiler.collectGarbage")
        tablet.page.wait_for_timeout(200)
    used = tablet.line.send("Runtime.getHeapUsage")["usedSize"]
    counts = tablet.metrics()
    detached = tablet.line.send("DOM.getDetachedDomNodes")["detachedNodes"]
    return {
        "heap_mb": round(used / 1e6, 2),
        "code_mb": round(_code_bytes(tablet) / 1e6, 2),
        "nodes": int(counts["Nodes"]),
        "listeners": int(counts["JSEventListeners"]),
        "detached": len(detached),
        "audio_contexts": int(tablet.note("openContexts()")),
    }
