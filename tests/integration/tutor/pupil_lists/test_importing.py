"""A list is shown before it is taken, then taken, then taken back."""

import base64

import pytest
from sqlalchemy import text

from tests.conftest import pupil_browser
from tutor.classroom.tables import Pupil
from tutor.db import reading

pytestmark = pytest.mark.both_databases
ONDE = (
    "Nom élève;Nom d'usage élève;Prénom élève;Date naissance;INE; Cycle;Niveau;Libellé classe\n"
    "DURANDOT;;NOE;01/02/2019;1111111111A;CYCLE II;CP;CP A\n"
    "PETIT;;Inès;01/02/2019;1111111112A;CYCLE II;CP;CP A\n"
    "GRAND;;;01/02/2019;1111111113A;CYCLE II;CP;CP A\n"
    "ROUX;;Tom;01/02/2018;1111111114A;CYCLE II;CE1;CE1 des Lilas\n"
)
FILE = {"content": base64.b64encode(ONDE.encode("cp1252")).decode()}


def names(browser, class_id):
    return [one["first_name"] for one in browser.get(f"/api/classes/{class_id}/pupils").json()]


def test_an_onde_file_is_shown_taken_and_taken_back(teacher_client, made_class, app):
    path = f"/api/classes/{made_class.classroom.id}/pupils"
    shown = teacher_client.post(f"{path}/preview", json=FILE).json()
    assert [(one["label"], one["pupils"]) for one in shown["classes"]] == [("CP A", 3), ("CE1 des Lilas", 1)]
    assert shown["added"] == []
    shown = teacher_client.post(f"{path}/preview", json={**FILE, "class_label": "CP A"}).json()
    assert [one["first_name"] for one in shown["added"]] == ["Noe"]
    assert [one["first_name"] for one in shown["known"]] == ["Inès"]
    assert [(one["line"], one["reason"]) for one in shown["faults"]] == [(4, "Il manque le prénom.")]
    assert names(teacher_client, made_class.classroom.id) == ["Inès", "Léo", "Zoé"]

    done = teacher_client.post(f"{path}/import", json={"first_names": ["Noe"]}).json()
    assert (done["added"], done["change"]["summary"]) == (1, "Un élève ajouté à la classe.")
    assert names(teacher_client, made_class.classroom.id) == ["Inès", "Léo", "Noe", "Zoé"]
    assert teacher_client.post(f"/api/changes/{done['change']['id']}/undo").status_code == 200
    with reading(app.state.engine) as session:
        assert session.execute(text("SELECT count(*) FROM pupil")).scalar() == 3


def test_whoever_has_begun_to_work_goes_to_the_bin_and_not_to_nothing(teacher_client, client, made_class, app):
    path = f"/api/classes/{made_class.classroom.id}/pupils"
    done = teacher_client.post(f"{path}/import", json={"first_names": ["Noé", "Mia"]}).json()
    with reading(app.state.engine) as session:
        rows = session.execute(text("SELECT first_name, card_token FROM pupil")).all()
    made_class.pupils[0] = Pupil(first_name="Noé", card_token=dict(rows)["Noé"])
    assert pupil_browser(client, made_class).post("/api/practice/next", json={}).status_code == 200
    teacher_client.post(f"/api/changes/{done['change']['id']}/undo")
    assert names(teacher_client, made_class.classroom.id) == ["Inès", "Léo", "Zoé"]
    assert [one["name"] for one in teacher_client.get("/api/bin").json()["things"]] == ["Noé"]


def test_all_are_taken_or_none(teacher_client, made_class):
    path = f"/api/classes/{made_class.classroom.id}/pupils"
    answer = teacher_client.post(f"{path}/import", json={"first_names": ["Noé", "Zoé"]})
    assert (answer.status_code, "Zoé" in answer.json()["message"]) == (409, True)
    assert names(teacher_client, made_class.classroom.id) == ["Inès", "Léo", "Zoé"]


def test_the_classes_of_a_school_file_are_made(teacher_client, made_class):
    shown = teacher_client.post("/api/school-file/preview", json=FILE).json()["classes"]
    assert [(one["label"], one["grade"], one["exists"]) for one in shown] == [
        ("CP A", "cp", True),
        ("CE1 des Lilas", "ce1", False),
    ]
    wanted = {"name": "CE1 des Lilas", "grade": "ce1", "first_names": shown[1]["first_names"]}
    made = teacher_client.post("/api/school-file", json={"classes": [wanted]}).json()["class_ids"]
    assert names(teacher_client, made[0]) == ["Tom"]


def test_nothing_but_the_first_name_reaches_the_database(teacher_client, made_class, app):
    path = f"/api/classes/{made_class.classroom.id}/pupils"
    teacher_client.post(f"{path}/preview", json={**FILE, "class_label": "CP A"})
    teacher_client.post(f"{path}/import", json={"first_names": ["Noe"]})
    teacher_client.post("/api/school-file/preview", json=FILE)
    with reading(app.state.engine) as session:
        for table in ("pupil", "change", "classroom"):
            kept = " ".join(str(tuple(row)) for row in session.execute(text(f"SELECT * FROM {table}")))
            assert not any(secret in kept for secret in ("DURANDOT", "Durandot", "1111111111A", "01/02/2019"))
