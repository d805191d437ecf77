"""From the teacher's box to the pupil's screen and back: a text is checked, kept, given, read, and told of."""

from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from exercises.exercise import ReadAloud
from speech.verdicts import Verdict
from tests.conftest import Clock, MadeClass, pupil_browser, teacher_browser
from tests.integration.tutor.practice.conftest import Tablet
from tutor.db import reading
from tutor.own_texts.repository import timed_for_pupil
from tutor.practice.content import exercise_for_pupil

pytestmark = pytest.mark.both_databases

TEXT = "- Viens! dit Lou.\n\nInès rit: elle a vu un chat 😀."


class OwnTablet(Tablet):
    """A tablet that also knows the exercises made from own texts."""

    def exercise(self, served: dict[str, Any]) -> Any:
        with reading(self.app.state.engine) as session:
            return exercise_for_pupil(session, self.pupil.id, served["exercise_id"], self.app.state.catalogue)


@pytest.fixture
def tablets(client: TestClient, app: FastAPI, made_class: MadeClass, clock: Clock) -> list[OwnTablet]:
    return [
        OwnTablet(pupil_browser(client, made_class, number), app, pupil, clock)
        for number, pupil in enumerate(made_class.pupils)
    ]


def keep(teacher: TestClient, made: MadeClass, **changes: Any) -> dict[str, Any]:
    body = {"title": "Le chat", "text": TEXT, "use": "read_aloud", **changes}
    response = teacher.post(f"/api/classes/{made.classroom.id}/texts", json=body)
    assert response.status_code == 201, response.text
    kept: dict[str, Any] = response.json()
    return kept


def give(teacher: TestClient, text: dict[str, Any], *pupils: Any) -> dict[str, Any]:
    body = {"whole_class": not pupils, "pupils": [str(pupil.id) for pupil in pupils]}
    response = teacher.put(f"/api/texts/{text['id']}/readers", json=body)
    assert response.status_code == 200, response.text
    given: dict[str, Any] = response.json()["text"]
    return given


def test_a_text_is_cleaned_when_it_is_kept_and_given_to_nobody(
    teacher_client: TestClient, made_class: MadeClass, tablets: list[OwnTablet]
) -> None:
    kept = keep(teacher_client, made_class)
    assert kept["text"] == "—\u00a0Viens\u00a0! dit Lou.\n\nInès rit\u00a0: elle a vu un chat."
    assert kept["published_at"] is None
    assert not tablets[0].next("reading")["exercise_id"].startswith("own.")
    listed = teacher_client.get(f"/api/classes/{made_class.classroom.id}/texts").json()
    assert [one["title"] for one in listed] == ["Le chat"]


def test_what_is_given_comes_first_to_those_pupils_only(
    teacher_client: TestClient, made_class: MadeClass, tablets: list[OwnTablet]
) -> None:
    ines, leo, _ = tablets
    text = keep(teacher_client, made_class)
    give(teacher_client, text, ines.pupil)
    served = ines.next()
    assert served["exercise_id"] == f"own.{text['id']}"
    assert served["content"]["title"] == "Le chat"
    assert not leo.next("reading")["exercise_id"].startswith("own.")
    assert not ines.next("maths")["exercise_id"].startswith("own.")


@pytest.mark.parametrize(
    ("use", "mode", "activity"),
    [
        ("read_aloud", "alone", "read_text"),
        ("repeated", "repeated", "repeated_reading"),
        ("one_minute", "one_minute", "one_minute_reading"),
    ],
)
def test_each_use_is_a_way_of_reading(
    teacher_client: TestClient, made_class: MadeClass, tablets: list[OwnTablet], use: str, mode: str, activity: str
) -> None:
    give(teacher_client, keep(teacher_client, made_class, use=use))
    served = tablets[0].next("reading")
    assert (served["content"]["mode"], served["activity"]) == (mode, activity)


def test_reading_then_questions_then_the_ordinary_path_and_the_teacher_is_told(
    teacher_client: TestClient, made_class: MadeClass, tablets: list[OwnTablet]
) -> None:
    question = {"question": "Qui rit ?", "choices": ["Lou", "Inès", "Le chat"], "right": 1}
    text = keep(teacher_client, made_class, questions=[question])
    give(teacher_client, text)
    ines = tablets[0]
    read = ines.next("reading")
    ines.answer(read, Verdict.CORRECT)
    asked = ines.next("reading")
    assert asked["exercise_id"] == f"own.{text['id']}.1"
    assert asked["content"]["prompt"]["passage"] == text["text"]
    assert "answers" not in asked["content"]
    reply = ines.send(asked["served_id"], {"type": "chosen", "options": [1]}).json()
    assert reply["verdict"] == "correct"
    assert not ines.next("reading")["exercise_id"].startswith("own.")

    rows = teacher_client.get(f"/api/texts/{text['id']}/readings").json()["rows"]
    assert [row["pupil"]["first_name"] for row in rows] == ["Inès", "Léo", "Zoé"]
    assert (rows[0]["verdict"], rows[0]["right"], rows[0]["asked"]) == ("correct", 1, 1)
    assert rows[1]["at"] is None
    told = teacher_client.get(f"/api/pupils/{ines.pupil.id}/attempts").json()["attempts"]
    assert [one["exercise"] for one in told] == ["Qui rit ?", "Le chat"]
    assert "demand" in told[1]["reason"]


def test_a_misread_text_is_tried_again_and_the_pupil_is_never_stuck(
    teacher_client: TestClient, made_class: MadeClass, tablets: list[OwnTablet]
) -> None:
    text = keep(teacher_client, made_class)
    give(teacher_client, text)
    served = tablets[0].next("reading")
    assert tablets[0].answer(served, Verdict.INCORRECT)["then"] == "again"
    again = tablets[0].next("reading")
    assert again["exercise_id"] == f"own.{text['id']}"
    tablets[0].send(again["served_id"], {"type": "skipped"})
    assert not tablets[0].next("reading")["exercise_id"].startswith("own.")


def test_given_again_it_is_read_again_and_taken_back_no_more(
    teacher_client: TestClient, made_class: MadeClass, tablets: list[OwnTablet], clock: Clock
) -> None:
    text = keep(teacher_client, made_class)
    give(teacher_client, text)
    tablets[0].answer(tablets[0].next("reading"), Verdict.CORRECT)
    clock.advance(minutes=1)
    give(teacher_client, text)
    assert tablets[0].next("reading")["exercise_id"] == f"own.{text['id']}"
    teacher_client.put(f"/api/texts/{text['id']}/readers", json={"whole_class": False, "pupils": []})
    assert not tablets[1].next("reading")["exercise_id"].startswith("own.")


def test_a_text_taken_back_is_told_in_the_journal_and_given_again_by_undoing(
    teacher_client: TestClient, made_class: MadeClass, tablets: list[OwnTablet], clock: Clock
) -> None:
    text = keep(teacher_client, made_class)
    give(teacher_client, text, made_class.pupils[0])
    address = f"/api/texts/{text['id']}/readers"
    stopped = teacher_client.put(address, json={"whole_class": False, "pupils": []}).json()["change"]
    assert stopped["summary"] == f"Le texte «\u00a0{text['title']}\u00a0» n’est plus donné."
    assert teacher_client.post(f"/api/changes/{stopped['id']}/undo").status_code == 200
    assert tablets[0].next("reading")["exercise_id"] == f"own.{text['id']}"
    assert not tablets[1].next("reading")["exercise_id"].startswith("own.")
    clock.advance(minutes=1)
    given = teacher_client.put(address, json={"whole_class": True, "pupils": []}).json()["change"]
    teacher_client.patch(f"/api/texts/{text['id']}", json={"archived": True})
    refused = teacher_client.post(f"/api/changes/{given['id']}/undo")
    assert refused.status_code == 409
    assert "autrement" in refused.text


def test_an_archived_text_is_given_to_nobody(
    teacher_client: TestClient, made_class: MadeClass, tablets: list[OwnTablet]
) -> None:
    text = keep(teacher_client, made_class)
    give(teacher_client, text)
    teacher_client.patch(f"/api/texts/{text['id']}", json={"archived": True})
    assert not tablets[0].next("reading")["exercise_id"].startswith("own.")


def test_a_pupil_of_another_class_cannot_be_chosen(
    teacher_client: TestClient, made_class: MadeClass, other_class: MadeClass
) -> None:
    text = keep(teacher_client, made_class)
    body = {"whole_class": False, "pupils": [str(other_class.pupils[0].id)]}
    assert teacher_client.put(f"/api/texts/{text['id']}/readers", json=body).status_code == 422


def test_rivet_says_the_words_of_a_given_text_to_its_class_only(
    client: TestClient, app: FastAPI, teacher_client: TestClient, made_class: MadeClass, other_class: MadeClass
) -> None:
    text = keep(teacher_client, made_class, text="Le zorbiflon dort.")
    give(teacher_client, text)
    mine, theirs = pupil_browser(client, made_class), pupil_browser(client, other_class)
    for said in ("zorbiflon", "Le zorbiflon dort.", "Le chat"):
        assert mine.get("/api/say", params={"text": said}).status_code in (200, 503)
        assert theirs.get("/api/say", params={"text": said}).status_code in (404, 200 if said == "Le chat" else 404)
    assert mine.get("/api/say", params={"text": "orbi"}).status_code == 404


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"text": " "}, "vide"),
        ({"text": "chat " * 2_001}, "Coupez-le"),
        ({"text": "The cat is sleeping on the table with a big red hat"}, "français"),
        ({"title": "😀"}, "titre"),
        ({"questions": [{"question": "?", "choices": ["a", "a"], "right": 0}]}, "deux fois"),
        ({"questions": [{"question": "Qui ?", "choices": ["a", "b"], "right": 2}]}, ""),
        ({"use": "sing"}, ""),
    ],
)
def test_what_cannot_be_read_is_not_kept(
    teacher_client: TestClient, made_class: MadeClass, changes: dict[str, Any], said: str
) -> None:
    body = {"title": "Le chat", "text": TEXT, "use": "read_aloud", **changes}
    response = teacher_client.post(f"/api/classes/{made_class.classroom.id}/texts", json=body)
    assert response.status_code == 422
    assert said in response.json()["message"]
    assert teacher_client.get(f"/api/classes/{made_class.classroom.id}/texts").json() == []


def test_the_check_tells_what_the_class_cannot_decode_today(
    client: TestClient, teacher_client: TestClient, made_class: MadeClass, clock: Clock
) -> None:
    where = f"/api/classes/{made_class.classroom.id}/texts/check"
    body = {"text": "Inès a vu un crocodile et 3 oiseaux."}
    september = teacher_client.post(where, json=body).json()
    assert "crocodile" in september["not_yet"]
    assert "Inès" not in september["not_yet"]
    assert september["numbers"] == [{"written": "3", "words": "trois", "check": False}]
    assert not september["pace_is_ours"]
    clock.advance(days=280)
    june = teacher_browser(client, made_class).post(where, json={**body, "numbers_in_words": True}).json()
    assert june["not_yet"] == []
    assert "trois oiseaux" in june["text"]


def test_fifty_thousand_characters_get_an_answer_not_an_error(
    teacher_client: TestClient, made_class: MadeClass
) -> None:
    where = f"/api/classes/{made_class.classroom.id}/texts/check"
    answer = teacher_client.post(where, json={"text": "Le chat dort. " * 5_000})
    assert answer.status_code == 200
    assert "Coupez-le" in answer.json()["problem"]


def test_the_ear_is_given_the_text_of_the_class(
    teacher_client: TestClient, made_class: MadeClass, tablets: list[OwnTablet]
) -> None:
    give(teacher_client, keep(teacher_client, made_class))
    exercise = tablets[0].exercise(tablets[0].next("reading"))
    assert isinstance(exercise.content, ReadAloud)
    assert exercise.content.text.startswith("—\u00a0Viens")
    assert "".join(exercise.content.words[0].syllables) == exercise.content.words[0].text


def test_a_timed_text_of_the_class_is_on_the_pupils_own_curve(
    app: FastAPI, teacher_client: TestClient, made_class: MadeClass, other_class: MadeClass
) -> None:
    kept = {use: keep(teacher_client, made_class, use=use) for use in ("read_aloud", "repeated", "one_minute")}
    with reading(app.state.engine) as session:
        timed = timed_for_pupil(session, made_class.pupils[0].id)
        assert timed_for_pupil(session, other_class.pupils[0].id) == []
    assert set(timed) == {f"own.{kept['repeated']['id']}", f"own.{kept['one_minute']['id']}"}
