"""Sound as it comes in, cut where nobody speaks: windows none too long for the encoder, none too short to judge."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from speech.endpointing import WINDOW, WINDOW_SECONDS

Samples = NDArray[np.float32]
_STEP: Final = 5
"""Cuts fall on this many voice windows: 160 ms, a whole number of encoder frames too."""
LONGEST_SECONDS: Final = 20.0
_ENOUGH_SECONDS: Final = 7.0
_PAUSE_SECONDS: Final = 0.4
"""A pause that ends a window of _ENOUGH_SECONDS."""
_FEW_SECONDS: Final = 2.5
_LONG_PAUSE_SECONDS: Final = 0.9
"""A pause that ends a window of _FEW_SECONDS: the reading may be over, and its verdict is awaited."""
_VOICE: Final = 0.35
_HEARD: Final = 0.4
"""As the ear: below it everywhere, nobody speaks."""
_SMOOTH: Final = 9


@dataclass(frozen=True, slots=True)
class Cut:
    """A stretch of sound and the probability of a voice in each 32 ms of it; `first` is its first sample's number."""

    samples: Samples
    voice: NDArray[np.float32]
    first: int

    @property
    def spoken(self) -> bool:
        """Whether there is any voice in it."""
        return bool(len(self.voice)) and float(self.voice.max()) >= _HEARD


class Windows:
    """Takes 16 kHz sound in chunks of any size. `cuts` are the windows that are over, oldest first."""

    def __init__(self, voice_probability: Callable[[Samples], float]) -> None:
        self.cuts: deque[Cut] = deque()
        self._probability = voice_probability
        self._first = 0
        self._sound: list[Samples] = []
        self._voice: list[float] = []
        self._rest: Samples = np.zeros(0, np.float32)

    def feed(self, samples: Samples) -> None:
        """Take a chunk: about 0.2 ms of computing for 32 ms of sound."""
        sound = np.concatenate([self._rest, samples])
        whole = len(sound) // WINDOW * WINDOW
        self._rest = sound[whole:]
        for window in sound[:whole].reshape(-1, WINDOW):
            self._sound.append(window)
            self._voice.append(self._probability(window))
            if at := self._where():
                self._cut(at)

    def finish(self) -> None:
        """No more sound: what is left becomes the last window."""
        if len(self._rest):
            self._voice.append(self._probability(np.pad(self._rest, (0, WINDOW - len(self._rest)))))
            self._sound.append(self._rest)
            self._rest = np.zeros(0, np.float32)
        if self._sound:
            self._cut(len(self._sound))

    def _where(self) -> int:
        """After how many windows to cut now; 0 for not yet."""
        count = len(self._voice)
        length = count * WINDOW_SECONDS
        if length >= LONGEST_SECONDS:
            smooth = np.convolve(self._voice, np.ones(_SMOOTH) / _SMOOTH, mode="same")
            begin = round(_ENOUGH_SECONDS / WINDOW_SECONDS) // _STEP
            return (begin + int(np.argmin(smooth[::_STEP][begin : count // _STEP]))) * _STEP
        if length < _FEW_SECONDS or self._voice[-1] >= _VOICE:
            return 0
        quiet = next((place for place, voice in enumerate(reversed(self._voice)) if voice >= _VOICE), count)
        wanted = _PAUSE_SECONDS if length >= _ENOUGH_SECONDS else _LONG_PAUSE_SECONDS
        if quiet * WINDOW_SECONDS < wanted:
            return 0
        return (count - quiet // 2) // _STEP * _STEP

    def _cut(self, at: int) -> None:
        samples = np.concatenate(self._sound[:at])
        self.cuts.append(Cut(samples, np.asarray(self._voice[:at], np.float32), self._first))
        self._first += len(samples)
        self._sound, self._voice = self._sound[at:], self._voice[at:]
