"""Pupils as the teacher's tables show them, in the order of first names: never a ranking."""

import unicodedata
from collections.abc import Callable, Iterable
from typing import TypeVar

from tutor.classroom.tables import Pupil
from tutor.identity.schemas import PupilFace

_Row = TypeVar("_Row")


def face(pupil: Pupil) -> PupilFace:
    """First name and avatar."""
    return PupilFace.model_validate({"id": pupil.id, "first_name": pupil.first_name, "avatar": pupil.avatar})


def by_first_name(rows: Iterable[_Row], face_of: Callable[[_Row], PupilFace]) -> list[_Row]:
    """Accents and capitals do not count: Élise comes between Danaé and Farid."""
    return sorted(rows, key=lambda row: (_bare(face_of(row).first_name), str(face_of(row).id)))


def _bare(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", name.casefold()) if not unicodedata.combining(c))
