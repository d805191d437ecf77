"""Signing in and out over HTTP: what opens, what does not, and what ends a session."""

import re

import pytest
from sqlmodel import select

from tests.conftest import ADDRESS, PASSWORD, another_browser, open_session, pupil_browser, teacher_browser
from tutor import demo
from tutor.classroom.tables import Classroom, Pupil
from tutor.db import reading, writing
from tutor.identity.tables import Teacher
from tutor.identity.teachers import change_password
from tutor.migrations.upgrade import upgrade

COOKIE = "__Host-marelle"


def role(browser) -> str:
    return browser.get("/api/session").json()["role"]


def pictures_of(made, number=0, **changes):
    pupil = made.pupils[number]
    return {
        "class_code": made.classroom.code,
        "pupil_id": str(pupil.id),
        "pictures": pupil.pictures,
        **changes,
    }


@pytest.mark.both_databases
def test_a_pupil_signs_in_by_face_and_pictures(client, made_class):
    door = client.post("/api/signin/class", json={"class_code": " mar tin "}).json()
    assert door["class_name"] == "CP A"
    assert [face["first_name"] for face in door["pupils"]] == ["Inès", "Léo", "Zoé"]
    assert set(door["pupils"][0]) == {"id", "first_name", "avatar"}
    answer = client.post("/api/signin/pupil", json=pictures_of(made_class))
    assert answer.status_code == 200
    assert answer.json()["pupil"]["first_name"] == "Inès"
    assert role(client) == "pupil"


@pytest.mark.both_databases
def test_a_teacher_signs_in_with_her_login_in_any_case(client, made_class):
    answer = client.post("/api/signin/teacher", json={"login": "  MARTIN ", "password": PASSWORD})
    assert answer.json()["teacher"]["name"] == "Mme Martin"
    assert "password" not in answer.text


def test_the_cookie_is_out_of_reach_of_scripts_and_of_other_sites(client, made_class):
    answer = client.post("/api/signin/pupil", json=pictures_of(made_class))
    header = answer.headers["set-cookie"]
    assert header.startswith(f"{COOKIE}=")
    for attribute in ("HttpOnly", "Secure", "SameSite=strict", "Path=/", "Max-Age=43200"):
        assert attribute in header
    assert "Domain" not in header
    teacher = client.post(
        "/api/signin/teacher",
        json={"login": "martin", "password": PASSWORD},
        headers={"X-CSRF-Token": answer.json()["csrf_token"]},
    )
    assert "Max-Age" not in teacher.headers["set-cookie"]  # ends with the browser, on a shared computer


@pytest.mark.parametrize(
    "changes",
    [
        {"pictures": ["lune", "soleil", "fleur"]},
        {"pictures": ["soleil", "lune", "pomme"]},
        {"class_code": "AUTRE"},
        {"pupil_id": "00000000-0000-4000-8000-000000000000"},
    ],
)
def test_wrong_pictures_class_or_face_open_nothing_and_say_the_same(client, made_class, changes):
    answer = client.post("/api/signin/pupil", json=pictures_of(made_class, **changes))
    assert (answer.status_code, answer.json()["code"]) == (401, "wrong_secret")
    assert answer.json()["message"] == "Ce ne sont pas tes trois images. Essaie encore\u00a0!"
    assert role(client) == "visitor"


def test_a_pupil_of_another_class_cannot_come_in_by_this_door(client, made_class, other_class):
    answer = client.post("/api/signin/pupil", json=pictures_of(other_class, class_code=made_class.classroom.code))
    assert answer.status_code == 401


def test_unknown_login_and_wrong_password_cannot_be_told_apart(client, made_class):
    unknown = client.post("/api/signin/teacher", json={"login": "personne", "password": PASSWORD})
    wrong = client.post("/api/signin/teacher", json={"login": "martin", "password": "autre chose ici"})
    assert unknown.status_code == wrong.status_code == 401
    assert unknown.json() == wrong.json()


def test_five_wrong_tries_then_a_short_wait_with_a_kind_word(client, made_class, clock):
    wrong = pictures_of(made_class, pictures=["lune", "soleil", "fleur"])
    assert [client.post("/api/signin/pupil", json=wrong).status_code for _ in range(5)] == [401] * 5
    answer = client.post("/api/signin/pupil", json=pictures_of(made_class))
    assert answer.status_code == 429
    assert answer.headers["retry-after"] == "10"
    assert "Demande à ta maîtresse ou à ton maître." in answer.json()["message"]
    # His classmates are not kept waiting, nor is his card.
    assert client.post("/api/signin/pupil", json=pictures_of(made_class, 1)).status_code == 200
    open_session(client)
    clock.advance(seconds=10)
    assert client.post("/api/signin/pupil", json=pictures_of(made_class)).status_code == 200


def test_guessing_a_teachers_password_costs_growing_waits(client, made_class, clock):
    wrong = {"login": "martin", "password": "pas le bon du tout"}
    right = {"login": "martin", "password": PASSWORD}
    for _ in range(5):
        assert client.post("/api/signin/teacher", json=wrong).status_code == 401
    assert client.post("/api/signin/teacher", json=right).status_code == 429
    waits = []
    for _ in range(4):
        answer = client.post("/api/signin/teacher", json=wrong)
        waits.append(int(answer.headers["retry-after"]))
        clock.advance(seconds=waits[-1])
        assert client.post("/api/signin/teacher", json=wrong).status_code == 401
    assert waits == [2, 4, 8, 16]
    clock.advance(hours=2)
    open_session(client)
    assert client.post("/api/signin/teacher", json=right).status_code == 200


def test_guessing_class_codes_costs_waits_for_the_address(client, made_class):
    answers = [client.post("/api/signin/class", json={"class_code": f"XX{n}"}).status_code for n in range(61)]
    assert answers[0] == 401
    assert answers[-1] == 429


def test_a_class_behind_one_address_is_not_kept_waiting(client, made_class):
    for _ in range(100):
        assert client.post("/api/signin/class", json={"class_code": "MARTIN"}).status_code == 200


def test_signing_out_ends_the_session_even_for_a_copy_of_the_cookie(client, made_class):
    tablet = pupil_browser(client, made_class)
    copy = tablet.cookies[COOKIE]
    assert tablet.post("/api/signout").status_code == 204
    assert role(tablet) == "visitor"
    thief = another_browser(client)
    thief.cookies.set(COOKIE, copy)
    assert role(thief) == "visitor"


def test_a_new_sign_in_ends_the_devices_earlier_session(client, made_class):
    tablet = pupil_browser(client, made_class)
    before = tablet.cookies[COOKIE]
    tablet.post("/api/signin/card", json={"token": made_class.pupils[1].card_token})
    thief = another_browser(client)
    thief.cookies.set(COOKIE, before)
    assert role(thief) == "visitor"


def test_sessions_end_after_twelve_hours(client, made_class, clock):
    tablet, desk = pupil_browser(client, made_class), teacher_browser(client, made_class)
    clock.advance(hours=11, minutes=59)
    assert (role(tablet), role(desk)) == ("pupil", "teacher")
    clock.advance(minutes=2)
    assert (role(tablet), role(desk)) == ("visitor", "visitor")


def test_a_new_password_ends_the_teachers_sessions(client, app, made_class):
    desk = teacher_browser(client, made_class)
    with writing(app.state.engine) as session:
        change_password(session, "Martin", "un tout autre mot de passe")
        session.commit()
    assert desk.get("/api/classes").status_code == 401
    assert client.post("/api/signin/teacher", json={"login": "martin", "password": PASSWORD}).status_code == 401


@pytest.mark.parametrize("table", [Pupil, Classroom])
def test_archiving_a_pupil_or_his_class_ends_his_session(client, app, made_class, table):
    tablet = pupil_browser(client, made_class)
    with writing(app.state.engine) as session:
        row = session.get(table, made_class.pupils[0].id if table is Pupil else made_class.classroom.id)
        row.archived = True
        session.add(row)
        session.commit()
    assert role(tablet) == "visitor"
    open_session(client)
    card = client.post("/api/signin/card", json={"token": made_class.pupils[0].card_token})
    assert card.status_code == 401


@pytest.mark.parametrize("cookie", [b"", b"x", b"e30.AAAA", b"\xc3\xa9", b"\xff"])
def test_a_forged_cookie_is_a_visitors(client, cookie):
    answer = another_browser(client).get("/api/session", headers={"Cookie": COOKIE.encode() + b"=" + cookie})
    assert answer.json()["role"] == "visitor"


def test_a_cookie_signed_by_another_server_is_a_visitors(client, made_class, tmp_path):
    from tutor.identity.cookies import TicketBox, new_ticket

    forged = TicketBox(b"x" * 32, tls=True)
    ticket = new_ticket("teacher", made_class.teacher.id, 0, client.app.state.clock())
    browser = another_browser(client)
    browser.headers["Cookie"] = f"{COOKIE}={forged.seal(ticket)}"
    assert role(browser) == "visitor"


def test_the_session_survives_a_restart(settings, clock, client, made_class):
    from starlette.testclient import TestClient

    from tutor.app import create_app

    copy = pupil_browser(client, made_class).cookies[COOKIE]
    with TestClient(create_app(settings, clock=clock), base_url=ADDRESS) as restarted:
        restarted.cookies.set(COOKIE, copy)
        assert role(restarted) == "pupil"


def test_a_new_school_has_no_account_and_no_secret_of_ours(client, app):
    with reading(app.state.engine) as session:
        assert session.exec(select(Teacher)).all() == []
    known = {"login": demo.LOGIN, "password": demo.PASSWORD}
    assert client.post("/api/signin/teacher", json=known).status_code == 401
    given = [name for name in type(app.state.settings).model_fields if re.search("pass|secret|key|token", name)]
    assert [name for name in given if getattr(app.state.settings, name) is not None] == []


def test_no_secret_is_written_anywhere_in_clear(client, settings, made_class):
    upgrade(client.app.state.engine)
    for path in settings.data_dir.rglob("*"):
        if path.is_file():
            assert PASSWORD.encode() not in path.read_bytes()
