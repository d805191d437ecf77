"""A teacher keeps her classes."""

import pytest

from exercises.typography import set_in_type
from tests.conftest import another_browser, open_session, pupil_browser

pytestmark = pytest.mark.both_databases


def test_a_class_is_made_renamed_archived_and_brought_back(teacher_client):
    made = teacher_client.post("/api/classes", json={"name": "  CE1   des  Lilas ", "grade": "ce1"}).json()
    assert made["name"] == "CE1 des Lilas"
    assert made["pupil_count"] == 0
    path = f"/api/classes/{made['id']}"
    assert teacher_client.patch(path, json={"name": "CE1 bleu"}).json()["name"] == "CE1 bleu"
    assert teacher_client.patch(path, json={"archived": True}).json()["archived"] is True
    listed = teacher_client.get("/api/classes").json()
    assert [(one["name"], one["archived"], one["pupil_count"]) for one in listed] == [
        ("CP A", False, 3),
        ("CE1 bleu", True, 0),
    ]
    back = teacher_client.patch(path, json={"archived": False, "grade": "ce2"}).json()
    assert (back["archived"], back["grade"], back["name"]) == (False, "ce2", "CE1 bleu")


def test_the_ear_is_as_demanding_as_the_teacher_wishes(teacher_client, made_class):
    path = f"/api/classes/{made_class.classroom.id}"
    assert teacher_client.get("/api/classes").json()[0]["strictness"] == "normal"
    assert teacher_client.patch(path, json={"strictness": "exigeant"}).json()["strictness"] == "exigeant"
    assert teacher_client.patch(path, json={"name": "CP B"}).json()["strictness"] == "exigeant"
    assert teacher_client.patch(path, json={"strictness": "cruel"}).status_code == 422


def test_a_blank_name_is_refused(teacher_client, made_class):
    answer = teacher_client.post("/api/classes", json={"name": "   ", "grade": "cp"})
    assert (answer.status_code, answer.json()["message"]) == (422, "Il manque le nom de la classe.")


def test_an_archived_class_opens_no_door(teacher_client, client, made_class):
    tablet = pupil_browser(client, made_class)
    teacher_client.patch(f"/api/classes/{made_class.classroom.id}", json={"archived": True})
    assert tablet.get("/api/session").json()["role"] == "visitor"
    visitor = another_browser(client)
    open_session(visitor)
    assert visitor.post("/api/signin/class", json={"class_code": made_class.classroom.code}).status_code == 401


def test_a_pupil_is_added_renamed_and_archived(teacher_client, made_class):
    path = f"/api/classes/{made_class.classroom.id}/pupils"
    added = teacher_client.post(path, json={"first_name": "noé"})
    assert added.status_code == 201
    pupil = added.json()
    assert pupil["first_name"] == "Noé"
    assert pupil["avatar"] not in {"renard", "panda", "lapin"}
    assert len(set(pupil["pictures"])) == 3
    changed = teacher_client.patch(f"/api/pupils/{pupil['id']}", json={"first_name": "Noé B", "avatar": "lion"}).json()
    assert (changed["first_name"], changed["avatar"]) == ("Noé B.", "lion")
    assert changed["pictures"] == pupil["pictures"]
    teacher_client.patch(f"/api/pupils/{pupil['id']}", json={"archived": True})
    names = [(one["first_name"], one["archived"]) for one in teacher_client.get(path).json()]
    assert names == [("Inès", False), ("Léo", False), ("Zoé", False), ("Noé B.", True)]
    assert teacher_client.get("/api/classes").json()[0]["pupil_count"] == 3


def test_the_same_first_name_twice_asks_kindly_for_an_initial(teacher_client, made_class):
    path = f"/api/classes/{made_class.classroom.id}/pupils"
    answer = teacher_client.post(path, json={"first_name": "leo"})
    assert answer.status_code == 409
    assert answer.json()["message"] == set_in_type(
        "Il y a déjà Leo dans la classe : ajoutez une initiale (par exemple « Leo B. »)."
    )
    assert teacher_client.post(path, json={"first_name": "Léo B"}).status_code == 201


def test_bringing_a_pupil_back_minds_a_namesake_who_came_since(teacher_client, made_class):
    old = f"/api/pupils/{made_class.pupils[1].id}"
    teacher_client.patch(old, json={"archived": True})
    assert (
        teacher_client.post(f"/api/classes/{made_class.classroom.id}/pupils", json={"first_name": "Léo"}).status_code
        == 201
    )
    assert teacher_client.patch(old, json={"archived": False}).status_code == 409
    assert teacher_client.patch(old, json={"archived": False, "first_name": "Léo M"}).status_code == 200


def test_a_face_already_taken_is_refused(teacher_client, made_class):
    path = f"/api/classes/{made_class.classroom.id}/pupils"
    assert teacher_client.post(path, json={"first_name": "Noé", "avatar": "renard"}).status_code == 409
    assert teacher_client.patch(f"/api/pupils/{made_class.pupils[1].id}", json={"avatar": "renard"}).status_code == 409
    assert teacher_client.patch(f"/api/pupils/{made_class.pupils[0].id}", json={"avatar": "renard"}).status_code == 200


def test_a_pasted_list_takes_the_good_lines_and_explains_the_others(teacher_client, made_class):
    text = "1. Adam\r\n2. Léo\r\n3. Sacha Martin\r\n\r\n4. Nour\r\n5. nour\r\nmax@ecole.fr\r\n" + "x" * 50
    answer = teacher_client.post(f"/api/classes/{made_class.classroom.id}/pupils/list", json={"text": text}).json()
    assert [pupil["first_name"] for pupil in answer["added"]] == ["Adam", "Nour"]
    refused = {line["line"]: line for line in answer["refused"]}
    assert list(refused) == [2, 3, 6, 7, 8]
    assert "Il y a déjà Léo" in refused[2]["reason"]
    assert "seulement le prénom" in refused[3]["reason"]
    assert "Il y a déjà Nour" in refused[6]["reason"]
    assert "e-mail" in refused[7]["reason"]
    assert "trop long" in refused[8]["reason"]
    assert teacher_client.get("/api/classes").json()[0]["pupil_count"] == 5


def test_an_empty_list_says_what_to_do(teacher_client, made_class):
    answer = teacher_client.post(f"/api/classes/{made_class.classroom.id}/pupils/list", json={"text": " \n1.\n"})
    said = set_in_type("La liste est vide : écrivez un prénom par ligne.")
    assert (answer.status_code, answer.json()["message"]) == (422, said)


def test_a_large_class_has_distinct_pictures_and_every_face_before_one_comes_twice(teacher_client, made_class):
    letters = "abcdefghijklmnopqrstuvwxyz"
    text = "\n".join(f"Prune-{one}{two}" for one in letters[:6] for two in letters[:10])
    path = f"/api/classes/{made_class.classroom.id}/pupils"
    answer = teacher_client.post(f"{path}/list", json={"text": text}).json()
    assert len(answer["added"]) == 57
    assert "60 élèves au plus" in answer["refused"][0]["reason"]
    pupils = teacher_client.get(path).json()
    assert len({tuple(pupil["pictures"]) for pupil in pupils}) == 60
    assert len({pupil["avatar"] for pupil in pupils}) == 24
