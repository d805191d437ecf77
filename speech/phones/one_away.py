"""Every pronunciation one phone away from a word's, scored at the cost of holding that one phone.

A text with one phone changed is said by a way through the word up to there, the other phone held for a while, and a way
through the rest: what they share is computed once. Scores are those of `alignment.score_within`, but hold where its
floors show, on a text that is nothing like the sound. Time runs along the last axis; everything is in nats.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from speech.phones.alignment import IMPOSSIBLE, REACH, Matrix, Vector
from speech.phones.inventory import BLANK, CLASS_INDEX, Phones

Rows = NDArray[np.float64]


class Edit(NamedTuple):
    """`other` said after the first `kept` phones, then those from number `then` on; None: nothing said in between."""

    kept: int
    other: str | None
    then: int


@dataclass(frozen=True, slots=True)
class Between:
    """The frames where a word may stand, and the ways in and out of them (`alignment.borders`).

    `spent[label, t]`: log-probability of a label held from the first frame to t; `before`: to the frame before t.
    """

    enter: Vector
    leave: Vector
    spent: Rows
    before: Rows

    @classmethod
    def of(cls, emissions: Matrix, enter: Vector, leave: Vector) -> "Between | None":
        """Without the frames before any way in, and after any way out, worth following; None when none is left."""
        begin = int(np.flatnonzero(enter > enter.max() - REACH)[0])
        end = int(np.flatnonzero(leave > leave.max() - REACH)[-1]) + 1
        if end <= begin:
            return None
        here = emissions[begin:end].T.astype(np.float64)
        spent = np.cumsum(here, axis=1)
        return cls(enter[begin:end], leave[begin:end], spent, spent - here)

    def held(self, arriving: Rows, label: int | NDArray[np.int64]) -> Rows:
        """Standing in this label after each frame; `arriving`: before its first one, which it is still to say."""
        ways = np.logaddexp.accumulate(arriving - self.before[label], axis=-1)
        return np.asarray(ways + self.spent[label])

    def saying(self, after: Rows, label: int) -> Rows:
        """All from each frame on, this label being said there; `after`: all that follows its last frame."""
        ways = np.logaddexp.accumulate((after + self.spent[label])[::-1])[::-1]
        return np.asarray(ways - self.before[label])


def score(phones: Phones, between: Between) -> float:
    """Log-probability of this pronunciation; of silence, when it is empty."""
    beginning = _Beginning([CLASS_INDEX[phone] for phone in phones], between)
    return float(_sum(beginning.ended(len(phones)) + between.leave))


def scores(phones: Phones, edits: Sequence[Edit], between: Between) -> NDArray[np.float64]:
    """Log-probability of what each edit makes of this pronunciation, which has one phone at least."""
    labels = [CLASS_INDEX[phone] for phone in phones]
    beginning, ending = _Beginning(labels, between), _Ending(labels, between)
    found = np.empty(len(edits))
    put_in = [number for number, edit in enumerate(edits) if edit.other is not None]
    others = np.asarray([CLASS_INDEX[str(edits[number].other)] for number in put_in], dtype=np.int64)
    kept, then = [edits[number].kept for number in put_in], [edits[number].then for number in put_in]
    arriving = np.stack([beginning.arriving, beginning.quiet])[1 * (np.asarray([-1, *labels])[kept] == others), kept]
    after = np.stack([ending.after, ending.quiet])[1 * (np.asarray([*labels, -1])[then] == others), then]
    found[put_in] = _sum(between.held(arriving, others) + after)
    for number, edit in enumerate(edits):
        if edit.other is None and edit.then < len(labels):
            found[number] = _sum(beginning.before(edit.kept, labels[edit.then]) + ending.phone[edit.then])
        elif edit.other is None:
            found[number] = _sum(beginning.ended(edit.kept) + between.leave)
    return found


class _Beginning:
    """Ways through the first phones of a pronunciation, by how many are said.

    `phone`, `blank`: standing in the last one, in the silence after it; `arriving`: before each frame of the next one,
    `quiet`: the same for its twin, to which only silence leads.
    """

    def __init__(self, labels: Sequence[int], between: Between) -> None:
        self._labels = [-1, *labels]
        self.phone = [np.full(len(between.enter), IMPOSSIBLE)]
        self.blank = [between.held(between.enter, BLANK)]
        self.quiet = [np.logaddexp(_later(self.blank[0]), between.enter)]
        self.arriving = [self.quiet[0]]
        for said, label in enumerate(labels):
            self.phone.append(between.held(self.before(said, label), label))
            self.blank.append(between.held(_later(self.phone[-1]), BLANK))
            self.quiet.append(_later(self.blank[-1]))
            self.arriving.append(np.logaddexp(self.quiet[-1], _later(self.phone[-1])))

    def before(self, said: int, label: int) -> Vector:
        """Before each frame of a phone of this label, so many being said."""
        return (self.quiet if self._labels[said] == label else self.arriving)[said]

    def ended(self, said: int) -> Vector:
        """Standing at the end of so many."""
        return np.asarray(np.logaddexp(self.phone[said], self.blank[said]))


class _Ending:
    """Ways through the last phones of a pronunciation, by the number of the first of them.

    `phone`: all from each frame on, begun in it; `after`: all that follows each frame, `quiet`: behind its twin.
    """

    def __init__(self, labels: Sequence[int], between: Between) -> None:
        end = np.logaddexp(_sooner(between.saying(between.leave, BLANK)), between.leave)
        phone, quiet, after = list[Vector](), [end], [end]
        for label, following in zip(reversed(labels), [-1, *reversed(labels)], strict=False):
            phone.append(between.saying((quiet if label == following else after)[-1], label))
            sooner = _sooner(phone[-1])
            quiet.append(_sooner(between.saying(sooner, BLANK)))
            after.append(np.logaddexp(quiet[-1], sooner))
        self.phone, self.quiet, self.after = phone[::-1], quiet[::-1], after[::-1]


def _later(ways: Vector) -> Vector:
    """One frame later."""
    return np.concatenate(([IMPOSSIBLE], ways[:-1]))


def _sooner(ways: Vector) -> Vector:
    """One frame sooner."""
    return np.concatenate((ways[1:], [IMPOSSIBLE]))


def _sum(ways: Rows) -> Rows:
    """Over all frames."""
    highest = ways.max(axis=-1)
    return np.asarray(np.maximum(highest + np.log(np.exp(ways - highest[..., None]).sum(axis=-1)), IMPOSSIBLE))
