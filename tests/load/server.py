"""The real server as a process of its own over a made-up school, with as many pupils as there are tablets."""

import contextlib
import os
import random
import socket
import sqlite3
import ssl
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

from sqlmodel import col, select

from tests.ports import free_port
from tutor.classroom.tables import Classroom, Pupil
from tutor.db import make_engine, writing
from tutor.identity.tables import School
from tutor.operations.certificates import authority_path
from tutor.settings import Settings

STARTS_WITHIN = 300.0


class Server:
    """`start` gives the seconds until it answers; what it prints goes to server.log in `folder`.

    `compiled`: where Python keeps what it compiled, when not where it always does; `queue`: one ear, so many waiting.
    """

    def __init__(
        self, folder: Path, *, demo: bool = True, compiled: Path | None = None, queue: int | None = None
    ) -> None:
        self.folder, self._demo, self._compiled, self._queue = folder, demo, compiled, queue
        self.port = free_port()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"https://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    @property
    def settings(self) -> Settings:
        settings = Settings(data_dir=self.folder / "data", database_url=None)
        return settings.for_demo() if self._demo else settings

    def tls(self) -> ssl.SSLContext:
        """Trusts this school as a tablet does."""
        return ssl.create_default_context(cafile=str(authority_path(self.settings.data_dir)))

    def start(self) -> float:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("TUTOR_", "DATABASE_"))}
        if self._compiled:
            kept.pop("PYTHONDONTWRITEBYTECODE", None)  # a second start reads what the first compiled
        kept |= {name: os.environ[name] for name in ("TUTOR_MODELS_DIR",) if name in os.environ}
        environment = {
            **kept,
            "TUTOR_DATA_DIR": str(self.folder / "data"),
            "TUTOR_WELCOME_PORT": "0",
            "TUTOR_MDNS": "false",
            **(
                {"TUTOR_LISTEN_WORKERS": "1", "TUTOR_LISTEN_QUEUE": str(self._queue)} if self._queue is not None else {}
            ),
            **({"PYTHONPYCACHEPREFIX": str(self._compiled)} if self._compiled else {}),
        }
        command = [sys.executable, "-m", "tutor.cli", "serve", "--host", "127.0.0.1", "--port", str(self.port)]
        began = time.monotonic()
        with (self.folder / "server.log").open("ab") as log:
            self._process = subprocess.Popen(
                [*command, *(["--demo"] if self._demo else [])], env=environment, stdout=log, stderr=log
            )
        while time.monotonic() < began + STARTS_WITHIN:
            if self._process.poll() is not None:
                break
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1) as plain:
                # The port is held before the server is ready: only an answer tells that it serves.
                plain.settimeout(STARTS_WITHIN)
                with self.tls().wrap_socket(plain, server_hostname="127.0.0.1") as line:
                    line.sendall(b"GET /api/health HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
                    if b"200" in line.recv(20):
                        return time.monotonic() - began
            time.sleep(0.1)
        raise SystemExit(f"the server did not start: {(self.folder / 'server.log').read_text()[-2000:]}")

    def stop(self) -> None:
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(30)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process = None

    def cards(self, count: int) -> list[str]:
        """The cards of so many pupils of the demo class, or of a new one; those that it lacks are added."""
        engine = make_engine(self.settings.database)
        with writing(engine) as session:
            found = list(session.exec(select(Pupil).order_by(col(Pupil.first_name))).all())
            classroom = session.exec(select(Classroom)).first()
            if classroom is None:
                school = School(name="École des Tilleuls")
                session.add(school)
                session.flush()
                classroom = Classroom(
                    school_id=school.id, name="CP A", grade="cp", code="CHARGE", created_at=datetime.now(UTC)
                )
                session.add(classroom)
                session.flush()
            rng = random.Random(count)
            for number in range(len(found), count):
                pupil = Pupil(
                    classroom_id=classroom.id, first_name=f"Élève {number}", avatar="renard",
                    pictures=rng.sample(["soleil", "lune", "fleur", "chat", "cle", "velo"], 3),
                    card_token=f"load-{uuid4().hex}", created_at=datetime.now(UTC),
                )  # fmt: skip
                session.add(pupil)
                found.append(pupil)
            cards = [pupil.card_token for pupil in found[:count]]
            session.commit()
        engine.dispose()
        return cards

    def kept(self, acknowledged: list[str]) -> tuple[int, int]:
        """Of the answers that were acknowledged: how many are not in the database, how many are there twice."""
        with contextlib.closing(sqlite3.connect(self.settings.data_dir / "school.db")) as database:
            there: dict[UUID, int] = {}
            for (key,) in database.execute("SELECT id FROM attempt"):
                there[UUID(str(key))] = there.get(UUID(str(key)), 0) + 1
        wanted = [UUID(key) for key in acknowledged]
        return sum(key not in there for key in wanted), sum(there.get(key, 0) > 1 for key in wanted)
