"""Durations: how long between two hours, when it ends, when it began; hours and minutes, weeks and days."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from random import Random

from exercises.activities import Activity
from exercises.draws import kept
from exercises.exercise import Ask, Exercise, Form, Prompt
from exercises.maths.conversions import unit_choices
from exercises.maths.making import GAP, Bench, distinct
from exercises.maths.units import counted, hour_said, hour_shown, lasting_said, lasting_shown

_STEP_OF = {"time.durations": 30, "time.durations_minutes": 5}


@dataclass(frozen=True, slots=True)
class _Event:
    """Something that lasts: its name, « il » or « elle », the hours when it may begin, the minutes that it may last."""

    name: str
    pronoun: str
    first: int
    last: int
    shortest: int
    longest: int


_EVENTS = (
    *(_Event("Le film", "il", 10, 19, 60, 150), _Event("La promenade", "elle", 9, 15, 30, 180)),
    *(_Event("Le spectacle", "il", 14, 19, 45, 150), _Event("Le voyage en train", "il", 7, 15, 60, 300)),
    *(_Event("Le match", "il", 10, 18, 60, 120), _Event("La fête", "elle", 13, 16, 90, 240)),
    *(_Event("L’atelier de cuisine", "il", 9, 15, 30, 150), _Event("La visite du musée", "elle", 9, 15, 45, 180)),
    *(_Event("Le concert", "il", 15, 19, 60, 150), _Event("La sortie à vélo", "elle", 9, 15, 60, 240)),
)


@distinct
def exercises(bench: Bench) -> Iterator[Exercise]:
    """In hours and half hours for CE1, to five minutes for CE2."""
    yield from _between(bench, "time.durations", 18)
    yield from _weeks(bench)
    yield from unit_choices(bench, "durations", "time.durations")
    yield from _between(bench, "time.durations_minutes", 15)
    yield from _hours_and_minutes(bench)


def _between(bench: Bench, skill: str, each: int) -> Iterator[Exercise]:
    step = _STEP_OF[skill]
    for number, event in enumerate(_EVENTS):
        moments = [
            (begin, lasting)
            for begin in range(60 * event.first, 60 * event.last + 1, step)
            for lasting in range(event.shortest, event.longest + 1, step)
            if step >= 30 or begin % 30 or lasting % 30
        ]
        for begin, lasting in kept(f"{skill}.{number}", moments, each):
            sought = Random(f"{skill}.{number}.{begin}.{lasting}").choice(("lasting", "lasting", "end", "begin"))
            text, said, answer, question = _asked(event, begin, lasting, sought)
            crosses = begin % 60 + lasting % 60 > 60
            yield bench.exercise(
                f"durations.{sought}.{number}.{begin}-{lasting}",
                Activity.DURATION,
                Ask(
                    prompt=Prompt(text=f"{text} {question}", say=f"{said} {question}"),
                    form=Form.TIME,
                    answers=(answer,),
                ),
                skills=[skill],
                features={
                    "minutes": lasting,
                    "crosses_hour": crosses,
                    "unknown_start": sought == "begin",
                    "whole_hours": begin % 60 == lasting % 60 == 0,
                },
                harder=(0.5 if crosses else 0.0)
                + {"lasting": 0.0, "end": -0.2, "begin": 0.4}[sought]
                - (0.5 if begin % 60 == lasting % 60 == 0 else 0),
                theme=f"durations.{number}",
                asks=_lasts(begin, begin + lasting) if sought == "lasting" else "",
            )


def _lasts(begin: int, end: int) -> str:
    return f"duration {begin // 60} {begin % 60} {end // 60} {end % 60}"


def _asked(event: _Event, begin: int, lasting: int, sought: str) -> tuple[str, str, str, str]:
    """What is shown, what is said, the answer, the question."""
    end = begin + lasting
    match sought:
        case "lasting":
            scene = "{name} commence à {begin} et finit à {end}."
            answer, question = lasting_shown(lasting), f"Combien de temps dure-t-{event.pronoun}\u00a0?"
        case "end":
            scene = "{name} commence à {begin} et dure {lasting}."
            answer, question = hour_shown(end), f"À quelle heure finit-{event.pronoun}\u00a0?"
        case _:
            scene = "{name} dure {lasting} et finit à {end}."
            answer, question = hour_shown(begin), f"À quelle heure a-t-{event.pronoun} commencé\u00a0?"
    text = scene.format(name=event.name, begin=hour_shown(begin), end=hour_shown(end), lasting=lasting_shown(lasting))
    said = scene.format(name=event.name, begin=hour_said(begin), end=hour_said(end), lasting=lasting_said(lasting))
    return text, said, answer, question


def _weeks(bench: Bench) -> Iterator[Exercise]:
    """Weeks in days, days in hours, years in months."""
    for singular, ratio, part, most in (("semaine", 7, "jour", 8), ("jour", 24, "heure", 3), ("an", 12, "mois", 6)):
        plural = "mois" if part == "mois" else None
        for many in range(1, most + 1):
            for more in sorted({0, 1, ratio // 2}):
                total = many * ratio + more
                whole = counted(many, singular)
                added = f" et {counted(more, part, plural)}" if more else ""
                parts = plural or f"{part}s"
                of_parts = f"d’{parts}" if parts.startswith("h") else f"de {parts}"
                yield bench.exercise(
                    f"durations.{singular}.{many}-{more}",
                    Activity.DURATION,
                    Ask(
                        prompt=Prompt(
                            text=f"{whole}{added} = {GAP} {parts}",
                            say=f"{whole}{added}, cela fait combien {of_parts}\u00a0?",
                        ),
                        answers=(str(total),),
                        unit=parts,
                        largest=1000,
                    ),
                    skills=["time.durations"],
                    features={"many": many, "more": more, "ratio": ratio},
                    harder=0.1 * many + (0.2 if more else -0.3) + (0.5 if ratio == 24 and many > 1 else 0),
                    theme=f"durations.{singular}",
                )


def _hours_and_minutes(bench: Bench) -> Iterator[Exercise]:
    """2 h 15 min = ___ min; 135 min = 2 h ___ min; what is missing to the hour."""
    for hours in range(1, 6):
        for minutes in (0, 5, 10, 15, 20, 30, 45):
            total = 60 * hours + minutes
            make = partial(
                bench.exercise,
                skills=["time.durations_minutes"],
                features={"hours": hours, "minutes": minutes},
                harder=0.2 * (hours - 2) + (0.1 if minutes else -0.3),
                theme=f"durations.{hours}h",
            )
            yield make(
                f"durations.in_minutes.{hours}-{minutes}",
                Activity.DURATION,
                Ask(
                    prompt=Prompt(
                        text=f"{lasting_shown(total)} = {GAP} min",
                        say=f"{lasting_said(total)}, combien de minutes en tout\u00a0?",
                    ),
                    answers=(str(total),),
                    unit="min",
                    largest=1000,
                ),
            )
            if minutes:
                yield make(
                    f"durations.in_hours.{hours}-{minutes}",
                    Activity.DURATION,
                    Ask(
                        prompt=Prompt(
                            text=f"{total} min = {hours} h {GAP} min",
                            say=f"{counted(total, 'minute')}, c’est {counted(hours, 'heure')}"
                            " et combien de minutes\u00a0?",
                        ),
                        answers=(str(minutes),),
                        unit="min",
                        largest=60,
                    ),
                )
