"""A server process over a data folder of its own, without speech models, whose power is cut in several ways."""

import os
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from multiprocessing.process import BaseProcess
from pathlib import Path

import httpx2 as httpx

from tests.ports import free_port
from tests.powercut import forked
from tests.powercut.disk import Disk
from tests.powercut.tablets import client_of
from tutor.classroom.tables import Classroom, Pupil
from tutor.db import make_engine, writing
from tutor.identity.tables import School as SchoolRow
from tutor.migrations.upgrade import upgrade
from tutor.settings import Settings

GIVES_UP_AFTER = 120.0
KILL, TORN, DISK = "process killed", "killed, files torn", "killed, what was not flushed is lost"


@dataclass
class School:
    """`folder` holds the log of the server; its data are on `disk` where there is one."""

    folder: Path
    disk: Disk | None
    rng: random.Random
    process: BaseProcess | forked.Interpreter | None = None
    starts: dict[str, list[float]] = field(default_factory=lambda: {"fresh": [], "forked": []})

    def __post_init__(self) -> None:
        self._port = free_port()
        place = self.disk.place if self.disk else self.folder
        self.settings = Settings(data_dir=place / "data", models_dir=self.folder / "models")

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    @property
    def log(self) -> Path:
        return self.folder / "server.log"

    @property
    def _environment(self) -> dict[str, str]:
        ours = ("TUTOR_", "DATABASE_URL", "PYTHONDONTWRITEBYTECODE")  # compiled once, as an installation is
        return {key: value for key, value in os.environ.items() if not key.startswith(ours)} | {
            "TUTOR_DATA_DIR": str(self.settings.data_dir),
            "TUTOR_MODELS_DIR": str(self.settings.models_dir),
            "PYTHONPYCACHEPREFIX": str(self.folder / "compiled"),
        }

    def enrol(self, pupils: int) -> list[str]:
        """A class of so many pupils: their cards."""
        cards = [f"carte-{number}" for number in range(pupils)]
        now = datetime.now(UTC)
        engine = make_engine(self.settings.database)
        upgrade(engine)
        with writing(engine) as session:
            there = SchoolRow(name="École des Tilleuls")
            session.add(there)
            session.flush()
            classroom = Classroom(school_id=there.id, name="CP A", grade="cp", code="TILLEU", created_at=now)
            session.add(classroom)
            session.flush()
            for number, card in enumerate(cards):
                session.add(
                    Pupil(
                        classroom_id=classroom.id,
                        first_name=f"Élève {number}",
                        avatar="renard",
                        pictures=["soleil", "lune", "fleur"],
                        card_token=card,
                        created_at=now,
                    )
                )
            session.commit()
        engine.dispose()
        return cards

    def launch(self, how: str) -> None:
        arguments = ["serve", "--no-tls", "--host", "127.0.0.1", "--port", str(self._port)]
        begin: Callable[..., BaseProcess | forked.Interpreter] = forked.fresh if how == "fresh" else forked.start
        self.process = begin(arguments, self._environment, self.log)

    def start(self, how: str = "forked") -> float:
        """Start and wait until it answers; the seconds that took."""
        began = time.monotonic()
        self.launch(how)
        while time.monotonic() < began + GIVES_UP_AFTER:
            assert self.process is not None
            assert self.process.is_alive(), self.log.read_text()[-3000:]
            if self._answers():
                self.starts[how].append(time.monotonic() - began)
                return self.starts[how][-1]
            time.sleep(0.02)
        raise AssertionError("the server did not start: " + self.log.read_text()[-3000:])

    def _answers(self) -> bool:
        try:
            with client_of(self.address) as probe:
                return probe.get("/api/session").status_code == 200
        except httpx.HTTPError:
            return False

    def kill(self) -> None:
        """SIGKILL: no handler runs, nothing is flushed."""
        if self.process is not None:
            self.process.kill()
            self.process.join()
            self.process = None

    def cut(self, kind: str) -> None:
        """Cut the power in one of three ways; the disk, if it is cut, is mounted again as at the next start."""
        if kind == DISK and self.disk is not None:
            assert self.process is not None
            # In this order, at once: a flush that the kernel cuts short may report success, but to nobody any more.
            self.process.kill()
            self.disk.cut()
            self.kill()
            self.disk.unmount()
            self.disk.mount()
            return
        self.kill()
        if kind == TORN:
            self._tear()

    def _tear(self) -> None:
        """A write that was under way got through in part: as far as nobody was told that it had."""
        wal = self.settings.data_dir / "school.db-wal"
        logs = sorted((self.settings.data_dir / "attempts").glob("*.jsonl"))
        for path in [wal, *logs[-1:]]:
            if path.exists():
                with path.open("ab") as file:
                    file.write(self.rng.randbytes(self.rng.randint(1, 6000)).replace(b"\n", b"-"))
