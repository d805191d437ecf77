"""While it serves: a certificate about to expire and a new address change what the next tablet is shown, no restart."""

import asyncio
import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

import pytest
from cryptography import x509
from cryptography.x509.verification import PolicyBuilder, Store

from tests.conftest import Clock
from tutor.network.keeper import CertificateKeeper, Machine, kept_fresh

HOME, AWAY = ip_address("192.168.1.20"), ip_address("10.0.0.7")
NOW = datetime(2026, 9, 7, 9, 0, tzinfo=UTC)


class Moving:
    """A machine whose address is changed by hand."""

    def __init__(self) -> None:
        self.addresses = [HOME]
        self.machine = Machine(lambda: ["minipc.local"], lambda: self.addresses)


@pytest.fixture
def moving():
    return Moving()


@pytest.fixture
def keeper(tmp_path, moving, clock):
    clock.now = NOW
    keeper = CertificateKeeper(tmp_path, moving.machine, clock)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(keeper.certificates.certificate, keeper.certificates.key)
    keeper.serves(context)
    return keeper


def shown(keeper: CertificateKeeper) -> x509.Certificate:
    """What a tablet is shown by this server now: a real handshake in memory."""
    anyone = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    anyone.check_hostname, anyone.verify_mode = False, ssl.CERT_NONE
    to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
    assert keeper._context is not None
    server = keeper._context.wrap_bio(to_server, to_client, server_side=True)
    client = anyone.wrap_bio(to_client, to_server)
    for _ in range(4):
        for side in (client, server):
            try:
                side.do_handshake()
            except ssl.SSLWantReadError:
                continue
    given = client.getpeercert(binary_form=True)
    assert given is not None
    return x509.load_der_x509_certificate(given)


def trusted(keeper: CertificateKeeper, address: object, now: datetime) -> bool:
    """Whether a tablet that trusts the school's authority takes what is shown for this address, at this time."""
    authority = x509.load_pem_x509_certificate(keeper.certificates.authority.read_bytes())
    verifier = PolicyBuilder().store(Store([authority])).time(now).build_server_verifier(x509.IPAddress(address))
    return len(verifier.verify(shown(keeper), [])) == 2


def test_nothing_changes_while_nothing_must(keeper, clock):
    before = shown(keeper)
    clock.advance(days=700)
    assert keeper.look() is False
    assert shown(keeper) == before


def test_about_to_expire_another_is_shown_without_a_restart(keeper, clock):
    before = shown(keeper)
    clock.advance(days=745)  # 55 days are left: less than the 60 that are kept
    assert keeper.look() is True
    assert shown(keeper).serial_number != before.serial_number
    assert shown(keeper).not_valid_after_utc - clock() > timedelta(days=750)
    assert trusted(keeper, HOME, clock())
    assert keeper.look() is False


def test_a_new_address_is_covered_and_told_to_who_asked(keeper, moving, clock):
    told: list[object] = []
    keeper.when_moved(told.append)
    moving.addresses = [AWAY]
    assert keeper.look() is True
    assert trusted(keeper, AWAY, clock())
    assert told == [(AWAY,)]
    assert keeper.addresses == (AWAY,)


def test_renewed_by_hand_under_the_same_authority(keeper, clock):
    before, authority = shown(keeper), keeper.certificates.authority.read_bytes()
    assert keeper.renew() is True
    assert shown(keeper).serial_number != before.serial_number
    assert keeper.certificates.authority.read_bytes() == authority
    assert trusted(keeper, HOME, clock())


def test_a_clock_that_falls_back_leaves_the_old_one_served_and_is_said(keeper, clock):
    before = shown(keeper)
    clock.now = datetime(1970, 1, 1, tzinfo=UTC)
    assert keeper.look() is False
    assert "clock" in (keeper.trouble or "")
    assert shown(keeper) == before
    clock.now = NOW
    keeper.look()
    assert keeper.trouble is None


def test_half_written_files_leave_the_old_one_served(keeper, clock):
    before = shown(keeper)
    keeper.certificates.certificate.with_name("authority.key").write_bytes(b"x")
    clock.advance(days=745)
    assert keeper.look() is False
    assert "damaged" in (keeper.trouble or "")
    assert shown(keeper) == before


def test_it_looks_by_itself_while_the_server_is_open(keeper, moving):
    async def served() -> None:
        async with kept_fresh(keeper, seconds=0.01):
            moving.addresses = [AWAY]
            for _ in range(200):
                if keeper.addresses == (AWAY,):
                    return
                await asyncio.sleep(0.01)

    asyncio.run(served())
    assert keeper.addresses == (AWAY,)


def test_a_name_given_on_the_first_day_is_covered(tmp_path):
    machine = Machine(lambda: ["marelle.mairie.example", "minipc"], lambda: [HOME])
    keeper = CertificateKeeper(tmp_path, machine, Clock(NOW))
    assert keeper.certificates.left_out == ()


def test_a_running_listener_shows_the_new_one_to_the_next_tablet(keeper, clock):
    """The same over a socket, with the connection that was open going on."""

    async def served() -> tuple[str, str]:
        async def hello(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            while line := await reader.readline():
                writer.write(line)
            writer.close()

        anyone = ssl.create_default_context(cafile=str(keeper.certificates.authority))
        listener = await asyncio.start_server(hello, "127.0.0.1", 0, ssl=keeper._context)
        port = listener.sockets[0].getsockname()[1]
        async with listener:
            reader, writer = await asyncio.open_connection("127.0.0.1", port, ssl=anyone)
            first = writer.get_extra_info("peercert")["serialNumber"]
            keeper.renew()
            again, second_writer = await asyncio.open_connection("127.0.0.1", port, ssl=anyone)
            second = second_writer.get_extra_info("peercert")["serialNumber"]
            writer.write(b"encore\n")
            assert await reader.readline() == b"encore\n"
            for each in (writer, second_writer):
                each.close()
                await each.wait_closed()
            assert again is not reader
        return first, second

    # Real time: Python's TLS has no clock to be injected.
    clock.now = datetime.now(UTC)
    keeper.renew()
    first, second = asyncio.run(served())
    assert first != second
