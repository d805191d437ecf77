"""Runs every check on this machine and its school. A check that fails itself is a finding too."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from tutor.operations.doctor.findings import Finding, fault
from tutor.operations.doctor.machine import Room

if TYPE_CHECKING:
    from speech.model_list import Model
    from tutor.operations.doctor.network import Running, Tls
    from tutor.operations.doctor.school import Looked
    from tutor.settings import Settings

_WRITTEN = datetime(2026, 11, 1, tzinfo=UTC)
"""This version of Marelle was written after this day: no clock may say less."""


@dataclass(frozen=True, slots=True)
class Memory:
    """Bytes."""

    total: int
    available: int


@dataclass(frozen=True)
class Place:
    """What the checks look at. `here()` is this machine; tests give another. `models`: those wanted, None for all."""

    settings: "Settings"
    now: datetime
    user: int
    addresses: tuple[str, ...]
    names: tuple[str, ...]
    room: Callable[[Path], Room]
    memory: Memory
    python: tuple[int, ...]
    missing: tuple[str, ...]
    models: "Mapping[str, Model] | None" = None

    @classmethod
    def here(cls, settings: "Settings", now: datetime) -> "Place":
        """This machine, now."""
        from tutor.operations.addresses import host_names, lan_addresses
        from tutor.operations.doctor.machine import missing_packages

        return cls(
            settings,
            now,
            os.geteuid(),
            tuple(map(str, lan_addresses())),
            tuple(host_names()),
            room_of,
            memory_here(),
            tuple(sys.version_info[:3]),
            tuple(missing_packages()),
        )


def room_of(folder: Path) -> Room:
    """What is left on the disk of a folder, or of the one it will be made in."""
    there = next(parent for parent in (folder, *folder.parents) if parent.exists())
    usage = shutil.disk_usage(there)
    counted = os.statvfs(there)
    return Room(usage.free, usage.total, counted.f_favail if counted.f_files else None)


def memory_here() -> Memory:
    """Of /proc/meminfo."""
    lines = dict(line.split(":", 1) for line in Path("/proc/meminfo").read_text(encoding="ascii").splitlines())
    return Memory(*(int(lines[name].split()[0]) * 1024 for name in ("MemTotal", "MemAvailable")))


class Examination:
    """One look at a place: what several checks need is looked for once."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._settings = place.settings

    def run(self) -> list[Finding]:
        """Every check, in the order in which things are best mended."""
        return [finding for check in _CHECKS for finding in self._safely(check)]

    def _safely(self, check: str) -> list[Finding]:
        look: Callable[[], Iterator[Finding]] = getattr(self, f"_{check}")
        try:
            return list(look())
        except ModuleNotFoundError as error:
            return [
                fault(
                    "python",
                    f"Il manque à Python : {error.name}.",
                    "Réinstallez Marelle par-dessus : les données de l’école n’y sont pas et ne risquent rien.",
                )
            ]
        except Exception as error:
            what = f"L’examen « {check} » n’a pas pu se faire ({type(error).__name__})."
            return [fault(check, what, "Lancez « tutor support » et envoyez son archive avec votre question.")]

    @cached_property
    def _running(self) -> "Running | None":
        from tutor.operations.doctor.network import running

        return running(self._settings.port, tls=self._settings.tls)

    @cached_property
    def _looked(self) -> "Looked | None":
        from tutor.errors import BadInputError
        from tutor.operations.doctor.school import look

        try:
            return look(self._settings.database)
        except BadInputError:
            return None

    @cached_property
    def _tls(self) -> "Tls | str | None":
        from tutor.operations.doctor.network import read_tls

        return read_tls(self._settings.data_dir)

    def _python(self) -> Iterator[Finding]:
        from tutor.operations.doctor.machine import python

        return python(self._place.python, self._place.missing)

    def _disk(self) -> Iterator[Finding]:
        from tutor.operations.doctor.machine import disk

        return disk(self._settings.data_dir, self._place.room(self._settings.data_dir))

    def _memory(self) -> Iterator[Finding]:
        from tutor.operations.doctor.machine import memory

        return memory(self._place.memory.total, self._place.memory.available, serving=self._running is not None)

    def _clock(self) -> Iterator[Finding]:
        from tutor.operations.doctor.machine import clock, tablets
        from tutor.operations.tablet_clocks import noted_lag

        lived = {"cette version de Marelle": _WRITTEN}
        if not isinstance(self._tls, str | None):
            lived["l’autorité de l’école"] = self._tls.authority.not_valid_before_utc
        if self._looked is not None and self._looked.last_answer is not None:
            lived["la dernière réponse d’un enfant"] = self._looked.last_answer
        yield from clock(self._place.now, lived)
        yield from tablets(noted_lag(self._settings.data_dir))

    def _folder(self) -> Iterator[Finding]:
        from tutor.operations.doctor.folders import folder_size, growth, writable

        yield from writable(self._settings.data_dir)
        yield from growth(self._settings.data_dir, folder_size(self._settings.data_dir))

    def _keys(self) -> Iterator[Finding]:
        from tutor.operations.doctor.folders import key_files, private

        return private(key_files(self._settings.data_dir), self._place.user)

    def _database(self) -> Iterator[Finding]:
        from tutor.operations.doctor.school import database

        return database(self._looked)

    def _backup(self) -> Iterator[Finding]:
        from tutor.operations.backups import last_backup
        from tutor.operations.doctor.backups import backups, second_disk

        last = last_backup(self._settings)
        answered = self._looked.last_answer if self._looked is not None else None
        yield from backups(last.made_at if last is not None else None, answered)
        second = self._settings.backup_second_dir
        writable = second is not None and os.access(second, os.W_OK | os.X_OK)
        yield from second_disk(second, self._settings.data_dir, writable=writable)

    def _logs(self) -> Iterator[Finding]:
        from tutor.operations.doctor.folders import folder_size, logs

        folder = self._settings.data_dir / "logs"
        return logs(folder, folder_size(folder))

    def _client(self) -> Iterator[Finding]:
        from tutor.operations.doctor.folders import client

        return client(self._settings.client_dir)

    def _model(self) -> Iterator[Finding]:
        from tutor.operations.doctor.models import models

        return models(self._settings.models_dir, self._place.models)

    def _port(self) -> Iterator[Finding]:
        from tutor.operations.doctor.network import port

        return port(self._settings.host, self._settings.port, self._running, tls=self._settings.tls)

    def _welcome(self) -> Iterator[Finding]:
        from tutor.operations.doctor.network import welcome

        settings = self._settings
        if settings.tls and settings.welcome_port:
            yield from welcome(settings.host, settings.welcome_port, serves=self._running is not None)

    def _microphone(self) -> Iterator[Finding]:
        from tutor.operations.doctor.network import microphone

        return microphone(self._settings.host, tls=self._settings.tls)

    def _network(self) -> Iterator[Finding]:
        from tutor.operations.doctor.network import reachable

        return reachable(self._place.addresses)

    def _certificate(self) -> Iterator[Finding]:
        from tutor.operations.doctor.network import certificate

        if self._settings.tls:
            yield from certificate(self._tls, [*self._place.names, *self._place.addresses], self._place.now)


_CHECKS = (
    "python", "disk", "memory", "clock", "folder", "keys", "database", "backup", "logs", "client", "model", "port",
    "welcome", "microphone", "network", "certificate",
)  # fmt: skip


def examine(now: datetime, *, demo: bool = False) -> list[Finding]:
    """Every finding on this machine, with the settings of its environment."""
    from tutor.settings import Settings

    try:
        settings = Settings()
    except ValidationError as error:
        names = sorted({f"TUTOR_{str(one['loc'][0]).upper()}" for one in error.errors()})
        what = f"Le réglage {', '.join(names)} ne peut pas être lu."
        return [fault("settings", what, "Corrigez-le dans l’environnement ou le fichier de réglages, ou enlevez-le.")]
    return Examination(Place.here(settings.for_demo() if demo else settings, now)).run()
