"""What is measured of a run: delays, waits, errors; memory and processor of the server by /proc."""

import os
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Score:
    """What happened to all the tablets. `delays`: seconds, by what was waited for."""

    delays: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: Counter[str] = field(default_factory=Counter)
    verdicts: Counter[str] = field(default_factory=Counter)
    busy: Counter[str] = field(default_factory=Counter)
    busy_words: set[str] = field(default_factory=set)
    longest_wait: float = 0.0
    gave_up: int = 0
    acknowledged: list[str] = field(default_factory=list)
    sent_again: int = 0
    lost: int = 0
    microphone_seconds: float = 0.0


def tree(pid: int) -> list[int]:
    """A process and its children."""
    found, left = [], [pid]
    while left:
        one = left.pop()
        found.append(one)
        try:
            for task in Path(f"/proc/{one}/task").iterdir():
                left += [int(child) for child in (task / "children").read_text().split()]
        except OSError:
            continue
    return found


def memory_mb(pid: int) -> float:
    """Resident memory of a process and its children, MB."""
    total = 0.0
    for one in tree(pid):
        try:
            total += int(Path(f"/proc/{one}/status").read_text().split("VmRSS:")[1].split()[0]) / 1024
        except (OSError, IndexError):
            continue
    return total


def cpu_seconds(pid: int) -> float:
    """Processor time taken so far by a process and its children."""
    total = 0.0
    for one in tree(pid):
        try:
            fields = Path(f"/proc/{one}/stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        total += (int(fields[11]) + int(fields[12])) / _TICKS
    return total


def percentiles(values: list[float]) -> dict[str, float]:
    """p50, p95, p99 in seconds, and how many."""
    marks = np.percentile(values, [50, 95, 99]) if values else []
    named = {f"p{mark}": round(float(value), 3) for mark, value in zip((50, 95, 99), marks, strict=False)}
    return named | {"count": len(values)}


def slope(moments: list[float], megabytes: list[float]) -> float:
    """By how many MB a minute memory grows, over the second half of the run (the first fills caches)."""
    half = len(moments) // 2
    if len(moments) - half < 3:
        return 0.0
    return float(np.polyfit(np.array(moments[half:]) / 60.0, megabytes[half:], 1)[0])


def figures(score: Score, seconds: float, tablets: int) -> dict[str, Any]:
    """The score as JSON."""
    return {
        **{name: percentiles(values) for name, values in sorted(score.delays.items())},
        "errors": dict(score.errors),
        "waits": {
            "busy": dict(score.busy),
            "said": sorted(score.busy_words),
            "longest_s": round(score.longest_wait, 1),
            "gave_up_and_went_on_by_touch": score.gave_up,
        },
        "verdicts": dict(score.verdicts),
        "attempts": {
            "acknowledged": len(score.acknowledged), "sent_again": score.sent_again, "lost": score.lost,
        },
        "microphone_open_share": round(score.microphone_seconds / (seconds * tablets), 3),
    }  # fmt: skip
