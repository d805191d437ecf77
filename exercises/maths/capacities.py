"""Capacities: litres, decilitres and centilitres; how many glasses a jug fills."""

from collections.abc import Iterator

from exercises.activities import Activity
from exercises.exercise import Ask, Exercise, Prompt
from exercises.maths.conversions import Pair, conversions, unit_choices
from exercises.maths.making import Bench
from exercises.maths.units import CL, DL, L, said_measure

_VESSELS = (  # with what it is filled, in centilitres; what is filled, its plural
    *(("un verre", "verres", 20), ("un bol", "bols", 50), ("un gobelet", "gobelets", 25)),
    ("une louche", "louches", 10),
)


def exercises(bench: Bench) -> Iterator[Exercise]:
    """Change units, choose them, then pour."""
    yield from conversions(bench, "capacities", "capacities.litres", [Pair(L, CL), Pair(L, DL), Pair(DL, CL)], 10)
    yield from unit_choices(bench, "capacities", "capacities.litres")
    yield from _poured(bench)


def _poured(bench: Bench) -> Iterator[Exercise]:
    """« Un verre contient 20 cL. Combien de verres remplit-on avec 2 L ? »"""
    for singular, plural, each in _VESSELS:
        for litres in range(1, 7):
            holds = f"{singular.capitalize()} contient"
            question = f"Combien de {plural} remplit-on avec"
            yield bench.exercise(
                f"capacities.pour.{plural}.{litres}",
                Activity.CONVERT,
                Ask(
                    prompt=Prompt(
                        text=f"{holds} {each} cL. {question} {litres} L\u00a0?",
                        say=f"{holds} {said_measure(each, CL)}. {question} {said_measure(litres, L)}\u00a0?",
                    ),
                    answers=(str(100 * litres // each),),
                    largest=200,
                ),
                skills=["capacities.litres"],
                features={"litres": litres, "each": each},
                harder=0.3 + 0.15 * litres,
                instruction="Écoute, puis réponds.",
                theme=f"capacities.{plural}",
            )
