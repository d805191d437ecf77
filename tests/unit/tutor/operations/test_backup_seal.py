"""A sealed file opens with its passphrase, and with nothing else; cut, moved or changed, it says so."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.errors import BadInputError
from tutor.operations.backup_seal import PIECE, SealingWriter, UnsealingReader


def sealed(text: bytes, passphrase: str = "une phrase") -> bytes:
    out = io.BytesIO()
    with SealingWriter(out, passphrase) as writer:
        for start in range(0, len(text), 10_000):
            writer.write(text[start : start + 10_000])
    return out.getvalue()


def opened(kept: bytes, passphrase: str = "une phrase") -> bytes:
    return io.BufferedReader(UnsealingReader(io.BytesIO(kept), passphrase)).read()


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 200_000])
def test_what_was_sealed_comes_back(size):
    text = bytes(number % 251 for number in range(size))
    kept = sealed(text)
    assert opened(kept) == text
    assert size < 100 or text[:100] not in kept


def test_another_passphrase_opens_nothing():
    with pytest.raises(BadInputError, match="passphrase"):
        opened(sealed(b"secret"), "une autre")


def test_a_file_cut_after_a_piece_is_found_out():
    kept = sealed(bytes(3 * PIECE))
    with pytest.raises(BadInputError, match="damaged"):
        opened(kept[: 31 + 2 * (PIECE + 16)])


@settings(max_examples=4, deadline=None)
@given(st.integers(0, 31 + 100 + 15), st.integers(1, 255))
def test_a_changed_byte_is_found_out(place, change):
    kept = bytearray(sealed(bytes(100)))
    kept[place] ^= change
    with pytest.raises(BadInputError):
        opened(bytes(kept))
