"""What a server and an ear say to each other: JSON and sound, sealed with the key that both were given.

A seal both hides (children's voices cross a network) and proves: what was not sealed with the key opens nothing. An
answer is sealed to its question, so that no other can be passed off for it.
"""

import json
import os
from typing import Any

import numpy as np
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from numpy.typing import NDArray

Samples = NDArray[np.float32]
NONCE_BYTES = 12
_NO_SOUND: Samples = np.zeros(0, np.float32)


class NotOursError(ValueError):
    """It was not sealed with our key, or not for us."""


class Seal:
    """Seals and opens with a key made from the words of TUTOR_EAR_KEY."""

    def __init__(self, words: str) -> None:
        self._cipher = AESGCM(HKDF(SHA256(), 32, None, b"marelle ears 1").derive(words.encode()))

    def question(self, told: dict[str, Any], sound: Samples = _NO_SOUND) -> bytes:
        """A question, ready to be sent. Its first NONCE_BYTES name it."""
        return self._sealed(told, sound, b"question")

    def answer(self, told: dict[str, Any], question: bytes) -> bytes:
        """The answer to this question."""
        return self._sealed(told, _NO_SOUND, b"answer " + question[:NONCE_BYTES])

    def asked(self, question: bytes) -> tuple[dict[str, Any], Samples]:
        """What a question says. Raises NotOursError."""
        return self._opened(question, b"question")

    def answered(self, answer: bytes, question: bytes) -> dict[str, Any]:
        """What the answer to this question says. Raises NotOursError."""
        return self._opened(answer, b"answer " + question[:NONCE_BYTES])[0]

    def _sealed(self, told: dict[str, Any], sound: Samples, bound: bytes) -> bytes:
        words, nonce = json.dumps(told).encode(), os.urandom(NONCE_BYTES)
        content = len(words).to_bytes(4, "big") + words + sound.astype("<f4").tobytes()
        return nonce + self._cipher.encrypt(nonce, content, bound)

    def _opened(self, sealed: bytes, bound: bytes) -> tuple[dict[str, Any], Samples]:
        try:
            content = self._cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], bound)
        except (InvalidTag, ValueError):
            raise NotOursError from None
        end = 4 + int.from_bytes(content[:4], "big")
        told: dict[str, Any] = json.loads(content[4:end])
        return told, np.frombuffer(content, "<f4", offset=end).astype(np.float32)
