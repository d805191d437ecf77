"""Texts that can be asked for by name: those of the content, and the class's own."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from uuid import UUID

from sqlmodel import Session

from exercises.activities import Activity
from exercises.catalogue import Catalogue
from exercises.exercise import Exercise
from tutor.own_texts import repository
from tutor.own_texts.exercises import exercises_of, is_own, text_id

_ASKED = (Activity.READ_TEXT, Activity.READ_AND_ANSWER)


@lru_cache(maxsize=2)
def texts_of(catalogue: Catalogue) -> Mapping[str, tuple[Exercise, ...]]:
    """Each text of the content by its name there: reading it aloud, then its questions."""
    found: dict[str, list[Exercise]] = {}
    for one in catalogue.exercises.values():
        if one.activity in _ASKED and one.theme:
            found.setdefault(one.theme, []).append(one)
    return {
        theme: tuple(sorted(made, key=lambda one: _ASKED.index(one.activity)))
        for theme, made in found.items()
        if any(one.activity is Activity.READ_TEXT for one in made)
    }


def text_for_pupil(session: Session, pupil_id: UUID, name: str, catalogue: Catalogue) -> Sequence[Exercise]:
    """The exercises of a text, in order; none when it is gone, put away, or another class's."""
    if not is_own(name):
        return texts_of(catalogue).get(name, ())
    own_id = text_id(name)
    found = repository.text_for_pupil(session, pupil_id, own_id) if own_id else None
    return () if found is None or found[0].archived else exercises_of(*found, catalogue)
