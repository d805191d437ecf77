"""Every table of the school, in one place for the migrations. A new tables.py is imported here."""

from sqlmodel import SQLModel

import tutor.classroom.tables
import tutor.companion.notes.tables
import tutor.identity.tables
import tutor.own_texts.tables
import tutor.practice.tables
import tutor.progression.tables
import tutor.story.tables
import tutor.together.tables
import tutor.whole_class.tables  # noqa: F401

METADATA = SQLModel.metadata
