"""The machine: room on its disks, memory, clock, Python and its packages."""

import importlib.util
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from tutor.operations.doctor.findings import Findings, fault, fine, in_french, moment, note

FULL = 200_000_000
"""Bytes: below, SQLite, the voice and a backup may not find the room for one more file."""
NARROW = 2_000_000_000
FEWEST_INODES = 2_000
NEEDED_MEMORY = 1_800_000_000
"""Bytes in all: what the ear, the voice and the system take together (docs/guide-technicien.md)."""
FREE_MEMORY = 700_000_000
"""Bytes available before the server starts: what it takes once its models are loaded."""
SLACK = timedelta(minutes=10)
OLDEST_PYTHON = (3, 11)
IMPORTED = (
    "alembic", "argon2", "av", "cryptography", "ctranslate2", "espeakng_loader", "fastapi", "faster_whisper",
    "itsdangerous", "kokoro_onnx", "markdown_it", "numpy", "odfdo", "onnxruntime", "phonemizer", "psycopg",
    "pydantic", "pydantic_settings", "pyttsx3", "segno", "sklearn", "snowballstemmer", "soundfile", "sqlmodel",
    "structlog", "tokenizers", "tqdm", "typst", "tzdata", "uvicorn", "vosk", "yaml", "zeroconf",
)  # fmt: skip
"""What our dependencies are imported as: an installed school has no metadata of ours to read them from."""


@dataclass(frozen=True, slots=True)
class Room:
    """What is left where a folder is: bytes, and files that may still be made (None: as many as wanted)."""

    free: int
    total: int
    inodes: int | None = None


def disk(folder: Path, room: Room) -> Findings:
    """Is there room for the school's data?"""
    left = f"{in_french(room.free)} libres sur {in_french(room.total)}"
    if room.free < FULL:
        yield fault(
            "disk",
            f"Le disque est plein : {left} dans {folder}.",
            "Libérez au moins 2 Go (vieux fichiers, « journalctl --vacuum-size=200M »), puis redémarrez le serveur.",
        )
    elif room.inodes is not None and room.inodes < FEWEST_INODES:
        yield fault(
            "disk",
            f"Le disque ne peut plus recevoir que {room.inodes} fichiers dans {folder}, même s’il y reste de la place.",
            "Supprimez les dossiers qui contiennent des milliers de petits fichiers, puis redémarrez le serveur.",
        )
    elif room.free < NARROW:
        yield note("disk", f"Il reste peu de place : {left} dans {folder}.", "Prévoyez de libérer quelques gigaoctets.")
    else:
        yield fine("disk", f"Disque : {left} dans {folder}.")


def memory(total: int, available: int, *, serving: bool) -> Findings:
    """Is there room for the ear and the voice? `serving`: the server has taken its part already."""
    if total < NEEDED_MEMORY:
        yield fault(
            "memory",
            f"Cette machine n’a que {in_french(total)} de mémoire.",
            "Prenez une machine d’au moins 2 Go (4 Go pour une classe entière).",
        )
    elif not serving and available < FREE_MEMORY:
        yield fault(
            "memory",
            f"Il ne reste que {in_french(available)} de mémoire libre : l’oreille et la voix n’y tiendront pas.",
            "Fermez les autres programmes, ou redémarrez la machine.",
        )
    else:
        yield fine("memory", f"Mémoire : {in_french(available)} disponibles sur {in_french(total)}.")


def clock(now: datetime, lived: Mapping[str, datetime]) -> Findings:
    """Has the clock gone back? `lived`: moments that this machine has known for sure, by what they were."""
    latest = max(lived, key=lambda what: lived[what], default=None)
    if latest is not None and now + SLACK < lived[latest]:
        yield fault(
            "clock",
            f"L’horloge dit {moment(now)}, mais {latest} date du {moment(lived[latest])} : elle retarde.",
            "Mettez la machine à l’heure (« sudo timedatectl set-time 'AAAA-MM-JJ HH:MM:SS' »), "
            "puis redémarrez le serveur ; une pile d’horloge évite que cela revienne.",
        )
    else:
        yield fine("clock", f"Horloge : {moment(now)}, après tout ce que cette machine a connu.")


def tablets(lag: timedelta | None) -> Findings:
    """Do the tablets tell another time? `lag`: by how much this machine was seen to be behind most of them."""
    if lag is not None:
        yield fault(
            "clock",
            f"L’horloge de cette machine retarde de {lag.total_seconds() / 60:.0f} minutes sur celle des tablettes.",
            "Mettez la machine à l’heure (« sudo timedatectl set-time 'AAAA-MM-JJ HH:MM:SS' »), puis redémarrez-la.",
        )


def python(version: Sequence[int], missing: Iterable[str]) -> Findings:
    """Is Python recent enough and is every package there?"""
    shown = ".".join(map(str, version[:3]))
    lacking = sorted(missing)
    if tuple(version[:2]) < OLDEST_PYTHON:
        yield fault(
            "python",
            f"Python {shown} est trop ancien : il en faut au moins {'.'.join(map(str, OLDEST_PYTHON))}.",
            "Installez un Python plus récent (Debian 12 ou après l’a), puis réinstallez Marelle.",
        )
    elif lacking:
        yield fault(
            "python",
            f"Il manque à Python : {', '.join(lacking)}.",
            "Réinstallez Marelle par-dessus : les données de l’école n’y sont pas et ne risquent rien.",
        )
    else:
        yield fine("python", f"Python {shown}, tous ses paquets présents.")


def missing_packages(wanted: Iterable[str] = IMPORTED) -> list[str]:
    """Of these modules, those that cannot be found. None is imported."""
    return [name for name in wanted if importlib.util.find_spec(name) is None]
