"""Gathers what a technician wants to know of the running server, each fact looked at now."""

import platform
import shutil
import socket
import ssl
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.x509.oid import NameOID
from sqlalchemy.engine import Engine

from speech.models import installed
from tutor.network.discovery import NAME
from tutor.network.given import fingerprint
from tutor.network.presence import Presence, url
from tutor.network.schemas import Certificate, CertificateDates, ModelState, Network, Reach, Technical
from tutor.operations.addresses import host_names
from tutor.operations.backups import last_backup
from tutor.operations.certificates import RENEW_BEFORE
from tutor.settings import Settings
from tutor.version import VERSION

PATIENCE = 2.0
"""Seconds for this machine to answer itself."""
WELL = "Répond, avec un certificat que les tablettes acceptent."
UNTRUSTED = "Répond, mais le certificat ne vaut pas pour cette adresse."
SILENT = "Ne répond pas : un pare-feu de cette machine, peut-être."
UNKNOWN = "Ce nom n’est pas connu du réseau : servez-vous de l’adresse en chiffres."


def technical(state: Any, now: datetime) -> Technical:
    """All of it. `state`: the app's. Takes two seconds at most, when an address does not answer."""
    settings: Settings = state.settings
    disk = shutil.disk_usage(settings.data_dir)
    backup = last_backup(settings)
    presence: Presence | None = state.presence
    return Technical(
        version=VERSION,
        python=platform.python_version(),
        system=platform.platform(terse=True),
        ear=state.ear_name,
        voice=state.voice_name,
        models=[
            ModelState(name=each.model.name, state=each.state.value, optional=each.model.optional)
            for each in installed(settings.models_dir)
        ],
        now=now,
        timezone=settings.timezone,
        disk_free_bytes=disk.free,
        disk_bytes=disk.total,
        data_folder=str(settings.data_dir),
        database=_database(state.engine),
        database_bytes=_bytes(state.engine),
        last_backup=backup.made_at if backup else None,
        network=_network(presence, now) if presence is not None else None,
    )


def _database(engine: Engine) -> str:
    return "SQLite" if engine.dialect.name == "sqlite" else "PostgreSQL"


def _bytes(engine: Engine) -> int | None:
    if engine.dialect.name != "sqlite" or engine.url.database is None:
        return None
    path = Path(engine.url.database)
    # The journal is a part of it until it is put back.
    return sum(each.stat().st_size for each in (path, path.with_name(f"{path.name}-wal")) if each.is_file())


def _network(presence: Presence, now: datetime) -> Network:
    mdns = presence.announcement
    asked: list[tuple[str, str]] = [(str(address), "ip") for address in presence.addresses]
    asked += [(name, "mdns" if name == NAME else "name") for name in dict.fromkeys([*host_names(), NAME])]
    with ThreadPoolExecutor(max_workers=8) as pool:
        reach = list(pool.map(lambda one: _reach(one[0], one[1], presence), asked))
    hosts = [str(address) for address in presence.addresses]
    return Network(
        port=presence.port,
        reach=reach,
        welcome=[url("http", host, presence.welcome_port) for host in hosts] if presence.welcome_port else [],
        welcome_trouble=presence.welcome_trouble,
        mdns_trouble=mdns.trouble
        if mdns is not None
        else "Le nom marelle.local n’est pas annoncé (réglage TUTOR_MDNS).",
        certificate=_certificate(presence, now),
    )


def _reach(host: str, kind: Any, presence: Presence) -> Reach:
    """Ask this very server at one of its addresses, as a tablet that trusts the school would."""
    trust = ssl.create_default_context(cafile=str(presence.keeper.certificates.authority))
    well, found = False, SILENT
    try:
        with (
            socket.create_connection((host, presence.port), timeout=PATIENCE) as plain,
            trust.wrap_socket(plain, server_hostname=host),
        ):
            well, found = True, WELL
    except ssl.SSLError:
        found = UNTRUSTED
    except socket.gaierror:
        found = UNKNOWN
    except OSError:
        found = SILENT
    return Reach(address=url("https", host, presence.port), kind=kind, well=well, found=found)


def _certificate(presence: Presence, now: datetime) -> Certificate:
    certificates = presence.keeper.certificates
    authority = x509.load_pem_x509_certificate(certificates.authority.read_bytes())
    server = x509.load_pem_x509_certificate(certificates.certificate.read_bytes())
    names = server.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return Certificate(
        authority=_dates(authority, now),
        server=_dates(server, now),
        holds=[*names.get_values_for_type(x509.DNSName), *map(str, names.get_values_for_type(x509.IPAddress))],
        left_out=list(certificates.left_out),
        renewed_from=server.not_valid_after_utc - RENEW_BEFORE,
        trouble=presence.keeper.trouble,
    )


def _dates(certificate: x509.Certificate, now: datetime) -> CertificateDates:
    return CertificateDates(
        name=str(certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value),
        fingerprint=fingerprint(certificate),
        begins=certificate.not_valid_before_utc,
        ends=certificate.not_valid_after_utc,
        days_left=(certificate.not_valid_after_utc - now).days,
    )
