"""Which of a closed set of texts was said: letters, yes or no, the words of a list.

Each key's score sums all its accepted pronunciations, all keys at once; hesitations around them are nearly free.
Keys are judged on the sound alone: nothing here knows which answer is expected.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from speech.phones.evidence import greedy_classes
from speech.phones.inventory import CLASS_INDEX, Phones
from speech.phones.lattice import Border, Draft, Meeting, joined, rows
from speech.phones.pronounce import Pronouncer, Slot

_OPENINGS: Final = ("euh", "hum", "ben", "alors", "c'est", "ça fait", "je crois que c'est", "je pense que c'est")
_CLOSES: Final = ("euh", "je crois", "je pense", "voilà")
OPENING_COST: Final = 2.0
"""Nats for anything said around an answer."""
PHONE_BONUS: Final = 2.0
"""Nats a phone: CTC favours short candidates, for a phone left out costs less than a phone too many."""
SHARPNESS: Final = 0.35
"""Scores are multiplied by it before they become probabilities: frames are not independent."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The likeliest key, its probability among all, and how it fits.

    `fit`: nats a phone, its score less that of the best path through anything: near 0 when this was said, far below
    when something else was. `ranking`: the likeliest keys with their probabilities, best first.
    """

    key: int | str
    probability: float
    fit: float
    heard: Phones
    ranking: tuple[tuple[int | str, float], ...]


class ClosedSet:
    """The texts (one or more) that say each key, ready to be told apart. Safe to share between threads.

    What no spelling says is written in phones between slashes: "/ʃ e p a/". Raises ValueError for a key that cannot
    be said, or when there is no key.
    """

    def __init__(self, pronouncer: Pronouncer, texts: Mapping[str, Sequence[str]]) -> None:
        if not texts:
            raise ValueError("a closed set needs at least one answer")
        left, right = Draft(), Draft()
        opened = joined([left.beginning, around(left, left.beginning, pronouncer, _OPENINGS)[0]])
        self._keys = tuple(texts)
        self._sizes: list[int] = []
        entries: list[dict[int, float]] = []
        behind: list[Border] = []
        for key, ways in texts.items():
            said = [slots for way in ways if (slots := _said(pronouncer, way))]
            if not said:
                raise ValueError(f"{key!r} cannot be said: give it another spelling")
            self._sizes.append(min(map(fewest, said)))
            entry: dict[int, float] = {}
            for slots in said:
                gain = PHONE_BONUS * fewest(slots)
                border, firsts = right.chain(Border(), slots)
                behind.append(border)
                entry |= dict.fromkeys(firsts, gain)
            entries.append(entry)
        closes, closing = around(right, joined(behind), pronouncer, _CLOSES)
        last = joined([*behind, closes])
        self._meeting = Meeting(
            left.forward(),
            rows([dict.fromkeys((*opened.blanks, *opened.ends), 0.0)], len(left.label)),
            right.backward((*last.blanks, *last.ends)),
            rows([*entries, dict.fromkeys(closing, 0.0)], len(right.label)),
        )

    def choose(self, emissions: NDArray[np.float32], sharpness: float = SHARPNESS) -> Choice:
        """The likeliest key; `emissions` are log-probabilities (frames, labels)."""
        scores = self._meeting.scores(emissions)[0, :-1]
        best = int(scores.argmax())
        size = self._sizes[best]
        return chosen(self._keys, scores, emissions, float(scores[best]) - PHONE_BONUS * size, size, sharpness)


def chosen(
    keys: Sequence[int | str],
    scores: NDArray[np.float64],
    emissions: NDArray[np.float32],
    best: float,
    size: int,
    sharpness: float,
) -> Choice:
    """The choice that the keys' scores make; `best`: that of the best key without its bonus, said in `size` phones."""
    logits = sharpness * scores
    shares = np.exp(logits - np.logaddexp.reduce(logits))
    order = np.argsort(-shares, kind="stable")[:6]
    heard = greedy_classes(emissions)
    return Choice(
        key=keys[int(order[0])],
        probability=float(shares[order[0]]),
        fit=(best - float(emissions.max(axis=1).sum())) / max(size, len(heard), 1),
        heard=heard,
        ranking=tuple((keys[int(place)], float(shares[place])) for place in order),
    )


def around(draft: Draft, after: Border, pronouncer: Pronouncer, texts: Sequence[str]) -> tuple[Border, tuple[int, ...]]:
    """What may be said around an answer: the border behind any of the texts, and their first phones' states."""
    chains = [draft.chain(after, slots_of(pronouncer, text), -OPENING_COST) for text in texts]
    return joined(border for border, _ in chains), tuple(state for _, firsts in chains for state in firsts)


def slots_of(pronouncer: Pronouncer, text: str, between: Slot = ()) -> list[Slot]:
    """The slots of a text, liaisons included, with `between` before each word but the first."""
    slots: list[Slot] = []
    for word in pronouncer.text(text):
        slots += [*([between] if slots and between else []), *word.slots]
        slots += [word.link] if len(word.link) > 1 else []
    return slots


def _said(pronouncer: Pronouncer, way: str) -> list[Slot]:
    if len(way) < 3 or way[0] != "/" or way[-1] != "/":
        return slots_of(pronouncer, way)
    phones = tuple(way[1:-1].split())
    if not phones or any(phone not in CLASS_INDEX for phone in phones):
        raise ValueError(f"{way!r} is not written in phones of French")
    return [(phones,)]


def fewest(slots: Sequence[Slot]) -> int:
    """The fewest phones that say the slots."""
    return sum(min(len(phones) for phones in slot) for slot in slots)
