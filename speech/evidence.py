"""What a clip says about each expected word: the decoder's trust in it, and what else may have been said.

`speech.phones.evidence` has what the phones say; `speech.phones.judging` weighs both.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from speech.decoder import LogProbabilities, Scored
from speech.endpointing import WINDOW_SECONDS
from speech.phonetics import WordDistance, compare, phones

# A guess whose phones differ from the word's by less than this is the word, spelled otherwise.
_SAME_SOUND = 0.75
_CONTRAST_WHEN_ALONE = 5.0
_FARTHEST = 4.0
_WORST_CONTRAST = -6.0
_WORST_EDITS = 1.0
_VOICE = 0.5


@dataclass(frozen=True, slots=True)
class Guess:
    """A hypothesis of the free decoder (words in plain form) and its score on the same sound."""

    words: tuple[str, ...]
    scored: Scored


@dataclass(frozen=True, slots=True)
class WordEvidence:
    """Evidence on one word.

    `mean`, `weakest`: log-probability of its tokens (the weaker part of an elided word); `gain`: how much the
    sound adds to what the language alone would say; `contrast`: log-odds of the texts that hold this word
    against the likeliest guess that does not, and `ahead` its positive part (in favour it counts otherwise than
    against); `edits`: phones that differ in the nearest guess; `guessed`: 1 when
    a guess holds it; `length`: log of its number of phones.
    """

    mean: float
    weakest: float
    gain: float
    contrast: float
    ahead: float
    edits: float
    guessed: float
    length: float
    start: float
    end: float
    heard: str | None


def gather(
    words: Sequence[str],
    parts: Sequence[int],
    spellings: Sequence[Scored],
    unheard: Scored,
    guesses: Sequence[Guess],
    voice: NDArray[np.float32],
) -> list[WordEvidence]:
    """Evidence for each expected word.

    `parts[i]`: tokens of the elided article of word i ("l'" of "l'école"), 0 when it is not elided; `spellings`:
    the text scored with and without a capital; `unheard`: the text scored on silence; `guesses`: likeliest first;
    `voice`: probability of a voice in each window of 32 ms.
    """
    sounds = [phones(word) for word in words]
    best = max(spellings, key=lambda scored: scored.total)
    totals = np.array([guess.scored.total for guess in guesses])
    distances = [compare(sounds, [phones(word) for word in guess.words]) for guess in guesses]
    found = []
    for at, word in enumerate(words):
        here = [distance[at] for distance in distances]
        contrast = _contrast(best.total, totals, here)
        cut = parts[at]
        start, end = best.starts[at], best.starts[at + 1]
        first, last = _voiced_span(voice, start, end)
        found.append(
            WordEvidence(
                mean=max(_weaker_mean(scored.words[at], cut) for scored in spellings),
                weakest=max(float(scored.words[at].min()) for scored in spellings),
                gain=float((spellings[0].words[at] - unheard.words[at]).mean()),
                contrast=contrast,
                ahead=max(contrast, 0.0),
                edits=min([_FARTHEST, *(distance.edits for distance in here)]),
                guessed=float(any(distance.edits < _SAME_SOUND for distance in here)),
                length=float(np.log(max(1, len(sounds[at])))),
                start=first,
                end=last,
                heard=_heard(word, guesses[0], here[0]) if guesses else None,
            )
        )
    return found


def at_worst(evidence: WordEvidence) -> WordEvidence:
    """The evidence on a word gathered without guesses, as if the likeliest one were a word that sounds much like it.

    Three in ten words one phone away from what was said have a higher contrast than this one. What is judged right even
    so is judged right with its guesses too, but for the few that `benchmarks.without_guesses` counts.
    """
    return replace(evidence, contrast=_WORST_CONTRAST, ahead=0.0, edits=_WORST_EDITS, guessed=0.0)


def _windows(voice: NDArray[np.float32], start: float, end: float) -> NDArray[np.float32]:
    """The windows that a stretch of time touches, one at least where there is any."""
    first = max(0, int(start / WINDOW_SECONDS))
    return voice[first : max(first + 1, math.ceil(end / WINDOW_SECONDS))]


def _voiced_span(voice: NDArray[np.float32], start: float, end: float) -> tuple[float, float]:
    """The time of a word without the silence that the alignment gave it at both ends."""
    where = (_windows(voice, start, end) > _VOICE).nonzero()[0]
    if not len(where):
        return start, end
    origin = int(start / WINDOW_SECONDS)
    first, last = (origin + int(where[0])) * WINDOW_SECONDS, (origin + int(where[-1]) + 1) * WINDOW_SECONDS
    return max(start, first), max(start, first, min(end, last))


def _weaker_mean(tokens: LogProbabilities, cut: int) -> float:
    """Mean log-probability, of the weaker part when the word is elided: both must be read."""
    if not 0 < cut < len(tokens):
        return float(tokens.mean())
    return float(min(tokens[:cut].mean(), tokens[cut:].mean()))


def _contrast(expected: float, totals: NDArray[np.float64], here: list[WordDistance]) -> float:
    same = np.array([distance.edits < _SAME_SOUND for distance in here], bool)
    with_word = max([expected, *totals[same]]) if len(totals) else expected
    others = totals[~same] if len(totals) else totals
    against = float(others.max()) if len(others) else with_word - _CONTRAST_WHEN_ALONE
    return float(np.clip(with_word - against, -12.0, 8.0))


def _heard(word: str, guess: Guess, distance: WordDistance) -> str | None:
    """What stands where the word should be, None when nothing does or when it is the word."""
    said = " ".join(guess.words[index] for index in distance.heard)
    return said if said and said.lower() != word.lower() else None
