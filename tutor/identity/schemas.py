"""Signing in: what the tablet sends and gets."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from tutor.comfort.schemas import MyComfort
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


class SubstituteSignIn(Message):
    """The code of somebody who replaces a teacher for a day."""

    code: str = Field(min_length=1, max_length=40)


class PasswordChange(Message):
    """A new password, and the one it replaces."""

    current: str = Field(min_length=1, max_length=200)
    new: str = Field(min_length=1, max_length=200)


class TeacherFace(Message):
    """The signed-in teacher. `substitute_until`: of somebody who replaces one for a day, who may do less."""

    id: UUID
    name: str
    substitute_until: datetime | None = None


class TabletSeal(Message):
    """What the tablet seals a pupil's unsent work with: his own key, and a name for him that only the server reads.

    Both are 32 bytes in URL-safe base64. What is sealed is AES-GCM with `who` as additional data, after its nonce of
    12 bytes.
    """

    who: str
    key: str


class SessionInfo(Message):
    """Who is signed in on this device. `csrf_token` goes back as the header X-CSRF-Token of every POST and PATCH."""

    role: Literal["visitor", "pupil", "teacher"]
    csrf_token: str
    pupil: PupilFace | None = None
    teacher: TeacherFace | None = None
    seal: TabletSeal | None = Field(default=None, description="of a pupil who is signed in")
    recorded: bool | None = Field(default=None, description="what the signed-in pupil reads aloud is kept for a while")
    comfort: MyComfort | None = Field(default=None, description="how the signed-in pupil's screens are")
    voice: Literal["server", "tablet"] = Field(
        default="server", description="who speaks: the server's voice or the tablet's own"
    )
