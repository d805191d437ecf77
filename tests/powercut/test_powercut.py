"""The power goes 20 times in the middle of attempts: what was acknowledged is there, once, and the data are whole."""

import contextlib
import json
import os
import random
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx2 as httpx
import pytest

CUTS = 20
PUPILS_AT_WORK = 3
STARTS_WITHIN = 90.0
TUTOR = [sys.executable, "-m", "tutor.cli"]


@dataclass
class School:
    """A server process over a data folder of its own, without speech models so that it starts at once."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        ours = ("TUTOR_", "DATABASE_URL", "PYTHONDONTWRITEBYTECODE")
        return {key: value for key, value in os.environ.items() if not key.startswith(ours)} | {
            "TUTOR_DATA_DIR": str(self.folder / "data"),
            "TUTOR_MODELS_DIR": str(self.folder / "models"),
            # Compiled once, at the first of the many starts.
            "PYTHONPYCACHEPREFIX": str(self.folder / "compiled"),
        }

    def start(self) -> None:
        with (self.folder / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                [*TUTOR, "serve", "--demo", "--no-tls", "--host", "127.0.0.1", "--port", str(self.port)],
                env=self.environment,
                stdout=log,
                stderr=log,
            )
        deadline = time.monotonic() + STARTS_WITHIN
        with _client(self.address) as probe:
            while time.monotonic() < deadline:
                assert self.process.poll() is None, (self.folder / "server.log").read_text()[-2000:]
                with contextlib.suppress(httpx.HTTPError):
                    if probe.get("/api/session").status_code == 200:
                        return
                time.sleep(0.1)
        raise AssertionError("the server did not start: " + (self.folder / "server.log").read_text()[-2000:])

    def cut(self) -> None:
        """SIGKILL: no handler runs, nothing is flushed."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    def check(self) -> dict[str, Any]:
        done = subprocess.run(
            [*TUTOR, "check", "--demo", "--json"], env=self.environment, capture_output=True, text=True, timeout=60
        )
        assert done.stdout, done.stderr
        report: dict[str, Any] = json.loads(done.stdout)
        return report


def _touched(content: dict[str, Any]) -> dict[str, Any]:
    """An answer that fits this kind of exercise, right or not."""
    match content["kind"]:
        case "compute":
            return {"type": "number", "value": content["right"]}
        case "choose":
            return {"type": "chosen", "options": list(range(content["right"]))}
        case "build":
            return {"type": "built", "tiles": list(range(content["places"]))}
        case "ask":
            return {"type": "written", "text": "1"}
    return {"type": "skipped"}


@dataclass(eq=False)
class Pupil(threading.Thread):
    """Answers as fast as it can, with new ids; an answer without acknowledgement is sent again, as a tablet does."""

    address: str
    card: str
    acknowledged: dict[str, dict[str, Any]] = field(default_factory=dict)
    sent_again: int = 0
    wrong: list[str] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        super().__init__(daemon=True)

    def run(self) -> None:
        waiting: dict[str, Any] | None = None
        while not self.over.is_set():
            try:
                with self._signed_in() as client:
                    while not self.over.is_set():
                        again = waiting is not None
                        waiting = waiting or self._answer(client)
                        reply = client.post("/api/practice/attempts", json=waiting)
                        if reply.status_code != 200:
                            self.wrong.append(f"{reply.status_code} {reply.text}")
                            return
                        self.acknowledged[waiting["id"]] = reply.json()
                        self.sent_again += again
                        waiting = None
            except httpx.HTTPError:
                time.sleep(0.1)

    def _answer(self, client: httpx.Client) -> dict[str, Any]:
        served = client.post("/api/practice/next", json={"domain": "maths"}).raise_for_status().json()
        return {
            "id": str(uuid4()),
            "served_id": served["served_id"],
            "answer": _touched(served["content"]),
            "latency_ms": 900,
            "hints": 0,
            "occurred_at": datetime.now(UTC).isoformat(),
        }

    @contextlib.contextmanager
    def _signed_in(self) -> Iterator[httpx.Client]:
        with _client(self.address) as client:
            client.headers["X-CSRF-Token"] = client.get("/api/session").raise_for_status().json()["csrf_token"]
            signed = client.post("/api/signin/card", json={"token": self.card}).raise_for_status()
            client.headers["X-CSRF-Token"] = signed.json()["csrf_token"]
            yield client


@pytest.mark.timeout(900)
def test_twenty_power_cuts_lose_no_acknowledged_attempt(tmp_path: Path) -> None:
    rng = random.Random(20)
    school = School(tmp_path, _free_port())
    school.start()
    with _database(tmp_path) as database:
        cards = [row[0] for row in database.execute("SELECT card_token FROM pupil ORDER BY first_name")]
        before = _count(database)
    pupils = [Pupil(school.address, card) for card in cards[:PUPILS_AT_WORK]]
    for pupil in pupils:
        pupil.start()
    in_the_middle = 0
    try:
        for _ in range(CUTS):
            done = _acknowledged(pupils)
            _wait_until(lambda done=done: _acknowledged(pupils) > done)
            time.sleep(rng.uniform(0.0, 0.3))
            in_the_middle += _acknowledged(pupils) > done
            school.cut()
            school.start()
        done = _acknowledged(pupils)
        _wait_until(lambda: _acknowledged(pupils) > done + PUPILS_AT_WORK)
    finally:
        for pupil in pupils:
            pupil.over.set()
        for pupil in pupils:
            pupil.join(20)
        school.cut()
    assert [pupil.wrong for pupil in pupils] == [[]] * len(pupils)
    assert in_the_middle == CUTS
    acknowledged = {key: reply for pupil in pupils for key, reply in pupil.acknowledged.items()}
    with _database(tmp_path) as database:
        kept: dict[str, list[str]] = {}
        for key, reply in database.execute("SELECT id, reply FROM attempt"):
            kept.setdefault(str(UUID(key)), []).append(reply)
        total = _count(database) - before
    assert len(acknowledged) > CUTS
    assert [key for key in acknowledged if len(kept.get(key, [])) != 1] == []
    assert all(json.loads(kept[key][0]) == reply for key, reply in acknowledged.items())
    # Beyond those, at most the answer each pupil was waiting for at the end.
    assert 0 <= total - len(acknowledged) <= PUPILS_AT_WORK
    report = school.check()
    assert report["problems"] == []
    print(f"{CUTS} cuts, {len(acknowledged)} attempts acknowledged, {sum(p.sent_again for p in pupils)} sent again")


def _client(address: str) -> httpx.Client:
    # Without TLS there is nothing to verify, and loading the authorities each time takes longer than the rest.
    return httpx.Client(base_url=address, headers={"Origin": address}, timeout=10, verify=False)


def _acknowledged(pupils: list[Pupil]) -> int:
    return sum(len(pupil.acknowledged) for pupil in pupils)


def _wait_until(condition: Any) -> None:
    deadline = time.monotonic() + STARTS_WITHIN
    while not condition():
        assert time.monotonic() < deadline, "no attempt was acknowledged"
        time.sleep(0.01)


@contextlib.contextmanager
def _database(folder: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(folder / "data" / "demo" / "school.db")
    try:
        yield connection
    finally:
        connection.close()


def _count(database: sqlite3.Connection) -> int:
    (count,) = database.execute("SELECT count(*) FROM attempt").fetchone()
    return int(count)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port
