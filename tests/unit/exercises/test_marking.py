"""Marking: exact for numbers; for reading, sure of itself or silent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises.catalogue import Catalogue
from exercises.exercise import Build, Choose, Compute, Count, Exercise, Option, Prompt, ReadAloud, Unit, Write
from exercises.marking import mark_built, mark_chosen, mark_number, mark_reading, mark_written

CATALOGUE = Catalogue.load()
READINGS = [each for each in CATALOGUE.exercises.values() if isinstance(each.content, ReadAloud)]
SUMS = [each for each in CATALOGUE.exercises.values() if isinstance(each.content, Compute)]
VERDICTS = ["incorrect", "unsure", "correct"]  # from worst to best


def words(exercise: Exercise) -> int:
    assert isinstance(exercise.content, ReadAloud)
    return len(exercise.content.words)


def unit(exercise: Exercise) -> Unit:
    assert isinstance(exercise.content, ReadAloud)
    return exercise.content.unit


@st.composite
def heard(draw: st.DrawFn) -> tuple[Exercise, list[str]]:
    exercise = draw(st.sampled_from(READINGS))
    size = words(exercise)
    return exercise, draw(st.lists(st.sampled_from(VERDICTS), min_size=size, max_size=size))


@given(st.sampled_from(SUMS), st.integers(-5, 200))
def test_a_number_is_right_when_it_is_the_result_and_only_then(exercise: Exercise, value: int) -> None:
    content = exercise.content
    assert isinstance(content, Compute)
    results = {
        "+": content.left + content.right,
        "-": content.left - content.right,
        "×": content.left * content.right,
    }
    assert mark_number(exercise, value) == (value == results[content.operator])


@given(heard())
def test_a_word_heard_better_never_lowers_the_mark(case: tuple[Exercise, list[str]]) -> None:
    exercise, verdicts = case
    before = VERDICTS.index(mark_reading(exercise, verdicts))
    for place, verdict in enumerate(verdicts):
        for better in VERDICTS[VERDICTS.index(verdict) + 1 :]:
            changed = [*verdicts[:place], better, *verdicts[place + 1 :]]
            assert VERDICTS.index(mark_reading(exercise, changed)) >= before


@given(heard())
def test_nothing_is_incorrect_unless_a_word_is_surely_misread(case: tuple[Exercise, list[str]]) -> None:
    exercise, verdicts = case
    if "incorrect" not in verdicts:
        assert mark_reading(exercise, verdicts) != "incorrect"


@given(heard())
def test_nothing_is_correct_unless_most_words_are_surely_right(case: tuple[Exercise, list[str]]) -> None:
    exercise, verdicts = case
    if mark_reading(exercise, verdicts) == "correct":
        assert verdicts.count("correct") >= 0.8 * len(verdicts)


@pytest.mark.parametrize("verdict", VERDICTS)
def test_words_all_alike_give_that_mark(verdict: str) -> None:
    for exercise in READINGS:
        assert mark_reading(exercise, [verdict] * words(exercise)) == verdict


def test_a_word_is_correct_only_when_its_article_is_too() -> None:
    lapin = CATALOGUE.exercises["reading.word.lune"]
    assert mark_reading(lapin, ["correct", "correct"]) == "correct"
    assert mark_reading(lapin, ["unsure", "correct"]) == "unsure"
    assert mark_reading(lapin, ["incorrect", "correct"]) == "incorrect"
    assert mark_reading(lapin, ["correct", "incorrect"]) == "incorrect"


def test_a_sentence_forgives_a_doubt_but_no_misread_content_word() -> None:
    sentence = CATALOGUE.exercises["reading.sentence.chat-mur"]  # Le chat marche sur le mur.
    assert mark_reading(sentence, ["unsure", *["correct"] * 5]) == "correct"
    assert mark_reading(sentence, ["unsure", "unsure", *["correct"] * 4]) == "unsure"
    assert mark_reading(sentence, ["correct", "incorrect", *["correct"] * 4]) == "incorrect"


def test_a_misread_tool_word_leaves_a_sentence_unsure() -> None:
    sentence = CATALOGUE.exercises["reading.sentence.chat-mur"]
    assert mark_reading(sentence, ["incorrect", *["correct"] * 5]) == "unsure"


def test_a_text_forgives_one_misread_word_in_ten() -> None:
    text = next(each for each in READINGS if unit(each) is Unit.TEXT)
    size = words(text)
    allowed = size // 10
    assert mark_reading(text, ["incorrect"] * allowed + ["correct"] * (size - allowed)) == "correct"
    assert mark_reading(text, ["incorrect"] * (allowed + 1) + ["correct"] * (size - allowed - 1)) == "incorrect"


@pytest.mark.parametrize("verdicts", [[], ["correct"], ["correct"] * 3, ["correct", "perfect"]])
def test_verdicts_that_do_not_fit_the_words_are_refused(verdicts: list[str]) -> None:
    with pytest.raises(ValueError, match="verdict"):
        mark_reading(CATALOGUE.exercises["reading.word.lune"], verdicts)


def test_each_kind_is_marked_its_own_way() -> None:
    with pytest.raises(ValueError, match="not answered by a number"):
        mark_number(CATALOGUE.exercises["reading.word.lune"], 3)
    with pytest.raises(ValueError, match="not read aloud"):
        mark_reading(CATALOGUE.exercises["maths.add.7+5"], ["correct"])


def by_hand(content: Choose | Build | Write | Count) -> Exercise:
    return SUMS[0].model_copy(update={"content": content})


def test_all_the_right_options_and_no_other_are_wanted_in_any_order() -> None:
    options = tuple(Option(text=text) for text in ("bal", "bol", "sol"))
    exercise = by_hand(Choose(prompt=Prompt(say="o"), options=options, answers=(1, 2)))
    assert mark_chosen(exercise, [2, 1])
    assert not mark_chosen(exercise, [1])
    assert not mark_chosen(exercise, [0, 1, 2])
    with pytest.raises(ValueError, match="options 0 to 2"):
        mark_chosen(exercise, [3])


def test_tiles_that_look_the_same_may_stand_for_one_another() -> None:
    exercise = by_hand(Build(prompt=Prompt(say="papa"), tiles=("pa", "mi", "pa"), answers=(("pa", "pa"),)))
    assert mark_built(exercise, [2, 0])
    assert not mark_built(exercise, [0, 1])
    with pytest.raises(ValueError, match="each once"):
        mark_built(exercise, [0, 0])


@pytest.mark.parametrize("text", ["l’été", "L'été", " l’été. ", "l’e\u0301te\u0301"])
def test_capitals_apostrophes_spaces_and_the_last_point_are_free_in_writing(text: str) -> None:
    exercise = by_hand(Write(prompt=Prompt(say="l’été"), answers=("l’été",)))
    assert mark_written(exercise, text)
    assert not mark_written(exercise, "l’ete")


def test_taps_are_counted() -> None:
    exercise = by_hand(Count(prompt=Prompt(say="chocolat"), answer=3, most=5))
    assert mark_number(exercise, 3)
    assert not mark_number(exercise, 2)
