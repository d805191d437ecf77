"""The school that the client's benchmark plays in: the real server on this machine, timed request by request."""

import logging
import random
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import structlog
import uvicorn
from fastapi import FastAPI
from starlette.types import Message, Receive, Scope, Send

from exercises.catalogue import Catalogue
from exercises.exercise import Content, Domain, Grade
from tests.conftest import MadeClass, make_class
from tests.e2e.conftest import free_port
from tutor.app import create_app, utc_now
from tutor.db import writing
from tutor.identity.tables import School
from tutor.practice.choosing import Shelf
from tutor.settings import Settings

PUPILS = ["Inès", "Léo", "Zoé", "Tom", "Lina"]


@dataclass
class Timed:
    """The app, with how long each of its answers took, by path, in ms."""

    app: FastAPI
    took: dict[str, list[float]] = field(default_factory=dict)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, and note the time until the answer was handed over whole."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = time.perf_counter()

        async def noting(message: Message) -> None:
            await send(message)
            if message["type"] == "http.response.body" and not message.get("more_body"):
                self.took.setdefault(scope["path"], []).append((time.perf_counter() - started) * 1e3)

        await self.app(scope, receive, noting)


@dataclass
class BenchSchool:
    """A served class: all shipped exercises, no ear (pupils listen and judge), the quick voice."""

    address: str
    made: MadeClass
    timed: Timed
    catalogue: Catalogue
    content: dict[str, Content]

    @property
    def door(self) -> str:
        """Where a tablet that knows its class begins."""
        return f"{self.address}/classe/{self.made.classroom.code}"

    def offer(self, wanted: Callable[[Content], bool]) -> None:
        """From now on only such exercises of maths in CP are given."""
        few = {
            key: one
            for key, one in self.catalogue.exercises.items()
            if one.domain is Domain.MATHS and one.grade is Grade.CP and wanted(one.content)
        }
        self.timed.app.state.shelf = Shelf.of(Catalogue(self.catalogue.skills, few))

    def card(self, pupil: int) -> str:
        """A pupil's sign-in card."""
        return f"{self.address}/carte/{self.made.pupils[pupil].card_token}"


@contextmanager
def bench_school(client: Path, goal: int = 12) -> Iterator[BenchSchool]:
    """Serve this build of the client over plain HTTP (a browser takes localhost for safe); `goal`: of a sitting."""
    with tempfile.TemporaryDirectory(prefix="marelle-client-", ignore_cleanup_errors=True) as folder:
        port = free_port()
        settings = Settings(
            data_dir=Path(folder),
            models_dir=Path(folder) / "models",
            database_url=None,
            tls=False,
            port=port,
            client_dir=client,
            session_goal=goal,
        )
        structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
        app = create_app(settings, rng=random.Random(7))
        timed = Timed(app)
        server = uvicorn.Server(uvicorn.Config(timed, host="127.0.0.1", port=port, log_level="error"))
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            if not thread.is_alive():
                raise SystemExit("the server did not come up: run `tutor serve --demo` to see why")
            time.sleep(0.05)
        try:
            with writing(app.state.engine) as session:
                school = School(name="École des Tilleuls")
                session.add(school)
                session.commit()
            made = make_class(app, school, utc_now, "martin", "Mme Martin", "CP A", PUPILS)  # type: ignore[arg-type]
            catalogue: Catalogue = app.state.catalogue
            content = {key: one.content for key, one in catalogue.exercises.items()}
            yield BenchSchool(f"http://localhost:{port}", made, timed, catalogue, content)
        finally:
            server.should_exit = True
            thread.join(timeout=20)
