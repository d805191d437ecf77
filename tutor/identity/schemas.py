"""Signing in: what the tablet sends and gets."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from tutor.schemas import Message

# The twelve pictures of the secret and the faces to choose from. Pictures are OpenMoji drawings that the
# client serves; the identifiers are French so that a teacher reading a card understands them.
PictureId = Literal[
    "soleil",
    "lune",
    "fleur",
    "pomme",
    "ballon",
    "bateau",
    "chat",
    "poisson",
    "maison",
    "velo",
    "etoile",
    "cle",
]
AvatarId = Literal[
    "renard", "panda", "lapin", "tigre", "koala", "grenouille", "poule", "singe", "pieuvre", "papillon",
    "tortue", "herisson", "hibou", "dauphin", "escargot", "coccinelle", "licorne", "dragon", "ours", "lion",
    "cochon", "souris", "cheval", "abeille",
]  # fmt: skip
SecretPictures = Annotated[list[PictureId], Field(min_length=3, max_length=3)]


class PupilFace(Message):
    """What a tablet may show of a pupil before he signs in."""

    id: UUID
    first_name: str
    avatar: AvatarId


class ClassDoor(Message):
    """The screen where a pupil finds his face."""

    class_name: str
    pupils: list[PupilFace]


class ClassCodeIn(Message):
    """The class's code, from the teacher's QR code or typed once on the tablet."""

    class_code: str = Field(min_length=1, max_length=20)


class PupilSignIn(Message):
    """A face and three pictures in order."""

    class_code: str = Field(min_length=1, max_length=20)
    pupil_id: UUID
    pictures: SecretPictures


class CardSignIn(Message):
    """The token of a pupil's QR card."""

    token: str = Field(min_length=1, max_length=100)


class TeacherSignIn(Message):
    """E-mail or name, and password."""

    login: str = Field(min_length=1, max_length=200)
    password: str = Field(min_length=1, max_length=200)


class TeacherFace(Message):
    """The signed-in teacher."""

    id: UUID
    name: str


class SessionInfo(Message):
    """Who is signed in on this device. `csrf_token` goes back as the header X-CSRF-Token of every POST and PATCH."""

    role: Literal["visitor", "pupil", "teacher"]
    csrf_token: str
    pupil: PupilFace | None = None
    teacher: TeacherFace | None = None
    voice: Literal["server", "tablet"] = Field(
        default="server", description="who speaks: the server's voice or the tablet's own"
    )
