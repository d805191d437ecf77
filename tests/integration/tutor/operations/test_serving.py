"""The real server as a process: HTTPS by the school's authority, clear refusals, one line each."""

import json
import os
import re
import signal
import socket
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import httpx2 as httpx
import pytest

from tests.ports import free_port
from tutor.cli import main
from tutor.network.keeper import CertificateKeeper, Machine
from tutor.operations.banner import Welcome, banner
from tutor.operations.serving import found, server_address
from tutor.settings import Settings

READY = re.compile(r"Adresse : (\S+)")


def environment(folder: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("TUTOR_", "DATABASE_"))}
    return {**kept, "TUTOR_DATA_DIR": str(folder), "TUTOR_MODELS_DIR": str(folder / "none"), **more}


@contextmanager
def serving(folder: Path, *arguments: str, **more: str) -> Iterator[tuple[str, str]]:
    """A server in a process of its own: its address and what it printed. Stopped as by Ctrl+C; must end well."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tutor.cli", "serve", "--port", "0", *arguments],
        env=environment(folder, **more),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    printed: list[str] = []
    try:
        for line in process.stdout:
            printed.append(line)
            if "Ctrl+C" in line:
                break
        address = READY.search("".join(printed))
        assert address is not None, f"{printed} {process.stderr.read() if process.stderr else ''}"
        yield address[1], "".join(printed)
    finally:
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)
    assert process.returncode == 0, errors
    assert "Traceback" not in errors


@pytest.fixture
def tutor(tmp_path, monkeypatch, capsys):
    """Runs a command of this process on the school of `tmp_path`: its status, what it printed and its errors."""
    for name, value in environment(tmp_path).items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    mask = os.umask(0o077)

    def run(*arguments: str) -> tuple[int, str, str]:
        try:
            status = main(arguments)
        except SystemExit as refusal:
            status = int(refusal.code or 0)
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    yield run
    os.umask(mask)


def one_line(done: tuple[int, str, str]) -> str:
    """The one line that a refused command leaves."""
    status, _, errors = done
    lines = [line for line in errors.splitlines() if not line.startswith("{")]
    assert (status, len(lines)) == (2, 1), errors
    assert lines[0].startswith("tutor")
    return lines[0]


def test_a_real_https_request_trusts_the_schools_authority_and_nothing_less(tmp_path, tutor):
    with serving(tmp_path, TUTOR_WELCOME_PORT=str(free_port())) as (address, printed):
        port = address.rsplit(":", 1)[1]
        assert "tutor teacher add --name" in printed  # nobody can sign in yet: what to type
        trusting = ssl.create_default_context(cafile=str(tmp_path / "tls" / "authority.crt"))
        for host in ("localhost", "127.0.0.1", address.removeprefix("https://").rsplit(":", 1)[0]):
            with httpx.Client(verify=trusting) as client:
                answer = client.get(f"https://{host}:{port}/api/health")
            assert answer.json()["status"] == "ok"
            assert "server" not in answer.headers
        with httpx.Client(verify=trusting) as client:
            given = client.get(f"https://localhost:{port}/certificat").content
        page = re.search(r"http://\S+", printed)
        assert page is not None, printed  # where a tablet is prepared, over plain http
        with httpx.Client() as anyone:
            assert anyone.get(f"{page[0]}/marelle-ecole.crt").content == given
            assert anyone.get(f"{page[0]}/api/health").status_code == 302
        assert given == (tmp_path / "tls" / "authority.crt").read_bytes()
        with httpx.Client(verify=ssl.create_default_context()) as stranger, pytest.raises(httpx.ConnectError):
            stranger.get(f"https://localhost:{port}/api/health")
    assert tutor("check")[0] == 0


def test_a_welcome_port_that_is_taken_is_said_and_marelle_serves_all_the_same(settings):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        chosen = settings.model_copy(update={"host": "127.0.0.1", "welcome_port": port, "mdns": False})
        machine = Machine(lambda: [], lambda: [])
        keeper = CertificateKeeper(settings.data_dir, machine, lambda: datetime.now(UTC))
        with found(chosen, 8443, keeper) as presence:
            assert presence is not None
            assert presence.welcome_port is None
            lines = "\n".join(banner("https://192.168.1.20:8443", chosen, presence, Welcome(has_teacher=True)))
    assert "https://192.168.1.20:8443/certificat" in lines
    assert f"Le port {port} est déjà pris" in lines
    with found(chosen, 8443, None) as none:
        assert none is None


def test_a_teacher_added_while_it_runs_signs_in(tmp_path, tutor):
    with serving(tmp_path, "--no-tls") as (address, printed):
        assert address.startswith("http://127.0.0.1:")
        assert "Sans TLS" in printed
        status, added, _ = tutor("teacher", "add", "--name", "Mme Roux", "--login", "Roux@Ecole.fr", "--json")
        assert status == 0
        password = json.loads(added)["password"]
        with httpx.Client(base_url=address) as browser:
            token = browser.get("/api/session").json()["csrf_token"]
            answer = browser.post(
                "/api/signin/teacher",
                json={"login": "roux@ecole.fr", "password": password},
                headers={"X-CSRF-Token": token, "Origin": address},
            )
        assert answer.json()["teacher"]["name"] == "Mme Roux"


def test_the_demo_school_says_how_to_come_in(tmp_path, tutor):
    with serving(tmp_path, "--demo", "--no-tls") as (address, printed):
        login, password = re.findall(r"identifiant (\S+), mot de passe (\S+)", printed)[0]
        code = re.findall(r"code de la classe (\S+)", printed)[0]
        with httpx.Client(base_url=address) as browser:
            browser.headers["X-CSRF-Token"] = browser.get("/api/session").json()["csrf_token"]
            door = browser.post("/api/signin/class", json={"class_code": code}).json()
            assert len(door["pupils"]) >= 10
            name, pictures = re.findall(r"Par exemple   : (\S+), images (.+)", printed)[0]
            face = next(face for face in door["pupils"] if face["first_name"] == name)
            secret = {"class_code": code, "pupil_id": face["id"], "pictures": pictures.split(", ")}
            pupil = browser.post("/api/signin/pupil", json=secret)
            browser.headers["X-CSRF-Token"] = pupil.json()["csrf_token"]
            signed_in = browser.post("/api/signin/teacher", json={"login": login, "password": password})
            assert signed_in.status_code == 200
    assert not (tmp_path / "school.db").exists()  # it lives apart
    assert tutor("check", "--demo")[1].startswith("ok: ")


def test_a_busy_port_is_said(tutor):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        assert "--port" in one_line(tutor("serve", "--host", "127.0.0.1", "--port", port))


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--host", "nowhere.invalid"), "not an address"),
        (("--host", "198.51.100.1"), "not an address"),
        (("--port", "99999"), "1 to 65535"),
        (("--port", "-1"), "1 to 65535"),
        (("--port", "x"), "invalid int"),
        (("--no-tls", "--host", "0.0.0.0"), "localhost only"),
    ],
)
def test_a_wrong_host_or_port_is_said(tutor, arguments, says):
    assert says in one_line(tutor("serve", *arguments))


def test_a_data_folder_that_cannot_be_is_said(tutor, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("TUTOR_DATA_DIR", str(tmp_path / "file" / "data"))
    assert "TUTOR_DATA_DIR" in one_line(tutor("serve", "--port", "0"))


def test_a_damaged_database_is_said(tutor, tmp_path):
    (tmp_path / "school.db").write_bytes(b"not a database, not at all" * 200)
    assert "damaged" in one_line(tutor("serve", "--port", "0"))


@pytest.mark.parametrize(
    ("url", "says"), [("oracle://x", "DATABASE_URL"), ("postgresql://x@127.0.0.1:1/x", "cannot be opened")]
)
def test_a_database_that_cannot_be_reached_is_said(tutor, monkeypatch, url, says):
    monkeypatch.setenv("DATABASE_URL", url)
    assert says in one_line(tutor("serve", "--port", "0"))


def test_what_fails_while_starting_is_said_in_one_line_too(tutor, tmp_path):
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "sessions.key").write_text("x")
    assert "sessions.key is damaged" in one_line(tutor("serve", "--port", "0"))


def test_with_a_teacher_the_terminal_no_longer_says_how_to_add_one(settings):
    arguments = ("https://192.168.1.20:8443", settings, None)
    assert "tutor teacher add" in "\n".join(banner(*arguments, Welcome(has_teacher=False)))
    assert "tutor teacher add" not in "\n".join(banner(*arguments, Welcome(has_teacher=True)))


@pytest.mark.parametrize(
    ("host", "port", "tls", "address"),
    [
        ("192.168.1.20", 8443, True, "https://192.168.1.20:8443"),
        ("192.168.1.20", 443, True, "https://192.168.1.20"),
        ("::1", 8080, False, "http://[::1]:8080"),
        ("localhost", 80, False, "http://localhost"),
    ],
)
def test_the_address_is_one_to_type(host, port, tls, address):
    assert server_address(Settings(host=host, tls=tls), port) == address
