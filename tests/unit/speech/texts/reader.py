"""Made-up readers: phone log-probabilities as a good head would give them for what is said."""

import numpy as np
from numpy.typing import NDArray

from speech.phones.inventory import BLANK, CLASS_INDEX, CLASSES
from speech.phones.lexicon import Lexicon
from speech.phones.pronounce import Pronouncer, Spoken

PRONOUNCER = Pronouncer(Lexicon.load())
FRAMES_A_PHONE = 4


def spoken(text: str) -> list[Spoken | None]:
    return list(PRONOUNCER.text(text))


def silence(seconds: float) -> NDArray[np.float32]:
    return _frames([BLANK] * round(seconds * 50))


def said(text: str) -> NDArray[np.float32]:
    """The phones of a text, each on two frames out of FRAMES_A_PHONE."""
    labels = []
    for phone in PRONOUNCER.usual(text):
        labels += [CLASS_INDEX[phone]] * 2 + [BLANK] * (FRAMES_A_PHONE - 2)
    return _frames(labels)


def reading(*parts: str | float) -> NDArray[np.float32]:
    """Texts said and silences in seconds, one after the other, with a short silence around."""
    stretches = [silence(part) if isinstance(part, float) else said(part) for part in parts]
    return np.concatenate([silence(0.2), *stretches, silence(0.2)])


def _frames(labels: list[int]) -> NDArray[np.float32]:
    out = np.full((len(labels), 1 + len(CLASSES)), -8.0, np.float32)
    out[np.arange(len(labels)), labels] = -0.05
    return out
