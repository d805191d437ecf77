"""The school's certificate authority: a tablet that trusts it trusts this server, and nothing else."""

import shutil
import ssl
import stat
import subprocess
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID
from cryptography.x509.verification import PolicyBuilder, Store, VerificationError

from tests.needs import need
from tutor.errors import UnavailableError
from tutor.operations.certificates import authority_path, ensure_certificates

NOW = datetime(2026, 9, 7, 9, 0, tzinfo=UTC)
LAN = ip_address("192.168.1.20")


def ensure(folder, names=("minipc", "minipc.local"), addresses=(LAN,), now=NOW):
    return ensure_certificates(folder, names, addresses, now)


def load(path) -> x509.Certificate:
    return x509.load_pem_x509_certificate(path.read_bytes())


def verify(made, name: x509.GeneralName, now: datetime = NOW) -> list[x509.Certificate]:
    builder = PolicyBuilder().store(Store([load(made.authority)])).time(now)
    return builder.build_server_verifier(name).verify(load(made.certificate), [])


@pytest.mark.parametrize(
    "name",
    [
        x509.DNSName("localhost"),
        x509.DNSName("ecole.test"),
        x509.DNSName("marelle.local"),
        x509.DNSName("minipc"),
        x509.DNSName("minipc.local"),
        x509.IPAddress(ip_address("127.0.0.1")),
        x509.IPAddress(ip_address("::1")),
        x509.IPAddress(LAN),
    ],
)
def test_the_chain_verifies_for_every_name_and_address(tmp_path, name):
    assert len(verify(ensure(tmp_path), name)) == 2


def test_the_chain_does_not_verify_for_another_name(tmp_path):
    with pytest.raises(VerificationError):
        verify(ensure(tmp_path), x509.DNSName("example.org"))


@pytest.mark.parametrize(
    "name",
    [
        x509.DNSName("www.example.org"),
        x509.DNSName("local.example.org"),
        x509.IPAddress(ip_address("198.51.100.7")),
        x509.IPAddress(ip_address("2001:db8::7")),
    ],
)
def test_whoever_stole_the_authoritys_key_could_pass_for_no_site_of_the_internet(tmp_path, name):
    made = ensure(tmp_path)
    stolen = serialization.load_pem_private_key((tmp_path / "tls" / "authority.key").read_bytes(), None)
    genuine, authority = load(made.certificate), load(made.authority)
    assert isinstance(stolen, ec.EllipticCurvePrivateKey)
    forged = (
        x509.CertificateBuilder()
        .subject_name(genuine.subject)
        .issuer_name(authority.subject)
        .public_key(genuine.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(genuine.not_valid_before_utc)
        .not_valid_after(genuine.not_valid_after_utc)
    )
    for extension in genuine.extensions:
        is_name = isinstance(extension.value, x509.SubjectAlternativeName)
        value = x509.SubjectAlternativeName([name]) if is_name else extension.value
        forged = forged.add_extension(value, extension.critical)
    made.certificate.write_bytes(forged.sign(stolen, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    with pytest.raises(VerificationError, match="constraint"):
        verify(made, name)
    openssl = shutil.which("openssl")
    need(openssl, "openssl")
    told = subprocess.run(
        [str(openssl), "verify", "-attime", str(int(NOW.timestamp())), "-CAfile", made.authority, made.certificate],
        capture_output=True,
        text=True,
    )
    assert told.returncode != 0
    assert "permitted subtree violation" in told.stdout + told.stderr


def test_the_servers_certificate_is_one_that_apple_takes(tmp_path):
    certificate = load(ensure(tmp_path).certificate)
    assert certificate.not_valid_after_utc - certificate.not_valid_before_utc <= timedelta(days=825)
    usage = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    assert list(usage) == [ExtendedKeyUsageOID.SERVER_AUTH]
    assert certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca is False


def test_the_authority_is_bound_to_local_names_and_addresses(tmp_path):
    extension = load(ensure(tmp_path).authority).extensions.get_extension_for_class(x509.NameConstraints)
    assert extension.critical
    permitted = {str(subtree.value) for subtree in extension.value.permitted_subtrees or []}
    assert {"local", "localhost", "ecole.test", "192.168.0.0/16", "10.0.0.0/8", "127.0.0.0/8"} <= permitted
    assert not any(name.endswith((".org", ".com", ".fr")) or name == "0.0.0.0/0" for name in permitted)


def test_keys_are_private_and_nothing_changes_at_the_next_start(tmp_path):
    made = ensure(tmp_path)
    before = {path.name: path.read_bytes() for path in made.key.parent.iterdir()}
    ensure(tmp_path, now=NOW + timedelta(days=30))
    assert {path.name: path.read_bytes() for path in made.key.parent.iterdir()} == before
    assert set(before) == {"authority.crt", "authority.key", "server.crt", "server.key"}
    for name in ("authority.key", "server.key"):
        assert stat.S_IMODE((made.key.parent / name).stat().st_mode) == 0o600


def test_a_new_address_remakes_the_server_certificate_under_the_same_authority(tmp_path):
    first = ensure(tmp_path)
    authority, server = first.authority.read_bytes(), first.certificate.read_bytes()
    new = ip_address("10.0.0.7")
    second = ensure(tmp_path, addresses=[new])
    assert second.authority.read_bytes() == authority
    assert second.certificate.read_bytes() != server
    verify(second, x509.IPAddress(new))


def test_it_is_renewed_before_it_expires(tmp_path):
    first = ensure(tmp_path).certificate.read_bytes()
    later = NOW + timedelta(days=800 - 59)
    second = ensure(tmp_path, now=later)
    assert second.certificate.read_bytes() != first
    verify(second, x509.DNSName("localhost"), later)


def test_a_public_address_of_the_first_day_is_covered_and_one_that_comes_later_is_said(tmp_path):
    first = ip_address("203.0.113.5")
    made = ensure(tmp_path, addresses=[first])
    assert made.left_out == ()
    verify(made, x509.IPAddress(first))
    later = ensure(tmp_path, names=["autre"], addresses=[ip_address("203.0.113.6"), LAN])
    assert later.left_out == ("autre", "203.0.113.6")
    verify(later, x509.IPAddress(LAN))


@pytest.mark.parametrize("damaged", ["authority.crt", "authority.key"])
def test_a_damaged_authority_is_said_not_replaced(tmp_path, damaged):
    path = ensure(tmp_path).key.parent / damaged
    path.write_bytes(b"x")
    with pytest.raises(UnavailableError, match="damaged"):
        ensure(tmp_path)
    assert path.read_bytes() == b"x"


@pytest.mark.parametrize("damaged", ["server.crt", "server.key"])
def test_a_damaged_server_certificate_is_made_again(tmp_path, damaged):
    made = ensure(tmp_path)
    (made.key.parent / damaged).write_bytes(b"x")
    verify(ensure(tmp_path), x509.DNSName("localhost"))


def test_a_lost_authority_key_is_said(tmp_path):
    (ensure(tmp_path).key.parent / "authority.key").unlink()
    with pytest.raises(UnavailableError, match="missing or damaged"):
        ensure(tmp_path)


def test_an_authority_that_ends_is_said(tmp_path):
    ensure(tmp_path)
    with pytest.raises(UnavailableError, match="is over"):
        ensure(tmp_path, now=NOW + timedelta(days=3640))


def test_a_machine_that_woke_up_in_1970_makes_no_certificate(tmp_path):
    with pytest.raises(UnavailableError, match="clock"):
        ensure(tmp_path, now=datetime(1970, 1, 1, tzinfo=UTC))
    assert not authority_path(tmp_path).exists()


def test_the_files_load_as_tls_material(tmp_path):
    made = ensure(tmp_path)
    ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(made.certificate, made.key)
    ssl.create_default_context(cafile=str(made.authority))
