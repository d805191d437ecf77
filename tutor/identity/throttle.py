"""Growing waits after wrong tries, in memory and bounded. Time is passed in."""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

from tutor.errors import TooManyTriesError


@dataclass(frozen=True, slots=True)
class Rule:
    """`free` wrong tries cost nothing; then each makes wait `first` seconds, doubling up to `longest`.

    After `forget` without a try, everything is forgotten.
    """

    free: int
    first: float
    longest: float
    forget: timedelta = timedelta(hours=1)

    def wait(self, tries: int) -> float:
        """Seconds to wait after this many wrong tries."""
        over = tries - self.free
        return 0.0 if over < 0 else min(self.longest, self.first * 2.0 ** min(over, 30))


@dataclass(slots=True)
class _Tries:
    count: int
    last: datetime


class Throttle:
    """Counts tries by key. A try counts as wrong until `succeeded` says otherwise: parallel tries gain nothing."""

    def __init__(self, rule: Rule, message: str, capacity: int = 10_000) -> None:
        self._rule = rule
        self._message = message
        self._capacity = capacity
        self._tries: OrderedDict[str, _Tries] = OrderedDict()
        self._lock = Lock()

    def attempt(self, key: str, now: datetime) -> None:
        """Count a try. Raises TooManyTriesError (with the seconds to wait) when it comes too early."""
        with self._lock:
            tries = self._tries.get(key)
            if tries is None or not timedelta(0) <= now - tries.last <= self._rule.forget:
                tries = _Tries(0, now)
            left = self._rule.wait(tries.count) - (now - tries.last).total_seconds()
            if left > 0:
                raise TooManyTriesError(self._message, retry_after=max(1, round(left)))
            self._tries[key] = _Tries(tries.count + 1, now)
            self._tries.move_to_end(key)
            while len(self._tries) > self._capacity:
                self._tries.popitem(last=False)

    def succeeded(self, key: str) -> None:
        """The last try was right: forget the wrong ones."""
        with self._lock:
            self._tries.pop(key, None)

    def forgive(self, key: str) -> None:
        """The last try was right, but says nothing of the earlier ones (an address that many people share)."""
        with self._lock:
            tries = self._tries.get(key)
            if tries is not None:
                tries.count = max(0, tries.count - 1)
