"""The table of a campaign on paper and for a spreadsheet."""

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from speech.verdicts import Verdict
from tutor.campaign.schemas import CampaignOut, CampaignRow, ReadingOut, State

NBSP: Final = "\u00a0"
STATES: Final[dict[State, str]] = {
    "to_read": "n'a pas encore lu",
    "again": "va relire",
    "absent": "absence notée",
    "read": "a lu",
    "unheard": "n'a pas été entendu",
}
_HEAD: Final = (
    "prénom",
    "mots lus correctement par minute",
    "secondes",
    "erreurs",
    "mots parcourus",
    "s'est arrêté à",
    "campagne précédente",
    "écart",
    "groupe",
    "remarque",
)


def csv_of(campaign: CampaignOut) -> bytes:
    """Semicolons and a byte-order mark, as French spreadsheets open it; pupils in the order of first names."""
    groups = {group.key: group.name for group in campaign.groups}
    written = io.StringIO()
    table = csv.writer(written, delimiter=";", lineterminator="\r\n")
    table.writerow(_HEAD)
    for row in campaign.rows:
        table.writerow([_safe(cell) for cell in _cells(row, groups)])
    return written.getvalue().encode("utf-8-sig")


def remark(row: CampaignRow) -> str:
    """What must be known of a result, in a few words."""
    said = [STATES[row.state]] if row.state != "read" else []
    if row.noisy:
        said.append("trop de bruit pour mesurer")
    if row.finished:
        said.append("texte fini")
    if row.short:
        said.append("lecture plus courte qu'une minute")
    if row.readings > 1:
        said.append("dernière lecture comptée")
    if row.corrected:
        said.append("corrigé à la main")
    return ", ".join(said)


def paper_of(
    campaign: CampaignOut, readings: Sequence[ReadingOut], class_name: str, now: datetime, timezone: ZoneInfo
) -> dict[str, Any]:
    """What `campagne.typ` prints: the table, the groups, and a page for each of these readings."""
    compared = campaign.previous_at is not None
    columns = [
        {"title": "Élève"},
        {"title": "Mots / min", "align": "right"},
        *([{"title": f"Depuis le {_day(campaign.previous_at, timezone)}", "align": "right"}] if compared else []),
        {"title": "Erreurs", "align": "right"},
        {"title": "Temps", "align": "right"},
        {"title": "S’est arrêté à"},
        {"title": "Remarque", "width": 1},
    ]
    heard = sum(row.attempt_id is not None for row in campaign.rows)
    return {
        "title": f"Fluence{NBSP}: {campaign.title}",
        "subtitle": f"{class_name}, campagne du {_day(campaign.opened_at, timezone)}. "
        f"Entendu{NBSP}: {heard} élèves sur {len(campaign.rows)}. Texte de {campaign.words} mots.",
        "columns": columns,
        "rows": [_paper_row(row, compared) for row in campaign.rows],
        "notes": [
            f"Mots par minute{NBSP}: mots parcourus moins les erreurs, ramenés à soixante secondes pour qui finit "
            f"avant{NBSP}; la minute commence au premier mot lu, une ligne sautée est retirée, une autocorrection "
            "n’est pas une erreur. Élèves dans l’ordre des prénoms.",
        ],
        "groups": [
            {"name": group.name, "pupils": ", ".join(pupil.first_name for pupil in group.pupils)}
            for group in campaign.groups
        ],
        "source": f"{campaign.source}. Des repères pour former des groupes, pas un diagnostic.",
        "missed": ", ".join(f"«{NBSP}{one.word}{NBSP}» ({one.missed} sur {one.readers})" for one in campaign.missed),
        "readings": [
            {"name": one.row.pupil.first_name, "line": _in_a_line(one), "words": list(_marked(one))} for one in readings
        ],
        "foot": f"Marelle, imprimé le {_day(now, timezone)}",
    }


def _paper_row(row: CampaignRow, compared: bool) -> list[str]:
    since = "–" if row.difference is None else f"{row.difference:+d} ({row.previous})".replace("-", "−")
    return [
        row.pupil.first_name,
        _number(row.mclm) or "–",
        *([since] if compared else []),
        _number(row.errors) or "–",
        "–" if row.seconds is None else f"{row.seconds:.0f} s",
        row.stopped_at or "–",
        remark(row),
    ]


def _in_a_line(reading: ReadingOut) -> str:
    row = reading.row
    pace = "pas de mesure" if row.mclm is None else f"{row.mclm} mots lus correctement par minute"
    return ", ".join(one for one in (pace, f"{row.errors} erreurs", f"{row.seconds:.0f} s", remark(row)) if one)


def _marked(reading: ReadingOut) -> Iterator[tuple[str, str]]:
    ends, reached = set(reading.line_ends), reading.row.reached or 0
    for place, word in enumerate(reading.words):
        if place >= reached:
            mark = "unread"
        else:
            mark = {Verdict.INCORRECT: "missed", Verdict.UNSURE: "unsure"}.get(word.verdict, "")
        yield word.word, mark
        if place == reached - 1:
            yield "", "stop"
        if place + 1 in ends:
            yield "", "end"


def _day(at: datetime | None, timezone: ZoneInfo) -> str:
    return "" if at is None else at.astimezone(timezone).strftime("%d/%m/%Y")


def _cells(row: CampaignRow, groups: dict[str, str]) -> list[str]:
    seconds = "" if row.seconds is None else f"{row.seconds:.1f}".replace(".", ",")
    return [
        row.pupil.first_name,
        _number(row.mclm),
        seconds,
        _number(row.errors),
        _number(row.reached),
        row.stopped_at or "",
        _number(row.previous),
        "" if row.difference is None else f"{row.difference:+d}",
        groups.get(row.band or "", ""),
        remark(row),
    ]


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def _safe(cell: str) -> str:
    """A name that begins as a formula is only text."""
    return f"'{cell}" if cell[:1] in ("=", "@", "\t") else cell
