"""The process in which pyttsx3 and espeak-ng speak: `python -m speech.espeak_worker`, started by speech.espeak.

Both may crash, hang or end their process, so they have one to themselves. Requests are lines of JSON on the standard
input; each gets a line of JSON, {"bytes": N} followed by N bytes of WAV, or {"error": "..."}. End of input: it ends.
"""

import ctypes
import json
import os
import signal
import sys
import tempfile
import wave
from pathlib import Path
from typing import IO, Any

WATCHDOG_SECONDS = 20
TRIES = 3
VOICE = "roa/fr"
RATE = 150  # words a minute: pyttsx3's own 200 is too fast for a child


def main() -> None:
    """Serve requests until the input ends."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # pyttsx3 prints on the standard output from inside its callback, and hangs for ever when that fails.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    with tempfile.TemporaryDirectory(prefix="marelle-voice-") as folder:
        try:
            engine, espeak = _start()
        except Exception as error:  # told to the parent, who tells people
            _answer(answers, error=f"{type(error).__name__}: {error}")
            return
        _answer(answers)
        for line in sys.stdin.buffer:
            # If anything hangs, even inside the library, the alarm ends this process and the parent starts another.
            signal.alarm(WATCHDOG_SECONDS)
            try:
                sound = _spoken(engine, espeak, json.loads(line)["text"], Path(folder) / "said.wav")
            except Exception as error:  # one text that fails must not stop the others
                _answer(answers, error=f"{type(error).__name__}: {error}")
            else:
                _answer(answers, sound)
            signal.alarm(0)


def _start() -> tuple[Any, Any]:
    # In this order: pyttsx3 finds the library by its name, among those already loaded.
    ctypes.CDLL(os.environ["MARELLE_ESPEAK_LIBRARY"], mode=ctypes.RTLD_GLOBAL)
    import pyttsx3
    from pyttsx3.drivers import _espeak

    engine = pyttsx3.init("espeak")
    engine.setProperty("voice", VOICE)
    engine.setProperty("rate", RATE)
    return engine, _espeak


def _spoken(engine: Any, espeak: Any, text: str, path: Path) -> bytes:
    for _ in range(TRIES):
        path.unlink(missing_ok=True)
        engine.save_to_file(text, str(path))
        engine.runAndWait()
        espeak.Synchronize()  # without it, up to one text in a hundred is cut or missing
        if path.exists():
            with wave.open(str(path), "rb") as sound:
                if sound.getnframes() > 0:
                    return path.read_bytes()
    raise RuntimeError("no sound came out")


def _answer(answers: IO[bytes], sound: bytes | None = None, error: str | None = None) -> None:
    header = {"error": error} if error is not None else {"bytes": len(sound or b"")}
    answers.write(json.dumps(header).encode() + b"\n" + (sound or b""))
    answers.flush()


if __name__ == "__main__":
    main()
