"""The Range header."""

import pytest

from tutor.companion.ranges import Piece, UnsatisfiableError, asked_piece


@pytest.mark.parametrize(
    ("header", "piece"),
    [
        ("bytes=0-1", Piece(0, 1)),
        ("bytes=0-", Piece(0, 99)),
        ("bytes=90-", Piece(90, 99)),
        ("bytes=50-1000", Piece(50, 99)),
        ("bytes=-10", Piece(90, 99)),
        ("bytes=-1000", Piece(0, 99)),
        ("Bytes = 0 - 1", Piece(0, 1)),
    ],
)
def test_one_range_is_understood(header: str, piece: Piece) -> None:
    assert asked_piece(header, 100) == piece


@pytest.mark.parametrize(
    "header", [None, "", "bytes=", "bytes=-", "bytes=5-2", "bytes=0-1,5-6", "lines=0-1", "bytes=a-b"]
)
def test_what_is_not_one_range_asks_for_the_whole(header: str | None) -> None:
    assert asked_piece(header, 100) is None


@pytest.mark.parametrize("header", ["bytes=100-", "bytes=500-600", "bytes=-0"])
def test_a_range_after_the_end_cannot_be_given(header: str) -> None:
    with pytest.raises(UnsatisfiableError):
        asked_piece(header, 100)
