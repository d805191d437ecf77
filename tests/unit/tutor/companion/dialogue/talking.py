"""A conversation under test."""

import random

from tutor.companion.dialogue.acts import (
    Act,
    Mark,
    Say,
)
from tutor.companion.dialogue.events import (
    Began,
    Event,
    Finished,
    Given,
    Intent,
    Marked,
    Outcome,
    Silence,
    Spoke,
    Understood,
)
from tutor.companion.dialogue.manager import step
from tutor.companion.dialogue.questions import Grammar, Question
from tutor.companion.dialogue.state import State

SUM = Question("q1", Grammar.NUMBER, ("Combien font 8 plus 5 ?",), largest=100, hints=2, activity="compute")
HOW = ("made_ten", "used_doubles")


class Talk:
    """A conversation under test: `happens` gives the acts, without what went before."""

    def __init__(self, minutes: float = 20, sittings: int = 1, seed: int = 1) -> None:
        self.state = State()
        self.rng = random.Random(seed)
        self.first = self.happens(Began(minutes, sittings))

    def happens(self, *events: Event) -> tuple[Act, ...]:
        acts: tuple[Act, ...] = ()
        for event in events:
            self.state, acts = step(self.state, event, self.rng)
        return acts

    def says(self, intent: Intent, value: str | None = None, sure: bool = True) -> tuple[Act, ...]:
        """The child says this, Rivet having finished."""
        return self.happens(Finished(), Spoke(Understood(intent, value, sure)))

    def answers(self, right: bool, value: str = "13") -> tuple[Act, ...]:
        assert Mark(self.state.question.id, value) in self.says(Intent.ANSWER, value)
        return self.happens(Marked(self.state.question.id, Outcome.RIGHT if right else Outcome.WRONG))

    def silent(self, seconds: float) -> tuple[Act, ...]:
        return self.happens(Finished(), Silence(seconds))


def asked(question: Question = SUM, minutes: float = 20) -> Talk:
    """A conversation in which this question has just been asked."""
    talk = Talk(minutes)
    talk.happens(Given(question), Finished())
    return talk


def lines(acts: tuple[Act, ...]) -> list[str]:
    return [act.line for act in acts if isinstance(act, Say)]
