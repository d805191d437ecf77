"""A voice made of probabilities: what the phone head would say of someone who speaks very clearly."""

import numpy as np
from numpy.typing import NDArray

from speech.phones.inventory import CLASS_INDEX, CLASSES
from speech.phones.pronounce import Pronouncer

PAUSE = 40
"""Frames: eight tenths of a second."""


def speaking(pronouncer: Pronouncer, text: str, sure: float = 0.97) -> NDArray[np.float32]:
    """Log-probabilities (frames, labels) of this text; "..." is a pause. Before and after, half a second of silence."""
    labels = [0] * 25
    for part in text.split("..."):
        for phone in pronouncer.usual(part.strip()):
            labels += [CLASS_INDEX[phone], 0, 0]
        labels += [0] * PAUSE
    out = np.empty((len(labels), len(CLASSES) + 1))
    for frame, label in enumerate(labels):
        here = sure if label else 0.9999
        out[frame] = (1 - here) / len(CLASSES)
        out[frame, label] = here
    return np.log(out).astype(np.float32)
