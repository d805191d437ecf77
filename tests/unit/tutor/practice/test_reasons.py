import json
from typing import get_args

import pytest

from learner_model.interface import Because, Reason
from tutor.practice.reasons import DOOR, NBSP, in_words, reason_from_json, reason_to_json

JARGON = ("logit", "probabilit", "mastery", "maîtrise", "%", "_", "modèle", "algorithme", "item")


@pytest.mark.parametrize("because", get_args(Because))
def test_every_reason_has_a_sentence_that_names_the_skill_in_plain_words(because: Because) -> None:
    sentence = in_words(Reason(because, "gpc_ou", 0.82, 0.4, {"misses": 2.0}), "Lire « ou »")
    assert "Lire « ou »" in sentence
    assert sentence[0].isupper()
    assert sentence.endswith(".")
    assert f"{NBSP}:" in sentence
    assert not any(word in sentence.lower() for word in JARGON)


@pytest.mark.parametrize(
    ("probability", "said"),
    [
        (0.04, "environ 1 fois sur 10"),
        (0.72, "environ 7 fois sur 10"),
        (0.94, "environ 9 fois sur 10"),
        (0.97, "presque à chaque fois"),
    ],
)
def test_chances_are_said_as_times_out_of_ten(probability: float, said: str) -> None:
    assert said in in_words(Reason("stretch", "x", probability, 0.3), "Additionner")


def test_the_teacher_reads_that_the_pupil_chose_this_work() -> None:
    said = in_words(Reason("stretch", "x", 0.8, 0.3, {DOOR: 1.0}), "Additionner")
    assert said.endswith("8 fois sur 10. L'élève a choisi ce travail entre deux.")


def test_an_uncertain_estimate_is_said_to_be_uncertain() -> None:
    assert "encore incertaine" in in_words(Reason("placement", "x", 0.8, 1.6), "Additionner")
    assert "incertaine" not in in_words(Reason("placement", "x", 0.8, 0.6), "Additionner")


def test_a_skill_that_the_content_no_longer_has_still_gives_a_sentence() -> None:
    assert in_words(Reason("win", "", 0.9, 0.1), None).replace(NBSP, " ") == (
        "Une réussite facile après des essais difficiles : une compétence, réussite attendue environ 9 fois sur 10."
    )


def test_a_reason_survives_being_kept_as_json() -> None:
    reason = Reason("due_review", "gpc_ou", 0.8, 0.5, {"retention": 0.4})
    assert reason_from_json(json.loads(json.dumps(reason_to_json(reason)))) == reason
