"""The question that a written prompt asks: an operation, an equality with a gap, units to put together, a double..."""

import re
from collections.abc import Callable

from exercises.maths.misconceptions.question import Question, Task
from exercises.maths.number_words import from_words

_GAP = r"_{2,}"
_N = r"(\d+)"
_UNITS = {"unité": 1, "dizaine": 10, "centaine": 100, "millier": 1000}
_COUNT = re.compile(rf"{_N} ({'|'.join(_UNITS)})s?")


def _task(task: Task) -> Callable[..., Question]:
    return lambda *numbers: Question(task, numbers)


_EQUALITIES: tuple[tuple[str, Callable[..., Question]], ...] = (
    (rf"{_N}\+{_N}={_GAP}\+{_N}", _task(Task.BALANCE)),
    (rf"{_N}\+{_N}={_N}\+{_GAP}", _task(Task.BALANCE)),
    (rf"{_N}\+{_GAP}={_N}", _task(Task.GAP_ADD)),
    (rf"{_GAP}\+{_N}={_N}", _task(Task.GAP_ADD)),
    (rf"{_N}={_N}\+{_GAP}", lambda total, known: Question(Task.GAP_ADD, (known, total))),
    (rf"{_N}={_GAP}\+{_N}", lambda total, known: Question(Task.GAP_ADD, (known, total))),
    (rf"{_GAP}-{_N}={_N}", _task(Task.GAP_FROM)),
    (rf"{_N}\+{_N}\+{_N}(?:={_GAP})?", _task(Task.ADD)),
    (rf"{_N}\+{_N}(?:={_GAP})?", _task(Task.ADD)),
    (rf"{_N}-{_N}(?:={_GAP})?", _task(Task.SUB)),
    (rf"{_N}×{_N}(?:={_GAP})?", _task(Task.MUL)),
    (rf"{_N}[÷:]{_N}(?:={_GAP})?", _task(Task.DIV)),
    (rf"{_N}/{_N}\+{_N}/{_N}={_GAP}", _task(Task.ADD_FRACTIONS)),
    (rf"{_N}{_GAP}{_N}", _task(Task.LARGEST)),
    (rf"{_N}/{_N}{_GAP}{_N}/{_N}", _task(Task.LARGEST_FRACTION)),
    (rf"(?:\d+,)*{_N},{_N},{_N},{_GAP}", _task(Task.SEQUENCE)),
)
_SENTENCES: tuple[tuple[str, Task], ...] = (
    (rf"Quel est le double de {_N} \?", Task.DOUBLE),
    (rf"(?:Quelle est|Combien fait|Combien font) la moitié de {_N} \?", Task.HALF),
    (rf"Quelle est la somme de {_N} et {_N} \?", Task.ADD),
    (rf"Quelle est la différence entre {_N} et {_N} \?", Task.SUB),
    (rf"Quel est le produit de {_N} par {_N} \?", Task.MUL),
)


def question_in(text: str) -> Question | None:
    """What this text asks; None when it says nothing known."""
    plain = text.replace("\u00a0", " ").replace("−", "-").strip()
    for sentence, task in _SENTENCES:
        if found := re.fullmatch(sentence, plain):
            return Question(task, tuple(map(int, found.groups())))
    tight = re.sub(r"\s", "", plain)
    for pattern, made in _EQUALITIES:
        if found := re.fullmatch(pattern, tight):
            return made(*map(int, found.groups()))
    counts = _COUNT.findall(plain)
    if counts and re.fullmatch(rf"[^=]+= {_GAP}", plain):
        said = [(int(count), _UNITS[unit]) for count, unit in counts]
        if len(said) == 1:
            return Question(Task.GROUPS, said[0]) if said[0][1] > 1 else None
        return Question(Task.UNITS, tuple(number for two in said for number in two))
    return write_in(plain)


def write_in(words: str) -> Question | None:
    """A number in words, to be written in digits."""
    number = from_words(words) if not re.search(r"\d", words) else None
    return None if number is None else Question(Task.WRITE, (number,))
