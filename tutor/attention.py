"""Knows whether a child is being heard right now, so that work that can wait does."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from speech.audio import Clip
from speech.closed_answers import Choices
from speech.recogniser import Recogniser
from speech.verdicts import ClosedAnswer, Reading, SpokenNumber


class Attention:
    """A recogniser that counts the clips it is hearing. Safe from any thread."""

    def __init__(self, recogniser: Recogniser) -> None:
        self._recogniser = recogniser
        self._hearing = 0
        self._lock = Lock()

    @property
    def name(self) -> str:
        """The engine's name."""
        return self._recogniser.name

    @property
    def free(self) -> bool:
        """Is nobody being heard?"""
        return self._hearing == 0

    def verify(self, clip: Clip, text: str) -> Reading:
        """As the engine does."""
        with self._attentive():
            return self._recogniser.verify(clip, text)

    def number(self, clip: Clip, maximum: int) -> SpokenNumber:
        """As the engine does."""
        with self._attentive():
            return self._recogniser.number(clip, maximum)

    def one_of(self, clip: Clip, choices: Choices) -> ClosedAnswer:
        """As the engine does."""
        with self._attentive():
            return self._recogniser.one_of(clip, choices)

    @contextmanager
    def _attentive(self) -> Iterator[None]:
        with self._lock:
            self._hearing += 1
        try:
            yield
        finally:
            with self._lock:
                self._hearing -= 1
