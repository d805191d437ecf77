"""The last lines that the server wrote: of the system's journal, or given by hand."""

import shutil
import subprocess
import sys
from pathlib import Path

IDENTIFIER = "marelle"


def last_lines(source: str | None, count: int) -> list[str]:
    """`source`: a file, « - » for the standard input, None for the system's journal if this account may read it."""
    if source == "-":
        text = sys.stdin.buffer.read().decode("utf-8", "replace")
    elif source is not None:
        text = Path(source).read_bytes().decode("utf-8", "replace")
    else:
        text = _journal(count)
    return text.splitlines()[-count:]


def _journal(count: int) -> str:
    command = shutil.which("journalctl")
    if command is None:
        return ""
    done = subprocess.run(  # noqa: S603  our own words
        [command, "-t", IDENTIFIER, "-o", "cat", "-n", str(count), "--no-pager", "-q"],
        capture_output=True, check=False, timeout=60,
    )  # fmt: skip
    return done.stdout.decode("utf-8", "replace")
