"""Quantities in French: a number with its unit that agrees, prices, times of the day; as shown, and as said aloud."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measure:
    """A unit of measure: its symbol, its name, and how many of the smallest of its kind it is worth."""

    symbol: str
    name: str
    worth: int


MM, CM, DM = Measure("mm", "millimètre", 1), Measure("cm", "centimètre", 10), Measure("dm", "décimètre", 100)
M, KM = Measure("m", "mètre", 1_000), Measure("km", "kilomètre", 1_000_000)
G, KG, T = Measure("g", "gramme", 1), Measure("kg", "kilogramme", 1_000), Measure("t", "tonne", 1_000_000)
CL, DL, L = Measure("cL", "centilitre", 1), Measure("dL", "décilitre", 10), Measure("L", "litre", 100)
MEASURES = {measure.symbol: measure for measure in (MM, CM, DM, M, KM, G, KG, T, CL, DL, L)}


def counted(number: int, singular: str, plural: str | None = None) -> str:
    """« 1 euro », « 2 euros », « 0 euro »."""
    return f"{number} {singular if number < 2 else plural or f'{singular}s'}"


def said_measure(number: int, measure: Measure) -> str:
    """« 3 centimètres »."""
    return counted(number, measure.name)


def price(cents: int) -> str:
    """« 3 € », « 3,50 € »."""
    euros, rest = divmod(cents, 100)
    return f"{euros},{rest:02} €" if rest else f"{euros} €"


def with_comma(cents: int) -> str:
    """« 3,50 € », also « 3,00 € »."""
    return f"{cents // 100},{cents % 100:02} €"


def said_price(cents: int) -> str:
    """« 3 euros et 50 centimes »."""
    euros, rest = divmod(cents, 100)
    said = [counted(euros, "euro")] if euros or not rest else []
    if rest:
        said.append(counted(rest, "centime"))
    return " et ".join(said)


def hour_shown(minutes: int) -> str:
    """« 7 h », « 7 h 30 », « 7 h 05 »."""
    hour, minute = divmod(minutes, 60)
    return f"{hour} h {minute:02}" if minute else f"{hour} h"


def hour_said(minutes: int) -> str:
    """« 7 heures 30 », « 1 heure », « midi »."""
    hour, minute = divmod(minutes, 60)
    if not minute and hour in (0, 12):
        return "midi" if hour else "minuit"
    return f"{counted(hour, 'heure')} {minute}" if minute else counted(hour, "heure")


def lasting_shown(minutes: int) -> str:
    """« 45 min », « 2 h », « 2 h 30 min »."""
    hours, rest = divmod(minutes, 60)
    return " ".join(part for part, there in ((f"{hours} h", hours), (f"{rest} min", rest)) if there)


def lasting_said(minutes: int) -> str:
    """« 45 minutes », « 2 heures et 30 minutes »."""
    hours, rest = divmod(minutes, 60)
    parts = [counted(hours, "heure")] if hours else []
    return " et ".join([*parts, counted(rest, "minute")] if rest else parts)
