"""« Comment as-tu fait ? »: the ways of finding that are offered for what was asked, in a child's words."""

import random
from collections.abc import Iterator
from pathlib import Path

from exercises.activities import Activity
from exercises.exercise import Compute, Exercise
from exercises.sources import exact_keys, read_entries
from exercises.typography import faults

FILE = Path(__file__).parents[1] / "data" / "strategies.yaml"
OFFERED = 3


class Strategies:
    """The ways of finding, `ways` by key. Raises ContentError naming file and line."""

    def __init__(self, path: Path = FILE) -> None:
        known = {activity.value for activity in Activity} | {f"compute {sign}" for sign in "+-×"}
        self.ways: dict[str, str] = {}
        self._fitting: dict[str, list[str]] = {}
        for place, entry in read_entries(path):
            exact_keys(place, entry, frozenset({"cle", "dit", "pour"}))
            key, text = entry["cle"], entry["dit"]
            if key in self.ways:
                raise place.error(f"{key} is there twice")
            for fault in faults(text):
                raise place.error(fault)
            self.ways[key] = text
            for activity in entry["pour"]:
                if activity not in known:
                    raise place.error(f"there is no activity {activity!r}")
                self._fitting.setdefault(activity, []).append(key)

    def texts(self) -> Iterator[str]:
        """Everything that is said."""
        return iter(self.ways.values())

    def offered(self, exercise: Exercise, rng: random.Random) -> tuple[str, ...]:
        """A few that fit this exercise, in the order of the file; none where nothing is to be told."""
        content = exercise.content
        name = f"compute {content.operator}" if isinstance(content, Compute) else exercise.activity.value
        fitting = self._fitting.get(name, [])
        drawn = set(rng.sample(fitting, min(OFFERED, len(fitting))))
        return tuple(key for key in fitting if key in drawn)
