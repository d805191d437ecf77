"""A simulated pupil who has lessons beside the exercises, over real exercises. Shows nothing about children."""

import math
import random
from collections.abc import Mapping

from learner_model import Item
from learner_model.simulated_pupils import CountsPractice, School

TRULY_HARDER = 0.8
"""Logits by which exercises are truly harder than said: what was taught this week is done right half of the time."""


def school_of(
    items: tuple[Item, ...],
    prerequisites: Mapping[str, tuple[str, ...]],
    needs: Mapping[str, tuple[str, ...]],
    rng: random.Random,
) -> School:
    """The real items, whose true difficulty the model knows but roughly; `needs`: their correspondences."""
    skills = tuple(dict.fromkeys(skill for item in items for skill in (*item.skills, *needs[item.exercise])))
    known = frozenset(skills)
    return School(
        items=items,
        truth={item.exercise: item.difficulty + rng.gauss(TRULY_HARDER, 0.4) for item in items},
        prerequisites={skill: tuple(n for n in prerequisites.get(skill, ()) if n in known) for skill in skills},
        skills=skills,
    )


class PupilOfAClass(CountsPractice):
    """Learns from exercises as its family does, and from lessons; reads only as well as its weakest correspondence."""

    NEW, KEPT_UP, REST = 2.0, 0.4, 0.1
    """What a week in class is worth, in successful exercises: what is new, what was taught before, other skills."""

    def __init__(
        self, school: School, rng: random.Random, ability: float, needs: Mapping[str, tuple[str, ...]]
    ) -> None:
        super().__init__(school, rng)
        self.ability, self.quits, self.needs = ability, False, needs
        self.start = {skill: max(0.0, rng.gauss(0.2, 0.3)) for skill in school.skills}

    def chance(self, item: Item, now: float, done: int) -> float:
        """Half of it is what the exercise trains, half the least known of all correspondences that it needs."""
        known = sum(self.knowledge(skill, now) for skill in item.skills) / len(item.skills)
        weakest = min((self.knowledge(need, now) for need in self.needs[item.exercise]), default=known)
        tired = 0.6 if done >= self.tires_after else 0.0
        logit = self.ability + (known + weakest) / 2.0 - self.school.truth[item.exercise] - tired
        return (1.0 - self.lapse) * (item.guess + (1.0 - item.guess) / (1.0 + math.exp(-logit)))

    def lessons(self, new: frozenset[str], known: frozenset[str], now: float) -> None:
        """A week of school ends."""
        for skill in self.school.skills:
            is_gpc = skill.startswith("reading.gpc.")
            worth = self.NEW if skill in new else self.KEPT_UP if skill in known else 0.0 if is_gpc else self.REST
            past = now - self.at[skill]
            self.practice[skill] = [
                count * math.exp(-past / window) + worth
                for (window, _), count in zip(self.WINDOWS, self.practice[skill], strict=True)
            ]
            self.at[skill] = now
