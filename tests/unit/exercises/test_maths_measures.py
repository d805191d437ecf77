"""Measures, geometry and data: what is said is good French, each answer is right and no other, false keys are seen."""

import functools
import re
from collections.abc import Iterator, Sequence

import pytest

from benchmarks.maths_keys import fault
from benchmarks.maths_solvers_geometry import counts, folds
from benchmarks.maths_solvers_measures import RIGHT
from exercises.activity_list import load_activities
from exercises.errors import ContentError
from exercises.exercise import Ask, Build, Choose, Exercise, Grade, Handle
from exercises.figures import Clock, Money, Ruler
from exercises.handling import Worth, reached
from exercises.marking import mark_asked, mark_handled
from exercises.maths.conversions import ESTIMATES, unit_choices
from exercises.maths.families import FAMILIES
from exercises.maths.making import Bench
from exercises.maths.nets import nets, others, turned
from exercises.maths.solids import COUNTS
from exercises.maths.units import counted, hour_said, hour_shown, lasting_said, price, said_price
from exercises.skills import SkillGraph
from exercises.sources import DATA
from exercises.typography import faults, unbalanced_quotes

NAMES = (
    *("money", "lengths", "masses", "capacities", "clock", "durations", "dates", "perimeter"),
    *("shapes", "circles", "solids", "nets", "alignment", "symmetry", "moves", "charts"),
)
BENCH = Bench(load_activities(DATA / "maths" / "activities.yaml"), SkillGraph.load())


@functools.cache  # and not at import: every worker reads this file, few need them all
def made(family: str) -> Sequence[Exercise]:
    return list(FAMILIES[family](BENCH))


@functools.cache
def by_id() -> dict[str, Exercise]:
    return {exercise.id: exercise for family in NAMES for exercise in made(family)}


_SYMBOL = re.compile(r"€|\d (?:h|min|mm|cm|dm|m|km|g|kg|t|cL|dL|L)\b|=|___")
_ONE_OF_MANY = re.compile(
    r"(?<![\d ])[01] (?!mois\b|fois\b)[a-zé]+s\b|\b(?:[2-9]|\d\d+) (?:an|jour|euro|centime|heure)\b"
)
_MANY_OF_ONE = re.compile(
    r"\b(?:[2-9]|\d\d+) (?:minute|semaine|tonne|(?:centi|milli|déci|kilo)?(?:mètre|gramme|litre))\b"
)


def said(exercise: Exercise) -> Iterator[str]:
    """All that the pupil hears, piece by piece."""
    content = exercise.content
    assert isinstance(content, Ask | Choose | Build | Handle)
    yield exercise.instruction
    if content.prompt.say:
        yield content.prompt.say
    if isinstance(content, Choose):
        yield from (option.say for option in content.options if option.say)


@pytest.mark.parametrize("family", NAMES)
def test_what_is_said_is_set_as_french_and_names_its_units(family: str) -> None:
    wrong = []
    for text in dict.fromkeys(text for exercise in made(family) for text in said(exercise)):
        # Names of points are bare capitals, CE1 and CE2 bear digits: neither is a fault of type.
        plain = re.sub(r"\b(?:CE)?\d+\b", "deux", re.sub(r"\b[A-G]\b", "B", text))
        wrong += [(text, problem) for problem in faults(plain)]
        if unbalanced_quotes(text) or _SYMBOL.search(text):
            wrong.append((text, "a symbol is said"))
        if _ONE_OF_MANY.search(text) or _MANY_OF_ONE.search(text):
            wrong.append((text, "a unit does not agree"))
    assert wrong == []


@pytest.mark.parametrize("family", NAMES)
def test_an_independent_solver_finds_every_right_answer_and_no_other(family: str) -> None:
    assert {exercise.activity for exercise in made(family)} <= set(RIGHT)
    assert [(exercise.id, found) for exercise in made(family) if (found := fault(exercise))] == []


@pytest.mark.parametrize("family", NAMES)
def test_the_solver_sees_a_key_that_lies(family: str) -> None:
    for exercise in made(family)[::7]:
        assert fault(exercise.model_copy(update={"content": _lying(exercise.content)})) in ("wrong", "ambiguous")


def _lying(content: object) -> object:
    match content:
        case Ask(answers=(answer, *_)):
            last = next(place for place in range(len(answer) - 1, -1, -1) if answer[place].isdigit())
            lie = f"{answer[:last]}{(int(answer[last]) + 1) % 10}{answer[last + 1 :]}"
            return content.model_copy(update={"answers": (lie,)})
        case Choose():
            others_ = [place for place in range(len(content.options)) if place not in content.answers]
            return content.model_copy(update={"answers": (others_[0],)})
        case Build():
            return content.model_copy(update={"answers": (content.answers[0][:-1],)})
        case Handle(goal=Worth(value=value)):
            return content.model_copy(update={"goal": content.goal.model_copy(update={"value": value + 5})})
        case Handle():
            return content.model_copy(update={"goal": content.goal.model_copy(update={"figures": (content.figure,)})})
    raise AssertionError(content)


def test_figures_to_handle_do_not_stand_solved_and_can_be_solved() -> None:
    for exercise in by_id().values():
        if isinstance(content := exercise.content, Handle):
            assert not reached(content.goal, content.figure), exercise.id
            assert mark_handled(exercise, content.figure) is None, exercise.id


@pytest.mark.parametrize(
    ("identity", "answer"),
    [
        ("maths.lengths.measure.0.7", "7"),
        ("maths.clock.half_quarter.read.7-30", "7 h 30"),
        ("maths.lengths.m_cm.down.3", "300"),
        ("maths.perimeter.square.6", "24"),
        ("maths.solids.edges.count.pyramid.1", "8"),
        ("maths.durations.semaine.2-0", "14"),
    ],
)
def test_exercises_keep_their_names(identity: str, answer: str) -> None:
    content = by_id()[identity].content
    assert isinstance(content, Ask)
    assert content.answers[0] == answer


def test_a_clock_is_read_morning_or_evening_in_any_wording() -> None:
    exercise = by_id()["maths.clock.half_quarter.read.7-30"]
    for text in ("7 h 30", "07 h 30", "19:30", "sept heures et demie", "7h30"):
        assert mark_asked(exercise, text) is True, text
    assert mark_asked(exercise, "6 h 35") is False
    assert mark_asked(exercise, "trente") is None


def test_hands_are_set_by_half_days() -> None:
    exercise = by_id()["maths.clock.half_quarter.set.7-30.from_12"]
    assert mark_handled(exercise, Clock(hour=19, minute=30)) is True
    assert mark_handled(exercise, Clock(hour=6, minute=35)) is False


def test_a_sum_is_paid_by_any_pieces_or_by_the_fewest_when_it_is_asked() -> None:
    free, fewest = by_id()["maths.money.pay.100"], by_id()["maths.money.pay_least.100"]
    assert isinstance(free.content, Handle)
    start = free.content.figure
    many = start.model_copy(update={"laid": (5000, 2000, 1000, 1000, 500, 500)})
    few = start.model_copy(update={"laid": (2000, 5000, 2000, 1000)})
    assert (mark_handled(free, many), mark_handled(free, few)) == (True, True)
    assert (mark_handled(fewest, many), mark_handled(fewest, few)) == (False, True)
    assert mark_handled(free, start.model_copy(update={"laid": (5000,)})) is False


def test_a_line_is_drawn_from_where_it_starts_not_to_its_number() -> None:
    shifted = next(
        exercise
        for exercise in made("lengths")
        if isinstance(exercise.content, Handle)
        and isinstance(exercise.content.figure, Ruler)
        and exercise.content.figure.start == 30
    )
    assert isinstance(shifted.content, Handle)
    assert isinstance(shifted.content.goal, Worth)
    ruler, length = shifted.content.figure, shifted.content.goal.value
    assert mark_handled(shifted, ruler.model_copy(update={"end": 30 + length})) is True
    assert mark_handled(shifted, ruler.model_copy(update={"end": length})) is False


def test_there_are_eleven_nets_of_the_cube_and_twenty_four_other_drawings() -> None:
    assert len(set(nets())) == 11
    assert len(others()) == 24
    assert all(folds(turned(net, quarter, True)) for net in nets() for quarter in range(4))
    assert not any(map(folds, others()))


def test_faces_edges_and_vertices_are_those_of_the_hull() -> None:
    for solid, (faces, edges, vertices) in COUNTS.items():
        assert counts(solid) == {"faces": faces, "arêtes": edges, "sommets": vertices}


def test_no_coin_is_worth_more_than_pupils_of_the_year_may_meet() -> None:
    for exercise in made("money"):
        for figure in (exercise.content.prompt.figure, getattr(exercise.content, "figure", None)):  # type: ignore[union-attr]
            if isinstance(figure, Money) and exercise.grade is Grade.CP:
                assert all(piece % 100 == 0 for piece in (*figure.laid, *(figure.purse or ())))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (counted(1, "euro"), "1 euro"),
        (counted(2, "euro"), "2 euros"),
        (counted(0, "euro"), "0 euro"),
        (counted(3, "mois", "mois"), "3 mois"),
        (price(350), "3,50 €"),
        (price(305), "3,05 €"),
        (price(1200), "12 €"),
        (said_price(101), "1 euro et 1 centime"),
        (said_price(50), "50 centimes"),
        (hour_shown(450), "7 h 30"),
        (hour_shown(425), "7 h 05"),
        (hour_said(60), "1 heure"),
        (hour_said(720), "midi"),
        (lasting_said(150), "2 heures et 30 minutes"),
    ],
)
def test_quantities_agree(text: str, wanted: str) -> None:
    assert text == wanted


def test_a_broken_estimate_stops_with_its_line(tmp_path) -> None:
    text = ESTIMATES.read_text(encoding="utf-8")
    broken = tmp_path / "estimates.csv"
    broken.write_text(text.replace("Une gomme est longue d’environ 4 ___.", "Une gomme est longue."), encoding="utf-8")
    line = text[: text.index("Une gomme")].count("\n") + 1
    with pytest.raises(ContentError, match=rf"estimates\.csv, line {line}: the sentence must hold ___ once"):
        list(unit_choices(BENCH, "lengths", "lengths.ruler_cm", broken))
