"""Texts read in turns, several times over, or for one minute: what counts, and the pupil's own curve."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from starlette.testclient import TestClient

from exercises.catalogue import Catalogue
from exercises.exercise import Mode, ReadAloud
from exercises.reading.turns import lines_of, pupil_lines
from speech.verdicts import Verdict
from tests.integration.tutor.practice.conftest import Tablet
from tutor.db import writing
from tutor.practice import receipts
from tutor.practice.schemas import Fluency, HeardWord
from tutor.practice.tables import Served

TEXT = "reading.read_text.cp-devinette"


def give(tablet: Tablet, mode: Mode) -> dict[str, Any]:
    """A text to be read this way, given to the tablet's pupil."""
    catalogue = tablet.app.state.catalogue
    text = catalogue.exercises[TEXT]
    made = text.model_copy(update={"id": f"made.{mode}", "content": text.content.model_copy(update={"mode": mode})})
    tablet.app.state.catalogue = Catalogue(catalogue.skills, {**catalogue.exercises, made.id: made})
    tablet.next("reading")  # builds what the endpoints need
    row = Served(
        id=uuid4(),
        pupil_id=tablet.pupil.id,
        exercise_id=made.id,
        reason={"because": "stretch"},
        line={"act": "hello", "text": "Bonjour."},
        model_version="test",
        served_at=tablet.clock(),
    )
    with writing(tablet.app.state.engine) as session:
        session.add(row)
        session.commit()
        return {"served_id": str(row.id), "exercise_id": made.id}


def content_of(tablet: Tablet, served: dict[str, Any]) -> ReadAloud:
    content = tablet.exercise(served).content
    assert isinstance(content, ReadAloud)
    return content


def heard(
    tablet: Tablet,
    served: dict[str, Any],
    verdict: Verdict,
    line: int | None = None,
    mclm: int | None = None,
    reached: int | None = None,
) -> str:
    """A receipt with this verdict on each word of the line, or of the text as far as it was reached."""
    content = content_of(tablet, served)
    words = (content.text if line is None else lines_of(content)[line]).replace("\n", " ").split(" ")
    missing = range(len(words) if reached is None else reached, len(words))
    hearing = receipts.Hearing(
        pupil_id=tablet.pupil.id,
        served_id=UUID(served["served_id"]),
        kind=tablet.exercise(served).kind,
        verdict=verdict,
        words=[
            HeardWord(
                word=word,
                verdict=Verdict.INCORRECT if place in missing else verdict,
                probability=0.9,
                start=0.0,
                end=0.5,
                heard=None,
            )
            for place, word in enumerate(words)
        ],
        number=None,
        line=line,
        probability=0.9,
        fluency=Fluency(mclm=mclm, phrasing=None, reading_seconds=60, reached=reached or len(words), events=[])
        if mclm is not None
        else None,
        engine="test",
        at=tablet.clock(),
    )
    return receipts.sign(hearing, tablet.app.state.keys.receipts)


def read(tablet: Tablet, served: dict[str, Any], receipt: str, earlier: list[str] | None = None) -> dict[str, Any]:
    response = tablet.send(
        served["served_id"], {"type": "heard", "receipt": receipt, **({"earlier": earlier} if earlier else {})}
    )
    assert response.status_code == 200, response.text
    reply: dict[str, Any] = response.json()
    return reply


def test_in_turns_only_the_lines_of_the_pupil_are_judged(tablet: Tablet) -> None:
    served = give(tablet, Mode.IN_TURNS)
    lines = pupil_lines(content_of(tablet, served))
    *earlier, last = [heard(tablet, served, Verdict.CORRECT, line) for line in lines]
    reply = read(tablet, served, last, earlier)
    assert (reply["verdict"], reply["then"]) == ("correct", "next")
    written = [word for line in lines for word in lines_of(content_of(tablet, served))[line].split(" ")]
    assert [word["word"] for word in reply["words"]] == written
    assert "earlier" not in tablet.attempts()[-1].answer


def test_in_turns_a_line_that_was_not_heard_leaves_it_unsure(tablet: Tablet) -> None:
    served = give(tablet, Mode.IN_TURNS)
    last = pupil_lines(content_of(tablet, served))[-1]
    assert read(tablet, served, heard(tablet, served, Verdict.CORRECT, last))["verdict"] == "unsure"


def test_a_line_misread_in_turns_is_a_miss(tablet: Tablet) -> None:
    served = give(tablet, Mode.IN_TURNS)
    first, *others = pupil_lines(content_of(tablet, served))
    earlier = [heard(tablet, served, Verdict.CORRECT, line) for line in others]
    reply = read(tablet, served, heard(tablet, served, Verdict.INCORRECT, first), earlier)
    assert (reply["verdict"], reply["then"]) == ("incorrect", "again")


def test_only_the_last_of_three_readings_counts_and_all_are_kept(tablet: Tablet) -> None:
    served = give(tablet, Mode.REPEATED)
    before = tablet.state()
    first = read(tablet, served, heard(tablet, served, Verdict.INCORRECT, mclm=20))
    second = read(tablet, served, heard(tablet, served, Verdict.CORRECT, mclm=30))
    assert [(one["then"], one["line"]["act"], one["help"]) for one in (first, second)] == [
        ("again", "read_again", None)
    ] * 2
    assert tablet.state() == before
    third = read(tablet, served, heard(tablet, served, Verdict.CORRECT, mclm=40))
    assert third["then"] == "next"
    assert tablet.state() != before
    assert [attempt.verdict for attempt in tablet.attempts()] == ["incorrect", "correct", "correct"]
    assert tablet.attempts()[-1].hints == 0


def test_a_minute_judges_what_was_reached_and_is_never_read_again(tablet: Tablet) -> None:
    served = give(tablet, Mode.ONE_MINUTE)
    reply = read(tablet, served, heard(tablet, served, Verdict.CORRECT, mclm=12, reached=12))
    assert (reply["verdict"], reply["then"]) == ("correct", "next")
    again = give(tablet, Mode.ONE_MINUTE)
    reply = read(tablet, again, heard(tablet, again, Verdict.INCORRECT, mclm=0, reached=12))
    assert (reply["verdict"], reply["then"], reply["line"]["act"]) == ("incorrect", "next", "reading_kept")


def test_the_curve_is_the_pupil_s_own_without_a_number_of_words(tablet: Tablet, other_tablet: Tablet) -> None:
    served = give(tablet, Mode.REPEATED)
    for pace in (20, 30, 40):
        read(tablet, served, heard(tablet, served, Verdict.CORRECT, mclm=pace))
    minute = give(tablet, Mode.ONE_MINUTE)
    read(tablet, minute, heard(tablet, minute, Verdict.CORRECT, mclm=35))
    curve = my_readings(tablet.client)
    assert [one["height"] for one in curve] == [0.5, 0.75, 1.0, 0.875]
    assert [one["served_id"] for one in curve] == [served["served_id"]] * 3 + [minute["served_id"]]
    assert set(curve[0]) == {"served_id", "at", "height"}
    assert my_readings(other_tablet.client) == []


@pytest.mark.parametrize("mode", [Mode.ALONE, Mode.ECHO])
def test_other_readings_make_no_leaf(tablet: Tablet, mode: Mode) -> None:
    served = give(tablet, mode)
    read(tablet, served, heard(tablet, served, Verdict.CORRECT, mclm=35))
    assert my_readings(tablet.client) == []


def my_readings(client: TestClient) -> list[dict[str, Any]]:
    response = client.get("/api/practice/my-readings")
    assert response.status_code == 200, response.text
    readings: list[dict[str, Any]] = response.json()["readings"]
    return readings
