"""One listening of one exercise, from its start to its verdict: what is listened for, and the sound so far."""

import asyncio
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from exercises.exercise import Exercise, Mode, ReadAloud, Unit
from exercises.reading.turns import lines_of
from speech.endpointing import (
    PATIENCE_FOR_MEASURE,
    PATIENCE_FOR_NUMBER,
    PATIENCE_FOR_SENTENCE,
    PATIENCE_FOR_TEXT,
    PATIENCE_FOR_WORD,
    Endpoint,
    Endpointer,
    Patience,
)
from speech.recogniser import FollowedText
from speech.strictness import StrictnessLevel

_PATIENCE = {Unit.SENTENCE: PATIENCE_FOR_SENTENCE, Unit.TEXT: PATIENCE_FOR_TEXT}


@dataclass(slots=True)
class Turn:
    """One listening, from start to verdict. `may_ask`: no number was asked about on this exercise yet.

    `line`: of a text read in turns, the one to hear.
    """

    served_id: UUID
    exercise: Exercise
    strictness: StrictnessLevel
    endpointer: Endpointer
    yes_no: bool
    may_ask: bool
    line: int | None = None
    text: FollowedText | None = None
    """What is long enough is heard while it is read, in parts: `part` is the one being heard."""
    part: asyncio.Task[None] | None = None
    job: "Future[int | None] | None" = None
    """What the ear does for `part`."""
    early: "Future[Any] | None" = None
    """The verdict begun when the voice fell silent, before it is sure that nothing more comes."""
    shown: bool = False
    """Whether the tablet shows the word being read."""
    looked_at: float = 0.0
    place: int | None = None
    sound: list[NDArray[np.float32]] | None = None
    """None when it is not recorded; when it is, what was read of a text so far (of the rest, `endpointer` has it)."""

    def take_in(self, samples: NDArray[np.float32]) -> list[Endpoint]:
        """More sound of it (16 kHz): what begins or ends with that."""
        events = list(self.endpointer.feed(samples))
        if self.text is not None:
            heard = self.endpointer.drain()
            self.text.feed(heard)
            if self.sound is not None:
                self.sound.append(heard)
        return events

    def drop_early(self) -> None:
        """What was begun early is not it: more was said, or nobody is there any more."""
        if self.early is not None:
            self.early.cancel()
            self.early = None

    def recorded(self) -> NDArray[np.float32]:
        """All its sound, once it is over."""
        return np.concatenate(self.sound) if self.sound else self.endpointer.clip().samples


def to_read(content: ReadAloud, line: int | None) -> str:
    """What is to be read: all of it, or this line of a text read in turns."""
    return content.text if line is None else lines_of(content)[line]


def patience_for(exercise: Exercise) -> Patience:
    """How long silence may last in its answer."""
    content = exercise.content
    if isinstance(content, ReadAloud) and content.mode is Mode.MEASURED:
        return PATIENCE_FOR_MEASURE
    return _PATIENCE.get(content.unit, PATIENCE_FOR_WORD) if isinstance(content, ReadAloud) else PATIENCE_FOR_NUMBER
