"""Exercises laid out as arrays, once, so that choosing among thousands takes a few milliseconds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from learner_model.errors import LearnerModelError
from learner_model.interface import Item
from learner_model.state import content_key

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Candidates(Sequence[Item]):
    """Items to choose from. Make it once with `Candidates.of(items)`; restrict it cheaply with `where(mask)`."""

    items: tuple[Item, ...]
    allowed: Flags = field(repr=False)

    @classmethod
    def of(cls, items: Sequence[Item]) -> "Candidates":
        """Lay out items; already laid out ones are given back as they are."""
        if isinstance(items, Candidates):
            return items
        return cls(tuple(items), np.ones(len(items), dtype=bool))

    def where(self, mask: Sequence[bool] | Flags) -> "Candidates":
        """The same items, of which only those may be chosen where `mask` (one flag an item) is true."""
        flags = np.asarray(mask, dtype=bool)
        if flags.shape != (len(self.items),):
            raise LearnerModelError(f"a mask of {len(self.items)} flags is needed, one an item")
        other = replace(self, allowed=flags)
        if "layout" in self.__dict__:
            other.__dict__["layout"] = self.layout
        return other

    def __len__(self) -> int:
        return len(self.items)

    def __getitem__(self, index: int) -> Item:  # type: ignore[override]  # slices are not needed
        return self.items[index]

    @cached_property
    def layout(self) -> "Layout":
        """The arrays, made at first use and shared by every `where`."""
        return Layout.of(self.items)


@dataclass(frozen=True, eq=False)
class Layout:
    """Arrays over items. `skill` is (items, most skills of one item), padded with the index len(skills)."""

    difficulty: Floats
    guess: Floats
    step: Ints
    kind: Ints
    domain: Ints
    content: Ints
    skill: Ints
    skill_count: Floats
    skills: tuple[str, ...]
    domains: tuple[str, ...]
    kinds: Mapping[str, int]
    contents: Mapping[str, int]
    index: Mapping[str, int]
    skill_index: Mapping[str, int]

    @cached_property
    def skill_rows(self) -> tuple[Ints, Ints]:
        """The different rows of `skill`, and which one is each item's: what is computed of rows is computed once."""
        rows, of_item = np.unique(self.skill, axis=0, return_inverse=True)
        return rows, of_item.reshape(-1)

    @classmethod
    def of(cls, items: Sequence[Item]) -> "Layout":
        """Number everything that has a name."""
        skills: dict[str, int] = {}
        kinds: dict[str, int] = {}
        domains: dict[str, int] = {}
        contents: dict[str, int] = {}
        for item in items:
            kinds.setdefault(item.kind, len(kinds))
            domains.setdefault(item.domain, len(domains))
            contents.setdefault(content_key(item.content) or item.exercise, len(contents))
            for skill in item.skills:
                skills.setdefault(skill, len(skills))
        widest = max((len(item.skills) for item in items), default=0) or 1
        table = np.full((len(items), widest), len(skills), dtype=np.intp)
        for row, item in enumerate(items):
            table[row, : len(item.skills)] = [skills[skill] for skill in item.skills]
        difficulty = np.array([item.difficulty for item in items], dtype=float)
        if not np.isfinite(difficulty).all():
            wrong = items[int(np.flatnonzero(~np.isfinite(difficulty))[0])]
            raise LearnerModelError(f"the difficulty of exercise {wrong.exercise!r} is not a finite number")
        counts = (table < len(skills)).sum(axis=1)
        return cls(
            difficulty=np.clip(difficulty, -10.0, 10.0),
            guess=np.clip(np.array([item.guess for item in items], dtype=float), 0.0, 0.9),
            step=np.array([item.step for item in items], dtype=np.intp),
            kind=np.array([kinds[item.kind] for item in items], dtype=np.intp),
            domain=np.array([domains[item.domain] for item in items], dtype=np.intp),
            content=np.array([contents[content_key(item.content) or item.exercise] for item in items], dtype=np.intp),
            skill=table,
            skill_count=np.maximum(counts, 1).astype(float),
            skills=tuple(skills),
            domains=tuple(domains),
            kinds=kinds,
            contents=contents,
            index={item.exercise: row for row, item in enumerate(items)},
            skill_index=skills,
        )


def lower_quartile(table: Ints, difficulty: Floats, skills: int) -> Floats:
    """Per skill, the difficulty under which a quarter of its items lie: what knowing the skill is judged on."""
    quartiles = np.zeros(skills)
    rows = np.repeat(np.arange(table.shape[0]), table.shape[1])
    flat = table.ravel()
    order = np.lexsort((difficulty[rows], flat))
    bounds = np.searchsorted(flat[order], np.arange(skills + 1))
    for skill in range(skills):
        low, high = bounds[skill], bounds[skill + 1]
        quartiles[skill] = difficulty[rows[order[low + (high - low - 1) // 4]]]
    return quartiles
