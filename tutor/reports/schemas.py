"""What the page of reports shows: a proposal for the report book, pupil by pupil."""

from datetime import date
from typing import Literal

from tutor.identity.schemas import PupilFace
from tutor.reports.positioning import Level
from tutor.schemas import Message

TableName = Literal["classe", "positionnement", "fluence"]


class LsuRow(Message):
    """A domain of the report book for one pupil. `level` None: nothing was observed, or nothing is expected yet.

    `to_confirm`: too little is known to be sure. `observed` skills of the `expected` ones, in `answers`; `wording` is a
    proposal to change or copy.
    """

    domain: str
    level: Level | None
    to_confirm: bool
    expected: int
    observed: int
    mastered: int
    answers: int
    wording: str


class LsuPupil(Message):
    """A pupil's rows, in the order of the domains."""

    pupil: PupilFace
    rows: list[LsuRow]


class LsuDomainOut(Message):
    """A domain: `caveat` is what the tutor does not see of it; `sentences` begin the wording at each position."""

    id: str
    subject: str
    name: str
    caveat: str
    sentences: dict[Level, str]


class LsuLevel(Message):
    """A position and its name in the report book."""

    level: Level
    name: str


class Lsu(Message):
    """The proposal for a class on a day, in the order of first names. `terms_over`: parts of the year that are over."""

    day: date
    terms_over: int
    levels: list[LsuLevel]
    domains: list[LsuDomainOut]
    pupils: list[LsuPupil]
