"""One backup as one file: a tar of the database, the school's keys and what else it could not make again, gzipped,
and sealed when there is a passphrase (tutor.operations.backup_seal).

In it: `manifest.json`, then `school.db` (SQLite's own backup call, checked) or `school.pgdump` (pg_dump, custom
format), then the folders of FOLDERS. Left out on purpose: recordings of voices, which must not outlive the few days
they were promised; what the voice has said, which can be said again; the speech models.
"""

import gzip
import hashlib
import io
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, cast

from sqlalchemy.engine import URL, Engine, make_url

from tutor.db import EVERY_SCHOOL
from tutor.errors import BadInputError, UnavailableError
from tutor.migrations.upgrade import current
from tutor.operations.backup_seal import MAGIC, SealingWriter, UnsealingReader
from tutor.version import VERSION

FOLDERS = ("keys", "tls", "learner", "aide")
SQLITE, POSTGRESQL = "school.db", "school.pgdump"
_MANIFEST = "manifest.json"
_DAMAGED = (tarfile.TarError, zlib.error, EOFError, TypeError, ValueError, RecursionError)
_WRONG_KIND = (gzip.BadGzipFile, FileNotFoundError, FileExistsError, IsADirectoryError, NotADirectoryError)
# Of a phone's processor: a school's year in a few seconds, a third of its size.
_LEVEL = 3


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself. `database`: the name of its file in the tar; `sha256`: of that file."""

    made_at: str
    reason: str
    version: str
    revision: str | None
    database: str
    sha256: str
    format: int = 1


def copy_database(engine: Engine, folder: Path, reason: str, now: datetime) -> Manifest:
    """Copy the database as it is at one moment into `folder`, check the copy, say what it is.

    Raises UnavailableError when the database is damaged or pg_dump cannot do it.
    """
    with engine.connect() as connection:
        revision = current(connection)
        connection.rollback()
    url = make_url(engine.url)
    if engine.dialect.name == "sqlite":
        copied = folder / SQLITE
        _copy_sqlite(Path(str(url.database)), copied)
    else:
        copied = folder / POSTGRESQL
        run_postgresql(
            "pg_dump",
            url,
            "--format=custom",
            "--compress=0",
            "--enable-row-security",
            "--no-owner",
            "--no-acl",
            f"--file={copied}",
        )
        run_postgresql("pg_restore", None, "--list", str(copied))
    return Manifest(now.isoformat(), reason, VERSION, revision, copied.name, digest(copied))


def _copy_sqlite(source: Path, target: Path) -> None:
    target.touch(mode=0o600)
    reading, writing = sqlite3.connect(source), sqlite3.connect(target)
    try:
        reading.backup(writing)  # in one go: writers go on meanwhile, as WAL lets them
        writing.execute("PRAGMA journal_mode = DELETE").fetchall()  # one file, that needs no other
        found = writing.execute("PRAGMA integrity_check(1)").fetchone()[0]
    except sqlite3.DatabaseError as error:
        if "full" in str(error):
            raise UnavailableError("the disk is full: no backup could be made, free some space") from None
        found = str(error)
    finally:
        writing.close()
        reading.close()
    if found != "ok":
        raise UnavailableError(f"the database is damaged ({found}): no backup was made of it, run `tutor check`")


def run_postgresql(program: str, url: URL | None, *arguments: str) -> None:
    """Run one of PostgreSQL's programs on this database; the password goes by the environment, which others can't see.

    Raises UnavailableError with what it said.
    """
    environment = dict(os.environ)
    if url is not None:
        environment["PGPASSWORD"] = url.password or environment.get("PGPASSWORD", "")
        environment["PGOPTIONS"] = f"-c marelle.school={EVERY_SCHOOL}"
        # What is left out is PostgreSQL's own default, as it is for the server.
        named = {"--host": url.host, "--port": url.port, "--username": url.username, "--dbname": url.database}
        arguments = (*(f"{name}={value}" for name, value in named.items() if value), *arguments)
    try:
        done = subprocess.run(  # noqa: S603  the programs are named here, nothing comes from outside
            [program, *arguments], env=environment, capture_output=True, text=True, check=False
        )
    except FileNotFoundError:
        raise UnavailableError(f"{program} is not installed: apt-get install postgresql-client") from None
    if done.returncode != 0:
        said = done.stderr.strip().splitlines()
        raise UnavailableError(f"{program} could not do it: {said[0] if said else done.returncode}")


def digest(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write(target: Path, made: Path, manifest: Manifest, data_dir: Path, passphrase: str | None) -> None:
    """Write the archive of the copy in `made` and of the folders of `data_dir`: whole, on the disk, mode 0600."""
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        with ExitStack() as opened:
            out: IO[bytes] = file
            if passphrase:
                out = cast(IO[bytes], opened.enter_context(SealingWriter(file, passphrase)))
            packed = opened.enter_context(gzip.GzipFile("", "wb", _LEVEL, out))
            tar = opened.enter_context(tarfile.open(fileobj=packed, mode="w|"))
            told = json.dumps(asdict(manifest)).encode()
            member = tarfile.TarInfo(_MANIFEST)
            member.size, member.mode = len(told), 0o600
            tar.addfile(member, io.BytesIO(told))
            tar.add(made / manifest.database, manifest.database)
            for name in FOLDERS:
                if (data_dir / name).is_dir():
                    tar.add(data_dir / name, name)
        file.flush()
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """What was renamed in this folder stays so after a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError:
        pass  # some file systems of USB sticks cannot
    finally:
        os.close(descriptor)


def is_sealed(archive: Path) -> bool:
    """Whether a passphrase is needed to read it."""
    with archive.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


def extract(archive: Path, folder: Path, passphrase: str | None) -> Manifest:
    """Unpack a backup into `folder` and check it. Raises BadInputError when it is damaged or sealed otherwise."""
    try:
        with _opened(archive, passphrase) as tar:
            tar.extractall(folder, filter=_files_only)  # noqa: S202  stricter than "data"
        manifest = _manifest_in(folder)
        whole = digest(folder / manifest.database) == manifest.sha256
    except (*_DAMAGED, OSError) as error:
        if isinstance(error, OSError) and not isinstance(error, _WRONG_KIND):
            raise  # the disk is full, or away: not the backup's fault
        raise BadInputError(f"{archive} is damaged ({error}): choose another backup") from None
    if not whole:
        raise BadInputError(f"{archive} is damaged: choose another backup")
    for path in folder.rglob("*"):
        path.chmod(0o700 if path.is_dir() else 0o600)
    return manifest


def _files_only(member: tarfile.TarInfo, place: str) -> tarfile.TarInfo:
    """A backup has no link and no device; nothing of it goes out of its folder."""
    if not (member.isfile() or member.isdir()):
        raise ValueError("there is more than files in it")
    return tarfile.data_filter(member, place)


def _manifest_in(folder: Path) -> Manifest:
    manifest = Manifest(**json.loads((folder / _MANIFEST).read_text(encoding="utf-8")))
    if manifest.database not in {SQLITE, POSTGRESQL}:
        raise ValueError("its manifest names no database")
    if datetime.fromisoformat(manifest.made_at).tzinfo is None:
        raise ValueError("its manifest has no date")
    return manifest


@contextmanager
def _opened(archive: Path, passphrase: str | None) -> Iterator[tarfile.TarFile]:
    with archive.open("rb") as file, ExitStack() as opened:
        source: IO[bytes] = file
        if is_sealed(archive):
            if not passphrase:
                raise BadInputError(f"{archive} is sealed: set TUTOR_BACKUP_PASSPHRASE to its passphrase")
            source = opened.enter_context(io.BufferedReader(UnsealingReader(file, passphrase)))
        packed = opened.enter_context(gzip.GzipFile(fileobj=source, mode="rb"))
        yield opened.enter_context(tarfile.open(fileobj=packed, mode="r|"))


def copy_whole(source: Path, target: Path) -> None:
    """Copy a file to another disk: it is there whole, or not at all."""
    part = target.with_name(f".{target.name}.part")
    try:
        part.touch(mode=0o600)
        with source.open("rb") as reading, part.open("wb") as writing:
            shutil.copyfileobj(reading, writing, 1 << 20)
            writing.flush()
            os.fsync(writing.fileno())
        part.replace(target)
        sync_folder(target.parent)
    finally:
        part.unlink(missing_ok=True)
