"""What a teacher is shown of the indicators of a class."""

from datetime import datetime

from pydantic import BaseModel, Field

from tutor.journal.schemas import ChangeOut


class SharingIn(BaseModel):
    """Share a class's indicators with the academy, or no more."""

    shared: bool


class IndicatorsShown(BaseModel):
    """A row as it would leave the school. See tutor.academy.counting for what is counted."""

    pupils: int
    use_rate: float | None
    weekly_minutes: float | None
    success_rate: float | None
    followed: int
    progressing: int
    progress_rate: float | None


class IndicatorsOut(BaseModel):
    """Whether a class is shared, and what a month of it would tell. `row`: None when it would tell of too few."""

    shared: bool
    since: datetime | None
    uai: str | None = Field(description="the school's identifier; without it nothing leaves")
    months: list[str] = Field(description="months over, latest first")
    month: str | None
    label: str | None = Field(description="what stands instead of the class's name")
    row: IndicatorsShown | None
    fewest_pupils: int
    change: ChangeOut | None = None
