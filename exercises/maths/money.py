"""Euros and cents: count a sum, pay it exactly, compare two sums, give change, write a price with a comma."""

import random
from collections.abc import Iterable, Iterator
from functools import partial

from exercises.activities import Activity
from exercises.draws import kept
from exercises.exercise import Ask, Exercise, Form, Handle, Option, Prompt
from exercises.figures import Cents, Money
from exercises.handling import Worth
from exercises.maths.making import GAP, Bench, choice
from exercises.maths.units import counted, price, said_price, with_comma

EURO = 100
CP_LARGEST = 100
PURSE: tuple[Cents, ...] = (5000, 2000, 2000, 1000, 1000, 500, 500, 200, 200, 200, 100, 100, 100)
"""At least two of each that a fewest payment may need twice."""
SMALL_PURSE: tuple[Cents, ...] = (*(1000,) * 9, *(100,) * 9)
COINS: tuple[Cents, ...] = (200, 200, 200, 100, 100, 50, 50, 20, 20, 20, 10, 10, 10, 5, 5, 2, 2, 1, 1)
GOODS = (  # what it is, its price in euros: from, to
    *(("une balle", 1, 6), ("un crayon", 1, 3), ("un livre", 4, 18), ("une trousse", 3, 15), ("un puzzle", 6, 24)),
    *(("une plante", 3, 19), ("un cartable", 22, 49), ("une lampe", 11, 45), ("un jeu", 8, 38), ("un ballon", 4, 19)),
)
_FEWEST = "Paie cette somme avec le moins de pièces et de billets possible."
_CHANGE = "Rends la monnaie à la cliente."


def exercises(bench: Bench) -> Iterator[Exercise]:
    """Whole euros, then cents."""
    yield from _counting(bench)
    yield from _paying(bench)
    yield from _comparing(bench)
    yield from _change(bench)
    yield from _counting_cents(bench)
    yield from _paying_cents(bench)
    yield from _comma(bench)
    yield from _change_in_cents(bench)


def drawn(key: str, kinds: Iterable[Cents], pieces: int, most: int) -> tuple[Cents, ...]:
    """So many coins and notes, fewer if they would be worth more than `most` cents; always the same for a key."""
    chance = random.Random(key)
    pool, laid = list(kinds), list[Cents]()
    while len(laid) < pieces:
        affordable = [piece for piece in pool if sum(laid) + piece <= most]
        if not affordable:
            break
        laid.append(chance.choice(affordable))
    return tuple(laid)


def _named(laid: Iterable[Cents], unit: int) -> str:
    return "-".join(str(piece // unit) for piece in sorted(laid, reverse=True))


def _counting(bench: Bench) -> Iterator[Exercise]:
    seen: set[tuple[Cents, ...]] = set()
    for place in range(210):
        pieces = 2 + place % 7
        laid = drawn(f"money.count.{place}", (100, 200, 500, 1000, 2000, 5000), pieces, CP_LARGEST * EURO)
        if (multiset := tuple(sorted(laid))) in seen or len(laid) < 2:
            continue
        seen.add(multiset)
        total = sum(laid) // EURO
        yield bench.exercise(
            f"money.count.{_named(laid, EURO)}",
            Activity.COUNT_MONEY,
            Ask(prompt=Prompt(figure=Money(laid=laid)), answers=(str(total),), unit="€", largest=CP_LARGEST),
            skills=["money.count"],
            features={"pieces": len(laid), "kinds": len(set(laid)), "total": total},
            harder=0.16 * (len(laid) - 5) + 0.15 * (len(set(laid)) - 3),
            theme=f"money.{total}",
        )


def _paying(bench: Bench) -> Iterator[Exercise]:
    for euros in range(3, CP_LARGEST + 1):
        for name, purse, fewest in (
            ("pay", PURSE, False),
            ("pay_tens", SMALL_PURSE, False),
            ("pay_least", PURSE, True),
        ):
            if sum(purse) < euros * EURO:
                continue
            content = Handle(
                prompt=Prompt(text=price(euros * EURO), say=said_price(euros * EURO)),
                figure=Money(purse=purse),
                goal=Worth(value=euros * EURO, fewest=fewest),
            )
            if name == "pay_tens" and (euros < 11 or euros % 10 == 0):
                continue
            pieces = len(_least(euros))
            yield bench.exercise(
                f"money.{name}.{euros}",
                Activity.PAY,
                content,
                skills=["money.pay"],
                features={"total": euros, "pieces": pieces, "fewest": fewest},
                harder=0.2 * (pieces - 4) + (0.6 if fewest else -0.4 if name == "pay_tens" else 0),
                instruction=_FEWEST if fewest else None,
                theme=f"money.{euros}",
            )


def _least(euros: int) -> list[int]:
    """The fewest coins and notes."""
    laid = []
    for piece in (50, 20, 10, 5, 2, 1):
        laid += [piece] * (euros // piece)
        euros %= piece
    return laid


def _comparing(bench: Bench) -> Iterator[Exercise]:
    """The purse with more pieces holds less, half the time."""
    seen = set()
    for place in range(90):
        more = drawn(f"money.compare.{place}.many", (100, 200, 500, 1000), 5 + place % 3, 60 * EURO)
        fewer = drawn(f"money.compare.{place}.few", (500, 1000, 2000, 5000), 2 + place % 2, CP_LARGEST * EURO)
        key = f"{_named(more, EURO)}.{_named(fewer, EURO)}"
        if sum(more) == sum(fewer) or key in seen:
            continue
        seen.add(key)
        large, small = sorted((more, fewer), key=sum, reverse=True)
        gap = (sum(large) - sum(small)) // EURO
        yield bench.exercise(
            f"money.compare.{key}",
            Activity.COMPARE_MONEY,
            choice(key, Prompt(), [Option(figure=Money(laid=large))], [Option(figure=Money(laid=small))]),
            skills=["money.count"],
            features={"gap": gap, "misleading": large is fewer},
            harder=(0.4 if large is fewer else -0.3) + (0.4 if gap <= 3 else 0),
        )


def _scene(good: str, cents: int, note: int) -> Prompt:
    """« Un livre coûte 7 €. Je paie avec un billet de 10 €. »"""
    article, name = good.split(" ", 1)
    bought = f"{article.capitalize()} {name} coûte"
    paid = "avec un billet de"
    return Prompt(
        text=f"{bought} {price(cents)}. La cliente paie {paid} {price(note)}.",
        say=f"{bought} {said_price(cents)}. La cliente paie {paid} {said_price(note)}.",
    )


def _change(bench: Bench) -> Iterator[Exercise]:
    """Small change, or what is left to the ten or from tens: what can be found in the head in CP."""
    for good, cheapest, dearest in GOODS:
        for euros in range(cheapest, dearest + 1):
            for note in (5, 10, 20, 50):
                rest = note - euros
                if not 0 < rest < 10 and not (0 < rest < 30 and euros % 5 == 0):
                    continue
                yield from _given_back(bench, "money.change", good, euros * EURO, note * EURO)


def _given_back(bench: Bench, skill: str, good: str, cents: int, note: int) -> Iterator[Exercise]:
    rest = note - cents
    whole = rest % EURO == 0 and cents % EURO == 0
    prompt = _scene(good, cents, note)
    worth = {"price": cents / EURO, "note": note / EURO, "change": rest / EURO}
    harder = 0.05 * min(rest // EURO, 12) - 0.3 + (0.4 if note > 1000 else 0) + (0.3 if rest % 50 else 0)
    key = f"{good.split(' ', 1)[1]}.{cents // EURO if whole else cents}.{note // EURO}"
    answer = Ask(
        prompt=prompt,
        form=Form.NUMBER if whole else Form.MONEY,
        answers=(str(rest // EURO) if whole else with_comma(rest),),
        unit="€" if whole else "",
        largest=CP_LARGEST if whole else 0,
    )
    theme = f"money.{rest}"
    make = partial(bench.exercise, skills=[skill], features=worth, theme=theme)
    yield make(f"{skill}.{key}", Activity.GIVE_CHANGE, answer, harder=harder)
    purse = PURSE if whole else (1000, 1000, 500, 500, *COINS)
    given = Handle(prompt=prompt, figure=Money(purse=purse), goal=Worth(value=rest))
    yield make(f"{skill}.hand.{key}", Activity.GIVE_CHANGE, given, harder=harder + 0.1, instruction=_CHANGE)


def _counting_cents(bench: Bench) -> Iterator[Exercise]:
    seen = set()
    for place in range(130):
        laid = drawn(f"money.cents.{place}", (1000, 500, 200, 100, 100, 50, 50, 20, 10, 5), 3 + place % 6, 50 * EURO)
        key = _named(laid, 1)
        total = sum(laid)
        if total % EURO == 0 or total < EURO or key in seen:
            continue
        seen.add(key)
        yield bench.exercise(
            f"money.cents.{key}",
            Activity.COUNT_MONEY,
            Ask(prompt=Prompt(figure=Money(laid=laid)), form=Form.MONEY, answers=(with_comma(total),)),
            skills=["money.cents"],
            features={"pieces": len(laid), "kinds": len(set(laid)), "total": total / EURO, "zero": total % EURO < 10},
            harder=0.2 * (len(laid) - 5) + (0.4 if total % EURO < 10 else 0),
            theme=f"money.{total}",
        )


def _paying_cents(bench: Bench) -> Iterator[Exercise]:
    purse: tuple[Cents, ...] = (1000, 1000, 500, 500, *COINS)
    for cents in kept("money.pay_cents", [c for c in range(105, 2000, 5) if c % EURO], 45):
        yield bench.exercise(
            f"money.pay_cents.{cents}",
            Activity.PAY,
            Handle(
                prompt=Prompt(text=price(cents), say=said_price(cents)),
                figure=Money(purse=purse),
                goal=Worth(value=cents),
            ),
            skills=["money.cents"],
            features={"total": cents / EURO, "zero": cents % EURO < 10},
            harder=(0.4 if cents % EURO < 10 else 0) + (0.2 if cents % 10 else -0.2),
            theme=f"money.{cents}",
        )


def _comma(bench: Bench) -> Iterator[Exercise]:
    """3 euros 5 cents is 3,05 €; 3,05 € is 305 cents."""
    for cents in kept("money.comma", [c for c in range(101, 1000) if c % EURO], 40):
        euros, rest = divmod(cents, EURO)
        features = {"total": cents / EURO, "zero": rest < 10}
        harder = 0.6 if rest < 10 else 0.1 if rest % 10 == 0 else -0.2
        yield bench.exercise(
            f"money.comma.{cents}",
            Activity.CENTS,
            Ask(
                prompt=Prompt(
                    text=f"{counted(euros, 'euro')} et {counted(rest, 'centime')}, c’est {GAP} €",
                    say=f"Écris avec une virgule. {said_price(cents)}.",
                ),
                form=Form.MONEY,
                answers=(with_comma(cents),),
            ),
            skills=["money.cents"],
            features=features,
            harder=harder,
            theme=f"money.{cents}",
        )
        yield bench.exercise(
            f"money.in_cents.{cents}",
            Activity.CENTS,
            Ask(
                prompt=Prompt(
                    text=f"{price(cents)} = {GAP} centimes", say=f"{said_price(cents)}, combien de centimes\u00a0?"
                ),
                answers=(str(cents),),
                unit="centimes",
                largest=1000,
            ),
            skills=["money.cents"],
            features=features,
            harder=harder,
            theme=f"money.{cents}",
        )


def _change_in_cents(bench: Bench) -> Iterator[Exercise]:
    for good, cheapest, dearest in GOODS:
        prices = [cents for cents in range(cheapest * EURO, dearest * EURO, 5) if cents % EURO]
        for cents in kept(f"money.change_cents.{good}", prices, 11):
            note = next(note for note in (500, 1000, 2000, 5000) if note > cents)
            yield from _given_back(bench, "money.change_cents", good, cents, note)
