"""What the tablet of a group sends and gets."""

from uuid import UUID

from pydantic import Field

from tutor.identity.schemas import PupilFace, SecretPictures
from tutor.practice.schemas import AttemptOut, RivetLine, ServedOut
from tutor.schemas import Message
from tutor.together.turns import STARS, Role, Sky


class Classmates(Message):
    """The faces of those who may join: the class of the signed-in pupil, without him."""

    pupils: list[PupilFace]


class JoinIn(Message):
    """A classmate sits down: his face, and his three pictures in order."""

    pupil_id: UUID
    pictures: SecretPictures


class TurnIn(Message):
    """This pupil touched his face: he holds the hand."""

    pupil_id: UUID


class GroupOut(Message):
    """A group, and what it lights together. Nothing here counts by child.

    `members` in the order of the seats, the host first; `may_play`: who has not played yet in this round, the one whose
    turn comes first; `playing`: who holds the hand of an exercise under way; `lines`: what Rivet says to all of them.
    """

    id: UUID
    members: list[PupilFace]
    may_play: list[UUID]
    playing: UUID | None
    sky: Sky
    lit: int = Field(ge=0, le=STARS)
    goal: int = STARS
    next_sky: Sky = Field(description="the constellation after this one")
    lines: list[RivetLine]


class MemberRole(Message):
    """What a child does during a turn."""

    pupil_id: UUID
    role: Role


class TurnOut(Message):
    """The exercise of the one who holds the hand, and what each one does."""

    group: GroupOut
    pupil_id: UUID
    roles: list[MemberRole]
    served: ServedOut


class GroupAttemptOut(Message):
    """What became of an answer, kept as that of the one who holds the hand. `lit`: one more star shines for it."""

    attempt: AttemptOut
    lit: bool
    group: GroupOut
