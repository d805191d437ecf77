"""`tutor serve` on a part of the shipped content: words of which there are recordings, and additions.

    python -m tests.e2e.simple_school TEXTS.json serve --demo ...

The real server, started as always; only what it may give is narrowed, so that a test knows what comes next.
"""

import json
import sys
from pathlib import Path

from exercises.activities import Activity
from exercises.catalogue import Catalogue
from exercises.exercise import Compute, Exercise, ReadAloud
from exercises.sources import DATA
from tutor.cli import main


def simple(texts: frozenset[str]) -> Catalogue:
    """The additions of two numbers, and the words to read aloud that are among these texts."""
    whole = Catalogue.load()
    return Catalogue(whole.skills, {key: one for key, one in whole.exercises.items() if _kept(one, texts)})


def _kept(exercise: Exercise, texts: frozenset[str]) -> bool:
    match exercise.content:
        case ReadAloud(text=text):
            return exercise.activity is Activity.READ_WORD and text.lower() in texts
        case Compute():
            return exercise.id.startswith("maths.add.")
    return False


if __name__ == "__main__":
    few = simple(frozenset(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))))
    Catalogue.load = classmethod(lambda cls, directory=DATA: few)  # type: ignore[method-assign,assignment]
    sys.exit(main(sys.argv[2:]))
