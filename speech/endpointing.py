"""When a voice starts and when it is over, from chunks as they come: no need to press stop.

`VoiceDetector` says how likely each 32 ms holds a voice (Silero's network, shipped with faster-whisper, one
session for all streams). `Endpointer` is a state machine over those probabilities: it reads no clock and does no
computing of its own, so that it can be tested with made-up probabilities.
"""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

import numpy as np
import onnxruntime
from faster_whisper.utils import get_assets_path
from numpy.typing import NDArray

from speech.audio import SAMPLE_RATE, Clip

WINDOW = 512
WINDOW_SECONDS = WINDOW / SAMPLE_RATE
_CONTEXT = 64
_STATE = (1, 1, 128)

Samples = NDArray[np.float32]


class Endpoint(StrEnum):
    """What a stream of sound has come to."""

    SPEECH_STARTED = "speech_started"
    SPEECH_ENDED = "speech_ended"
    NO_SPEECH = "no_speech"
    TOO_LONG = "too_long"


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait, in seconds.

    `trailing`: silence that ends speech, for children stop between syllables and words; `before_speech`:
    silence before giving up; `longest`: all in all, from the first sound; `kept_before`: sound kept from before
    the voice was noticed, since the first consonant is noticed late.
    """

    trailing: float = 0.8
    before_speech: float = 8.0
    longest: float = 20.0
    kept_before: float = 0.5


PATIENCE_FOR_WORD = Patience()
PATIENCE_FOR_NUMBER = Patience(trailing=1.5)
"""A child who counts says quatre... vingt... dix: a pause within a number is no end."""
PATIENCE_FOR_SENTENCE = Patience(trailing=1.6, longest=60.0)
PATIENCE_FOR_TEXT = Patience(trailing=2.5, before_speech=12.0, longest=180.0)
PATIENCE_FOR_MEASURE = Patience(trailing=6.0, before_speech=20.0, longest=90.0)
"""Whoever is stuck on a word has time to find it, or to pass it; the minute itself ends elsewhere."""

KEPT_AFTER = 0.4
"""Seconds of the silence that ended speech that stay in the clip: the rest would cost hearing and tell nothing."""

# A voice must be likely for two windows out of the last four to count as one: a knock is shorter, "pic" is not.
_VOICE = 0.5
_SILENCE = 0.35
_WINDOWS_TO_START = 2
_WINDOWS_LOOKED_AT = 4


class Endpointer:
    """Fed with 16 kHz float32 chunks of any size; says what happened and keeps the sound that matters.

    After SPEECH_ENDED, NO_SPEECH or TOO_LONG it is `over` and takes nothing more.
    """

    def __init__(self, patience: Patience, voice_probability: Callable[[Samples], float]) -> None:
        self.patience = patience
        self.over = False
        self.started = False
        self._probability = voice_probability
        self._rest: Samples = np.zeros(0, np.float32)
        self._before: deque[Samples] = deque(maxlen=max(1, round(patience.kept_before / WINDOW_SECONDS)))
        self._kept: list[Samples] = []
        self._last: deque[bool] = deque(maxlen=_WINDOWS_LOOKED_AT)
        self._heard = 0.0
        self._silence = 0.0

    def feed(self, samples: Samples) -> Iterator[Endpoint]:
        """Take a chunk; yield what happened in it, in order."""
        sound = np.concatenate([self._rest, samples.astype(np.float32, copy=False)])
        whole = len(sound) // WINDOW * WINDOW
        self._rest = sound[whole:]
        for window in sound[:whole].reshape(-1, WINDOW):
            if self.over:
                return
            event = self._advance(window.copy())
            if event is not None:
                self.over = event is not Endpoint.SPEECH_STARTED
                yield event

    @property
    def settled(self) -> bool:
        """Whether enough silence came after the voice for `clip` to stay as it is, unless the voice comes back."""
        return self.started and self._silence >= KEPT_AFTER

    def clip(self) -> Clip:
        """The sound from a little before the voice to a little after it; empty when none was heard."""
        if not self._kept:
            return Clip(np.zeros(0, np.float32))
        if not self.settled:
            return Clip(np.concatenate([*self._kept, self._rest]))
        idle = int((self._silence - KEPT_AFTER) / WINDOW_SECONDS)
        return Clip(np.concatenate(self._kept[: len(self._kept) - idle]))

    def drain(self) -> Samples:
        """The sound of `clip` that was not drained yet, in whole windows; it is let go."""
        kept, self._kept = self._kept, []
        return np.concatenate(kept) if kept else np.zeros(0, np.float32)

    def _advance(self, window: Samples) -> Endpoint | None:
        self._heard += WINDOW_SECONDS
        probability = self._probability(window)
        if self.started:
            self._kept.append(window)
            # Between the two thresholds nothing changes: a fading voice is neither.
            if probability >= _VOICE:
                self._silence = 0.0
            elif probability < _SILENCE or self._silence:
                self._silence += WINDOW_SECONDS
            if self._silence >= self.patience.trailing:
                return Endpoint.SPEECH_ENDED
        else:
            self._before.append(window)
            self._last.append(probability >= _VOICE)
            if sum(self._last) >= _WINDOWS_TO_START:
                self.started = True
                self._kept = list(self._before)
                return Endpoint.SPEECH_STARTED
            if self._heard >= self.patience.before_speech:
                return Endpoint.NO_SPEECH
        return Endpoint.TOO_LONG if self._heard >= self.patience.longest else None


@cache
def _session() -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 4
    model = Path(get_assets_path()) / "silero_vad_v6.onnx"
    return onnxruntime.InferenceSession(str(model), sess_options=options, providers=["CPUExecutionProvider"])


class VoiceDetector:
    """The probability that a window of 512 samples holds a voice, given those before it. One a stream."""

    def __init__(self) -> None:
        self._session = _session()
        self._context = np.zeros(_CONTEXT, np.float32)
        self._hidden = np.zeros(_STATE, np.float32)
        self._cell = np.zeros(_STATE, np.float32)

    def __call__(self, window: Samples) -> float:
        """The probability for the next window of the stream."""
        sound = np.concatenate([self._context, window])[None, :]
        inputs = {"input": sound, "h": self._hidden, "c": self._cell}
        found, self._hidden, self._cell = self._session.run(None, inputs)
        self._context = window[-_CONTEXT:]
        return float(found[0])


def voice_probabilities(samples: Samples) -> NDArray[np.float32]:
    """The probability of a voice in each window of 32 ms of a whole clip (the last one padded)."""
    detector = VoiceDetector()
    padded = np.pad(samples, (0, -len(samples) % WINDOW))
    return np.array([detector(window) for window in padded.reshape(-1, WINDOW)], np.float32)
