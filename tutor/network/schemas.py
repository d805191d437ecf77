"""What a technician is shown. Nothing here is about a child."""

from datetime import datetime
from typing import Literal

from tutor.schemas import Message


class Reach(Message):
    """One address of this server, and whether it answers there with a certificate that tablets take."""

    address: str
    kind: Literal["ip", "name", "mdns"]
    well: bool
    found: str


class CertificateDates(Message):
    """When a certificate starts and ends."""

    name: str
    fingerprint: str
    begins: datetime
    ends: datetime
    days_left: int


class Certificate(Message):
    """The school's authority and the server's own certificate; `left_out` is what the authority may not sign for."""

    authority: CertificateDates
    server: CertificateDates
    holds: list[str]
    left_out: list[str]
    renewed_from: datetime
    trouble: str | None


class Network(Message):
    """Where tablets find the server. `welcome`: the addresses of the page that prepares a tablet."""

    port: int
    reach: list[Reach]
    welcome: list[str]
    welcome_trouble: str | None
    mdns_trouble: str | None
    certificate: Certificate


class ModelState(Message):
    """A speech model on the server's disk."""

    name: str
    state: Literal["installed", "missing", "corrupt"]
    optional: bool


class Technical(Message):
    """How the server is. `network` is None where it serves its own machine only, without TLS."""

    version: str
    python: str
    system: str
    ear: str | None
    voice: str | None
    models: list[ModelState]
    now: datetime
    timezone: str
    disk_free_bytes: int
    disk_bytes: int
    data_folder: str
    database: str
    database_bytes: int | None
    last_backup: datetime | None
    network: Network | None
