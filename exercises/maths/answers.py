"""Read what a child may type or say for an answer: "7", "sept", "07 h 30", "2/4", "trois euros cinquante", 4+3.

`read` gives a meaning that can be compared, or None when it cannot be read: the pupil is then asked again.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from fractions import Fraction

from exercises.exercise import Ask, Form
from exercises.maths.number_words import from_words

MOST = 1_000_000
_LONGEST = 80
_PARTS: Mapping[str, int] = {
    **{"demi": 2, "demie": 2, "tiers": 3, "quart": 4, "cinquième": 5, "sixième": 6, "septième": 7, "huitième": 8},
    **{"neuvième": 9, "dixième": 10, "onzième": 11, "douzième": 12},
}
_DAY = {"midi": 12 * 60, "minuit": 0}
_HALF_AND_QUARTERS = {"et demie": 30, "et demi": 30, "et quart": 15, "et un quart": 15, "moins le quart": -15}
_N = r"([\w\s\-]*?\w)"

Meaning = int | str | Fraction | tuple[str, ...]


def accepts(content: Ask, text: str) -> bool | None:
    """Whether this is the answer; None when it cannot be read."""
    given = read(content.form, text, content.unit)
    if given is None:
        return None
    if content.exact and content.form is Form.NUMBER and not text.strip()[:1].isdigit():
        return None
    if content.exact and content.form is not Form.NUMBER:
        return _bare(text).replace(" ", "") in {_bare(answer).replace(" ", "") for answer in content.answers}
    return given in {read(content.form, answer) for answer in content.answers}


def read(form: Form, text: str, unit: str = "") -> Meaning | None:
    """What this text means as an answer of this form: a number, cents, minutes, a fraction, the terms of a sum...

    `unit`: what may follow the number, as shown beside the answer.
    """
    bare = _bare(text)
    if not bare or len(bare) > _LONGEST:
        return None
    if unit and form in (Form.NUMBER, Form.FRACTION) and bare.endswith(f" {_bare(unit)}"):
        bare = bare.removesuffix(f" {_bare(unit)}")
    return _READERS[form](bare)


def _bare(text: str) -> str:
    """Small letters, one kind of space, no final point: « 7 H 30. » is « 7 h 30 »."""
    plain = unicodedata.normalize("NFC", text).replace("\u00a0", " ").replace("\u202f", " ").replace("’", "'")
    return " ".join(plain.casefold().replace("−", "-").split()).rstrip(" .!")


def number(text: str) -> int | None:
    """A whole number in digits (thousands may stand apart) or in words."""
    digits = re.fullmatch(r"[0-9]{1,7}|[0-9]{1,3}( [0-9]{3})+", text, re.ASCII)
    if digits is None:
        return from_words(text)
    found = int(text.replace(" ", ""))
    return found if found <= MOST else None


def _fraction(text: str) -> Fraction | None:
    if written := re.fullmatch(r"([0-9]{1,3}) ?/ ?([0-9]{1,3})", text):
        top, bottom = int(written[1]), int(written[2])
        return Fraction(top, bottom) if bottom else None
    if said := re.fullmatch(_N + r" (\w+)", text):
        many, name = number(said[1]), said[2]
        parts = _PARTS.get(name) or _PARTS.get(name.removesuffix("s"))
        if many is not None and parts:
            return Fraction(many, parts)
    whole = number(text)
    return None if whole is None else Fraction(whole)


def _time(text: str) -> int | None:
    """Minutes: past midnight for a moment, or how long it lasts."""
    if written := re.fullmatch(r"([0-9]{1,2}) ?(?:h|:|heures?) ?(?:([0-9]{1,2})(?: ?(?:min|minutes?))?)?", text):
        return _minutes(int(written[1]), int(written[2] or 0))
    if (short := re.fullmatch(_N + r" ?(?:min|minutes?)", text)) and not re.search(r" h(eures?)? ", text):
        return number(short[1])
    for name, change in {"": 0, **_HALF_AND_QUARTERS}.items():
        start = text.removesuffix(f" {name}") if name else text
        if name and start == text:
            continue
        if start in _DAY:
            return _DAY[start] + change
        if hours := re.fullmatch(_N + r" ?(?:h|heures?)", start):
            found = number(hours[1])
            return None if found is None else _minutes(found, 0, change)
    if said := re.fullmatch(_N + r" (?:h|heures?) (moins )?" + _N + r"(?: ?(?:min|minutes?))?", text):
        hour, minute = number(said[1]), number(said[3])
        if hour is not None and minute is not None:
            return _minutes(hour, 0, -minute) if said[2] else _minutes(hour, minute)
    return None


def _minutes(hours: int, minutes: int, change: int = 0) -> int | None:
    return 60 * hours + minutes + change if hours <= 99 and minutes < 60 else None


def _money(text: str) -> int | None:
    """Cents."""
    if written := re.fullmatch(r"([0-9]{1,4})[,.]([0-9]{1,2})(?: ?(?:€|euros?))?", text):
        return 100 * int(written[1]) + int(written[2].ljust(2, "0"))
    if cents := re.fullmatch(_N + r" ?(?:c|centimes?)", text):
        found = number(cents[1])
        if found is not None:
            return found
    if euros := re.fullmatch(_N + r" ?(?:€|euros?)(?:(?: et)? ?" + _N + r"(?: ?(?:c|centimes?))?)?", text):
        whole = number(euros[1])
        rest = number(euros[2]) if euros[2] else 0
        if whole is not None and rest is not None and rest < 100:
            return 100 * whole + rest
    bare = number(text)
    return None if bare is None else 100 * bare


def _expression(text: str) -> tuple[str, ...] | None:
    """The terms of a sum or the factors of a product, in one order; other operations as they are written.

    A sum may hold products: (2 × 100) + (3 × 10) + 4 is three terms.
    """
    tight = re.sub(r"\s|(?<=[0-9]) (?=[0-9]{3})", "", text).replace("x", "×").replace("*", "×").replace(":", "÷")
    tight = re.sub(r"\(([0-9]+(?:×[0-9]+)*)\)", r"\1", tight)
    if not re.fullmatch(r"[0-9]{1,7}([+\-×÷][0-9]{1,7})*", tight):
        return None
    if re.search(r"[\-÷]", tight):
        return (tight,)
    terms = ("×".join(sorted(map(_plain, term.split("×")))) for term in tight.split("+"))
    return tuple(sorted(terms))


def _plain(digits: str) -> str:
    return str(int(digits))


def _words(text: str) -> str | None:
    """Letters; hyphens and spaces between the words of a number are all one."""
    if not re.search(r"[^\W\d_]", text) or re.search(r"[\d_]|[^\w\s'\-]", text):
        return None
    return re.sub(r"[\s\-]+", " ", text)


_READERS: Mapping[Form, Callable[[str], Meaning | None]] = {
    Form.NUMBER: number,
    Form.FRACTION: _fraction,
    Form.TIME: _time,
    Form.MONEY: _money,
    Form.EXPRESSION: _expression,
    Form.WORDS: _words,
}
