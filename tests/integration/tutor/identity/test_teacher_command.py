"""tutor teacher add | password."""

import json

import pytest

from tutor.cli import main
from tutor.db import make_engine, reading
from tutor.identity.passwords import password_matches
from tutor.identity.repository import first_school, teacher_by_login


@pytest.fixture
def kept(settings, monkeypatch):
    monkeypatch.setenv("TUTOR_DATA_DIR", str(settings.data_dir))
    monkeypatch.setenv("DATABASE_URL", settings.database)

    def look(login: str):
        engine = make_engine(settings.database)
        with reading(engine) as session:
            found = teacher_by_login(session, login), first_school(session)
        engine.dispose()
        return found

    return look


@pytest.mark.both_databases
def test_a_teacher_is_added_with_a_password_shown_once(kept, capsys):
    command = ["teacher", "add", "--name", " Mme  Martin ", "--login", " Martin@Ecole.FR ", "--school", "Tilleuls"]
    assert main([*command, "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert (printed["login"], printed["name"]) == ("martin@ecole.fr", "Mme Martin")
    teacher, school = kept("martin@ecole.fr")
    assert school.name == "Tilleuls"
    assert printed["password"] not in teacher.password_hash
    assert password_matches(teacher.password_hash, printed["password"])


def test_a_login_already_taken_is_said(kept, capsys):
    assert main(["teacher", "add", "--name", "A", "--login", "martin"]) == 0
    assert main(["teacher", "add", "--name", "B", "--login", "MARTIN"]) == 2
    assert capsys.readouterr().err == (
        "tutor: the login martin is taken: choose another, or run `tutor teacher password`\n"
    )


def test_a_second_teacher_joins_the_same_school(kept, capsys):
    main(["teacher", "add", "--name", "A", "--login", "a", "--school", "Tilleuls"])
    main(["teacher", "add", "--name", "B", "--login", "b"])
    main(["teacher", "add", "--name", "C", "--login", "c", "--school", "Lilas"])
    schools = {login: kept(login)[0].school_id for login in "abc"}
    assert schools["a"] == schools["b"] != schools["c"]


def test_a_new_password_replaces_the_old_one_and_ends_her_sessions(kept, capsys):
    main(["teacher", "add", "--name", "A", "--login", "a"])
    before, _ = kept("a")
    capsys.readouterr()
    assert main(["teacher", "password", "A"]) == 0
    after, _ = kept("a")
    assert after.epoch == before.epoch + 1
    shown = capsys.readouterr().out
    assert any(password_matches(after.password_hash, word) for word in shown.split())


def test_she_may_choose_her_own_of_ten_characters(kept, capsys, monkeypatch):
    main(["teacher", "add", "--name", "A", "--login", "a"])
    answers = iter(["trop court"[:9], "un chat noir", "un chat gris", "un chat noir", "un chat noir"])
    monkeypatch.setattr("getpass.getpass", lambda _: next(answers))
    assert main(["teacher", "password", "a", "--ask"]) == 2
    assert main(["teacher", "password", "a", "--ask"]) == 2
    capsys.readouterr()
    assert main(["teacher", "password", "a", "--ask"]) == 0
    assert "un chat noir" not in capsys.readouterr().out
    assert password_matches(kept("a")[0].password_hash, "un chat noir")


def test_an_unknown_login_is_said(kept, capsys):
    assert main(["teacher", "password", "personne"]) == 2
    assert capsys.readouterr().err == "tutor: no teacher has the login personne\n"


@pytest.mark.parametrize("blank", [("--name", " ", "--login", "a"), ("--name", "A", "--login", " ")])
def test_a_blank_name_or_login_is_said(kept, capsys, blank):
    assert main(["teacher", "add", *blank]) == 2
    assert capsys.readouterr().err == "tutor: a teacher needs a name and a login\n"
