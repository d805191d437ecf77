"""Real words that sound like what was heard, to be judged on the sound by speech.diagnosis.

The lexicon holds words of adult books and films: those of data/unsuitable_words.txt can be heard but never shown.
"""

from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

import numpy as np
from numpy.typing import NDArray

from speech.phones.inventory import CLASS_INDEX, NEIGHBOURS_OF, Phones, classes
from speech.phones.lexicon import Lexicon

LEAST_FREQUENCY: Final = 3
"""Of 9: what an adult meets once in a few hundred thousand words."""
_LONGEST: Final = 14
_CLOSE: Final = 0.6
"""What it costs to hear a phone for one that children and microphones confuse with it; any other change costs 1."""


@dataclass(frozen=True, slots=True)
class LikelyWord:
    """All the spellings of one pronunciation as one candidate.

    `phones`: as the lexicon has it; `spellings`: most frequent first; `frequency` that of the first, from 0 to 9.
    """

    phones: Phones
    spellings: tuple[str, ...]
    frequency: int

    def shown(self, expected: str, guess: str | None = None) -> str | None:
        """The spelling to show, None when none may be: the decoder's guess if it sounds so, else the one that
        ends like the expected word (« bateau », not « bateaux », for « gâteau »), the most frequent first."""
        fit = [spelling for spelling in self.spellings if suitable(spelling)]
        if guess in fit:
            return guess
        plural = expected.casefold().rstrip(".,;:!?…»\"'\u00a0\u202f").endswith(("s", "x"))
        alike = [spelling for spelling in fit if spelling.endswith(("s", "x")) == plural]
        # A much rarer spelling is not shown for the sake of its ending.
        return alike[0] if alike and alike[0] in fit[:3] else next(iter(fit), None)


class LikelyWords:
    """Search of the lexicon by sound. Immutable once made: safe to share between threads."""

    def __init__(self, lexicon: Lexicon) -> None:
        by_sound: dict[Phones, list[tuple[int, str, Phones]]] = {}
        for spelling, entry in lexicon.common_words(LEAST_FREQUENCY).items():
            for phones in entry.pronunciations:
                if 0 < len(phones) <= _LONGEST and len(spelling) > 1:
                    by_sound.setdefault(classes(phones), []).append((entry.frequency, spelling, phones))
        self._words: list[LikelyWord] = []
        for found in by_sound.values():
            found.sort(key=lambda one: (-one[0], len(one[1]), one[1]))
            spellings = tuple(dict.fromkeys(spelling for _, spelling, _ in found))
            self._words.append(LikelyWord(found[0][2], spellings, found[0][0]))
        self._place = {sounds: place for place, sounds in enumerate(by_sound)}
        self._frequency = np.asarray([word.frequency for word in self._words])
        self._length = np.asarray([len(sounds) for sounds in by_sound])
        self._sounds = np.zeros((len(self._words), _LONGEST), np.int8)
        for place, sounds in enumerate(by_sound):
            self._sounds[place, : len(sounds)] = [CLASS_INDEX[phone] for phone in sounds]
        self.near = lru_cache(maxsize=500)(self._near)

    def find(self, phones: Phones) -> LikelyWord | None:
        """The word that sounds exactly so (on classes)."""
        place = self._place.get(classes(phones))
        return None if place is None else self._words[place]

    def _near(self, heard: Phones, most: int) -> tuple[LikelyWord, ...]:
        """The words nearest to these phones, the frequent ones first among equals."""
        distances = self._distances(heard[:_LONGEST])
        order = np.argsort(distances - 0.05 * self._frequency, kind="stable")[:most]
        return tuple(self._words[int(place)] for place in order)

    def _distances(self, heard: Phones) -> NDArray[np.float32]:
        """Edit distance of every word to the phones at once (Wagner and Fischer), close phones costing less."""
        table = _costs()
        sounds = self._sounds
        row = [np.full(len(sounds), float(step), np.float32) for step in range(_LONGEST + 1)]
        for number, phone in enumerate(heard, start=1):
            cost = table[CLASS_INDEX[phone]]
            line = [np.full(len(sounds), float(number), np.float32)]
            for step in range(1, _LONGEST + 1):
                changed = row[step - 1] + cost[sounds[:, step - 1]]
                line.append(np.minimum(changed, np.minimum(row[step], line[step - 1]) + 1.0))
            row = line
        return np.asarray(np.stack(row)[self._length, np.arange(len(sounds))])


def suitable(word: str) -> bool:
    """Whether a word may be shown as what was heard."""
    exact, stems = _unsuitable()
    small = word.casefold()
    return not any(
        part in exact or part.startswith(stems) for part in {small, *small.replace("'", " ").replace("-", " ").split()}
    )


@cache
def _unsuitable() -> tuple[frozenset[str], tuple[str, ...]]:
    lines = files("speech").joinpath("data", "unsuitable_words.txt").read_text(encoding="utf-8").splitlines()
    words = [word for line in lines if not line.startswith("#") for word in line.split()]
    return (
        frozenset(word for word in words if not word.endswith("*")),
        tuple(word[:-1] for word in words if word.endswith("*")),
    )


@cache
def _costs() -> NDArray[np.float32]:
    size = max(CLASS_INDEX.values()) + 1
    table = np.ones((size, size), np.float32)
    np.fill_diagonal(table, 0.0)
    for phone, others in NEIGHBOURS_OF.items():
        for other in others:
            table[CLASS_INDEX[phone], CLASS_INDEX[other]] = _CLOSE
    return table
