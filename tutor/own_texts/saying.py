"""May a pupil hear this? Any part of the texts of his class may be said to him, as shipped content may."""

import re
from uuid import UUID

from sqlmodel import Session

from speech.spoken_form import same_text
from tutor.own_texts import repository
from tutor.own_texts.exercises import sayable


def is_in_text_for_pupil(session: Session, pupil_id: UUID, asked: str) -> bool:
    """Whether these whole words stand in a text, a question or a choice given to this pupil."""
    wanted = same_text(asked)
    if not wanted:
        return False
    whole = re.compile(rf"(?<!\w){re.escape(wanted)}(?!\w)")
    given = repository.given_to_pupil(session, pupil_id)
    return any(whole.search(same_text(part)) for own, _ in given for part in sayable(own))
