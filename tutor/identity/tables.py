"""A school and its teachers, among whom whoever replaces one for a day."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlmodel import Field, SQLModel

from tutor.columns import UtcDateTime


class School(SQLModel, table=True):
    """The school this server serves."""

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    name: str


class SignedOut(SQLModel, table=True):
    """A sign-in (the `serial` of its ticket) that ended before its time: of nobody, kept as long as a ticket lives."""

    __tablename__ = "signed_out"

    serial: str = Field(primary_key=True)
    at: datetime = Field(sa_type=UtcDateTime)


class Teacher(SQLModel, table=True):
    """A teacher. `login` is an e-mail or a name, kept in lower case. Raising `epoch` ends all her sessions.

    A substitute (tutor.sharing) is here from `substitute_from` to `substitute_until`, signs in by a code whose print
    is the login, and may do little (tutor.sharing.rights).
    """

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    school_id: UUID = Field(foreign_key="school.id", index=True)
    name: str
    login: str = Field(unique=True, index=True)
    password_hash: str
    epoch: int = 0
    substitute_from: datetime | None = Field(default=None, sa_type=UtcDateTime)
    substitute_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    created_at: datetime = Field(sa_type=UtcDateTime)
