"""What a pupil's comfort changes in what he is given: nothing to be heard when his sound is off, nothing listened to
when his microphone is.
"""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session

from exercises.exercise import Exercise
from exercises.senses import fits_without_sound, fits_without_sound_nor_voice
from tutor.comfort.service import comfort_of_pupil


@dataclass(frozen=True, slots=True)
class Ways:
    """Whether the tablet is heard, and whether the pupil speaks to it."""

    hears: bool
    speaks: bool


def ways_of_pupil(session: Session, pupil_id: UUID) -> Ways:
    """How this pupil works."""
    chosen = comfort_of_pupil(session, pupil_id).chosen
    return Ways(hears=chosen.sound != "off", speaks=chosen.microphone is not False)


def fits_for(*, hears: bool, heard: bool) -> Callable[[Exercise], bool] | None:
    """Which exercises may be given to a pupil who hears and `is heard` so; None for all of them."""
    if hears:
        return None
    return fits_without_sound if heard else fits_without_sound_nor_voice
