"""The word being read, while it is read: what lights up under a reader's eyes. A hint, never a verdict."""

from collections.abc import Callable, Sequence
from typing import Final, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from speech.phones.encoder import FRAME_SAMPLES
from speech.texts.following import Follower

Samples = NDArray[np.float32]
TAIL_SECONDS: Final = 2.4
"""Sound encoded at each look: long enough for the encoder to know the voice, short enough to cost little."""
_EDGE_FRAMES: Final = 5
"""Frames at the very end of the sound that are left for the next look: a phone cut short is misheard."""
_NEAR: Final = 3
"""Words ahead that are believed at once; any other move must be seen twice."""


class WordPointer(Protocol):
    """Tells the word being read. An engine that streams words may stand in for the phones."""

    def feed(self, samples: Samples) -> None:
        """Take 16 kHz sound in: cheap, called for each chunk."""
        ...

    def place(self) -> int | None:
        """The place in the text of the word being read, None before the first: may compute for a tenth of a second."""
        ...


@runtime_checkable
class PointsAtWords(Protocol):
    """An engine that can follow the words of a text while they are read."""

    def pointer(self, words: Sequence[str]) -> WordPointer:
        """One reading of a text of these words."""
        ...


class PhonePointer:
    """A `WordPointer` on phones: follows the last seconds from where the text was followed for good."""

    def __init__(self, follower: Follower, phones: Callable[[Samples], NDArray[np.float32]]) -> None:
        self._phones = phones
        self._ahead = follower.fork()
        self._recent: Samples = np.zeros(0, np.float32)
        self._taken = 0

    def feed(self, samples: Samples) -> None:
        """As WordPointer."""
        longest = round(TAIL_SECONDS * 16_000) // FRAME_SAMPLES * FRAME_SAMPLES
        self._taken += len(samples)
        self._recent = np.concatenate([self._recent, samples])[-longest:]

    def place(self) -> int | None:
        """As WordPointer. Sound that came while nobody looked is passed over: the text allows leaps."""
        recent, taken = self._recent, self._taken
        # On the grid of the frames of the whole reading.
        start = -(-(taken - len(recent)) // FRAME_SAMPLES)
        sound = recent[start * FRAME_SAMPLES - (taken - len(recent)) :]
        end = start + len(sound) // FRAME_SAMPLES - _EDGE_FRAMES
        if end > max(start, self._ahead.frames):
            emissions = self._phones(sound)
            first = max(start, self._ahead.frames)
            self._ahead.frames = first
            self._ahead.advance(emissions[first - start : end - start])
        return self._ahead.place()

    def catch_up(self, follower: Follower) -> None:
        """Start again from where the text was followed for good, if that is farther or surer."""
        if follower.frames >= self._ahead.frames:
            self._ahead = follower.fork()


class Steady:
    """Smooths places: on by a few words at once, back or far ahead only when seen twice."""

    def __init__(self) -> None:
        self.place: int | None = None
        self._doubtful: int | None = None

    def take(self, place: int | None) -> int | None:
        """The place to show, given the one just found."""
        if place is None:
            return self.place
        step = place - (-1 if self.place is None else self.place)
        again = self._doubtful is not None and abs(place - self._doubtful) < _NEAR
        if 0 <= step <= _NEAR or again:
            self.place, self._doubtful = place, None
        else:
            self._doubtful = place
        return self.place
