"""Best path of a reader through a text, frame after frame: what was said, in order, with times.

`Follower.advance` takes phone log-probabilities as they come; `path` tells at any moment the likeliest story so far.
Nothing is judged here: a word that was followed may still have been misread.
"""

from dataclasses import dataclass
from enum import IntEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from speech.phones.alignment import IMPOSSIBLE
from speech.phones.inventory import BLANK
from speech.texts.script import FREE_PHONE, INSERTED, MISREAD, Script

Matrix = NDArray[np.float32]
_BEAM: Final = 60.0
"""Nats below the best at which an end of word is not followed any more."""


class Said(IntEnum):
    """What a stretch of sound was taken for."""

    WORD = 0
    """A word of the text."""
    OTHER = 1
    """Something in the place of a word."""
    BETWEEN = 2
    """Something between two words, or before the first."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Frames [start, end) taken for `word` (for BETWEEN: the word it comes before), silence around included."""

    said: Said
    word: int
    start: int
    end: int


class Follower:
    """Where a reader is in a `Script`. One a reading; `fork` makes a copy that looks ahead and remembers nothing.

    Memory: about 8 bytes a frame and word, 4 MB for a minute of a text of 150 words.
    """

    def __init__(self, script: Script) -> None:
        self._script = script
        words = script.words
        self.frames = 0
        self._score = np.full(len(script.label), IMPOSSIBLE)
        self._since = np.zeros(len(script.label), np.int32)
        # Rows: in the place of each word. Then, between words: before each word, and after the last.
        self._other, self._other_since = np.full(words, IMPOSSIBLE), np.zeros(words, np.int32)
        self._between, self._between_since = np.full(words + 1, IMPOSSIBLE), np.zeros(words + 1, np.int32)
        # Best way to have just read word p - 1 (row 0: to have been silent), without and with something said after.
        self._read = np.full(words + 1, IMPOSSIBLE)
        self._read[0] = 0.0
        self._left = self._read.copy()
        self._label = BLANK
        self._history: list[_Step] | None = []

    def fork(self) -> "Follower":
        """A copy that goes on alone, without the past: it can tell `place`, not `path`."""
        copy = object.__new__(Follower)
        copy._script, copy.frames, copy._label, copy._history = self._script, self.frames, self._label, None
        for name in (
            "_score", "_since", "_other", "_other_since", "_between", "_between_since", "_read", "_left",
        ):  # fmt: skip
            setattr(copy, name, getattr(self, name).copy())
        return copy

    def advance(self, emissions: Matrix) -> None:
        """Take the next frames: log-probabilities (frames, 1 + classes), blank first."""
        best = emissions.argmax(axis=1)
        fresh = (best != BLANK) & (best != np.concatenate([[self._label], best[:-1]]))
        free = emissions.max(axis=1).astype(np.float64) - FREE_PHONE * fresh
        local = emissions[:, self._script.label].astype(np.float64)
        for frame in range(len(emissions)):
            self._step(
                local[frame], float(free[frame]), bool(fresh[frame]), bool(best[frame] != BLANK), emissions[frame]
            )
        if len(best):
            self._label = int(best[-1])

    def path(self) -> list[Stretch]:
        """The likeliest story so far, in order."""
        if not self._history:
            return []
        position, end, out = int(self._left.argmax()), self.frames, list[Stretch]()
        between_allowed = True
        while end > 0:
            step = self._history[end - 1]
            if between_allowed and step.between[position]:
                start = int(step.between_since[position])
                out.append(Stretch(Said.BETWEEN, position, start, end))
                between_allowed, end = False, start
                continue
            if position == 0:
                break
            start = int(step.read_since[position])
            out.append(Stretch(Said(int(step.read_by[position])), position - 1, start, end))
            position = int(self._history[start].came[position - 1])
            between_allowed, end = True, start
        return out[::-1]

    def place(self) -> int | None:
        """The word being said or said last; None before the first."""
        inside = int(self._score.argmax())
        best, place = float(self._score[inside]), int(self._script.word[inside])
        if self._script.label[inside] == BLANK and self._script.first[inside]:
            place -= 1  # in the silence before it
        after = int(self._left.argmax())
        if float(self._left[after]) >= best:
            place = after - 1
        return place if place >= 0 else None

    def _step(
        self, local: NDArray[np.float64], free: float, fresh: bool, voiced: bool, emissions: NDArray[np.float32]
    ) -> None:
        """One frame: inside the words, in the words' places, between the words; then what may follow.

        Something outside the text begins with a phone (`fresh`), for silence is no reading of a word; and nobody
        leaps within a phone (`voiced` and not fresh), or one "un" would be read as two.
        """
        script, now = self._script, self.frames
        entry, came = self._entries(leaps=fresh or not voiced)
        ways = self._score[script.sources] + script.barred
        chosen = ways.argmax(axis=0)
        columns = np.arange(len(chosen))
        score, since = ways[chosen, columns], self._since[script.sources[chosen, columns]]
        begun = np.where(script.first, entry[script.word], IMPOSSIBLE)
        entered = begun > score
        self._score = np.maximum(np.where(entered, begun, score) + local, IMPOSSIBLE)
        self._since = np.where(entered, now, since).astype(np.int32)

        begun = entry - MISREAD if fresh else np.full_like(entry, IMPOSSIBLE)
        entered = begun > self._other
        self._other = np.maximum(np.where(entered, begun, self._other) + free, IMPOSSIBLE)
        self._other_since = np.where(entered, now, self._other_since).astype(np.int32)

        begun = self._read - INSERTED if fresh else np.full_like(self._read, IMPOSSIBLE)
        entered = begun > self._between
        self._between = np.maximum(np.where(entered, begun, self._between) + free, IMPOSSIBLE)
        self._between_since = np.where(entered, now, self._between_since).astype(np.int32)

        ends = self._score[script.last] + script.ends
        ending = ends.argmax(axis=1)
        rows = np.arange(script.words)
        word, word_since = ends[rows, ending], self._since[script.last[rows, ending]]
        other = self._other > word
        self._read = np.concatenate([[self._read[0] + float(emissions[BLANK])], np.where(other, self._other, word)])
        between = self._between > self._read
        self._left = np.where(between, self._between, self._read)
        self.frames += 1
        if self._history is not None:
            self._history.append(
                _Step(
                    came=came,
                    read_by=np.concatenate([[0], other]).astype(np.int8),
                    read_since=np.concatenate([[0], np.where(other, self._other_since, word_since)]).astype(np.int16),
                    between=between,
                    between_since=self._between_since.astype(np.int16),
                )
            )

    def _entries(self, leaps: bool) -> tuple[NDArray[np.float64], NDArray[np.int16]]:
        """For each word, the best score with which it may begin now, and the word (its number + 1) it comes after."""
        if not leaps:
            return self._left[:-1], np.arange(self._script.words, dtype=np.int16)
        alive = np.flatnonzero(self._left > self._left.max() - _BEAM)
        ways = self._left[alive, None] + self._script.moves[alive]
        chosen = ways.argmax(axis=0)
        return ways[chosen, np.arange(ways.shape[1])], alive[chosen].astype(np.int16)


@dataclass(frozen=True, slots=True)
class _Step:
    """What must be remembered of a frame: where each word's beginning came from, and what each position ends."""

    came: NDArray[np.int16]
    read_by: NDArray[np.int8]
    read_since: NDArray[np.int16]
    between: NDArray[np.bool_]
    between_since: NDArray[np.int16]


def spoken_frames(emissions: Matrix, start: int, end: int) -> tuple[int, int] | None:
    """First and last + 1 of the frames in [start, end) that hold a phone rather than silence; None if none does."""
    held = np.flatnonzero(emissions[start:end].argmax(axis=1) != BLANK)
    return (start + int(held[0]), start + int(held[-1]) + 1) if len(held) else None
