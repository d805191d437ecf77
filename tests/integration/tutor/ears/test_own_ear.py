"""The process that hears beside the server: said ready, started again when it dies, never left behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tutor.ears import own
from tutor.ears.own import EarNotStartedError, OwnEar
from tutor.settings import Settings

EAR = """
import sys
with open(sys.argv[1], "a") as told:
    print(sys.argv[-1], file=told)
print('{"event": "a line of its log"}', flush=True)
print("ear ready on 127.0.0.1:4321", flush=True)
sys.stdin.read()
"""


def within(seconds: float, true: Callable[[], bool]) -> bool:
    until = time.monotonic() + seconds
    while not true() and time.monotonic() < until:
        time.sleep(0.02)
    return true()


def runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


@pytest.fixture
def told(tmp_path: Path) -> Path:
    return tmp_path / "listens"


@pytest.fixture
def ear(settings: Settings, told: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[OwnEar]:
    monkeypatch.setattr(own, "RESPITE_SECONDS", 0.05)
    made = OwnEar(settings, (sys.executable, "-c", EAR, str(told)))
    yield made
    made.close()


def test_it_is_reached_where_it_says_and_started_again_there_when_it_dies(ear: OwnEar, told: Path) -> None:
    ear.ears()
    first = ear.pid
    os.kill(first, signal.SIGKILL)
    assert within(20, lambda: ear.pid != first and len(told.read_text().split()) == 2)
    assert told.read_text().split() == ["127.0.0.1:0", "127.0.0.1:4321"]


def test_closed_it_ends_and_is_not_started_again(ear: OwnEar) -> None:
    ear.ears()
    ear.close()
    last = ear.pid
    time.sleep(0.3)
    assert (ear.pid, runs(last)) == (last, False)


def test_one_that_never_hears_is_said(settings: Settings) -> None:
    ear = OwnEar(settings, (sys.executable, "-c", "raise SystemExit(3)"))
    with pytest.raises(EarNotStartedError, match="ended with 3"):
        ear.ears()


def test_it_ends_with_a_server_that_was_killed(tmp_path: Path) -> None:
    server = (
        "import sys, time; from tutor.ears.own import OwnEar; from tutor.settings import Settings;"
        f"ear = OwnEar(Settings(), (sys.executable, '-c', {EAR!r}, {str(tmp_path / 'listens')!r}));"
        "ear.ears(); print(ear.pid, flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", server], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        pid = next(int(line) for line in process.stdout if line.strip().isdigit())
        process.kill()
    assert within(20, lambda: not runs(pid))
