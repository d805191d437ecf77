"""The protocol every voice follows. Engines: speech.kokoro (warm, slow to compute), speech.espeak (at once)."""

from typing import Protocol

from speech.audio import Clip


class Voice(Protocol):
    """Speaks French. Safe to call from any thread."""

    @property
    def name(self) -> str:
        """Name and version of the voice: part of the key of the cache."""
        ...

    def speak(self, text: str) -> Clip:
        """The text as sound. Raises VoiceError when it cannot be spoken."""
        ...
