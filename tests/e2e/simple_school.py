"""`tutor serve` on a part of the shipped content: words of which there are recordings, and additions; or sentences.

    python -m tests.e2e.simple_school TEXTS.json serve --demo ...

The real server, started as always; only what it may give is narrowed, so that a test knows what comes next.
"""

import json
import sys
from pathlib import Path

from exercises.activities import Activity
from exercises.catalogue import Catalogue
from exercises.exercise import Compute, Exercise, ReadAloud, Unit
from exercises.reading.decodability import Decoder
from exercises.reading.read_words import read_words
from exercises.reading.syllables import Syllables
from exercises.sources import DATA
from tutor.cli import main


def simple(texts: frozenset[str]) -> Catalogue:
    """The additions of two numbers, and the words to read aloud that are among these texts.

    When none is there, the texts themselves are read: a sentence, or several lines as one text.
    """
    whole = Catalogue.load()
    kept = {key: one for key, one in whole.exercises.items() if _kept(one, texts)}
    if not any(isinstance(one.content, ReadAloud) for one in kept.values()):
        model = next(one for one in whole.exercises.values() if one.activity is Activity.READ_SENTENCE)
        kept |= {f"said.{number}": _said(model, number, text) for number, text in enumerate(sorted(texts))}
    return Catalogue(whole.skills, kept)


def _said(model: Exercise, number: int, text: str) -> Exercise:
    unit = Unit.TEXT if "\n" in text else Unit.SENTENCE
    content = ReadAloud(unit=unit, text=text, words=read_words(text, Decoder.load(), Syllables.load()))
    return model.model_copy(update={"id": f"said.{number}", "content": content, "needs": ()})


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
