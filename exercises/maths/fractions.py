"""Fractions: parts of a figure, on a line, compared, added, equal; of a quantity. Numbers stay within the year's."""

from collections.abc import Iterator
from fractions import Fraction
from math import gcd

from exercises.activities import Activity
from exercises.draws import kept
from exercises.exercise import Ask, Choose, Content, Exercise, Form, Handle, Option, Prompt
from exercises.figures import Collection, FractionBar, NumberLine
from exercises.handling import Worth
from exercises.maths.comparing import SIGNS
from exercises.maths.making import GAP, MINUS, Bench, asked, choice
from exercises.maths.things import OBJECTS

_FORMS = ("strip", "disc", "square")
_NAMES = {
    **{2: "demi", 3: "tiers", 4: "quart", 5: "cinquième", 6: "sixième", 7: "septième", 8: "huitième", 9: "neuvième"},
    **{10: "dixième", 11: "onzième", 12: "douzième"},
}
_COUNTS = ("", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze")
_SAID = ("est plus petit que", "est plus grand que", "est égal à")


def exercises(bench: Bench) -> Iterator[Exercise]:
    """CE1, then CE2."""
    yield from _parts(bench)
    yield from _line(bench)
    yield from _same_denominator(bench)
    yield from _of_quantity(bench)
    yield from _equal(bench)
    yield from _beyond_one(bench)
    yield from _sums(bench)


def in_words(top: int, bottom: int) -> str:
    """« trois quarts », « un demi »; tiers never changes."""
    name = _NAMES[bottom]
    return f"{_COUNTS[top]} {name}{'s' if top > 1 and not name.endswith('s') else ''}"


def _parts(bench: Bench) -> Iterator[Exercise]:
    """Read a shaded figure, shade one, write what is said."""
    for bottom in range(2, 11):
        for top in range(1, bottom + 1):
            for form in _FORMS[: 2 if bottom > 6 else 3]:
                if form == "square" and bottom % 2 and bottom != 9:
                    continue
                shown = FractionBar.model_validate({"form": form, "parts": bottom, "shaded": tuple(range(top))})
                empty = shown.model_copy(update={"shaded": ()})
                read: Content = Ask(prompt=Prompt(figure=shown), form=Form.FRACTION, answers=(f"{top}/{bottom}",))
                yield _one(bench, f"part.{form}.{top}.{bottom}", Activity.FRACTION_SHOWN, read, "part", top, bottom)
                prompt = Prompt(text=f"{top}/{bottom}", say=f"Colorie {in_words(top, bottom)} de la figure.")
                shade = Handle(prompt=prompt, figure=empty, goal=Worth(value=top, denominator=bottom))
                yield _one(bench, f"shade.{form}.{top}.{bottom}", Activity.SHADE_FRACTION, shade, "part", top, bottom)
            if top < bottom:
                words = Ask(
                    prompt=Prompt(text=in_words(top, bottom), say="Écris cette fraction en chiffres."),
                    form=Form.FRACTION,
                    answers=(f"{top}/{bottom}",),
                    exact=True,
                )
                yield _one(bench, f"written.{top}.{bottom}", Activity.FRACTION_SHOWN, words, "part", top, bottom)
                yield _chosen_part(bench, top, bottom)


def _chosen_part(bench: Bench, top: int, bottom: int) -> Exercise:
    """The figure that shows a fraction, among figures that show others."""
    wrong = {(bottom - top, bottom), (top, min(10, bottom + 1)), (min(top + 1, bottom), bottom), (1, bottom + 1)}
    others = sorted(pair for pair in wrong if pair[0] > 0 and Fraction(*pair) != Fraction(top, bottom))
    key = f"which.{top}.{bottom}"
    content = choice(
        key,
        Prompt(text=f"{top}/{bottom}", say=f"Touche la figure qui montre {in_words(top, bottom)}."),
        [_figure(top, bottom)],
        [_figure(*pair) for pair in others[:3]],
    )
    return _one(bench, key, Activity.FRACTION_SHOWN, content, "part", top, bottom, said="Touche la bonne figure.")


def _figure(top: int, bottom: int) -> Option:
    return Option(figure=FractionBar(parts=bottom, shaded=tuple(range(top))))


def _line(bench: Bench) -> Iterator[Exercise]:
    """From 0 to 1, read and placed; and graduated finer than the fraction is."""
    for bottom in range(2, 11):
        for top in range(1, bottom):
            for finer in (1, 2, 3):
                if bottom * finer > 12 or (finer > 1 and bottom > 5):
                    continue
                line = NumberLine(end=bottom * finer, denominator=bottom * finer, labels=(0, bottom * finer))
                shown = line.model_copy(update={"mark": top * finer})
                answers = (f"{top}/{bottom}",)
                read = Ask(
                    prompt=Prompt(figure=shown, say="Quelle fraction montre la flèche\u00a0?"),
                    form=Form.FRACTION,
                    answers=answers,
                )
                place = Handle(
                    prompt=Prompt(text=f"{top}/{bottom}", say="Place cette fraction sur la ligne."),
                    figure=line,
                    goal=Worth(value=top, denominator=bottom),
                )
                for name, content in (("read", read), ("place", place)):
                    key = f"line.{name}.{top}.{bottom}.{finer}"
                    yield _one(bench, key, Activity.FRACTION_ON_LINE, content, "line", top, bottom, 0.3 * (finer - 1))
            wrong = {(top + 1, bottom), (top - 1, bottom), (bottom - top, bottom), (bottom, top)} - {(top, bottom)}
            line = NumberLine(end=bottom, denominator=bottom, labels=(0, bottom), mark=top)
            options = [
                Option(text=f"{a}/{b}")
                for a, b in sorted(wrong)
                if 0 < a <= b and Fraction(a, b) != Fraction(top, bottom)
            ]
            for turn in range(2 if len(options) > 1 else 0):
                key = f"line.which.{top}.{bottom}.{turn}"
                prompt = Prompt(figure=line, say="Touche la fraction que montre la flèche.")
                chosen = choice(key, prompt, [Option(text=f"{top}/{bottom}")], options[turn : turn + 2])
                yield _one(bench, key, Activity.FRACTION_ON_LINE, chosen, "line", top, bottom, -0.2)


def _same_denominator(bench: Bench) -> Iterator[Exercise]:
    """Compared: same denominator, or numerator 1. Added and taken away up to one."""
    pairs = [((a, n), (b, n)) for n in range(2, 11) for a in range(1, n + 1) for b in range(1, n + 1) if a != b]
    units = [((1, a), (1, b)) for a in range(2, 11) for b in range(2, 11) if a != b]
    for left, right in (*kept("same", pairs, 150), *units):
        yield _compared(bench, "compare_same", left, right)
    for bottom in range(2, 11):
        for a in range(1, bottom + 1):
            for b in range(1, bottom + 1):
                if a + b <= bottom:
                    yield _computed(bench, "add_same", a, "+", b, bottom)
                if a > b:
                    yield _computed(bench, "add_same", a, "-", b, bottom)


def _compared(bench: Bench, skill: str, left: tuple[int, int], right: tuple[int, int]) -> Exercise:
    one, other = Fraction(*left), Fraction(*right)
    sign = 0 if one < other else 1 if one > other else 2
    content = Choose(
        prompt=Prompt(text=f"{left[0]}/{left[1]} {GAP} {right[0]}/{right[1]}"),
        options=tuple(Option(text=text, say=said) for text, said in zip(SIGNS, _SAID, strict=True)),
        answers=(sign,),
    )
    key = f"{skill}.{left[0]}.{left[1]}.{right[0]}.{right[1]}"
    harder = 0.4 if left[1] != right[1] else -0.1
    return _one(bench, key, Activity.COMPARE_FRACTIONS, content, skill, left[0], max(left[1], right[1]), harder)


def _computed(bench: Bench, skill: str, a: int, operator: str, b: int, bottom: int, other: int = 0) -> Exercise:
    """a/bottom ± b/other; `other` is the same denominator when 0."""
    other = other or bottom
    result = Fraction(a, bottom) + Fraction(b, other) * (1 if operator == "+" else -1)
    common = bottom * other // gcd(bottom, other)
    answer = f"{result * common}/{common}"
    text = f"{a}/{bottom} {operator.replace('-', MINUS)} {b}/{other} = {GAP}"
    content = Ask(prompt=Prompt(text=text), form=Form.FRACTION, answers=(answer,))
    key = f"{skill}.{a}.{bottom}{operator}{b}.{other}"
    harder = (0.3 if operator == "-" else 0.0) + (0.7 if other != bottom else 0.0)
    return _one(bench, key, Activity.ADD_FRACTIONS, content, skill, a, bottom, harder)


def _of_quantity(bench: Bench) -> Iterator[Exercise]:
    """Half, a third, a quarter, a fifth, a tenth of so many things."""
    names = {2: "la moitié", 3: "le tiers", 4: "le quart", 5: "le cinquième", 10: "le dixième"}
    for bottom, name in names.items():
        for each in range(1, 21 if bottom < 5 else 11):
            total, thing = bottom * each, OBJECTS[(bottom + 3 * each) % len(OBJECTS)]
            question = f"Combien vaut {name} de {total}\u00a0?"
            plain = asked(question, each, 100, say=question)
            yield _one(bench, f"of.{bottom}.{total}", Activity.FRACTION_OF, plain, "of_quantity", each, bottom, 0.1)
            story = f"On prend {name} de {total} {thing.plural}. Combien en prend-on\u00a0?"
            told = asked(story, each, 100, say=story)
            yield _one(bench, f"of_told.{bottom}.{total}", Activity.FRACTION_OF, told, "of_quantity", each, bottom, 0.2)
            if total <= 40:
                figure = Collection(groups=(1,) * total, picture=thing.picture)
                say = f"Combien {thing.many} y a-t-il dans {name} de la collection\u00a0?"
                seen = Ask(prompt=Prompt(say=say, figure=figure), answers=(str(each),), largest=100)
                yield _one(bench, f"of_seen.{bottom}.{total}", Activity.FRACTION_OF, seen, "of_quantity", each, bottom)


def _equal(bench: Bench) -> Iterator[Exercise]:
    """The same number under two names; and fractions of different denominators compared."""
    for bottom in range(2, 7):
        for top in range(1, bottom):
            if gcd(top, bottom) > 1:
                continue
            for times in range(2, 12 // bottom + 1):
                many, more = top * times, bottom * times
                key = f"equal.{top}.{bottom}.{times}"
                wrong = {(many + 1, more), (top + times, bottom + times), (top, more), (many - 1, more), (many, bottom)}
                others = [
                    pair
                    for pair in sorted(wrong)
                    if pair[0] > 0 and pair[1] <= 12 and Fraction(*pair) != Fraction(top, bottom)
                ]
                for turn, pairs_shown in enumerate(dict.fromkeys((tuple(others[:3]), tuple(others[-3:])))):
                    options = [Option(text=f"{a}/{b}") for a, b in pairs_shown]
                    say = f"Touche la fraction égale à {in_words(top, bottom)}."
                    prompt = Prompt(text=f"{top}/{bottom}", say=say)
                    chosen = choice(f"{key} {turn}", prompt, [Option(text=f"{many}/{more}")], options)
                    yield _one(bench, f"{key}.{turn}", Activity.EQUAL_FRACTIONS, chosen, "equal", top, more)
                for hidden, text, answer in (
                    ("top", f"{top}/{bottom} = {GAP}/{more}", many),
                    ("bottom", f"{top}/{bottom} = {many}/{GAP}", more),
                    ("simple", f"{many}/{more} = {GAP}/{bottom}", top),
                ):
                    gap = asked(text, answer, 20)
                    yield _one(bench, f"{key}.{hidden}", Activity.COMPLETE_EQUALITY, gap, "equal", top, more, 0.3)
    pairs = [
        ((a, b), (c, d))
        for b in range(2, 13)
        for d in range(2, 13)
        if b != d and (b % d == 0 or d % b == 0)
        for a in range(1, b)
        for c in range(1, d)
        if a > 1 or c > 1
    ]
    for left, right in kept("unlike", pairs, 120):
        yield _compared(bench, "equal", left, right)


def _beyond_one(bench: Bench) -> Iterator[Exercise]:
    """Up to three wholes: on a line, shaded, as a whole number and a part."""
    for bottom in range(2, 7):
        line = NumberLine(end=3 * bottom, denominator=bottom, labels=(0, bottom, 2 * bottom, 3 * bottom))
        for top in range(bottom + 1, 3 * bottom):
            whole, rest = divmod(top, bottom)
            answers = (f"{top}/{bottom}",)
            say = "Quelle fraction montre la flèche\u00a0?"
            shown = line.model_copy(update={"mark": top})
            read = Ask(prompt=Prompt(figure=shown, say=say), form=Form.FRACTION, answers=answers)
            yield _one(bench, f"beyond.read.{top}.{bottom}", Activity.FRACTION_ON_LINE, read, "beyond_one", top, bottom)
            place = Handle(
                prompt=Prompt(text=f"{top}/{bottom}", say="Place cette fraction sur la ligne."),
                figure=line,
                goal=Worth(value=top, denominator=bottom),
            )
            yield _one(
                bench, f"beyond.place.{top}.{bottom}", Activity.FRACTION_ON_LINE, place, "beyond_one", top, bottom
            )
            figure = FractionBar(parts=bottom, wholes=3, shaded=tuple(range(top)))
            bars = Ask(prompt=Prompt(figure=figure), form=Form.FRACTION, answers=answers)
            yield _one(bench, f"beyond.bars.{top}.{bottom}", Activity.FRACTION_SHOWN, bars, "beyond_one", top, bottom)
            shade = Handle(
                prompt=Prompt(text=f"{top}/{bottom}"),
                figure=figure.model_copy(update={"shaded": ()}),
                goal=Worth(value=top, denominator=bottom),
            )
            yield _one(bench, f"beyond.shade.{top}.{bottom}", Activity.SHADE_FRACTION, shade, "beyond_one", top, bottom)
            if rest:
                gap = asked(f"{top}/{bottom} = {whole} + {GAP}/{bottom}", rest, 20)
                key = f"beyond.split.{top}.{bottom}"
                yield _one(bench, key, Activity.COMPLETE_EQUALITY, gap, "beyond_one", top, bottom, 0.3)
                whole_part = asked(f"{top}/{bottom} = {GAP} + {rest}/{bottom}", whole, 20)
                key = f"beyond.whole.{top}.{bottom}"
                yield _one(bench, key, Activity.COMPLETE_EQUALITY, whole_part, "beyond_one", top, bottom, 0.3)
            else:
                gap = asked(f"{top}/{bottom} = {GAP}", whole, 20)
                key = f"beyond.wholes.{top}.{bottom}"
                yield _one(bench, key, Activity.COMPLETE_EQUALITY, gap, "beyond_one", top, bottom)


def _sums(bench: Bench) -> Iterator[Exercise]:
    """CE2: beyond one with the same denominator; and when one denominator is a multiple of the other."""
    beyond = [(a, b, n) for n in range(2, 13) for a in range(1, n + 1) for b in range(1, n + 1) if n < a + b <= 2 * n]
    for a, b, bottom in kept("beyond", beyond, 90):
        yield _computed(bench, "add", a, "+", b, bottom)
    less = [(n, top, off) for n in (11, 12) for top in range(2, n) for off in range(1, top)]
    for bottom, top, off in kept("less", less, 40):
        yield _computed(bench, "add", top, "-", off, bottom)
    unlike = [
        (a, n, b, m)
        for n in range(2, 7)
        for m in range(2 * n, 13, n)
        for a in range(1, n)
        for b in range(1, m)
        if Fraction(a, n) + Fraction(b, m) <= 2
    ]
    for a, bottom, b, other in kept("unlike sums", unlike, 60):
        yield _computed(bench, "add", a, "+", b, bottom, other)
    positive = [each for each in unlike if Fraction(each[0], each[1]) > Fraction(each[2], each[3])]
    for a, bottom, b, other in kept("unlike less", positive, 20):
        yield _computed(bench, "add", a, "-", b, bottom, other)


def _one(
    bench: Bench,
    key: str,
    activity: Activity,
    content: Content,
    skill: str,
    top: int,
    bottom: int,
    harder: float = 0.0,
    said: str | None = None,
) -> Exercise:
    return bench.exercise(
        f"fractions.{key}",
        activity,
        content,
        skills=[f"fractions.{skill}"],
        features={"top": top, "bottom": bottom, "unit": float(top == 1)},
        harder=harder + 0.05 * (bottom - 5) - (0.2 if top == 1 else 0.0),
        instruction=said,
        theme=f"fraction {top} {bottom}",
    )
