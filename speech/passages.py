"""Long recordings: cut where nobody speaks, and share out the expected words among the pieces."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from speech.audio import SAMPLE_RATE
from speech.endpointing import WINDOW, voice_probabilities
from speech.phonetics import compare, phones

_SHORTEST_SECONDS = 12.0
_PAUSE_WINDOWS = 9  # about 0.3 s


def cut_at_pauses(samples: NDArray[np.float32], longest_seconds: float) -> list[NDArray[np.float32]]:
    """Pieces of at most `longest_seconds`, cut where a voice is least likely."""
    if len(samples) <= longest_seconds * SAMPLE_RATE:
        return [samples]
    smooth = np.convolve(voice_probabilities(samples), np.ones(_PAUSE_WINDOWS) / _PAUSE_WINDOWS, mode="same")
    pieces, start = [], 0
    while len(samples) - start > longest_seconds * SAMPLE_RATE:
        first = (start + int(_SHORTEST_SECONDS * SAMPLE_RATE)) // WINDOW
        last = (start + int(longest_seconds * SAMPLE_RATE)) // WINDOW
        end = (first + int(np.argmin(smooth[first:last]))) * WINDOW
        pieces.append(samples[start:end])
        start = end
    return [*pieces, samples[start:]]


def share_out(words: Sequence[str], heard: Sequence[Sequence[str]]) -> list[range]:
    """Which of the expected words each piece holds, given what seems to have been said in each.

    Words that were not heard stay with the word before them.
    """
    owner = [piece for piece, said in enumerate(heard) for _ in said]
    distances = compare([phones(word) for word in words], [phones(word) for said in heard for word in said])
    pieces, current = [], 0
    for distance in distances:
        if distance.matched and distance.heard:
            current = max(current, owner[distance.heard[0]])
        pieces.append(current)
    return [range(_first(pieces, piece), _first(pieces, piece + 1)) for piece in range(len(heard))]


def _first(pieces: Sequence[int], piece: int) -> int:
    """The place of the first word of this piece or a later one."""
    return next((place for place, owner in enumerate(pieces) if owner >= piece), len(pieces))
