"""Codes, tokens, pictures and avatars."""

from itertools import permutations

from tutor.classroom.sign_in_secrets import AVATARS, PICTURES, new_avatar, new_card_token, new_class_code, new_pictures


def test_there_are_twelve_pictures():
    assert len(set(PICTURES)) == 12


def test_pictures_are_three_different_ones_that_no_classmate_has():
    taken = set(permutations(PICTURES, 3))
    free = taken.pop()
    assert tuple(new_pictures(taken)) == free


def test_avatars_are_free_ones_while_there_are_some():
    assert new_avatar(AVATARS[1:]) == AVATARS[0]


def test_in_a_large_class_the_least_used_avatar_is_given():
    assert new_avatar([*AVATARS, *AVATARS[:-1]]) == AVATARS[-1]


def test_class_codes_have_six_letters_that_cannot_be_mistaken():
    codes = {new_class_code() for _ in range(200)}
    assert len(codes) > 190
    assert all(len(code) == 6 for code in codes)
    assert not set("".join(codes)) & set("AEIOUY01L5S")


def test_card_tokens_are_long_and_differ():
    assert len({new_card_token() for _ in range(100)}) == 100
    assert len(new_card_token()) >= 20
