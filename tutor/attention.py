"""Knows whether a child is being heard right now, so that work that can wait does."""

import math
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from speech.audio import Clip
from speech.closed_answers import Choices
from speech.recogniser import FollowedText, FollowsTexts, Recogniser, utterance
from speech.strictness import StrictnessLevel
from speech.texts.reading import TextReading
from speech.verdicts import ClosedAnswer, Reading, SpokenNumber, Utterance

RESPITE_SECONDS = 5.0
"""A class that reads is not at rest between two words: work that can wait would be in the way of the next."""


class Attention:
    """A recogniser that knows when it hears a clip. Safe from any thread. `clock` gives seconds."""

    def __init__(self, recogniser: Recogniser, clock: Callable[[], float] = time.monotonic) -> None:
        self._recogniser = recogniser
        self._clock = clock
        self._hearing = 0
        self._heard_at = -math.inf
        self._lock = Lock()

    @property
    def name(self) -> str:
        """The engine's name."""
        return self._recogniser.name

    @property
    def free(self) -> bool:
        """Is nobody being heard, nor was for RESPITE_SECONDS?"""
        return self._hearing == 0 and self._clock() - self._heard_at > RESPITE_SECONDS

    def verify(self, clip: Clip, text: str, strictness: StrictnessLevel = StrictnessLevel.NORMAL) -> Reading:
        """As the engine does."""
        with self._attentive():
            return self._recogniser.verify(clip, text, strictness)

    def number(self, clip: Clip, maximum: int) -> SpokenNumber:
        """As the engine does."""
        with self._attentive():
            return self._recogniser.number(clip, maximum)

    def one_of(self, clip: Clip, choices: Choices) -> ClosedAnswer:
        """As the engine does."""
        with self._attentive():
            return self._recogniser.one_of(clip, choices)

    def utterance(self, clip: Clip, maximum: int | None, sets: Sequence[Choices]) -> Utterance:
        """As the engine does."""
        with self._attentive():
            return utterance(self._recogniser, clip, maximum, sets)

    def follow(self, text: str, strictness: StrictnessLevel = StrictnessLevel.NORMAL) -> FollowedText | None:
        """As the engine does, if it can."""
        followed = self._recogniser.follow(text, strictness) if isinstance(self._recogniser, FollowsTexts) else None
        return _Attended(followed, self._attentive) if followed else None

    @contextmanager
    def _attentive(self) -> Iterator[None]:
        with self._lock:
            self._hearing += 1
        try:
            yield
        finally:
            with self._lock:
                self._hearing -= 1
                self._heard_at = self._clock()


class _Attended:
    """A followed text whose computing counts as hearing."""

    def __init__(self, followed: FollowedText, attentive: Callable[[], AbstractContextManager[None]]) -> None:
        self._followed = followed
        self._attentive = attentive

    @property
    def waiting(self) -> bool:
        return self._followed.waiting

    def feed(self, samples: NDArray[np.float32]) -> None:
        self._followed.feed(samples)

    def work(self) -> None:
        with self._attentive():
            self._followed.work()

    def place(self) -> int | None:
        with self._attentive():
            return self._followed.place()

    def finish(self) -> TextReading:
        with self._attentive():
            return self._followed.finish()
