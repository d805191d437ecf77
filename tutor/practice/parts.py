"""What the path is made of: the content, the model of the pupil, Rivet's lines, the key of receipts."""

from dataclasses import dataclass
from functools import lru_cache
from zoneinfo import ZoneInfo

from starlette.datastructures import State

from exercises.catalogue import Catalogue
from learner_model import LearnerModel
from tutor.companion.lines import Lines
from tutor.practice.choosing import Shelf
from tutor.practice.path import Length


@dataclass(frozen=True, slots=True)
class Parts:
    """`shelf`: the catalogue laid out for choosing; `words`: those that the content holds, in lower case.

    `length`: of a session; `can_listen`: there is an ear; `timezone`: the school's.
    """

    catalogue: Catalogue
    shelf: Shelf
    words: frozenset[str]
    learner: LearnerModel
    lines: Lines
    receipts_key: bytes
    length: Length
    can_listen: bool
    timezone: ZoneInfo


def parts_of(state: State) -> Parts:
    """The parts of the running server."""
    return Parts(
        catalogue=state.catalogue,
        shelf=state.shelf,
        words=state.words,
        learner=state.learner,
        lines=state.lines,
        receipts_key=state.keys.receipts,
        length=Length(state.settings.session_minutes, state.settings.session_goal),
        can_listen=state.ear is not None,
        timezone=ZoneInfo(state.settings.timezone),
    )


@lru_cache(maxsize=2)
def words_of(catalogue: Catalogue) -> frozenset[str]:
    """The words somebody wrote for children: whatever else the ear believes it heard, Rivet never says back."""
    return frozenset(text.casefold() for text in catalogue.spoken_texts if len(text.split()) == 1)
