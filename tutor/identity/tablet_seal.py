"""What a tablet seals the work of a pupil with, so that whoever has the tablet after him can read none of it.

Each pupil has a key of his own, made from the school's secret: the server can open what was sealed whenever it comes,
and whoever carries it. `who` names the pupil to this server and to nobody else.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM, AESSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

from tutor.identity.schemas import TabletSeal

NONCE_BYTES = 12


class SealError(ValueError):
    """It was not sealed for this server, or it was touched since."""


def seal_for(pupil_id: UUID, secret: bytes) -> TabletSeal:
    """What the tablet of this pupil is given while he is signed in."""
    who = AESSIV(_derived(secret, b"who")).encrypt(pupil_id.bytes, None)
    return TabletSeal(who=urlsafe_b64encode(who).decode(), key=urlsafe_b64encode(_key(pupil_id, secret)).decode())


def sealed_by(who: str, secret: bytes) -> UUID:
    """The pupil of this name. Raises SealError."""
    try:
        return UUID(bytes=AESSIV(_derived(secret, b"who")).decrypt(_bytes(who), None))
    except (InvalidTag, ValueError) as error:
        raise SealError from error


def opened(sealed: str, who: str, secret: bytes) -> bytes:
    """What was sealed under this name. Raises SealError."""
    content = _bytes(sealed)
    try:
        key = AESGCM(_key(sealed_by(who, secret), secret))
        return key.decrypt(content[:NONCE_BYTES], content[NONCE_BYTES:], who.encode())
    except (InvalidTag, ValueError) as error:
        raise SealError from error


def _key(pupil_id: UUID, secret: bytes) -> bytes:
    return _derived(secret, b"key " + pupil_id.bytes)


def _derived(secret: bytes, purpose: bytes) -> bytes:
    return HKDFExpand(SHA256(), 32, b"marelle tablet 1 " + purpose).derive(secret)


def _bytes(text: str) -> bytes:
    try:
        return urlsafe_b64decode(text.encode("ascii"))
    except (NotBase64, ValueError) as error:
        raise SealError from error
