"""Place value with base-ten blocks: read a number, build it, trade ten for one; and how many tens there are in all."""

from collections.abc import Iterator

from exercises.activities import Activity
from exercises.draws import kept
from exercises.exercise import Ask, Exercise, Handle, Prompt
from exercises.figures import Blocks, blocks
from exercises.handling import Worth
from exercises.maths.making import GAP, Bench, asked

_RANKS = ((1000, "millier"), (100, "centaine"), (10, "dizaine"), (1, "unité"))
_YEARS = (
    ("numbers.tens_ones", range(11, 100), 100),
    ("numbers.hundreds", range(101, 1_000), 1_000),
    ("numbers.thousands", range(1_001, 10_000), 10_000),
)


def exercises(bench: Bench) -> Iterator[Exercise]:
    """Reading and building, then trading, then words of the ranks."""
    for skill, numbers, largest in _YEARS:
        for number in kept(f"read {skill}", numbers, 70):
            prompt = Prompt(figure=blocks(number))
            content = Ask(prompt=prompt, answers=(str(number),), largest=largest)
            yield _one(bench, f"read.{number}", Activity.READ_BLOCKS, content, skill, number)
        for number in kept(f"build {skill}", numbers, 70):
            prompt = Prompt(text=str(number))
            built = Handle(prompt=prompt, figure=Blocks(), goal=Worth(value=number, fewest=True))
            yield _one(bench, f"build.{number}", Activity.BUILD_NUMBER, built, skill, number)
        for number in kept(f"words {skill}", numbers, 75):
            text = f"{_spelled_out(number)} = {GAP}"
            spoken = asked(text, number, largest)
            yield _one(bench, f"words.{number}", Activity.HOW_MANY_TENS, spoken, skill, number)
    yield from _trading(bench)
    yield from _in_all(bench)


def _one(
    bench: Bench, key: str, activity: Activity, content: Ask | Handle, skill: str, number: int, harder: float = 0.0
) -> Exercise:
    zeros = str(number).count("0")
    return bench.exercise(
        f"place_value.{key}",
        activity,
        content,
        skills=[skill],
        features={"digits": len(str(number)), "zeros": zeros, "digits_sum": sum(map(int, str(number)))},
        harder=harder + 0.35 * zeros + 0.03 * (sum(map(int, str(number))) - 4.5 * len(str(number))),
        theme=f"place {number}",
    )


def _trading(bench: Bench) -> Iterator[Exercise]:
    """Blocks that hold more than nine of a kind."""
    pairs = [(tens, ones) for tens in range(9) for ones in range(10, 100 - 10 * tens) if ones <= 35]
    for tens, ones in kept("trade", pairs, 120):
        number = 10 * tens + ones
        content = Handle(prompt=Prompt(), figure=Blocks(tens=tens, ones=ones), goal=Worth(value=number, fewest=True))
        harder = 0.3 * (ones // 10 - 1)
        yield _one(bench, f"trade.{tens}.{ones}", Activity.TRADE_TEN, content, "numbers.trade_ten", number, harder)
    for tens, ones in kept("trade words", pairs, 90):
        number = 10 * tens + ones
        text = f"{_counted(tens, 'dizaine')} et {_counted(ones, 'unité')} = {GAP}" if tens else f"{ones} unités = {GAP}"
        content_asked = asked(text, number, 100)
        key = f"traded.{tens}.{ones}"
        yield _one(bench, key, Activity.HOW_MANY_TENS, content_asked, "numbers.trade_ten", number, 0.2)
    for hundreds, tens in kept("trade hundreds", [(h, t) for h in range(9) for t in range(10, 20)], 40):
        number = 100 * hundreds + 10 * tens
        if number > 1000:
            continue
        start = Blocks(hundreds=hundreds, tens=tens)
        content = Handle(prompt=Prompt(), figure=start, goal=Worth(value=number, fewest=True))
        key = f"trade_hundred.{hundreds}.{tens}"
        yield _one(bench, key, Activity.TRADE_TEN, content, "numbers.hundreds", number, 0.2)


def _in_all(bench: Bench) -> Iterator[Exercise]:
    """« Dans 347, combien de dizaines en tout ? » and « 34 dizaines = ___ »."""
    for skill, numbers, worths in (
        ("numbers.hundreds", range(110, 1_000), (10, 100)),
        ("numbers.thousands", range(1_100, 10_000), (10, 100)),
    ):
        for worth in worths:
            name = dict(_RANKS)[worth]
            for number in kept(f"in all {worth} {skill}", numbers, 25):
                question = f"Dans {number}, combien y a-t-il de {name}s en tout\u00a0?"
                content = asked(question, number // worth, 1_000, say=question)
                key = f"in_all.{worth}.{number}"
                yield _one(bench, key, Activity.HOW_MANY_TENS, content, skill, number, 0.7)
            for count in kept(f"many {worth} {skill}", range(11, numbers.stop // worth), 20):
                key = f"many.{skill.split('.')[1]}.{worth}.{count}"
                content = asked(f"{count} {name}s = {GAP}", count * worth, numbers.stop)
                yield _one(bench, key, Activity.HOW_MANY_TENS, content, skill, count * worth, 0.4)


def _spelled_out(number: int) -> str:
    """« 3 centaines, 4 dizaines et 7 unités », the ranks that are there, the smaller first one time in three."""
    parts = [_counted(number // worth % 10, name) for worth, name in _RANKS if number // worth % 10]
    if number % 3 == 0:
        parts.reverse()
    return " et ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else parts[0]


def _counted(count: int, name: str) -> str:
    return f"{count} {name}{'s' if count > 1 else ''}"
