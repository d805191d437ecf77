"""A school and its teachers."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlmodel import Field, SQLModel

from tutor.columns import UtcDateTime


class School(SQLModel, table=True):
    """The school this server serves."""

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    name: str


class Teacher(SQLModel, table=True):
    """A teacher. `login` is an e-mail or a name, kept in lower case. Raising `epoch` ends all her sessions."""

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    school_id: UUID = Field(foreign_key="school.id", index=True)
    name: str
    login: str = Field(unique=True, index=True)
    password_hash: str
    epoch: int = 0
    created_at: datetime = Field(sa_type=UtcDateTime)
