"""Solve maths exercises anew from what the pupil sees and hears: brute force and Python's own arithmetic.

Nothing here is shared with what makes the exercises but their shape. A solver gives every right answer in a form that
can be compared with the key: numbers, places of options, orders of tiles. `benchmarks/maths_keys.py` runs them.
"""

import ast
import operator
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import pairwise, permutations
from typing import Any

from benchmarks import maths_solvers_measures as measures
from benchmarks.problem_statements import drawn_states, told_answers
from exercises.activities import Activity
from exercises.exercise import Ask, Build, Choose, Columns, Compute, Exercise, Form, Handle, Option, Prompt
from exercises.figures import (
    Blocks,
    Collection,
    Figure,
    FractionBar,
    NumberLine,
    TenFrame,
)
from exercises.handling import Same, solved
from exercises.maths.answers import read
from speech.numbers import parse

GAP = "___"
Answers = frozenset[Any]
_OPERATORS: Mapping[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: lambda a, b: Fraction(a) / b,
}
_COUNTS = ("un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze")
_RANKS = ("premier", "deuxième", "troisième", "quatrième", "cinquième", "sixième", "septième", "huitième", "neuvième")
_MORE_RANKS = ("dixième", "onzième", "douzième")
_PARTS = ("", "", "demi", "tiers", "quart", *_RANKS[4:], *_MORE_RANKS)
_WORTHS = {"unité": 1, "dizaine": 10, "centaine": 100, "millier": 1000}


class Unsolved(Exception):  # noqa: N818  what the benchmark reports, not an error of the program
    """No solver knows this statement."""


def evaluate(text: str) -> Fraction:
    """The value of an expression of whole numbers."""
    plain = text.strip().replace("×", "*").replace("÷", "/").replace("−", "-")
    try:
        return _value(ast.parse(plain, mode="eval").body)
    except SyntaxError:
        raise Unsolved(text) from None


def _value(node: ast.expr) -> Fraction:
    if isinstance(node, ast.BinOp):
        result: Fraction = _OPERATORS[type(node.op)](_value(node.left), _value(node.right))
        return result
    if isinstance(node, ast.Constant) and isinstance(node.value, int):
        return Fraction(node.value)
    raise Unsolved(ast.dump(node))


def right_answers(exercise: Exercise) -> Answers:
    """Every right answer, from the statement alone. Raises Unsolved."""
    if exercise.activity in TOLD:
        return frozenset(TOLD[exercise.activity](exercise))
    if exercise.activity in measures.RIGHT:
        return measures.RIGHT[exercise.activity](exercise)
    match exercise.content:
        case Compute() as content:
            return frozenset({int(evaluate(f"{content.left} {content.operator} {content.right}"))})
        case Columns() as content:
            return frozenset({int(evaluate(f" {content.operator} ".join(map(str, content.operands))))})
        case Ask() as content:
            return frozenset(_asked(exercise, content))
        case Choose() as content:
            true = _chosen(exercise, content)
            return frozenset(place for place, option in enumerate(content.options) if true(option))
        case Build() as content:
            return frozenset(_built(exercise, content))
        case Handle() as content:
            return frozenset({_handled(exercise, content)})
    raise Unsolved(exercise.id)


def keys(exercise: Exercise) -> Answers:
    """What the exercise holds to be right, in the form of `right_answers`."""
    if exercise.activity in measures.RIGHT:
        return measures.keys(exercise)
    match exercise.content:
        case Compute() as content:
            return frozenset({content.answer})
        case Columns() as content:
            return frozenset({content.result})
        case Ask() as content:
            return frozenset(_key(content.form, answer) for answer in content.answers)
        case Choose() as content:
            return frozenset(content.answers)
        case Build() as content:
            return frozenset(content.answers)
        case Handle() as content:
            state = solved(content.figure, content.goal)
            return frozenset({state if isinstance(content.goal, Same) else shown(state)})
    raise Unsolved(exercise.id)


def _key(form: Form, answer: str) -> Any:
    if form is Form.WORDS:
        return parse(answer)
    if form in (Form.MONEY, Form.TIME):
        return read(form, answer)
    return evaluate(answer) if form in (Form.FRACTION, Form.EXPRESSION) else int(answer)


def shown(figure: Figure) -> Fraction:
    """The number a figure shows, counted piece by piece."""
    match figure:
        case Blocks():
            pieces = [1000] * figure.thousands + [100] * figure.hundreds + [10] * figure.tens + [1] * figure.ones
            return Fraction(sum(pieces))
        case Collection():
            return Fraction(sum(sum(1 for _ in range(group)) for group in figure.groups))
        case TenFrame() if figure.filled + figure.second <= 10 * figure.frames:
            return Fraction(figure.filled + figure.second)
        case NumberLine(mark=int(mark)) if (
            figure.start <= mark <= figure.end and (mark - figure.start) % figure.snap == 0
        ):
            return Fraction(mark, figure.denominator)
        case FractionBar() if len(set(figure.shaded)) == len(figure.shaded):
            return sum((Fraction(1, figure.parts) for _ in figure.shaded), Fraction(0))
    raise Unsolved(figure.tool)


def _asked(exercise: Exercise, content: Ask) -> Iterator[Any]:
    text, said = content.prompt.text or "", _plain(content.prompt.say or "")
    if exercise.activity in ASKED:
        yield from ASKED[exercise.activity](content)
    elif "," in text and GAP in text and "=" not in text:
        yield from _sequence(text)
    elif GAP in text and "=" in text and content.form in (Form.NUMBER, Form.FRACTION):
        yield from _gap(text, content.form)
    elif content.form is Form.EXPRESSION:
        yield _expression(content)
    elif said or text:
        yield _question(said or _plain(text), content)
    elif content.prompt.figure:
        found = shown(content.prompt.figure)
        yield found if content.form is Form.FRACTION else int(found)
    else:
        raise Unsolved(exercise.id)


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("’", "'")


def _gap(text: str, form: Form) -> Iterator[Any]:
    """Every number that makes the equality true, tried one after the other."""
    left, right = (_in_numbers(side) for side in text.split("="))
    if form is Form.FRACTION:
        yield evaluate(left if GAP in right else right)
        return
    if left == GAP or right == GAP:
        whole = evaluate(right if left == GAP else left)
        if whole.denominator == 1:
            yield int(whole)
        return
    # No solution is larger than all that is written added up or, where one divides, multiplied.
    written = sorted(map(int, re.findall(r"[0-9]+", text)))
    divides = "/" in text or "÷" in text
    for number in range((written[-1] * written[-2] if divides else sum(written)) + 1):
        try:
            if evaluate(left.replace(GAP, str(number))) == evaluate(right.replace(GAP, str(number))):
                yield number
        except ZeroDivisionError:
            continue


def _in_numbers(side: str) -> str:
    """« 3 dizaines et 14 unités » as 3*10+14*1."""
    ranks = re.findall(r"(\d+) (unité|dizaine|centaine|millier)s?", side)
    return " + ".join(f"{count} * {_WORTHS[name]}" for count, name in ranks) if ranks else side.strip()


def _sequence(text: str) -> Iterator[int]:
    """Every number that keeps the step the same all along."""
    terms = [term.strip() for term in text.split(",")]
    for number in range(2 * max(int(term) for term in terms if term != GAP) + 1):
        filled = [number if term == GAP else int(term) for term in terms]
        if len({after - before for before, after in pairwise(filled)}) == 1:
            yield number


def _expression(content: Ask) -> Fraction:
    figure = content.prompt.figure
    if isinstance(figure, Collection):
        return shown(figure)
    return evaluate((content.prompt.text or "").split("=")[0])


def _question(said: str, content: Ask) -> Any:
    for pattern, solve in QUESTIONS:
        if found := re.search(pattern, said):
            numbers = [int(number) for number in re.findall(r"\d+", said)]
            return solve(found, numbers, content)
    spoken = parse(said)
    if spoken is not None:
        return int(content.prompt.text) if content.form is Form.WORDS and content.prompt.text else spoken
    raise Unsolved(said)


def _pieces(content: Ask) -> int:
    if content.prompt.figure is None:
        raise Unsolved(content.prompt.say or "")
    return int(shown(content.prompt.figure))


def _part_named(name: str) -> int:
    return {"la moitié": 2, "le tiers": 3, "le quart": 4, "le cinquième": 5, "le dixième": 10}[name]


Solve = Callable[[re.Match[str], list[int], Ask], Any]
QUESTIONS: list[tuple[str, Solve]] = [
    (r"On en (?:enlève|cache) (\d+)", lambda m, n, c: _pieces(c) - n[0]),
    (r"Il y a \d+ jetons?\. Combien en faut-il", lambda m, n, c: n[1] - _pieces(c) if _pieces(c) == n[0] else None),
    (r"^Combien \S.* (?:vois-tu|en tout) \?$", lambda m, n, c: _pieces(c)),
    (r"Combien y a-t-il de jetons en tout", lambda m, n, c: _pieces(c)),
    (r"dans (la moitié|le \w+) de la collection", lambda m, n, c: _pieces(c) / Fraction(_part_named(m[1]))),
    (r"est (\d+)e dans la file\. Combien d'enfants sont devant", lambda m, n, c: n[0] - 1),
    (r"est (\d+)e dans la file\. Quel est le rang de l'enfant juste derrière", lambda m, n, c: n[0] + 1),
    (r"Dans (\d+), combien y a-t-il de (\w+?)s en tout", lambda m, n, c: n[0] // _WORTHS[m[2]]),
    (r"Dans (\d+), combien de fois (\d+)", lambda m, n, c: Fraction(n[0], n[1])),
    (r"Trouve une addition de deux nombres qui fait", lambda m, n, c: n[0]),
    (r"(?:est le double de|le double de) (\d+) \?", lambda m, n, c: 2 * n[0]),
    (r"la moitié de (\d+) \?$", lambda m, n, c: Fraction(n[0], 2)),
    (r"De quel nombre (\d+) est-il le double", lambda m, n, c: Fraction(n[0], 2)),
    (r"De quel nombre (\d+) est-il la moitié", lambda m, n, c: 2 * n[0]),
    (r"a (\d+) billes\. Tu en as le double", lambda m, n, c: 2 * n[0]),
    (r"la moitié de ses (\d+) billes", lambda m, n, c: Fraction(n[0], 2)),
    (r"somme de \d+ et \d+", lambda m, n, c: n[0] + n[1]),
    (r"différence entre \d+ et \d+", lambda m, n, c: n[0] - n[1]),
    (r"produit de \d+ par \d+", lambda m, n, c: n[0] * n[1]),
    (r"^(\d+) fois (\d+), combien", lambda m, n, c: n[0] * n[1]),
    (r"Il y a (\d+) \w+ de (\d+) ", lambda m, n, c: n[0] * n[1]),
    (r"partage (\d+) .* entre (\d+) enfants", lambda m, n, c: Fraction(n[0], n[1])),
    (r"range (\d+) .* par paquets de (\d+)\. Combien de paquets cela", lambda m, n, c: Fraction(n[0], n[1])),
    (r"forment (\d+) équipes égales|équipes de (\d+)\. Combien", lambda m, n, c: Fraction(n[0], n[1])),
    (r"On partage en (\d+) parts égales", lambda m, n, c: Fraction(_pieces(c), n[0])),
    (r"On fait des paquets de (\d+)", lambda m, n, c: Fraction(_pieces(c), n[0])),
    (r"On range (\d+) .* Combien de paquets pleins", lambda m, n, c: n[0] // n[1]),
    (r"On range (\d+) .* Combien reste-t-il", lambda m, n, c: n[0] % n[1]),
    (r"(?:vaut|prend) (la moitié|le \w+) de (\d+)", lambda m, n, c: Fraction(n[0], _part_named(m[1]))),
    (r"Quelle fraction montre la flèche", lambda m, n, c: shown(c.prompt.figure) if c.prompt.figure else None),
    (r"Écris cette fraction en chiffres", lambda m, n, c: _fraction_in_words(c.prompt.text or "")),
    (r"Écris ce nombre en lettres", lambda m, n, c: int(c.prompt.text or "")),
]
"""What is asked, by what is said, in order; other families add theirs."""
ASKED: dict[Activity, Callable[[Ask], Iterator[Any]]] = {}
"""Solvers of a whole activity, for families whose statements are not met above."""


def _fraction_in_words(words: str) -> Fraction:
    count, name = words.split()
    bottom = next(place for place, part in enumerate(_PARTS) if part and name in (part, f"{part}s"))
    return Fraction(_COUNTS.index(count) + 1, bottom)


def _number(option: Option) -> Fraction:
    text = option.text or ""
    words = parse(text)
    return Fraction(words) if words is not None else evaluate(text)


def _drawn(option: Option) -> Fraction:
    if option.figure is None:
        raise Unsolved("no figure")
    return shown(option.figure)


def _named(prompt: Prompt) -> Fraction:
    return evaluate((prompt.text or "").replace(f"= {GAP}", ""))


def _compare(prompt: Prompt) -> Callable[[Option], bool]:
    left, right = (evaluate(side) for side in (prompt.text or "").split(GAP))
    signs = {"<": left < right, ">": left > right, "=": left == right}
    return lambda option: signs[option.text or ""]


def _between(prompt: Prompt) -> Callable[[Option], bool]:
    low, high = re.findall(r"\d+", prompt.text or "")
    return lambda option: int(low) < int(option.text or "") < int(high)


def _true(prompt: Prompt) -> Callable[[Option], bool]:
    left, right = (evaluate(side) for side in (prompt.text or "").split("="))
    return lambda option: (option.text == "vrai") == (left == right)


def _even(prompt: Prompt) -> Callable[[Option], bool]:
    odd = int("impair" in (prompt.say or ""))
    if (prompt.text or "").isdigit():
        fits = int(prompt.text or "") % 2 == odd
        return lambda option: (option.text == "oui") == fits
    return lambda option: int(option.text or "") % 2 == odd


def _ranked(exercise: Exercise, content: Choose) -> Callable[[Option], bool]:
    word = (content.prompt.say or "").split()[2]
    place = (*_RANKS, *_MORE_RANKS).index(word)
    return lambda option: option is content.options[place]


def _doubled(prompt: Prompt) -> Callable[[Option], bool]:
    number = Fraction(prompt.text or "0")
    wanted = 2 * number if "double" in (prompt.say or "") else number / 2
    return lambda option: _number(option) == wanted


def _multiple(prompt: Prompt) -> Callable[[Option], bool]:
    if "multiple" in (prompt.text or ""):
        by = int((prompt.text or "").split()[-1])
        return lambda option: int(option.text or "") % by == 0
    return lambda option: _number(option) == _named(prompt)


def _grouped(prompt: Prompt) -> Callable[[Option], bool]:
    """The addition whose terms are the groups of the picture, one by one."""
    if not isinstance(prompt.figure, Collection):
        raise Unsolved(prompt.say or "")
    groups = sorted(prompt.figure.groups)
    return lambda option: sorted(int(term) for term in (option.text or "").split(" + ")) == groups


def _fraction(prompt: Prompt) -> Callable[[Option], bool]:
    if prompt.figure is not None:
        seen = shown(prompt.figure)
        return lambda option: _number(option) == seen
    return lambda option: _drawn(option) == _named(prompt)


CHOSEN: dict[Activity, Callable[[Prompt], Callable[[Option], bool]]] = {
    Activity.COMPARE_NUMBERS: _compare,
    Activity.COMPARE_FRACTIONS: _compare,
    Activity.NUMBER_BETWEEN: _between,
    Activity.TRUE_EQUALITY: _true,
    Activity.EVEN_ODD: _even,
    Activity.DECOMPOSE: lambda prompt: lambda option: _number(option) == _named(prompt),
    Activity.NUMBER_IN_WORDS: lambda prompt: lambda option: _number(option) == _named(prompt),
    Activity.DOUBLE_HALF: _doubled,
    Activity.MULTIPLE: _multiple,
    Activity.EQUAL_GROUPS: _grouped,
    Activity.FRACTION_SHOWN: _fraction,
    Activity.FRACTION_ON_LINE: _fraction,
    Activity.EQUAL_FRACTIONS: lambda prompt: lambda option: _number(option) == _named(prompt),
}
"""Which options are true, by activity; other families add theirs."""


def _chosen(exercise: Exercise, content: Choose) -> Callable[[Option], bool]:
    if exercise.activity is Activity.RANK:
        return _ranked(exercise, content)
    if exercise.activity not in CHOSEN:
        raise Unsolved(exercise.activity.value)
    return CHOSEN[exercise.activity](content.prompt)


def _built(exercise: Exercise, content: Build) -> Iterator[tuple[str, ...]]:
    if exercise.activity is not Activity.ORDER_NUMBERS:
        raise Unsolved(exercise.activity.value)
    down = "du plus grand au plus petit" in exercise.instruction
    for order in permutations(content.tiles):
        numbers = [int(tile) for tile in order]
        steps = [before > after if down else before < after for before, after in pairwise(numbers)]
        if all(steps):
            yield order


HANDLED: dict[Activity, Callable[[Handle], Any]] = {
    Activity.TRADE_TEN: lambda content: shown(content.figure),
}
"""What the hands have to show, by activity, where it is not the number written."""


def _handled(exercise: Exercise, content: Handle) -> Any:
    if exercise.activity in HANDLED:
        return HANDLED[exercise.activity](content)
    return _named(content.prompt)


TOLD: dict[Activity, Callable[[Exercise], Iterable[Any]]] = {
    Activity.WORD_PROBLEM: told_answers,
    Activity.DRAW_BARS: drawn_states,
}
"""Word problems, solved from their text and what their author says it means."""
