"""The detectors by name. A detector says what its misconception would answer to a question; its name is its id."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from exercises.maths.misconceptions.question import Answer, Question, Task

Answers = Callable[[Question], Iterable[Answer]]


@dataclass(frozen=True, slots=True)
class Detector:
    """A misconception as a rule.

    `marked`: whether its working shows carries or exchanges; None when both happen. `habit`: chance often gives the
    same answers, so that it takes several to tell.
    """

    id: str
    tasks: frozenset[Task]
    answers: Answers
    marked: bool | None = None
    habit: bool = False

    def shown(self, asked: Question) -> frozenset[Answer]:
        """The wrong answers it leads to; none where it does not show."""
        if asked.task not in self.tasks:
            return frozenset()
        return frozenset(each for each in self.answers(asked) if _possible(each)) - {asked.expected}


DETECTORS: dict[str, Detector] = {}


def shows_in(*tasks: Task, marked: bool | None = None, habit: bool = False) -> Callable[[Answers], Answers]:
    """Register the function under it as the detector of its name, in these tasks."""

    def register(answers: Answers) -> Answers:
        name = answers.__name__
        DETECTORS[name] = Detector(name, frozenset(tasks), answers, marked, habit)
        return answers

    return register


def _possible(given: Answer) -> bool:
    return not isinstance(given, int) or given >= 0
