"""Adding teachers and giving them new passwords, for the command line."""

from datetime import datetime

from sqlmodel import Session, select

from tutor.errors import BadInputError, ConflictError, NotFoundError
from tutor.identity import repository
from tutor.identity.passwords import MINIMUM_LENGTH, hash_password
from tutor.identity.service import kept_login
from tutor.identity.tables import School, Teacher

DEFAULT_SCHOOL = "Mon école"


def add_teacher(
    session: Session, name: str, login: str, password: str, now: datetime, school_name: str | None = None
) -> Teacher:
    """A new teacher, without a commit. The school is made when this server has none of this name.

    Raises BadInputError for an empty name or login, ConflictError when the login is taken.
    """
    shown, kept = " ".join(name.split()), kept_login(login)
    if not shown or not kept:
        raise BadInputError("a teacher needs a name and a login")
    if repository.teacher_by_login(session, kept) is not None:
        raise ConflictError(f"the login {kept} is taken: choose another, or run `tutor teacher password`")
    teacher = Teacher(
        school_id=_school(session, school_name).id,
        name=shown,
        login=kept,
        password_hash=hash_password(password),
        created_at=now,
    )
    session.add(teacher)
    session.flush()
    return teacher


def change_password(session: Session, login: str, password: str) -> Teacher:
    """Give a teacher a new password, without a commit; all her sessions end. Raises NotFoundError."""
    teacher = repository.teacher_by_login(session, kept_login(login))
    if teacher is None:
        raise NotFoundError(f"no teacher has the login {kept_login(login)}")
    teacher.password_hash = hash_password(password)
    teacher.epoch += 1
    session.add(teacher)
    return teacher


def change_own_password(session: Session, teacher: Teacher, password: str) -> Teacher:
    """A teacher who has just proved who she is takes a new password; all her sessions end. Commits."""
    if len(password) < MINIMUM_LENGTH:
        raise BadInputError(f"Un mot de passe a au moins {MINIMUM_LENGTH} caractères : plusieurs mots font l'affaire.")
    hashed = hash_password(password)  # slow: before the write lock is taken
    kept = session.get_one(Teacher, teacher.id, populate_existing=True)
    kept.password_hash = hashed
    kept.epoch += 1
    session.add(kept)
    session.commit()
    return kept


def _school(session: Session, name: str | None) -> School:
    wanted = " ".join((name or "").split())
    known = (
        session.exec(select(School).where(School.name == wanted)).first()
        if wanted
        else repository.first_school(session)
    )
    if known is None:
        known = School(name=wanted or DEFAULT_SCHOOL)
        session.add(known)
        session.flush()
    return known
