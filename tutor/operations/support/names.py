"""The last sieve of the bundle: strikes out every name that the school's database holds, and people's folders."""

import re
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import SQLModel, select

from tutor.classroom.tables import Classroom, Pupil
from tutor.db import reading
from tutor.identity.tables import School, Teacher

STRUCK = "[…]"
_SHORTEST = 3
"""Of a part of a name: « de » and « la » are in half of all sentences."""
_HOME = re.compile(r"/home/[^/\s\"]+")
_CREDENTIALS = re.compile(r"://[^/\s\"]*@")


def names_in(engine: Engine) -> set[str]:
    """First names, teachers' names and logins, schools, classes and their codes; without a database, none."""
    found: set[str] = set()
    wanted: list[tuple[type[SQLModel], tuple[str, ...]]] = [
        (Pupil, ("first_name", "card_token")), (Teacher, ("name", "login")), (School, ("name",)),
        (Classroom, ("name", "code")),
    ]  # fmt: skip
    with suppress(SQLAlchemyError), reading(engine) as session:
        for table, columns in wanted:
            for row in session.exec(select(table)).all():
                found |= {str(getattr(row, column)) for column in columns}
    return found


class Sieve:
    """Strikes these names out of a text, whole words only, however they are capitalised."""

    def __init__(self, names: Iterable[str], home: Path) -> None:
        parts = {part for name in names for part in (name, *re.split(r"[\s'’.@-]+", name)) if len(part) >= _SHORTEST}
        longest_first = sorted((re.escape(part) for part in parts), key=len, reverse=True)
        self._words = re.compile(rf"(?<!\w)(?:{'|'.join(longest_first)})(?!\w)", re.IGNORECASE) if parts else None
        self._home = str(home)

    def __call__(self, text: str) -> str:
        """The text without them, without anybody's folder, without what is before @ in an address."""
        text = _CREDENTIALS.sub(f"://{STRUCK}@", text)
        if len(self._home) > 1:
            text = text.replace(self._home, "~")
        text = _HOME.sub("~", text)
        return self._words.sub(STRUCK, text) if self._words is not None else text
