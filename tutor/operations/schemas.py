"""How the server is."""

from typing import Literal

from tutor.schemas import Message


class Health(Message):
    """For probes and technicians: no name, no figure about pupils."""

    status: Literal["ok"]
    version: str
    ear: str | None
    voice: str | None
