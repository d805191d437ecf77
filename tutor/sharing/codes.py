"""The code that opens a class to a substitute: only its print is kept."""

import hashlib

from sqlmodel import Session, col, select

from tutor.identity.tables import Teacher


def code_print(code: str) -> str:
    """What is kept of a code: enough to know it again, not to find it. Case, spaces and hyphens do not count."""
    bare = "".join(letter for letter in code.upper() if letter.isalnum())
    return f"substitute {hashlib.sha256(bare.encode()).hexdigest()}"


def substitute_by_print(session: Session, code_print: str) -> Teacher | None:
    """Whose code this is the print of."""
    return session.exec(
        select(Teacher).where(Teacher.login == code_print, col(Teacher.substitute_until).is_not(None))
    ).one_or_none()
