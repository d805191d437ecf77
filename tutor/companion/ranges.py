"""The Range header of HTTP, as far as players use it: one range of bytes. iPads play no sound without it."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """Bytes from `start` to `end`, both included."""

    start: int
    end: int


class UnsatisfiableError(ValueError):
    """The range begins after the end: answer 416."""


def asked_piece(header: str | None, length: int) -> Piece | None:
    """The piece that a Range header asks of `length` bytes; None for the whole (no, odd or several ranges).

    Raises UnsatisfiableError. RFC 9110, section 14: a header that is not understood is ignored.
    """
    found = re.fullmatch(r"\s*bytes\s*=\s*(\d{0,18})\s*-\s*(\d{0,18})\s*", header or "", flags=re.IGNORECASE)
    if found is None or not (found[1] or found[2]):
        return None
    if not found[1]:
        last = int(found[2])
        if last == 0:
            raise UnsatisfiableError
        return Piece(max(0, length - last), length - 1)
    start = int(found[1])
    end = min(int(found[2]), length - 1) if found[2] else length - 1
    if start >= length:
        raise UnsatisfiableError
    return Piece(start, end) if start <= end else None
