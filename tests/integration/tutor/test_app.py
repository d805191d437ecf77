"""What every answer has in common: errors in French, headers, the client's files, the schema."""

import json
import os
import re
import sqlite3
from pathlib import Path

import pytest
from fastapi import FastAPI
from sqlalchemy import event
from sqlalchemy.exc import OperationalError
from starlette.testclient import TestClient

from exercises.typography import set_in_type
from tests.conftest import ADDRESS, another_browser, open_session
from tutor.app import create_app
from tutor.db import writing
from tutor.errors import TooManyTriesError, UnavailableError
from tutor.identity.tables import School
from tutor.logs import configure_logs
from tutor.operations.certificates import ensure_certificates
from tutor.settings import Settings


def test_health_names_nobody(client):
    answer = client.get("/api/health").json()
    assert answer["status"] == "ok"
    assert answer["ear"] is None  # no model is installed in this folder


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/api/rien", 404, "not_found"),
        ("GET", "/api", 404, "not_found"),
        ("GET", "/api/", 404, "not_found"),
        ("GET", "/api/signin/class", 405, "method_not_allowed"),
        ("POST", "/api/session", 405, "method_not_allowed"),
        ("DELETE", "/api/classes", 405, "method_not_allowed"),
        ("POST", "/classe/ABC", 405, "method_not_allowed"),
        ("GET", "/api/classes", 401, "not_signed_in"),
        ("GET", "/api/classes/not-a-uuid/pupils", 401, "not_signed_in"),
    ],
)
def test_every_error_is_json_with_a_french_sentence(client, method, path, status, code):
    answer = client.request(method, path)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert set(answer.json()) == {"code", "message"}
    assert answer.json()["message"][0].isupper() or answer.json()["message"][0] == "«"


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ({}, "Il manque « name »."),
        ({"name": "x"}, "Il manque « grade »."),
        ({"name": "", "grade": "cp"}, "« name » est vide ou trop court."),
        ({"name": "x" * 61, "grade": "cp"}, "« name » est trop long : 60 caractères au plus."),
        ({"name": "x", "grade": "cm2"}, "« grade » n'a pas la forme attendue."),
        ({"name": 3, "grade": "cp"}, "« name » n'a pas la forme attendue."),
        ({"name": "x", "grade": "cp", "secret": 1}, "« secret » n'est pas attendu ici."),
        ([], "La demande n'a pas la forme attendue."),
    ],
)
def test_a_wrong_body_gets_one_clear_sentence(teacher_client, body, sentence):
    answer = teacher_client.post("/api/classes", json=body)
    assert answer.status_code == 422
    assert answer.json() == {"code": "bad_input", "message": set_in_type(sentence)}


@pytest.mark.parametrize("body", [b"{", b"\xff\xfe", b"", b"null", b'"' + b"[" * 5000])
def test_what_is_not_json_gets_one_clear_sentence(teacher_client, body):
    answer = teacher_client.post("/api/classes", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code in {400, 422}
    assert answer.json()["code"] == "bad_input"


def test_a_body_over_a_megabyte_is_refused(teacher_client):
    answer = teacher_client.post("/api/classes", json={"name": "x" * 1_000_001, "grade": "cp"})
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


def test_a_body_over_a_megabyte_of_unsaid_length_is_refused(teacher_client):
    chunks = (b"x" * 100_000 for _ in range(20))
    answer = teacher_client.post("/api/classes", content=chunks, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


def test_an_address_that_is_no_identifier_is_said(teacher_client):
    answer = teacher_client.get("/api/classes/not-a-uuid/pupils")
    said = set_in_type("« class_id » n'a pas la forme attendue.")
    assert (answer.status_code, answer.json()["message"]) == (422, said)


@pytest.fixture
def json_logs() -> None:
    """The logs of a service."""
    configure_logs(json_lines=True)


def failing_app(settings: Settings, error: Exception) -> FastAPI:
    app = create_app(settings)

    @app.get("/api/fails-for-the-test")
    def fails() -> None:
        raise error

    return app


def test_an_unexpected_error_shows_nothing_of_its_inside(settings, capsys, json_logs):
    app = failing_app(settings, RuntimeError("secret detail"))
    with TestClient(app, base_url=ADDRESS) as client:
        answer = client.get("/api/fails-for-the-test")
    assert answer.status_code == 500
    assert answer.json()["code"] == "internal"
    assert "secret detail" not in answer.text
    assert "Traceback" not in answer.text
    identity = answer.headers["x-request-id"]
    assert identity in answer.json()["message"]
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines() if line.startswith("{")]
    logged = [line for line in lines if line["event"] == "unexpected_error"]
    assert [line["request_id"] for line in logged] == [identity]
    assert logged[0]["exception"].endswith("RuntimeError")
    assert "raise error" in logged[0]["exception"]
    assert "secret detail" not in str(lines)  # it may quote a child


@pytest.mark.parametrize(
    ("error", "retry_after"),
    [
        (UnavailableError("Réessayez.", retry_after=3), "3"),
        (UnavailableError("Réessayez."), None),
        (TooManyTriesError("Patience.", retry_after=7), "7"),
    ],
)
def test_our_errors_say_when_to_try_again(settings, error, retry_after):
    with TestClient(failing_app(settings, error), base_url=ADDRESS) as client:
        answer = client.get("/api/fails-for-the-test")
    assert answer.status_code == error.status
    assert answer.json() == {"code": error.code, "message": error.message}
    assert answer.headers.get("retry-after") == retry_after


@pytest.mark.of_sqlite
def test_a_locked_database_asks_to_try_again(teacher_client, app, made_class):
    def hurry(connection: object, *_: object) -> None:
        connection.execute("PRAGMA busy_timeout = 10").close()  # type: ignore[attr-defined]

    event.listen(app.state.engine, "checkout", hurry)
    with writing(app.state.engine) as session:
        session.add(School(name="tient le verrou"))
        session.flush()
        answer = teacher_client.post("/api/classes", json={"name": "x", "grade": "cp"})
        listed = teacher_client.get("/api/classes")
    assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
    assert int(answer.headers["retry-after"]) >= 1
    assert listed.status_code == 200  # reading never waits
    assert teacher_client.post("/api/classes", json={"name": "x", "grade": "cp"}).status_code == 201


def test_a_mistake_in_a_query_is_ours_not_the_databases(settings):
    error = OperationalError("SELECT", {}, sqlite3.OperationalError("no such table"))
    error.orig.sqlite_errorname = "SQLITE_ERROR"  # type: ignore[union-attr]
    with TestClient(failing_app(settings, error), base_url=ADDRESS) as client:
        assert client.get("/api/fails-for-the-test").json()["code"] == "internal"


@pytest.mark.parametrize("path", ["/api/health", "/api/rien", "/", "/certificat", "/api/classes"])
def test_every_answer_carries_the_security_headers(client, path):
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "script-src 'self';" in policy
    assert "wss://ecole.test" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe-eval" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "microphone=(self)" in headers["permissions-policy"]
    assert headers["x-request-id"]


def test_refusals_of_the_guard_carry_them_too(client):
    headers = another_browser(client).post("/api/signout").headers
    assert "content-security-policy" in headers
    assert headers["cache-control"] == "no-store"


def test_a_forged_host_does_not_get_into_the_policy(client):
    answer = client.get("/api/health", headers={"Host": "x; script-src *"})
    assert "script-src *" not in answer.headers["content-security-policy"]


@pytest.fixture
def built_client(settings):
    (settings.client_dir / "assets").mkdir(parents=True)
    (settings.client_dir / "index.html").write_text("<!doctype html><title>Marelle</title>")
    (settings.client_dir / "sw.js").write_text("// service worker")
    (settings.client_dir / "assets" / "index-abc123.js").write_text("console.log('bonjour');" * 100)
    (settings.data_dir / "keys" / "outside.txt").parent.mkdir(parents=True, exist_ok=True)
    (settings.data_dir / "keys" / "outside.txt").write_text("secret")


@pytest.mark.parametrize("path", ["/", "/classe/ABC123", "/carte/jeton", "/professeur/classes"])
def test_addresses_inside_the_client_give_its_page_always_fresh(built_client, client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    assert "<title>Marelle</title>" in answer.text
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers["content-type"].startswith("text/html")


def test_hashed_files_are_kept_for_ever_and_compressed(built_client, client):
    answer = client.get("/assets/index-abc123.js")
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-encoding"] == "gzip"
    assert "javascript" in answer.headers["content-type"]


@pytest.mark.parametrize(
    ("accepted", "sent"), [("gzip, deflate, br", "br"), ("br;q=0, gzip", "gzip"), ("deflate", None), ("*;q=0", None)]
)
def test_what_the_build_compressed_is_sent_as_the_browser_takes_it(built_client, settings, client, accepted, sent):
    script = settings.client_dir / "assets" / "index-abc123.js"
    for ending in ("br", "gz"):
        Path(f"{script}.{ending}").write_bytes(ending.encode())
    with client.stream("GET", "/assets/index-abc123.js", headers={"Accept-Encoding": accepted}) as answer:
        body = b"".join(answer.iter_raw())
    assert answer.headers.get("content-encoding") == sent
    assert body == {"br": b"br", "gzip": b"gz"}.get(sent, script.read_bytes())
    assert "javascript" in answer.headers["content-type"]
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"


def test_what_was_compressed_before_the_last_build_is_not_sent(built_client, settings, client):
    page = settings.client_dir / "index.html"
    compressed = Path(f"{page}.gz")
    compressed.write_bytes(b"old")
    os.utime(compressed, (1, 1))
    answer = client.get("/")
    assert "content-encoding" not in answer.headers
    assert "<title>Marelle</title>" in answer.text


def test_a_page_that_did_not_change_is_not_sent_again(built_client, client):
    known = client.get("/classe/ABC123").headers["etag"]
    assert client.get("/", headers={"If-None-Match": known}).status_code == 304


def test_the_service_worker_is_always_fresh(built_client, client):
    assert client.get("/sw.js").headers["cache-control"] == "no-cache"


def test_a_missing_file_is_not_the_page(built_client, client):
    assert client.get("/assets/gone-000.js").status_code == 404


@pytest.mark.parametrize(
    "path", ["/../data/keys/outside.txt", "/%2e%2e/data/keys/outside.txt", "/assets/..%2f..%2fdata/keys/outside.txt"]
)
def test_no_path_leads_out_of_the_clients_folder(built_client, client, path):
    assert "secret" not in client.get(path).text


def test_without_a_built_client_the_page_says_what_to_do(client):
    answer = client.get("/")
    assert answer.status_code == 503
    assert "make run" in answer.text


def test_a_session_opened_over_plain_http_works_without_tls(settings):
    app = create_app(settings.model_copy(update={"tls": False}))
    with TestClient(app, base_url="http://localhost:8080", headers={"Origin": "http://localhost:8080"}) as client:
        open_session(client)
        header = client.get("/api/session").request.headers["cookie"]
        assert header.startswith("marelle=")
        assert client.post("/api/signin/class", json={"class_code": "x"}).status_code == 401


def test_the_certificate_is_given_to_tablets(client, settings):
    assert client.get("/certificat").status_code == 404
    made = ensure_certificates(settings.data_dir, [], [], client.app.state.clock())
    answer = client.get("/certificat")
    assert answer.headers["content-type"] == "application/x-x509-ca-cert"
    assert answer.content == made.authority.read_bytes()


def test_logs_say_nothing_of_who_or_what(teacher_client, made_class, capsys, json_logs):
    path = f"/api/classes/{made_class.classroom.id}/pupils"
    teacher_client.post(path, json={"first_name": "Barnabé"})
    teacher_client.get(path)
    teacher_client.post("/api/signin/teacher", json={"login": "martin", "password": "devine un peu"})
    written = capsys.readouterr()
    assert written.out == ""
    lines = [json.loads(line) for line in written.err.splitlines()]
    assert [line["route"] for line in lines] == ["/api/classes/{class_id}/pupils"] * 2 + ["/api/signin/teacher"]
    for word in ("Barnabé", "Inès", str(made_class.classroom.id), "martin", "devine"):
        assert word not in written.err


def test_the_schema_declares_errors_and_the_messages_of_the_websocket(app):
    schema = app.openapi()
    models = schema["components"]["schemas"]
    assert {"ErrorMessage", "ListenIn", "ListenOut", "ListenVerdict", "ListenStart"} <= set(models)
    assert "HTTPValidationError" not in models
    answers = schema["paths"]["/api/classes/{class_id}"]["patch"]["responses"]
    assert set(answers) == {"200", "400", "401", "403", "404", "409", "413", "422", "503"}
    assert answers["404"]["content"]["application/json"]["schema"] == {"$ref": "#/components/schemas/ErrorMessage"}
    text = json.dumps(schema)
    for name in models:
        assert name in text
    assert set(re.findall(r"#/components/schemas/(\w+)", text)) <= set(models)
