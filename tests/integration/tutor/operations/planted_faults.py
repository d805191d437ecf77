"""Faults planted for real in a healthy school: each makes one, and gives the place to examine."""

import shutil
import sqlite3
import threading
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from ipaddress import ip_address
from pathlib import Path
from socketserver import StreamRequestHandler, TCPServer

from tutor.operations.certificates import ensure_certificates
from tutor.operations.doctor import folders
from tutor.operations.doctor.examine import Memory, Place
from tutor.operations.doctor.machine import Room, missing_packages
from tutor.operations.tablet_clocks import ENOUGH, TabletClocks

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ADDRESS = "192.168.1.20"
EAR = b"the bytes of an ear" * 100


@dataclass
class Healthy:
    """A school without a fault, in a folder of its own. `opened`: what a plant holds open until the end."""

    place: Place
    opened: ExitStack

    @property
    def data(self) -> Path:
        return self.place.settings.data_dir

    def with_settings(self, **changed: object) -> Place:
        return replace(self.place, settings=self.place.settings.model_copy(update=changed))

    def sql(self, statement: str, *values: object) -> None:
        connection = sqlite3.connect(self.data / "school.db")
        with connection:
            connection.execute(statement, values)
        connection.close()


def full_disk(school: Healthy) -> Place:
    return replace(school.place, room=lambda _: Room(3_000_000, 32 * 10**9))


def no_inodes(school: Healthy) -> Place:
    return replace(school.place, room=lambda _: Room(30 * 10**9, 32 * 10**9, inodes=12))


def little_memory(school: Healthy) -> Place:
    return replace(school.place, memory=Memory(1_000_000_000, 600_000_000))


def busy_memory(school: Healthy) -> Place:
    return replace(school.place, memory=Memory(4_000_000_000, 200_000_000))


def clock_before_this_version(school: Healthy) -> Place:
    shutil.rmtree(school.data / "tls")
    return replace(school.place, now=datetime(2025, 3, 1, tzinfo=UTC))


def clock_before_the_last_answer(school: Healthy) -> Place:
    later = NOW + timedelta(days=40)
    answered(school, later)
    backed_up(school, later)
    return school.place


def clock_behind_the_tablets(school: Healthy) -> Place:
    clocks = TabletClocks(school.data)
    for second in range(ENOUGH):
        clocks.note(NOW + timedelta(hours=1, seconds=second), NOW + timedelta(seconds=second))
    return school.place


def old_python(school: Healthy) -> Place:
    return replace(school.place, python=(3, 9, 2))


def missing_package(school: Healthy) -> Place:
    return replace(school.place, missing=tuple(missing_packages(["numpy", "paquet_absent"])))


def unwritable_folder(school: Healthy) -> Place:
    (school.data.parent / "a-file").write_text("not a folder", encoding="utf-8")
    return school.with_settings(data_dir=school.data.parent / "a-file", database_url=school.place.settings.database)


def readable_authority(school: Healthy) -> Place:
    (school.data / "tls" / "authority.key").chmod(0o644)
    return school.place


def another_users_key(school: Healthy) -> Place:
    return replace(school.place, user=school.place.user + 1)


def corrupt_database(school: Healthy) -> Place:
    path = school.data / "school.db"
    content = bytearray(path.read_bytes())
    content[4096 : 40 * 4096] = b"\xa5" * (39 * 4096)
    path.write_bytes(bytes(content))
    return school.place


def no_database_at_all_in_the_file(school: Healthy) -> Place:
    (school.data / "school.db").write_bytes(b"Ceci n'est pas une base." * 1000)
    return school.place


def newer_database(school: Healthy) -> Place:
    school.sql("UPDATE alembic_version SET version_num = '9999'")
    return school.place


def older_database(school: Healthy) -> Place:
    school.sql("UPDATE alembic_version SET version_num = '0011'")
    return school.place


def unreachable_postgresql(school: Healthy) -> Place:
    return school.with_settings(database_url="postgresql+psycopg://marelle:secret@127.0.0.1:1/marelle")


def another_kind_of_database(school: Healthy) -> Place:
    return school.with_settings(database_url="mysql://marelle@127.0.0.1/marelle")


def huge_logs(school: Healthy) -> Place:
    (school.data / "logs").mkdir()
    with (school.data / "logs" / "marelle.log").open("wb") as log:
        log.truncate(folders.HUGE_LOGS + 1)  # sparse: takes no room
    return school.place


def no_client(school: Healthy) -> Place:
    (school.place.settings.client_dir / "index.html").unlink()
    return school.place


def half_a_client(school: Healthy) -> Place:
    (school.place.settings.client_dir / "assets" / "index-1.js").unlink()
    return school.place


def no_model(school: Healthy) -> Place:
    shutil.rmtree(school.place.settings.models_dir / "whisper-base")
    return school.place


def corrupt_model(school: Healthy) -> Place:
    path = school.place.settings.models_dir / "whisper-base" / "model.bin"
    path.write_bytes(b"x" + EAR[1:])  # the right size
    return school.place


def taken_port(school: Healthy) -> Place:
    return school.with_settings(port=another_program(school))


def taken_welcome_port(school: Healthy) -> Place:
    return school.with_settings(welcome_port=another_program(school))


def another_program(school: Healthy) -> int:
    """Which listens on the port that is given, and answers nothing."""
    other = school.opened.enter_context(TCPServer(("127.0.0.1", 0), StreamRequestHandler))
    school.opened.callback(other.shutdown)
    threading.Thread(target=other.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    return int(other.server_address[1])


def another_version_serves(school: Healthy) -> Place:
    class Old(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b'{"status": "ok", "version": "0.0.9", "ear": null, "voice": null}')

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    server = school.opened.enter_context(HTTPServer(("127.0.0.1", 0), Old))
    school.opened.callback(server.shutdown)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    return school.with_settings(port=server.server_port, tls=False, host="localhost")


def no_https(school: Healthy) -> Place:
    return school.with_settings(tls=False)


def expired_certificate(school: Healthy) -> Place:
    return replace(school.place, now=NOW + timedelta(days=800))


def expired_authority(school: Healthy) -> Place:
    return replace(school.place, now=NOW + timedelta(days=3650))


def another_address(school: Healthy) -> Place:
    return replace(school.place, addresses=("192.168.1.77",))


def damaged_certificate(school: Healthy) -> Place:
    (school.data / "tls" / "server.crt").write_text("-----BEGIN", encoding="ascii")
    return school.place


def another_schools_certificate(school: Healthy) -> Place:
    other = ensure_certificates(school.data.parent / "other", ["minipc"], [ip_address(ADDRESS)], NOW)
    shutil.copyfile(other.certificate, school.data / "tls" / "server.crt")
    return school.place


def no_backup(school: Healthy) -> Place:
    answered(school, NOW - timedelta(hours=3))
    return school.place


def old_backup(school: Healthy) -> Place:
    answered(school, NOW - timedelta(hours=3))
    backed_up(school, NOW - timedelta(days=8))
    return school.place


def second_disk_unplugged(school: Healthy) -> Place:
    return school.with_settings(backup_second_dir=school.data.parent / "usb")


def backed_up(school: Healthy, at: datetime) -> None:
    """A backup made then, by its name."""
    folder = school.place.settings.backup_folder
    folder.mkdir(exist_ok=True)
    (folder / f"marelle-{at:%Y%m%dT%H%M%S}Z-auto.tar.gz").write_bytes(b"")


def answered(school: Healthy, at: datetime) -> None:
    """A pupil's answer, received then."""
    stamp = f"{at:%Y-%m-%d %H:%M:%S}.000000"
    one, pupil = "1" * 32, "2" * 32
    school.sql(
        "INSERT INTO attempt (id, pupil_id, served_id, exercise_id, item, verdict, answer, reply, hints, latency_ms,"
        " occurred_at, received_at) VALUES (?, ?, ?, 'e', '{}', 'correct', '{}', '{}', 0, 900, ?, ?)",
        one, pupil, one, stamp, stamp,
    )  # fmt: skip


PLANTED: dict[Callable[[Healthy], Place], tuple[str, str]] = {
    full_disk: ("disk", "Le disque est plein"),
    no_inodes: ("disk", "12 fichiers"),
    little_memory: ("memory", "n’a que 1,0\u00a0Go de mémoire"),
    busy_memory: ("memory", "200\u00a0Mo de mémoire libre"),
    clock_before_this_version: ("clock", "cette version de Marelle"),
    clock_before_the_last_answer: ("clock", "la dernière réponse d’un enfant"),
    clock_behind_the_tablets: ("clock", "retarde de 60 minutes sur celle des tablettes"),
    old_python: ("python", "3.9.2 est trop ancien"),
    missing_package: ("python", "paquet_absent"),
    unwritable_folder: ("folder", "ne peut pas être écrit"),
    readable_authority: ("keys", "authority.key"),
    another_users_key: ("keys", "un autre compte"),
    corrupt_database: ("database", "abîmée"),
    no_database_at_all_in_the_file: ("database", "abîmée"),
    newer_database: ("database", "plus récente"),
    older_database: ("migrations", "plus ancienne"),
    unreachable_postgresql: ("database", "PostgreSQL ne répond pas"),
    another_kind_of_database: ("database", "DATABASE_URL"),
    no_backup: ("backup", "aucune sauvegarde"),
    old_backup: ("backup", "La dernière sauvegarde date du 15/11/2026"),
    second_disk_unplugged: ("second_disk", "n’est pas là"),
    huge_logs: ("logs", "1,0\u00a0Go"),
    no_client: ("client", "n’auront rien à montrer"),
    half_a_client: ("client", "index-1.js"),
    no_model: ("model", "n’est pas dans"),
    corrupt_model: ("model", "n’a pas les bons octets"),
    taken_port: ("port", "pris par un autre programme"),
    taken_welcome_port: ("welcome", "un autre programme le tient"),
    another_version_serves: ("port", "version 0.0.9"),
    no_https: ("microphone", "HTTPS est coupé"),
    expired_certificate: ("certificate", "a expiré"),
    expired_authority: ("certificate", "L’autorité de l’école a expiré"),
    another_address: ("certificate", "192.168.1.77"),
    damaged_certificate: ("certificate", "server.crt"),
    another_schools_certificate: ("certificate", "n’est pas signé"),
}
