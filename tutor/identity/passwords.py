"""Teachers' passwords: Argon2id, with parameters that a 1 GB box bears while several teachers sign in at once."""

import secrets
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from tutor.errors import BadInputError

MINIMUM_LENGTH = 10

# OWASP's recommendation for Argon2id: 19 MiB, two passes, one lane.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_AT_ONCE = BoundedSemaphore(4)
# Checked when the login is unknown, so that the answer takes as long as for a known one.
_NOBODY = _HASHER.hash(secrets.token_hex(16))
# Neither 0/o, 1/l/i nor accents: a generated password is read on a terminal and typed on another machine.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def hash_password(password: str) -> str:
    """The hash to keep. Raises BadInputError when the password is too short."""
    if len(password) < MINIMUM_LENGTH:
        raise BadInputError(f"Le mot de passe doit avoir au moins {MINIMUM_LENGTH} caractères.")
    with _AT_ONCE:
        return _HASHER.hash(password)


def password_matches(password_hash: str | None, password: str) -> bool:
    """Is it the password of this hash? None (an unknown login) takes the same time and is always wrong."""
    try:
        with _AT_ONCE:
            right = _HASHER.verify(password_hash or _NOBODY, password)
    except (VerificationError, InvalidHashError):
        return False
    return right and password_hash is not None


def generate_password() -> str:
    """Four groups of four letters: about 79 bits, easy to copy."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))
