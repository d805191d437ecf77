"""Pupils made up to compare ways of choosing: none of them learns the way our model believes pupils learn.

Two families: knowing a skill or not, with forgetting (BKT); and practice counted in fading time windows (DAS3H-like).
Both guess, slip, have lapses and tired moments, and some leave a sitting early. They show nothing about children.
"""

import math
import random
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass

from learner_model.interface import Item

DAY = 86_400.0
EASY, KNOWN = -1.0, 0.8
"""A skill is truly learnt when P(success) on an item of true difficulty EASY + 1 is at least KNOWN, when rested."""


@dataclass(frozen=True)
class School:
    """What may be practised: items as the model sees them, their true difficulty, and the graph of skills."""

    items: tuple[Item, ...]
    truth: Mapping[str, float]
    prerequisites: Mapping[str, tuple[str, ...]]
    skills: tuple[str, ...]

    @classmethod
    def of(cls, rng: random.Random, skills: int = 24, per_skill: int = 24) -> "School":
        """Two domains; each skill needs one or two earlier ones of its domain; difficulties are known but roughly."""
        names = tuple(f"{domain}.{n}" for domain in ("reading", "maths") for n in range(skills // 2))
        needs: dict[str, tuple[str, ...]] = {}
        items, truth = [], {}
        for place, skill in enumerate(names):
            domain, number = skill.split(".")[0], place % (skills // 2)
            earlier = [f"{domain}.{n}" for n in range(max(0, number - 3), number)]
            needs[skill] = tuple(rng.sample(earlier, min(len(earlier), rng.choice((1, 1, 2)))))
            for n in range(per_skill):
                difficulty = -2.5 + 4.0 * n / (per_skill - 1)
                name = f"{skill}.{n}"
                truth[name] = difficulty + rng.gauss(0.0, 0.4)
                items.append(
                    Item(
                        exercise=name,
                        kind=("read_aloud", "choose", "build")[n % 3],
                        domain=domain,
                        skills=(skill,) if n % 6 or not needs[skill] else (skill, needs[skill][0]),
                        difficulty=difficulty + rng.gauss(0.0, 0.3),
                        guess=0.25 if n % 3 == 1 else 0.0,
                        step=1 + (n >= per_skill // 2),
                        content=f"{skill}/{n // 2}",
                    )
                )
        return cls(tuple(items), truth, needs, names)


class SimulatedPupil(ABC):
    """A pupil who answers and learns. Everything random comes from the rng given when made."""

    def __init__(self, school: School, rng: random.Random) -> None:
        self.school, self.rng = school, rng
        self.ability = rng.gauss(0.0, 0.7)
        self.lapse = rng.choice((0.01, 0.02, 0.04))
        self.tires_after = rng.choice((10, 15, 30, 30))
        self.quits = rng.random() < 0.2

    @abstractmethod
    def knowledge(self, skill: str, now: float) -> float:
        """What the pupil knows of a skill, in logits above a beginner."""

    @abstractmethod
    def learn(self, item: Item, correct: bool, chance: float, now: float) -> None:
        """Practice changes what is known."""

    def chance(self, item: Item, now: float, done: int) -> float:
        """True P(success) after `done` exercises of this sitting."""
        known = sum(self.knowledge(skill, now) for skill in item.skills) / len(item.skills)
        tired = 0.6 if done >= self.tires_after else 0.0
        logit = self.ability + known - self.school.truth[item.exercise] - tired
        return (1.0 - self.lapse) * (item.guess + (1.0 - item.guess) / (1.0 + math.exp(-logit)))

    def answer(self, item: Item, now: float, done: int) -> bool:
        """Answer, and learn from it."""
        chance = self.chance(item, now, done)
        correct = self.rng.random() < chance
        self.learn(item, correct, chance, now)
        return correct

    def rest(self, days: int) -> None:  # noqa: B027  # some forget by the clock only
        """Days without school."""

    def leaves(self, misses: int) -> bool:
        """Whether a pupil who quits early leaves now, after so many misses in a row."""
        return self.quits and self.rng.random() < 0.01 + 0.15 * max(0, misses - 1)

    def learnt(self, now: float) -> int:
        """How many skills are truly known."""
        needed = math.log(KNOWN / (1.0 - KNOWN)) + EASY + 1.0
        return sum(self.ability + self.knowledge(skill, now) >= needed for skill in self.school.skills)

    def supported(self, skill: str, now: float) -> bool:
        """Whether what the skill needs is known: learning is slow without it."""
        return all(self.knowledge(need, now) >= 1.0 for need in self.school.prerequisites[skill])


class KnowsOrNot(SimulatedPupil):
    """Bayesian knowledge tracing, with forgetting between sittings: a skill is known, or it is not."""

    GAIN = 2.8

    def __init__(self, school: School, rng: random.Random) -> None:
        super().__init__(school, rng)
        self.rate = rng.uniform(0.10, 0.25)
        self.forgets = rng.uniform(0.005, 0.03)
        self.known = {skill: rng.random() < 0.5 / (1 + 2 * n % 12) for n, skill in enumerate(school.skills)}
        self.successes = dict.fromkeys(school.skills, 0)

    def knowledge(self, skill: str, now: float) -> float:
        """All or nothing."""
        return self.GAIN if self.known[skill] else 0.0

    def rest(self, days: int) -> None:
        """Each day a known skill may be forgotten, less the more it was practised with success."""
        for skill, known in self.known.items():
            stays = (1.0 - self.forgets / (1.0 + self.successes[skill] / 4.0)) ** days
            self.known[skill] = known and self.rng.random() < stays

    def learn(self, item: Item, correct: bool, chance: float, now: float) -> None:
        """A skill may be learnt at each practice, less from what is too easy."""
        for skill in item.skills:
            self.successes[skill] += correct
            rate = self.rate * (1.0 if correct else 0.6) * min(1.0, 4.0 * (1.0 - chance))
            if not self.supported(skill, now):
                rate *= 0.15
            if self.rng.random() < rate:
                self.known[skill] = True


class CountsPractice(SimulatedPupil):
    """DAS3H-like: knowledge grows with the logarithm of practice, which fades over an hour, a day, a month."""

    WINDOWS = ((3_600.0, 0.15), (DAY, 0.35), (30 * DAY, 0.9))

    def __init__(self, school: School, rng: random.Random) -> None:
        super().__init__(school, rng)
        self.start = {skill: max(0.0, rng.gauss(0.5 - 0.08 * (n % 12), 0.6)) for n, skill in enumerate(school.skills)}
        self.speed = rng.uniform(0.6, 1.3)
        self.practice = {skill: [0.0] * len(self.WINDOWS) for skill in school.skills}
        self.at = dict.fromkeys(school.skills, 0.0)

    def knowledge(self, skill: str, now: float) -> float:
        """Start, plus the practice that has not faded."""
        past = now - self.at[skill]
        return self.start[skill] + self.speed * sum(
            weight * math.log1p(count * math.exp(-past / window))
            for (window, weight), count in zip(self.WINDOWS, self.practice[skill], strict=True)
        )

    def learn(self, item: Item, correct: bool, chance: float, now: float) -> None:
        """A success counts one, a miss a half; less when too easy, and when what is needed is not known."""
        for skill in item.skills:
            worth = (1.0 if correct else 0.5) * min(1.0, 4.0 * (1.0 - chance))
            worth *= 1.0 if self.supported(skill, now) else 0.15
            past = now - self.at[skill]
            self.practice[skill] = [
                count * math.exp(-past / window) + worth
                for (window, _), count in zip(self.WINDOWS, self.practice[skill], strict=True)
            ]
            self.at[skill] = now


FAMILIES: Mapping[str, type[SimulatedPupil]] = {"bkt": KnowsOrNot, "das3h": CountsPractice}
