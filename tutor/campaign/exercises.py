"""The text of a campaign as an exercise: read aloud for one minute, without help. No database here."""

from functools import lru_cache
from typing import Final
from uuid import UUID

from exercises.activities import Activity
from exercises.catalogue import Catalogue
from exercises.exercise import Exercise, Grade, Mode
from tutor.campaign.tables import Campaign
from tutor.companion.phrases import Phrases
from tutor.own_texts.exercises import reading_of

PREFIX: Final = "campaign."


def exercise_id(campaign_id: UUID) -> str:
    """The exercise that a campaign makes."""
    return f"{PREFIX}{campaign_id}"


def campaign_id(exercise_id: str) -> UUID | None:
    """The campaign that an exercise was made from; None for an id that is none of ours."""
    try:
        return UUID(exercise_id.removeprefix(PREFIX)) if exercise_id.startswith(PREFIX) else None
    except ValueError:
        return None


def exercise_of(campaign: Campaign, catalogue: Catalogue) -> Exercise:
    """The reading of this campaign's text."""
    made = reading_of(
        exercise_id(campaign.id),
        campaign.title,
        campaign.text,
        Grade(campaign.grade),
        Activity.ONE_MINUTE_READING,
        Mode.MEASURED,
        catalogue,
    )
    return made.model_copy(update={"instruction": _instruction()})


@lru_cache(maxsize=1)
def _instruction() -> str:
    return Phrases().said_by("campaign")["instruction"]
