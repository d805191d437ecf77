"""Voices for tests: they follow the protocol and give a tone, at once, when told, or never."""

import threading

import numpy as np

from speech.errors import SpeechError
from speech.spoken_form import spoken_form
from speech.voice import Sound


class Tone:
    """`said`: the texts, in order. `gate`: while it is not set, speaking waits; `speaking`: it began.

    `failure` is raised when given.
    """

    def __init__(self, name: str, failure: SpeechError | None = None) -> None:
        self.name = name
        self.failure = failure
        self.said: list[str] = []
        self.warm = False
        self.closed = False
        self.speaking = threading.Event()
        self.gate = threading.Event()
        self.gate.set()

    def warm_up(self) -> None:
        if self.failure is not None:
            raise self.failure
        self.warm = True

    def speak(self, text: str) -> Sound:
        spoken = spoken_form(text)
        if self.failure is not None:
            raise self.failure
        self.speaking.set()
        self.gate.wait(20)
        self.said.append(text)
        times = np.arange(max(2_400, 800 * len(spoken))) / 24_000
        return Sound((0.1 * np.sin(2 * np.pi * 300 * times)).astype(np.float32), 24_000)

    def close(self) -> None:
        self.closed = True
