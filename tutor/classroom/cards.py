"""Sign-in cards: QR codes of the addresses that open a class or sign a pupil in."""

import io
from collections.abc import Sequence
from functools import lru_cache
from ipaddress import ip_address

import segno
from starlette.datastructures import URL

from tutor.operations.addresses import lan_address

CARDS = 1_000
"""QR codes kept as they were drawn, 2 KB each: thirty take longer than all the rest of the page that shows them."""


def tablet_address(page: URL, local_address: str | None = None) -> str:
    """The server's address for a tablet, from the address of the page that asks.

    A teacher who works on the server itself sees « localhost », which would lead a tablet to itself: it is
    replaced by this machine's address on the network.
    """
    host = page.hostname or "localhost"
    if _is_this_machine(host):
        host = local_address or lan_address()
    shown = f"[{host}]" if ":" in host else host
    port = f":{page.port}" if page.port is not None else ""
    return f"{page.scheme}://{shown}{port}"


def class_address(server: str, code: str) -> str:
    """The address that opens a class's faces on a tablet."""
    return f"{server}/classe/{code}"


def card_address(server: str, token: str) -> str:
    """The address of a pupil's card, which signs him in."""
    return f"{server}/carte/{token}"


@lru_cache(maxsize=CARDS)
def qr_svg(address: str) -> str:
    """An SVG document, black on white with its quiet zone, of no size of its own. Bears a 15 % smudge."""
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", omitsize=True, light="#fff", border=4)
    return out.getvalue().decode("utf-8")


def qr_terminal(address: str) -> Sequence[str]:
    """The lines of a QR code drawn in a terminal."""
    out = io.StringIO()
    segno.make(address, error="l", micro=False).terminal(out=out, border=2, compact=True)
    return out.getvalue().splitlines()


def _is_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
