"""How the server is."""

from typing import Literal

from tutor.schemas import Message


class Health(Message):
    """For probes and technicians: no name, no figure about pupils.

    `welcome_port`: of the plain HTTP page that prepares tablets.
    """

    status: Literal["ok"]
    version: str
    ear: str | None
    voice: str | None
    welcome_port: int | None


class NoticeOut(Message):
    """What teachers must know of the server's data: a sentence or two in French."""

    code: str
    message: str
