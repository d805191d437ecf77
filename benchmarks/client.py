"""How quick the tablet client is on a slow tablet: `python -m benchmarks.client [--against DIST] [--only loads ...]`.

Prints JSON. Chromium with its main thread 1, 4 and 6 times slower than this machine's, behind the Wi-Fi of a school
(10 Mbit/s and 20 ms for this tablet); 1 is the baseline, and `--against` another build of the client in the same run.
loads: first screens, cold and warm. next: from a touch to the next exercise painted. frames: the length of frames
while things move. heap: what stays after a forced collection, over the exercises of thirty minutes (`--minutes 30`
makes them last thirty minutes). Bars: issue 8's.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from benchmarks.client_frames import frames
from benchmarks.client_heap import heap
from benchmarks.client_loads import loads
from benchmarks.client_next import nexts
from benchmarks.client_school import bench_school
from benchmarks.client_tablet import LATENCY_MS, MBITS, browser
from tutor.settings import Settings

BARS = {"usable_ms": 2000, "next_ms": 150, "frames_a_second": 60, "heap_growth_percent": 10}


def main() -> int:
    """Measure what is asked for, print it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--client", type=Path, default=Settings().client_dir, help="the build to measure")
    parser.add_argument("--against", type=Path, help="another build, measured in the same run")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS), help="parts")
    parser.add_argument("--rates", nargs="+", type=float, default=[1, 4, 6], help="how many times slower")
    parser.add_argument("--loads", type=int, default=5, help="tablets of which the median load is taken")
    parser.add_argument("--exercises", type=int, default=30, help="of which the next is timed")
    parser.add_argument("--session", type=int, default=100, help="exercises in the heap's session")
    parser.add_argument("--minutes", type=float, default=0, help="how long that session lasts; 0: as quick as it goes")
    given = parser.parse_args()
    found = {"bars": BARS, "machine": machine(), "exercises_of_the_session": given.session}
    for name, client in {"client": given.client, "against": given.against}.items():
        if client is None:
            continue
        if not (client / "index.html").is_file():
            raise SystemExit(f"{client} holds no built client: run `make client`")
        found[name] = {part: PARTS[part](client, given) for part in given.only}
    print(json.dumps(found, indent=1, ensure_ascii=False))
    return 0


def machine() -> dict[str, Any]:
    """What the figures depend on."""
    model = [line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")]
    return {
        "processor": model[0].split(":")[1].strip() if model else "unknown",
        "cores": os.cpu_count(),
        "load": [round(one, 1) for one in os.getloadavg()],
        "wifi": f"{MBITS:g} Mbit/s, {LATENCY_MS:g} ms, plain HTTP",
        "graphics": "software",
    }


def _each_rate(measure: Callable[[Any, Any, float, int], Any]) -> Callable[[Path, argparse.Namespace], Any]:
    def part(client: Path, given: argparse.Namespace) -> Any:
        found = {}
        with sync_playwright() as driver, bench_school(client) as school, browser(driver) as opened:
            for pupil, rate in enumerate(given.rates):
                started = time.monotonic()
                found[f"{rate:g}x"] = measure(opened, school, rate, pupil) | {"load": round(os.getloadavg()[0], 1)}
                print(f"{rate:g}x: {time.monotonic() - started:.0f} s", file=sys.stderr)
        return found

    return part


def _loads(client: Path, given: argparse.Namespace) -> Any:
    return _each_rate(lambda opened, school, rate, _: loads(opened, school, rate, given.loads))(client, given)


def _next(client: Path, given: argparse.Namespace) -> Any:
    return _each_rate(lambda opened, school, rate, pupil: nexts(opened, school, rate, given.exercises, pupil))(
        client, given
    )


def _frames(client: Path, given: argparse.Namespace) -> Any:
    return _each_rate(frames)(client, given)


def _heap(client: Path, given: argparse.Namespace) -> Any:
    with sync_playwright() as driver, bench_school(client) as school, browser(driver) as opened:
        return heap(opened, school, given.session, given.minutes)


PARTS: dict[str, Callable[[Path, argparse.Namespace], Any]] = {
    "loads": _loads,
    "next": _next,
    "frames": _frames,
    "heap": _heap,
}

if __name__ == "__main__":
    sys.exit(main())
