"""The protocol every ear follows. Engines: speech.whisper; later ones join without a change elsewhere."""

from typing import Protocol

from speech.audio import Clip
from speech.strictness import StrictnessLevel
from speech.verdicts import Reading, SpokenNumber


class Recogniser(Protocol):
    """Hears a clip. Safe to call from several threads."""

    @property
    def name(self) -> str:
        """Name and version of the engine, stored with each verdict."""
        ...

    def verify(self, clip: Clip, text: str, strictness: StrictnessLevel = StrictnessLevel.NORMAL) -> Reading:
        """Say for each word of `text` whether this clip holds it, as strictly as the teacher wishes.

        Raises BadAudioError when the clip has no usable sound or the text no word.
        """
        ...

    def number(self, clip: Clip, maximum: int) -> SpokenNumber:
        """The number from 0 to `maximum` said in the clip, never bent towards an expected answer.

        Raises BadAudioError as `verify` does.
        """
        ...
