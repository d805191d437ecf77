import json

import pytest

from exercises.activities import Activity
from exercises.catalogue import Catalogue
from exercises.exercise import Compute, Domain, Exercise, Grade, ReadAloud, ReadWord, Unit
from tutor.practice.items import item_from_json, item_of, item_to_json


def reading(text: str, unit: Unit = Unit.WORD) -> Exercise:
    words = tuple(ReadWord(text=word, syllables=(word,)) for word in text.split())
    return Exercise(
        id=f"read-{text}",
        domain=Domain.READING,
        grade=Grade.CP,
        level=1,
        activity=Activity.READ_WORD,
        skills=("gpc_a", "gpc_ou"),
        difficulty=-0.7,
        instruction="Lis.",
        content=ReadAloud(unit=unit, text=text, words=words),
    )


def computation(left: int, operator: str, right: int) -> Exercise:
    answer = left + right if operator == "+" else left - right
    return Exercise(
        id=f"{left}{operator}{right}",
        domain=Domain.MATHS,
        grade=Grade.CP,
        level=1,
        activity=Activity.READ_WORD,
        skills=("add_10",),
        difficulty=0.1,
        instruction="Combien ?",
        content=Compute.model_validate(
            {"left": left, "operator": operator, "right": right, "answer": answer, "largest": 19}
        ),
    )


@pytest.mark.parametrize(
    ("activity", "step"), [(Activity.READ_WORD, 1), (Activity.READ_SENTENCE, 2), (Activity.READ_TEXT, 3)]
)
def test_pupils_go_from_words_to_sentences_to_texts(activity: Activity, step: int) -> None:
    kept = [each for each in Catalogue.load().exercises.values() if each.activity is activity]
    assert {item_of(each).step for each in kept} == {step}


def test_an_addition_is_a_first_step_that_chance_may_solve() -> None:
    item = item_of(computation(3, "+", 4))
    assert item.step == 1
    assert item.guess == pytest.approx(1 / 20)


def test_nobody_reads_a_word_by_luck() -> None:
    assert item_of(reading("loup")).guess == 0.0


def test_the_same_words_are_the_same_content_whatever_the_case_and_punctuation() -> None:
    assert item_of(reading("Le loup !")).content == item_of(reading("le loup")).content
    assert item_of(reading("le loup")).content != item_of(reading("le coup")).content


def test_additions_commute_and_subtractions_do_not() -> None:
    assert item_of(computation(3, "+", 4)).content == item_of(computation(4, "+", 3)).content
    assert item_of(computation(4, "-", 3)).content != item_of(computation(4, "+", 3)).content
    assert item_of(computation(13, "+", 4)).content != item_of(computation(1, "+", 34)).content


def test_an_item_survives_being_kept_as_json() -> None:
    item = item_of(reading("l’école d'Émile"))
    assert item_from_json(json.loads(json.dumps(item_to_json(item)))) == item
