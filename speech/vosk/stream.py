"""One voice heard as it comes: sound in, the words heard so far out."""

import json
from dataclasses import dataclass
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from speech.audio import SAMPLE_RATE, Clip
from speech.errors import BadAudioError
from speech.vosk.model import Grammar, VoskModel

Samples = NDArray[np.float32]
_CHUNK = SAMPLE_RATE // 4
"""Samples given to the library at once: it looks for the end of an utterance between two."""


@dataclass(frozen=True, slots=True)
class HeardWord:
    """A word, its times in seconds from the start of the stream, and the library's trust in it in [0, 1].

    With a grammar that trust means little: what is not in the list comes back as something that is, often at 1.0.
    """

    word: str
    start: float
    end: float
    confidence: float


class VoskStream:
    """Feed it 16 kHz sound in chunks of any size. Whoever calls while another does waits."""

    def __init__(self, model: VoskModel, grammar: Grammar | None = None) -> None:
        # Never used again for another voice: the library goes on counting time.
        self._recogniser = model.recogniser(grammar)
        self._recogniser.SetWords(True)
        self._settled: list[HeardWord] = []
        self._partial: tuple[str, ...] = ()
        self._over = False
        self._lock = Lock()

    def feed(self, samples: Samples) -> tuple[str, ...]:
        """Take float32 samples in [-1, 1]; the words so far, of which the last ones may still change.

        Raises BadAudioError when they are not one row of finite numbers, ValueError after `finish`.
        """
        if samples.ndim != 1 or not np.isfinite(samples).all():
            raise BadAudioError("the sound is not one row of finite numbers: record it again")
        pcm = (np.clip(samples, -1.0, 1.0) * 32_767.0).astype("<i2")
        with self._lock:
            if self._over:
                raise ValueError("this stream is over: open another")
            for start in range(0, len(pcm), _CHUNK):
                if self._recogniser.AcceptWaveform(pcm[start : start + _CHUNK].tobytes()):
                    self._settle(self._recogniser.Result())
                    self._partial = ()
            if len(pcm):
                self._partial = tuple(json.loads(self._recogniser.PartialResult()).get("partial", "").split())
            return self._so_far()

    def finish(self) -> tuple[HeardWord, ...]:
        """No more sound: all that was heard. Calling it again changes nothing."""
        with self._lock:
            if not self._over:
                self._over = True
                self._settle(self._recogniser.FinalResult())
                self._partial = ()
            return tuple(self._settled)

    def _so_far(self) -> tuple[str, ...]:
        return (*(heard.word for heard in self._settled), *self._partial)

    def _settle(self, result: str) -> None:
        for row in json.loads(result).get("result", []):
            self._settled.append(HeardWord(row["word"], float(row["start"]), float(row["end"]), float(row["conf"])))


def hear(model: VoskModel, clip: Clip, grammar: Grammar | None = None) -> tuple[HeardWord, ...]:
    """The words of a whole clip."""
    stream = VoskStream(model, grammar)
    stream.feed(clip.samples)
    return stream.finish()
