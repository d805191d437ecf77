"""The school's own certificate authority, made at the first start, and the server's certificate that it signs.

The authority is bound to names and addresses of local networks (name constraints), so that a tablet that trusts
it trusts it for nothing else. Apple's limits for the server's certificate: 825 days, SAN, serverAuth.
"""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from tutor.errors import UnavailableError
from tutor.keys import make_private_dir, write_private

AUTHORITY_YEARS = 10
SERVER_DAYS = 800
RENEW_BEFORE = timedelta(days=60)
# A small server without a clock battery may wake up in 1970: certificates of then would never work.
_NOT_BEFORE_ALL_THIS = datetime(2025, 1, 1, tzinfo=UTC)

_NAMES = ("localhost", "ecole.test", "marelle.local")
_PERMITTED_NAMES = (*_NAMES, "local")
_LOCAL_NETWORKS = (
    "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "169.254.0.0/16", "127.0.0.0/8",
    "fc00::/7", "fe80::/10", "::1/128",
)  # fmt: skip

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network


@dataclass(frozen=True, slots=True)
class Certificates:
    """Paths of the files, and the names and addresses that the authority may not sign for."""

    authority: Path
    certificate: Path
    key: Path
    left_out: tuple[str, ...]


def authority_path(data_dir: Path) -> Path:
    """Where the authority's certificate is kept (public: tablets are given it)."""
    return data_dir / "tls" / "authority.crt"


def ensure_certificates(
    data_dir: Path, names: Iterable[str], addresses: Iterable[Address], now: datetime, *, anew: bool = False
) -> Certificates:
    """The school's certificates, made or renewed when they must be.

    The server's is remade when this machine has a new name or address, or when it expires within 60 days,
    or if asked (`anew`).
    Raises UnavailableError when the authority is damaged or over, or the machine's clock is wrong.
    """
    if now < _NOT_BEFORE_ALL_THIS:
        raise UnavailableError(f"this machine's clock says {now:%Y-%m-%d}: set it right, then start again")
    folder = make_private_dir(data_dir / "tls")
    wanted_names = list(dict.fromkeys([*_NAMES, *names]))
    wanted_addresses = list(dict.fromkeys([ip_address("127.0.0.1"), ip_address("::1"), *addresses]))
    authority, authority_key = _authority(folder, wanted_names, wanted_addresses, now)
    covered_names, covered_addresses = _covered(authority, wanted_names, wanted_addresses)
    covered = {*covered_names, *map(str, covered_addresses)}
    certificate, key = folder / "server.crt", folder / "server.key"
    if anew or not _still_good(certificate, key, authority, covered, now):
        _make_server(certificate, key, authority, authority_key, covered_names, covered_addresses, now)
    left_out = tuple(name for name in [*wanted_names, *map(str, wanted_addresses)] if name not in covered)
    return Certificates(authority_path(data_dir), certificate, key, left_out)


def _authority(
    folder: Path, names: list[str], addresses: list[Address], now: datetime
) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    certificate_path, key_path = folder / "authority.crt", folder / "authority.key"
    if not certificate_path.exists() and not key_path.exists():
        key = ec.generate_private_key(ec.SECP256R1())
        write_private(key_path, _pem(key))
        certificate = _sign_authority(key, names, addresses, now)
        write_private(certificate_path, certificate.public_bytes(serialization.Encoding.PEM))
    certificate, key = _read(certificate_path, key_path)
    if certificate.not_valid_after_utc - now < RENEW_BEFORE:
        raise UnavailableError(
            f"the school's certificate authority is over: delete {folder}, start again and trust it anew on each tablet"
        )
    return certificate, key


def _sign_authority(
    key: ec.EllipticCurvePrivateKey, names: list[str], addresses: list[Address], now: datetime
) -> x509.Certificate:
    # Some schools are given public addresses: the one the machine has on its first day is permitted too.
    networks = [ip_network(network) for network in _LOCAL_NETWORKS]
    networks += [ip_network(address) for address in addresses if not _within(address, networks)]
    permitted: list[x509.GeneralName] = [x509.DNSName(name) for name in dict.fromkeys([*_PERMITTED_NAMES, *names])]
    permitted += [x509.IPAddress(network) for network in networks]
    name = x509.Name(
        [
            # The suffix tells one school's authority from another's on a teacher's own tablet.
            x509.NameAttribute(NameOID.COMMON_NAME, f"Marelle - école {secrets.token_hex(2)}"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Marelle"),
        ]
    )
    usage = x509.KeyUsage(
        digital_signature=False, content_commitment=False, key_encipherment=False, data_encipherment=False,
        key_agreement=False, key_cert_sign=True, crl_sign=True, encipher_only=False, decipher_only=False,
    )  # fmt: skip
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=365 * AUTHORITY_YEARS))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.NameConstraints(permitted_subtrees=permitted, excluded_subtrees=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )


def _covered(
    authority: x509.Certificate, names: list[str], addresses: list[Address]
) -> tuple[list[str], list[Address]]:
    constraints = authority.extensions.get_extension_for_class(x509.NameConstraints).value
    subtrees = constraints.permitted_subtrees or []
    domains = [subtree.value for subtree in subtrees if isinstance(subtree, x509.DNSName)]
    networks = [
        subtree.value
        for subtree in subtrees
        if isinstance(subtree, x509.IPAddress) and isinstance(subtree.value, IPv4Network | IPv6Network)
    ]
    return (
        [name for name in names if any(name == domain or name.endswith(f".{domain}") for domain in domains)],
        [address for address in addresses if _within(address, networks)],
    )


def _within(address: Address, networks: Iterable[Network]) -> bool:
    return any(address in network for network in networks)


def _make_server(
    certificate_path: Path,
    key_path: Path,
    authority: x509.Certificate,
    authority_key: ec.EllipticCurvePrivateKey,
    names: list[str],
    addresses: list[Address],
    now: datetime,
) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    alternatives: list[x509.GeneralName] = [x509.DNSName(name) for name in names]
    alternatives += [x509.IPAddress(address) for address in addresses]
    usage = x509.KeyUsage(
        digital_signature=True, content_commitment=False, key_encipherment=False, data_encipherment=False,
        key_agreement=False, key_cert_sign=False, crl_sign=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip
    certificate = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Marelle")]))
        .issuer_name(authority.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(max(now - timedelta(days=1), authority.not_valid_before_utc))
        .not_valid_after(min(now + timedelta(days=SERVER_DAYS), authority.not_valid_after_utc))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName(alternatives), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(_authority_identifier(authority), critical=False)
        .sign(authority_key, hashes.SHA256())
    )
    # The key first: a certificate without its key is seen as not good, and both are made again.
    write_private(key_path, _pem(key), replace=True)
    write_private(certificate_path, certificate.public_bytes(serialization.Encoding.PEM), replace=True)


def _authority_identifier(authority: x509.Certificate) -> x509.AuthorityKeyIdentifier:
    subject = authority.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    return x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(subject)


def _still_good(
    certificate_path: Path, key_path: Path, authority: x509.Certificate, wanted: set[str], now: datetime
) -> bool:
    try:
        certificate, _ = _read(certificate_path, key_path)
        certificate.verify_directly_issued_by(authority)
    except (UnavailableError, InvalidSignature, ValueError, TypeError):
        return False
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    held = {*names.get_values_for_type(x509.DNSName), *map(str, names.get_values_for_type(x509.IPAddress))}
    return wanted <= held and certificate.not_valid_before_utc <= now < certificate.not_valid_after_utc - RENEW_BEFORE


def _read(certificate_path: Path, key_path: Path) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    try:
        certificate = x509.load_pem_x509_certificate(certificate_path.read_bytes())
        key = serialization.load_pem_private_key(key_path.read_bytes(), password=None)
    except (FileNotFoundError, ValueError):
        raise UnavailableError(
            f"{certificate_path} or its key is missing or damaged: restore both from a backup, or delete both "
            "to make new ones (each tablet must then trust the new authority)"
        ) from None
    if not isinstance(key, ec.EllipticCurvePrivateKey) or key.public_key() != certificate.public_key():
        raise UnavailableError(f"{key_path} is not the key of {certificate_path}: restore both from the same backup")
    return certificate, key


def _pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
