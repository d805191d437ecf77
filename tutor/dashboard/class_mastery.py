"""What the pupils of a class know now, all at once: the learner model's word on each skill, from the kept states."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from learner_model import Candidates, LearnerModel, SkillMastery, known_of
from tutor.classroom import repository as classroom
from tutor.classroom.tables import Pupil
from tutor.dashboard import class_repository
from tutor.identity.tables import Teacher
from tutor.practice import mastery


def present_pupils(session: Session, teacher: Teacher, class_id: UUID) -> list[Pupil]:
    """The pupils of one of her classes who are not archived. Raises NotFoundError."""
    pupils = classroom.pupils_of_class_for_teacher(session, teacher, class_id)
    return [pupil for pupil in pupils if not pupil.archived]


def known_in_class(
    session: Session,
    teacher: Teacher,
    class_id: UUID,
    learner: LearnerModel,
    content: Candidates,
    now: datetime,
) -> dict[UUID, Mapping[str, SkillMastery]]:
    """What the model says of every skill, for each pupil who has answered. Raises NotFoundError.

    A pupil whose kept state is of another version, or damaged, or being made again, is read from his answers.
    """
    grade = classroom.class_for_teacher(session, teacher, class_id).grade
    states = {
        one.pupil_id: mastery.believed(one, learner, content, grade)
        for one in class_repository.mastery_for_teacher(session, teacher, class_id)
    }
    again = class_repository.pupils_to_read_again_for_teacher(session, teacher, class_id)
    known: dict[UUID, Mapping[str, SkillMastery]] = {}
    for pupil_id, state in (states | dict.fromkeys(again)).items():
        found = state or mastery.rebuilt_state(session, pupil_id, learner)
        known[pupil_id] = known_of(learner, found, content, now.timestamp())
    return known
