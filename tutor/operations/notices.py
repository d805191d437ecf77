"""What teachers and technicians must know of the server's data, in plain French: a fall back, a full disk, no backup.

Reads files only: it works when the database does not.
"""

import shutil
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from exercises.typography import set_in_type
from tutor.french_dates import day_in_french
from tutor.operations.backups import last_backup
from tutor.operations.readying import Recovery, recovery
from tutor.settings import Settings

ALMOST_FULL = 300_000_000
"""Bytes free under which teachers are told."""


@dataclass(frozen=True, slots=True)
class Notice:
    """`code`: for programs; `message`: one or two sentences."""

    code: Literal["recovered", "disk_almost_full", "no_backup", "second_disk_away"]
    message: str


def notices(settings: Settings, now: datetime, *, backups_fail: bool = False) -> list[Notice]:
    """What is to be told now, the worst first; nothing when all is well. `backups_fail`: the last could not be made."""
    school = ZoneInfo(settings.timezone)
    found: list[Notice] = []
    fell_back = recovery(settings.data_dir, now)
    if fell_back is not None:
        found.append(Notice("recovered", _recovered(fell_back, school)))
    free = shutil.disk_usage(settings.data_dir).free if settings.data_dir.is_dir() else ALMOST_FULL
    if free < ALMOST_FULL:
        found.append(
            Notice(
                "disk_almost_full",
                f"Le disque du serveur est presque plein ({free // 1_000_000} Mo libres) : prévenez la personne qui "
                "s'en occupe. S'il se remplit, les réponses des élèves attendront sur leurs tablettes.",
            )
        )
    if backups_fail:
        last = last_backup(settings)
        since = f"depuis le {_moment(last.made_at, school)}" if last else "pour l'instant"
        found.append(
            Notice(
                "no_backup",
                f"Aucune sauvegarde n'a pu être faite {since} : prévenez la personne qui s'occupe du serveur.",
            )
        )
    if settings.backup_second_dir is not None and not settings.backup_second_dir.is_dir():
        found.append(
            Notice("second_disk_away", "Le second disque des sauvegardes n'est pas branché : il faut le rebrancher.")
        )
    return [Notice(one.code, set_in_type(one.message)) for one in found]


def _recovered(told: Recovery, school: ZoneInfo) -> str:
    back_to = _moment(datetime.fromisoformat(told.backup_made_at), school)
    put_back = "une réponse donnée" if told.replayed == 1 else f"{told.replayed} réponses données"
    sentence = (
        f"Le {_moment(datetime.fromisoformat(told.at), school)}, les données du serveur étaient abîmées : Marelle est "
        f"repartie de la sauvegarde du {back_to} et a remis {put_back} depuis. Vérifiez vos réglages : ce que vous "
        "avez changé après cette sauvegarde est à refaire."
    )
    if told.homeless:
        sentence += f" Réponses d'élèves ajoutés depuis, qui n'ont pas pu être remises : {told.homeless}."
    return sentence


def _moment(at: datetime, school: ZoneInfo) -> str:
    local = at.astimezone(school)
    return f"{day_in_french(at, school)} à {local.hour} h {local.minute:02d}"
