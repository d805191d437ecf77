"""Maths over HTTP: what cannot be read is asked again and not kept; three hints, the last with the solution."""

from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from exercises.catalogue import Catalogue
from exercises.exercise import Ask, Columns, Compute, Exercise, Form, Handle
from tutor.db import writing
from tutor.practice.tables import Served

if TYPE_CHECKING:
    from tests.integration.tutor.practice.conftest import Tablet

REASON = {"because": "stretch", "skill": "maths.add.to_5", "probability": 0.8, "uncertainty": 0.5, "numbers": {}}


def serve(tablet: "Tablet", content: type, **wanted: Any) -> tuple[str, Exercise]:
    """Give the pupil an exercise with such a content, of all there are."""
    tablet.app.state.catalogue = Catalogue.load()
    exercise = next(
        each
        for each in tablet.app.state.catalogue.exercises.values()
        if isinstance(each.content, content)
        and all(getattr(each.content, name) == value for name, value in wanted.items())
    )
    served_id = uuid4()
    with writing(tablet.app.state.engine) as session:
        session.add(
            Served(
                id=served_id,
                pupil_id=tablet.pupil.id,
                exercise_id=exercise.id,
                reason=REASON,
                line={"act": "hello", "text": "Bonjour."},
                model_version="test",
                served_at=tablet.clock(),
            )
        )
        session.commit()
    return str(served_id), exercise


@pytest.mark.parametrize("text", ["", "12O", "1" + "0" * 30, "😀"])
def test_an_answer_that_cannot_be_read_is_asked_again_kindly_and_is_no_attempt(tablet: "Tablet", text: str) -> None:
    served_id, _ = serve(tablet, Ask, form=Form.NUMBER)
    response = tablet.send(served_id, {"type": "written", "text": text})
    assert response.status_code == 200
    reply = response.json()
    assert (reply["then"], reply["verdict"], reply["help"]) == ("again", "unsure", None)
    assert reply["line"]["act"] == "did_not_understand"
    assert tablet.attempts() == []


@pytest.mark.parametrize("content", [Columns, Handle])
def test_an_exercise_left_as_it_was_is_no_attempt(tablet: "Tablet", content: type) -> None:
    served_id, exercise = serve(tablet, content)
    answer = (
        {"type": "columns", "digits": [None, None]}
        if content is Columns
        else {"type": "handled", "figure": exercise.content.figure.model_dump(mode="json")}
    )
    assert tablet.send(served_id, answer).json()["line"]["act"] == "did_not_understand"
    assert tablet.attempts() == []


def test_three_misses_bring_two_hints_and_then_the_solution(tablet: "Tablet") -> None:
    served_id, exercise = serve(tablet, Compute, operator="+")
    wrong = {"type": "number", "value": exercise.content.answer + 3}
    replies = [tablet.send(served_id, wrong).json() for _ in range(3)]
    assert [reply["then"] for reply in replies] == ["again", "again", "help"]
    assert [reply["help"]["step"] for reply in replies] == [1, 2, 3]
    assert [reply["help"]["solution"] for reply in replies[:2]] == [None, None]
    assert replies[1]["help"]["figure"]["tool"] == "ten_frame"
    assert replies[2]["help"]["solution"]["number"] == exercise.content.answer
    said = tablet.client.get("/api/say", params={"text": replies[1]["line"]["text"]})
    assert said.status_code != 404, "what Rivet says can be heard"


def test_a_written_operation_is_kept_with_its_working(tablet: "Tablet") -> None:
    served_id, exercise = serve(tablet, Columns)
    digits = [int(digit) for digit in reversed(str(exercise.content.result))]
    reply = tablet.send(served_id, {"type": "columns", "digits": digits, "carries": [None, 1]}).json()
    assert reply["verdict"] == "correct"
    assert tablet.attempts()[0].answer == {"type": "columns", "digits": digits, "carries": [None, 1], "rows": []}
