"""Tables of multiplication: said both ways, with a gap, backwards; and the words of the operations."""

from collections.abc import Iterator

from exercises.activities import Activity
from exercises.draws import kept
from exercises.exercise import Choose, Content, Exercise, Option, Prompt
from exercises.maths.making import GAP, Bench, asked, choice, computed, how_much

_SETS = (("mul.tables_2_5_10", (2, 5, 10)), ("mul.tables_3_4", (3, 4)), ("mul.tables_6_9", (6, 7, 8, 9)))
_LARGEST = 100
_JUDGED = (Option(text="vrai", say="vrai"), Option(text="faux", say="faux"))


def exercises(bench: Bench) -> Iterator[Exercise]:
    """The tables of CE1, then what CE2 adds. A fact of two tables is met with the first."""
    known: set[tuple[int, int]] = set()
    for skill, tables in _SETS:
        for table in tables:
            for times in range(11):
                yield from _fact(bench, skill, table, times)
                for pair in ((table, times), (times, table)):
                    if pair not in known:
                        yield _computed(bench, skill, *pair)
                    known.add(pair)
    for times in range(11):
        for pair in ((times, 0), (0, times), (times, 1), (1, times)):
            if pair not in known:
                yield _computed(bench, "mul.tables_2_5_10", *pair)
            known.add(pair)
    for left in range(2, 10):
        for right in range(2, 11):
            yield from _backwards(bench, left, right)
    yield from _multiples(bench)
    yield from _names(bench)


def _computed(bench: Bench, skill: str, left: int, right: int) -> Exercise:
    content, said = computed(left, "×", right, _LARGEST), how_much(left, "×", right)
    return _one(bench, f"{left}x{right}", Activity.COMPUTE, content, skill, left, right, instruction=said)


def _fact(bench: Bench, skill: str, table: int, times: int) -> Iterator[Exercise]:
    if not times:
        return
    product, key = table * times, f"{table}.{times}"
    question = f"Dans {product}, combien de fois {table}\u00a0?"
    for name, text, say in (
        ("gap", f"{table} × {GAP} = {product}", None),
        ("gap_left", f"{GAP} × {table} = {product}", None),
        ("in", question, question),
    ):
        content: Content = asked(text, times, _LARGEST, say=say)
        yield _one(bench, f"{name}.{key}", Activity.COMPLETE_EQUALITY, content, skill, table, times, harder=0.4)
    others = {table * (times + 1), table * (times - 1), product + 1, table + times, product + 10} - {product, 0}
    near = sorted(number for number in others if number <= _LARGEST)
    shown = [product, *near] if skill == "mul.tables_3_4" else kept(key, [product, near[0]], 1)
    for number in shown:
        prompt = Prompt(text=f"{table} × {times} = {number}")
        content = Choose(prompt=prompt, options=_JUDGED, answers=(int(number != product),))
        yield _one(bench, f"judged.{key}.{number}", Activity.TRUE_EQUALITY, content, skill, table, times, harder=-0.2)
    prompt = Prompt(text=f"{table} × {times} = {GAP}", say="Touche le résultat.")
    wrong = [Option(text=str(number)) for number in kept(f"chosen {key}", near, 3)]
    content = choice(f"tables.{key}", prompt, [Option(text=str(product))], wrong)
    yield _one(bench, f"chosen.{key}", Activity.MULTIPLE, content, skill, table, times, harder=-0.3)


def _backwards(bench: Bench, left: int, right: int) -> Iterator[Exercise]:
    """CE2: the product is given, the factors are found."""
    product = left * right
    texts = {
        "first": (f"{product} = {GAP} × {right}", left),
        "second": (f"{product} = {left} × {GAP}", right),
        "share": (f"{product} ÷ {left} = {GAP}", right),
    }
    for name, (text, answer) in texts.items():
        key, content = f"both_ways.{name}.{left}.{right}", asked(text, answer, _LARGEST)
        yield _one(bench, key, Activity.COMPLETE_EQUALITY, content, "mul.both_ways", left, right, harder=0.3)


def _multiples(bench: Bench) -> Iterator[Exercise]:
    """Which of these numbers is a multiple of 7?"""
    for table in (2, 3, 4, 5, 6, 7, 8, 9, 10):
        for times in range(3, 13):
            product, key = table * times, f"multiple.{table}.{times}"
            wrong = [n for n in range(product - 9, product + 10) if n % table and n > 0]
            options = [Option(text=str(n)) for n in kept(key, wrong, 3)]
            prompt = Prompt(text=f"multiple de {table}", say=f"Touche le multiple de {table}.")
            content = choice(f"tables.{key}", prompt, [Option(text=str(product))], options)
            yield _one(bench, key, Activity.MULTIPLE, content, "mul.multiples", table, times, harder=0.0)


def _names(bench: Bench) -> Iterator[Exercise]:
    """Sum, difference, product, terms, factors: the words, with numbers."""
    pairs = [(a, b) for a in range(6, 21) for b in range(2, 10) if a > b]
    for a, b in kept("names", pairs, 40):
        for name, text, answer in (
            ("sum", f"Quelle est la somme de {a} et {b}\u00a0?", a + b),
            ("difference", f"Quelle est la différence entre {a} et {b}\u00a0?", a - b),
            ("product", f"Quel est le produit de {a} par {b}\u00a0?", a * b),
        ):
            content = asked(text, answer, 1_000, say=text)
            yield _one(bench, f"{name}.{a}.{b}", Activity.NAME_OPERATION, content, "mul.multiples", a, b, harder=0.2)


def _one(
    bench: Bench,
    key: str,
    activity: Activity,
    content: Content,
    skill: str,
    left: int,
    right: int,
    *,
    harder: float = 0.0,
    instruction: str | None = None,
) -> Exercise:
    smaller, larger = sorted((left, right))
    easy = smaller in (0, 1, 2, 10) or larger == 10 or 5 in (smaller, larger) or smaller == larger
    return bench.exercise(
        f"tables.{key}",
        activity,
        content,
        skills=[skill],
        features={"smaller": smaller, "larger": larger, "square": float(left == right)},
        harder=harder + 0.1 * smaller + 0.05 * larger - (0.6 if easy else 0.0) - 0.4,
        instruction=instruction,
        theme=f"× {smaller} {larger}",
    )
