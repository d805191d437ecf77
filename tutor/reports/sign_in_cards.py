"""Sign-in cards and the class's poster as a PDF: faces, QR codes and pictures, eight cards a page."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tutor.classroom.cards import card_address, class_address, qr_svg
from tutor.classroom.tables import Classroom, Pupil
from tutor.reports.pdf import LETTERS

DRAWINGS = LETTERS / "pictures.json"


def cards_page(classroom: Classroom, pupils: Sequence[Pupil], server: str) -> dict[str, Any]:
    """What the template shows, of these pupils in this order."""
    drawings = _drawings(DRAWINGS)
    address = class_address(server, classroom.code)
    return {
        "title": f"Cartes de connexion, {classroom.name}",
        "poster": {"name": classroom.name, "address": address, "code": classroom.code, "qr": qr_svg(address)},
        "cards": [
            {
                "name": pupil.first_name,
                "face": drawings.get(pupil.avatar),
                "qr": qr_svg(card_address(server, pupil.card_token)),
                "pictures": [{"name": one, "svg": drawings.get(one)} for one in pupil.pictures],
            }
            for pupil in pupils
        ],
    }


def _drawings(path: Path) -> Mapping[str, str]:
    """Those that the client's build made; none where it was not built."""
    try:
        found: dict[str, str] = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found
