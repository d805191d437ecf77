"""What the help could not answer, and whether what it answered helped. Of nobody: no teacher, no hour, no name."""

from datetime import date

from sqlmodel import Field, SQLModel


class HelpQuestion(SQLModel, table=True):
    """A question without an answer, what could name someone taken out. `key`: its words, to count it once."""

    __tablename__ = "help_question"

    key: str = Field(primary_key=True)
    text: str
    times: int
    first_day: date
    last_day: date


class HelpFeedback(SQLModel, table=True):
    """How often a passage that was quoted helped, and did not."""

    __tablename__ = "help_feedback"

    document: str = Field(primary_key=True)
    anchor: str = Field(primary_key=True)
    helped: int = 0
    not_helped: int = 0
