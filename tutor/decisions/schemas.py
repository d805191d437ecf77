"""Decisions and groups of need as a teacher makes and sees them."""

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import Field

from exercises.exercise import Domain, Grade
from tutor.classroom.schemas import Band
from tutor.decisions.asked import Asked
from tutor.identity.schemas import PupilFace
from tutor.journal.schemas import ChangeOut
from tutor.schemas import Message


class DecisionIn(Message):
    """A decision for these pupils, else for this group, else for the whole class; between two days, both included."""

    pupil_ids: list[UUID] = Field(default_factory=list, max_length=60)
    group_id: UUID | None = None
    asked: Asked
    starts: date | None = None
    ends: date | None = None


class Whom(Message):
    """For whom. `name`: « Lou », « Le groupe Les sons », « Toute la classe »."""

    level: Literal["class", "group", "pupil"]
    id: UUID | None
    name: str


class DecisionOut(Message):
    """What is in force, or will be. `stop` says what ends it: a decision, a pupil's band or a given text, by `id`.

    `state`: how far it is; empty where that means nothing.
    """

    stop: Literal["decision", "band", "text"]
    id: UUID
    way: str
    whom: Whom
    sentence: str
    state: str
    upcoming: bool


class NamedSkill(Message):
    """A skill by its French name."""

    id: str
    name: str


class KeptGroup(Message):
    """A group of need. `version` goes back with what changes it."""

    id: UUID
    name: str
    version: int
    skills: list[NamedSkill]
    pupils: list[PupilFace]


class Decisions(Message):
    """What a class's teachers decided. `told`: what they should know, in sentences."""

    decisions: list[DecisionOut]
    told: list[str]
    groups: list[KeptGroup]
    pupils: list[PupilFace]


class DecisionMade(Message):
    """What was done, and what follows that the teacher may not expect."""

    change: ChangeOut
    warnings: list[str] = Field(default_factory=list)


class SkillTarget(Message):
    """A skill that has exercises."""

    id: str
    name: str
    domain: Domain
    grade: Grade


class ActivityTarget(Message):
    """A kind of exercise."""

    id: str
    name: str
    domain: Domain


class TextTarget(Message):
    """A text of the content, or one of the class's own."""

    id: str
    title: str
    grade: Grade
    own: bool


class Targets(Message):
    """All that can be asked for by name."""

    skills: list[SkillTarget]
    activities: list[ActivityTarget]
    texts: list[TextTarget]


class KeptGroupIn(Message):
    """A new group."""

    name: str = Field(min_length=1, max_length=60)
    pupils: list[UUID] = Field(min_length=1, max_length=60)
    skills: list[str] = Field(default_factory=list, max_length=6)


class KeptGroupChange(Message):
    """What changes of a group; what is absent stays. `version`: that of the group which the teacher saw."""

    version: int
    name: str | None = Field(default=None, min_length=1, max_length=60)
    pupils: list[UUID] | None = Field(default=None, min_length=1, max_length=60)
    skills: list[str] | None = Field(default=None, max_length=6)


class KeptGroupChanged(Message):
    """What was done to a group; `group` is None once it is gone."""

    change: ChangeOut
    group: KeptGroup | None


class BandIn(Message):
    """The success aimed at for a pupil; None for that of his group or class, or the usual one."""

    band: Band | None


class BandChanged(Message):
    """What was done, and what is aimed at now."""

    change: ChangeOut
    band: Band
