"""A file sealed with a passphrase, written and read as a stream.

Format: `MARELLE1`, 16 bytes of salt, 7 of nonce prefix; then pieces of 65,536 bytes of text (the last one may be
shorter), each AES-256-GCM with its 16-byte tag. The key is scrypt(passphrase, salt, n=2^15, r=8, p=1); the nonce is
the prefix, the piece's number (4 bytes, big-endian) and 1 for the last piece, else 0, so that pieces can be neither
moved, nor left out, nor cut off; the 31 bytes of the opening are authenticated with each piece.
"""

import io
import os
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from tutor.errors import BadInputError

MAGIC = b"MARELLE1"
_SALT, _PREFIX, _TAG = 16, 7, 16
PIECE = 65_536
_WRONG = "the passphrase is not that of this backup, or the file is damaged"


class SealingWriter(io.RawIOBase):
    """Seals what is written to it into `target`, which stays open. Only a closed one is whole."""

    def __init__(self, target: IO[bytes], passphrase: str) -> None:
        salt, self._prefix = os.urandom(_SALT), os.urandom(_PREFIX)
        self._opening = MAGIC + salt + self._prefix
        self._cipher = _cipher(passphrase, salt)
        self._target = target
        self._waiting = bytearray()
        self._number = 0
        target.write(self._opening)

    def writable(self) -> bool:
        """It is."""
        return True

    def write(self, data: object) -> int:
        """Seal whole pieces; what is left waits: the last piece is marked as such."""
        more = bytes(data)  # type: ignore[call-overload]
        self._waiting += more
        while len(self._waiting) > PIECE:
            self._put(bytes(self._waiting[:PIECE]), last=False)
            del self._waiting[:PIECE]
        return len(more)

    def close(self) -> None:
        """Seal the last piece."""
        if not self.closed:
            self._put(bytes(self._waiting), last=True)
        super().close()

    def _put(self, piece: bytes, *, last: bool) -> None:
        nonce = _nonce(self._prefix, self._number, last)
        self._target.write(self._cipher.encrypt(nonce, piece, self._opening))
        self._number += 1


class UnsealingReader(io.RawIOBase):
    """Reads what SealingWriter wrote. Raises BadInputError for another passphrase, or a damaged or cut file."""

    def __init__(self, source: IO[bytes], passphrase: str) -> None:
        self._opening = source.read(len(MAGIC) + _SALT + _PREFIX)
        if len(self._opening) != len(MAGIC) + _SALT + _PREFIX or not self._opening.startswith(MAGIC):
            raise BadInputError("this is not a sealed backup of Marelle")
        self._prefix = self._opening[-_PREFIX:]
        self._cipher = _cipher(passphrase, self._opening[len(MAGIC) : -_PREFIX])
        self._source = source
        self._next = source.read(PIECE + _TAG)
        self._ready = b""
        self._number = 0
        self._over = False

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: object) -> int:
        """Fill `buffer` as far as one piece goes; 0 at the end."""
        while not self._ready and not self._over:
            sealed, self._next = self._next, self._source.read(PIECE + _TAG)
            self._over = not self._next
            try:
                nonce = _nonce(self._prefix, self._number, self._over)
                self._ready = self._cipher.decrypt(nonce, sealed, self._opening)
            except (InvalidTag, ValueError):
                raise BadInputError(_WRONG) from None
            self._number += 1
        view = memoryview(buffer)  # type: ignore[arg-type]
        count = min(len(view), len(self._ready))
        view[:count], self._ready = self._ready[:count], self._ready[count:]
        return count


def _nonce(prefix: bytes, number: int, last: bool) -> bytes:
    return prefix + number.to_bytes(4, "big") + bytes([last])


def _cipher(passphrase: str, salt: bytes) -> AESGCM:
    return AESGCM(Scrypt(salt=salt, length=32, n=2**15, r=8, p=1).derive(passphrase.encode()))
