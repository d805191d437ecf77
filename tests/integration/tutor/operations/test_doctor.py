"""`tutor doctor` names what is wrong: each fault is planted for real in a healthy school, and found alone."""

import hashlib
import importlib.metadata
import json
import re
import shutil
import subprocess
import threading
import tomllib
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from ipaddress import ip_address
from pathlib import Path

import pytest

from speech.model_list import Model, ModelFile
from tests.integration.tutor.operations.planted_faults import (
    ADDRESS,
    EAR,
    NOW,
    PLANTED,
    Healthy,
    clock_behind_the_tablets,
)
from tests.ports import free_port
from tutor.cli import main
from tutor.keys import Keys
from tutor.operations.certificates import ensure_certificates
from tutor.operations.doctor import machine
from tutor.operations.doctor.backups import second_disk
from tutor.operations.doctor.examine import Examination, Memory, Place, room_of
from tutor.operations.doctor.findings import Finding, Level
from tutor.operations.doctor.machine import Room, missing_packages
from tutor.operations.doctor.network import welcome
from tutor.operations.tablet_clocks import ENOUGH, TabletClocks
from tutor.settings import Settings


@pytest.fixture
def healthy(tmp_path: Path, empty_school: Path) -> Iterator[Healthy]:
    data = tmp_path / "data"
    Keys.load_or_make(data)
    ensure_certificates(data, ["minipc"], [ip_address(ADDRESS)], NOW - timedelta(days=90))
    shutil.copyfile(empty_school, data / "school.db")
    client = tmp_path / "client"
    (client / "assets").mkdir(parents=True)
    (client / "index.html").write_text('<script src="/assets/index-1.js"></script>', encoding="utf-8")
    (client / "assets" / "index-1.js").write_text("1", encoding="utf-8")
    (tmp_path / "models" / "whisper-base").mkdir(parents=True)
    (tmp_path / "models" / "whisper-base" / "model.bin").write_bytes(EAR)
    file = ModelFile(size=len(EAR), sha256=hashlib.sha256(EAR).hexdigest())
    ear = Model(
        name="whisper-base", description_fr="", description_en="", licence="", publisher="", files={"model.bin": file}
    )
    settings = Settings(
        data_dir=data,
        models_dir=tmp_path / "models",
        client_dir=client,
        port=free_port(),
        welcome_port=free_port(),
    )
    memory = Memory(total=4_000_000_000, available=3_000_000_000)
    place = Place(
        settings, NOW, (data / "keys").stat().st_uid, (ADDRESS,), ("minipc",), lambda _: Room(50 * 10**9, 100 * 10**9),
        memory, (3, 11, 9), (), {"whisper-base": ear},
    )  # fmt: skip
    with ExitStack() as opened:
        school = Healthy(place, opened)
        school.sql("INSERT INTO school (id, name) VALUES (?, ?)", "1" * 32, "École des Tilleuls")
        yield school


def found(place: Place, level: Level = Level.FAULT) -> list[Finding]:
    return [finding for finding in Examination(place).run() if finding.level is level]


def test_a_healthy_school_has_no_fault(healthy):
    assert found(healthy.place) == []
    assert {finding.check for finding in found(healthy.place, Level.FINE)} >= {
        "python", "disk", "memory", "clock", "folder", "keys", "database", "logs", "client", "model", "microphone",
        "welcome", "network", "certificate",
    }  # fmt: skip


@pytest.mark.parametrize("plant", PLANTED, ids=lambda plant: plant.__name__)
def test_each_planted_fault_is_named_and_nothing_else(plant, healthy):
    check, words = PLANTED[plant]
    faults = found(plant(healthy))
    assert {finding.check for finding in faults} == {check}
    assert any(words in finding.what for finding in faults), faults
    for finding in faults:
        assert finding.to_do.endswith(".")
        assert "secret" not in finding.what + finding.to_do


@pytest.mark.parametrize(("given", "fine"), [(b"-----BEGIN CERTIFICATE-----\n", True), (b"<html>", False)])
def test_while_marelle_serves_its_welcome_page_must_be_on_its_port(given, fine):
    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(given)

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    with HTTPServer(("127.0.0.1", 0), Page) as server:
        threading.Thread(target=server.handle_request, daemon=True).start()
        (finding,) = welcome("127.0.0.1", server.server_port, serves=True)
    assert finding.level is (Level.FINE if fine else Level.FAULT)


def test_every_dependency_of_the_program_is_looked_for():
    declared = tomllib.loads((Path(__file__).parents[4] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = {re.split(r"[^A-Za-z0-9_-]", line)[0].lower() for line in declared["dependencies"]}
    imported = {
        name: {one.lower().replace("_", "-") for one in owners}
        for name, owners in importlib.metadata.packages_distributions().items()
    }
    looked_for = {owner for name in machine.IMPORTED for owner in imported.get(name, set())}
    assert names - looked_for - {"pip"} == set()  # pip is wanted by `tutor models install` alone, and not bundled
    assert missing_packages() == []


def test_a_key_that_marelle_may_not_write_is_a_fault(tmp_path):
    (finding,) = second_disk(tmp_path, tmp_path, writable=False)  # root may write anywhere: told, not planted
    assert (finding.check, finding.level) == ("second_disk", Level.FAULT)
    assert "ne peut pas écrire" in finding.what


def test_a_disk_that_is_really_full_is_seen(healthy, tmp_path):
    small = tmp_path / "small"
    small.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", small], capture_output=True)
    if mounted.returncode:  # only root may: what is below was shown with what statvfs would say
        assert room_of(small).total > 0
        return
    try:
        assert room_of(small).free < machine.FULL
        place = replace(healthy.place, room=lambda _: room_of(small))
        assert [finding.check for finding in found(place)] == ["disk"]
    finally:
        subprocess.run(["umount", small], check=True)


def test_a_tablet_whose_own_clock_is_wrong_accuses_nobody(healthy):
    clocks = TabletClocks(healthy.data)
    for number in range(2 * ENOUGH):
        ahead = timedelta(hours=2) if number % 3 == 0 else timedelta(seconds=-1)
        clocks.note(NOW + ahead, NOW)
    assert found(healthy.place) == []


def test_a_clock_set_right_is_forgotten(healthy):
    place = clock_behind_the_tablets(healthy)
    clocks = TabletClocks(healthy.data)
    for _ in range(ENOUGH):
        clocks.note(NOW - timedelta(seconds=1), NOW)
    assert found(place) == []


def test_a_check_that_fails_itself_is_a_finding(healthy):
    def broken(_: Path) -> Room:
        raise ValueError("Inès")

    faults = found(replace(healthy.place, room=broken))
    assert [(finding.check, "ValueError" in finding.what) for finding in faults] == [("disk", True)]
    assert "Inès" not in faults[0].what


def test_the_command_prints_json_or_lines_and_its_status_tells(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("TUTOR_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("TUTOR_MODELS_DIR", str(tmp_path / "models"))
    monkeypatch.setenv("DATABASE_URL", "")
    monkeypatch.delenv("DATABASE_URL")
    assert main(["doctor", "--json"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert report["ok"] is False
    assert "model" in {finding["check"] for finding in report["findings"] if finding["level"] == "fault"}
    assert main(["doctor"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith("À RÉPARER  Le modèle whisper-base") for line in lines)
    assert lines[-1].endswith("à réparer.")
    assert not (tmp_path / "data").exists()


def test_a_setting_that_cannot_be_read_is_named(monkeypatch, capsys):
    monkeypatch.setenv("TUTOR_PORT", "huit mille")
    assert main(["doctor", "--json"]) == 1
    (finding,) = json.loads(capsys.readouterr().out)["findings"]
    assert finding["check"] == "settings"
    assert "TUTOR_PORT" in finding["what"]
