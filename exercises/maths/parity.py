"""Even and odd numbers, to 1,000: by their last digit, by pairs, on the sum of two."""

import random
from collections.abc import Iterator

from exercises.activities import Activity
from exercises.exercise import Choose, Exercise, Option, Prompt
from exercises.figures import Collection
from exercises.maths.making import Bench
from exercises.maths.things import THINGS

_LISTS = 120


def exercises(bench: Bench) -> Iterator[Exercise]:
    """All the even ones of five numbers; one number judged, with its picture up to 30."""
    rng = random.Random("parity")
    for place in range(_LISTS):
        largest = 100 if place < _LISTS // 2 else 1_000
        numbers = rng.sample(range(largest // 10 + 1, largest), 5)
        wanted = place % 2
        right = tuple(at for at, number in enumerate(numbers) if number % 2 == wanted)
        if not 0 < len(right) < len(numbers):
            numbers[0] += 1
            right = tuple(at for at, number in enumerate(numbers) if number % 2 == wanted)
        name = "impairs" if wanted else "pairs"
        content = Choose(
            prompt=Prompt(text=f"nombres {name}", say=f"Touche tous les nombres {name}."),
            options=tuple(Option(text=str(number)) for number in numbers),
            answers=right,
        )
        yield _one(bench, f"list.{name}.{'.'.join(map(str, numbers))}", content, largest, 0.3)
    for number in (*range(1, 31), *rng.sample(range(31, 1_000), 60)):
        figure = (
            Collection(groups=(1,) * number, picture=THINGS[number % len(THINGS)].picture) if number <= 30 else None
        )
        for name, wanted in (("pair", 0), ("impair", 1)):
            if number > 30 and number % 2 != wanted and number % 3:
                continue
            content = Choose(
                prompt=Prompt(text=str(number), say=f"Ce nombre est-il {name}\u00a0?", figure=figure),
                options=(Option(text="oui", say="oui"), Option(text="non", say="non")),
                answers=(0 if number % 2 == wanted else 1,),
            )
            yield _one(bench, f"{name}.{number}", content, number, -0.2)


def _one(bench: Bench, key: str, content: Choose, number: int, harder: float) -> Exercise:
    return bench.exercise(
        f"parity.{key}",
        Activity.EVEN_ODD,
        content,
        skills=["numbers.parity"],
        features={"digits": len(str(number))},
        harder=harder + 0.15 * (len(str(number)) - 2),
        theme=f"parity {key}",
    )
