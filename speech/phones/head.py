"""The phone head in numpy: Whisper's encoder output to log-probabilities of phones, every 20 ms.

Weights: speech/data/phones_head.npz (float16; model card beside it). Trained by speech.training.
"""

from importlib.resources import files
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from speech.phones.inventory import CLASS_INDEX, CLASSES, PHONES

Matrix = NDArray[np.float32]
_FLOOR: Final = -20.0
PRIOR_FRAMES: Final = 20
"""How many frames the average over all clips counts for, when a clip is levelled."""


class PhoneHead:
    """Small convolutional network over encoder frames. Immutable: safe to share between threads."""

    def __init__(self, arrays: dict[str, NDArray[np.float32]]) -> None:
        self._arrays = arrays
        self._dilations = [int(dilation) for dilation in arrays["dilations"]]

    @classmethod
    def load(cls, path: Path | None = None) -> "PhoneHead":
        """The shipped head, or the one at `path`."""
        with (path or Path(str(files("speech").joinpath("data", "phones_head.npz")))).open("rb") as packed:
            opened = np.load(packed)
            return cls({name: opened[name].astype(np.float32) for name in opened.files})

    def phones(self, frames: Matrix) -> Matrix:
        """Log-probabilities (frames, 1 + len(PHONES)), blank first, of encoder frames (frames, 512)."""
        arrays = self._arrays
        x = self._levelled(frames) @ arrays["enter.weight"] + arrays["enter.bias"]
        for place, dilation in enumerate(self._dilations):
            inside = f"blocks.{place}"
            inner = _gelu(_norm(x, arrays[f"{inside}.norm.weight"], arrays[f"{inside}.norm.bias"]))
            kernel = arrays[f"{inside}.weight"]
            half = kernel.shape[0] // x.shape[1] // 2 * dilation
            padded = np.pad(inner, ((half, half), (0, 0)))
            shifted = [padded[start : start + len(x)] for start in range(0, 2 * half + 1, dilation)]
            x = x + np.concatenate(shifted, axis=1) @ kernel + arrays[f"{inside}.bias"]
        x = _norm(x, arrays["norm.weight"], arrays["norm.bias"]) @ arrays["leave.weight"] + arrays["leave.bias"]
        x -= x.max(axis=1, keepdims=True)
        return np.asarray(np.maximum(x - np.log(np.exp(x).sum(axis=1, keepdims=True)), _FLOOR), dtype=np.float32)

    def _levelled(self, frames: Matrix) -> Matrix:
        """The clip's values less its own mean, over its own spread, both pulled a little towards those of all clips."""
        count = len(frames) + PRIOR_FRAMES
        mean = (frames.sum(axis=0) + PRIOR_FRAMES * self._arrays["mean"]) / count
        square = (((frames - mean) ** 2).sum(axis=0) + PRIOR_FRAMES * self._arrays["spread"] ** 2) / count
        return np.asarray((frames - mean) / np.sqrt(square), dtype=np.float32)

    def classes(self, frames: Matrix) -> Matrix:
        """The same on merged classes: (frames, 1 + len(CLASSES)), blank first."""
        return merge(self.phones(frames))


def merge(phones: Matrix) -> Matrix:
    """Sum the probabilities of phones of one class: (frames, 1 + PHONES) to (frames, 1 + CLASSES)."""
    return np.asarray(np.maximum(np.log(np.exp(phones) @ _TO_CLASS), _FLOOR), dtype=np.float32)


def _to_class() -> Matrix:
    table = np.zeros((len(PHONES) + 1, len(CLASSES) + 1), np.float32)
    table[0, 0] = 1.0
    for number, phone in enumerate(PHONES, start=1):
        table[number, CLASS_INDEX[phone]] = 1.0
    return table


_TO_CLASS: Final = _to_class()


def _norm(x: Matrix, weight: Matrix, bias: Matrix) -> Matrix:
    centred = x - x.mean(axis=1, keepdims=True)
    scale = np.sqrt(np.mean(centred**2, axis=1, keepdims=True) + 1e-5)
    return np.asarray(centred / scale * weight + bias, dtype=np.float32)


def _gelu(x: Matrix) -> Matrix:
    return np.asarray(0.5 * x * (1.0 + np.tanh(0.7978845608 * (x + 0.044715 * x**3))), dtype=np.float32)
