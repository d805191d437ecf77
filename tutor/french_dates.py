"""Days in French words, in the school's time zone."""

from datetime import datetime
from zoneinfo import ZoneInfo

_MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
    "décembre",
)  # fmt: skip


def day_in_french(at: datetime, timezone: ZoneInfo) -> str:
    """« 1er septembre 2026 »."""
    day = at.astimezone(timezone)
    return f"{day.day}{'er' if day.day == 1 else ''} {_MONTHS[day.month - 1]} {day.year}"


def days_in_french(days: int) -> str:
    """« 1 jour », « 2 jours »."""
    return f"{days} jour{'s' if days > 1 else ''}"
