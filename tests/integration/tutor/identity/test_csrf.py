"""Every change needs the CSRF token of this session and our own origin, whatever the route."""

import pytest

from tests.conftest import ADDRESS, another_browser, pupil_browser

BODY = {"name": "CP B", "grade": "cp"}


def post(browser, **headers: str | bytes):
    return browser.post("/api/classes", json=BODY, headers=headers)


def test_with_the_token_and_our_origin_a_change_is_made(teacher_client):
    assert post(teacher_client).status_code == 201


@pytest.mark.parametrize("token", ["", "x", "é".encode()])
def test_without_the_right_token_nothing_changes(teacher_client, token):
    answer = post(teacher_client, **{"X-CSRF-Token": token})
    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
    assert len(teacher_client.get("/api/classes").json()) == 1


def test_the_token_of_someone_else_is_no_good(teacher_client, pupil_client):
    answer = post(teacher_client, **{"X-CSRF-Token": pupil_client.headers["X-CSRF-Token"]})
    assert answer.status_code == 403


def test_the_token_of_before_signing_in_is_no_good(client, made_class):
    tablet = another_browser(client)
    before = tablet.get("/api/session").json()["csrf_token"]
    tablet.headers["X-CSRF-Token"] = before
    assert tablet.post("/api/signin/card", json={"token": made_class.pupils[0].card_token}).status_code == 200
    assert tablet.post("/api/signout").status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://ailleurs.test"},
        {"Origin": "http://ecole.test"},
        {"Origin": "https://ecole.test:444"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
    ],
)
def test_another_site_changes_nothing_even_with_the_token(teacher_client, headers):
    answer = post(teacher_client, **headers)
    assert answer.status_code == 403
    assert "autre site" in answer.json()["message"]


def test_a_program_that_sends_no_origin_still_needs_the_token(client, made_class):
    program = pupil_browser(client, made_class)
    del program.headers["Origin"]
    token = program.headers.pop("X-CSRF-Token")
    assert program.post("/api/signout").status_code == 403
    assert program.post("/api/signout", headers={"X-CSRF-Token": token}).status_code == 204


def test_signing_in_needs_the_token_too(client, made_class):
    """Else another site could sign a pupil in as someone else."""
    browser = another_browser(client)
    body = {"token": made_class.pupils[0].card_token}
    assert browser.post("/api/signin/card", json=body).status_code == 403
    browser.get("/api/session")
    assert browser.post("/api/signin/card", json=body).status_code == 403


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "PROPFIND", "TRACE"])
@pytest.mark.parametrize("path", ["/", "/api/classes", "/api/rien", "/assets/x.js", "/certificat"])
def test_no_path_takes_a_change_without_the_token(client, method, path):
    browser = another_browser(client)
    assert browser.request(method, path).status_code == 403


def test_the_origin_is_compared_without_case(teacher_client):
    assert post(teacher_client, Origin=ADDRESS.upper()).status_code == 201
