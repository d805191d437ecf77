"""The word being read, told by Vosk from the words it hears: fast, and lost now and then. A hint, never a verdict."""

from collections import deque
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from speech.vosk.model import VoskModel
from speech.vosk.stream import VoskStream

Samples = NDArray[np.float32]
_CONTEXT: Final = 4
"""Last words heard that are looked for in the text."""
_LEAP: Final = 0.15
"""What each word jumped over costs, against 1 for a word found."""


class VoskPointer:
    """Where a reader is in `words` (those of his text, in order). One a reading.

    `feed` only keeps the sound, `place` hears it: they may be called from two threads.
    """

    def __init__(self, model: VoskModel, words: Sequence[str]) -> None:
        forms = [model.form(word) for word in words]
        self._tokens = [token for form in forms for token in form]
        self._owner = [place for place, form in enumerate(forms) for _ in form]
        self._waiting: deque[Samples] = deque()
        self._at = -1
        self._heard: tuple[str, ...] = ()
        # The text as a phrase too, so that its words are foreseen in order; what is not in it need not be told apart.
        known = [" ".join(self._tokens), *self._tokens]
        self._stream = VoskStream(model, model.grammar(known)) if self._tokens else None

    def feed(self, samples: Samples) -> None:
        """Take 16 kHz sound in: costs nothing."""
        self._waiting.append(samples)

    def place(self) -> int | None:
        """The place in the text of the word being read, None before the first one that is recognised."""
        if self._stream is None:
            return None
        waiting = [self._waiting.popleft() for _ in range(len(self._waiting))]
        if waiting:
            heard = self._stream.feed(np.concatenate(waiting))
            if heard != self._heard:
                self._heard = heard
                self._at = self._found(heard[-_CONTEXT:])
        return self._owner[self._at] if self._at >= 0 else None

    def _found(self, last: Sequence[str]) -> int:
        """The place whose preceding words look most like the last ones heard, near to where the reader was."""

        def likeness(place: int) -> float:
            before = self._tokens[max(0, place + 1 - len(last)) : place + 1]
            same = sum(one == other for one, other in zip(reversed(before), reversed(last), strict=False))
            return same - _LEAP * abs(place - self._at - 1)

        candidates = [place for place, token in enumerate(self._tokens) if token == last[-1]] if last else []
        return max(candidates, key=likeness, default=self._at)
