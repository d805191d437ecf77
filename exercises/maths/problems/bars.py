"""The bar model of a problem, from what its schema says: parts under a whole, or two bars and their difference."""

from itertools import chain, permutations

from exercises.figures import Bar, BarModel, BarPart
from exercises.handling import Same
from exercises.maths.problems.french import FirstName
from exercises.maths.problems.problem import Problem
from exercises.maths.problems.scenarios import COMPARISON
from exercises.maths.problems.schema import ANSWER, Relation, Term

SOUGHT = "?"
_WIDEST = 12  # widths are rough on purpose: the answer is not to be measured
_SHORTER = 8
_MOST_EQUAL = 10
_MOST_BARS = 4


def bar_model(problem: Problem) -> BarModel:
    """The bars, with the numbers told and ? for what is sought; numbers found on the way are left empty."""
    relations = [relation for relation in problem.scenario.schema if relation.is_equality]
    if problem.scenario.genre == COMPARISON:
        return _comparison(problem, relations[0])
    rows = _unfolded(problem, relations)
    if problem.scenario.genre == "fois":
        rows.append((rows[0][0], (Term(relations[0].parts[0].letter),)))
    longest = max(sum(problem.steps.get(term.letter, 0) for term in parts) for _, parts in rows)
    bars = [Bar(parts=_parts(problem, parts, longest)) for _, parts in rows]
    first, *others = (whole for whole, _ in rows)
    for place, whole in enumerate(others, start=1):
        if whole.letter not in (first.letter, *(term.letter for term in rows[0][1])):
            bars.insert(place + 1, Bar(parts=(BarPart(size=_WIDEST, label=_label(problem, whole.letter)),)))
    return BarModel(bars=tuple(bars[:_MOST_BARS]), total=_label(problem, first.letter) or None)


def drawing(problem: Problem) -> tuple[BarModel, Same] | None:
    """An empty model to fill with the numbers told, and how it may end; None when the scene needs more than one bar.

    Parts may stand in any order. Of two bars compared, the longer one is above.
    """
    relations = problem.scenario.schema
    if len(relations) != 1 or any(term.times for term in relations[0].parts + relations[0].whole):
        return None
    letters = sorted(relations[0].letters - {ANSWER}, key=problem.steps.__getitem__)
    tiles = (*dict.fromkeys(_label(problem, letter) for letter in letters), SOUGHT)
    if problem.scenario.genre == COMPARISON:
        filled = _comparison(problem, relations[0], width=_SHORTER)
        bars = tuple(
            Bar(name=bar.name, parts=tuple(BarPart(size=part.size) for part in bar.parts)) for bar in filled.bars
        )
        end = filled.model_copy(update={"tiles": tiles})
        return BarModel(bars=bars, difference="", tiles=tiles), Same(figures=(end,))
    labels = [_label(problem, term.letter) for term in relations[0].parts]
    total = _label(problem, relations[0].whole[0].letter)
    size = _WIDEST // len(labels)

    def parted(names: tuple[str, ...], whole: str) -> BarModel:
        parts = tuple(BarPart(size=size, label=name) for name in names)
        return BarModel(bars=(Bar(parts=parts),), total=whole, tiles=tiles)

    ends = dict.fromkeys(permutations(labels))
    return parted(("",) * len(labels), ""), Same(figures=tuple(parted(names, total) for names in ends))


def _comparison(problem: Problem, relation: Relation, width: int | None = None) -> BarModel:
    """The longer bar above; below, the shorter one, of this width or its own, and beside it the difference."""
    (longer,) = (term.letter for term in relation.whole)
    gap = ANSWER if problem.scenario.unknown == "ecart" else "e"
    (shorter,) = (term.letter for term in relation.parts if term.letter != gap)
    names = [_name(problem, bar) for bar in problem.scenario.bars]
    share = problem.steps[shorter] / problem.steps[longer]
    width = width or max(1, min(_WIDEST - 1, round(_WIDEST * share)))
    return BarModel(
        bars=(
            Bar(name=names[0], parts=(BarPart(size=_WIDEST, label=_label(problem, longer)),)),
            Bar(name=names[1], parts=(BarPart(size=width, label=_label(problem, shorter)),)),
        ),
        difference=_label(problem, gap),
    )


def _unfolded(problem: Problem, relations: list[Relation]) -> list[tuple[Term, tuple[Term, ...]]]:
    """Wholes and their parts; a step that is itself a sum is replaced, in the bar where it is a part, by its parts."""
    rows = [_row(problem, relation) for relation in relations]
    for whole, parts in list(rows):
        letter = whole.letter
        uses = [row for row in rows if Term(letter) in row[1]]
        if letter not in problem.numbers and letter != ANSWER and len(uses) == 1:
            place = rows.index(uses[0])
            into, pieces = uses[0]
            unfolded = tuple(chain.from_iterable(parts if piece.letter == letter else (piece,) for piece in pieces))
            if len(unfolded) <= _WIDEST:
                rows[place] = (into, unfolded)
                rows.remove((whole, parts))
    return rows


def _row(problem: Problem, relation: Relation) -> tuple[Term, tuple[Term, ...]]:
    """The whole and the parts, equal ones repeated. Of "x groups of s = t + r", t is the whole and r is not drawn."""
    parts: list[Term] = []
    for term in relation.parts:
        times = problem.steps.get(term.times, 0) or (int(term.times) if term.times.isdecimal() else 1)
        sought = term.times not in problem.numbers and not term.times.isdecimal()
        if term.times and (sought or times > _MOST_EQUAL):
            parts += [Term(term.letter), Term("…"), Term(term.letter)]
        else:
            parts += [Term(term.letter)] * times
    return relation.whole[0], tuple(parts)


def _parts(problem: Problem, parts: tuple[Term, ...], longest: int) -> tuple[BarPart, ...]:
    return tuple(
        BarPart(
            size=max(1, round(_WIDEST * problem.steps.get(term.letter, 0) / longest)),
            label=_label(problem, term.letter),
        )
        for term in parts
    )


def _label(problem: Problem, letter: str) -> str:
    if letter == "…":
        return letter
    if letter == ANSWER:
        return SOUGHT
    return problem.written(letter) if letter in problem.numbers else ""


def _name(problem: Problem, bar: str) -> str:
    """The child's name that a letter stands for, or the words as written."""
    filling = problem.fillings.get(bar)
    return filling.text if isinstance(filling, FirstName) else bar
