"""Passwords are hashed, long enough, and an unknown login takes the same path as a wrong password."""

import pytest

from tutor.errors import BadInputError
from tutor.identity.passwords import generate_password, hash_password, password_matches


def test_the_right_password_matches_and_another_does_not():
    kept = hash_password("un chat sur le toit")
    assert "chat" not in kept
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$"), "OWASP's recommendation"
    assert password_matches(kept, "un chat sur le toit")
    assert not password_matches(kept, "un chat sur le toi")


def test_a_short_password_is_refused():
    with pytest.raises(BadInputError, match="au moins 10"):
        hash_password("123456789")


def test_nobody_has_no_password():
    assert not password_matches(None, "")
    assert not password_matches(None, "un chat sur le toit")


def test_a_damaged_hash_matches_nothing():
    assert not password_matches("not a hash", "un chat sur le toit")


def test_generated_passwords_differ_and_are_long_enough():
    made = {generate_password() for _ in range(50)}
    assert len(made) == 50
    for password in made:
        hash_password(password)
        break
