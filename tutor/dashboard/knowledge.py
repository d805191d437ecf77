"""What a pupil knows, skill by skill, and which pupils of a class need the same: for the teacher, in French."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final
from uuid import UUID

from sqlmodel import Session

from exercises.exercise import Grade
from exercises.skills import Skill, SkillGraph
from learner_model import Candidates, LearnerModel, SkillMastery, Status, groups, mastery_of, needs_of
from tutor.classroom import repository as classroom
from tutor.classroom.service import band_of
from tutor.dashboard.class_mastery import known_in_class, present_pupils
from tutor.dashboard.faces import by_first_name, face
from tutor.dashboard.schemas import ClassNeeds, NeedGroupOut, Place, PupilSkills, SkillRow
from tutor.dashboard.skill_parts import PARTS, part_of
from tutor.identity.tables import Teacher
from tutor.practice import mastery

_YEARS = list(Grade)
_PLACES: Final[Mapping[Status, Place]] = {
    Status.ACQUIRED: "done",
    Status.FRAGILE: "now",
    Status.LEARNING: "now",
    Status.REVIEW: "now",
}
_ENOUGH: Final = (Status.ACQUIRED, Status.FRAGILE, Status.REVIEW)
"""What is known well enough for the skills that need it."""


def pupil_skills(
    session: Session,
    teacher: Teacher,
    pupil_id: UUID,
    learner: LearnerModel,
    content: Candidates,
    skills: SkillGraph,
    now: datetime,
) -> PupilSkills:
    """Where a pupil is with the skills of his year and of the years before. Raises NotFoundError."""
    pupil = classroom.pupil_for_teacher(session, teacher, pupil_id)
    grade = Grade(classroom.class_for_teacher(session, teacher, pupil.classroom_id).grade)
    state = mastery.state_for(session, pupil.id, learner)
    known = {one.skill: one for one in mastery_of(learner, state, content, now.timestamp())}
    return PupilSkills(
        pupil=face(pupil),
        band=band_of(pupil),
        rows=[
            _row(one, skill, skills, known)
            for skill in skills.skills.values()
            if (one := known.get(skill.id)) is not None
            and (one.successes + one.failures or _YEARS.index(skill.grade) <= _YEARS.index(grade))
        ],
    )


def class_needs(
    session: Session,
    teacher: Teacher,
    class_id: UUID,
    learner: LearnerModel,
    content: Candidates,
    skills: SkillGraph,
    now: datetime,
) -> ClassNeeds:
    """Pupils of a class with the same need, a group at a time. Raises NotFoundError."""
    pupils = {str(pupil.id): pupil for pupil in present_pupils(session, teacher, class_id)}
    known = known_in_class(session, teacher, class_id, learner, content, now)
    needs = {str(key): needs_of(tuple(own.values())) for key, own in known.items()}
    return ClassNeeds(
        groups=[
            NeedGroupOut(
                skills=[skills.skills[skill].name for skill in group.skills if skill in skills.skills],
                skill_ids=[skill for skill in group.skills if skill in skills.skills],
                pupils=by_first_name([face(pupils[key]) for key in group.pupils], lambda one: one),
            )
            for group in groups(needs)
        ]
    )


def _row(one: SkillMastery, skill: Skill, skills: SkillGraph, known: Mapping[str, SkillMastery]) -> SkillRow:
    needed = [known[need] for need in skills.prerequisites.get(skill.id, ()) if need in known]
    waits_for = [skills.skills[need.skill].name for need in needed if need.status not in _ENOUGH]
    return SkillRow(
        skill=one.skill,
        name=skill.name,
        domain=skill.domain,
        part=PARTS[skill.domain][part_of(skill.id)][0],
        place=_PLACES.get(one.status) or ("later" if waits_for else "next"),
        waits_for=waits_for,
        grade=skill.grade,
        status=one.status,
        probability=one.probability,
        low=one.low,
        high=one.high,
        answers=one.successes + one.failures,
        practised_at=_moment(one.practised_at),
        forgotten_at=_moment(one.forgotten_at),
    )


def _moment(seconds: float | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(min(seconds, 32_503_680_000), UTC)
