"""From a touch to what it brings, painted: what became of an answer, and the next exercise."""

from typing import Any

import numpy as np

from benchmarks.client_hands import do, shown
from benchmarks.client_school import BenchSchool
from benchmarks.client_tablet import SlowTablet, slow_tablet

NEXT, SENT = "/api/practice/next", "/api/practice/attempts"
LOOKED_MS = 900
"""How long « Suivant » waits for a child who looks and listens; every fourth time he does not wait at all."""


def nexts(opened: Any, school: BenchSchool, rate: float, exercises: int, pupil: int) -> dict[str, Any]:
    """So many exercises by one pupil, whichever the server chooses."""
    school.timed.took.clear()
    with slow_tablet(opened, rate) as tablet:
        page = tablet.page
        page.goto(school.card(pupil), wait_until="commit")
        page.get_by_test_id("hello").wait_for()
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        page.wait_for_timeout(1500)
        page.get_by_test_id("choose-any").tap()
        samples: dict[str, list[dict[str, Any]]] = {"looked": [], "at_once": [], "passed": [], "verdict": []}
        while sum(map(len, (samples["looked"], samples["at_once"], samples["passed"]))) < exercises:
            name, _ = shown(page)
            seen = len(tablet.note("shown"))
            hurried = len(samples["looked"]) % 4 == 3 and len(samples["at_once"]) <= len(samples["looked"]) // 4
            answered = do(page, school, 0 if hurried else LOOKED_MS) == "answered"
            if page.get_by_test_id("end").is_visible():
                page.get_by_test_id("go-on").tap()
                shown(page)
                continue
            page.wait_for_timeout(400)
            kind = "passed" if not answered else "at_once" if hurried else "looked"
            fresh = [one for one in tablet.note("shown")[seen:] if one["painted"] is not None]
            samples["verdict"] += [_split(tablet, school, one, name) for one in fresh if one["what"] == "verdict"]
            samples[kind] += [_split(tablet, school, one, name) for one in fresh if one["what"] == "exercise"]
    took = {path: _marks(school.timed.took.get(path, [])) for path in (NEXT, SENT)}
    return {name: _summary(several) for name, several in samples.items() if several} | {"server_ms": took}


def _split(tablet: SlowTablet, school: BenchSchool, one: dict[str, Any], name: str) -> dict[str, Any]:
    """Where the time between touch and painting went. What was asked for before the touch costs nothing after it."""
    touch, dom = one["touch"], one["dom"]
    asked = [
        each
        for each in tablet.note("requests()")
        if each["path"] in (NEXT, SENT) and touch < each["end"] <= dom and each["start"] <= dom
    ]
    waited = sum(each["end"] - max(each["start"], touch) for each in asked)
    served = sum((school.timed.took.get(each["path"]) or [0])[-1] for each in asked)
    return {
        "exercise": name,
        "total": one["painted"] - touch,
        "server": min(served, waited),
        "network": max(0, waited - served),
        "script": dom - touch - waited,
        "paint": one["painted"] - dom,
    }


def _summary(several: list[dict[str, Any]]) -> dict[str, Any]:
    slowest = max(several, key=lambda one: float(one["total"]))
    parts = {part: round(float(np.median([one[part] for one in several])), 1) for part in list(several[0])[2:]}
    return {
        **_marks([one["total"] for one in several]),
        "medians": parts,
        "slowest": {key: round(value, 1) if isinstance(value, float) else value for key, value in slowest.items()},
    }


def _marks(values: list[float]) -> dict[str, float]:
    if not values:
        return {"count": 0}
    return {
        "median": round(float(np.median(values)), 1),
        "p95": round(float(np.percentile(values, 95)), 1),
        "count": len(values),
    }
