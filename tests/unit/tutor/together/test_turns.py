"""Turns and roles go round; constellations follow one another."""

from uuid import UUID

import pytest

from tutor.together.turns import STARS, Role, Sky, may_play, roles, sky

A, B, C, D = (UUID(int=number) for number in range(1, 5))


@pytest.mark.parametrize("seated", [[A, B], [A, B, C], [A, B, C, D]])
def test_one_shows_one_explains_and_everybody_does_something(seated: list[UUID]) -> None:
    for player in seated:
        shares = roles(seated, player)
        assert shares[player] is Role.SHOW
        assert sorted(shares.values()) == sorted(list(Role)[: len(seated)])
    assert {roles(seated, player)[A] for player in seated} == set(list(Role)[: len(seated)])


def test_each_plays_once_before_anyone_plays_again() -> None:
    seated, played = [A, B, C], []
    for _ in range(4):
        round_players = set()
        for _ in seated:
            number, free = may_play(seated, played)
            assert not set(free) & round_players
            played.append((number, free[-1]))
            round_players.add(free[-1])
        assert round_players == set(seated)


def test_the_turn_goes_around_the_table() -> None:
    assert may_play([A, B, C], []) == (1, (A, B, C))
    assert may_play([A, B, C], [(1, B)]) == (1, (C, A))
    assert may_play([A, B, C], [(1, B), (1, C), (1, A)]) == (2, (B, C, A))


def test_who_comes_late_or_leaves_changes_nothing_for_the_others() -> None:
    assert may_play([A, B, D], [(1, A), (1, B)]) == (1, (D,))
    assert may_play([A, C], [(1, A), (1, B)]) == (1, (C,))
    assert may_play([A, C], [(1, A), (1, C), (1, B)]) == (2, (A, C))


def test_a_full_constellation_stays_until_the_next_star() -> None:
    seen = [sky(A, lit) for lit in range(STARS * len(Sky) + 1)]
    assert seen[0][:2] == (seen[1][0], 0)
    assert seen[STARS][:2] == (seen[0][0], STARS)
    assert seen[STARS + 1][1] == 1
    assert {name for name, *_ in seen} == set(Sky)
    assert sky(A, STARS, begun=True)[:2] == (seen[STARS][2], 0) == (seen[STARS + 1][0], 0)
    assert sky(A, 0) != sky(B, 0)
