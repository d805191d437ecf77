"""Drawing from a key: what is drawn for an exercise is always the same, whatever is made before it."""

import random
from collections.abc import Iterable, Sequence
from typing import TypeVar

T = TypeVar("T")


def shuffled(key: str, things: Sequence[T]) -> list[T]:
    """In an order drawn from the key."""
    mixed = list(things)
    random.Random(key).shuffle(mixed)
    return mixed


def disordered(key: str, things: Sequence[T]) -> list[T]:
    """Shuffled, and never as given where anything differs: a tile to put in order must not be in order."""
    mixed = shuffled(key, things)
    while mixed == list(things) and len(set(things)) > 1:
        mixed = [*mixed[1:], mixed[0]]
    return mixed


def sampled(key: str, things: Iterable[T], count: int) -> list[T]:
    """So many of these, at most, in the order drawn."""
    pool = list(things)
    return random.Random(key).sample(pool, min(count, len(pool)))


def kept(key: str, things: Iterable[T], count: int) -> list[T]:
    """So many of these, at most, left in their order."""
    pool = list(things)
    return [pool[place] for place in sorted(sampled(key, range(len(pool)), count))]
