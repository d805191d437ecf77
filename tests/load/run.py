"""One run: so many tablets for so long on one server, and what came of it."""

import asyncio
import os
import random
import resource
import ssl
import time
from pathlib import Path
from typing import Any, Protocol

from tests.load.measures import Score, cpu_seconds, figures, memory_mb, percentiles, slope
from tests.load.server import Server
from tests.load.sounds import Readings, Sounds
from tests.load.tablet import Tablet

LONG_ENOUGH = 240.0
"""Seconds: before, caches fill and memory tells nothing."""
TARGETS = {"next": 0.150, "verdict": 1.5}
"""Seconds at p95 (issue 10)."""
FLAT_MB_A_MINUTE = 1.0


class Served(Protocol):
    """Where tablets go."""

    @property
    def address(self) -> str: ...

    @property
    def pid(self) -> int: ...

    def tls(self) -> ssl.SSLContext: ...


def run(
    folder: Path,
    tablets: int,
    seconds: float,
    *,
    seed: int = 10,
    history: bool = True,
    queue: int | None = None,
    readings: Readings | None = None,
) -> dict[str, Any]:
    """Serve, let the class work, stop; the figures.

    `history`: twelve of the pupils have worked for weeks. `queue`: with one ear only, how many clips may wait for it.
    `readings`: texts that can be read as they are written.
    """
    load = os.getloadavg()[0]
    server = Server(folder, demo=history, queue=queue)
    started = server.start()
    try:
        cards = server.cards(tablets)
        score = Score()
        cpu, own = cpu_seconds(server.pid), resource.getrusage(resource.RUSAGE_SELF)
        began = time.monotonic()
        moments, megabytes = asyncio.run(at_work(server, cards, seconds, score, seed, readings))
        lasted = time.monotonic() - began
        cpu = cpu_seconds(server.pid) - cpu
        ended = resource.getrusage(resource.RUSAGE_SELF)
    finally:
        server.stop()
    missing, twice = server.kept(score.acknowledged)
    found = figures(score, lasted, tablets)
    found["attempts"] |= {"missing_in_database": missing, "twice_in_database": twice}
    return {
        "tablets": tablets,
        "seconds": round(lasted, 1),
        "cores": len(os.sched_getaffinity(0)),
        "load_before": round(load, 1),
        "start_s": round(started, 1),
        **found,
        "server_cores_used": round(cpu / lasted, 2),
        "tablets_cores_used": round((ended.ru_utime + ended.ru_stime - own.ru_utime - own.ru_stime) / lasted, 2),
        "server_mb": {
            "start": round(megabytes[0]), "end": round(megabytes[-1]), "peak": round(max(megabytes)),
            "growth_mb_a_minute_in_second_half": round(slope(moments, megabytes), 2),
        },
        "targets": _targets(score, missing, slope(moments, megabytes) if lasted > LONG_ENOUGH else None),
    }  # fmt: skip


def _targets(score: Score, missing: int, growth: float | None) -> dict[str, bool]:
    met = {f"{name}_p95": percentiles(score.delays[name]).get("p95", 9e9) < limit for name, limit in TARGETS.items()}
    met |= {"no_error": not score.errors, "no_attempt_lost": score.lost == 0 and missing == 0}
    return met | ({} if growth is None else {"memory_flat": growth < FLAT_MB_A_MINUTE})


async def at_work(
    server: Served, cards: list[str], seconds: float, score: Score, seed: int, readings: Readings | None = None
) -> tuple[list[float], list[float]]:
    """A sitting of so many tablets, and the memory of the server meanwhile."""
    tls, sounds = server.tls(), Sounds(readings)
    until = time.monotonic() + seconds
    spread = min(10.0, seconds / 6)  # a class does not sign in at the same instant
    lives = [
        asyncio.create_task(
            Tablet(server.address, card, tls, sounds, score, random.Random(seed * 1000 + number)).live(until, spread)
        )
        for number, card in enumerate(cards)
    ]
    moments, megabytes = [0.0], [memory_mb(server.pid)]
    began = time.monotonic()
    while not all(life.done() for life in lives):
        await asyncio.sleep(min(2.0, seconds / 10))
        moments.append(time.monotonic() - began)
        megabytes.append(memory_mb(server.pid))
    for life in lives:
        life.result()
    return moments, megabytes


def starts(folder: Path) -> dict[str, float]:
    """Seconds until an empty school answers: the very first time (nothing compiled, made or cached), then again."""
    found = {}
    for name in ("cold", "warm"):
        server = Server(folder, demo=False, compiled=folder / "compiled")
        found[name] = round(server.start(), 1)
        server.stop()
    return found
