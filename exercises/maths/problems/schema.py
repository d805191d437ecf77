"""What a scene says, as equalities between its numbers: a sum of letters or of products equals a letter (or a sum).

`x` is the answer, other letters that are not told are steps on the way. Bars are drawn from it.
"""

import ast
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from exercises.maths.problems.arithmetic import UnreadableError, evaluate, holds, letters, parsed

ANSWER = "x"


@dataclass(frozen=True, slots=True)
class Term:
    """A letter, or so many times a letter (`times` is then a letter or a number)."""

    letter: str
    times: str = ""


@dataclass(frozen=True, slots=True)
class Relation:
    """`parts` together make `whole`; a bound (r < n) has no parts and keeps only its text."""

    text: str
    letters: frozenset[str]
    parts: tuple[Term, ...] = ()
    whole: tuple[Term, ...] = ()

    @property
    def is_equality(self) -> bool:
        """Whether it is no bound."""
        return bool(self.parts)


def read_relation(text: str) -> Relation:
    """An equality "a + b = x" or a bound "r < n"."""
    left, equals, right = text.partition(" = ")
    if not equals:
        return Relation(text, letters(text))
    return Relation(text, letters(left) | letters(right), _terms(parsed(left)), _terms(parsed(right)))


def completed(schema: Iterable[Relation], values: Mapping[str, int]) -> dict[str, int]:
    """The values with those of the steps, found from equalities where one letter alone is not known."""
    found = dict(values)
    equalities = [relation for relation in schema if relation.is_equality]
    for _ in equalities:
        for relation in equalities:
            missing = relation.letters - found.keys()
            if len(missing) == 1:
                (letter,) = missing
                found[letter] = _solved(relation, letter, found)
    return found


def agrees(schema: Iterable[Relation], values: Mapping[str, int]) -> bool:
    """Whether every equality and every bound is true."""
    return all(holds(relation.text.replace(" = ", " == "), values) for relation in schema)


def _solved(relation: Relation, letter: str, values: Mapping[str, int]) -> int:
    """The one value of the letter: both sides are of the first degree in it."""
    left, _, right = relation.text.partition(" = ")
    at_0, at_1 = (
        evaluate(left, {**values, letter: value}) - evaluate(right, {**values, letter: value}) for value in (0, 1)
    )
    solution, rest = divmod(-at_0, at_1 - at_0)
    if rest:
        raise UnreadableError(f"{relation.text!r} has no whole solution with {dict(values)}")
    return solution


def _terms(node: ast.expr) -> tuple[Term, ...]:
    match node:
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return _terms(left) + _terms(right)
        case ast.BinOp(left=ast.Name(id=times), op=ast.Mult(), right=ast.Name(id=letter)):
            return (Term(letter, times),)
        case ast.BinOp(left=ast.Constant(value=int() as times), op=ast.Mult(), right=ast.Name(id=letter)):
            return (Term(letter, str(times)),)
        case ast.Name(id=letter):
            return (Term(letter),)
    raise UnreadableError(f"{ast.unparse(node)!r} must be a sum of letters and of products of two")
