"""Whose turn it is and who does what: pure rules. Each plays once a round; roles go round with the hand."""

from collections.abc import Sequence
from enum import StrEnum
from uuid import UUID

FEWEST = 2
MOST = 4
STARS = 8
"""Stars of a constellation: about twenty minutes for two children, and a natural end."""


class Role(StrEnum):
    """What a child does during a turn: answers by touch, says how, checks, tells what was done."""

    SHOW = "show"
    EXPLAIN = "explain"
    CHECK = "check"
    TELL = "tell"


class Sky(StrEnum):
    """Constellations of eight stars."""

    BEAR = "bear"
    ORION = "orion"
    SWAN = "swan"
    LION = "lion"


def roles(seated: Sequence[UUID], player: UUID) -> dict[UUID, Role]:
    """Each child's role while `player` shows: the others follow him in the order of the seats."""
    start = seated.index(player)
    return {seated[(start + place) % len(seated)]: role for place, role in zip(range(len(seated)), Role, strict=False)}


def may_play(seated: Sequence[UUID], played: Sequence[tuple[int, UUID]]) -> tuple[int, tuple[UUID, ...]]:
    """The round that is under way, and who may still play in it, after these turns (round and pupil, in order).

    The first of them is the one whose turn comes next around the table.
    """
    number = played[-1][0] if played else 1
    already = {pupil for round_, pupil in played if round_ == number}
    if not set(seated) - already:
        number, already = number + 1, set()
    last = played[-1][1] if played else None
    start = seated.index(last) + 1 if last in seated else 0
    around = [seated[(start + place) % len(seated)] for place in range(len(seated))]
    return number, tuple(pupil for pupil in around if pupil not in already)


def sky(group_id: UUID, lit: int, *, begun: bool = False) -> tuple[Sky, int, Sky]:
    """The constellation that a group sees after so many lit stars, how many of its stars shine, and the one after it.

    A full one stays until the next exercise has begun; groups begin with different ones.
    """
    full, shining = divmod(lit, STARS)
    if lit and shining == 0 and not begun:
        full, shining = full - 1, STARS
    skies = list(Sky)
    first = group_id.int + full
    return skies[first % len(skies)], shining, skies[(first + 1) % len(skies)]
