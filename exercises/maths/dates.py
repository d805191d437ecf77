"""The calendar: days of the week, months of the year, what comes before and after, dates a few days away."""

from collections.abc import Iterator, Sequence
from random import Random

from exercises.activities import Activity
from exercises.draws import kept
from exercises.exercise import Ask, Build, Exercise, Option, Prompt
from exercises.maths.making import Bench, choice, distinct

DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)
LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_SKILL = "time.calendar"
_FROM_TODAY = {
    1: "Quel jour sera-ce demain\u00a0?",
    -1: "Quel jour était-ce hier\u00a0?",
    2: "Quel jour sera-ce après-demain\u00a0?",
    -2: "Quel jour était-ce avant-hier\u00a0?",
}


@distinct
def exercises(bench: Bench) -> Iterator[Exercise]:
    """Days, months, then dates."""
    yield from _neighbours(bench, "days", "Quel jour vient juste", DAYS)
    yield from _neighbours(bench, "months", "Quel mois vient juste", MONTHS)
    yield from _from_today(bench)
    yield from _ordered(bench, "days", DAYS, "Range ces jours dans l’ordre de la semaine, du lundi au dimanche.")
    yield from _ordered(bench, "months", MONTHS, "Range ces mois dans l’ordre de l’année, de janvier à décembre.")
    yield from _dates(bench)
    yield from _month_lengths(bench)


def _picked(key: str, right: str, cycle: Sequence[str], near: Sequence[str]) -> tuple[list[Option], list[Option]]:
    """The right name and two others: those likely to be taken for it first."""
    wrong = [name for name in dict.fromkeys(near) if name != right]
    others = [name for name in cycle if name != right and name not in wrong]
    Random(key).shuffle(others)
    return [Option(text=right, say=right)], [Option(text=name, say=name) for name in (*wrong, *others)[:2]]


def _chosen(
    bench: Bench,
    key: str,
    question: str,
    right: str,
    cycle: Sequence[str],
    near: Sequence[str],
    harder: float,
    features: dict[str, float],
) -> Exercise:
    return bench.exercise(
        f"dates.{key}",
        Activity.CALENDAR,
        choice(key, Prompt(text=question, say=question), *_picked(key, right, cycle, near)),
        skills=[_SKILL],
        features=features,
        harder=harder,
        theme=f"calendar.{right}",
    )


def _neighbours(bench: Bench, name: str, question: str, cycle: Sequence[str]) -> Iterator[Exercise]:
    for place, each in enumerate(cycle):
        after, before = cycle[(place + 1) % len(cycle)], cycle[place - 1]
        for word, right, other in (("après", after, before), ("avant", before, after)):
            yield _chosen(
                bench,
                f"{name}.{'after' if word == 'après' else 'before'}.{place + 1}",
                f"{question} {word} {each}\u00a0?",
                right,
                cycle,
                [other],
                (0.2 if word == "avant" else -0.5) + (0.4 if len(cycle) > 7 else -0.2),
                {"back": word == "avant", "wraps": abs(cycle.index(right) - place) > 1},
            )


def _from_today(bench: Bench) -> Iterator[Exercise]:
    for place, day in enumerate(DAYS):
        for shift, question in _FROM_TODAY.items():
            right, other = DAYS[(place + shift) % 7], DAYS[(place - shift) % 7]
            yield _chosen(
                bench,
                f"today.{place + 1}.{shift}",
                f"Aujourd’hui, c’est {day}. {question}",
                right,
                DAYS,
                [other, day],
                0.4 * (abs(shift) - 1) + (0.1 if shift < 0 else -0.5),
                {"shift": shift},
            )
        for later in range(3, 9):
            yield _chosen(
                bench,
                f"later.{place + 1}.{later}",
                f"Aujourd’hui, c’est {day}. Quel jour sera-ce dans {later} jours\u00a0?",
                DAYS[(place + later) % 7],
                DAYS,
                [DAYS[(place + later - 1) % 7]],
                0.4 if later < 7 else 0.6,
                {"shift": later},
            )


def _ordered(bench: Bench, name: str, cycle: Sequence[str], instruction: str) -> Iterator[Exercise]:
    for turn in range(25):
        key = f"dates.order.{name}.{turn}"
        tiles = Random(key).sample(cycle, 4)
        right = tuple(sorted(tiles, key=cycle.index))
        if tuple(tiles) == right:
            tiles.reverse()
        yield bench.exercise(
            key,
            Activity.CALENDAR,
            Build(prompt=Prompt(), tiles=tuple(tiles), answers=(right,), joined=" "),
            skills=[_SKILL],
            features={"tiles": len(tiles)},
            harder=0.5 if len(cycle) > 7 else 0.1,
            instruction=instruction,
        )


def _dates(bench: Bench) -> Iterator[Exercise]:
    """Within one month, no 1st: « le 12 mars, dans 5 jours », and how many days to wait."""
    wanted = [(month, day, later) for month in range(12) for day in range(2, 26) for later in range(1, 11)]
    for month, day, later in kept("calendar.dates", wanted, 60):
        then = day + later
        if then > LENGTHS[month]:
            continue
        today = f"Aujourd’hui, nous sommes le {day} {MONTHS[month]}."
        days = f"{later} jour{'s' if later > 1 else ''}"
        question = f"Dans {days}, nous serons le combien\u00a0?"
        answer = then
        if (day + later) % 2:
            question = f"La fête est le {then} {MONTHS[month]}. Dans combien de jours est-ce\u00a0?"
            answer = later
        yield bench.exercise(
            f"dates.date.{month + 1}.{day}.{later}",
            Activity.CALENDAR,
            Ask(
                prompt=Prompt(text=f"{today} {question}", say=f"{today} {question}"),
                answers=(str(answer),),
                largest=100,
            ),
            skills=[_SKILL],
            features={"shift": later, "crosses_ten": day // 10 != then // 10},
            harder=0.3 + 0.05 * later + (0.3 if day // 10 != then // 10 else 0),
            theme=f"calendar.{MONTHS[month]}",
        )


def _month_lengths(bench: Bench) -> Iterator[Exercise]:
    """30 or 31 days; February, which changes, is not asked."""
    for month, name in enumerate(MONTHS):
        if LENGTHS[month] == 28:
            continue
        elided = f"d’{name}" if name[0] in "ao" else f"de {name}"
        question = f"Combien de jours y a-t-il au mois {elided}\u00a0?"
        options = [Option(text=f"{days} jours", say=f"{days} jours") for days in (30, 31)]
        right = [option for option in options if option.text == f"{LENGTHS[month]} jours"]
        made = choice(name, Prompt(text=question, say=question), right, [o for o in options if o not in right])
        yield bench.exercise(
            f"dates.length.{month + 1}",
            Activity.CALENDAR,
            made,
            skills=[_SKILL],
            features={"long": LENGTHS[month] == 31},
            harder=0.6,
            theme=f"calendar.{name}",
        )
