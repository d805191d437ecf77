"""Which of a closed set of texts was said: spoken numbers, letters, yes or no, the words of a list.

Each candidate's score sums all its accepted pronunciations; hesitations around it are free. Candidates are
judged on the sound alone: nothing here knows which answer is expected.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from speech.phones import alignment
from speech.phones.evidence import fitting_distance, greedy_classes
from speech.phones.inventory import Phones, classes
from speech.phones.pronounce import Pronouncer, Slot

_HESITATION: Final[Slot] = ((), ("ø",), ("ø", "m"), ("s", "ɛ"), ("s", "a", "f", "ɛ"))
"""Euh, eum, c'est, ça fait: may stand before an answer."""
PHONE_BONUS: Final = 2.0
"""Nats a phone: CTC favours short candidates, for a phone left out costs less than a phone too many."""
SHARPNESS: Final = 0.35
"""Scores are multiplied by it before they become probabilities: frames are not independent."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing that may be said: its key, its slots, its usual phones on classes, its fewest phones."""

    key: int | str
    slots: tuple[Slot, ...]
    usual: Phones
    size: int


@dataclass(frozen=True, slots=True)
class Choice:
    """The likeliest candidate, its probability among all, and how it fits.

    `fit`: nats a phone, its best path less the best path through anything: near 0 when this was said, far below
    when something else was. `ranking`: the likeliest keys with their probabilities, best first.
    """

    key: int | str
    probability: float
    fit: float
    heard: Phones
    ranking: tuple[tuple[int | str, float], ...]


def candidates(pronouncer: Pronouncer, texts: Mapping[int | str, Sequence[str]]) -> tuple[Candidate, ...]:
    """Candidates from the texts (one or more) that say each key."""
    out = []
    for key, spellings in texts.items():
        for spelling in spellings:
            slots: list[Slot] = []
            for word in pronouncer.text(spelling):
                slots += [*word.slots, *([word.link] if len(word.link) > 1 else [])]
            if slots:
                usual = classes(sum((slot[0] for slot in slots), ()))
                size = sum(min(len(phones) for phones in slot) for slot in slots)
                out.append(Candidate(key, tuple(slots), usual, size))
    return tuple(out)


def choose(
    among: Sequence[Candidate],
    emissions: NDArray[np.float32],
    most: int = 16,
    bonus: float = PHONE_BONUS,
    sharpness: float = SHARPNESS,
) -> Choice:
    """The likeliest of the candidates; only the `most` nearest to what is freely heard are scored in full."""
    heard = greedy_classes(emissions)
    ranked = sorted(among, key=lambda candidate: _distance(heard, candidate.usual))[:most]
    scores: dict[int | str, float] = {}
    graphs = {}
    for candidate in ranked:
        graph = alignment.build([_HESITATION, *candidate.slots])
        value = alignment.score(graph, emissions) + bonus * candidate.size
        if value > scores.get(candidate.key, -np.inf):
            graphs[candidate.key] = graph, len(candidate.usual)
        scores[candidate.key] = float(np.logaddexp(scores.get(candidate.key, -np.inf), value))
    keys = list(scores)
    logits = sharpness * np.asarray([scores[key] for key in keys])
    shares = np.exp(logits - np.logaddexp.reduce(logits))
    order = np.argsort(-shares)
    best = keys[int(order[0])]
    graph, size = graphs[best]
    free = float(emissions.max(axis=1).sum())
    return Choice(
        key=best,
        probability=float(shares[order[0]]),
        fit=(alignment.viterbi(graph, emissions).score - free) / size,
        heard=heard,
        ranking=tuple((keys[int(place)], float(shares[place])) for place in order[:5]),
    )


def _distance(heard: Phones, wanted: Phones) -> float:
    """Nearness for the first sieve: the word inside what is heard, and what it leaves unexplained."""
    inside = fitting_distance(heard, wanted)
    return inside + 0.5 * max(0, len(heard) - len(wanted))
