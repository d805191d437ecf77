"""Every whole number to 10,000 scored at once on the phones: hundreds read from the left, the rest from the right.

A number is an opening ("c'est", "euh", or a first number taken back: "douze, non, treize"), its hundreds (101 ways),
its rest (0 to 99) and a close. Left and right parts are read separately and meet at each frame, in one product of
matrices, so that 10,001 exact scores cost little more than 200 (forward-backward, Rabiner 1989). No answer is expected.
"""

from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from speech.numbers import LARGEST, head_words, rest_words
from speech.phones.closed_set import OPENING_COST, PHONE_BONUS, SHARPNESS, Choice, around, chosen, fewest, slots_of
from speech.phones.lattice import Border, Draft, Meeting, joined, rows
from speech.phones.pronounce import Pronouncer, Slot

_OPENINGS: Final = (
    *("euh", "hum", "ben", "bah", "alors", "et", "oui", "c'est", "ça fait", "ça donne", "il y en a", "y en a"),
    *("je crois que c'est", "je pense que c'est", "je crois", "je dirais", "égale"),
    *("la réponse est", "la réponse c'est"),
)
_CLOSES: Final = ("euh", "je crois", "je pense", "c'est ça", "hein", "voilà")
_TAKEN_BACK: Final = ("non", "ah non", "euh non", "non c'est", "pardon", "enfin", "ou plutôt", "je veux dire")
CORRECTION_COST: Final = 12.0
"""Nats for a second number with no word between: "vingt-deux" is 22, not 20 taken back for 2."""
BEYOND_COST: Final = 3.0
"""Nats for a number beyond the largest asked for: likelier a mishearing, but "vingt-deux" must not become 2."""
_LOOKED_AT: Final = ((100, 200), (1000, 2000), (LARGEST, LARGEST))
"""For a maximum up to the first, numbers to the second are looked at."""
_PAUSE: Final[Slot] = ((), ("ø",))
"""Euh between two words of a number."""
_NOTHING: Final = 100
"""The rest of a number that ends with its hundreds."""


class NumberGrammar:
    """Scores numbers. Safe to share between threads."""

    def __init__(self, pronouncer: Pronouncer) -> None:
        self._pronouncer = pronouncer
        self._drawn_once = lru_cache(maxsize=8)(self._drawn)

    def choose(
        self,
        emissions: NDArray[np.float32],
        maximum: int,
        bonus: float = PHONE_BONUS,
        sharpness: float = SHARPNESS,
    ) -> Choice:
        """The likeliest number, which may be beyond `maximum`; ranking and probabilities as `closed_set.choose`.

        `emissions` are log-probabilities (frames, labels). Raises ValueError for a maximum outside 0 to LARGEST.
        """
        if not 0 <= maximum <= LARGEST:
            raise ValueError(f"{maximum} is not between 0 and {LARGEST}")
        scores = self.scores(emissions, maximum, bonus)
        likely = np.where(np.arange(len(scores)) > maximum, scores - BEYOND_COST, scores)
        best = int(likely.argmax())
        size = self._size(best)
        return chosen(range(len(scores)), likely, emissions, float(scores[best]) - bonus * size, size, sharpness)

    def scores(self, emissions: NDArray[np.float32], maximum: int, bonus: float = PHONE_BONUS) -> NDArray[np.float64]:
        """Log-probability, `bonus` a phone added, of each number looked at for this maximum (see _LOOKED_AT)."""
        largest = next(top for limit, top in _LOOKED_AT if maximum <= limit)
        meeting = self._drawn_once(largest, bonus).scores(emissions)
        meeting[1:, 0] = meeting[1:, _NOTHING]
        return np.asarray(meeting[:, :_NOTHING].reshape(-1)[: largest + 1])

    def _drawn(self, largest: int, bonus: float) -> Meeting:
        left = Draft()
        opened = self._opening(left, largest)
        heads = [opened, *self._heads(left, opened, largest, bonus)]
        right = Draft()
        rests = [self._rest(right, rest, bonus) for rest in range(_NOTHING)]
        behind = joined(border for border, _ in rests)
        closes, entries = around(right, behind, self._pronouncer, _CLOSES)
        last = joined([behind, closes])
        return Meeting(
            left.forward(),
            rows([dict.fromkeys((*border.blanks, *border.ends), 0.0) for border in heads], len(left.label)),
            right.backward((*last.blanks, *last.ends)),
            rows([*(entry for _, entry in rests), dict.fromkeys(entries, -OPENING_COST)], len(right.label)),
        )

    def _opening(self, draft: Draft, largest: int) -> Border:
        """Nothing, fillers, or a first number taken back."""
        filled = self._hesitated(draft, draft.beginning)
        heads = self._heads(draft, filled, largest, 0.0)
        hundreds = draft.gather(joined(heads))
        rests = [self._rest(draft, rest, 0.0, joined([filled, hundreds]))[0] for rest in range(_NOTHING)]
        number = joined([hundreds, *rests])
        said = draft.gather(number)
        taken_back = self._hesitated(draft, draft.gather(around(draft, said, self._pronouncer, _TAKEN_BACK)[0]))
        hesitant = draft.gather(self._hesitated(draft, said), -CORRECTION_COST)
        return joined([filled, taken_back, hesitant])

    def _hesitated(self, draft: Draft, after: Border) -> Border:
        """The border again, after no, one or two fillers: "euh, c'est"."""
        once = draft.gather(around(draft, after, self._pronouncer, _OPENINGS)[0])
        return joined([after, once, draft.gather(around(draft, once, self._pronouncer, _OPENINGS)[0])])

    def _heads(self, draft: Draft, after: Border, largest: int, bonus: float) -> list[Border]:
        """The borders behind 1 to LARGEST // 100 hundreds."""
        out = []
        for hundreds in range(1, largest // 100 + 1):
            out.append(joined(self._said(draft, after, words, bonus)[0] for words in head_words(hundreds)))
        return out

    def _rest(
        self, draft: Draft, rest: int, bonus: float, after: Border | None = None
    ) -> tuple[Border, dict[int, float]]:
        borders = []
        entries: dict[int, float] = {}
        for words in _as_said(rest):
            border, firsts, gain = self._said(draft, after or Border(), words, bonus)
            borders.append(border)
            entries |= dict.fromkeys(firsts, gain)
        return joined(borders), entries

    def _said(self, draft: Draft, after: Border, words: str, bonus: float) -> tuple[Border, tuple[int, ...], float]:
        slots = self._slots(words)
        gain = bonus * fewest(slots)
        return *draft.chain(after, slots, gain), gain

    def _slots(self, words: str) -> list[Slot]:
        slots = slots_of(self._pronouncer, words.replace("-", " "), _PAUSE)
        if words.endswith("cent"):
            slots.append(((), ("t",)))  # cent‿un
        return slots

    def _size(self, number: int) -> int:
        hundreds, rest = divmod(number, 100)
        head = fewest(self._slots(head_words(hundreds)[0])) if hundreds else 0
        return head + (fewest(self._slots(rest_words(rest)[0])) if rest or not hundreds else 0)


def _as_said(rest: int) -> list[str]:
    """With what children say: vingt-un, une."""
    words = rest_words(rest)
    looser = [form.replace("-et-", "-") for form in words if "-et-" in form]
    return [*words, *looser, *(["une"] if rest == 1 else [])]
