"""What the path is made of: the content, the model of the pupil, Rivet's lines, the key of receipts."""

from dataclasses import dataclass

from starlette.datastructures import State

from exercises.catalogue import Catalogue
from learner_model import LearnerModel
from tutor.companion.lines import Lines
from tutor.practice.choosing import Shelf


@dataclass(frozen=True, slots=True)
class Parts:
    """`shelf`: the catalogue laid out for choosing; `words`: those that the content holds, in lower case.

    `goal`: exercises in a session; `can_listen`: there is an ear.
    """

    catalogue: Catalogue
    shelf: Shelf
    words: frozenset[str]
    learner: LearnerModel
    lines: Lines
    receipts_key: bytes
    goal: int
    can_listen: bool


def shelf_of(state: State) -> Shelf:
    """The shelf of the running server, laid out when it is first asked for."""
    if not hasattr(state, "shelf"):
        state.shelf = Shelf.of(state.catalogue)
    shelf: Shelf = state.shelf
    return shelf


def parts_of(state: State) -> Parts:
    """The parts of the running server."""
    if not hasattr(state, "words"):
        state.words = words_of(state.catalogue)
    return Parts(
        catalogue=state.catalogue,
        shelf=shelf_of(state),
        words=state.words,
        learner=state.learner,
        lines=state.lines,
        receipts_key=state.keys.receipts,
        goal=state.settings.session_goal,
        can_listen=state.ear is not None,
    )


def words_of(catalogue: Catalogue) -> frozenset[str]:
    """The words somebody wrote for children: whatever else the ear believes it heard, Rivet never says back."""
    return frozenset(text.casefold() for text in catalogue.spoken_texts() if len(text.split()) == 1)
