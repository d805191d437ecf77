"""Opens a Vosk model in a process of its own: `python -m speech.vosk.trial FOLDER`, started by speech.vosk.folder.

The library dies on some damaged files and loops for ever on others, so it meets a new folder here first.
"""

import json
import sys
import time
from pathlib import Path

RATE = 16_000.0


def main(folder: str) -> None:
    """Do once all that will be done later; print the seconds to open it and the memory of the whole process."""
    import vosk

    vosk.SetLogLevel(-1)
    started = time.perf_counter()
    model = vosk.Model(model_path=folder)
    seconds = time.perf_counter() - started
    vosk.KaldiRecognizer(model, RATE)  # where a truncated graph fails
    # Without a grammar, then with one of words that are in no vocabulary: only that nothing breaks is of interest.
    for grammar in ((), ('["[unk]"]',)):
        recogniser = vosk.KaldiRecognizer(model, RATE, *grammar)
        for _ in range(4):
            recogniser.AcceptWaveform(b"\x10\x00\xf0\xff" * 4_000)
            recogniser.PartialResult()
        recogniser.FinalResult()
    print(json.dumps({"seconds": round(seconds, 2), "megabytes": _most_megabytes()}))


def _most_megabytes() -> int:
    """The most memory this process has had; not from getrusage, which also counts what the parent had at the fork."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) // 1024


if __name__ == "__main__":
    main(sys.argv[1])
