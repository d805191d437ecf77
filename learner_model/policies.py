"""Ways of choosing the next exercise, to compare ours with. Each sees items, graph and answers; never the truth."""

import math
import random
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping

import numpy as np

from learner_model.candidates import Candidates, Floats
from learner_model.interface import Attempt, Item, Outcome
from learner_model.model import LearnerModel
from learner_model.simulated_pupils import School


class Policy(ABC):
    """One pupil's teacher: choose, then be told."""

    @abstractmethod
    def choose(self, now: float) -> Item:
        """The next item."""

    def told(self, item: Item, correct: bool, now: float) -> None:  # noqa: B027  # some do not listen
        """How it went."""


class Ours(Policy):
    """LearnerModel.choose."""

    def __init__(self, school: School, rng: random.Random, model: LearnerModel, candidates: Candidates) -> None:
        self.model, self.candidates, self.rng = model, candidates, rng
        self.state = model.new_state("cp")

    def choose(self, now: float) -> Item:
        """Ask the model."""
        return self.model.choose(self.state, self.candidates, now, self.rng).item

    def told(self, item: Item, correct: bool, now: float) -> None:
        """Tell the model."""
        outcome = Outcome.CORRECT if correct else Outcome.INCORRECT
        self.state = self.model.update(self.state, Attempt(item, outcome, now), now)


class Random(Policy):
    """Any exercise."""

    def __init__(self, school: School, rng: random.Random) -> None:
        self.items, self.rng = school.items, rng

    def choose(self, now: float) -> Item:
        """Uniformly."""
        return self.rng.choice(self.items)


class Fixed(Policy):
    """A workbook: skills in their order, easy to hard, as many exercises of each, both domains in turn."""

    def __init__(self, school: School, rng: random.Random) -> None:
        by_domain: dict[str, list[Item]] = {}
        for item in school.items:
            by_domain.setdefault(item.domain, []).append(item)
        self.pages = list(by_domain.values())
        per_skill = len(school.items) // len(school.skills)
        self.step = max(1, round(per_skill * len(school.skills) / 400))
        self.place = 0

    def choose(self, now: float) -> Item:
        """The next page."""
        page = self.pages[self.place % len(self.pages)]
        item = page[self.place // len(self.pages) * self.step % len(page)]
        self.place += 1
        return item


class Elo75(Policy):
    """Math Garden (Klinkenberg 2011): Elo ability by domain, the unseen item whose expected success is nearest 0.75."""

    AIM = 0.75

    def __init__(self, school: School, rng: random.Random) -> None:
        self.items, self.rng = school.items, rng
        self.difficulty = np.array([item.difficulty for item in school.items])
        self.guess = np.array([item.guess for item in school.items])
        self.domains = {item.domain: n for n, item in enumerate(school.items)}
        self.domain = np.array([list(self.domains).index(item.domain) for item in school.items])
        self.place = {item.exercise: n for n, item in enumerate(school.items)}
        self.ability, self.count = np.zeros(len(self.domains)), np.zeros(len(self.domains))
        self.recent: list[int] = []

    def expected(self) -> Floats:
        """P(success) over items."""
        q: Floats = 1.0 / (1.0 + np.exp(self.difficulty - self.ability[self.domain]))
        return self.guess + (1.0 - self.guess) * q

    def choose(self, now: float) -> Item:
        """Nearest to the aim, not one of the last 24."""
        distance = np.abs(self.expected() - self.AIM) + 0.03 * np.random.default_rng(self.rng.getrandbits(32)).random(
            len(self.items)
        )
        distance[self.recent] += 10.0
        return self.items[int(distance.argmin())]

    def told(self, item: Item, correct: bool, now: float) -> None:
        """Elo's update with a gain that falls (Pelanek 2016)."""
        row = self.place[item.exercise]
        domain = self.domain[row]
        gain = 1.8 / (1.0 + 0.05 * self.count[domain])
        self.ability[domain] += gain * (float(correct) - self.expected()[row])
        self.count[domain] += 1
        self.recent = [*self.recent[-23:], row]


class Hardest(Elo75):
    """The hardest exercise that has not been solved yet and is not hopeless (expected above 0.4)."""

    def __init__(self, school: School, rng: random.Random) -> None:
        super().__init__(school, rng)
        self.solved = np.zeros(len(school.items), dtype=bool)

    def choose(self, now: float) -> Item:
        """Greedy."""
        p = self.expected()
        worth = self.difficulty - 10.0 * (p < 0.4) - 20.0 * self.solved
        worth[self.recent] -= 40.0
        return self.items[int(worth.argmax())]

    def told(self, item: Item, correct: bool, now: float) -> None:
        """Remember what is solved."""
        super().told(item, correct, now)
        self.solved[self.place[item.exercise]] |= correct


class Zpdes(Policy):
    """ZPDES (Clement 2015): a bandit on learning progress among the activities that the expert graph has opened.

    An activity is a third of a skill's items by difficulty. Progress is the success of its last 4 answers minus that
    of the 4 before; an activity opens the next when its last answers are mostly right, and closes when mastered.
    """

    SPAN, OPENS, CLOSES, EXPLORES = 4, 0.6, 0.95, 0.2

    def __init__(self, school: School, rng: random.Random) -> None:
        self.rng, self.school = rng, school
        self.levels: dict[tuple[str, int], list[Item]] = {}
        for skill in school.skills:
            own = sorted((i for i in school.items if i.skills[0] == skill), key=lambda i: i.difficulty)
            third = math.ceil(len(own) / 3)
            for level in range(3):
                self.levels[(skill, level)] = own[level * third : (level + 1) * third]
        self.activity = {item.exercise: key for key, items in self.levels.items() for item in items}
        self.answers: dict[tuple[str, int], list[float]] = {}
        self.quality: dict[tuple[str, int], float] = {}
        self.open = {(s, 0) for s in school.skills if not school.prerequisites[s]}
        self.last: list[str] = []

    def choose(self, now: float) -> Item:
        """An open activity in proportion to its quality, then one of its items."""
        open_ = sorted(self.open)
        weights = [self.quality.get(key, 0.3) for key in open_]
        total = sum(weights)
        share = [
            (1 - self.EXPLORES) * (w / total if total else 1 / len(open_)) + self.EXPLORES / len(open_) for w in weights
        ]
        items = self.levels[self.rng.choices(open_, share)[0]]
        fresh = [item for item in items if item.exercise not in self.last] or items
        return self.rng.choice(fresh)

    def told(self, item: Item, correct: bool, now: float) -> None:
        """Progress, then the graph."""
        key = self.activity[item.exercise]
        past = self.answers.setdefault(key, [])
        past.append(float(correct))
        self.last = [*self.last[-7:], item.exercise]
        new, old = past[-self.SPAN :], past[-2 * self.SPAN : -self.SPAN]
        progress = max(0.0, sum(new) / len(new) - sum(old) / len(old)) if old else 0.3
        self.quality[key] = 0.7 * self.quality.get(key, 0.3) + 0.3 * progress
        if len(new) == self.SPAN and sum(new) / self.SPAN >= self.OPENS:
            skill, level = key
            if level < 2:
                self.open.add((skill, level + 1))
            if level >= 1:
                self.open |= {
                    (other, 0)
                    for other, needs in self.school.prerequisites.items()
                    if skill in needs and all((n, 1) in self.answers for n in needs)
                }
        if (
            len(past) >= 2 * self.SPAN
            and sum(past[-2 * self.SPAN :]) / (2 * self.SPAN) >= self.CLOSES
            and len(self.open) > 1
        ):
            self.open.discard(key)


SIMPLE: Mapping[str, Callable[[School, random.Random], Policy]] = {
    "random": Random,
    "fixed": Fixed,
    "zpdes": Zpdes,
    "elo75": Elo75,
    "hardest": Hardest,
}
NAMES = ("ours", *SIMPLE)
