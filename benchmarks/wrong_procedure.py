"""A child's wrong procedure as a program, and the register of them all.

Each takes the numbers of a question (see exercises/maths/misconceptions/question.py) and returns an answer, or None
where the child who thinks so would do nothing special.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass

from exercises.maths.misconceptions.question import Answer, Question, Task

Program = Callable[[Question, random.Random], Answer | None]


@dataclass(frozen=True, slots=True)
class Procedure:
    """A program and the tasks in which it is to be seen."""

    tasks: tuple[Task, ...]
    program: Program


PROCEDURES: dict[str, Procedure] = {}


def shows_in(*tasks: Task) -> Callable[[Program], Program]:
    """Register a program by its name, which is that of the misconception."""

    def keep(program: Program) -> Program:
        PROCEDURES[program.__name__] = Procedure(tasks, program)
        return program

    return keep
