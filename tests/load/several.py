"""An academy in small: two servers on one PostgreSQL, two ears, a proxy before them, and a worker killed under load.

python -m tests.load.several [--tablets 60] [--minutes 2] [--kill ear|server|nobody] [--nginx] [--address https://...]
With --nginx the proxy is the one that install/academie proposes (nginx must be installed), else our own, a harsher one.
Prints JSON as `python -m tests.load` does. Exit 1 when an acknowledged answer is not in the database, or is twice.
With --address the tablets go to a server that runs elsewhere, with the cards of --cards (one a line), trusting
--authority; what its database kept is then for you to look at.
"""

import argparse
import asyncio
import json
import os
import random
import secrets
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from sqlmodel import select

from tests.load import nginx
from tests.load.measures import Score, figures
from tests.load.run import at_work
from tests.ports import free_port
from tests.postgresql import running_postgresql
from tutor.classroom.tables import Classroom, Pupil
from tutor.db import make_engine, reading, writing
from tutor.identity.tables import School
from tutor.migrations.upgrade import upgrade
from tutor.operations.certificates import authority_path, ensure_certificates
from tutor.practice.tables import Attempt

STARTS_WITHIN = 300.0
_TUTOR = (sys.executable, "-m", "tutor.cli")
SCHOOLS = 2


class Academy:
    """The processes. `address`, `tls` and `pid` are what a run asks of a server."""

    def __init__(self, folder: Path, url: str, ears: int = 2, servers: int = 2, nginx: str | None = None) -> None:
        self.folder, self.url, self._nginx = folder, url, nginx
        self._ports = [free_port() for _ in range(ears + servers + 1)]
        self.ear_ports, self.server_ports = self._ports[:ears], self._ports[ears:-1]
        self.running: dict[int, subprocess.Popen[bytes]] = {}
        self.address: str = f"https://127.0.0.1:{self._ports[-1]}"
        self._key = secrets.token_hex(32)

    @property
    def pid(self) -> int:
        """Of a server that runs."""
        return next(self.running[port].pid for port in self.server_ports if port in self.running)

    def tls(self) -> ssl.SSLContext:
        """Trusts the proxy as a tablet does."""
        return ssl.create_default_context(cafile=str(authority_path(self.folder / "proxy")))

    def start(self) -> None:
        """Everything, and wait until it answers."""
        certificates = ensure_certificates(
            self.folder / "proxy", ["localhost"], [ip_address("127.0.0.1")], datetime.now(UTC)
        )
        for port in self.ear_ports:
            self._run(port, *_TUTOR, "ear-worker", "--listen", f"127.0.0.1:{port}")
        for port in self.server_ports:
            self._run(port, *_TUTOR, "serve", "--host", "127.0.0.1", "--port", str(port))
        self._run(self._ports[-1], *self._proxy(certificates.certificate, certificates.key))
        for port in self._ports:
            self._wait(port)

    def _proxy(self, certificate: Path, key: Path) -> list[str]:
        port = self._ports[-1]
        if self._nginx is None:
            ours = [sys.executable, "-m", "tests.load.proxy", str(port), str(certificate), str(key)]
            return [*ours, *map(str, self.server_ports)]
        written = self.folder / "nginx.conf"
        written.write_text(nginx.configuration(self.folder, port, certificate, key, self.server_ports))
        return [self._nginx, "-p", str(self.folder), "-c", str(written)]

    def kill(self, port: int) -> None:
        """As a machine that loses its power."""
        process = self.running.pop(port)
        process.send_signal(signal.SIGKILL)
        process.wait()

    def stop(self) -> None:
        """Everything."""
        for process in self.running.values():
            process.terminate()
        for process in self.running.values():
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _run(self, port: int, *words: str) -> None:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("TUTOR_", "DATABASE_"))}
        kept |= {name: os.environ[name] for name in ("TUTOR_MODELS_DIR",) if name in os.environ}
        environment = kept | {
            "TUTOR_DATA_DIR": str(self.folder / "data"),
            "DATABASE_URL": self.url,
            "TUTOR_PROXY": "127.0.0.1",
            "TUTOR_EAR_KEY": self._key,
            "TUTOR_LISTEN_WORKERS": "1",
            **(
                {"TUTOR_EAR_WORKERS": ",".join(f"127.0.0.1:{one}" for one in self.ear_ports)}
                if port in self.server_ports
                else {}
            ),
        }
        with (self.folder / f"{port}.log").open("ab") as log:
            self.running[port] = subprocess.Popen(words, env=environment, stdout=log, stderr=log)

    def _wait(self, port: int) -> None:
        until = time.monotonic() + STARTS_WITHIN
        while time.monotonic() < until and self.running[port].poll() is None:
            try:
                with socket.create_connection(("127.0.0.1", port), 1) as plain:
                    if port == self._ports[-1]:
                        return
                    plain.settimeout(STARTS_WITHIN)  # the port is held before it is ready: only an answer tells
                    plain.sendall(b"GET /api/health HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
                    if plain.recv(20).startswith(b"HTTP/1.1"):
                        return
            except OSError:
                time.sleep(0.1)
        raise SystemExit(f"port {port} did not start: {(self.folder / f'{port}.log').read_text()[-2000:]}")


def run(
    folder: Path,
    url: str,
    tablets: int,
    seconds: float,
    *,
    seed: int = 11,
    kill: str = "ear",
    ears: int = 2,
    proxy: str | None = None,
) -> dict[str, Any]:
    """Let pupils of two schools work, kill what is to be killed at two fifths, stop; the figures.

    `proxy`: the nginx to put before the servers; None for our own.
    """
    engine = make_engine(url)
    upgrade(engine)
    cards = _cards(engine, tablets)
    academy, score, load = Academy(folder, url, ears, nginx=proxy), Score(), os.getloadavg()[0]
    try:
        academy.start()
        port = {"ear": academy.ear_ports[0], "server": academy.server_ports[-1]}.get(kill)
        killer = threading.Timer(seconds * 0.4, academy.kill, [port]) if port else None
        if killer is not None:
            killer.start()
        began = time.monotonic()
        asyncio.run(at_work(academy, cards, seconds, score, seed))
        lasted = time.monotonic() - began
        if killer is not None:
            killer.join()
    finally:
        academy.stop()
    with reading(engine) as session:
        kept = list(session.exec(select(Attempt.id)).all())
    engine.dispose()
    there = set(kept)
    return {
        "tablets": tablets, "schools": SCHOOLS, "killed": kill, "proxy": "nginx" if proxy else "ours",
        "seconds": round(lasted, 1),
        "cores": len(os.sched_getaffinity(0)), "load_before": round(load, 1),
        **figures(score, lasted, tablets),
        "kept": {
            "acknowledged": len(score.acknowledged),
            "missing_in_database": sum(UUID(one) not in there for one in score.acknowledged),
            "twice_in_database": len(kept) - len(there),
            "not_acknowledged": score.lost,
        },
    }  # fmt: skip


def _cards(engine: Any, tablets: int) -> list[str]:
    """Cards of as many new pupils, of classes of two schools."""
    now, rng, cards = datetime.now(UTC), random.Random(tablets), []
    with writing(engine) as session:
        for number in range(SCHOOLS):
            school = School(name=f"École {number}")
            session.add(school)
            session.flush()
            classroom = Classroom(school_id=school.id, name="CP", grade="cp", code=f"CHARG{number}", created_at=now)
            session.add(classroom)
            session.flush()
            for place in range(number, tablets, SCHOOLS):
                cards.append(f"load-{uuid4().hex}")
                session.add(
                    Pupil(
                        classroom_id=classroom.id, first_name=f"Élève {place}", avatar="renard",
                        pictures=rng.sample(["soleil", "lune", "fleur", "chat", "cle"], 3),
                        card_token=cards[-1], created_at=now,
                    )
                )  # fmt: skip
        session.commit()
    return cards


class _Elsewhere:
    """A server that somebody else started."""

    def __init__(self, address: str, authority: str | None) -> None:
        self.address: str = address
        self._authority, self.pid = authority, os.getpid()

    def tls(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=self._authority)


@contextmanager
def _postgresql() -> Iterator[str]:
    with running_postgresql() as server, server.database() as url:
        yield url


def main() -> int:
    """Run what is asked."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--tablets", type=int, default=60)
    words.add_argument("--minutes", type=float, default=2.0)
    words.add_argument("--kill", choices=("ear", "server", "nobody"), default="ear")
    words.add_argument("--nginx", action="store_true")
    words.add_argument("--address")
    words.add_argument("--cards", type=Path)
    words.add_argument("--authority")
    asked = words.parse_args()
    if asked.nginx and nginx.nginx_here() is None:
        words.error("nginx is not installed here (apt install nginx)")
    if asked.address:
        cards, score = asked.cards.read_text(encoding="utf-8").split()[: asked.tablets], Score()
        where = _Elsewhere(asked.address.rstrip("/"), asked.authority)
        asyncio.run(at_work(where, cards, asked.minutes * 60, score, 11))
        print(json.dumps(figures(score, asked.minutes * 60, len(cards)), ensure_ascii=False, indent=1))
        return 0 if score.lost == 0 else 1
    with ExitStack() as opened:
        folder = Path(opened.enter_context(tempfile.TemporaryDirectory(prefix="marelle-several-")))
        url, proxy = opened.enter_context(_postgresql()), nginx.nginx_here() if asked.nginx else None
        found = run(folder, url, asked.tablets, asked.minutes * 60, kill=asked.kill, proxy=proxy)
    print(json.dumps(found, ensure_ascii=False, indent=1))
    return 1 if found["kept"]["missing_in_database"] or found["kept"]["twice_in_database"] else 0


if __name__ == "__main__":
    sys.exit(main())
