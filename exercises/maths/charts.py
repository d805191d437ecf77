"""Tables, two-way tables and bar charts: read a value, compare, add up, complete, solve.

Questions keep one form (« Combien d’élèves y a-t-il pour la poire ? ») so that they agree whatever is counted.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from random import Random
from typing import Literal

from exercises.activities import Activity
from exercises.exercise import Ask, Choose, Content, Exercise, Grade, Handle, Option, Prompt
from exercises.figures import Chart
from exercises.handling import Same
from exercises.maths.making import LIMITS, Bench, choice
from exercises.maths.units import counted

Form = Literal["table", "two_way", "bars"]


@dataclass(frozen=True, slots=True)
class Theme:
    """What was counted: « d’élèves », « Quel fruit », and the things, with their article."""

    title: str
    of_what: str
    which: str
    things: tuple[str, ...]

    @property
    def noun(self) -> str:
        """« élèves »."""
        return self.of_what.removeprefix("de ").removeprefix("d’")


PUPILS = (
    Theme("Le fruit préféré", "d’élèves", "Quel fruit", ("la pomme", "la banane", "l’orange", "la poire", "le kiwi")),
    Theme("Le sport préféré", "d’élèves", "Quel sport", ("le judo", "la danse", "le football", "le vélo", "le tennis")),
    Theme("L’animal préféré", "d’élèves", "Quel animal", ("le chat", "le chien", "le lapin", "la tortue", "le poney")),
    Theme("La saison préférée", "d’élèves", "Quelle saison", ("le printemps", "l’été", "l’automne", "l’hiver")),
    Theme("Le goûter préféré", "d’élèves", "Quel goûter", ("le pain", "la compote", "le yaourt", "le gâteau")),
    Theme("La couleur préférée", "d’élèves", "Quelle couleur", ("le rouge", "le bleu", "le vert", "le jaune")),
    Theme("L’atelier choisi", "d’élèves", "Quel atelier", ("le théâtre", "le chant", "la peinture", "le jardin")),
)
LARGER = (
    Theme("Les livres prêtés", "de livres", "Quel jour", ("le lundi", "le mardi", "le jeudi", "le vendredi")),
    Theme("Les visiteurs du musée", "de visiteurs", "Quel jour", ("le mercredi", "le samedi", "le dimanche")),
    Theme("Les billets de cinéma", "de billets", "Quel mois", ("le mois de mars", "le mois de mai", "le mois de juin")),
    Theme("Les graines semées", "de graines", "Quelle plante", ("la carotte", "la tomate", "le radis", "le haricot")),
    Theme("Les fruits récoltés", "de fruits", "Quel fruit", ("la pomme", "la prune", "la cerise", "la figue")),
)
CLASSES = ("CP", "CE1", "CE2")
_ONE_ROW: tuple[Form, ...] = ("table", "bars")


def exercises(bench: Bench) -> Iterator[Exercise]:
    """Read in CP, complete in CE1, solve in CE2."""
    for turn in range(10):
        for number, theme in enumerate(PUPILS):
            yield from _read(
                bench, "data.table", theme, f"table.{number}.{turn}", _one_row(theme, "table", turn, Grade.CP)
            )
            yield from _read(
                bench, "data.bars", theme, f"bars.{number}.{turn}", _one_row(theme, "bars", turn, Grade.CP)
            )
            two_way = _two_way(theme, f"two_way.{number}.{turn}", 9)
            yield from _crossed(bench, theme, f"two_way.{number}.{turn}", two_way)
    for turn in range(9):
        for number, theme in enumerate((*PUPILS, *LARGER)):
            grade = Grade.CE1 if theme in LARGER else Grade.CP
            for form in _ONE_ROW:
                yield from _completed(bench, theme, f"{form}.{number}.{turn}", _one_row(theme, form, turn, grade))
    for turn in range(5):
        for number, theme in enumerate(PUPILS):
            key = f"two_way.{number}.{turn}"
            yield _crossing_told(bench, theme, key, _two_way(theme, f"complete.{key}", 40))
    for turn in range(7):
        for number, theme in enumerate(PUPILS):
            key = f"problem.two_way.{number}.{turn}"
            yield from _crossed_problems(bench, theme, key, _two_way(theme, key, 40))
        for number, theme in enumerate(LARGER):
            for form in _ONE_ROW:
                key = f"problem.{form}.{number}.{turn}"
                yield from _problems(bench, theme, key, _one_row(theme, form, turn + 20, Grade.CE2))


def _one_row(theme: Theme, form: Form, turn: int, grade: Grade) -> Chart:
    """A value for each thing, all different; bars end on a graduation."""
    chance = Random(f"charts.{theme.title}.{form}.{turn}.{grade}")
    step = {Grade.CP: (1, 1, 1), Grade.CE1: (2, 5, 10), Grade.CE2: (10, 50, 100)}[grade][turn % 3]
    many = min(len(theme.things), 3 + turn % 3)
    things = chance.sample(theme.things, many) if grade is Grade.CP else list(theme.things[:many])
    fine = form == "table" and grade is not Grade.CP
    values = chance.sample(range(2, 13), many)
    if fine:
        values = [value * step + chance.randrange(step) for value in values]
        step = 1
    return Chart(
        form=form,
        title=theme.title,
        rows=(theme.noun.capitalize(),),
        columns=tuple(things),
        values=(tuple(value if fine else value * step for value in values),),
        step=step,
    )


def _two_way(theme: Theme, key: str, largest: int) -> Chart:
    chance = Random(f"charts.{key}")
    things = chance.sample(theme.things, 3)
    rows = CLASSES if largest > 9 else CLASSES[: 2 + chance.randrange(2)]
    values = tuple(tuple(chance.sample(range(1, largest + 1), 3)) for _ in rows)
    return Chart(form="two_way", title=theme.title, rows=rows, columns=tuple(things), values=values)


def _asked(chart: Chart, question: str, answer: int, grade: Grade) -> Ask:
    return Ask(prompt=Prompt(figure=chart, text=question, say=question), answers=(str(answer),), largest=LIMITS[grade])


def _which(chart: Chart, question: str, right: str, key: str) -> Choose:
    options = {thing: Option(text=thing, say=thing) for thing in chart.columns}
    wrong = [option for thing, option in options.items() if thing != right]
    return choice(key, Prompt(figure=chart, text=question, say=question), [options[right]], wrong)


def _made(
    bench: Bench,
    skill: str,
    key: str,
    content: Content,
    chart: Chart,
    steps: int,
    activity: Activity = Activity.READ_CHART,
) -> Exercise:
    entries = len(chart.rows) * len(chart.columns)
    return bench.exercise(
        f"charts.{skill.removeprefix('data.')}.{key}",
        activity,
        content,
        skills=[skill],
        features={"steps": steps, "entries": entries, "graduation": chart.step},
        harder=0.45 * (steps - 2) + 0.04 * (entries - 4) + (0.2 if chart.step > 1 else -0.1),
        theme=f"charts.{chart.title}",
    )


def _values(chart: Chart, row: int = 0) -> list[int]:
    return [value or 0 for value in chart.values[row]]


def _read(bench: Bench, skill: str, theme: Theme, key: str, chart: Chart) -> Iterator[Exercise]:
    """A value, the most or the least, a difference, a total: three of them for each chart."""
    chance = Random(f"charts.read.{key}")
    values = dict(zip(chart.columns, _values(chart), strict=True))
    thing, (one, other) = chance.choice(chart.columns), chance.sample(chart.columns, 2)
    if values[one] < values[other]:
        one, other = other, one
    how_many = f"Combien {theme.of_what}"
    most = chance.random() < 0.5
    extreme = (max if most else min)(values, key=values.__getitem__)
    wanted = (
        f"{theme.which} a été {'le plus' if most else 'le moins'} choisi{'e' * theme.which.startswith('Quelle')}\u00a0?"
    )
    sorts: list[tuple[str, Content, int]] = [
        ("value", _asked(chart, f"{how_many} y a-t-il pour {thing}\u00a0?", values[thing], Grade.CP), 1),
        ("most", _which(chart, wanted, extreme, key), 1),
        (
            "more",
            _asked(
                chart,
                f"{how_many} de plus y a-t-il pour {one} que pour {other}\u00a0?",
                values[one] - values[other],
                Grade.CP,
            ),
            2,
        ),
        ("total", _asked(chart, f"{how_many} y a-t-il en tout\u00a0?", sum(values.values()), Grade.CP), 3),
    ]
    for name, content, steps in chance.sample(sorts, 3):
        yield _made(bench, skill, f"{key}.{name}", content, chart, steps)


def _crossed(bench: Bench, theme: Theme, key: str, chart: Chart) -> Iterator[Exercise]:
    """One place where a row and a column cross."""
    chance = Random(f"charts.crossed.{key}")
    row, column = chance.randrange(len(chart.rows)), chance.randrange(len(chart.columns))
    question = f"Combien {theme.of_what} y a-t-il en {chart.rows[row]} pour {chart.columns[column]}\u00a0?"
    content = _asked(chart, question, _values(chart, row)[column], Grade.CP)
    yield _made(bench, "data.table", f"{key}.value", content, chart, 1)


def _completed(bench: Bench, theme: Theme, key: str, chart: Chart) -> Iterator[Exercise]:
    """One or two values told, or one to be found from the total."""
    chance = Random(f"charts.complete.{key}")
    values = _values(chart)
    missing = sorted(chance.sample(range(len(values)), chance.choice((1, 2))))
    by_total = len(missing) == 1 and chance.random() < 0.4 and sum(values) <= LIMITS[Grade.CE1]
    shown = tuple(None if place in missing else value for place, value in enumerate(values))
    start = chart.model_copy(update={"values": (shown,)})
    if by_total:
        told = f"En tout, il y a {sum(values)} {theme.noun}."
    else:
        each = [f"{values[place]} {theme.noun} pour {chart.columns[place]}" for place in missing]
        told = f"Il y a {' et '.join(each)}."
    content = Handle(prompt=Prompt(text=told, say=told), figure=start, goal=Same(figures=(chart,)))
    steps = 3 if by_total else len(missing)
    yield _made(bench, "data.produce", key, content, start, steps, Activity.COMPLETE_CHART)


def _crossing_told(bench: Bench, theme: Theme, key: str, chart: Chart) -> Exercise:
    """Where to write a value in a two-way table."""
    chance = Random(f"charts.crossing.{key}")
    row, column = chance.randrange(len(chart.rows)), chance.randrange(len(chart.columns))
    number = _values(chart, row)[column]
    told = f"En {chart.rows[row]}, il y a {counted(number, 'élève')} pour {chart.columns[column]}."
    start = chart.model_copy(
        update={
            "values": tuple(
                tuple(None if (r, c) == (row, column) else value for c, value in enumerate(line))
                for r, line in enumerate(chart.values)
            )
        }
    )
    content = Handle(prompt=Prompt(text=told, say=told), figure=start, goal=Same(figures=(chart,)))
    return _made(bench, "data.produce", key, content, start, 1, Activity.COMPLETE_CHART)


def _problems(bench: Bench, theme: Theme, key: str, chart: Chart) -> Iterator[Exercise]:
    """Two values against a third, what is missing to a round total."""
    chance = Random(f"charts.problems.{key}")
    values = dict(zip(chart.columns, _values(chart), strict=True))
    how_many = f"Combien {theme.of_what}"
    pairs = list(combinations(chart.columns, 2))
    one, other = chance.choice(pairs)
    together = f"{how_many} y a-t-il en tout pour {one} et pour {other}\u00a0?"
    aim = -(-sum(values.values()) // 500) * 500 + 500
    missing = f"On veut arriver à {aim} {theme.noun} en tout. {how_many} manque-t-il\u00a0?"
    contents = [
        ("together", _asked(chart, together, values[one] + values[other], Grade.CE2), 2),
        ("missing", _asked(chart, missing, aim - sum(values.values()), Grade.CE2), 3),
    ]
    for name, content, steps in contents:
        yield _made(bench, "data.problems", f"{key}.{name}", content, chart, steps, Activity.CHART_PROBLEM)


def _crossed_problems(bench: Bench, theme: Theme, key: str, chart: Chart) -> Iterator[Exercise]:
    """A row, a column, or two rows compared."""
    chance = Random(f"charts.crossed_problems.{key}")
    how_many = f"Combien {theme.of_what}"
    row, column = chance.randrange(len(chart.rows)), chance.randrange(len(chart.columns))
    rows = [sum(_values(chart, place)) for place in range(len(chart.rows))]
    contents: list[tuple[str, str, int, int]] = [
        ("row", f"{how_many} y a-t-il en tout en {chart.rows[row]}\u00a0?", rows[row], 2),
        (
            "column",
            f"{how_many} y a-t-il en tout pour {chart.columns[column]}\u00a0?",
            sum(_values(chart, place)[column] for place in range(len(chart.rows))),
            2,
        ),
    ]
    high, low = sorted(chance.sample(range(len(rows)), 2), key=lambda place: -rows[place])
    if rows[high] > rows[low]:
        question = f"{how_many} de plus y a-t-il en {chart.rows[high]} qu’en {chart.rows[low]}\u00a0?"
        contents.append(("more", question, rows[high] - rows[low], 3))
    for name, question, answer, steps in chance.sample(contents, 2):
        content = _asked(chart, question, answer, Grade.CE2)
        yield _made(bench, "data.problems", f"{key}.{name}", content, chart, steps, Activity.CHART_PROBLEM)
