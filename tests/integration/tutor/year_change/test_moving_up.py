"""The end of the year: pupils move up with what they did, and can come back."""

import pytest
from sqlalchemy import text

from tests.conftest import pupil_browser
from tutor.db import reading

pytestmark = pytest.mark.both_databases


def pupils_of(browser, class_id):
    return [one["first_name"] for one in browser.get(f"/api/classes/{class_id}/pupils").json() if not one["archived"]]


@pytest.fixture
def path(made_class):
    return f"/api/classes/{made_class.classroom.id}"


def test_pupils_move_up_with_their_history_and_come_back(teacher_client, client, made_class, path, app):
    ines, leo, zoe = made_class.pupils
    worked = pupil_browser(client, made_class)
    worked.post("/api/practice/next", json={})
    wanted = {
        "new_class": {"name": "CE1 B", "grade": "ce1"},
        "moves": [{"pupil_id": str(ines.id)}, {"pupil_id": str(leo.id)}],
        "leaving": [str(zoe.id)],
        "archive_class": True,
    }
    done = teacher_client.post(f"{path}/year-change", json=wanted).json()
    assert (done["moved"], done["stayed"]) == (2, [])
    assert done["change"]["summary"] == "2 élèves changent de classe, un élève quitte l'école, CP A est archivée."
    assert pupils_of(teacher_client, done["new_class_id"]) == ["Inès", "Léo"]
    assert worked.get("/api/practice/today").status_code == 401  # signed out: her class has changed
    assert pupil_browser(client, made_class).get("/api/practice/today").status_code == 200
    with reading(app.state.engine) as session:
        assert session.execute(text("SELECT count(*) FROM served")).scalar() == 1

    assert teacher_client.post(f"/api/changes/{done['change']['id']}/undo").status_code == 200
    assert pupils_of(teacher_client, made_class.classroom.id) == ["Inès", "Léo", "Zoé"]
    assert [one["name"] for one in teacher_client.get("/api/classes").json()] == ["CP A"]


def test_a_pupil_whose_name_is_taken_stays_and_is_named(teacher_client, made_class, path):
    other = teacher_client.post("/api/classes", json={"name": "CE1 B", "grade": "ce1"}).json()["id"]
    teacher_client.post(f"/api/classes/{other}/pupils", json={"first_name": "Zoe"})
    moves = [{"pupil_id": str(one.id), "to": other} for one in made_class.pupils]
    done = teacher_client.post(f"{path}/year-change", json={"moves": moves, "archive_class": True}).json()
    assert (done["moved"], [one["first_name"] for one in done["stayed"]]) == (2, ["Zoé"])
    assert pupils_of(teacher_client, made_class.classroom.id) == ["Zoé"]
    assert not next(one for one in teacher_client.get("/api/classes").json() if one["name"] == "CP A")["archived"]


def test_nobody_goes_to_a_class_of_somebody_else(teacher_client, made_class, other_class, path):
    moves = [{"pupil_id": str(made_class.pupils[0].id), "to": str(other_class.classroom.id)}]
    assert teacher_client.post(f"{path}/year-change", json={"moves": moves}).status_code == 404
    stranger = [{"pupil_id": str(other_class.pupils[0].id)}]
    wanted = {"new_class": {"name": "CE1", "grade": "ce1"}, "moves": stranger}
    assert teacher_client.post(f"{path}/year-change", json=wanted).status_code == 422


def test_two_teachers_who_edit_at_once_are_told(teacher_client, path, clock):
    seen = teacher_client.get("/api/classes").json()[0]["version"]
    assert teacher_client.patch(path, json={"name": "CP rouge", "version": seen}).json()["version"] == seen + 1
    late = teacher_client.patch(path, json={"name": "CP bleu", "version": seen})
    assert (late.status_code, late.json()["code"]) == (409, "changed_meanwhile")
    clock.advance(minutes=1)
    assert teacher_client.patch(path, json={"name": "CP bleu", "version": seen + 1}).status_code == 200
    change = teacher_client.get(f"{path}/changes").json()["changes"][0]
    assert change["summary"] == "« CP rouge » s'appelle maintenant « CP bleu »."
    assert teacher_client.post(f"/api/changes/{change['id']}/undo").status_code == 200
    assert teacher_client.get("/api/classes").json()[0]["name"] == "CP rouge"
