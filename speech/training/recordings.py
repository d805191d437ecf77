"""The shared French recordings: manifest lines and their samples at 16 kHz."""

import json
from dataclasses import dataclass
from math import gcd
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from speech.audio import SAMPLE_RATE

LONGEST = 26.0
"""Seconds: clips beyond do not fit one window of the encoder."""


@dataclass(frozen=True, slots=True)
class Recording:
    """One clip of the manifest; `person` joins the speakers who are the same human being."""

    audio: str
    text: str
    speaker: str
    kind: str

    @property
    def person(self) -> str:
        """The voice to leave out together: voice-a and voice-a-2001 are one woman."""
        return "voice-a" if self.speaker.startswith("voice-a") else self.speaker

    @property
    def fold(self) -> str:
        """The held-out group this clip belongs to: the 14 SPPAS speakers form one group."""
        return "sppas" if self.speaker.startswith("voice-s-") else self.person


def read_manifest(folder: Path) -> list[Recording]:
    """Every clip of `folder/manifest.jsonl`, in its order."""
    with (folder / "manifest.jsonl").open(encoding="utf-8") as lines:
        return [
            Recording(line["audio"], line["text"], line["speaker"], line["kind"]) for line in map(json.loads, lines)
        ]


def resample(samples: NDArray[np.float32], rate: int, target: int = SAMPLE_RATE) -> NDArray[np.float32]:
    """Polyphase resampling from `rate` to `target`."""
    from scipy.signal import resample_poly

    if rate == target:
        return samples
    common = gcd(rate, target)
    return np.asarray(resample_poly(samples, target // common, rate // common), dtype=np.float32)


def load_samples(path: Path) -> NDArray[np.float32]:
    """Mono float32 samples at 16 kHz, cut at LONGEST seconds."""
    import soundfile

    samples, rate = soundfile.read(path, dtype="float32", always_2d=True)
    mono = resample(np.ascontiguousarray(samples.mean(axis=1)), rate)
    return mono[: int(LONGEST * SAMPLE_RATE)]
