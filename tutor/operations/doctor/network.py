"""The network: the port, HTTPS and its certificates, and whether tablets can find this machine."""

import errno
import os
import socket
import ssl
import stat
import urllib.error
import urllib.request
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from http.client import HTTPException
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from pydantic import BaseModel, ValidationError

from tutor.operations.doctor.findings import Findings, fault, fine, note
from tutor.version import VERSION

SOON = timedelta(days=30)
_RESTART = "Redémarrez le serveur : il en fait un nouveau lui-même"
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


class Running(BaseModel):
    """What a Marelle that answers on the port says of itself (/api/health)."""

    version: str
    ear: str | None = None
    voice: str | None = None


def running(port: int, *, tls: bool) -> Running | None:
    """The Marelle that serves on this machine's port, None when nothing or something else does."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE  # it is asked whether it is there: nothing is told to it
    address = f"{'https' if tls else 'http'}://127.0.0.1:{port}/api/health"
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=context))
    try:
        with opener.open(address, timeout=3) as answer:
            return Running.model_validate_json(answer.read(10_000))
    except (OSError, ValueError, urllib.error.URLError, ValidationError):
        return None


def port(host: str, number: int, found: Running | None, *, tls: bool) -> Findings:
    """Is the port free, or ours? `found`: the Marelle that answers there."""
    if found is not None and found.version != VERSION:
        yield fault(
            "port",
            f"Le serveur qui tourne est la version {found.version}, celle qui est installée est la {VERSION}.",
            "Redémarrez le serveur (« sudo systemctl restart marelle »).",
        )
        return
    if found is not None:
        yield fine("port", f"Le serveur tourne, sur le port {number}.")
        return
    refused = _refused(host if tls else "127.0.0.1", number)
    if refused is None:
        yield note("port", f"Le serveur ne tourne pas ; son port, {number}, est libre.", "Lancez-le pour la classe.")
    elif refused == errno.EADDRINUSE:
        yield fault(
            "port",
            f"Le port {number} est pris par un autre programme que Marelle.",
            f"Arrêtez ce programme (« sudo ss -ltnp 'sport = :{number}' » le nomme), "
            "ou donnez un autre port dans TUTOR_PORT.",
        )
    else:
        yield fault(
            "port",
            f"Le serveur ne peut pas s’ouvrir sur {host}, port {number} : {os.strerror(refused)}.",
            "Enlevez TUTOR_HOST pour servir tous les réseaux, et prenez un port au-dessus de 1024 dans TUTOR_PORT.",
        )


def welcome(host: str, number: int, *, serves: bool) -> Findings:
    """Is the page that prepares tablets (plain http) served, or could it be? `serves`: Marelle runs."""
    refused = (0 if _gives_an_authority(number) else errno.EADDRINUSE) if serves else _refused(host, number)
    if not refused:
        yield fine("welcome", f"La page qui prépare les tablettes est, ou sera, sur le port {number}.")
        return
    held = "un autre programme le tient" if refused == errno.EADDRINUSE else os.strerror(refused)
    yield fault(
        "welcome",
        f"La page qui prépare les tablettes n’a pas son port, {number} : {held}.",
        f"Libérez-le (« sudo ss -ltnp 'sport = :{number}' » nomme qui le tient), ou donnez un autre port dans "
        "TUTOR_WELCOME_PORT, puis redémarrez. En attendant, la page est à l’adresse de Marelle suivie de /certificat.",
    )


def _gives_an_authority(number: int) -> bool:
    """Whether what is on this port gives a certificate to install, as the page does."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(f"http://127.0.0.1:{number}/marelle-ecole.crt", timeout=3) as answer:
            return bool(answer.read(10_000).startswith(b"-----BEGIN CERTIFICATE"))
    except (OSError, HTTPException):
        return False


def _refused(host: str, number: int) -> int | None:
    """Why this port cannot be listened on (an errno), None when it can."""
    try:
        family, kind, protocol, _, where = socket.getaddrinfo(host, number, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(where)
            probe.listen()
    except socket.gaierror:
        return errno.EADDRNOTAVAIL
    except OSError as error:
        return error.errno
    return None


def microphone(host: str, *, tls: bool) -> Findings:
    """Will tablets give their microphone?"""
    if tls:
        yield fine("microphone", "HTTPS est en service : les tablettes peuvent donner leur micro.")
    elif host in _LOOPBACK:
        yield note("microphone", "Sans HTTPS, comme demandé : seul cet appareil peut servir, micro compris.")
    else:
        yield fault(
            "microphone",
            "HTTPS est coupé (TUTOR_TLS) : le micro des tablettes ne marchera pas, elles n’arriveront même pas ici.",
            "Enlevez TUTOR_TLS, redémarrez ; pour un seul appareil, qui se sert lui-même, mettez TUTOR_HOST=localhost.",
        )


def reachable(addresses: Sequence[str]) -> Findings:
    """Is this machine on a network?"""
    if addresses:
        yield fine("network", f"Sur le réseau : {', '.join(addresses)}.")
    else:
        yield note(
            "network",
            "Cette machine n’est sur aucun réseau : aucune autre tablette ne peut l’atteindre.",
            "Branchez le câble ou rejoignez le Wi-Fi de l’école (rien à faire pour un appareil seul).",
        )


@dataclass(frozen=True, slots=True)
class Tls:
    """The files of data_dir/tls, as far as they can be read."""

    authority: x509.Certificate
    server: x509.Certificate
    keys_match: bool


def read_tls(data_dir: Path) -> Tls | str | None:
    """The certificates; None before the first start; the name of the file that cannot be read."""
    folder = data_dir / "tls"
    if not folder.is_dir() or not any(stat.S_ISREG(path.stat().st_mode) for path in folder.iterdir()):
        return None
    found: dict[str, x509.Certificate] = {}
    match = True
    for name in ("authority", "server"):
        try:
            found[name] = x509.load_pem_x509_certificate((folder / f"{name}.crt").read_bytes())
            key = load_pem_private_key((folder / f"{name}.key").read_bytes(), password=None)
        except (OSError, ValueError):
            return f"{name}.crt ou {name}.key"
        match = match and key.public_key() == found[name].public_key()
    return Tls(found["authority"], found["server"], match)


def certificate(tls: Tls | str | None, wanted: Iterable[str], now: datetime) -> Findings:
    """Will tablets take the certificate? `wanted`: the names and addresses that this machine has now."""
    if tls is None:
        yield note("certificate", "Le certificat de l’école n’est pas encore fait.", "Le premier démarrage le fera.")
        return
    if isinstance(tls, str):
        yield fault(
            "certificate",
            f"Dans le dossier « tls » des données, {tls} manque ou est abîmé.",
            "Remettez le dossier « tls » d’une sauvegarde ; sans elle, supprimez-le et redémarrez, "
            "puis refaites confiance à l’école sur chaque tablette.",
        )
        return
    yield from _authority(tls, now)
    if not tls.keys_match or not _signed(tls):
        yield fault(
            "certificate",
            "Le certificat du serveur n’est pas signé par l’autorité de l’école, ou sa clé n’est pas la sienne.",
            "Supprimez « tls/server.crt » et « tls/server.key » des données, puis redémarrez le serveur.",
        )
        return
    ends = tls.server.not_valid_after_utc
    lacking = sorted(set(wanted) - names_of(tls.server))
    if ends <= now:
        yield fault("certificate", f"Le certificat du serveur a expiré le {ends:%d/%m/%Y}.", f"{_RESTART}.")
    elif tls.server.not_valid_before_utc > now:
        yield fault(
            "certificate",
            f"Le certificat du serveur ne vaut qu’à partir du {tls.server.not_valid_before_utc:%d/%m/%Y}.",
            "Vérifiez l’horloge de cette machine, puis redémarrez le serveur.",
        )
    elif lacking:
        yield fault(
            "certificate",
            f"Le certificat du serveur ne couvre pas {', '.join(lacking)}, où les tablettes le cherchent à présent.",
            f"{_RESTART}, pour la nouvelle adresse ; si cela reste, l’adresse n’est pas d’un réseau local.",
        )
    elif ends < now + SOON:
        yield note("certificate", f"Le certificat du serveur expire le {ends:%d/%m/%Y}.", f"{_RESTART}.")
    else:
        yield fine("certificate", f"Certificat du serveur : bon jusqu’au {ends:%d/%m/%Y}, pour l’adresse d’à présent.")


def _authority(tls: Tls, now: datetime) -> Findings:
    ends = tls.authority.not_valid_after_utc
    if ends <= now:
        yield fault(
            "certificate",
            f"L’autorité de l’école a expiré le {ends:%d/%m/%Y} : aucune tablette ne fait plus confiance au serveur.",
            "Supprimez le dossier « tls » des données, redémarrez, puis refaites confiance sur chaque tablette.",
        )
    elif ends < now + 3 * SOON:
        yield note(
            "certificate",
            f"L’autorité de l’école expire le {ends:%d/%m/%Y}.",
            "Un jour sans élèves, supprimez le dossier « tls », redémarrez, refaites confiance sur chaque tablette.",
        )


def _signed(tls: Tls) -> bool:
    try:
        tls.server.verify_directly_issued_by(tls.authority)
    except (InvalidSignature, ValueError, TypeError):
        return False
    return True


def names_of(certificate: x509.Certificate) -> set[str]:
    """The names and addresses that a certificate is for."""
    try:
        held = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return set()
    addresses = [str(ip_address(str(address))) for address in held.get_values_for_type(x509.IPAddress)]
    return {*held.get_values_for_type(x509.DNSName), *addresses}
