"""What a check of the doctor says: one sentence for what is, one for what to do."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum


class Level(StrEnum):
    """A fault keeps children from working, or soon will; a note is worth knowing."""

    FINE = "ok"
    NOTE = "note"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Finding:
    """`check`: its stable name, for scripts; `what` and `to_do`: a French sentence each, without a person's name."""

    check: str
    level: Level
    what: str
    to_do: str = ""

    def as_json(self) -> dict[str, str]:
        """For `--json` and the support bundle."""
        return {key: str(value) for key, value in asdict(self).items()}


Findings = Iterator[Finding]


def fine(check: str, what: str) -> Finding:
    """Nothing to do."""
    return Finding(check, Level.FINE, what)


def note(check: str, what: str, to_do: str = "") -> Finding:
    """Worth knowing."""
    return Finding(check, Level.NOTE, what, to_do)


def fault(check: str, what: str, to_do: str) -> Finding:
    """To be mended."""
    return Finding(check, Level.FAULT, what, to_do)


def in_french(size: float) -> str:
    """A number of bytes for a person: « 1,5 Go »."""
    for unit in ("octets", "Ko", "Mo"):
        if size < 1000:
            return f"{size:.0f}\u00a0{unit}"
        size /= 1000
    return f"{size:.1f}\u00a0Go".replace(".", ",")


def moment(at: datetime) -> str:
    """A moment in this machine's own time: « 22/11/2026 à 14:05 »."""
    return f"{at.astimezone():%d/%m/%Y à %H:%M}"
