"""The school that a command works on: it must have been served once."""

from pathlib import Path

from sqlalchemy.engine import Engine, make_url

from tutor.db import make_engine
from tutor.errors import BadInputError
from tutor.settings import Settings


def existing_school(demo: bool) -> tuple[Settings, Engine]:
    """Its settings and its database, to be disposed of. Raises BadInputError when there is none."""
    settings = Settings().for_demo() if demo else Settings()
    if settings.database.startswith("sqlite"):
        path = Path(make_url(settings.database).database or "")
        if not path.is_file():
            raise BadInputError(f"there is no school in {path}: start the server once, or set TUTOR_DATA_DIR")
    return settings, make_engine(settings.database)
