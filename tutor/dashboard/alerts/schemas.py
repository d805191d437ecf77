"""Alerts as the teacher reads them."""

from uuid import UUID

from pydantic import Field

from tutor.dashboard.alerts.rules import Kind
from tutor.identity.schemas import PupilFace
from tutor.journal.schemas import ChangeOut
from tutor.schemas import Message


class AlertOut(Message):
    """One alert: what was seen, what to do, each a sentence in French. `about`: the id of the skill, or nothing."""

    pupil: PupilFace
    kind: Kind
    about: str
    what: str
    todo: str


class ClassAlerts(Message):
    """The alerts of a class, those of one kind together, then by first names. `aside`: how many are set aside."""

    alerts: list[AlertOut]
    aside: int


class AsideIn(Message):
    """The alert to set aside."""

    pupil_id: UUID
    kind: Kind
    about: str = Field(default="", max_length=200)


class AsideOut(Message):
    """It is set aside; the change can be undone."""

    change: ChangeOut
