"""Whether this machine's clock lags behind the tablets': a small server without a clock battery wakes up in the past.

Only what is ahead tells: an answer given without network comes late, none comes before it was given.
"""

import json
from collections import deque
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median

from pydantic import AwareDatetime, BaseModel, ValidationError

FAR = timedelta(minutes=3)
ENOUGH = 20
"""Answers: one tablet whose own clock is wrong gives fewer than half of the last ones of a class."""


class Seen(BaseModel):
    """By how many seconds the tablets were ahead, and when (this machine's time)."""

    ahead_seconds: float
    at: AwareDatetime


class TabletClocks:
    """Takes the time that tablets give with their answers; notes a lag in the school's folder for `tutor doctor`."""

    def __init__(self, data_dir: Path) -> None:
        self._path = lag_path(data_dir)
        self._ahead: deque[float] = deque(maxlen=ENOUGH)
        self._noted = self._path.is_file()

    def note(self, given_at: datetime, now: datetime) -> None:
        """An answer of `given_at`, by its tablet, came in."""
        self._ahead.append((given_at - now).total_seconds())
        if len(self._ahead) < ENOUGH:
            return
        ahead = median(self._ahead)
        lags = ahead > FAR.total_seconds()
        if lags == self._noted:
            return
        self._noted = lags
        with suppress(OSError):  # a full disk keeps no note of the clock, but does not refuse an answer for it
            if lags:
                seen = Seen(ahead_seconds=round(ahead), at=now)
                self._path.write_text(seen.model_dump_json(), encoding="utf-8")
            else:
                self._path.unlink(missing_ok=True)


def lag_path(data_dir: Path) -> Path:
    """Where a lag is noted."""
    return data_dir / "clock.json"


def noted_lag(data_dir: Path) -> timedelta | None:
    """By how much this machine was last seen to lag behind the tablets; None when it was not."""
    try:
        seen = Seen.model_validate(json.loads(lag_path(data_dir).read_text(encoding="utf-8")))
    except (OSError, ValueError, ValidationError):
        return None
    return timedelta(seconds=seen.ahead_seconds)
