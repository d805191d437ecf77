"""Receipts: what the ear heard comes back unchanged, from the pupil it was given to, or not at all."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from exercises.exercise import Kind
from speech.verdicts import Verdict
from tutor.errors import BadInputError
from tutor.practice.receipts import VALID_FOR, Hearing, read, sign
from tutor.practice.schemas import HeardWord

KEY = b"k" * 32
NOW = datetime(2026, 9, 7, 9, 0, tzinfo=UTC)


def hearing(words: int = 1) -> Hearing:
    word = HeardWord(word="lapin", verdict=Verdict.INCORRECT, probability=0.03, start=0.1, end=0.5, heard="sapin")
    return Hearing(
        pupil_id=uuid4(),
        served_id=uuid4(),
        kind=Kind.READ_ALOUD,
        verdict=Verdict.INCORRECT,
        words=[word] * words,
        number=None,
        probability=0.03,
        engine="ear/1",
        at=NOW,
    )


def test_a_receipt_gives_back_what_was_heard() -> None:
    made = hearing()
    assert read(sign(made, KEY), KEY, made.pupil_id, made.served_id, NOW + timedelta(minutes=1)) == made


def test_a_changed_receipt_is_refused() -> None:
    made = hearing()
    receipt = sign(made, KEY)
    for changed in (receipt[:-2] + "zz", "x" + receipt, receipt.replace(receipt[5], "-", 1), "", "é", "a.b.c"):
        with pytest.raises(BadInputError):
            read(changed, KEY, made.pupil_id, made.served_id, NOW)


def test_another_schools_receipt_is_refused() -> None:
    made = hearing()
    with pytest.raises(BadInputError):
        read(sign(made, b"o" * 32), KEY, made.pupil_id, made.served_id, NOW)


def test_another_pupils_receipt_and_another_exercises_are_refused() -> None:
    made = hearing()
    receipt = sign(made, KEY)
    with pytest.raises(BadInputError):
        read(receipt, KEY, uuid4(), made.served_id, NOW)
    with pytest.raises(BadInputError):
        read(receipt, KEY, made.pupil_id, uuid4(), NOW)


def test_a_receipt_is_good_for_a_month_and_not_a_day_more() -> None:
    made = hearing()
    receipt = sign(made, KEY)
    assert read(receipt, KEY, made.pupil_id, made.served_id, NOW + VALID_FOR) == made
    with pytest.raises(BadInputError, match="ancienne"):
        read(receipt, KEY, made.pupil_id, made.served_id, NOW + VALID_FOR + timedelta(seconds=1))


def test_a_receipt_from_the_future_is_refused() -> None:
    made = hearing()
    with pytest.raises(BadInputError):
        read(sign(made, KEY), KEY, made.pupil_id, made.served_id, NOW - timedelta(days=2))


def test_a_long_text_fits_in_what_the_tablet_may_send_back() -> None:
    made = hearing()
    words = [
        HeardWord(word=f"mot{n * 7919}", verdict=Verdict.UNSURE, probability=n / 300, start=n * 0.61, end=n, heard=None)
        for n in range(250)
    ]
    assert len(sign(made.model_copy(update={"words": words}), KEY)) < 20_000
