"""Backups: is there one of these days, and does a second disk have it too?"""

from datetime import datetime, timedelta
from pathlib import Path

from tutor.operations.doctor.findings import Findings, fault, fine, moment, note

OLD = timedelta(days=2)
"""Of work that no backup holds: one is made every half hour of use."""


def backups(last: datetime | None, last_answer: datetime | None) -> Findings:
    """`last`: the last backup; `last_answer`: of any pupil. A school on holiday needs no new backup."""
    if last_answer is not None and last is None:
        yield fault(
            "backup",
            "Il n’y a aucune sauvegarde, et des enfants ont travaillé.",
            "Faites-en une tout de suite : « tutor backup DOSSIER », de préférence sur une clé USB.",
        )
    elif last_answer is not None and last is not None and last_answer - last > OLD:
        yield fault(
            "backup",
            f"La dernière sauvegarde date du {moment(last)}, et des enfants ont travaillé depuis.",
            "Faites-en une : « tutor backup DOSSIER », puis cherchez pourquoi le serveur n’en fait plus.",
        )
    elif last is not None:
        yield fine("backup", f"Dernière sauvegarde : {moment(last)}.")


def second_disk(folder: Path | None, data_dir: Path, *, writable: bool) -> Findings:
    """Would the school survive its disk? `folder`: where copies go, None when nowhere; `writable` by this account."""
    if folder is None:
        yield note(
            "second_disk",
            "Les sauvegardes sont sur le même disque que les données : une panne emporterait tout.",
            "Branchez une clé USB ou un second disque, et donnez-en un dossier dans TUTOR_BACKUP_SECOND_DIR.",
        )
    elif not folder.is_dir():
        yield fault(
            "second_disk",
            f"Le second disque des sauvegardes, {folder}, n’est pas là.",
            "Rebranchez-le (« lsblk » montre s’il est vu) : ce qui lui manque y sera copié.",
        )
    elif not writable:
        yield fault(
            "second_disk",
            f"Le compte qui fait tourner Marelle ne peut pas écrire dans {folder}.",
            "Montez ce disque pour lui (docs/guide-technicien.md, « Sauvegarder »), ou donnez-lui ce dossier.",
        )
    elif data_dir.exists() and folder.stat().st_dev == data_dir.stat().st_dev:
        yield note(
            "second_disk",
            f"Le dossier {folder} est sur le même disque que les données : une panne emporterait tout.",
            "Donnez dans TUTOR_BACKUP_SECOND_DIR un dossier d’un autre disque.",
        )
    else:
        yield fine("second_disk", f"Les sauvegardes sont copiées dans {folder}.")
