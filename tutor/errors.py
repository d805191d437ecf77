"""One tree of errors. Each carries a sentence for a person (French: pupils and teachers see it) and a code."""


class TutorError(Exception):
    """Root: `status` is the HTTP status, `code` is for the client, the message says what and what to do."""

    status = 500
    code = "internal"

    def __init__(self, message: str, *, retry_after: int | None = None) -> None:
        """`retry_after`: seconds to wait before asking again, when that is known."""
        super().__init__(message)
        self.message = message
        self.retry_after = retry_after


class BadInputError(TutorError):
    """What was sent cannot be used."""

    status = 422
    code = "bad_input"


class NotSignedInError(TutorError):
    """Nobody is signed in, or the session is over."""

    status = 401
    code = "not_signed_in"


class WrongSecretError(TutorError):
    """Wrong pictures, password, card or class code."""

    status = 401
    code = "wrong_secret"


class ForbiddenError(TutorError):
    """Signed in, but not as someone who may; or the CSRF token or the origin is wrong."""

    status = 403
    code = "forbidden"


class NotFoundError(TutorError):
    """Nothing there, or nothing that the one who asks may know of."""

    status = 404
    code = "not_found"


class ConflictError(TutorError):
    """It clashes with what is already there."""

    status = 409
    code = "conflict"


class TooManyTriesError(TutorError):
    """Wait before trying again."""

    status = 429
    code = "too_many_tries"


class UnavailableError(TutorError):
    """A part is missing or busy: the message says which and what to do."""

    status = 503
    code = "unavailable"
