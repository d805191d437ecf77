"""What lengths, masses and capacities share: change the unit, complete to a whole one, compare, choose the unit."""

import random
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from exercises.activities import Activity
from exercises.draws import kept
from exercises.exercise import Ask, Exercise, Option, Prompt
from exercises.maths.making import GAP, LIMITS, Bench, choice, in_order
from exercises.maths.units import MEASURES, Measure, counted, said_measure
from exercises.sources import DATA, read_table

ESTIMATES = DATA / "maths" / "estimates.csv"
_COLUMNS = ("competence", "phrase", "unite", "autres")
_SIGNS = ("<", "=", ">")
_SIGN_NAMES = {"<": "plus petit", "=": "égal", ">": "plus grand"}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two units learnt together."""

    large: Measure
    small: Measure

    @property
    def ratio(self) -> int:
        """How many small ones make a large one."""
        return self.large.worth // self.small.worth


def conversions(bench: Bench, family: str, skill: str, pairs: Sequence[Pair], each: int = 12) -> Iterator[Exercise]:
    """So many exercises of each sort for each pair of units, within the numbers of the year."""
    limit = LIMITS[bench.grade([f"maths.{skill}"])]
    for pair in pairs:
        key = f"{family}.{pair.large.symbol.lower()}_{pair.small.symbol.lower()}"
        wholes = kept(f"{key}.whole", range(1, min(limit // pair.ratio, 20) + 1), each)
        mixed = kept(f"{key}.mixed", _mixed(pair, limit), each)
        parts = kept(f"{key}.parts", range(_grain(pair), pair.ratio, _grain(pair)), each)
        yield from _changed(bench, key, skill, pair, wholes)
        yield from _taken_apart(bench, key, skill, pair, mixed)
        yield from _completed(bench, key, skill, pair, parts)
        yield from _compared(bench, key, skill, pair, wholes, mixed)


def _grain(pair: Pair) -> int:
    """Parts of a thousand are taken by fifties, of a hundred by fives: complements that one finds in the head."""
    return {10: 1, 100: 5}.get(pair.ratio, 50)


def _mixed(pair: Pair, limit: int) -> list[tuple[int, int]]:
    """Some large units and a part of one, kept under the limit of the year once in small units."""
    most = min((limit - 1) // pair.ratio, 9)
    return [(wholes, part) for wholes in range(1, most + 1) for part in range(1, pair.ratio) if _fits(pair, part)]


def _fits(pair: Pair, part: int) -> bool:
    """Thousandths are round or small (where the zero must be written); others are any."""
    return pair.ratio < 1000 or part % 50 == 0 or part < 10


def _changed(bench: Bench, key: str, skill: str, pair: Pair, wholes: Sequence[int]) -> Iterator[Exercise]:
    """3 m = ___ cm, and 300 cm = ___ m."""
    for number in wholes:
        many = number * pair.ratio
        for way, given, unit, answer, wanted in (
            ("down", number, pair.large, many, pair.small),
            ("up", many, pair.small, number, pair.large),
        ):
            yield bench.exercise(
                f"{key}.{way}.{number}",
                Activity.CONVERT,
                Ask(
                    prompt=Prompt(
                        text=f"{given} {unit.symbol} = {GAP} {wanted.symbol}",
                        say=f"{said_measure(given, unit)}, combien de {wanted.name}s\u00a0?",
                    ),
                    answers=(str(answer),),
                    unit=wanted.symbol,
                    largest=LIMITS[bench.grade([f"maths.{skill}"])],
                ),
                skills=[skill],
                features={"ratio": pair.ratio, "number": number, "up": way == "up"},
                harder=(0.2 if way == "up" else -0.3) + (0.2 if number >= 10 else -0.3 if number == 1 else 0),
                theme=f"{key}.{number}",
            )


def _taken_apart(
    bench: Bench, key: str, skill: str, pair: Pair, mixed: Sequence[tuple[int, int]]
) -> Iterator[Exercise]:
    """3 m 25 cm = ___ cm, and 325 cm = 3 m ___ cm."""
    small = pair.small.symbol
    for wholes, part in mixed:
        many = wholes * pair.ratio + part
        inner_zero = part * 10 < pair.ratio
        make = partial(
            bench.exercise,
            skills=[skill],
            features={"ratio": pair.ratio, "number": many, "inner_zero": inner_zero},
            theme=f"{key}.{wholes}",
        )
        limit = LIMITS[bench.grade([f"maths.{skill}"])]
        parts = f"{said_measure(wholes, pair.large)} et {said_measure(part, pair.small)}"
        yield make(
            f"{key}.join.{wholes}-{part}",
            Activity.CONVERT,
            Ask(
                prompt=Prompt(
                    text=f"{wholes} {pair.large.symbol} {part} {small} = {GAP} {small}",
                    say=f"{parts}, combien de {pair.small.name}s en tout\u00a0?",
                ),
                answers=(str(many),),
                unit=small,
                largest=limit,
            ),
            harder=0.6 if inner_zero and pair.ratio > 10 else 0.1,
        )
        yield make(
            f"{key}.split.{wholes}-{part}",
            Activity.CONVERT,
            Ask(
                prompt=Prompt(
                    text=f"{many} {small} = {wholes} {pair.large.symbol} {GAP} {small}",
                    say=f"{said_measure(many, pair.small)}, c’est {said_measure(wholes, pair.large)}"
                    f" et combien de {pair.small.name}s\u00a0?",
                ),
                answers=(str(part),),
                unit=small,
                largest=limit,
            ),
            harder=0.3 if inner_zero and pair.ratio > 10 else 0.0,
        )


def _completed(bench: Bench, key: str, skill: str, pair: Pair, parts: Sequence[int]) -> Iterator[Exercise]:
    """1 m = 40 cm + ___ cm."""
    small = pair.small.symbol
    for part in parts:
        yield bench.exercise(
            f"{key}.complete.{part}",
            Activity.CONVERT,
            Ask(
                prompt=Prompt(
                    text=f"1 {pair.large.symbol} = {part} {small} + {GAP} {small}",
                    say=f"{said_measure(part, pair.small)} et combien de {pair.small.name}s"
                    f" font {said_measure(1, pair.large)}\u00a0?",
                ),
                answers=(str(pair.ratio - part),),
                unit=small,
                largest=LIMITS[bench.grade([f"maths.{skill}"])],
            ),
            skills=[skill],
            features={"ratio": pair.ratio, "part": part},
            harder=-0.5 if pair.ratio == 10 else 0.0 if part % 10 == 0 else 0.4,
            theme=f"{key}.complement",
        )


def _compared(
    bench: Bench, key: str, skill: str, pair: Pair, wholes: Sequence[int], mixed: Sequence[tuple[int, int]]
) -> Iterator[Exercise]:
    """2 m < 250 cm: the larger number is not always the larger measure."""
    limit = LIMITS[bench.grade([f"maths.{skill}"])]
    nearby = [(number, number * pair.ratio + shift) for number in wholes for shift in (-_grain(pair), 0, _grain(pair))]
    tricky = [(wholes + 1, wholes * 10 + min(part, 9)) for wholes, part in mixed if pair.ratio >= 100]
    fitting = dict.fromkeys((large, small) for large, small in (*nearby, *tricky) if 0 < small <= limit)
    for large, small in kept(f"{key}.compare", fitting, len(wholes) + 6):
        many = large * pair.ratio
        sign = "<" if many < small else ">" if many > small else "="
        swapped = random.Random(f"{key}.{large}.{small}").random() < 0.5
        sides = [f"{large} {pair.large.symbol}", f"{small} {pair.small.symbol}"]
        said = [said_measure(large, pair.large), said_measure(small, pair.small)]
        if swapped:
            sides.reverse()
            said.reverse()
            sign = {"<": ">", ">": "<"}.get(sign, sign)
        options = [Option(text=each, say=_SIGN_NAMES[each]) for each in _SIGNS]
        prompt = Prompt(text=f" {GAP} ".join(sides), say=", ".join(said))
        yield bench.exercise(
            f"{key}.compare.{large}-{small}",
            Activity.COMPARE_MEASURES,
            in_order(prompt, options, [_SIGNS.index(sign)]),
            skills=[skill],
            features={"ratio": pair.ratio, "equal": sign == "=", "misleading": small > large},
            harder=(0.3 if small > large and many > small else -0.2) + (0.2 if sign == "=" else 0),
            theme=f"{key}.{large}",
        )


def unit_choices(bench: Bench, family: str, skill: str, path: Path = ESTIMATES) -> Iterator[Exercise]:
    """The unit that a thing is measured in; ContentError names the line of what is wrong."""
    for row in read_table(path, _COLUMNS):
        if row.needed("competence") != skill:
            continue
        phrase, unit, others = row.needed("phrase"), row.needed("unite"), row.needed("autres").split()
        if phrase.count(GAP) != 1 or not phrase.endswith(".") or unit in others:
            raise row.place.error(f"the sentence must hold {GAP} once and end with a point; the units must differ")
        number = phrase.split(GAP, 1)[0].split()[-1]
        options = [Option(text=each, say=_unit_said(each)) for each in (unit, *others)]
        yield bench.exercise(
            f"{family}.unit.{_slug(phrase)}",
            Activity.CHOOSE_UNIT,
            choice(
                f"{family}.{phrase}",
                Prompt(text=phrase, say=phrase.replace(f" {GAP}", "…").replace("….", "…")),
                options[:1],
                options[1:],
            ),
            skills=[skill],
            features={"options": len(options)},
            harder=0.2 * (len(options) - 2) + (0.2 if number == "1" else 0),
            theme=f"{family}.unit",
        )


def _slug(phrase: str) -> str:
    """« Une gomme est longue d’environ 4 ___. »: une-gomme-est-longue-d-environ-4."""
    plain = unicodedata.normalize("NFD", phrase.replace(GAP, "").casefold()).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain))


def _unit_said(unit: str) -> str:
    return counted(2, MEASURES[unit].name).removeprefix("2 ") if unit in MEASURES else unit
