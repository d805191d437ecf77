"""The skills that the pupils of a class came to master between two days, from the counts of their days."""

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

from sqlmodel import Session

from learner_model import SkillMastery
from tutor.dashboard import class_repository
from tutor.dashboard.newly_mastered import LOOKED_BACK, WINS, newly_mastered
from tutor.identity.tables import Teacher


def came_to_master(
    session: Session,
    teacher: Teacher,
    class_id: UUID,
    known: Mapping[UUID, Mapping[str, SkillMastery]],
    since: date,
    until: date,
) -> dict[UUID, list[str]]:
    """By the rule of newly_mastered. Only what was worked on then, and no news before, can have been come to then."""
    far = since - timedelta(days=LOOKED_BACK)
    answers = class_repository.answers_newly_won_for_teacher(session, teacher, class_id, far, since, until, WINS)
    return newly_mastered(answers, {}, known, since)
