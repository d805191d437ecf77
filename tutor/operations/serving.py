"""Runs the server: checks first, in one clear line each, all that can be wrong; then serves and says where."""

import errno
import logging
import os
import random
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ipaddress import ip_address
from pathlib import Path
from zoneinfo import ZoneInfo

import uvicorn
from starlette.datastructures import State

from exercises.catalogue import Catalogue
from tutor.app import create_app, utc_now
from tutor.db import make_engine, plain_errors, reading, writing
from tutor.demo import make_demo
from tutor.errors import BadInputError
from tutor.footprint import settled
from tutor.identity.repository import any_teacher, class_by_code, faces_of_class
from tutor.keys import make_private_dir
from tutor.network.discovery import Announcement
from tutor.network.keeper import CertificateKeeper, Machine
from tutor.network.presence import Presence
from tutor.network.welcome import WelcomeServer, welcome_app
from tutor.operations.addresses import host_names, lan_address, lan_addresses
from tutor.operations.banner import Welcome, banner
from tutor.operations.in_use import served
from tutor.operations.readying import make_ready
from tutor.operations.systemd import tell_ready
from tutor.practice.learner import school_learner
from tutor.practice.parts import parts_of
from tutor.practice.rehearsal import rehearse
from tutor.settings import Settings

# A frame of sound is at most 32,000 bytes; a message larger than this is no message of ours.
LARGEST_SOCKET_MESSAGE = 65_536
DEMO_SEED = 1


def serve(settings: Settings, *, demo: bool, when_ready: Callable[[], object] = tell_ready) -> int:
    """Serve until interrupted; `when_ready` is called once it serves.

    Raises TutorError with one sentence when it cannot start.
    """
    os.umask(0o077)  # the school's data is nobody else's
    check_folder(settings.data_dir)
    check_host(settings.host, tls=settings.https)
    with bind(settings.host, settings.port) as bound:
        keeper = CertificateKeeper(settings.data_dir, _machine(settings), utc_now) if settings.tls else None
        welcome = _prepare(settings, demo)
        with found(settings, bound.getsockname()[1], keeper) as presence:
            address = server_address(settings, bound.getsockname()[1])
            return _run(settings, bound, presence, banner(address, settings, presence, welcome), when_ready)


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


def check_host(host: str, *, tls: bool) -> None:
    """Raise BadInputError where a tablet could reach this host, or what is no host, without TLS."""
    if not tls and not ip_address(_where(host, 0)[3][0]).is_loopback:
        raise BadInputError("--no-tls is for localhost only: elsewhere a tablet gives its microphone to HTTPS alone")


def _where(host: str, port: int) -> tuple[socket.AddressFamily, socket.SocketKind, int, tuple[str, int]]:
    try:
        family, kind, protocol, _, where = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except (OSError, UnicodeError):
        raise BadInputError(
            f"{host} is not an address of this machine: leave --host out to serve every network"
        ) from None
    return family, kind, protocol, where  # type: ignore[return-value]  # an IPv6 place is longer


def bind(host: str, port: int) -> socket.socket:
    """A listening socket. Raises BadInputError that says what is wrong with the host or the port."""
    if not 0 <= port <= 65_535:
        raise BadInputError(f"{port} is not a port: choose one from 1 to 65535")
    family, kind, protocol, where = _where(host, port)
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


def _machine(settings: Settings) -> Machine:
    given = [settings.name] if settings.name else []
    return Machine(lambda: [*given, *host_names()], lan_addresses)


@contextmanager
def found(settings: Settings, port: int, keeper: CertificateKeeper | None) -> Iterator[Presence | None]:
    """Be found on the network for as long as this is open: the welcome page and the name; None without TLS.

    Neither is a reason not to serve: what is wrong with them is told to the technician.
    """
    if keeper is None:
        yield None
        return
    welcome, trouble = _welcome(settings, port)
    announcement = Announcement(port) if settings.mdns else None
    presence = Presence(settings.host, port, keeper, welcome.port if welcome else None, trouble, announcement)
    if announcement is not None:
        keeper.when_moved(lambda _: announcement.announce(presence.addresses))
        threading.Thread(target=announcement.announce, args=(presence.addresses,), daemon=True).start()
    try:
        yield presence
    finally:
        if welcome is not None:
            welcome.close()
        if announcement is not None:
            announcement.close()


def _welcome(settings: Settings, port: int) -> tuple[WelcomeServer | None, str | None]:
    if settings.welcome_port == 0:
        return None, "La page d’accueil des tablettes est coupée (réglage TUTOR_WELCOME_PORT)."
    try:
        bound = bind(settings.host, settings.welcome_port)
    except BadInputError:
        return None, f"Le port {settings.welcome_port} est déjà pris : choisissez-en un autre (TUTOR_WELCOME_PORT)."
    server = WelcomeServer(welcome_app(settings.data_dir, port), bound)
    server.start()
    return server, None


def _prepare(settings: Settings, demo: bool) -> Welcome:
    """Bring the database up to date, make the demo school if it is wanted and not there yet."""
    with plain_errors(), served(settings.data_dir):
        make_ready(settings, utc_now())
    engine = make_engine(settings.database)
    try:
        with plain_errors():
            if not demo:
                with reading(engine) as session:
                    return Welcome(any_teacher(session))
            catalogue = Catalogue.load()
            learner = school_learner(settings.data_dir, catalogue.prerequisites)
            with writing(engine) as session:
                summary = make_demo(
                    session, catalogue, learner, utc_now(), random.Random(DEMO_SEED), ZoneInfo(settings.timezone)
                )
            with reading(engine) as session:
                classroom = class_by_code(session, summary.class_code)
                pupils = faces_of_class(session, classroom) if classroom is not None else []
            first = min(pupils, key=lambda pupil: pupil.first_name, default=None)
            return Welcome(True, summary, (first.first_name, first.pictures) if first is not None else None)
    finally:
        engine.dispose()


class _Server(uvicorn.Server):
    """Says where it serves once it does; then does `afterwards`, in the background, what nobody waits for yet."""

    def __init__(
        self,
        config: uvicorn.Config,
        lines: list[str],
        when_ready: Callable[[], object],
        afterwards: Callable[[], object],
    ) -> None:
        super().__init__(config)
        self._lines = lines
        self._when_ready = when_ready
        self._afterwards = afterwards

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then print the banner and say it to whoever waits."""
        await super().startup(sockets)
        settled()
        if self.started:
            logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
            print("\n".join(self._lines), flush=True)
            self._when_ready()
            threading.Thread(target=self._afterwards, daemon=True).start()


def _before_it_is_asked(state: State) -> None:
    """What a first child, then a first teacher, would wait for."""
    now = utc_now()
    rehearse(state.engine, parts_of(state), now)
    state.library.at(now)


def _run(
    settings: Settings,
    bound: socket.socket,
    presence: Presence | None,
    lines: list[str],
    when_ready: Callable[[], object],
) -> int:
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")  # a terminal that knows no accents still shows the address
    app = create_app(settings, data_ready=True)
    app.state.presence = presence
    certificates = presence.keeper.certificates if presence else None
    config = uvicorn.Config(
        app,
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=settings.proxy is not None,
        forwarded_allow_ips=settings.proxy,
        ws_max_size=LARGEST_SOCKET_MESSAGE,
        ws_per_message_deflate=False,  # sound does not get smaller, and its sender would work in vain
        timeout_graceful_shutdown=5,
        ssl_certfile=str(certificates.certificate) if certificates else None,
        ssl_keyfile=str(certificates.key) if certificates else None,
    )
    config.load()
    if presence is not None and config.ssl is not None:
        presence.keeper.serves(config.ssl)
    # Until it serves, what is wrong is raised below as one sentence: no traceback of the lifespan.
    logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL + 1)
    server = _Server(config, lines, when_ready, lambda: _before_it_is_asked(app.state))
    try:
        server.run(sockets=[bound])
    except KeyboardInterrupt:
        return 0  # how a server is stopped by hand
    except SystemExit:  # how uvicorn says that the lifespan did not start
        if app.state.start_error is None:
            raise
        raise app.state.start_error from None
    return 0
