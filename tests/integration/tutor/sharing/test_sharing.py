"""A class shared, left, and lent for a day."""

import pytest

from tests.conftest import another_browser, sign_in, teacher_browser
from tests.isolation.routes import ROUTES
from tutor.sharing.rights import MAY_DO, MAY_SEE, substitute_may

pytestmark = pytest.mark.both_databases


@pytest.fixture
def path(made_class):
    return f"/api/classes/{made_class.classroom.id}"


def test_a_class_is_shared_by_login_and_never_left_alone(teacher_client, client, made_class, other_class, path):
    told = teacher_client.post(f"{path}/colleagues", json={"login": " Petit "}).json()
    assert told["summary"] == "Classe partagée avec M. Petit."
    colleague = teacher_browser(client, other_class)
    assert [one["name"] for one in colleague.get("/api/classes").json()] == ["CE1 B", "CP A"]
    left = colleague.delete(f"{path}/colleagues/{other_class.teacher.id}").json()
    assert left["undoable_until"] is None
    assert colleague.get(f"{path}/pupils").status_code == 404
    alone = teacher_client.delete(f"{path}/colleagues/{made_class.teacher.id}")
    assert (alone.status_code, "sans enseignant" in alone.json()["message"]) == (409, True)
    assert teacher_client.post(f"{path}/colleagues", json={"login": "personne"}).status_code == 404
    undone = teacher_client.post(f"/api/changes/{left['id']}/undo")
    assert undone.status_code == 200
    assert colleague.get(f"{path}/pupils").status_code == 200


def lent(teacher_client, path, **wanted):
    return teacher_client.post(f"{path}/substitutes", json={"name": "Mme Roux", **wanted}).json()


def test_a_substitute_sees_and_runs_the_class_until_the_evening(teacher_client, client, made_class, path, clock):
    made = lent(teacher_client, path)
    assert made["substitute"]["ends_at"] == "2026-09-07T22:00:00Z"  # midnight in Paris
    substitute = sign_in(another_browser(client), "/api/signin/substitute", {"code": made["code"].lower()})
    assert substitute.get("/api/session").json()["teacher"]["name"] == "Mme Roux"
    assert [one["name"] for one in substitute.get("/api/classes").json()] == ["CP A"]
    assert substitute.get(f"{path}/live").status_code == 200
    comfort = f"/api/pupils/{made_class.pupils[0].id}/comfort"
    assert substitute.put(comfort, json={"chosen": {"hand": "left"}}).status_code == 200
    for method, refused in (
        ("patch", path),
        ("post", f"{path}/bin"),
        ("post", f"{path}/erase"),
        ("post", f"{path}/colleagues"),
        ("get", f"{path}/colleagues"),
        ("post", f"{path}/substitutes"),
        ("get", "/api/bin"),
        ("post", "/api/classes"),
        ("put", "/api/my-password"),
    ):
        answer = substitute.request(method.upper(), refused, json={} if method != "get" else None)
        assert answer.status_code == 403, (refused, answer.text)
    clock.advance(hours=13)
    assert substitute.get("/api/classes").status_code == 401
    again = another_browser(client)
    again.headers["X-CSRF-Token"] = again.get("/api/session").json()["csrf_token"]
    assert again.post("/api/signin/substitute", json={"code": made["code"]}).status_code == 401


def test_an_access_opens_on_its_day_only_and_is_ended_at_once(teacher_client, client, path, clock):
    made = lent(teacher_client, path, day="2026-09-08")
    browser = another_browser(client)
    browser.headers["X-CSRF-Token"] = browser.get("/api/session").json()["csrf_token"]
    assert browser.post("/api/signin/substitute", json={"code": made["code"]}).status_code == 401
    clock.advance(days=1)
    teacher = teacher_client
    sign_in(teacher, "/api/signin/teacher", {"login": "martin", "password": "un chat sur le toit"})
    substitute = sign_in(another_browser(client), "/api/signin/substitute", {"code": made["code"]})
    assert [one["name"] for one in teacher.get(f"{path}/colleagues").json()["substitutes"]] == ["Mme Roux"]
    assert teacher.delete(f"{path}/substitutes/{made['substitute']['id']}").status_code == 200
    assert substitute.get("/api/classes").status_code == 401
    assert teacher.get(f"{path}/colleagues").json()["substitutes"] == []
    assert lent(teacher, path, day="2026-09-01")["code"] == "bad_input"


def test_a_substitute_has_no_other_class(teacher_client, client, other_class, path):
    made = lent(teacher_client, path)
    substitute = sign_in(another_browser(client), "/api/signin/substitute", {"code": made["code"]})
    assert substitute.get(f"/api/classes/{other_class.classroom.id}/pupils").status_code == 404
    assert substitute.get(f"/api/pupils/{other_class.pupils[0].id}/attempts").status_code == 404


def test_a_password_is_changed_by_who_knows_it_and_ends_the_other_sessions(teacher_client, client, made_class):
    elsewhere = teacher_browser(client, made_class)
    wrong = teacher_client.put("/api/my-password", json={"current": "non", "new": "des mots bien à elle"})
    assert wrong.status_code == 401
    right = {"current": made_class.password, "new": "des mots bien à elle"}
    assert teacher_client.put("/api/my-password", json={**right, "new": "ab"}).status_code == 422
    answer = teacher_client.put("/api/my-password", json=right)
    assert answer.status_code == 200
    teacher_client.headers["X-CSRF-Token"] = answer.json()["csrf_token"]
    assert teacher_client.get("/api/classes").status_code == 200
    assert elsewhere.get("/api/classes").status_code == 401


def test_a_substitute_may_use_no_route_that_gives_away_or_erases():
    teachers = {(method.upper(), path) for (method, path), route in ROUTES.items() if route.open_to == "teachers"}
    assert len(teachers & ({("GET", path) for path in MAY_SEE} | MAY_DO)) > 20
    words = ("erase", "/bin", "export", "colleagues", "substitutes", "year-change", "import", "reports", "recordings")
    assert not [
        path for method, path in teachers if any(word in path for word in words) and substitute_may(method, path)
    ]
