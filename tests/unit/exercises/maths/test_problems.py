"""Word problems: thousands, always the same, of every kind, in the numbers of the year, with an exact answer."""

import functools
from collections import Counter
from pathlib import Path

import pytest

from exercises.activity_list import load_activities
from exercises.errors import ContentError
from exercises.exercise import Ask, Exercise, Form, Grade, Handle
from exercises.given import Given
from exercises.handling import reached, solved
from exercises.hints import hint_after
from exercises.maths.answers import accepts
from exercises.maths.making import LIMITS, Bench
from exercises.maths.problems.bars import SOUGHT, bar_model
from exercises.maths.problems.making import exercises, features, harder
from exercises.maths.problems.problem import Problem, find_problem
from exercises.maths.problems.scenarios import PRICE, load_scenarios
from exercises.maths.problems.slips import as_question, wrong_operations
from exercises.skills import SkillGraph
from exercises.sources import DATA
from exercises.typography import faults

MATHS = DATA / "maths"
SCENES = load_scenarios()


def made(folder: Path = MATHS) -> list[Exercise]:
    return list(exercises(Bench(load_activities(folder / "activities.yaml"), SkillGraph.load(), folder)))


@functools.cache  # and not at import: every worker reads this file, few need them
def whole() -> list[Exercise]:
    return made()


@functools.cache
def asked() -> list[Exercise]:
    return [exercise for exercise in whole() if isinstance(exercise.content, Ask)]


@functools.cache
def drawn() -> list[Exercise]:
    return [exercise for exercise in whole() if isinstance(exercise.content, Handle)]


def problem(scene: str, *values: int) -> Problem:
    return Problem(SCENES[scene], values)


def found(exercise: Exercise) -> Problem:
    known = find_problem(exercise.id)
    assert known is not None
    return known


def test_there_are_thousands_and_at_least_twelve_of_each_scene() -> None:
    scenes = Counter(exercise.theme for exercise in asked())
    assert len(scenes) == len(SCENES) >= 160
    assert min(scenes.values()) >= 12
    assert 3_000 < len(asked()) <= 4_000


def test_every_text_and_every_id_is_there_once() -> None:
    assert len({exercise.id for exercise in whole()}) == len(whole())
    assert len({found(exercise).statement + found(exercise).question for exercise in asked()}) == len(asked())


def test_they_are_always_the_same() -> None:
    assert made() == whole()


def test_each_year_has_the_kinds_of_the_programme() -> None:
    kinds = {grade: {found(e).scenario.kind.name for e in asked() if e.grade is grade} for grade in Grade}
    assert {"composition_whole", "transformation_start", "two_steps", "groups", "partition"} <= kinds[Grade.CP]
    assert not {"comparison_difference", "remainder", "times_more", "combinations"} & kinds[Grade.CP]
    assert {"comparison_referent", "remainder", "mixed_steps", "sort_data"} <= kinds[Grade.CE1]
    assert not {"times_more", "combinations"} & kinds[Grade.CE1]
    assert {"times_more", "combinations", "mixed_steps", "quotition", "measures", "money"} <= kinds[Grade.CE2]


def test_numbers_stay_in_those_of_the_year() -> None:
    for exercise in asked():
        scenario, steps = found(exercise).scenario, found(exercise).steps
        if scenario.unit != PRICE and not scenario.types.keys() & {"h", "k", "a", "b", "s", "t", "u", "c"}:
            assert all(0 < value <= LIMITS[exercise.grade] for value in steps.values()), exercise.id
        if exercise.grade is Grade.CP and scenario.kind.name in ("two_steps", "groups", "quotition", "partition"):
            assert all(value <= 30 for value in steps.values()), exercise.id


def test_the_answer_is_accepted_with_and_without_its_unit() -> None:
    for exercise in asked():
        assert isinstance(exercise.content, Ask)
        answer = exercise.content.answers[0]
        assert accepts(exercise.content, answer) is True, exercise.id
        if exercise.content.unit:
            assert accepts(exercise.content, f"{answer} {exercise.content.unit}") is True, exercise.id


def test_prices_and_hours_are_read_in_every_way() -> None:
    by_id = {exercise.theme: exercise.content for exercise in asked()}
    price, hour = by_id["maths.problems.rendre-centimes"], by_id["maths.problems.depart-pour-la-piscine"]
    assert isinstance(price, Ask)
    assert isinstance(hour, Ask)
    assert (price.form, hour.form) == (Form.MONEY, Form.TIME)
    assert accepts(price, "") is accepts(hour, "demain") is None


def test_statements_are_well_set_and_end_with_their_question() -> None:
    for exercise in asked():
        text = f"{found(exercise).statement} {found(exercise).question}"
        assert "<" not in text
        assert text.endswith("\u00a0?")
        assert not list(faults("".join("x" if c.isdigit() else c for c in text))), text


def test_the_unit_agrees_with_the_answer() -> None:
    assert problem("reste-de-biscuits", 13, 4).unit in {"biscuit", "fraise", "cerise", "madeleine"}
    assert problem("reste-de-biscuits", 15, 4).unit in {"biscuits", "fraises", "cerises", "madeleines"}


def test_a_problem_is_found_again_from_its_id() -> None:
    for exercise in whole()[::50]:
        assert exercise.id in (found(exercise).id, f"{found(exercise).id}.bars")
    assert find_problem("maths.add.7+5") is find_problem("maths.problems.dragons.3-4") is None


def test_harder_kinds_and_numbers_have_harder_priors() -> None:
    assert harder(problem("billes-gagnees", 5, 3)) < harder(problem("billes-du-matin", 3, 8))
    assert harder(problem("poissons-du-lagon", 42, 14)) < harder(problem("poissons-du-lagon", 47, 25))
    assert harder(problem("compare-de-plus", 20, 5)) < harder(problem("reference-de-plus", 25, 5))
    assert all(-3 < exercise.difficulty < 2.5 for exercise in whole())


def test_features_tell_operation_steps_carries_and_what_is_of_no_use() -> None:
    bus = features(problem("bus-descendent-montent", 23, 8, 5))
    assert {"addition", "subtraction"} <= bus.keys()
    assert (bus["steps"], bus["carries"]) == (2, 2)
    lost = features(problem("age-et-billes", 12, 4, 7))
    assert (lost["irrelevant"], lost["unknown_end"]) == (1, 1)
    assert "subtraction" not in lost
    assert "division" in features(problem("sachets-de-billes", 5, 4))


def test_a_drawn_problem_can_be_filled_with_its_numbers() -> None:
    assert len(drawn()) > 200
    for exercise in drawn():
        assert isinstance(exercise.content, Handle)
        end = solved(exercise.content.figure, exercise.content.goal)
        assert reached(exercise.content.goal, end)
        assert not reached(exercise.content.goal, exercise.content.figure)


def test_bars_hold_the_numbers_told_and_never_the_answer() -> None:
    for exercise in asked():
        known = found(exercise)
        model = bar_model(known)
        labels = {part.label for bar in model.bars for part in bar.parts} | {model.total, model.difference} - {None}
        told = {known.written(letter) for letter in known.scenario.told}
        assert SOUGHT in labels or known.scenario.kind.name in ("quotition", "remainder", "times_more", "money",
                                                                "measures"), exercise.id  # fmt: skip
        assert labels <= told | {SOUGHT, "", "…"}, exercise.id


def test_the_bars_of_a_comparison_say_whose_they_are() -> None:
    known = problem("reference-de-moins", 24, 5)
    longer, shorter = bar_model(known).bars
    statement = known.statement
    assert statement.startswith(shorter.name)
    assert longer.name in statement.split(" que ")[-1] or longer.name in statement.split("qu’")[-1]
    assert (longer.parts[0].label, shorter.parts[0].label, bar_model(known).difference) == ("?", "24", "5")


def test_the_second_hint_is_the_bar_model() -> None:
    exercise = asked()[0]
    hint = hint_after(exercise, [Given(number=1)] * 2)
    assert hint is not None
    assert hint.figure == bar_model(found(exercise))
    drawing = hint_after(drawn()[0], [Given(figure=None)] * 2)
    assert drawing is None or drawing.figure is None, "there the bars are the answer"


@pytest.mark.parametrize(
    ("scene", "values", "question"),
    [
        ("billes-gagnees", (10, 6), "problem_add 10 6"),
        ("oiseaux-sur-le-fil", (12, 5), "problem_sub 12 5"),
        ("reference-de-plus", (24, 5), "says_more 24 5"),
        ("reference-de-moins", (24, 5), "says_less 24 5"),
        ("fois-plus-que", (7, 11), "says_times 77 7"),
        ("boites-de-crayons", (4, 7), "problem_mul 4 7"),
        ("sachets-de-billes", (4, 3), "problem_div 12 4"),
        ("barques-pour-tous", (29, 4), "trips 29 4"),
        ("bus-descendent-montent", (23, 8, 5), "two_steps 15 20 23 8 5"),
        ("gouter-en-centimes", (120, 270), "add_money 120 270"),
        ("duree-du-film", (990, 1080), "duration 16 30 18 0"),
    ],
)
def test_misconceptions_are_told_what_was_asked(scene: str, values: tuple[int, ...], question: str) -> None:
    assert as_question(problem(scene, *values)) == question


def test_a_wrong_operation_never_gives_the_answer() -> None:
    assert wrong_operations(problem("reference-de-plus", 24, 5))["added"] == 29
    for exercise in asked():
        assert found(exercise).answer not in wrong_operations(found(exercise)).values()


SCENE = "- id: billes-deux-couleurs\n"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("genre: composition\n  inconnue: tout\n", "genre: composition\n  inconnue: debut\n", "there is no problem"),
        ("nombres: [a 3..12, b 2..9]", "nombres: [a 3-12, b 2..9]", "must look like"),
        ("nombres: [a 3..12, b 2..9]", "nombres: [a 60..99, b 50..90]", "in 0 ways"),
        ("nombres: [a 3..12, b 2..9]", "nombres: [a 3, b 2]", "in 1 ways"),
        ("<a bille> rouges", "<a licorne> rouges", "is no slot"),
        ("calcul: a + b\n", "calcul: a - b\n", "in 0 ways|do not agree"),
        ("calcul: a + b\n", "calcul: a + z\n", "is no number of this scene"),
        ("calcul: a + b\n", "calcul: __import__('os')\n", "is no number of this scene"),
        ("schema: a + b = x\n", "schema: a + b = c\n", "the schema must hold 'x'"),
        ("schema: a + b = x\n", "schema: a + x = b\n", "in 0 ways|do not agree"),
        ("unite: bille\n", "unite: licorne\n", "not in nouns.csv"),
        ("classe: cp\n", "classe: cm2\n", "the class must be one of"),
        ("classe: cp\n", "classe: cp\n  couleur: rouge\n", "is not known here"),
    ],
)
def test_a_wrong_scene_names_its_line(content: Path, old: str, new: str, said: str) -> None:
    path = content / "maths" / "scenarios" / "1_composition.yaml"
    text = path.read_text(encoding="utf-8")
    start = text.index(SCENE)
    end = text.index("\n\n", start)
    scene = text[start:end] + "\n"
    assert old in scene
    path.write_text(text[:start] + scene.replace(old, new) + text[end + 1 :], encoding="utf-8")
    line = text[:start].count("\n") + 1
    with pytest.raises(ContentError, match=rf"1_composition\.yaml, line {line}: .*(?:{said})"):
        made(content / "maths")
