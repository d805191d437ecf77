"""Keeps of the server's logs only what cannot be about a person: a list of what passes, not of what does not.

Of each JSON line: its time, level, event, route's template, status and numbers; of a traceback: files, lines,
functions and the class of the error, never its message. Of any other line: only that there was one.
"""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

_PASSING: dict[str, re.Pattern[str]] = {
    "timestamp": re.compile(r"[0-9T:.+Z-]{10,40}"),
    "level": re.compile(r"debug|info|warning|error|critical"),
    "event": re.compile(r"[a-z0-9_]{1,40}"),
    "route": re.compile(r"\(none\)|/[a-z0-9_{}/.-]{0,100}"),
    "method": re.compile(r"[A-Z]{3,7}"),
    "request_id": re.compile(r"[0-9a-f]{12}"),
    "chore": re.compile(r"[a-z_]{1,40}"),
    "ear": re.compile(r"[a-z0-9+ .-]{1,60}"),
    "voice": re.compile(r"[a-z0-9+ .-]{1,60}"),
}
_NUMBERS = frozenset({"status", "ms", "exercises", "limit", "port", "seconds"})
_FRAME = re.compile(r'File "([^"]+)", line (\d+), in ([\w<>]+)')
_PACKAGE = re.compile(r".*/(site-packages|python3\.\d+|(?=tutor/|speech/|exercises/|learner_model/))")
_CLASS = re.compile(r"^([A-Za-z_][\w.]*)(?::|$)")


def cleaned(lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    """What passes of each line."""
    for line in lines:
        try:
            entry = json.loads(line)
        except ValueError:
            entry = None
        yield _passing(entry) if isinstance(entry, dict) else {"event": "another_line", "length": len(line)}


def _passing(entry: dict[str, Any]) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for key, value in entry.items():
        if key in _NUMBERS and isinstance(value, int | float):
            kept[key] = value
        if key in _PASSING and isinstance(value, str) and _PASSING[key].fullmatch(value):
            kept[key] = value
        if key == "exception" and isinstance(value, str):
            kept["exception"] = traceback_without_words(value)
    return kept


def traceback_without_words(text: str) -> list[str]:
    """« tutor/db.py:40 reading » for each frame, then the class of the error."""
    frames = [f"{_PACKAGE.sub('', path)}:{line} {function}" for path, line, function in _FRAME.findall(text)]
    found = _CLASS.match(text.rstrip().rsplit("\n", 1)[-1])
    return [*frames, found[1] if found else "?"]
