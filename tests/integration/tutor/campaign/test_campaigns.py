"""A campaign over HTTP: opened, read by pupils, corrected, undone, compared, closed, deleted and brought back."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi import FastAPI
from sqlmodel import Session
from starlette.testclient import TestClient

from exercises.exercise import ReadAloud
from speech.verdicts import Verdict
from tests.conftest import Clock, MadeClass, pupil_browser, teacher_browser
from tests.integration.tutor.practice.conftest import Tablet
from tutor.db import reading
from tutor.practice import corrections, mastery, receipts
from tutor.practice.content import exercise_for_pupil
from tutor.practice.schemas import Fluency, HeardWord
from tutor.practice.tables import Mastery
from tutor.recordings.tables import Recording


class Reader(Tablet):
    """A tablet that also knows the texts of campaigns."""

    def exercise(self, served: dict[str, Any]) -> Any:
        with reading(self.app.state.engine) as session:
            return exercise_for_pupil(session, self.pupil.id, served["exercise_id"], self.app.state.catalogue)

    def reads(self, read: int, wrong: tuple[int, ...] = (), recording: UUID | None = None) -> dict[str, Any]:
        """He is given the text and reads so many words of it, one a second, these ones wrongly."""
        served = self.next()
        assert served["exercise_id"].startswith("campaign."), served["exercise_id"]
        exercise = self.exercise(served)
        assert isinstance(exercise.content, ReadAloud)
        words = [
            HeardWord(
                word=word.text,
                verdict=Verdict.INCORRECT if place in wrong or place >= read else Verdict.CORRECT,
                probability=0.9,
                start=float(place) if place < read else None,
                end=place + 0.8 if place < read else None,
                heard=None,
            )
            for place, word in enumerate(exercise.content.words)
        ]
        hearing = receipts.Hearing(
            pupil_id=self.pupil.id,
            served_id=UUID(served["served_id"]),
            kind=exercise.kind,
            verdict=Verdict.INCORRECT,
            words=words,
            number=None,
            probability=0.9,
            fluency=Fluency(mclm=read, phrasing=None, reading_seconds=read, reached=read, events=[]),
            engine="test",
            at=self.clock(),
            recording=recording,
        )
        receipt = receipts.sign(hearing, self.app.state.keys.receipts)
        response = self.send(served["served_id"], {"type": "heard", "receipt": receipt})
        assert response.status_code == 200, response.text
        reply: dict[str, Any] = response.json()
        return reply


@pytest.fixture
def readers(client: TestClient, app: FastAPI, made_class: MadeClass, clock: Clock) -> list[Reader]:
    app.state.ear = object()  # what it would hear is in the receipts
    return [
        Reader(pupil_browser(client, made_class, number), app, pupil, clock)
        for number, pupil in enumerate(made_class.pupils)
    ]


@pytest.fixture
def classroom(teacher_client: TestClient, made_class: MadeClass) -> str:
    """The address of the class, which has a text of its own of 80 words."""
    address = f"/api/classes/{made_class.classroom.id}"
    text = "\n".join("Le petit chat de Lou dort sur le tapis." for _ in range(9))
    body = {"title": "Le chat de Lou", "text": text, "use": "read_aloud"}
    assert teacher_client.post(f"{address}/texts", json=body).status_code == 201
    return address


def opened(teacher: TestClient, classroom: str, **changes: Any) -> dict[str, Any]:
    choices = teacher.get(f"{classroom}/campaign-texts").json()
    own = choices["texts"][0]
    body = {"source": own["source"], "text_id": own["id"], **changes}
    response = teacher.post(f"{classroom}/campaigns", json=body)
    assert response.status_code == 201, response.text
    made: dict[str, Any] = response.json()
    return made


def shown(teacher: TestClient, campaign_id: str) -> dict[str, Any]:
    response = teacher.get(f"/api/campaigns/{campaign_id}")
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    return found


def undo(teacher: TestClient, change: dict[str, Any]) -> int:
    return teacher.post(f"/api/changes/{change['id']}/undo").status_code


def test_the_texts_to_choose_from_say_which_last_a_minute(teacher_client: TestClient, classroom: str) -> None:
    choices = teacher_client.get(f"{classroom}/campaign-texts").json()
    own, *shipped = choices["texts"]
    assert (own["title"], own["words"], own["long_enough"]) == ("Le chat de Lou", 81, True)
    assert {one["grade"] for one in shipped} == {"cp"}
    assert {one["long_enough"] for one in shipped} == {True, False}
    assert all(one["long_enough"] == (one["words"] >= choices["enough"]) for one in shipped)
    assert not all(one["taught"] for one in shipped)  # the first week of a CP


def test_a_campaign_comes_first_whatever_was_asked_for_is_read_once_and_thanked(
    teacher_client: TestClient, classroom: str, readers: list[Reader]
) -> None:
    campaign = opened(teacher_client, classroom)["campaign"]
    ines = readers[0]
    served = ines.next("maths")
    assert served["exercise_id"] == f"campaign.{campaign['id']}"
    assert served["content"]["mode"] == "measured"
    assert served["line"]["act"] == "campaign_read"
    assert served["instruction"].startswith("Lis ce texte à voix haute")
    assert ines.next("maths")["served_id"] == served["served_id"]
    reply = ines.reads(60, wrong=(3, 10))
    assert (reply["then"], reply["line"]["act"], reply["help"]) == ("next", "campaign_thanks", None)
    assert not ines.next()["exercise_id"].startswith("campaign.")
    told = teacher_client.get(f"/api/pupils/{ines.pupil.id}/fluency").json()["readings"]
    assert [one["title"] for one in told] == ["Le chat de Lou"]


@pytest.mark.both_databases
def test_results_come_by_first_name_with_errors_groups_and_missed_words(
    teacher_client: TestClient, classroom: str, readers: list[Reader]
) -> None:
    campaign = opened(teacher_client, classroom)["campaign"]
    ines, leo, zoe = readers
    zoe.reads(60, wrong=(3, 10))
    ines.reads(25, wrong=(3,))
    leo.send(leo.next()["served_id"], {"type": "skipped"})
    found = shown(teacher_client, campaign["id"])
    rows = {row["pupil"]["first_name"]: row for row in found["rows"]}
    assert list(rows) == ["Inès", "Léo", "Zoé"]
    assert (rows["Zoé"]["mclm"], rows["Zoé"]["errors"], rows["Zoé"]["reached"]) == (58, 2, 60)
    assert rows["Zoé"]["stopped_at"] == "dort"
    assert (rows["Inès"]["mclm"], rows["Inès"]["short"]) == (round(60 * 24 / 24.8), True)
    assert (rows["Léo"]["state"], rows["Léo"]["mclm"]) == ("unheard", None)
    assert [(group["key"], [one["first_name"] for one in group["pupils"]]) for group in found["groups"]] == [
        ("from_50", ["Inès", "Zoé"])
    ]
    assert found["missed"] == [{"place": 3, "word": "de", "missed": 2, "readers": 2}]
    listed = teacher_client.get(f"{classroom}/campaigns").json()["campaigns"]
    assert [(one["read"], one["pupils"]) for one in listed] == [(2, 3)]


@pytest.mark.both_databases
def test_a_correction_changes_the_measure_is_in_the_journal_and_is_undone(
    teacher_client: TestClient, classroom: str, readers: list[Reader], clock: Clock
) -> None:
    campaign = opened(teacher_client, classroom)["campaign"]
    readers[0].reads(60, wrong=(3, 10))
    place = f"/api/campaigns/{campaign['id']}/pupils/{readers[0].pupil.id}"
    before = teacher_client.get(place).json()
    assert [n for n, word in enumerate(before["words"][:60]) if word["verdict"] == "incorrect"] == [3, 10]
    assert before["line_ends"][:2] == [9, 18]

    def mark(word: int, mark: str) -> Any:
        clock.advance(seconds=5)
        body = {"attempt_id": before["row"]["attempt_id"], "word": word, "mark": mark}
        return teacher_client.post(f"{place}/words", json=body)

    first = mark(3, "read").json()
    assert (first["reading"]["row"]["mclm"], first["reading"]["corrected"]) == (59, [3])
    second = mark(20, "missed").json()
    assert second["reading"]["row"]["mclm"] == 58
    stopped = mark(49, "stopped").json()
    assert (stopped["reading"]["row"]["reached"], stopped["reading"]["row"]["mclm"]) == (50, 48)
    assert mark(70, "read").status_code == 409  # after where he stopped
    assert mark(500, "read").status_code == 404
    journal = teacher_client.get(f"{classroom}/changes").json()["changes"]
    assert "dernier mot lu, 48 mots par minute" in journal[0]["summary"]
    assert undo(teacher_client, stopped["change"]) == 200
    assert undo(teacher_client, first["change"]) == 200
    assert undo(teacher_client, first["change"]) == 409
    after = teacher_client.get(place).json()
    assert (after["row"]["mclm"], after["corrected"], after["stop"]) == (57, [20], None)
    mark(20, "as_heard")
    assert undo(teacher_client, second["change"]) == 409  # it was changed since
    assert teacher_client.get(place).json()["row"]["mclm"] == before["row"]["mclm"]


def test_the_sound_of_a_reading_is_offered_only_while_it_can_be_heard(
    teacher_client: TestClient, classroom: str, readers: list[Reader], clock: Clock, session: Session
) -> None:
    campaign = opened(teacher_client, classroom)["campaign"]
    promised, now = uuid4(), clock()
    readers[0].reads(60, recording=promised)

    def offered() -> str | None:
        place = f"/api/campaigns/{campaign['id']}/pupils/{readers[0].pupil.id}"
        found: str | None = teacher_client.get(place).json()["recording"]
        return found

    assert offered() is None  # there was no room for it, or it is still being written
    session.add(
        Recording(
            id=promised,
            pupil_id=readers[0].pupil.id,
            salt=b"",
            seconds=60,
            made_at=now,
            expires_at=now + timedelta(minutes=1),
        )
    )
    session.commit()
    assert offered() == str(promised)
    clock.advance(minutes=2)
    assert offered() is None


def test_a_correction_reaches_the_curve_and_the_model_and_its_undoing_too(
    teacher_client: TestClient, classroom: str, readers: list[Reader]
) -> None:
    campaign = opened(teacher_client, classroom)["campaign"]
    ines = readers[0]
    ines.reads(60, wrong=(3,))
    place = f"/api/campaigns/{campaign['id']}/pupils/{ines.pupil.id}"
    seen = teacher_client.get(place).json()["row"]["attempt_id"]

    def curve() -> tuple[int, int]:
        (read,) = teacher_client.get(f"/api/pupils/{ines.pupil.id}/fluency").json()["readings"]
        return read["words_a_minute"], sum(word["verdict"] == "incorrect" for word in read["words"][:60])

    def verdict() -> str | None:
        with reading(ines.app.state.engine) as session:
            return corrections.verdicts_of_pupil(session, ines.pupil.id).get(UUID(seen))

    def follows() -> bool:
        with reading(ines.app.state.engine) as session:
            kept = session.get_one(Mastery, ines.pupil.id).state
            return mastery.rebuilt_state(session, ines.pupil.id, ines.app.state.learner).to_json() == kept

    heard = curve()
    assert heard[1] == 1
    body = {"attempt_id": seen, "word": 3, "mark": "read"}
    change = teacher_client.post(f"{place}/words", json=body).json()["change"]
    assert (curve(), verdict(), follows()) == ((60, 0), "correct", True)
    teacher_client.post(f"{place}/words", json={**body, "word": 8, "mark": "missed"})
    assert (curve(), verdict(), follows()) == ((59, 1), "incorrect", True)
    teacher_client.post(f"{place}/words", json={**body, "word": 8, "mark": "as_heard"})
    assert undo(teacher_client, change) == 200
    assert (curve(), verdict(), follows()) == (heard, None, True)


def test_the_last_reading_counts_and_a_stale_correction_is_refused(
    teacher_client: TestClient, classroom: str, readers: list[Reader], clock: Clock
) -> None:
    campaign = opened(teacher_client, classroom)["campaign"]
    readers[0].reads(56)
    place = f"/api/campaigns/{campaign['id']}/pupils/{readers[0].pupil.id}"
    seen = teacher_client.get(place).json()["row"]["attempt_id"]
    clock.advance(minutes=5)
    asked = teacher_client.post(f"{place}/again").json()
    assert asked["campaign"]["rows"][0]["state"] == "again"
    readers[0].reads(60)
    row = shown(teacher_client, campaign["id"])["rows"][0]
    assert (row["state"], row["mclm"], row["readings"]) == ("read", 60, 2)
    refused = teacher_client.post(f"{place}/words", json={"attempt_id": seen, "word": 3, "mark": "missed"})
    assert refused.status_code == 409
    assert "relu" in refused.json()["message"]


def test_an_absent_pupil_is_marked_and_counts_as_soon_as_he_reads(
    teacher_client: TestClient, classroom: str, readers: list[Reader]
) -> None:
    campaign = opened(teacher_client, classroom)["campaign"]
    place = f"/api/campaigns/{campaign['id']}/pupils/{readers[1].pupil.id}/absent"
    assert teacher_client.put(place, json={"absent": True}).json()["rows"][1]["state"] == "absent"
    readers[1].reads(60)
    assert shown(teacher_client, campaign["id"])["rows"][1]["state"] == "read"


def test_one_campaign_at_a_time_compared_with_the_one_before(
    teacher_client: TestClient, made_class: MadeClass, classroom: str, readers: list[Reader], clock: Clock
) -> None:
    first = opened(teacher_client, classroom)["campaign"]
    readers[0].reads(56)
    again = {"source": "own", "text_id": teacher_client.get(f"{classroom}/campaign-texts").json()["texts"][0]["id"]}
    assert teacher_client.post(f"{classroom}/campaigns", json=again).status_code == 409
    clock.advance(hours=1)
    assert teacher_client.post(f"/api/campaigns/{first['id']}/close").status_code == 200
    assert not readers[1].next()["exercise_id"].startswith("campaign.")
    clock.advance(days=60)
    readers[0].sign_in_again()
    teacher_client = teacher_browser(readers[0].client, made_class)
    second = opened(teacher_client, classroom)["campaign"]
    readers[0].reads(60)
    row = shown(teacher_client, second["id"])["rows"][0]
    assert (row["mclm"], row["previous"], row["difference"]) == (60, 56, 4)
    table = teacher_client.get(f"/api/campaigns/{second['id']}/csv")
    lines = table.content.decode("utf-8-sig").splitlines()
    assert lines[1].startswith("Inès;60;60,0;0;60;dort;56;+4;")
    assert lines[2].endswith("n'a pas encore lu")


@pytest.mark.both_databases
def test_what_is_deleted_is_brought_back_within_thirty_days_and_gone_after(
    teacher_client: TestClient, made_class: MadeClass, classroom: str, readers: list[Reader], clock: Clock
) -> None:
    made = opened(teacher_client, classroom)["campaign"]
    readers[0].reads(60)
    place = f"/api/campaigns/{made['id']}"
    gone = teacher_client.delete(place).json()["change"]
    assert teacher_client.get(place).status_code == 404
    assert not readers[1].next()["exercise_id"].startswith("campaign.")
    assert undo(teacher_client, gone) == 200
    assert shown(teacher_client, made["id"])["rows"][0]["mclm"] == 60
    late = teacher_client.delete(place).json()["change"]
    clock.advance(days=31)
    teacher_client = teacher_browser(teacher_client, made_class)
    other = opened(teacher_client, classroom)
    assert undo(teacher_client, late) == 409
    assert undo(teacher_client, other["change"]) == 200
    assert teacher_client.get(f"{classroom}/campaigns").json()["campaigns"] == []


def test_without_an_ear_nothing_is_asked_of_the_pupils_and_the_teacher_is_told(
    teacher_client: TestClient, classroom: str, readers: list[Reader], app: FastAPI
) -> None:
    app.state.ear = None
    opened(teacher_client, classroom)
    assert teacher_client.get(f"{classroom}/campaign-texts").json()["can_listen"] is False
    assert not readers[0].next()["exercise_id"].startswith("campaign.")
