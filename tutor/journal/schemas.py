"""What is sent of the journal."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, Field

from speech.verdicts import Verdict


class ChangeOut(BaseModel):
    """A change, in words. `undoable_until`: None when it cannot be undone, or not any more."""

    id: UUID
    at: datetime
    who: str
    pupil_id: UUID | None
    summary: str
    undoable_until: datetime | None
    undone_at: datetime | None


class Changes(BaseModel):
    """The last changes in a class, newest first."""

    changes: list[ChangeOut]


JournalKind = Literal["change", "choice", "verdict"]


class JournalLine(BaseModel):
    """A line of the audit trail: a teacher's change, an exercise that was chosen, or an answer that was judged.

    `what` happened, `why` in words: the reason of a choice, the grounds of a verdict. `who`: a teacher, or Marelle.
    """

    id: UUID
    at: datetime
    kind: JournalKind
    pupil_id: UUID | None
    who: str
    what: str
    why: str = ""
    verdict: Verdict | None = None
    undoable_until: datetime | None = None
    undone_at: datetime | None = None


class JournalPage(BaseModel):
    """Lines, newest first. `more`: there are older ones in this period."""

    lines: list[JournalLine]
    more: bool = Field(description="ask again with `before` the moment of the last line; that line may come again")
