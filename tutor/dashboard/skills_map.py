"""The map of a class's skills: who has mastered what, who is on the way, where most need help; never a ranking."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session

from exercises.exercise import Domain, Grade
from exercises.skills import Skill, SkillGraph
from learner_model import Candidates, LearnerModel, SkillMastery, Status
from tutor.classroom.repository import class_for_teacher
from tutor.dashboard import days
from tutor.dashboard.class_mastery import known_in_class, present_pupils
from tutor.dashboard.class_schemas import Level, MapPart, MapSkill, SkillCell, SkillsMap
from tutor.dashboard.days import SkillDone
from tutor.dashboard.faces import by_first_name, face
from tutor.dashboard.skill_parts import PARTS, part_of
from tutor.identity.tables import Teacher

LIKELY: Final = 0.5
"""Under one chance in two on an easy exercise, a skill is to be worked on with help; above, practice does it."""

WIDE: Final = 0.3
"""From the low to the high bound: as wide as from one level to the next but one. Then the level may well be another."""

_LEVELS: Final[Mapping[Status, Level]] = {
    Status.ACQUIRED: "mastered",
    Status.FRAGILE: "fragile",
    Status.REVIEW: "to_review",
}
NEEDS: Final[tuple[Level, ...]] = ("to_work", "to_review")
_YEARS: Final = list(Grade)
_NOTHING: Final = SkillDone(0, 0, 0)
_Column = tuple[int, Mapping[str, SkillMastery], Mapping[str, SkillDone]]
"""A pupil's place, what he knows and what he did, by skill."""


def level_of(one: SkillMastery) -> Level:
    """What the teacher is told of a skill that was met."""
    return _LEVELS.get(one.status) or ("to_work" if one.probability < LIKELY else "on_the_way")


def skills_map(
    session: Session,
    teacher: Teacher,
    class_id: UUID,
    domain: Domain,
    since: date | None,
    learner: LearnerModel,
    content: Candidates,
    skills: SkillGraph,
    now: datetime,
    timezone: ZoneInfo,
) -> SkillsMap:
    """The skills of a subject that somebody has met, or worked on since that day. Raises NotFoundError."""
    grade = Grade(class_for_teacher(session, teacher, class_id).grade)
    pupils = by_first_name([face(one) for one in present_pupils(session, teacher, class_id)], lambda one: one)
    known = known_in_class(session, teacher, class_id, learner, content, now)
    today = now.astimezone(timezone).date()
    shown = [one for one in skills.skills.values() if one.domain is domain and one.id in content.layout.skill_index]
    done = days.class_domain_for_teacher(session, teacher, class_id, domain, since, today)
    columns: list[_Column] = [(place, known.get(one.id, {}), done.get(one.id, {})) for place, one in enumerate(pupils)]
    lines: dict[str, list[MapSkill]] = {key: [] for key in PARTS[domain]}
    unmet = dict.fromkeys(PARTS[domain], 0)
    for skill in shown:
        line = _line(skill, columns)
        if line.cells and (since is None or any(cell.exercises for cell in line.cells)):
            lines[part_of(skill.id)].append(line)
        elif not line.cells and _YEARS.index(skill.grade) <= _YEARS.index(grade):
            unmet[part_of(skill.id)] += 1
    parts = [
        MapPart(
            key=key,
            name=PARTS[domain][key][0],
            need=sum(one.need for one in found),
            unmet=unmet[key],
            skills=sorted(found, key=_by_need),
        )
        for key, found in lines.items()
    ]
    # Sorting keeps the order of the programme where needs are the same.
    return SkillsMap(domain=domain, since=since, pupils=pupils, parts=sorted(parts, key=lambda one: -one.need))


def _line(skill: Skill, columns: Sequence[_Column]) -> MapSkill:
    cells = []
    for place, known, done in columns:
        one, did = known.get(skill.id), done.get(skill.id, _NOTHING)
        if one is not None and (did.judged or one.status is not Status.NOT_SEEN):
            cells.append(_cell(place, one, did))
    need = sum(cell.level in NEEDS for cell in cells)
    return MapSkill(skill=skill.id, name=skill.name, grade=skill.grade, need=need, cells=cells)


def _cell(place: int, one: SkillMastery, done: SkillDone) -> SkillCell:
    """A skill met so long ago that the model let go of it (it remembers 280) is to be seen again, and unsure."""
    forgotten = one.status is Status.NOT_SEEN
    return SkillCell(
        pupil=place,
        level="to_review" if forgotten else level_of(one),
        unsure=forgotten or one.high - one.low >= WIDE,
        probability=round(100 * one.probability),
        low=round(100 * one.low),
        high=round(100 * one.high),
        exercises=done.exercises,
        right_first=done.correct,
    )


def _by_need(line: MapSkill) -> tuple[int, float]:
    """Needed by most first, then where success is least likely."""
    return -line.need, sum(cell.probability for cell in line.cells) / max(1, len(line.cells))
