"""The voice for what must be said at once: pyttsx3 over espeak-ng, without any system package.

It speaks from a process of its own (speech.espeak_worker), watched and started again when it dies or hangs.
"""

import io
import json
import os
import selectors
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import IO

import soundfile

from speech.errors import VoiceError
from speech.espeak_data import data_path, library_path
from speech.levelling import levelled
from speech.spoken_form import spoken_form
from speech.voice import Sound

START_SECONDS = 15.0
SPEAK_SECONDS = 15.0
TRIES = 2
LARGEST_ANSWER = 50_000_000


class _LostError(Exception):
    """The worker died, hung, or said what it should not."""


class EspeakVoice:
    """One text at a time, in a few hundredths of a second, whatever the thread."""

    name = "pyttsx3-2.99/espeak-ng/roa-fr/150/1"

    def __init__(self, espeak_data: Path | None = None, patience: float = SPEAK_SECONDS) -> None:
        self._data = espeak_data
        self._patience = patience
        self._lock = threading.Lock()
        self._worker: subprocess.Popen[bytes] | None = None

    def warm_up(self) -> None:
        """Start the process. Raises VoiceError when it does not start."""
        with self._lock:
            try:
                self._started()
            except _LostError as error:
                self._stop()
                raise VoiceError(f"espeak-ng does not start: {error}.") from error

    def speak(self, text: str) -> Sound:
        """The text at 22,050 Hz. Raises VoiceError; never waits for more than twice `patience`."""
        spoken = spoken_form(text)
        with self._lock:
            for attempt in range(TRIES):
                try:
                    wav = self._ask(self._started(), spoken)
                    break
                except _LostError as error:
                    self._stop()
                    if attempt == TRIES - 1:
                        raise VoiceError(f"espeak-ng does not answer: {error}.") from error
        samples, rate = soundfile.read(io.BytesIO(wav), dtype="float32")
        return levelled(Sound(samples, int(rate)))

    def close(self) -> None:
        """End the process; the next text would start another."""
        with self._lock:
            self._stop()

    def _started(self) -> subprocess.Popen[bytes]:
        if self._worker is not None and self._worker.poll() is None:
            return self._worker
        self._stop()
        here = str(Path(__file__).parent.parent)
        environment = {
            **os.environ,
            "ESPEAK_DATA_PATH": str(self._data or data_path()),
            "MARELLE_ESPEAK_LIBRARY": str(library_path()),
            "PYTHONPATH": os.pathsep.join(filter(None, [here, os.environ.get("PYTHONPATH")])),
        }
        try:
            self._worker = subprocess.Popen(
                [sys.executable, "-m", "speech.espeak_worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment,
                bufsize=0,
                start_new_session=True,  # Ctrl-C in the terminal is for the server, which then ends it
            )
        except OSError as error:
            raise VoiceError(f"espeak-ng's process cannot be started: {error.strerror}.") from error
        self._receive(self._worker, START_SECONDS)
        return self._worker

    def _ask(self, worker: subprocess.Popen[bytes], text: str) -> bytes:
        try:
            _pipe(worker.stdin).write(json.dumps({"text": text}).encode() + b"\n")
        except OSError as error:
            raise _LostError("it ended") from error
        return self._receive(worker, self._patience)

    def _receive(self, worker: subprocess.Popen[bytes], limit: float) -> bytes:
        """One answer, within `limit` seconds. Raises VoiceError for a text it refuses, _LostError when it is lost."""
        deadline = time.monotonic() + limit
        buffer = b""
        while b"\n" not in buffer:
            buffer += _some(worker, deadline)
        line, _, rest = buffer.partition(b"\n")
        try:
            header = json.loads(line)
            length = int(header.get("bytes", 0))
        except (ValueError, AttributeError) as error:
            raise _LostError("it gave an answer that is none") from error
        if not 0 <= length <= LARGEST_ANSWER:
            raise _LostError("it gave an answer that is none")
        while len(rest) < length:
            rest += _some(worker, deadline)
        if header.get("error"):
            raise VoiceError(f"espeak-ng could not speak: {header['error']}.")
        return rest

    def _stop(self) -> None:
        worker, self._worker = self._worker, None
        if worker is None:
            return
        for pipe in (worker.stdin, worker.stdout):
            _pipe(pipe).close()
        try:
            worker.wait(0.5)  # the end of its input is its sign to leave
        except subprocess.TimeoutExpired:
            worker.kill()
            worker.wait()

    def __del__(self) -> None:
        self._stop()


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise _LostError("it has no pipe")
    return pipe


def _some(worker: subprocess.Popen[bytes], deadline: float) -> bytes:
    stdout = _pipe(worker.stdout)
    with selectors.DefaultSelector() as selector:
        selector.register(stdout, selectors.EVENT_READ)
        if not selector.select(max(0.0, deadline - time.monotonic())):
            raise _LostError("it took too long")
    piece = os.read(stdout.fileno(), 1 << 16)
    if not piece:
        raise _LostError("it ended")
    return piece
