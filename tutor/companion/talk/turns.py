"""Whose turn it is, by the clock: how long the child has been silent since Rivet finished, and how long they talk."""

from collections.abc import Callable
from datetime import datetime, timedelta

STEP = timedelta(seconds=2)
"""Silence is told at this pace."""
MINUTE = timedelta(minutes=0.5)
LONGEST_SPEECH = timedelta(seconds=45)
"""Rivet never speaks for longer: by then the tablet has forgotten to say that he finished."""


class Turns:
    """Reads the clock that it is given, and no other."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._began = clock()
        self._told_minutes = self._began
        self._quiet_from: datetime | None = None
        self._told = timedelta()

    def rivet_speaks(self) -> None:
        """He has something to say: silence counts when he has finished."""
        self._quiet_from = self._clock() + LONGEST_SPEECH
        self._told = timedelta()

    def rivet_finished(self) -> None:
        """Now it is the child's turn."""
        self._quiet_from = self._clock()
        self._told = timedelta()

    def child_acts(self) -> None:
        """He speaks, or works with his hands: silence begins again after it."""
        self.rivet_finished()

    def pause(self) -> None:
        """Nobody is waited for: the ear is at work, the tablet sleeps."""
        self._quiet_from = None

    def silence(self) -> float | None:
        """The seconds of silence, when it is time to tell them."""
        if self._quiet_from is None:
            return None
        quiet = self._clock() - self._quiet_from
        if quiet - self._told < STEP:
            return None
        self._told = quiet
        return quiet.total_seconds()

    def minutes(self) -> float | None:
        """The minutes since the beginning, when it is time to tell them."""
        now = self._clock()
        if now - self._told_minutes < MINUTE:
            return None
        self._told_minutes = now
        return (now - self._began).total_seconds() / 60
