"""A clip of sound as every engine takes it: mono, 16 kHz, float32 in [-1, 1]."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SAMPLE_RATE = 16_000


@dataclass(frozen=True, slots=True)
class Clip:
    """`samples`: shape (n,), float32 in [-1, 1] at SAMPLE_RATE."""

    samples: NDArray[np.float32]

    @property
    def seconds(self) -> float:
        """Length in seconds."""
        return len(self.samples) / SAMPLE_RATE
