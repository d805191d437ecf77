"""Solve exercises of measures, time and data anew from what is shown and said: brute force, Python's calendar.

Nothing here is shared with what makes the exercises but their shape. `RIGHT` is by activity, geometry
included; `benchmarks/maths_keys.py` compares it with `keys`, what the exercise holds to be right.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from itertools import combinations, product

from benchmarks import maths_solvers_geometry as geometry
from benchmarks.maths_magnitudes import PLAUSIBLE, WORTHS
from benchmarks.maths_statements import Answers, figure_of, options_where, plain, said, sides_walked
from exercises.activities import Activity
from exercises.exercise import Ask, Build, Choose, Exercise, Form, Handle
from exercises.figures import Balance, Chart, Clock, Figure, Grid, Money, Ruler
from exercises.handling import Same, settled

_HALF_DAY = 720
_NAMES = {
    **{"millimètre": 1, "centimètre": 10, "décimètre": 100, "mètre": 1_000, "kilomètre": 1_000_000},
    **{"gramme": 1, "kilogramme": 1_000, "tonne": 1_000_000, "centilitre": 1, "décilitre": 10, "litre": 100},
    **{"minute": 1, "heure": 60, "jour": 1_440, "semaine": 10_080},
}
_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin", "juillet"),
    *("août", "septembre", "octobre", "novembre", "décembre"),
)


def keys(exercise: Exercise) -> Answers:
    """What the exercise holds to be right, in the form of `RIGHT`."""
    match exercise.content:
        case Ask() as content:
            reads = {Form.MONEY: _cents, Form.TIME: _minutes}
            return frozenset(reads.get(content.form, int)(answer) for answer in content.answers)
        case Choose() as content:
            return frozenset(content.answers)
        case Build() as content:
            return frozenset(content.answers)
        case Handle(goal=Same(figures=figures)):
            return frozenset(map(settled, figures))
        case Handle(figure=Clock()) as content:
            return frozenset({content.goal.value % _HALF_DAY})  # type: ignore[union-attr]
        case Handle() as content:
            return frozenset({content.goal.value})  # type: ignore[union-attr]
    raise TypeError(exercise.id)


# --- money ---


def _cents(text: str) -> int:
    """« 3,50 € », « 3 euros et 50 centimes », « 50 centimes »."""
    if comma := re.fullmatch(r"(\d+),(\d\d) €", text):
        return 100 * int(comma[1]) + int(comma[2])
    return sum(int(n) * (100 if unit == "euro" else 1) for n, unit in re.findall(r"(\d+) (euro|centime)", text))


def _sum_counted(exercise: Exercise) -> Answers:
    figure, content = figure_of(exercise), exercise.content
    assert isinstance(figure, Money)
    assert isinstance(content, Ask)
    return frozenset({sum(figure.laid) if content.form is Form.MONEY else sum(figure.laid) // 100})


def _payable(figure: Figure) -> set[int]:
    assert isinstance(figure, Money)
    reached = {0}
    for piece in figure.purse or ():
        reached |= {total + piece for total in reached}
    return reached


def _paid(exercise: Exercise) -> Answers:
    figure, cents = figure_of(exercise), _cents(said(exercise))
    assert isinstance(exercise.content, Handle)
    fewest = "le moins de" in exercise.instruction
    assert exercise.content.goal.fewest == fewest  # type: ignore[union-attr]
    return frozenset({cents} & _payable(figure))


def _change(exercise: Exercise) -> Answers:
    cost, paid = re.fullmatch(r".*? coûte (.*?)\. .* billet de (.*?)\.", said(exercise)).groups()  # type: ignore[union-attr]
    rest = _cents(paid) - _cents(cost)
    if isinstance(exercise.content, Handle):
        return frozenset({rest} & _payable(figure_of(exercise)))
    assert isinstance(exercise.content, Ask)
    return frozenset({rest if exercise.content.form is Form.MONEY else rest // 100})


def _in_cents(exercise: Exercise) -> Answers:
    return frozenset({_cents(said(exercise))})


def _richest(exercise: Exercise) -> Answers:
    assert isinstance(exercise.content, Choose)
    sums = [sum(option.figure.laid) for option in exercise.content.options if isinstance(option.figure, Money)]
    return frozenset(place for place, total in enumerate(sums) if total == max(sums))


# --- lengths, masses, capacities ---


def _by_eye(exercise: Exercise) -> Answers:
    assert isinstance(exercise.content, Choose)
    lengths = []
    for option in exercise.content.options:
        assert isinstance(option.figure, Grid)
        lengths.append(len(set(option.figure.cells)) or sides_walked(option.figure))
    wanted = max(lengths) if "longue" in exercise.instruction else min(lengths)
    return frozenset(place for place, length in enumerate(lengths) if length == wanted)


def _measured(exercise: Exercise) -> Answers:
    figure = figure_of(exercise)
    assert isinstance(figure, Ruler)
    millimetres = figure.end - figure.start
    assert 0 < figure.end <= figure.length
    return frozenset({millimetres if "millimètres" in exercise.instruction else millimetres // 10})


def _quantities(text: str) -> int:
    """What the quantities named here are worth together."""
    return sum(
        int(number) * _NAMES[name] for number, name in re.findall(r"(\d+) ([a-zéèê]+?)s?\b", text) if name in _NAMES
    )


def _to_draw(exercise: Exercise) -> Answers:
    figure, length = figure_of(exercise), _quantities(said(exercise))
    assert isinstance(figure, Ruler)
    return frozenset({length} if figure.start + length <= figure.length else ())


def _converted(exercise: Exercise) -> Answers:
    text = said(exercise)
    if vessel := re.search(r"contient (.*?)\. Combien de \w+ remplit-on avec (.*?) \?", text):
        each, all_ = (_quantities(part) for part in vessel.groups())
        return frozenset({all_ // each} if all_ % each == 0 else ())
    text = text.removeprefix("Complète. ")
    unit = re.search(r"combien de ([a-zéè]+?)s\b", text)[1]  # type: ignore[index]
    if complement := re.fullmatch(r"(.*?) et combien de \w+ font (.*?) \?", text):
        part, whole = (_quantities(each) for each in complement.groups())
        left = whole - part
    elif rest := re.fullmatch(r"(.*?), c'est (.*?) et combien de \w+ \?", text):
        whole, part = (_quantities(each) for each in rest.groups())
        left = whole - part
    else:
        left = _quantities(text)
    return frozenset({left // _NAMES[unit]} if left % _NAMES[unit] == 0 else ())


def _compared(exercise: Exercise) -> Answers:
    text = exercise.content.prompt.text or ""  # type: ignore[union-attr]
    left, right = (int(n) * WORTHS[unit] for n, unit in re.findall(r"(\d+) (\w+)", text.replace("___", "")))
    true = "<" if left < right else ">" if left > right else "="
    return options_where(exercise, lambda option: option.text == true)


def _unit(exercise: Exercise) -> Answers:
    text = exercise.content.prompt.text or ""  # type: ignore[union-attr]
    low, high = next(size for thing, size in PLAUSIBLE.items() if thing in text)
    number = int(re.search(r"([\d ]+) ___", text)[1].replace(" ", ""))  # type: ignore[index]
    return options_where(exercise, lambda option: low <= number * WORTHS[option.text or ""] <= high)


def _heavier(exercise: Exercise) -> Answers:
    figure = figure_of(exercise)
    assert isinstance(figure, Balance)
    heavy, light = (figure.left, figure.right) if figure.leans == "left" else (figure.right, figure.left)
    wanted = heavy if "lourd" in exercise.instruction else light
    return options_where(exercise, lambda option: option.picture == wanted[0].picture)


def _weighed(exercise: Exercise) -> Answers:
    figure = figure_of(exercise)
    assert isinstance(figure, Balance)
    assert figure.leans == "level"
    return frozenset({sum(weight.grams or 0 for weight in figure.right)})


def _level(exercise: Exercise) -> Answers:
    """Every choice of masses from the box that weighs as much as the left pan."""
    figure = figure_of(exercise)
    assert isinstance(figure, Balance)
    wanted = sum(weight.grams or 0 for weight in figure.left)
    ways = {
        tuple(sorted(taken))
        for many in range(1, len(figure.box) + 1)
        for taken in combinations(figure.box, many)
        if sum(taken) == wanted
    }
    weight = type(figure.left[0])
    return frozenset(
        settled(figure.model_copy(update={"right": tuple(weight(grams=mass) for mass in way), "leans": "level"}))
        for way in ways
    )


# --- time ---


def _minutes(text: str) -> int:
    """« 7 h 05 », « 2 h 30 min », « 7 heures 30 », « 8 heures moins le quart », « midi », « 45 minutes »."""
    text = plain(text)
    change = {"et quart": 15, "et demi": 30, "moins le quart": -15}
    extra = next((minutes for words, minutes in change.items() if words in text), 0)
    if text.startswith(("midi", "minuit")):
        return (_HALF_DAY if text.startswith("midi") else 0) + extra
    hours = re.search(r"(\d+) h", text)
    minutes = re.search(r"h(?:eures?)?(?: et)? (\d+)|(\d+) min", text)
    rest = int(minutes[1] or minutes[2]) if minutes else 0
    return 60 * (int(hours[1]) if hours else 0) + rest + extra


def _clock(figure: Figure | None) -> int:
    assert isinstance(figure, Clock)
    return 60 * figure.hour + figure.minute


def _read_clock(exercise: Exercise) -> Answers:
    change = (
        60
        if "Dans une heure" in exercise.instruction
        else -60
        if "il y a une heure" in plain(exercise.instruction)
        else 0
    )
    now = _clock(figure_of(exercise)) + change
    both = {now % 1440, (now + _HALF_DAY) % 1440}
    assert isinstance(exercise.content, Ask)
    return frozenset(both if exercise.content.form is Form.TIME else {time // 60 for time in both})


def _set_clock(exercise: Exercise) -> Answers:
    assert exercise.content.kind == "handle"
    figure = figure_of(exercise)
    assert isinstance(figure, Clock)
    time = _minutes(exercise.content.prompt.say or "")
    assert time % figure.step == 0
    assert time % _HALF_DAY != _clock(figure) % _HALF_DAY
    return frozenset({time % _HALF_DAY})


def _matched(exercise: Exercise) -> Answers:
    assert isinstance(exercise.content, Choose)
    prompt = exercise.content.prompt
    shown = _clock(prompt.figure) if prompt.figure else _minutes(prompt.say or "")
    times = [_clock(o.figure) if o.figure else _minutes(o.say or "") for o in exercise.content.options]
    return frozenset(place for place, time in enumerate(times) if time % _HALF_DAY == shown % _HALF_DAY)


def _duration(exercise: Exercise) -> Answers:
    text = said(exercise)
    if found := re.search(r"commence à (.*?) et finit à (.*?)\.", text):
        return frozenset({_minutes(found[2]) - _minutes(found[1])})
    if found := re.search(r"commence à (.*?) et dure (.*?)\.", text):
        return frozenset({_minutes(found[1]) + _quantities(found[2])})
    if found := re.search(r"dure (.*?) et finit à (.*?)\.", text):
        return frozenset({_minutes(found[2]) - _quantities(found[1])})
    if found := re.search(r"(\d+) minutes, c'est (\d+) heures? et combien", text):
        return frozenset({int(found[1]) - 60 * int(found[2])})
    if found := re.search(r"\. (.*?), combien de minutes en tout", text):
        return frozenset({_quantities(found[1])})
    if found := re.search(r"(\d+) ans?(?: et (\d+) mois)?, cela fait combien de mois", text):
        return frozenset({12 * int(found[1]) + int(found[2] or 0)})
    found = re.search(r"\. (.*?), cela fait combien (?:de |d')(\w+?)s \?", text)
    assert found is not None
    return frozenset({_quantities(found[1]) // _NAMES[found[2]]})


def _calendar(exercise: Exercise) -> Answers:
    text, content = said(exercise), exercise.content
    if isinstance(content, Build):
        cycle = _DAYS if "semaine" in text else _MONTHS
        return frozenset({tuple(sorted(content.tiles, key=cycle.index))})
    if found := re.search(r"le (\d+) (\w+)\. Dans (\d+) jours?,", text):
        then = date(2025, _MONTHS.index(found[2]) + 1, int(found[1])) + timedelta(days=int(found[3]))
        return frozenset({then.day})
    if found := re.search(r"le (\d+) (\w+)\. La fête est le (\d+) (\w+)\.", text):
        today, feast = (date(2025, _MONTHS.index(found[n + 1]) + 1, int(found[n])) for n in (1, 3))
        return frozenset({(feast - today).days})
    return options_where(exercise, lambda option: option.text == _day_or_month(text))


def _day_or_month(text: str) -> str:
    if found := re.search(r"Combien de jours y a-t-il au mois d(?:e |')(\w+)", text):
        month = _MONTHS.index(found[1]) + 1
        return f"{(date(2025 + month // 12, month % 12 + 1, 1) - date(2025, month, 1)).days} jours"
    if found := re.search(r"juste (avant|après) (\w+)", text):
        shift, name = (1 if found[1] == "après" else -1), found[2]
    else:
        found = re.search(r"c'est (\w+)\. .*?(demain|hier|après-demain|avant-hier|dans (\d+) jours) \?", text)
        assert found is not None
        known = {"demain": 1, "hier": -1, "après-demain": 2, "avant-hier": -2}
        name, shift = found[1], int(found[3]) if found[3] else known[found[2]]
    cycle = _DAYS if name in _DAYS else _MONTHS
    return cycle[(cycle.index(name) + shift) % len(cycle)]


# --- data ---


def _cells(chart: Chart) -> dict[tuple[str, str], int]:
    return {
        (row, column): chart.values[r][c] or 0
        for (r, row), (c, column) in product(enumerate(chart.rows), enumerate(chart.columns))
    }


def _chart_read(exercise: Exercise) -> Answers:
    figure = figure_of(exercise)
    assert isinstance(figure, Chart)
    text = said(exercise)
    cells, rows, columns = _cells(figure), figure.rows, [plain(column) for column in figure.columns]
    named = dict(zip(columns, figure.columns, strict=True))

    def total(things: list[str], row: str | None = None) -> int:
        return sum(v for (r, c), v in cells.items() if plain(c) in things and (row is None or r == row))

    if isinstance(exercise.content, Choose):
        sums = {column: total([column]) for column in columns}
        best = max(sums.values()) if "le plus" in text else min(sums.values())
        return options_where(exercise, lambda option: sums[plain(option.text or "")] == best)
    if found := re.search(r"de plus y a-t-il pour (.*?) que pour (.*?) \?", text):
        return frozenset({total([found[1]]) - total([found[2]])})
    if found := re.search(r"de plus y a-t-il en (\w+) qu'en (\w+) \?", text):
        return frozenset({total(columns, found[1]) - total(columns, found[2])})
    if found := re.search(r"On veut arriver à (\d+) ", text):
        return frozenset({int(found[1]) - total(columns)})
    if found := re.search(r"y a-t-il en tout pour (.*?) et pour (.*?) \?", text):
        return frozenset({total([found[1], found[2]])})
    if found := re.search(r"y a-t-il en tout en (\w+) \?", text):
        return frozenset({total(columns, found[1])})
    if re.search(r"y a-t-il en tout \?", text):
        return frozenset({total(columns)})
    found = re.search(r"y a-t-il(?: en tout)?(?: en (CP|CE1|CE2))? pour (.*?) \?", text)
    assert found is not None
    assert found[2] in named
    assert rows
    return frozenset({total([found[2]], found[1])})


def _chart_completed(exercise: Exercise) -> Answers:
    figure = figure_of(exercise)
    assert isinstance(figure, Chart)
    text = said(exercise)
    if found := re.search(r"En (\w+), il y a (\d+) élèves? pour (.*?)\.", text):
        row, column = figure.rows.index(found[1]), [plain(thing) for thing in figure.columns].index(found[3])
        lines = [list(line) for line in figure.values]
        assert lines[row][column] is None
        lines[row][column] = int(found[2])
        return frozenset({figure.model_copy(update={"values": tuple(map(tuple, lines))})})
    values = list(figure.values[0])
    if whole := re.search(r"En tout, il y a (\d+) ", text):
        assert values.count(None) == 1
        values[values.index(None)] = int(whole[1]) - sum(value or 0 for value in values)
    else:
        for number, thing in re.findall(r"(\d+) \w+ pour (.*?)(?= et \d|\.)", text):
            place = [plain(column) for column in figure.columns].index(thing)
            assert values[place] is None
            values[place] = int(number)
    assert None not in values
    return frozenset({figure.model_copy(update={"values": (tuple(values),)})})


RIGHT: Mapping[Activity, Callable[[Exercise], Answers]] = {
    **geometry.RIGHT,
    Activity.COUNT_MONEY: _sum_counted,
    Activity.PAY: _paid,
    Activity.GIVE_CHANGE: _change,
    Activity.COMPARE_MONEY: _richest,
    Activity.CENTS: _in_cents,
    Activity.COMPARE_LENGTHS: _by_eye,
    Activity.MEASURE: _measured,
    Activity.DRAW_LENGTH: _to_draw,
    Activity.CONVERT: _converted,
    Activity.COMPARE_MEASURES: _compared,
    Activity.CHOOSE_UNIT: _unit,
    Activity.COMPARE_MASSES: _heavier,
    Activity.WEIGH: _weighed,
    Activity.BALANCE: _level,
    Activity.READ_CLOCK: _read_clock,
    Activity.SET_CLOCK: _set_clock,
    Activity.MATCH_CLOCK: _matched,
    Activity.DURATION: _duration,
    Activity.CALENDAR: _calendar,
    Activity.READ_CHART: _chart_read,
    Activity.COMPLETE_CHART: _chart_completed,
    Activity.CHART_PROBLEM: _chart_read,
}
"""Every right answer of an exercise, from the statement alone, by activity."""
