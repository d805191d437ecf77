"""Makes the bundle: a zip of a few small texts. Each is made from what cannot be about a person, then sieved."""

import importlib.metadata
import io
import json
import os
import platform
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import func
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import select

from tutor.db import make_engine, reading
from tutor.errors import TutorError
from tutor.migrations.metadata import METADATA
from tutor.migrations.upgrade import current, head
from tutor.operations.doctor.examine import Examination, Place
from tutor.operations.doctor.findings import in_french
from tutor.operations.doctor.folders import folder_size
from tutor.operations.doctor.report import report
from tutor.operations.support.clean_logs import cleaned
from tutor.operations.support.names import Sieve, names_in
from tutor.settings import Settings
from tutor.version import VERSION

LAST_LINES = 5_000
_SHOWN_SETTINGS = frozenset(
    {"data_dir", "models_dir", "voice_dir", "client_dir", "host", "port", "tls", "timezone", "preferred_voice"}
)
"""Shown as they are, with numbers and switches; of all others, only whether they were changed."""
_READ_ME = """Archive d'assistance de Marelle {version}, faite le {day}.

Elle contient : l'examen de la machine (docteur), les versions, les réglages sans leurs secrets, combien il y a de
lignes dans chaque table, et des derniers journaux les seuls moments, adresses types, codes et durées.
Elle ne contient ni nom d'élève, d'enseignant, d'école ou de classe, ni réponse, ni son, ni mot de passe, ni clé.
Tout y est du texte : lisez-la avant de l'envoyer.
"""


def bundle(settings: Settings, now: datetime, log_lines: Iterable[str]) -> bytes:
    """The zip. `log_lines`: of the server's logs, the last ones."""
    names, counts = _from_database(settings)
    sieve = Sieve(names, Path.home())
    findings = Examination(Place.here(settings, now)).run()
    kept_lines = list(log_lines)[-LAST_LINES:]
    files = {
        "LISEZMOI.txt": _READ_ME.format(version=VERSION, day=f"{now:%d/%m/%Y}"),
        "docteur.txt": "\n".join(report(findings, now)) + "\n",
        "docteur.json": _json([finding.as_json() for finding in findings]),
        "versions.json": _json(versions()),
        "reglages.json": _json(dict(shown_settings(settings))),
        "comptes.json": _json(counts | {"octets": _sizes(settings.data_dir)}),
        "journal.jsonl": "".join(f"{json.dumps(entry)}\n" for entry in cleaned(kept_lines)),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text if name == "LISEZMOI.txt" else sieve(text))
    return packed.getvalue()


def versions() -> dict[str, Any]:
    """Of Marelle, Python, its packages, the system and the processor. Not the machine's name."""
    try:
        system = platform.freedesktop_os_release().get("PRETTY_NAME", "?")
    except OSError:
        system = platform.system()
    wanted = importlib.metadata.distributions()
    return {
        "marelle": VERSION,
        "revision": head(),
        "python": platform.python_version(),
        "system": system,
        "kernel": platform.release(),
        "machine": platform.machine(),
        "cores": os.cpu_count(),
        "load": os.getloadavg(),
        "packages": dict(sorted((one.name, one.version) for one in wanted)),
    }


def shown_settings(settings: Settings) -> Iterator[tuple[str, object]]:
    """Each setting, or only whether it was changed."""
    for name, field in type(settings).model_fields.items():
        value = getattr(settings, name)
        if name in _SHOWN_SETTINGS or isinstance(value, bool | int | float):
            yield name, str(value) if isinstance(value, Path) else value
        elif name == "database_url":
            yield name, settings.database.split(":", 1)[0]
        else:
            yield name, "par défaut" if value == field.default else "changé"


def _from_database(settings: Settings) -> tuple[set[str], dict[str, Any]]:
    url = settings.database
    if url.startswith("sqlite") and not Path(url.removeprefix("sqlite:///")).is_file():
        return set(), {"base": "absente"}
    counts: dict[str, Any] = {}
    try:
        engine = make_engine(url)
    except TutorError:
        return set(), {"base": "adresse illisible"}
    try:
        names = names_in(engine)
        with suppress(SQLAlchemyError), reading(engine) as session:
            counts["revision"] = current(session.connection())
            for table in METADATA.sorted_tables:
                with suppress(SQLAlchemyError):
                    counts[table.name] = session.exec(select(func.count()).select_from(table)).one()
    finally:
        engine.dispose()
    return names, {"base": engine.dialect.name, "lignes": counts}


def _sizes(folder: Path) -> dict[str, str]:
    if not folder.is_dir():
        return {}
    return {
        path.name: in_french(folder_size(path) if path.is_dir() else path.stat().st_size)
        for path in sorted(folder.iterdir())
    }


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1, default=str) + "\n"
