"""What the teacher's screen sends and gets when she works with the whole class."""

from typing import Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from exercises.exercise import Domain, Grade
from tutor.practice.schemas import RivetLine
from tutor.practice.shown import ShownContent, Solution
from tutor.schemas import Message

Share = Literal["most", "half", "few"]


class SkillChoice(Message):
    """A skill that can be asked on slates. `learning`: how many pupils of the class are learning it."""

    skill: str
    name: str
    domain: Domain
    grade: Grade
    learning: int


class QuestionResult(Message):
    """A question that was asked, and how the slates were: counted, estimated, or neither."""

    number: int
    wording: str
    answer: str
    right: int | None
    not_yet: int | None
    share: Share | None


class RoundOut(Message):
    """Questions asked to a class on one skill."""

    id: UUID
    skill: str = Field(description="its French name")
    started_at: AwareDatetime
    ended_at: AwareDatetime | None
    questions: list[QuestionResult]


class WholeClass(Message):
    """What can be asked, what is best asked today (one of the choices), and what was asked, newest first."""

    choices: list[SkillChoice]
    suggested: str | None
    pupils: int
    rounds: list[RoundOut]


class RoundIn(Message):
    """Begin on this skill."""

    skill: str = Field(max_length=100)


class QuestionOut(Message):
    """A question for the big screen, with its answer, which the client shows when the teacher says so.

    `say`: what Rivet says after `line`; `reveal`: what he says with the answer.
    """

    round_id: UUID
    number: int
    skill: str = Field(description="its French name")
    instruction: str
    content: ShownContent
    solution: Solution | None
    answer: str
    say: list[str]
    line: RivetLine
    reveal: RivetLine
    pupils: int


class TallyIn(Message):
    """How the slates were: counted (`right` and `not_yet`), or at a glance (`share`)."""

    right: int | None = Field(default=None, ge=0, le=60)
    not_yet: int | None = Field(default=None, ge=0, le=60)
    share: Share | None = None


class EndedOut(Message):
    """The results of a round, question by question, and Rivet's last line."""

    round: RoundOut
    line: RivetLine
