"""The report for families: a page a pupil in plain words, with no comparison, no norm and no school jargon."""

from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path
from statistics import median
from typing import Any, Final

from exercises.exercise import Domain
from exercises.skills import SkillGraph
from exercises.sources import Branch, read_tree
from exercises.typography import NO_BREAK, set_in_type
from tutor.reports.facts import ClassFacts, Period, PupilFacts, middle
from tutor.reports.french import counted, duration, long_date, short_date

FILE: Final = Path(__file__).parent / "data" / "families.yaml"
LEARNT, WORKED_ON, SOUNDS = 3, 2, 4
"""Things told in each subject, so that the page stays one page."""
POINTS: Final = 6
AT_LEAST: Final = 3
A_SHARE: Final = 0.08
"""A pace changed when it did by this many words and this share: below, it is the texts."""
_SOUNDS = "reading.gpc."


@lru_cache(maxsize=2)
def words(path: Path = FILE) -> Mapping[str, Any]:
    """The sentences, set in type; ContentError names the line of what is wrong."""
    tree: Branch = read_tree(path)
    found: Mapping[str, Any] = _typed(tree.plain)
    return found


def family_pages(facts: ClassFacts, skills: SkillGraph) -> dict[str, Any]:
    """What the template shows: a page a pupil."""
    return {
        "title": f"Bilans pour les familles, {facts.classroom.name}",
        "foot": words()["pied"],
        "pages": [family_page(one, facts.period, skills) for one in facts.pupils],
    }


def family_page(facts: PupilFacts, period: Period, skills: SkillGraph) -> dict[str, Any]:
    """One pupil's page."""
    say = _Speaker(facts.pupil.first_name)
    page: dict[str, Any] = {
        "title": say("titre"),
        "greeting": say("salut"),
        "opening": say("ouverture", periode=f"du {long_date(period.since)} au {long_date(period.until)}"),
        "sections": [],
    }
    if facts.days == 0:
        return {**page, "opening": f"{page['opening']} {say('rien')}"}
    page["sections"] = [
        _told(say, "appris", _in_plain_words(facts.learnt, skills, LEARNT)),
        _told(say, "maintenant", _in_plain_words(facts.working_on, skills, WORKED_ON)),
        _reading(say, facts),
        {"title": say("temps", "titre"), "text": _time(say, facts)},
        {"title": say("maison", "titre"), "text": say.text(_idea(facts)), "framed": True},
    ]
    return page


class _Speaker:
    """Says the sentences with a first name in them."""

    def __init__(self, first_name: str) -> None:
        self._first_name = first_name

    def __call__(self, *keys: str, **values: str) -> str:
        found: Any = words()
        for key in keys:
            found = found[key]
        return self.text(found, **values)

    def text(self, sentence: str, **values: str) -> str:
        """A name is put in last and as it is: braces in it mean nothing."""
        for key, value in values.items():
            sentence = sentence.replace(f"{{{key}}}", value)
        return sentence.replace("{prenom}", self._first_name)


def _told(say: _Speaker, key: str, items: list[str]) -> dict[str, Any]:
    title = say(key, "titre")
    return {"title": title, "items": items} if items else {"title": title, "text": say(key, "rien")}


def _in_plain_words(named: Sequence[str], skills: SkillGraph, most: int) -> list[str]:
    """Reading first, then maths; sounds in one line; what says the same once."""
    sounds = [_sound(one, skills) for one in named if one.startswith(_SOUNDS)]
    found = []
    if sounds:
        more = f" et {counted(len(sounds) - SOUNDS, 'autre', 'autres')}" if len(sounds) > SOUNDS else ""
        found.append(f"Lire des lettres et leurs sons{NO_BREAK}: {', '.join(sounds[:SOUNDS])}{more}")
    for domain in Domain:
        own = [_plainly(one, skills) for one in named if one.startswith(domain.value) and not one.startswith(_SOUNDS)]
        found += list(dict.fromkeys(own))[:most]
    return found


def _sound(skill: str, skills: SkillGraph) -> str:
    """« ch comme dans « un chat » », « ne pas dire t dans « un chat » »."""
    name = _plainly(skill, skills).removeprefix("Lire ")
    return name.replace("Ne pas", "ne pas", 1)


def _plainly(skill: str, skills: SkillGraph) -> str:
    for one in words()["autrement"]:
        if fnmatchcase(skill, one["pour"]):
            return str(one["dire"])
    return skills.skills[skill].name


def _reading(say: _Speaker, facts: PupilFacts) -> dict[str, Any]:
    section: dict[str, Any] = {"title": say("lecture", "titre")}
    readings = facts.readings
    if not readings:
        return {**section, "text": say("lecture", "rien")}
    third = max(1, min(3, len(readings) // 2))
    first, last = middle(readings[:third]) or 0, middle(readings[-third:]) or 0
    changed = max(AT_LEAST, round(A_SHARE * first))
    if len(readings) == 1:
        key = "seule"
    elif last >= first + changed:
        key = "progres"
    else:
        key = "stable" if last > first - changed else "varie"
    text = say("lecture", key, debut=str(first), fin=str(last))
    points = _points(facts)
    if len(points) < 3:
        return {**section, "text": f"{text} {say('lecture', 'note')}"}
    shown = ", ".join(f"{pace} ({day})" for day, pace in points)
    return {
        **section,
        "text": f"{text} {say('lecture', 'note')}",
        "curve": {
            "points": [pace for _, pace in points],
            "labels": [day for day, _ in points],
            "alt": f"Mots lus en une minute{NO_BREAK}: {shown}.",
        },
    }


def _points(facts: PupilFacts) -> list[tuple[str, int]]:
    """The readings in a few points: the middle pace of as many readings each, on the day of the last of them."""
    count = min(POINTS, len(facts.readings) // 2)
    if count == 0:
        return []
    ends = [round(len(facts.readings) * (place + 1) / count) for place in range(count)]
    parts = [facts.readings[start:end] for start, end in zip([0, *ends], ends, strict=False)]
    return [(short_date(part[-1].at.date()), round(median(one.pace for one in part))) for part in parts]


def _time(say: _Speaker, facts: PupilFacts) -> str:
    length = duration(facts.seconds)
    said = say("temps", "un" if facts.days == 1 else "plusieurs", duree=length, jours=str(facts.days))
    if facts.exercises == 0:
        return said
    return f"{said} {say('temps', 'exercices', exercices=counted(facts.exercises, 'exercice', 'exercices'))}"


def _idea(facts: PupilFacts) -> str:
    """For what is worked on most lately, else for what was learnt last."""
    about = next(iter([*facts.working_on, *facts.learnt[::-1]]), "")
    return next(str(one["idee"]) for one in words()["idees"] if fnmatchcase(about, one["pour"]))


def _typed(held: Any) -> Any:
    if isinstance(held, dict):
        return {key: one if key == "pour" else _typed(one) for key, one in held.items()}
    if isinstance(held, list):
        return [_typed(one) for one in held]
    return set_in_type(held) if isinstance(held, str) else held
