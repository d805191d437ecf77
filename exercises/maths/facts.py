"""The facts of addition and subtraction to 20 beyond the plain question: with a gap, in pictures, true or false.

`addition.py` holds the plain additions; the facts of each of its skills are met here in other ways.
"""

from collections.abc import Iterator

from exercises.activities import Activity
from exercises.draws import kept
from exercises.exercise import Ask, Choose, Content, Exercise, Option, Prompt
from exercises.figures import Collection, TenFrame
from exercises.maths import addition
from exercises.maths.making import GAP, MINUS, Bench, asked, computed, how_much
from exercises.maths.things import THINGS

_TRUE_FALSE = (Option(text="vrai", say="vrai"), Option(text="faux", say="faux"))


_SCARCE = {
    "add.to_5": 10,
    "add.to_10": 15,
    "add.complements_10": 12,
    "add.doubles": 8,
    "add.ten_plus": 1,
    "add.complements_20": 1,
}
"""Skills that hold few facts, and in how many pictures each of them is shown: they are met in more ways."""


def exercises(bench: Bench) -> Iterator[Exercise]:
    """Additions seen, with a gap, judged; then subtractions."""
    pairs = [(a, total - a) for total in range(1, 21) for a in range(total + 1) if a and total - a]
    for left, right in pairs:
        yield from _additions(bench, left, right)
    for larger in range(1, 21):
        for smaller in range(larger + 1):
            if larger <= 10 or smaller:
                yield from _subtractions(bench, larger, smaller)


def _additions(bench: Bench, left: int, right: int) -> Iterator[Exercise]:
    of = addition.features(left, right)
    trained = [skill.removeprefix("maths.") for skill in addition.skills(of)]
    total, theme = left + right, f"+ {of.smaller} {of.larger}"
    features = {"smaller": of.smaller, "total": total, "double": float(of.double), "crosses_ten": float(of.crosses_ten)}
    harder = addition.difficulty(of) + 1.2

    def one(key: str, activity: Activity, content: Content, more: list[str], shift: float) -> Exercise:
        return bench.exercise(
            f"facts.{key}.{left}+{right}",
            activity,
            content,
            skills=[*trained, *more],
            features=features,
            harder=harder + shift,
            theme=theme,
        )

    gaps = (
        ("gap_right", f"{left} + {GAP} = {total}", right),
        ("gap_turned", f"{total} = {GAP} + {right}", left),
        ("gap_left", f"{GAP} + {right} = {total}", left),
        ("gap_last", f"{total} = {left} + {GAP}", right),
    )
    scarce = _SCARCE.get(trained[0], 0)
    for key, text, answer in gaps[: 4 if scarce else 2]:
        gap = asked(text, answer, 30)
        yield one(key, Activity.COMPLETE_EQUALITY, gap, ["add.equality"], 0.4 if text.startswith(str(total)) else 0.2)
    if left <= 10 and right <= 10:
        frame = TenFrame(frames=1 if total <= 10 else 2, filled=left, second=right)
        prompt = Prompt(say="Combien y a-t-il de jetons en tout\u00a0?", figure=frame)
        yield one("frame", Activity.COUNT_THINGS, Ask(prompt=prompt, answers=(str(total),), largest=30), [], -0.6)
    if total <= 10:
        for thing in kept(f"{left}+{right}", THINGS, max(1, scarce)):
            figure = Collection(groups=(left, right), picture=thing.picture)
            say = f"Combien {thing.many} y a-t-il en tout\u00a0?"
            content = Ask(prompt=Prompt(say=say, figure=figure), answers=(str(total),), largest=30)
            yield one(f"seen.{thing.picture}", Activity.COUNT_THINGS, content, [], -0.5)
    near = [total, total + 1, total - 1, total + 2, total - 2, total + 10, total - 10]
    shown = [number for number in near if number > 0][: 6 if scarce else 1 + (left + right) % 2]
    for number in shown:
        judged = _judged(f"{left} + {right} = {number}", number == total)
        yield one(f"judged.{number}", Activity.TRUE_EQUALITY, judged, [], -0.2)


def _subtractions(bench: Bench, larger: int, smaller: int) -> Iterator[Exercise]:
    result = larger - smaller
    crosses = larger > 10 and larger % 10 < smaller < 10
    skill = "sub.to_10" if larger <= 10 else "sub.to_20"
    features = {"larger": larger, "smaller": smaller, "crosses_ten": float(crosses)}
    harder = 0.12 * min(smaller, result) + 0.04 * larger + 0.9 * crosses - 0.9

    def one(
        key: str, activity: Activity, content: Content, trained: str, shift: float, said: str | None, asks: str = ""
    ) -> Exercise:
        return bench.exercise(
            f"facts.{key}.{larger}-{smaller}",
            activity,
            content,
            skills=[trained],
            features=features,
            harder=harder + shift,
            instruction=said,
            theme=f"- {larger} {smaller}",
            asks=asks,
        )

    plain = computed(larger, "-", smaller, 30)
    yield one("minus", Activity.COMPUTE, plain, skill, 0.0, how_much(larger, "-", smaller))
    if not smaller or not result:
        return
    gap = asked(f"{larger} {MINUS} {GAP} = {result}", smaller, 30)
    yield one("minus_gap", Activity.COMPLETE_EQUALITY, gap, skill, 0.4, None, f"gap_add {result} {larger}")
    whole = asked(f"{GAP} {MINUS} {smaller} = {result}", larger, 30)
    yield one("minus_whole", Activity.COMPLETE_EQUALITY, whole, skill, 0.5, None)
    judged = result + (0 if (larger + smaller) % 2 else 1)
    text = f"{larger} {MINUS} {smaller} = {judged}"
    yield one("minus_judged", Activity.TRUE_EQUALITY, _judged(text, judged == result), skill, -0.2, None)
    if larger <= 10:
        for thing in kept(f"{larger}-{smaller}", THINGS, 5):
            figure = Collection(groups=(1,) * larger, picture=thing.picture)
            if ord(thing.picture[-1]) % 2:
                say = f"On en enlève {smaller}. Combien en reste-t-il\u00a0?"
            else:
                say = f"On en cache {smaller}. Combien en vois-tu encore\u00a0?"
            content = Ask(prompt=Prompt(say=say, figure=figure), answers=(str(result),), largest=20)
            asks = f"sub {larger} {smaller}"
            yield one(f"taken.{thing.picture}", Activity.TAKE_AWAY, content, "sub.sense", -0.4, None, asks)


def _judged(text: str, true: bool) -> Choose:
    return Choose(prompt=Prompt(text=text), options=_TRUE_FALSE, answers=(0 if true else 1,))
