"""Masses: what a balance says, weigh with masses, balance the pans, grams, kilograms and tonnes."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations
from random import Random

from exercises.activities import Activity
from exercises.draws import kept
from exercises.exercise import Ask, Exercise, Handle, Option, Prompt
from exercises.figures import Balance, Weight
from exercises.handling import Same
from exercises.maths.conversions import Pair, conversions, unit_choices
from exercises.maths.making import Bench, choice, distinct
from exercises.maths.units import KG, G, T

_THINGS = (  # from the lightest to the heaviest
    *(("la plume", "1FAB6"), ("la cerise", "1F352"), ("la fraise", "1F353"), ("la clé", "1F511")),
    *(("le citron", "1F34B"), ("la pomme", "1F34E"), ("la banane", "1F34C"), ("le ballon", "26BD")),
    *(("le livre", "1F4D5"), ("l’ananas", "1F34D"), ("le lapin", "1F407"), ("le chat", "1F408")),
    *(("la citrouille", "1F383"), ("la chaise", "1FA91"), ("le vélo", "1F6B2"), ("le lit", "1F6CF")),
    *(("l’ours", "1F43B"), ("le cheval", "1F40E"), ("la vache", "1F404"), ("l’éléphant", "1F418")),
)
_NEAR = 7
_SMALL_BOX = (50, 20, 20, 10, 5, 2, 2, 1)
_BOX = (500, 200, 200, 100, 50, 20, 20, 10)


@distinct
def exercises(bench: Bench) -> Iterator[Exercise]:
    """Compared in the hand and on a balance, then weighed, then in larger units."""
    yield from _compared(bench)
    yield from _weighed(bench)
    yield from _balanced(bench)
    yield from conversions(bench, "masses", "masses.g_kg", [Pair(KG, G)], 30)
    yield from unit_choices(bench, "masses", "masses.g_kg")
    yield from conversions(bench, "masses.ce2", "masses.t", [Pair(KG, G), Pair(T, KG)], 30)
    yield from unit_choices(bench, "masses", "masses.t")


def _compared(bench: Bench) -> Iterator[Exercise]:
    """The pan that goes down holds the heavier one, whatever its size."""
    pairs = [(light, heavy) for light, heavy in combinations(range(len(_THINGS)), 2) if heavy - light <= _NEAR]
    for light, heavy in pairs:
        for wanted, wanting in ((heavy, "lourd"), (light, "léger")):
            key = f"masses.compare.{wanting.replace('é', 'e')}.{light}-{heavy}"
            sides = [light, heavy]
            Random(key).shuffle(sides)
            left, right = (Weight(picture=_THINGS[each][1], label=_THINGS[each][0]) for each in sides)
            options = {each: Option(picture=_THINGS[each][1], say=_THINGS[each][0]) for each in (light, heavy)}
            yield bench.exercise(
                key,
                Activity.COMPARE_MASSES,
                choice(
                    key,
                    Prompt(
                        figure=Balance(left=(left,), right=(right,), leans="left" if sides[0] == heavy else "right")
                    ),
                    [options[wanted]],
                    [options[light + heavy - wanted]],
                ),
                skills=["masses.compare"],
                features={"lighter": wanting == "léger", "far": heavy - light},
                harder=(0.25 if wanting == "léger" else -0.25) + (0.25 if heavy - light <= 2 else -0.2),
                instruction=f"Touche ce qui est le plus {wanting}.",
                theme=f"masses.{light}-{heavy}",
            )


def sums(box: Sequence[int]) -> dict[int, list[tuple[int, ...]]]:
    """What can be weighed with these masses, and all the ways of doing so."""
    found: dict[int, set[tuple[int, ...]]] = {0: {()}}
    for mass, many in Counter(box).items():
        for total, ways in list(found.items()):
            for taken in range(1, many + 1):
                more = {tuple(sorted((*way, *(mass,) * taken), reverse=True)) for way in ways}
                found.setdefault(total + mass * taken, set()).update(more)
    return {total: sorted(ways) for total, ways in found.items()}


def _weighed(bench: Bench) -> Iterator[Exercise]:
    """The balance is level: the masses on the right are worth the parcel on the left."""
    seen: set[tuple[int, ...]] = set()
    for box, count in ((_SMALL_BOX, 40), (_BOX, 60)):
        ways = {way for found in sums(box).values() for way in found if 2 <= len(way) <= 6 and sum(way) <= 1000}
        ways -= seen
        seen |= ways
        for way in kept(f"masses.weigh.{box[0]}", sorted(ways), count):
            balance = Balance(left=(Weight(label="?"),), right=tuple(Weight(grams=mass) for mass in way))
            yield bench.exercise(
                f"masses.weigh.{'-'.join(map(str, way))}",
                Activity.WEIGH,
                Ask(
                    prompt=Prompt(figure=balance, say="Combien de grammes pèse le paquet\u00a0?"),
                    answers=(str(sum(way)),),
                    unit="g",
                    largest=1000,
                ),
                skills=["masses.g_kg"],
                features={"masses": len(way), "total": sum(way)},
                harder=0.2 * (len(way) - 4) + (0.2 if sum(way) > 100 else -0.2),
                theme=f"masses.{sum(way)}",
            )


def _balanced(bench: Bench) -> Iterator[Exercise]:
    for box, count in ((_SMALL_BOX, 30), (_BOX, 50)):
        found = {total: ways for total, ways in sums(box).items() if 3 <= total < 1000}
        for total in kept(f"masses.balance.{box[0]}", sorted(found), count):
            start = Balance(left=(Weight(grams=total),), leans="left", box=box)
            level = tuple(
                start.model_copy(update={"right": tuple(Weight(grams=mass) for mass in way), "leans": "level"})
                for way in found[total]
            )
            fewest = min(map(len, found[total]))
            yield bench.exercise(
                f"masses.balance.{box[0]}.{total}",
                Activity.BALANCE,
                Handle(prompt=Prompt(), figure=start, goal=Same(figures=level)),
                skills=["masses.g_kg"],
                features={"masses": fewest, "ways": len(level), "total": total},
                harder=0.2 * (fewest - 4) + (0.2 if total > 100 else -0.2),
                theme=f"masses.{total}",
            )
