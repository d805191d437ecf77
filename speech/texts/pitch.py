"""The pitch of a voice, by autocorrelation: enough to tell whether it falls at the end of a sentence."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from speech.audio import SAMPLE_RATE

LOWEST: Final = 90.0
HIGHEST: Final = 450.0
"""Hertz, from a man's low voice to a child's high one."""
_FRAME: Final = 640
_STEP: Final = 160
_VOICED: Final = 0.5
"""Share of a frame's energy that must come back one period later."""


def pitch(samples: NDArray[np.float32]) -> float | None:
    """Median pitch in hertz of 16 kHz sound; None when it is hardly voiced."""
    if len(samples) < _FRAME + _STEP:
        return None
    frames = np.lib.stride_tricks.sliding_window_view(samples, _FRAME)[::_STEP].astype(np.float64)
    frames = frames - frames.mean(axis=1, keepdims=True)
    spectrum = np.fft.rfft(frames, 2 * _FRAME, axis=1)
    alike = np.fft.irfft(np.abs(spectrum) ** 2, axis=1)[:, :_FRAME]
    alike /= np.maximum(alike[:, :1], 1e-9)
    alike /= 1.0 - np.arange(_FRAME) / _FRAME  # a longer period leaves less to compare
    shortest, longest = int(SAMPLE_RATE / HIGHEST), int(SAMPLE_RATE / LOWEST)
    periods = alike[:, shortest : longest + 1]
    best = periods.max(axis=1)
    voiced = best > _VOICED
    if voiced.sum() < 2:
        return None
    # The first peak that is nearly as good as the best: twice a period fits as well.
    peak = np.pad(periods[:, 1:-1] >= np.maximum(periods[:, 2:], periods[:, :-2]), ((0, 0), (1, 1)))
    first = (peak & (periods >= 0.9 * best[:, None])).argmax(axis=1)[voiced]
    return float(np.median(SAMPLE_RATE / (first + shortest)))
