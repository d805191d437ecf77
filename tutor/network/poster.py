"""The sheet to print and hang: how to prepare a tablet and open Marelle, by QR codes; the fingerprint to compare."""

from typing import Any

from tutor.classroom.cards import qr_svg
from tutor.network.discovery import NAME
from tutor.network.given import given_authority
from tutor.network.presence import Presence, url
from tutor.operations.addresses import lan_address
from tutor.reports.pdf import render

TEMPLATE = "reseau"


def poster(presence: Presence) -> bytes:
    """The sheet as a PDF, with the address of this minute. Raises UnavailableError."""
    return render(TEMPLATE, poster_page(presence))


def poster_page(presence: Presence) -> dict[str, Any]:
    """What the template shows."""
    host = str(presence.addresses[0]) if presence.addresses else lan_address()
    welcome = url("http", host, presence.welcome_port) if presence.welcome_port else None
    # Without the welcome page the certificate itself is given, beyond the browser's warning.
    first = welcome or f"{url('https', host, presence.port)}/certificat"
    address = url("https", host, presence.port)
    authority = given_authority(presence.keeper.data_dir)
    named = presence.announcement is not None and presence.announcement.trouble is None
    return {
        "title": "Marelle : préparer une tablette",
        "first": {"address": first, "qr": qr_svg(first)},
        "then": {"address": address, "qr": qr_svg(address)},
        "name": url("https", NAME, presence.port) if named else None,
        "authority": authority.name,
        "fingerprint": [authority.fingerprint[:47], authority.fingerprint[48:]],
    }
