"""The notice to families: its text is content (data/avis-familles.md), filled for one class."""

from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from tutor.french_dates import day_in_french, days_in_french
from tutor.help.documents import read_document
from tutor.help.passages import html_of

_FILE = Path(__file__).parent / "data" / "avis-familles.md"


@cache
def _text() -> str:
    return read_document(_FILE, _FILE.name).text


def notice(class_name: str, teacher: str, days: int, keep_days: int, now: datetime, timezone: ZoneInfo) -> str:
    """HTML to print. Names are what a teacher typed: they are shown as they are, never read as Markdown or HTML."""
    told = {
        "classe": _plain(class_name),
        "enseignant": _plain(teacher),
        "duree": days_in_french(days),
        "fin": day_in_french(now + timedelta(days=days), timezone),
        "garde": days_in_french(keep_days),
    }
    return html_of(_text().format(**told))


def _plain(name: str) -> str:
    return "".join(f"\\{one}" if not one.isalnum() and one.isascii() and not one.isspace() else one for one in name)
