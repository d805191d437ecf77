"""When a pupil came to master a skill: a rule on his first answers of each day, the same for any week looked back on.

The skill is taken as come to on the first day at whose end, of the last `LAST` first answers or so (whole days, the
latest first), `SHARE` at least were right and `WINS` at least. Five answers and four right out of five: at 75 % of
success, the tutor's aim on what is being learnt, one answer in three alone would pass for less. Only skills that the
learner model holds mastered today are told: the count dates the progress, the model vouches for it.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final
from uuid import UUID

from learner_model import SkillMastery, Status
from tutor.dashboard.class_repository import SkillAnswers

LAST: Final = 5
SHARE: Final = 0.8
WINS: Final = 3
HELD: Final = (Status.ACQUIRED, Status.REVIEW)
"""Mastered, or mastered and due to be seen again."""

LOOKED_BACK: Final = 28
"""Days looked back on one by one; before them, `WINS` right answers tell that the skill was no news."""


def came_on(days: Iterable[SkillAnswers]) -> date | None:
    """The first day at whose end the rule holds; `days` of one pupil on one skill, in order."""
    seen: list[SkillAnswers] = []
    for day in days:
        seen.append(day)
        right = wrong = 0
        for one in reversed(seen):
            right, wrong = right + one.correct, wrong + one.incorrect
            if right + wrong >= LAST:
                break
        if right >= WINS and right >= SHARE * (right + wrong):
            return day.day
    return None


def newly_mastered(
    answers: Iterable[SkillAnswers],
    before: Mapping[tuple[UUID, str], int],
    known: Mapping[UUID, Mapping[str, SkillMastery]],
    since: date,
) -> dict[UUID, list[str]]:
    """The skills that each pupil came to from that day on.

    `answers`: in the order of days, `LOOKED_BACK` days before it included; `before`: right answers earlier still.
    """
    by_skill: dict[tuple[UUID, str], list[SkillAnswers]] = {}
    for one in answers:
        by_skill.setdefault((one.pupil_id, one.skill_id), []).append(one)
    found: dict[UUID, list[str]] = {}
    for (pupil_id, skill), days in by_skill.items():
        held = known.get(pupil_id, {}).get(skill)
        if held is None or held.status not in HELD or before.get((pupil_id, skill), 0) >= WINS:
            continue
        day = came_on(days)
        if day is not None and day >= since:
            found.setdefault(pupil_id, []).append(skill)
    return found
