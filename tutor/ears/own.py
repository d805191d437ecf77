"""The server's own ear, in a process beside it.

Hearing keeps Python busy, and a process runs Python on one core at a time: apart, neither waits for the other
(`python -m tests.load` measures it). It is reached as the ears of other machines are (tutor.ears.remote), with a key
that lasts as long as it does; it is started again when it dies, and ends with the server however that ends.
"""

import os
import secrets
import subprocess
import sys
import threading
from collections.abc import Sequence
from typing import IO, Final

import structlog

from tutor.ears.remote import RemoteEars
from tutor.settings import Settings

log = structlog.get_logger("tutor.ears")
COMMAND: Final = (sys.executable, "-m", "tutor.cli", "ear-worker", "--attached")
READY: Final = "ear ready on "
"""What an ear-worker prints before its address, once it hears."""
STARTS_WITHIN: Final = 120.0
RESPITE_SECONDS: Final = 2.0
"""Between a death and the next start."""


class EarNotStartedError(Exception):
    """It ended, or said nothing, before it could hear: its own output says why."""


class OwnEar:
    """Starts at once, in the background; `ears` waits until it hears. `close` ends it.

    `command`: what hears; told where to listen, it says when it does (READY), and ends when its standard input does.
    """

    def __init__(self, settings: Settings, command: Sequence[str] = COMMAND) -> None:
        self._command = command
        self._key = secrets.token_hex(32)
        self._environment = {
            **os.environ,
            "TUTOR_EAR_KEY": self._key,
            "TUTOR_MODELS_DIR": str(settings.models_dir),
            "TUTOR_LISTEN_WORKERS": str(settings.listen_workers),
            "TUTOR_LISTEN_QUEUE": str(settings.listen_queue),
            "TUTOR_VOSK": str(settings.vosk),
            "TUTOR_VOSK_MEMORY_MB": str(settings.vosk_memory_mb),
        }
        self._closing = threading.Event()
        self._process = self._started("127.0.0.1:0")
        self._keeper: threading.Thread | None = None

    @property
    def pid(self) -> int:
        """Of the process that hears."""
        return self._process.pid

    def ears(self) -> RemoteEars:
        """What hears there, once it does. Raises EarNotStartedError."""
        address = _address_in(self._process)
        host, port = address.rsplit(":", 1)
        self._keeper = threading.Thread(target=self._keep, args=(address,), name="own-ear", daemon=True)
        self._keeper.start()
        return RemoteEars([(host, int(port))], self._key)

    def close(self) -> None:
        """No more hearing."""
        self._closing.set()
        self._process.terminate()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
        if self._keeper is not None:
            self._keeper.join(RESPITE_SECONDS + 1)
        with self._process:  # its pipes are closed
            pass

    def _started(self, address: str) -> subprocess.Popen[str]:
        # Its standard input is a pipe that nobody writes in: it is closed when this process ends, even killed.
        return subprocess.Popen(  # noqa: S603  ourselves
            [*self._command, "--listen", address],
            env=self._environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,  # Ctrl+C is for the server, which then ends it
        )

    def _keep(self, address: str) -> None:
        """Start it again, at the same place, each time it dies."""
        while True:
            with self._process as process:
                for line in process.stdout or ():  # its log is ours
                    print(line, end="", flush=True)
            if self._closing.wait(RESPITE_SECONDS):
                return
            consequence = "it is started again; who was heard says it once more"
            log.warning("ear_died", code=process.returncode, consequence=consequence)
            self._process = self._started(address)
            if self._closing.is_set():
                self._process.terminate()


def _address_in(process: subprocess.Popen[str]) -> str:
    """Where it hears, from what it prints. Raises EarNotStartedError."""
    output: IO[str] | None = process.stdout
    late = threading.Timer(STARTS_WITHIN, process.kill)
    late.start()
    try:
        for line in output or ():
            if line.startswith(READY):
                return line.removeprefix(READY).strip()
    finally:
        late.cancel()
    with process:
        process.wait()
    raise EarNotStartedError(f"the ear ended with {process.returncode}")
