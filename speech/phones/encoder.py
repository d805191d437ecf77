"""Whisper's encoder in short context: the clip plus one second of silence, never padded to 30 s.

One vector of 512 values for each 20 ms. The CTranslate2 model is passed in, so that the ear and the
training share one way of encoding.
"""

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from speech.audio import SAMPLE_RATE

FRAME_SAMPLES = 320
"""Samples of one encoder frame (20 ms at 16 kHz)."""
TRAILING_SILENCE = SAMPLE_RATE
LAST_FRAMES = 10
"""Frames kept after the end of the clip, so that a last phone cut short still finds its place."""


class EncoderModel(Protocol):
    """What is needed of `ctranslate2.models.Whisper`."""

    def encode(self, features: object, /) -> object:
        """Encoder output of a StorageView (1, 80, frames), itself a StorageView (1, frames / 2, 512)."""
        ...


def log_mel(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    """Log-mel of the clip and its second of silence: shape (80, even number of frames)."""
    from faster_whisper.feature_extractor import FeatureExtractor

    mel = FeatureExtractor()(samples, padding=TRAILING_SILENCE)
    return np.ascontiguousarray(mel[:, : mel.shape[1] // 2 * 2], dtype=np.float32)


def frames_of(samples: int) -> int:
    """How many encoder frames belong to a clip of that many samples."""
    return -(-samples // FRAME_SAMPLES) + LAST_FRAMES


def encode(model: EncoderModel, samples: NDArray[np.float32]) -> NDArray[np.float32]:
    """Encoder output of the clip, shape (frames_of(len(samples)), 512)."""
    import ctranslate2

    encoded = model.encode(ctranslate2.StorageView.from_array(log_mel(samples)[None]))
    return clip_frames(np.asarray(encoded), len(samples))


def clip_frames(encoded: NDArray[np.float32], samples: int) -> NDArray[np.float32]:
    """Keep of an encoder output (1, frames, 512) the frames of the clip itself."""
    return np.asarray(encoded[0, : frames_of(samples)], dtype=np.float32)
