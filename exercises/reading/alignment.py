"""Which letters of a word say which phones: "chats" is ch /ʃ/, a /a/, t and s mute.

The cheapest way through letters and phones together, by dynamic programming over the correspondences of gpcs.csv. Each
segment costs one, so that long graphemes win (eau before e-au); a rare reading costs more, one that its context makes
irregular more still; a letter that no correspondence explains costs most, so that any word has a way. Without a
pronunciation, the same search with the taught sound of each grapheme reads the word by rule.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from exercises.reading.gpcs import RARE, RARE_MUTE, Gpc, Gpcs
from exercises.reading.phones import Phones, classes

_SEGMENT, _RARITY, _IRREGULAR = 1.0, 0.35, 1.5
_ODD_MUTE, _ODD_SOUND, _EACH_MORE = 4.5, 6.0, 3.0
_MOST_ODD_PHONES: Final = 4
_BY_RULE_RARITY, _BY_RULE_IRREGULAR = 0.6, 4.0
_LONGER = 1e-3  # of two equal ways, the one whose first graphemes are longer
PARTING: Final = "-’'"


@dataclass(frozen=True, slots=True)
class Segment:
    """Letters that go together, the phones they say here (none when mute), and the slug of their correspondence."""

    letters: str
    phones: Phones
    gpc: str


Way = tuple[float, "tuple[Segment, ...]"]
Step = tuple[float, "Step | None", int, int, str]
"""The cheapest way to a place: its cost, the step before, where its letters and phones end, the correspondence."""


class Aligner:
    """Aligns words in small letters. Safe to share between threads."""

    def __init__(self, gpcs: Gpcs) -> None:
        self.gpcs = gpcs
        self.align = lru_cache(maxsize=20_000)(self._align)
        self.read_by_rule = lru_cache(maxsize=5_000)(self._read_by_rule)
        self._sounds = {gpc.slug: tuple(dict.fromkeys(map(classes, gpc.sounds))) for gpc in gpcs}

    def _align(self, word: str, phones: Phones) -> tuple[Segment, ...]:
        """The segments of a word said with these phones; hyphens and apostrophes are in none."""
        sounds = classes(phones)
        best: list[dict[int, Step]] = [{} for _ in range(len(word) + 1)]
        best[0][0] = (0.0, None, 0, 0, "")
        for here in range(len(word)):
            if not best[here]:
                continue
            if word[here] in PARTING:
                _keep_all(best, here)
                continue
            ways = list(self._ways(word, here))
            for there, step in best[here].items():
                cost = step[0]
                for gpc, end, price in ways:
                    for sound in self._sounds[gpc.slug]:
                        if sounds[there : there + len(sound)] == sound:
                            _keep(best[end], cost + price, step, end, there + len(sound), gpc.slug)
                for count in range(min(_MOST_ODD_PHONES, len(phones) - there) + 1):
                    price = _ODD_SOUND + _EACH_MORE * (count - 1) if count else _ODD_MUTE
                    slug = RARE if count else RARE_MUTE
                    _keep(best[here + 1], cost + price, step, here + 1, there + count, slug)
        found = best[-1].get(len(phones))
        return _segments(word, phones, found) if found else (Segment(word, phones, RARE),)

    def _read_by_rule(self, word: str) -> tuple[Segment, ...]:
        """The segments of a word that no lexicon knows, each with the sound that is taught for it in its context."""
        best: list[Way | None] = [None] * (len(word) + 1)
        best[0] = (0.0, ())
        for here in range(len(word)):
            so_far = best[here]
            if so_far is None:
                continue
            cost, before = so_far
            if word[here] in PARTING:
                best[here + 1] = so_far
                continue
            ways = [
                (Segment(word[here:end], gpc.sounds[0], gpc.slug), self._rule_price(gpc, word, here, end))
                for gpc, end in self._spelled(word, here)
            ]
            ways.append((Segment(word[here], (), RARE_MUTE), 2 * _ODD_MUTE))
            for segment, price in ways:
                end = here + len(segment.letters)
                known = best[end]
                if known is None or cost + price < known[0] - 1e-9:
                    best[end] = (cost + price, (*before, segment))
        return (best[-1] or (0.0, ()))[1]  # there always is one: a letter may be mute

    def _spelled(self, word: str, here: int) -> Iterator[tuple[Gpc, int]]:
        for end in range(min(len(word), here + self.gpcs.longest), here, -1):
            for gpc in self.gpcs.by_grapheme.get(word[here:end], ()):
                yield gpc, end

    def _ways(self, word: str, here: int) -> Iterator[tuple[Gpc, int, float]]:
        for gpc, end in self._spelled(word, here):
            regular = _fits(gpc, word, here, end)
            price = _SEGMENT + _RARITY * gpc.rarity + (0 if regular else _IRREGULAR)
            yield gpc, end, price - _LONGER * (end - here) * (len(word) - here)

    def _rule_price(self, gpc: Gpc, word: str, here: int, end: int) -> float:
        regular = _fits(gpc, word, here, end)
        price = _SEGMENT + _BY_RULE_RARITY * gpc.rarity + (0 if regular else _BY_RULE_IRREGULAR)
        return price - _LONGER * (end - here) * (len(word) - here)


def _fits(gpc: Gpc, word: str, start: int, end: int) -> bool:
    """Whether the context is right; a hyphen or an apostrophe ends a word as far as contexts go."""
    if not gpc.contexts:
        return True
    first = max(word.rfind(mark, 0, start) for mark in PARTING) + 1
    last = min((place for mark in PARTING if (place := word.find(mark, end)) >= 0), default=len(word))
    return gpc.fits(word[first:last], start - first, end - first)


def _keep(steps: dict[int, Step], cost: float, before: Step, end: int, there: int, slug: str) -> None:
    known = steps.get(there)
    if known is None or cost < known[0] - 1e-9:
        steps[there] = (cost, before, end, there, slug)


def _segments(word: str, phones: Phones, last: Step) -> tuple[Segment, ...]:
    """Back from the last step to the first."""
    segments: list[Segment] = []
    step: Step | None = last
    while step is not None and step[1] is not None:
        before = step[1]
        letters = word[before[2] : step[2]].lstrip(PARTING)
        segments.append(Segment(letters, phones[before[3] : step[3]], step[4]))
        step = before
    return tuple(reversed(segments))


def _keep_all(best: list[dict[int, Step]], here: int) -> None:
    for place, way in best[here].items():
        known = best[here + 1].get(place)
        if known is None or way[0] < known[0]:
            best[here + 1][place] = way
