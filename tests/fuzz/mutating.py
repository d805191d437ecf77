"""Damages what a part is fed, in the ways that break parsers. Seeded: the same seed gives the same cases.

`MARELLE_FUZZ_CASES=10000` makes every fuzzer of this folder long, `MARELLE_FUZZ_SEED=7` draws other cases.
"""

import json
import os
import random
from collections.abc import Iterator, Sequence
from typing import Any

CASES = int(os.environ.get("MARELLE_FUZZ_CASES", "300"))
SEED = int(os.environ.get("MARELLE_FUZZ_SEED", "11"))

_TOKENS = [
    *(b"\x00", b"\xff", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xc3", b"\r", b"\r\n", b"\x1c"),
    *(b"\xe2\x80\xa8", b"\xe2\x80\xae", b"\xcc\x81" * 40, "é".encode(), "👩‍👩‍👧".encode(), "ﬁ".encode(), "İ".encode()),
    *(b'"', b'""', b"'", b";", b"\t", b",", b"|", b"{", b"}", b"[" * 2_000, b"\\", b"%s%n", b"{0}", b"${x}", b"=1+1"),
    *(b"-1", b"0", b"1e999", b"NaN", b"Infinity", b"9" * 400, b"null", b"true", b"2026-02-30", b"+99:99"),
    *(b"../../etc/passwd", b"<script>", b"' OR 1=1 --", b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0", b"\x1f\x8b"),
]


def damaged(samples: Sequence[bytes], rng: random.Random, largest: int = 200_000) -> bytes:
    """One of the samples, damaged one to six times; now and then, nothing but noise."""
    if rng.random() < 0.03:
        return rng.randbytes(rng.randrange(300))
    made = bytearray(rng.choice(samples))
    for _ in range(rng.randint(1, 6)):
        _damage(made, samples, rng)
    return bytes(made[:largest])


def _damage(made: bytearray, samples: Sequence[bytes], rng: random.Random) -> None:
    at = rng.randint(0, len(made))
    until = min(len(made), at + rng.choice([1, 2, 4, 30, 1_000]))
    match rng.randrange(7):
        case 0 if made:
            place = min(at, len(made) - 1)
            made[place] ^= 1 << rng.randrange(8)
        case 1:
            made[at:at] = rng.choice(_TOKENS)
        case 2:
            made[at:until] = rng.choice(_TOKENS)
        case 3:
            del made[at:until]
        case 4:
            del made[at:]
        case 5:
            made[at:at] = made[at:until] * rng.choice([1, 2, 50, 3_000])
        case _:
            other = rng.choice(samples)
            cut = rng.randint(0, len(other))
            made[at:] = other[cut:]


def cases(samples: Sequence[bytes], count: int = CASES, seed: int = SEED) -> Iterator[bytes]:
    """This many damaged samples; the samples as they are come first."""
    rng = random.Random(seed)
    yield from samples[:count]
    for _ in range(count - len(samples)):
        yield damaged(samples, rng)


_WRONG: list[Any] = [
    *(None, "", "x", 0, -1, 1, 2**31, 2**63, 10**30, 0.5, -0.0, 1e308, True, [], {}, [[]], {"a": 1}, "é" * 3_000),
    *(
        "\x00",
        "\ud7ff",
        "\u202e",
        "' OR 1=1 --",
        "’",
        "null",
        "NaN",
        "00000000-0000-0000-0000-000000000000",
        "2026-09-07T09:00:00Z",
        "9" * 400,
    ),
    *("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2026-09-07"),
]


def wrong_within(message: Any, rng: random.Random) -> Any:
    """The same JSON with one thing wrong at some depth: another value, a key more or less."""
    if isinstance(message, dict) and message and rng.random() < 0.9:
        name = rng.choice(sorted(message))
        chance = rng.random()
        if chance < 0.1:
            return {key: value for key, value in message.items() if key != name}
        if chance < 0.15:
            return {**message, "more": rng.choice(_WRONG)}
        return {**message, name: wrong_within(message[name], rng)}
    if isinstance(message, list) and message and rng.random() < 0.8:
        at = rng.randrange(len(message))
        return [*message[:at], wrong_within(message[at], rng), *message[at + 1 :]]
    return rng.choice(_WRONG)


def as_text(message: Any) -> str:
    """As a client writes it."""
    return json.dumps(message)
