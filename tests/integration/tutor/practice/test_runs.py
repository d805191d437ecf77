"""A run of known facts: when it comes, that nothing tells the pupil, and the pace that the teacher sees."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from speech.verdicts import Verdict
from tests.conftest import MadeClass, teacher_browser
from tutor.practice.runs import RUN
from tutor.practice.tables import Served

if TYPE_CHECKING:
    from tests.integration.tutor.practice.conftest import Tablet

pytestmark = pytest.mark.both_databases


def because(tablet: "Tablet", served: dict[str, Any]) -> str:
    with tablet.database() as session:
        return str(session.get_one(Served, UUID(served["served_id"])).reason["because"])


def until_a_run(tablet: "Tablet") -> dict[str, Any]:
    """Right answers, a sitting a day, until known facts come in a row."""
    for _ in range(30):
        for _ in range(11):
            served = tablet.next("maths")
            if because(tablet, served) == "fluency":
                return served
            tablet.answer(served, Verdict.CORRECT)
        tablet.clock.advance(days=1)
        tablet.sign_in_again()
    raise AssertionError("no run in a month")


def test_known_facts_come_in_a_row_and_only_the_teacher_sees_the_pace(
    cp_additions: "Tablet", client: Any, made_class: MadeClass
) -> None:
    tablet = cp_additions
    served = until_a_run(tablet)
    assert served["line"]["act"] == "invite_facts"
    assert served["path"]["done"] > 0, "nobody starts a day with a run"
    asked = []
    for place in range(1, RUN + 1):
        assert because(tablet, served) == "fluency"
        assert (served["goes_on"], served["can_listen"]) == (place > 1, False)
        assert not {"place", "fluency", "seconds"} & served.keys()
        asked.append(tablet.exercise(served).content)
        if place == 2:
            tablet.answer(served, Verdict.INCORRECT, latency_ms=6_000)
        tablet.answer(served, Verdict.CORRECT, latency_ms=6_000)
        served = tablet.next("maths")
    assert len({content.prompt.text for content in asked}) == RUN, "never the same fact twice in a run"
    assert because(tablet, served) != "fluency"
    response = teacher_browser(client, made_class).get(f"/api/pupils/{tablet.pupil.id}/fluency")
    assert response.status_code == 200, response.text
    told = {facts["key"]: facts for facts in response.json()["facts"]}
    assert (told["addition"]["expected"], told["addition"]["minutes"]) == (8, 1)
    (run,) = told["addition"]["runs"]
    assert (run["facts"], run["right"], run["facts_a_minute"]) == (RUN, RUN - 1, pytest.approx(8.8, abs=0.1))
    assert told["procedures"]["runs"] == []


def test_a_run_that_was_left_is_over_and_another_waits_a_week(cp_additions: "Tablet") -> None:
    tablet = cp_additions
    tablet.answer(until_a_run(tablet), Verdict.CORRECT)
    for days in (1, 6):
        tablet.clock.advance(days=days)
        tablet.sign_in_again()
        given = []
        for _ in range(4):
            served = tablet.next("maths")
            given.append(because(tablet, served))
            tablet.answer(served, Verdict.CORRECT)
        assert ("fluency" in given) == (days == 6)
