"""What a conversation leaves behind for one pupil: a note for the teacher, a lesson done. Nothing of what was said."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from sqlalchemy import Engine

from tutor.companion.notes import repository
from tutor.db import writing


class Keeping:
    """For the pupil of one conversation."""

    def __init__(self, engine: Engine, pupil_id: UUID, clock: Callable[[], datetime]) -> None:
        self._engine = engine
        self._pupil_id = pupil_id
        self._clock = clock

    def tell_teacher(self) -> None:
        """This pupil should be listened to."""
        with writing(self._engine) as session:
            repository.add_note_for_pupil(session, self._pupil_id, self._clock())

    def done(self, slug: str) -> None:
        """He went through this lesson."""
        with writing(self._engine) as session:
            repository.add_lesson_for_pupil(session, self._pupil_id, slug, self._clock())
