"""Runs the server: checks first, in one clear line each, all that can be wrong; then serves and says where."""

import errno
import logging
import os
import random
import socket
import sys
from ipaddress import ip_address
from pathlib import Path

import uvicorn

from exercises.catalogue import Catalogue
from tutor.app import create_app, utc_now
from tutor.db import make_engine, plain_errors, reading, writing
from tutor.demo import make_demo
from tutor.errors import BadInputError
from tutor.identity.repository import any_teacher, class_by_code, faces_of_class
from tutor.keys import make_private_dir
from tutor.migrations.upgrade import upgrade
from tutor.operations.addresses import host_names, lan_address, lan_addresses
from tutor.operations.banner import Welcome, banner
from tutor.operations.certificates import Certificates, ensure_certificates
from tutor.practice.learner import school_learner
from tutor.settings import Settings

# A frame of sound is at most 32,000 bytes; a message larger than this is no message of ours.
LARGEST_SOCKET_MESSAGE = 65_536
DEMO_SEED = 1


def serve(settings: Settings, *, demo: bool) -> int:
    """Serve until interrupted. Raises TutorError with one sentence when it cannot start."""
    os.umask(0o077)  # the school's data is nobody else's
    check_folder(settings.data_dir)
    bound = bind(settings.host, settings.port, tls=settings.tls)
    with bound:
        certificates = _certificates(settings) if settings.tls else None
        welcome = _prepare(settings, demo)
        address = server_address(settings, bound.getsockname()[1])
        lines = banner(address, settings, certificates, welcome)
        return _run(settings, bound, certificates, lines)


def check_folder(data_dir: Path) -> None:
    """Raise BadInputError when the school's data cannot be written there."""
    try:
        make_private_dir(data_dir)
        probe = data_dir / f".writable-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        reason = error.strerror or str(error)
        raise BadInputError(f"cannot write in {data_dir} ({reason}): set TUTOR_DATA_DIR to a folder of yours") from None


def bind(host: str, port: int, *, tls: bool) -> socket.socket:
    """A listening socket. Raises BadInputError that says what is wrong with the host or the port."""
    if not 0 <= port <= 65_535:
        raise BadInputError(f"{port} is not a port: choose one from 1 to 65535")
    try:
        family, kind, protocol, _, where = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except (OSError, UnicodeError):
        raise BadInputError(
            f"{host} is not an address of this machine: leave --host out to serve every network"
        ) from None
    if not tls and not ip_address(where[0]).is_loopback:
        raise BadInputError("--no-tls is for localhost only: elsewhere a tablet gives its microphone to HTTPS alone")
    listening = socket.socket(family, kind, protocol)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(where)
        listening.listen(socket.SOMAXCONN)
    except OSError as error:
        listening.close()
        raise BadInputError(_why_not_bound(error, host, port)) from None
    return listening


def _why_not_bound(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"port {port} is in use, perhaps by another Marelle: stop it, or choose another with --port"
    if error.errno == errno.EACCES:
        return f"port {port} needs an administrator: choose one above 1024 with --port"
    if error.errno == errno.EADDRNOTAVAIL:
        return f"{host} is not an address of this machine: leave --host out to serve every network"
    return f"cannot listen on {host}, port {port}: {error.strerror}"


def server_address(settings: Settings, port: int) -> str:
    """The address to type on a tablet."""
    scheme = "https" if settings.tls else "http"
    host = settings.host
    if host in {"0.0.0.0", "::", ""}:  # noqa: S104  every network: name the one tablets are on
        host = lan_address()
    shown = f"[{host}]" if ":" in host else host
    standard = port == (443 if settings.tls else 80)
    return f"{scheme}://{shown}" if standard else f"{scheme}://{shown}:{port}"


def _certificates(settings: Settings) -> Certificates:
    return ensure_certificates(settings.data_dir, host_names(), lan_addresses(), utc_now())


def _prepare(settings: Settings, demo: bool) -> Welcome:
    """Bring the database up to date, make the demo school if it is wanted and not there yet."""
    engine = make_engine(settings.database)
    try:
        with plain_errors():
            upgrade(engine)
            if not demo:
                with reading(engine) as session:
                    return Welcome(any_teacher(session))
            catalogue = Catalogue.load()
            learner = school_learner(settings.data_dir, catalogue.prerequisites)
            with writing(engine) as session:
                summary = make_demo(session, catalogue, learner, utc_now(), random.Random(DEMO_SEED))
            with reading(engine) as session:
                classroom = class_by_code(session, summary.class_code)
                pupils = faces_of_class(session, classroom) if classroom is not None else []
            first = min(pupils, key=lambda pupil: pupil.first_name, default=None)
            return Welcome(True, summary, (first.first_name, first.pictures) if first is not None else None)
    finally:
        engine.dispose()


class _Server(uvicorn.Server):
    """Says where it serves once it does."""

    def __init__(self, config: uvicorn.Config, lines: list[str]) -> None:
        super().__init__(config)
        self._lines = lines

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then print the banner."""
        await super().startup(sockets)
        if self.started:
            logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
            print("\n".join(self._lines), flush=True)


def _run(settings: Settings, bound: socket.socket, certificates: Certificates | None, lines: list[str]) -> int:
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")  # a terminal that knows no accents still shows the address
    app = create_app(settings)
    config = uvicorn.Config(
        app,
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        ws_max_size=LARGEST_SOCKET_MESSAGE,
        timeout_graceful_shutdown=5,
        ssl_certfile=str(certificates.certificate) if certificates else None,
        ssl_keyfile=str(certificates.key) if certificates else None,
    )
    # Until it serves, what is wrong is raised below as one sentence: no traceback of the lifespan.
    logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL + 1)
    server = _Server(config, lines)
    try:
        server.run(sockets=[bound])
    except KeyboardInterrupt:
        return 0  # how a server is stopped by hand
    except SystemExit:  # how uvicorn says that the lifespan did not start
        if app.state.start_error is None:
            raise
        raise app.state.start_error from None
    return 0
