"""First screens on a slow tablet: never seen before (cold), and come back (warm, its service worker has the client)."""

from statistics import median
from typing import Any

from benchmarks.client_school import BenchSchool
from benchmarks.client_tablet import SlowTablet, slow_tablet

BLOCKING_MS = 50
SETTLE_MS = 700
"""After the screen is there: what is painted or moved later still counts."""


def loads(opened: Any, school: BenchSchool, rate: float, times: int) -> dict[str, Any]:
    """Medians over several tablets of the way door, hello, first exercise."""
    found: dict[str, list[dict[str, float]]] = {}
    for number in range(times):
        for name, one in _one_tablet(opened, school, rate, number % len(school.made.pupils)).items():
            found.setdefault(name, []).append(one)
    return {
        name: {key: round(median(one[key] for one in several), 3) for key in several[0]}
        for name, several in found.items()
    }


def _one_tablet(opened: Any, school: BenchSchool, rate: float, pupil: int) -> dict[str, dict[str, float]]:
    found = {}
    with slow_tablet(opened, rate) as tablet:
        page = tablet.page
        page.goto(school.door, wait_until="commit")
        found["door_cold"] = _vitals(tablet, "face")
        _kept(tablet)
        page.goto(f"{school.address}/", wait_until="commit")
        found["door_warm"] = _vitals(tablet, "face")
    with slow_tablet(opened, rate) as tablet:
        page = tablet.page
        page.goto(school.card(pupil), wait_until="commit")
        found["hello_cold"] = _vitals(tablet, "hello")
        _kept(tablet)
        page.goto(f"{school.address}/eleve", wait_until="commit")
        found["hello_warm"] = _vitals(tablet, "hello")
        page.get_by_test_id("choose-any").tap()
        page.get_by_test_id("exercise").wait_for()
        page.wait_for_timeout(SETTLE_MS)
        first = tablet.note("shown")[0]
        found["first_exercise"] = {"usable_ms": first["painted"] - first["touch"], "layout_shift": tablet.note("cls")}
    return found


def _vitals(tablet: SlowTablet, screen: str) -> dict[str, float]:
    """What Lighthouse would say of this load; usable: the screen is painted and the page answers."""
    tablet.page.get_by_test_id(screen).first.wait_for()
    tablet.page.wait_for_timeout(SETTLE_MS)
    probe = tablet.page.evaluate("({...window.__probe, contexts: 0})")
    requests = tablet.note("requests()")
    page = tablet.page.evaluate("performance.getEntriesByType('navigation')[0].toJSON()")
    painted = probe["marks"][screen]["painted"]
    busy = [start + length for start, length in probe["long"] if start < painted]
    usable = max([painted, *busy])
    scripts = [one for one in requests if one["path"].endswith(".js") and one["start"] < painted]
    before = [one for one in requests if one["start"] < painted]
    return {
        "first_paint_ms": probe["fcp"],
        "largest_paint_ms": probe["lcp"],
        "usable_ms": usable,
        "blocking_ms": sum(max(0, length - BLOCKING_MS) for start, length in probe["long"] if start < usable),
        "layout_shift": probe["cls"],
        "requests": len(before) + 1,
        "sent_kb": (sum(one["sent"] for one in before) + page["transferSize"]) / 1000,
        "script_kb": sum(one["body"] for one in scripts) / 1000,
    }


def _kept(tablet: SlowTablet) -> None:
    """Until the service worker has kept everything."""
    tablet.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    tablet.page.wait_for_timeout(300)
