"""What is kept and until when, as it is sent."""

from tutor.schemas import Message


class Kept(Message):
    """A kind of data, and until when it is kept (French)."""

    what: str
    until: str


class Retention(Message):
    """All that is kept."""

    kinds: list[Kept]
