"""A teacher asks; what is not known is kept of nobody; the school's folder is read as it changes."""

from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from tests.conftest import Clock, MadeClass, teacher_browser
from tutor.help.library import Library


@pytest.fixture
def teacher(client: TestClient, made_class: MadeClass) -> TestClient:
    return teacher_browser(client, made_class)


def ask(teacher: TestClient, question: str) -> dict:
    response = teacher.post("/api/help/ask", json={"question": question})
    assert response.status_code == 200, response.text
    return response.json()


def test_an_answer_is_quoted_and_its_source_can_be_read(teacher: TestClient) -> None:
    found = ask(teacher, "comment imprimer les cartes des élèves ?")
    assert found["found"]
    assert "Cartes à imprimer" in found["quoted"][0]
    page = teacher.get("/api/help/guide", params={"document": found["source"]["document"]}).json()
    assert f'id="{found["source"]["anchor"]}"' in page["html"]
    contents = teacher.get("/api/help/guides").json()
    assert [one["document"] for one in contents["guides"]] == ["guide-comprendre-ia", "guide-enseignant"]
    assert len(contents["suggestions"]) == 6


@pytest.mark.both_databases
def test_a_question_without_an_answer_is_counted_once_without_names(teacher: TestClient, made_class: MadeClass) -> None:
    name = made_class.pupils[0].first_name
    for question in (f"quelle kermesse pour {name} ?", f"Quelle Kermesse pour {name} ??"):
        found = ask(teacher, question)
        assert (found["found"], found["quoted"], found["source"]) == (False, [], None)
        assert "serveur Marelle" in found["contact"]
    lacking = teacher.get("/api/help/to-improve").json()["questions"]
    assert [(one["text"], one["times"]) for one in lacking] == [("quelle kermesse pour … ?", 2)]
    assert lacking[0]["first_day"] == lacking[0]["last_day"] == "2026-09-07"


@pytest.mark.both_databases
def test_whether_it_helped_is_counted_by_passage(teacher: TestClient) -> None:
    passage = {"document": "guide-enseignant", "anchor": "creer-une-classe"}
    for helped in (True, False, False):
        assert teacher.post("/api/help/feedback", json={**passage, "helped": helped}).status_code == 204
    assert teacher.get("/api/help/to-improve").json()["feedback"] == [{**passage, "helped": 1, "not_helped": 2}]
    unknown = teacher.post("/api/help/feedback", json={**passage, "anchor": "rien", "helped": True})
    assert unknown.status_code == 404


def test_the_school_s_documents_answer_as_soon_as_they_are_there(
    teacher: TestClient, app: FastAPI, clock: Clock, tmp_path: Path
) -> None:
    folder = tmp_path / "academie"
    app.state.library = Library(folder)
    assert not ask(teacher, "indemnité de sujétion des remplaçants")["found"]
    (folder / "mouvement").mkdir(parents=True)
    (folder / "mouvement" / "postes.md").write_text(
        "---\ncontact: le bureau du mouvement\n---\n"
        "## Quelle indemnité de sujétion pour un remplaçant ?\n\nUne par jour.\n",
        encoding="utf-8",
    )
    (folder / "vieux.md").write_bytes("été".encode("latin-1"))
    clock.advance(seconds=5)
    found = ask(teacher, "indemnité de sujétion des remplaçants")
    assert (found["quoted"], found["contact"]) == (["Une par jour."], "le bureau du mouvement")
    assert found["source"]["document"] == "ecole/mouvement/postes"
    assert "vieux.md" in teacher.get("/api/help/guides").json()["faults"][0]


@pytest.mark.parametrize("question", ["", "a", "x" * 501])
def test_what_is_no_question_is_refused_in_one_sentence(teacher: TestClient, question: str) -> None:
    assert teacher.post("/api/help/ask", json={"question": question}).status_code == 422


def test_a_guide_that_is_not_there_is_not_found(teacher: TestClient) -> None:
    for name in ("rien", "../README", "credits"):
        assert teacher.get("/api/help/guide", params={"document": name}).status_code == 404
