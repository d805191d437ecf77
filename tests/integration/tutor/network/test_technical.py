"""The technicians' page: what answers, dates, versions, a button that renews, a sheet to print; nothing of a child."""

import socket
import ssl
import threading
from datetime import UTC, datetime
from ipaddress import ip_address

import pytest

from tests.conftest import another_browser, open_session
from tutor.network.keeper import CertificateKeeper, Machine
from tutor.network.poster import poster_page
from tutor.network.presence import Presence, listened, url
from tutor.operations.backups import back_up

HERE = [ip_address("127.0.0.1")]


@pytest.fixture
def presence(app, client, settings, clock):
    """This app found at a port where only a TLS handshake is answered."""
    keeper = CertificateKeeper(settings.data_dir, Machine(lambda: ["minipc.local"], lambda: HERE), clock)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(keeper.certificates.certificate, keeper.certificates.key)
    keeper.serves(context)
    listening = socket.create_server(("127.0.0.1", 0))

    def greet() -> None:
        while True:
            try:
                plain, _ = listening.accept()
                with context.wrap_socket(plain, server_side=True):
                    pass
            except ssl.SSLError:
                continue
            except OSError:
                return

    threading.Thread(target=greet, daemon=True).start()
    app.state.presence = Presence("127.0.0.1", listening.getsockname()[1], keeper, 8080, None, None)
    yield app.state.presence
    listening.shutdown(socket.SHUT_RDWR)
    listening.close()


@pytest.fixture
def clock(clock):
    """Now: Python's TLS looks at the machine's own clock."""
    clock.now = datetime.now(UTC)
    return clock


def test_a_teacher_sees_how_the_server_is_and_nothing_of_a_child(teacher_client, presence, made_class, settings):
    answer = teacher_client.get("/api/technique")
    seen = answer.json()
    assert seen["network"]["welcome"] == ["http://127.0.0.1:8080"]
    reach = {one["address"]: one for one in seen["network"]["reach"]}
    assert reach[f"https://127.0.0.1:{presence.port}"]["well"] is True
    certificate = seen["network"]["certificate"]
    assert certificate["server"]["days_left"] >= 799
    assert certificate["authority"]["days_left"] >= 3649
    assert "127.0.0.1" in certificate["holds"]
    assert certificate["left_out"] == []
    assert seen["disk_free_bytes"] > 0
    in_a_file = settings.database.startswith("sqlite")
    assert seen["database"] == ("SQLite" if in_a_file else "PostgreSQL")
    assert (seen["database_bytes"] is not None) == in_a_file
    assert {model["state"] for model in seen["models"]} == {"missing"}
    assert seen["last_backup"] is None
    for word in ("Inès", made_class.classroom.code, made_class.classroom.name, str(made_class.classroom.id)):
        assert word not in answer.text


def test_the_last_backup_is_told_once_there_is_one(teacher_client, app, settings, clock):
    made = back_up(settings, app.state.engine, clock())
    seen = teacher_client.get("/api/technique").json()
    assert datetime.fromisoformat(seen["last_backup"]) == made.made_at
    assert seen["network"] is None  # this app was made without TLS


def test_the_button_renews_the_certificate_or_says_that_it_could_not(teacher_client, presence, clock):
    before = teacher_client.get("/api/technique").json()["network"]["certificate"]
    clock.advance(hours=2)
    assert teacher_client.post("/api/technique/certificate").status_code == 204
    after = teacher_client.get("/api/technique").json()["network"]["certificate"]
    assert after["server"]["fingerprint"] != before["server"]["fingerprint"]
    assert after["server"]["ends"] > before["server"]["ends"]
    assert after["authority"]["fingerprint"] == before["authority"]["fingerprint"]

    # And when it cannot be done, it is said.
    presence.keeper.certificates.authority.with_name("authority.key").write_bytes(b"x")
    answer = teacher_client.post("/api/technique/certificate")
    assert answer.status_code == 503
    assert "journal" in answer.json()["message"]
    told = teacher_client.get("/api/technique").json()["network"]["certificate"]
    assert "damaged" in told["trouble"]
    assert told["server"] == after["server"]


def test_a_substitute_looks_after_a_class_not_after_the_server(teacher_client, made_class):
    asked = {"name": "Mme Roux"}
    made = teacher_client.post(f"/api/classes/{made_class.classroom.id}/substitutes", json=asked).json()
    browser = another_browser(teacher_client)
    open_session(browser)
    signed_in = browser.post("/api/signin/substitute", json={"code": made["code"]})
    assert signed_in.status_code == 200
    browser.headers["X-CSRF-Token"] = signed_in.json()["csrf_token"]
    assert browser.get("/api/technique").status_code == 403
    assert browser.post("/api/technique/certificate").status_code == 403


def test_the_sheet_shows_both_addresses_and_the_fingerprint(teacher_client, presence):
    page = poster_page(presence)
    assert page["first"]["address"] == "http://127.0.0.1:8080"
    assert page["then"]["address"] == f"https://127.0.0.1:{presence.port}"
    assert page["name"] is None  # marelle.local is not announced here
    assert [len(line.split(":")) for line in page["fingerprint"]] == [16, 16]
    answer = teacher_client.get("/api/technique/affiche.pdf")
    assert answer.content.startswith(b"%PDF-")
    assert "attachment" in answer.headers["content-disposition"]


def test_only_the_welcome_page_of_this_host_reads_whether_it_is_trusted(client):
    ours = {"http://ecole.test:8080", "http://ecole.test"}
    for origin in (*ours, "http://ailleurs.example", "https://ecole.test:8443", "http://[", "null"):
        answer = client.get("/api/health", headers={"Origin": origin})
        assert answer.headers.get("access-control-allow-origin") == (origin if origin in ours else None)
        assert "access-control-allow-credentials" not in answer.headers


def test_a_server_is_sought_where_it_hears():
    both = [ip_address("192.168.1.20"), ip_address("fd00::2")]
    assert listened(both, "0.0.0.0") == both[:1]
    assert listened(both, "::") == both
    assert listened(both, "localhost") == listened(both, "127.0.0.1") == HERE
    assert listened(both, "minipc") == both


@pytest.mark.parametrize(
    ("scheme", "host", "port", "shown"),
    [
        ("https", "192.168.1.20", 443, "https://192.168.1.20"),
        ("http", "192.168.1.20", 8080, "http://192.168.1.20:8080"),
        ("https", "fd00::2", 8443, "https://[fd00::2]:8443"),
    ],
)
def test_an_address_is_one_to_type(scheme, host, port, shown):
    assert url(scheme, host, port) == shown
