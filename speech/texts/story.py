"""From the path of a reader through his text to what happened: each word's last reading, and the miscues.

Verdicts come in as an argument: they belong to the ear's judge. Frames last 20 ms.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

import numpy as np
from numpy.typing import NDArray

from speech.phones.evidence import FRAME_SECONDS, fitting_distance, greedy_classes
from speech.phones.inventory import BLANK, Phones, classes
from speech.phones.pronounce import Spoken
from speech.texts.following import Said, Stretch
from speech.texts.reading import Miscue, ReadingEvent
from speech.verdicts import Verdict

Matrix = NDArray[np.float32]
HESITATION_SECONDS: Final = 1.5
LONGEST_GAP: Final = 3
"""Words left out in a row that may still have been mumbled: the judge is asked. More is a skipped line."""
DOUBT: Final = 1.5
"""Nats a phone against a word that the path left out, MOST_DOUBT at most."""
MOST_DOUBT: Final = 3.5
_EUH: Final = frozenset({"ø", "m"})
_ALIKE: Final = 0.4
"""Edits a phone up to which what is said before a word was a try at it."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A time that `word` was read, or should have been: `stretch` is then None, and it comes before the next one.

    `start`, `end`: frames that hold its phones.
    """

    word: int
    stretch: Stretch | None
    start: int
    end: int


def occurrences(path: Sequence[Stretch], emissions: Matrix, words: int | None = None) -> list[Occurrence]:
    """Words in the order they were read, a short gap filled with the words left out in it.

    `words`: how many the text has, when the reading is over: a short end that was not read is such a gap too. When
    no word at all was found, every word is one.
    """
    ever = {stretch.word for stretch in path if stretch.said is not Said.BETWEEN}
    out: list[Occurrence] = []
    passed = -1
    for stretch in path:
        if stretch.said is Said.BETWEEN:
            continue
        start, end = _spoken(emissions, stretch)
        missing = [word for word in range(passed + 1, stretch.word) if word not in ever]
        if len(missing) <= LONGEST_GAP:
            out += [Occurrence(word, None, start, start) for word in missing]
        out.append(Occurrence(stretch.word, stretch, start, end))
        passed = max(passed, stretch.word)
    if words is not None and (words - 1 - passed <= LONGEST_GAP or not out):
        out += [Occurrence(word, None, len(emissions), len(emissions)) for word in range(passed + 1, words)]
    return out


def doubts(read: Sequence[Occurrence], path: Sequence[Stretch], spoken: Sequence[Spoken | None]) -> list[float]:
    """What speaks against each word beyond the judge: the path left it out, though that costs more than saying it.

    The more phones were left out in a row, the surer: a "de" may be swallowed, "une loupe" may not. Nothing is held
    against words beside a sound that no word explains: it may have been them.
    """
    unexplained = {stretch.word for stretch in path if stretch.said is not Said.WORD}
    out: list[float] = []
    for left_out, group in groupby(read, key=lambda one: one.stretch is None):
        run = [one.word for one in group]
        sure = left_out and not unexplained & set(range(run[0] - 1, run[-1] + 2))
        size = sum(_size(spoken[word]) for word in run) if sure else 0
        out += [min(MOST_DOUBT, DOUBT * size)] * len(run)
    return out


def _size(word: Spoken | None) -> int:
    """The fewest phones it takes to say a word."""
    return sum(min(len(phones) for phones in slot) for slot in word.slots) if word else 0


def masked(emissions: Matrix, path: Sequence[Stretch], start: int) -> Matrix:
    """A window's emissions (its first frame is `start` of the path) with what was said between words made silence."""
    out = emissions.copy()
    for stretch in path:
        first, last = max(0, stretch.start - start), min(len(out), stretch.end - start)
        if stretch.said is Said.BETWEEN and first < last:
            out[first:last] = out.min()
            out[first:last, BLANK] = 0.0
    return out


def events(
    path: Sequence[Stretch],
    read: Sequence[Occurrence],
    emissions: Matrix,
    spoken: Sequence[Spoken | None],
    verdict: Callable[[Occurrence], Verdict],
) -> list[ReadingEvent]:
    """The miscues in the order of the reading, then the words that were never read. `read`: from `occurrences`."""
    out = [*_silences(path, emissions), *_between(path, emissions, spoken), *_again(read, verdict)]
    out.sort(key=lambda event: event.at or 0.0)
    corrected = {event.word for event in out if event.kind is Miscue.SELF_CORRECTED}
    out = [event for event in out if event.kind is not Miscue.REPEATED or event.word not in corrected]
    done = {one.word for one in read if one.stretch}
    left_out = {one.word for one in read if not one.stretch and verdict(one) is Verdict.INCORRECT}
    asked = {one.word for one in read}
    for word in range(max(done, default=-1) + 1):  # what comes after the last word read was not reached
        if word not in asked:
            out.append(ReadingEvent(Miscue.SKIPPED, word))
        elif word in left_out and word not in done:
            out.append(ReadingEvent(Miscue.OMITTED, word))
    return out


def _spoken(emissions: Matrix, stretch: Stretch) -> tuple[int, int]:
    """First and last + 1 of the frames that hold a phone; an empty place at the end when none does."""
    held = np.flatnonzero(emissions[stretch.start : stretch.end].argmax(axis=1) != BLANK)
    if not len(held):
        return stretch.end, stretch.end
    return stretch.start + int(held[0]), stretch.start + int(held[-1]) + 1


def _silences(path: Sequence[Stretch], emissions: Matrix) -> Iterator[ReadingEvent]:
    """Silence or "euh" for HESITATION_SECONDS before a word that is not the first thing said."""
    ended = None
    for stretch in path:
        start, end = _spoken(emissions, stretch)
        if stretch.said is Said.BETWEEN and _is_euh(greedy_classes(emissions[stretch.start : stretch.end])):
            continue
        if ended is not None and (waited := (start - ended) * FRAME_SECONDS) >= HESITATION_SECONDS:
            yield ReadingEvent(Miscue.HESITATED, stretch.word, round(start * FRAME_SECONDS, 2), round(waited, 2))
        ended = end


def _between(path: Sequence[Stretch], emissions: Matrix, spoken: Sequence[Spoken | None]) -> Iterator[ReadingEvent]:
    """What was put in: a try at the next word is a self-correction, "euh" or a single sound is nothing."""
    for stretch in path:
        if stretch.said is not Said.BETWEEN:
            continue
        heard = greedy_classes(emissions[stretch.start : stretch.end])
        at = round(_spoken(emissions, stretch)[0] * FRAME_SECONDS, 2)
        following = spoken[stretch.word] if stretch.word < len(spoken) else None
        if _is_euh(heard):
            continue
        if following and _is_try(heard, following):
            yield ReadingEvent(Miscue.SELF_CORRECTED, stretch.word, at)
        elif len(heard) > 1:
            yield ReadingEvent(Miscue.INSERTED, stretch.word, at)


def _again(read: Sequence[Occurrence], verdict: Callable[[Occurrence], Verdict]) -> Iterator[ReadingEvent]:
    """Words read more than once: a mistake put right, or a repetition."""
    before: dict[int, Occurrence] = {}
    for one in read:
        if one.stretch is None:
            continue
        first = before.get(one.word)
        if first is not None:
            wrong_before = first.stretch is not None and (
                first.stretch.said is Said.OTHER or verdict(first) is Verdict.INCORRECT
            )
            right_now = one.stretch.said is Said.WORD and verdict(one) is not Verdict.INCORRECT
            kind = Miscue.SELF_CORRECTED if wrong_before and right_now else Miscue.REPEATED
            yield ReadingEvent(kind, one.word, round(one.start * FRAME_SECONDS, 2))
        before[one.word] = one


def _is_euh(heard: Phones) -> bool:
    return set(heard) <= _EUH


def _is_try(heard: Phones, word: Spoken) -> bool:
    """Whether what was heard is the beginning of the word, or much like the whole of it."""
    for phones in word.alternatives(8):
        wanted = classes(phones)
        begun = fitting_distance(heard, wanted[: len(heard)]) if len(heard) > 1 else int(heard[0] != wanted[0])
        whole = fitting_distance(heard, wanted)
        if begun <= _ALIKE * len(heard) or whole <= _ALIKE * len(wanted):
            return True
    return False
