"""The protocol every ear follows. Engines: speech.whisper; later ones join without a change elsewhere."""

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from speech.audio import Clip
from speech.closed_answers import Choices
from speech.strictness import StrictnessLevel
from speech.texts.reading import TextReading
from speech.verdicts import ClosedAnswer, Reading, SpokenNumber, Transcript, Utterance


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

    def one_of(self, clip: Clip, choices: Choices) -> ClosedAnswer:
        """Which of these answers the clip holds, if any.

        Raises BadAudioError as `verify` does, ValueError for choices that cannot be said.
        """
        ...


class FollowedText(Protocol):
    """One reading of a text, heard while it is read (speech.texts.listening). `feed` is cheap, the rest computes."""

    def feed(self, samples: NDArray[np.float32]) -> None:
        """Take 16 kHz sound in as it comes."""
        ...

    @property
    def waiting(self) -> bool:
        """Whether some sound is ready for `work`."""
        ...

    def work(self) -> None:
        """Hear what is ready, while the pupil reads on."""
        ...

    def place(self) -> int | None:
        """The place in the text of the word being read; None before the first."""
        ...

    def finish(self) -> TextReading:
        """No more sound: the verdict. Raises BadAudioError when nobody was heard."""
        ...


@runtime_checkable
class FollowsTexts(Protocol):
    """A recogniser that can also follow a text while it is read."""

    def follow(self, text: str, strictness: StrictnessLevel = StrictnessLevel.NORMAL) -> FollowedText | None:
        """Follow one reading of this text; None when it cannot, BadAudioError when the text has no word."""
        ...


@runtime_checkable
class Transcribes(Protocol):
    """A recogniser that can also write down free talk."""

    def transcribe(self, clip: Clip) -> Transcript | None:
        """What seems to be said in a clip; None when it cannot. Raises BadAudioError as `Recogniser.verify` does."""
        ...


@runtime_checkable
class HearsUtterances(Protocol):
    """A recogniser that hears at once all that `utterance` would ask it one after the other."""

    def utterance(self, clip: Clip, maximum: int | None, sets: Sequence[Choices]) -> Utterance:
        """As the function of this name."""
        ...


def utterance(engine: Recogniser, clip: Clip, maximum: int | None, sets: Sequence[Choices]) -> Utterance:
    """A clip of talk written down, as a number from 0 to `maximum` (None: not asked), as an answer of each set.

    Raises BadAudioError as `Recogniser.verify` does, ValueError for choices that cannot be said.
    """
    if isinstance(engine, HearsUtterances):
        return engine.utterance(clip, maximum, sets)
    return Utterance(
        transcript=engine.transcribe(clip) if isinstance(engine, Transcribes) else None,
        number=engine.number(clip, maximum) if maximum is not None else None,
        answers=tuple(engine.one_of(clip, choices) for choices in sets),
    )
