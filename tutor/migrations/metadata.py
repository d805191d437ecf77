"""Every table of the school, in one place for the migrations. A new tables.py is imported here."""

from sqlmodel import SQLModel

import tutor.campaign.tables
import tutor.classroom.tables
import tutor.comfort.tables
import tutor.companion.notes.tables
import tutor.dashboard.alerts.tables
import tutor.decisions.tables
import tutor.help.tables
import tutor.identity.tables
import tutor.journal.tables
import tutor.own_texts.tables
import tutor.practice.tables
import tutor.progression.tables
import tutor.recordings.tables
import tutor.story.tables
import tutor.together.tables
import tutor.whole_class.tables  # noqa: F401

METADATA = SQLModel.metadata
