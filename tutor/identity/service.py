"""Signing in: checks a secret, throttled, and says who it is. Nothing here writes to the database."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from tutor.classroom.tables import Classroom, Pupil
from tutor.errors import WrongSecretError
from tutor.identity import repository
from tutor.identity.passwords import password_matches
from tutor.identity.tables import Teacher
from tutor.identity.throttle import Rule, Throttle
from tutor.sharing.codes import code_print, substitute_by_print

_ASK = "Attends un petit moment. Demande à ta maîtresse ou à ton maître."
_WAIT = "Trop d'essais : il faut patienter un moment avant de recommencer."


def kept_login(login: str) -> str:
    """A login as it is kept: lower case, single spaces."""
    return " ".join(login.split()).casefold()


def kept_code(code: str) -> str:
    """A class code as it is kept: capitals and digits only, so that « abc 23d » opens ABC23D."""
    return "".join(letter for letter in code.upper() if letter.isalnum())


class Doorkeeper:
    """Checks secrets and remembers wrong tries. One for the whole server.

    Several keys are counted at once: a login from one address (guessing), a login from anywhere (guessing from
    many tablets; its wait stays short so that nobody can lock a teacher out), an address (guessing many logins;
    many free tries, because a whole class may share one address).
    """

    def __init__(self) -> None:
        self._teacher_here = Throttle(Rule(free=5, first=2, longest=300), _WAIT)
        self._teacher_anywhere = Throttle(Rule(free=30, first=1, longest=30), _WAIT)
        self._address = Throttle(Rule(free=60, first=1, longest=120), _WAIT)
        self._pupil = Throttle(Rule(free=5, first=10, longest=60), _ASK)

    def open_class(self, session: Session, code: str, address: str, now: datetime) -> tuple[Classroom, list[Pupil]]:
        """The class of a code and its pupils in the order of first names. Raises WrongSecretError."""
        self._address.attempt(address, now)
        classroom = repository.class_by_code(session, kept_code(code))
        if classroom is None:
            raise WrongSecretError("Ce code de classe n'existe pas. Demande à ta maîtresse ou à ton maître.")
        self._address.forgive(address)
        pupils = repository.faces_of_class(session, classroom)
        return classroom, sorted(pupils, key=lambda pupil: pupil.first_name.casefold())

    def pupil(
        self, session: Session, code: str, pupil_id: UUID, pictures: list[str], address: str, now: datetime
    ) -> Pupil:
        """The pupil of this face, if these are his pictures. Raises WrongSecretError."""
        self._address.attempt(address, now)
        self._pupil.attempt(str(pupil_id), now)
        classroom = repository.class_by_code(session, kept_code(code))
        return self._by_pictures(session, classroom, pupil_id, pictures, address)

    def classmate(
        self, session: Session, pupil: Pupil, classmate_id: UUID, pictures: list[str], address: str, now: datetime
    ) -> Pupil:
        """The one of this face in a signed-in pupil's class, if these are his pictures. Raises WrongSecretError."""
        self._address.attempt(address, now)
        self._pupil.attempt(str(classmate_id), now)
        classroom = session.get_one(Classroom, pupil.classroom_id)
        return self._by_pictures(session, classroom, classmate_id, pictures, address)

    def _by_pictures(
        self, session: Session, classroom: Classroom | None, pupil_id: UUID, pictures: list[str], address: str
    ) -> Pupil:
        pupil = repository.pupil_of_class(session, classroom, pupil_id) if classroom is not None else None
        if pupil is None or pupil.pictures != pictures:
            raise WrongSecretError("Ce ne sont pas tes trois images. Essaie encore !")
        self._pupil.succeeded(str(pupil_id))
        self._address.forgive(address)
        return pupil

    def card(self, session: Session, token: str, address: str, now: datetime) -> Pupil:
        """The pupil of this card. Raises WrongSecretError."""
        self._address.attempt(address, now)
        pupil = repository.pupil_by_card(session, token)
        if pupil is None:
            raise WrongSecretError("Cette carte n'ouvre plus rien. Demande à ta maîtresse ou à ton maître.")
        self._address.forgive(address)
        return pupil

    def substitute(self, session: Session, code: str, address: str, now: datetime) -> Teacher:
        """Whoever replaces a teacher today with this code. Raises WrongSecretError."""
        self._address.attempt(address, now)
        substitute = substitute_by_print(session, code_print(code))
        if substitute is None or not repository.is_here(substitute, now):
            raise WrongSecretError(
                "Ce code n'ouvre rien aujourd'hui. Vérifiez-le, et le jour pour lequel il est donné."
            )
        self._address.forgive(address)
        return substitute

    def teacher(self, session: Session, login: str, password: str, address: str, now: datetime) -> Teacher:
        """The teacher of this login, if this is her password. Raises WrongSecretError."""
        kept = kept_login(login)
        here = f"{address} {kept}"
        self._address.attempt(address, now)
        self._teacher_here.attempt(here, now)
        self._teacher_anywhere.attempt(kept, now)
        teacher = repository.teacher_by_login(session, kept)
        session.rollback()  # hashing is slow: hold no connection meanwhile
        if not password_matches(teacher.password_hash if teacher else None, password) or teacher is None:
            raise WrongSecretError("L'identifiant ou le mot de passe n'est pas le bon.")
        self._teacher_here.succeeded(here)
        self._teacher_anywhere.succeeded(kept)
        self._address.forgive(address)
        return teacher
