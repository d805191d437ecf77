"""The protocol every voice follows. Engines: speech.kokoro (warm, slow to compute), speech.espeak (at once)."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Sound:
    """What a voice says: mono. `samples`: shape (n,), float32 in [-1, 1]; `rate` in Hz, the voice's own."""

    samples: NDArray[np.float32]
    rate: int

    @property
    def seconds(self) -> float:
        """Length in seconds."""
        return len(self.samples) / self.rate


class Voice(Protocol):
    """Speaks French. Safe to call from any thread."""

    @property
    def name(self) -> str:
        """Name and version of the voice: part of the key of the cache."""
        ...

    def warm_up(self) -> None:
        """Load what speaking needs, so that the first text does not wait for it. Raises SpeechError."""
        ...

    def speak(self, text: str) -> Sound:
        """The text as sound. Raises VoiceError when it cannot be spoken, ModelMissingError without its model."""
        ...

    def close(self) -> None:
        """Give back what speaking took."""
        ...
