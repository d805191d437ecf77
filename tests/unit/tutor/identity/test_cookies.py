"""A session cookie that was touched, is too old or was signed out opens nothing."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from itsdangerous import URLSafeSerializer

from tutor.identity.cookies import LIFETIME, TicketBox, new_ticket

NOW = datetime(2026, 9, 7, 9, 0, tzinfo=UTC)
BOX = TicketBox(b"k" * 32, tls=True)


def test_a_ticket_comes_back_as_it_was():
    ticket = new_ticket("pupil", uuid4(), 3, NOW)
    assert BOX.open(BOX.seal(ticket), NOW) == ticket


@pytest.mark.parametrize("value", [None, "", "x", "a.b.c", "é" * 50, "x" * 5000, "e30.e30"])
def test_what_is_not_a_ticket_opens_nothing(value):
    assert BOX.open(value, NOW) is None


@given(position=st.integers(0, 10_000), letter=st.sampled_from("ABCxyz019-_."))
def test_one_changed_letter_opens_nothing(position, letter):
    sealed = BOX.seal(new_ticket("teacher", uuid4(), 0, NOW))
    position %= len(sealed)
    if sealed[position] == letter:
        return
    changed = sealed[:position] + letter + sealed[position + 1 :]
    opened = BOX.open(changed, NOW)
    # The last letter of the base64 signature holds unused bits: the same signature, not another ticket.
    assert opened is None or opened == BOX.open(sealed, NOW)


def test_another_key_opens_nothing():
    assert TicketBox(b"o" * 32, tls=True).open(BOX.seal(new_ticket("teacher", uuid4(), 0, NOW)), NOW) is None


def test_another_use_of_the_same_key_opens_nothing():
    forged = URLSafeSerializer(b"k" * 32, salt="receipts").dumps({"role": "teacher"})
    assert BOX.open(forged, NOW) is None


def test_it_ends_after_twelve_hours():
    sealed = BOX.seal(new_ticket("pupil", uuid4(), 0, NOW))
    assert BOX.open(sealed, NOW + LIFETIME) is not None
    assert BOX.open(sealed, NOW + LIFETIME + timedelta(seconds=1)) is None
    assert BOX.open(sealed, NOW - LIFETIME - timedelta(seconds=1)) is None


def test_a_signed_out_ticket_opens_nothing_and_the_memory_of_it_is_bounded():
    box = TicketBox(b"k" * 32, tls=True, capacity=10)
    ticket = new_ticket("pupil", uuid4(), 0, NOW)
    box.end(ticket)
    assert box.open(box.seal(ticket), NOW) is None
    for _ in range(50):
        box.end(new_ticket("visitor", None, 0, NOW))
    assert len(box._ended) == 10
