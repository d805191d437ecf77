"""The authority's certificate in the forms that tablets take it, and how to tell it from another's."""

import plistlib
from dataclasses import dataclass
from pathlib import Path
from uuid import NAMESPACE_URL, UUID, uuid5

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from tutor.operations.certificates import authority_path

CRT = "application/x-x509-ca-cert"
MOBILECONFIG = "application/x-apple-aspen-config"
CRT_NAME = "marelle-ecole.crt"
MOBILECONFIG_NAME = "marelle-ecole.mobileconfig"


@dataclass(frozen=True, slots=True)
class GivenAuthority:
    """`name` is what a tablet lists it under; `fingerprint` the SHA-256 to compare with the printed sheet's."""

    name: str
    fingerprint: str
    crt: bytes
    mobileconfig: bytes


def given_authority(data_dir: Path) -> GivenAuthority:
    """Read it. Raises FileNotFoundError before the first start with TLS."""
    pem = authority_path(data_dir).read_bytes()
    certificate = x509.load_pem_x509_certificate(pem)
    name = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value
    return GivenAuthority(str(name), fingerprint(certificate), pem, _profile(certificate, str(name)))


def fingerprint(certificate: x509.Certificate) -> str:
    """SHA-256, as every system shows it: pairs of capitals with colons."""
    return certificate.fingerprint(hashes.SHA256()).hex(":").upper()


def _profile(certificate: x509.Certificate, name: str) -> bytes:
    """A profile for iPads and Macs that holds the certificate and nothing else.

    Its identities come from the certificate: installed twice it replaces itself, and two schools' stay apart.
    """
    print_ = fingerprint(certificate)
    short = print_.replace(":", "").lower()[:16]
    inside = {
        "PayloadType": "com.apple.security.root",
        "PayloadVersion": 1,
        "PayloadIdentifier": f"marelle.ecole.{short}.certificat",
        "PayloadUUID": _identity(print_, "certificat"),
        "PayloadDisplayName": name,
        "PayloadDescription": "Le certificat de l’école, pour que la tablette reconnaisse son serveur Marelle.",
        "PayloadCertificateFileName": CRT_NAME,
        "PayloadContent": certificate.public_bytes(Encoding.DER),
    }
    return plistlib.dumps(
        {
            "PayloadType": "Configuration",
            "PayloadVersion": 1,
            "PayloadIdentifier": f"marelle.ecole.{short}",
            "PayloadUUID": _identity(print_, "profil"),
            "PayloadDisplayName": name,
            "PayloadDescription": "Permet d’ouvrir Marelle et d’y lire à voix haute. Ne vaut que pour le réseau local.",
            "PayloadOrganization": "Marelle",
            "PayloadRemovalDisallowed": False,
            "PayloadContent": [inside],
        }
    )


def _identity(fingerprint: str, part: str) -> str:
    identity: UUID = uuid5(NAMESPACE_URL, f"urn:marelle:{part}:{fingerprint}")
    return str(identity).upper()
