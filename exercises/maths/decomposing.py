"""Take numbers apart and put them together: 7 is 5 and 2; 347 is 300 + 40 + 7, or 3 × 100 + 4 × 10 + 7."""

import random
from collections.abc import Iterator

from exercises.activities import Activity
from exercises.draws import kept
from exercises.exercise import Ask, Content, Exercise, Form, Option, Prompt
from exercises.figures import TenFrame
from exercises.maths.making import GAP, Bench, asked, choice

_EXAMPLES = {2: (52, 83), 3: (256, 731), 4: (5_238, 3_416)}


def exercises(bench: Bench) -> Iterator[Exercise]:
    """To ten in two parts, then by ranks."""
    yield from _to_ten(bench)
    for skill, first, last, count in (
        ("numbers.decompose_100", 11, 100, 81),
        ("numbers.decompose_1000", 101, 1_000, 60),
        ("numbers.decompose_10000", 1_001, 10_000, 60),
    ):
        yield from _by_ranks(bench, skill, [n for n in range(first, last) if len(_terms(n)) > 1], last, count)


def _to_ten(bench: Bench) -> Iterator[Exercise]:
    for number in range(2, 11):
        ways = [(part, number - part) for part in range(number + 1)]
        for part, rest in ways:
            for name, text in (("after", f"{number} = {part} + {GAP}"), ("before", f"{GAP} + {part} = {number}")):
                yield _small(bench, f"{name}.{number}.{part}", Activity.DECOMPOSE, asked(text, rest, 20), number, part)
            if 0 < part < number:
                figure = TenFrame(filled=part)
                counters = f"{part} jeton{'s' if part > 1 else ''}"
                say = f"Il y a {counters}. Combien en faut-il encore pour en avoir {number}\u00a0?"
                content = Ask(prompt=Prompt(say=say, figure=figure), answers=(str(rest),), largest=20)
                yield _small(bench, f"frame.{number}.{part}", Activity.DECOMPOSE, content, number, part)
        text, say = f"{number} = {GAP}", f"Trouve une addition de deux nombres qui fait {number}."
        answers = tuple(f"{part}+{rest}" for part, rest in ways)
        free = Ask(prompt=Prompt(text=text, say=say), form=Form.EXPRESSION, answers=answers)
        yield _small(bench, f"free.{number}", Activity.DECOMPOSE, free, number, number)
        if number < 4:
            continue
        for part in range(1, number // 2 + 1):
            wrong = [f"{a} + {b}" for a in range(1, 10) for b in range(1, 10) if 0 < abs(a + b - number) <= 2]
            key = f"which.{number}.{part}"
            options = [Option(text=text) for text in kept(key, wrong, 3)]
            prompt = Prompt(text=str(number), say=f"Touche l’addition qui fait {number}.")
            right = Option(text=f"{part} + {number - part}")
            yield _small(bench, key, Activity.DECOMPOSE, choice(key, prompt, [right], options), number, part)


def _small(bench: Bench, key: str, activity: Activity, content: Content, number: int, part: int) -> Exercise:
    smaller = min(part, number - part)
    return bench.exercise(
        f"decomposing.{key}",
        activity,
        content,
        skills=["numbers.decompose_10"],
        features={"number": number, "smaller": smaller},
        harder=0.1 * (number - 7) + 0.15 * (smaller - 2),
        theme=f"parts {number} {smaller}",
    )


def _terms(number: int) -> list[int]:
    """300, 40, 7."""
    digits = str(number)
    return [int(digit) * 10 ** (len(digits) - 1 - place) for place, digit in enumerate(digits) if digit != "0"]


def _sum(number: int) -> str:
    return " + ".join(map(str, _terms(number)))


def _multiplied(number: int) -> str:
    """(3 × 100) + (4 × 10) + 7"""
    parts = (f"({str(term)[0]} × {10 ** (len(str(term)) - 1)})" if term > 9 else str(term) for term in _terms(number))
    return " + ".join(parts)


def _by_ranks(bench: Bench, skill: str, numbers: list[int], largest: int, count: int) -> Iterator[Exercise]:
    for number in kept(f"apart {skill}", numbers, count):
        terms = _terms(number)
        example = next(each for each in (_EXAMPLES[len(str(number))]) if each != number)
        say = f"Décompose ce nombre rang par rang, par exemple {example} = {_sum(example)}."
        content = Ask(
            prompt=Prompt(text=f"{number} = {GAP}", say=say),
            form=Form.EXPRESSION,
            answers=(_sum(number), _multiplied(number)),
        )
        yield _ranked(bench, f"apart.{number}", Activity.DECOMPOSE, content, skill, number)
    for number in kept(f"together {skill}", numbers, count):
        terms = _terms(number)
        if number % 2:
            random.Random(number).shuffle(terms)
        content = asked(f"{' + '.join(map(str, terms))} = {GAP}", number, largest)
        yield _ranked(bench, f"together.{number}", Activity.RECOMPOSE, content, skill, number)
    for number in kept(f"hidden {skill}", numbers, count):
        terms = _terms(number)
        hidden = number % len(terms)
        shown = [GAP if place == hidden else str(term) for place, term in enumerate(terms)]
        content = asked(f"{number} = {' + '.join(shown)}", terms[hidden], largest)
        yield _ranked(bench, f"hidden.{number}", Activity.DECOMPOSE, content, skill, number)
    if largest > 100:
        for number in kept(f"times {skill}", numbers, 40):
            content = asked(f"{_multiplied(number)} = {GAP}", number, largest)
            yield _ranked(bench, f"times.{number}", Activity.RECOMPOSE, content, skill, number, 0.3)


def _ranked(
    bench: Bench, key: str, activity: Activity, content: Ask, skill: str, number: int, harder: float = 0.0
) -> Exercise:
    zeros = str(number).count("0")
    return bench.exercise(
        f"decomposing.{key}",
        activity,
        content,
        skills=[skill],
        features={"digits": len(str(number)), "zeros": zeros},
        harder=harder + 0.35 * zeros - 0.2,
        theme=f"ranks {number}",
    )
