"""What every concern's messages share."""

from pydantic import BaseModel, ConfigDict


class Message(BaseModel):
    """Base of all that goes over HTTP and WebSocket: an unknown field is refused."""

    model_config = ConfigDict(extra="forbid")


class ErrorMessage(Message):
    """Every error answer. `message` is a French sentence fit for a person; `code` is for the client."""

    code: str
    message: str
