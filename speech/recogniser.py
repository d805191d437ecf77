"""The protocol every ear follows. Engines: speech.whisper; later ones join without a change elsewhere."""

from typing import Protocol

from speech.audio import Clip
from speech.closed_answers import Choices
from speech.verdicts import ClosedAnswer, Reading, SpokenNumber


class Recogniser(Protocol):
    """Hears a clip. Safe to call from several threads."""

    @property
    def name(self) -> str:
        """Name and version of the engine, stored with each verdict."""
        ...

    def verify(self, clip: Clip, text: str) -> Reading:
        """Say for each word of `text` whether this clip holds it.

        Raises BadAudioError when the clip has no usable sound or the text no word.
        """
        ...

    def number(self, clip: Clip, maximum: int) -> SpokenNumber:
        """The number from 0 to `maximum` said in the clip, never bent towards an expected answer.

        Raises BadAudioError as `verify` does.
        """
        ...

    def one_of(self, clip: Clip, choices: Choices) -> ClosedAnswer:
        """Which of these answers the clip holds, if any.

        Raises BadAudioError as `verify` does, ValueError for choices that cannot be said.
        """
        ...
