"""For this computer alone, and what systemd is told."""

import json
import socket
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

from tutor.operations.alone import address, alone, already_served
from tutor.operations.banner import command, how_to_stop
from tutor.operations.systemd import tell_ready
from tutor.settings import Settings


def test_alone_is_plain_http_on_this_machine_only_whatever_was_set():
    settings = alone(Settings(host="0.0.0.0"))
    assert (settings.tls, settings.host, address(settings)) == (False, "127.0.0.1", "http://127.0.0.1:8765")
    assert address(alone(Settings(port=9000))) == "http://127.0.0.1:9000"


def test_a_marelle_that_serves_already_is_recognised_and_another_program_is_not():
    answers = iter([json.dumps({"status": "ok"}), "<html>", json.dumps([1])])

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(next(answers).encode())

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Answering) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        settings = alone(Settings(port=server.server_port))
        assert [already_served(settings) for _ in range(3)] == [True, False, False]
        server.shutdown()
    assert not already_served(settings), "nobody is there any more"


def test_systemd_is_told_when_it_asks_and_nobody_else(tmp_path):
    tell_ready({})
    tell_ready({"NOTIFY_SOCKET": str(tmp_path / "nobody")})
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(str(tmp_path / "notify"))
        tell_ready({"NOTIFY_SOCKET": str(tmp_path / "notify")})
        assert systemd.recv(100) == b"READY=1"


def test_the_banner_names_the_commands_of_how_it_was_installed(monkeypatch):
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    assert (command(), how_to_stop()) == (".venv/bin/tutor", "Ctrl+C")
    monkeypatch.setenv("NOTIFY_SOCKET", "/run/systemd/notify")
    monkeypatch.setenv("MARELLE_COMMAND", "sudo tutor")
    assert (command(), how_to_stop()) == ("sudo tutor", "sudo systemctl stop marelle")
