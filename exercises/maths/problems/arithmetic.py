"""Expressions written by authors: whole numbers, letters, + - * // %, comparisons, `or`. Nothing else is run."""

import ast
import operator
from collections.abc import Callable, Mapping
from functools import lru_cache

_OPERATIONS: Mapping[type[ast.operator], Callable[[int, int], int]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
}
_COMPARISONS: Mapping[type[ast.cmpop], Callable[[int, int], bool]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}


class UnreadableError(ValueError):
    """An expression that is not of this small language, or uses a letter that is not given."""


@lru_cache(maxsize=2048)
def parsed(expression: str) -> ast.expr:
    """The tree of an expression."""
    try:
        return ast.parse(expression, mode="eval").body
    except SyntaxError:
        raise UnreadableError(f"{expression!r} is no expression") from None


def evaluate(expression: str, values: Mapping[str, int]) -> int:
    """The number that an expression comes to."""
    return _number(parsed(expression), values)


def holds(condition: str, values: Mapping[str, int]) -> bool:
    """Whether a condition is true."""
    return _truth(parsed(condition), values)


def letters(expression: str) -> frozenset[str]:
    """The letters that stand in it."""
    return frozenset(node.id for node in ast.walk(parsed(expression)) if isinstance(node, ast.Name))


def _number(node: ast.expr, values: Mapping[str, int]) -> int:
    match node:
        case ast.Constant(value=int() as number) if not isinstance(number, bool):
            return number
        case ast.Name(id=name) if name in values:
            return values[name]
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATIONS:
            return _OPERATIONS[type(op)](_number(left, values), _number(right, values))
    raise UnreadableError(f"{ast.unparse(node)!r} cannot be computed")


def _truth(node: ast.expr, values: Mapping[str, int]) -> bool:
    match node:
        case ast.BoolOp(op=ast.Or(), values=parts):
            return any(_truth(part, values) for part in parts)
        case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in _COMPARISONS:
            return _COMPARISONS[type(op)](_number(left, values), _number(right, values))
    raise UnreadableError(f"{ast.unparse(node)!r} is no comparison")
