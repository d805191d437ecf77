"""What the terminal says when the server is ready, in French: the person who reads it is a teacher or a technician."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

from tutor.classroom.cards import class_address, qr_terminal
from tutor.demo import DemoSummary
from tutor.network.presence import Presence, url
from tutor.operations.notices import notices
from tutor.settings import Settings


@dataclass(frozen=True, slots=True)
class Welcome:
    """Who may come in. `example`: a pupil of the demo school, with the pictures that let him in."""

    has_teacher: bool
    demo: DemoSummary | None = None
    example: tuple[str, Sequence[str]] | None = None


def command() -> str:
    """How `tutor` is typed here: installed, the installer's scripts say it; in a clone, from its folder."""
    return os.environ.get("MARELLE_COMMAND", ".venv/bin/tutor")


def how_to_stop() -> str:
    """In a terminal or, where systemd runs the server, by its own command."""
    return "sudo systemctl stop marelle" if "NOTIFY_SOCKET" in os.environ else "Ctrl+C"


def banner(address: str, settings: Settings, presence: Presence | None, welcome: Welcome) -> list[str]:
    """The lines to print."""
    demo = welcome.demo
    opened = class_address(address, demo.class_code) if demo else address
    lines = ["", "Marelle est prête.", "", f"  Adresse : {address}", ""]
    lines += [f"  {line}" for line in qr_terminal(opened)]
    lines += [""]
    if presence is not None:
        lines += ["  La première fois, sur chaque tablette, ouvrez cette page pour la préparer :", ""]
        lines += [f"  {line}" for line in _first_time(address, presence)] + [""]
        left_out = presence.keeper.certificates.left_out
        lines += [f"  Attention : le certificat de l'école ne couvre pas {name}." for name in left_out]
    else:
        lines += ["  Sans TLS : seul cet ordinateur peut s'en servir.", ""]
    if demo is not None:
        lines += [
            f"  {demo.school}, classe {demo.class_name}",
            f"    Enseignante   : identifiant {demo.login}, mot de passe {demo.password}  ({demo.teacher})",
            f"    Élèves        : code de la classe {demo.class_code}",
        ]
        if welcome.example is not None:
            name, pictures = welcome.example
            lines += [f"    Par exemple   : {name}, images {', '.join(pictures)}"]
        lines += [""]
    elif not welcome.has_teacher:
        lines += [
            "  Il n'y a pas encore d'enseignant. Dans un autre terminal, tapez :",
            f'    {command()} teacher add --name "Mme Martin" --login martin --school "École des Tilleuls"',
            "",
        ]
    lines += [f"  Attention : {notice.message}\n" for notice in notices(settings, datetime.now(UTC))]
    lines += [f"  Données : {settings.data_dir}", f"  Pour arrêter : {how_to_stop()}", ""]
    return lines


def _first_time(address: str, presence: Presence) -> list[str]:
    if presence.welcome_port is None:
        return [f"{address}/certificat", presence.welcome_trouble or ""]
    host = urlsplit(address).hostname or "localhost"
    return [url("http", host, presence.welcome_port)]
