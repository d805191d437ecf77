"""The school's folder, its keys, what grows in it, and the tablets' pages."""

import os
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tutor.errors import BadInputError
from tutor.operations.doctor.findings import Findings, fault, fine, in_french, note

HUGE_LOGS = 1_000_000_000
HUGE_FOLDER = 20_000_000_000


@dataclass(frozen=True, slots=True)
class KeyFile:
    """A file that only the server may read, as it is on disk."""

    path: Path
    mode: int
    owner: int


def writable(data_dir: Path) -> Findings:
    """Can the school's data be written?"""
    from tutor.operations.serving import check_folder

    try:
        if data_dir.exists():  # looking makes nothing
            check_folder(data_dir)
        elif not os.access(next(parent for parent in data_dir.parents if parent.exists()), os.W_OK):
            raise BadInputError("its parent cannot be written")
    except BadInputError:
        yield fault(
            "folder",
            f"Le dossier des données, {data_dir}, ne peut pas être écrit.",
            "Rendez-le au compte qui fait tourner Marelle (« sudo chown -R COMPTE DOSSIER »), "
            "ou donnez un autre dossier dans TUTOR_DATA_DIR.",
        )
    else:
        yield fine("folder", f"Données de l’école dans {data_dir}, qui s’écrit.")


def key_files(data_dir: Path) -> list[KeyFile]:
    """The secrets that are there: the authority's key, the server's, those of sessions, receipts..."""
    found = []
    for path in sorted([*data_dir.glob("keys/*.key"), *data_dir.glob("tls/*.key")]):
        status = path.stat()
        found.append(KeyFile(path, stat.S_IMODE(status.st_mode), status.st_uid))
    return found


def private(keys: Iterable[KeyFile], user: int) -> Findings:
    """Are the secrets read by the server alone? `user`: the one who runs it."""
    well = True
    for key in keys:
        if key.mode & 0o077:
            well = False
            yield fault(
                "keys",
                f"D’autres comptes de cette machine peuvent lire la clé {key.path}.",
                f"Tapez « chmod 600 {key.path} » ; si quelqu’un a pu la copier, faites faire une nouvelle autorité "
                "(docs/reseau.md).",
            )
        elif key.owner != user:
            well = False
            yield fault(
                "keys",
                f"La clé {key.path} appartient à un autre compte que celui qui fait tourner Marelle.",
                f"Rendez-la-lui : « sudo chown COMPTE {key.path} ».",
            )
    if well:
        yield fine("keys", "Clés : lues du serveur seul.")


def folder_size(folder: Path) -> int:
    """Bytes of all the files under a folder; 0 when it is not there."""
    total = 0
    for root, _, names in os.walk(folder):
        for name in names:
            try:
                total += (Path(root) / name).lstat().st_size
            except OSError:
                continue  # gone meanwhile
    return total


def logs(folder: Path, size: int) -> Findings:
    """Have the logs grown out of hand?"""
    if size > HUGE_LOGS:
        yield fault(
            "logs",
            f"Les journaux de {folder} occupent {in_french(size)}.",
            "Supprimez les plus vieux fichiers de ce dossier, puis lancez « tutor support » : "
            "quelque chose se répète dans les plus récents.",
        )
    else:
        yield fine("logs", f"Journaux : {in_french(size)}.")


def growth(data_dir: Path, size: int) -> Findings:
    """Has the whole folder?"""
    if size > HUGE_FOLDER:
        yield note(
            "growth",
            f"Le dossier des données occupe {in_french(size)}.",
            "Regardez lequel de ses sous-dossiers est gros (« du -sh ») : sauvegardes, enregistrements, voix.",
        )


def client(folder: Path) -> Findings:
    """Are the tablets' pages there, and whole?"""
    page = folder / "index.html"
    if not page.is_file():
        yield fault(
            "client",
            f"Les pages des tablettes ne sont pas dans {folder} : les tablettes n’auront rien à montrer.",
            "Réinstallez Marelle, ou tapez « make client » dans son dossier.",
        )
        return
    lacking = [name for name in _scripts(page.read_text(encoding="utf-8")) if not (folder / name).is_file()]
    if lacking:
        yield fault(
            "client",
            f"Il manque aux pages des tablettes : {', '.join(lacking)}.",
            "Réinstallez Marelle, ou tapez « make client » dans son dossier.",
        )
    else:
        yield fine("client", "Pages des tablettes : présentes.")


def _scripts(page: str) -> list[str]:
    parts = page.split('"')[1::2]
    return [part.lstrip("/") for part in parts if part.startswith("/assets/")]
