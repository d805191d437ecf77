"""Decisions in French sentences, for the teacher."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache

from exercises.activity_list import activities_of
from exercises.catalogue import Catalogue
from exercises.exercise import Domain, ReadAloud
from exercises.typography import set_in_type
from tutor.decisions.asked import Aim, Asked, Assign, Block, Boost, Lasting, Pause, PlanFor, Target, TargetKind
from tutor.decisions.texts import texts_of

NBSP = "\u00a0"
DOMAINS: Mapping[str, str] = {Domain.READING.value: "lecture", Domain.MATHS.value: "maths"}
_MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin", "juillet"),
    *("août", "septembre", "octobre", "novembre", "décembre"),
)


def quoted(name: str) -> str:
    """A name between guillemets."""
    return f"«{NBSP}{name}{NBSP}»"


def names(found: Iterable[str]) -> str:
    """« Lou, Noé et Zoé ».

    >>> names(["Lou", "Noé", "Zoé"])
    'Lou, Noé et Zoé'
    """
    *first, last = found
    return f"{', '.join(first)} et {last}" if first else last


@lru_cache(maxsize=1)
def activity_names() -> Mapping[str, str]:
    """The French name of each kind of exercise."""
    return {activity.value: one.name for domain in Domain for activity, one in activities_of(domain).items()}


def title_of(name: str, catalogue: Catalogue) -> str:
    """The title of a text of the content."""
    content = texts_of(catalogue)[name][0].content
    return (content.title if isinstance(content, ReadAloud) else None) or name


def target_in_words(target: Target, catalogue: Catalogue, own_titles: Mapping[str, str]) -> str:
    """« Additionner jusqu'à 10 », le texte « … », les exercices « … », toute la lecture."""
    match target.kind:
        case TargetKind.SKILL:
            skill = catalogue.skills.skills.get(target.id)
            return quoted(skill.name) if skill else "une compétence qui n'existe plus"
        case TargetKind.ACTIVITY:
            return f"les exercices {quoted(activity_names().get(target.id, target.id))}"
        case TargetKind.DOMAIN:
            return "toute la lecture" if target.id == Domain.READING.value else "toutes les maths"
        case TargetKind.TEXT:
            title = own_titles.get(target.id)
            if title is None and target.id in texts_of(catalogue):
                title = title_of(target.id, catalogue)
            return f"le texte {quoted(title)}" if title else "un texte qui n'existe plus"


def sentence(
    asked: Asked, starts: date | None, ends: date | None, catalogue: Catalogue, own_titles: Mapping[str, str]
) -> str:
    """What was decided, without for whom: « d'abord « … », 5 exercices, jusqu'au 12 novembre. »"""

    def named(target: Target) -> str:
        return target_in_words(target, catalogue, own_titles)

    match asked:
        case Assign(target=target, times=times):
            said = f"d'abord {named(target)}{_how_long(target, times)}"
        case Block(target=target):
            said = f"pas {named(target)} pour l'instant"
        case Boost(target=target):
            said = f"plus souvent {named(target)}"
        case PlanFor(steps=steps, a_day=a_day):
            order = ", puis ".join(f"{named(one.target)} ({days(one.starts, one.ends)})" for one in steps)
            said = f"un plan{NBSP}: {order}{NBSP}; {counted(a_day)} par jour d'abord"
        case Pause():
            said = "seulement ce que vous demandez, puis des révisions"
        case Aim(low=low, high=high):
            said = aim_in_words(low, high)
        case Lasting(minutes=minutes):
            said = f"séances de {f'{minutes:g}'.replace('.', ',')} minutes"
    when = f", {days(starts, ends)}" if starts or ends else ""
    return set_in_type(f"{said}{when}.")


def aim_in_words(low: float, high: float) -> str:
    """« réussite visée de 75 à 90 % »."""
    return f"réussite visée de {round(low * 100)} à {round(high * 100)}{NBSP}%"


def counted(exercises: int) -> str:
    """« 1 exercice », « 5 exercices »."""
    return f"{exercises} exercice{'s' if exercises > 1 else ''}"


def days(starts: date | None, ends: date | None) -> str:
    """« du 3 au 14 novembre », « jusqu'au 14 novembre », « à partir du 3 novembre ».

    >>> days(date(2026, 11, 3), date(2026, 11, 14)), days(None, date(2026, 12, 1))
    ('du 3 au 14 novembre', "jusqu'au 1er décembre")
    """
    if starts and ends:
        if starts == ends:
            return f"le {_day(starts)}"
        same = (starts.month, starts.year) == (ends.month, ends.year)
        return f"du {_number(starts) if same else _day(starts)} au {_day(ends)}"
    if ends:
        return f"jusqu'au {_day(ends)}"
    return f"à partir du {_day(starts)}" if starts else ""


def _how_long(target: Target, times: int | None) -> str:
    if times is not None:
        return f", {counted(times)}"
    return ", jusqu'à ce que ce soit acquis" if target.kind is TargetKind.SKILL else ""


def _day(day: date) -> str:
    return f"{_number(day)} {_MONTHS[day.month - 1]}"


def _number(day: date) -> str:
    return "1er" if day.day == 1 else str(day.day)
