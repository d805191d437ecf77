"""Phone error rate of a head on voices it never heard, by greedy decoding."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from speech.phones.inventory import BLANK, CLASS_OF, PHONES, Phones


def greedy(scores: NDArray[np.float32]) -> Phones:
    """The phones of the best path through log-probabilities (frames, 1 + phones): repeats and blanks removed."""
    best = scores.argmax(axis=1)
    changed = np.flatnonzero(np.diff(best, prepend=-1))
    return tuple(PHONES[index - 1] for index in best[changed] if index != BLANK)


def edits(said: Sequence[str], expected: Sequence[str]) -> int:
    """Levenshtein distance."""
    row = list(range(len(expected) + 1))
    for place, phone in enumerate(said, start=1):
        diagonal, row[0] = row[0], place
        for other, wanted in enumerate(expected, start=1):
            diagonal, row[other] = row[other], min(row[other] + 1, row[other - 1] + 1, diagonal + (phone != wanted))
    return row[-1]


def error_rate(pairs: Iterable[tuple[Phones, Sequence[Phones]]]) -> tuple[float, int]:
    """Errors over expected phones on merged classes, and the number of expected phones.

    Each pair is what was decoded and the accepted pronunciations, of which the nearest counts.
    """
    wrong = total = 0
    for said, accepted in pairs:
        classed = [CLASS_OF[phone] for phone in said]
        errors, size = min((edits(classed, [CLASS_OF[phone] for phone in phones]), len(phones)) for phones in accepted)
        wrong += errors
        total += size
    return (wrong / total if total else 0.0), total
