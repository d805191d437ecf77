"""Server processes that start at once: forked from one that has imported everything and served nothing.

Each is the real `tutor serve` and dies as any process. What a start costs from nothing is measured by `fresh`.
"""

import multiprocessing
import os
import subprocess
import sys
from dataclasses import dataclass
from multiprocessing import forkserver
from multiprocessing.process import BaseProcess
from pathlib import Path

_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["tests.powercut.preloaded"])


def get_ready() -> None:
    """Begin to import, beside whatever else is done."""
    forkserver.ensure_running()


def start(arguments: list[str], environment: dict[str, str], log: Path) -> BaseProcess:
    """Run this command of `tutor` in a process forked from the one that is ready."""
    process = _CONTEXT.Process(target=_run, args=(arguments, environment, str(log)), daemon=True)
    process.start()
    return process


def fresh(arguments: list[str], environment: dict[str, str], log: Path) -> "Interpreter":
    """The same in a new interpreter, as systemd does it."""
    with log.open("ab") as written:
        return Interpreter(
            subprocess.Popen(
                [sys.executable, "-m", "tutor.cli", *arguments], env=environment, stdout=written, stderr=written
            )
        )


@dataclass
class Interpreter:
    """A new interpreter, with what is used here of a forked process."""

    process: subprocess.Popen[bytes]

    def is_alive(self) -> bool:
        """Is it running?"""
        return self.process.poll() is None

    def kill(self) -> None:
        """SIGKILL."""
        self.process.kill()

    def join(self) -> None:
        """Wait for its end."""
        self.process.wait()


def _run(arguments: list[str], environment: dict[str, str], log: str) -> None:
    os.environ.clear()
    os.environ.update(environment)
    written = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(written, 1)
    os.dup2(written, 2)
    from tutor.cli import main

    sys.exit(main(arguments))
