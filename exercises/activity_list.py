"""Activities as described in each subject's `activities.yaml`: name, instruction, usual difficulty, step."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from exercises.activities import Activity
from exercises.sources import exact_keys, read_entries

_KEYS = frozenset({"id", "nom", "consigne", "difficulte", "pas"})


@dataclass(frozen=True, slots=True)
class Described:
    """An activity: its French name for the teacher, what is said to the pupil, its usual difficulty, its step."""

    name: str
    instruction: str
    difficulty: float
    step: int


def load_activities(path: Path) -> Mapping[Activity, Described]:
    """The activities of a file; ContentError names the line of what is wrong."""
    found: dict[Activity, Described] = {}
    for place, entry in read_entries(path):
        exact_keys(place, entry, _KEYS)
        if entry["id"] not in list(Activity):
            raise place.error(f"{entry['id']!r} is no activity (exercises/activities.py)")
        activity = Activity(entry["id"])
        if activity in found:
            raise place.error(f"{entry['id']!r} is there twice")
        try:
            difficulty, step = float(entry["difficulte"]), int(entry["pas"])
        except ValueError:
            raise place.error("difficulte and pas must be numbers") from None
        if not (-4.0 <= difficulty <= 4.0 and step in (1, 2, 3)):
            raise place.error("difficulte runs from -4 to 4, pas from 1 to 3")
        found[activity] = Described(entry["nom"], entry["consigne"], difficulty, step)
    return found
