"""What the model would give a pupil now, and why: to look at, nothing is given."""

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlmodel import Session

from exercises.exercise import Domain
from tutor.classroom import repository as classroom
from tutor.dashboard.schemas import NextRow, PupilNext
from tutor.dashboard.wording import exercise_in_words
from tutor.identity.tables import Teacher
from tutor.practice.parts import Parts
from tutor.practice.reasons import in_words
from tutor.practice.what_next import foreseen

SHOWN: Final = 2
"""In each subject: the first choice, and the best on another skill."""


def pupil_next(session: Session, teacher: Teacher, pupil_id: UUID, parts: Parts, now: datetime) -> PupilNext:
    """The model's first choices of the moment in each subject. Raises NotFoundError for a pupil who is not hers."""
    classroom.pupil_for_teacher(session, teacher, pupil_id)
    skills = parts.catalogue.skills.skills
    rows = []
    for domain in Domain:
        for choice, exercise in foreseen(session, pupil_id, domain, parts, now, SHOWN):
            skill = skills.get(choice.reason.skill)
            name = skill.name if skill is not None else None
            rows.append(
                NextRow(
                    domain=exercise.domain,
                    exercise=exercise_in_words(exercise, exercise.id),
                    skill=name,
                    reason=in_words(choice.reason, name),
                )
            )
    return PupilNext(choices=rows)
