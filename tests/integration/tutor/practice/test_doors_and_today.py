"""A choice between two next steps, and what went well at the end: over HTTP, as a tablet asks."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from exercises.doors import BEHIND, Door
from speech.verdicts import Verdict
from tests.conftest import Clock, MadeClass, pupil_browser, teacher_browser
from tests.integration.tutor.practice import conftest as practice
from tutor.practice.tables import Served

if TYPE_CHECKING:
    from tests.integration.tutor.practice.conftest import Tablet


def doors(tablet: "Tablet", domain: str | None = None) -> list[str]:
    response = tablet.client.post("/api/practice/doors", json={"domain": domain})
    assert response.status_code == 200, response.text
    found: list[str] = response.json()["doors"]
    return found


def today(tablet: "Tablet") -> dict[str, Any]:
    response = tablet.client.get("/api/practice/today")
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    return found


@pytest.fixture
def whole(client: TestClient, app: FastAPI, made_class: MadeClass, clock: Clock) -> "Tablet":
    """A tablet in a school with all its content."""
    return practice.Tablet(pupil_browser(client, made_class), app, made_class.pupils[0], clock)


def until_doors(tablet: "Tablet", domain: str) -> list[str]:
    for step in range(70):
        if found := doors(tablet, domain):
            return found
        verdict = Verdict.INCORRECT if step % 6 == 5 else Verdict.CORRECT
        served = tablet.next(domain)
        assert doors(tablet, domain) == [], "no choice while an exercise is open"
        reply = tablet.answer(served, verdict)
        if reply["then"] == "again":
            tablet.answer(served, Verdict.CORRECT)
    raise AssertionError("no doors in 70 exercises")


def test_the_pupil_chooses_between_two_kinds_of_work_and_the_teacher_reads_it(
    whole: "Tablet", client: TestClient, made_class: MadeClass
) -> None:
    offered = until_doors(whole, "maths")
    assert len(set(offered)) == 2
    assert doors(whole, "maths"), "asking again is no choice made"
    response = whole.client.post("/api/practice/next", json={"domain": "maths", "door": offered[1]})
    served = response.json()
    assert served["activity"] in BEHIND[Door(offered[1])]
    with whole.database() as session:
        kept = session.get_one(Served, UUID(served["served_id"]))
    assert kept.reason["numbers"]["door"] == 1.0
    whole.answer(served, Verdict.CORRECT)
    assert doors(whole, "maths") == [], "never twice in a row"
    teacher = teacher_browser(client, made_class)
    told = teacher.get(f"/api/pupils/{whole.pupil.id}/attempts").text
    assert "L'élève a choisi ce travail entre deux." in told


def test_a_new_pupil_and_an_unknown_door_get_no_choice(tablet: "Tablet") -> None:
    assert doors(tablet) == []
    assert tablet.client.post("/api/practice/next", json={"door": "treasure"}).status_code == 422


def test_what_went_well_is_told_in_the_childs_own_sums_and_survives_a_reload(tablet: "Tablet") -> None:
    nothing = {"said": [], "words": [], "written": [], "sums": [], "tried_again": 0, "may_go_on": True}
    assert today(tablet) == nothing
    first = tablet.next("maths")
    tablet.answer(first, Verdict.INCORRECT)
    tablet.answer(first, Verdict.CORRECT)
    second = tablet.next("maths")
    tablet.answer(second, Verdict.CORRECT)
    told = today(tablet)
    results = [tablet.exercise(one).content.answer for one in (first, second)]  # type: ignore[union-attr]
    assert [int(text.split("= ")[1]) for text in told["sums"]] == results
    assert (told["tried_again"], told["words"]) == (1, [])
    assert today(tablet) == told
    word = tablet.next("reading")
    tablet.answer(word, Verdict.CORRECT)
    assert today(tablet)["words"] or len(word["content"]["text"]) < 4
    tablet.clock.advance(minutes=31)
    assert today(tablet) == nothing


def test_a_skill_newly_mastered_is_told_and_said(cp_additions: "Tablet") -> None:
    said: list[str] = []
    for _ in range(40):
        cp_additions.answer(cp_additions.next("maths"), Verdict.CORRECT)
        said = today(cp_additions)["said"]
        if said:
            break
    assert said[0].startswith(("Maintenant, tu sais ", "Maintenant, tu connais "))
    assert cp_additions.app.state.lines.wrote(said[0])


def test_one_may_go_on_twice_then_a_pause_is_suggested(tablet: "Tablet") -> None:
    tablet.app.state.settings = tablet.app.state.settings.model_copy(update={"session_goal": 4})
    for lap in range(4):
        for _ in range(4):
            reply = tablet.answer(tablet.next("maths"), Verdict.CORRECT)
        assert reply["path"] == {"done": 4, "goal": 4}
        assert today(tablet)["may_go_on"] is (lap < 2)
