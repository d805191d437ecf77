"""What the terminal says when the server is ready, in French: the person who reads it is a teacher or a technician."""

from collections.abc import Sequence
from dataclasses import dataclass

from tutor.classroom.cards import class_address, qr_terminal
from tutor.demo import DemoSummary
from tutor.operations.certificates import Certificates
from tutor.settings import Settings


@dataclass(frozen=True, slots=True)
class Welcome:
    """Who may come in. `example`: a pupil of the demo school, with the pictures that let him in."""

    has_teacher: bool
    demo: DemoSummary | None = None
    example: tuple[str, Sequence[str]] | None = None


def banner(address: str, settings: Settings, certificates: Certificates | None, welcome: Welcome) -> list[str]:
    """The lines to print."""
    demo = welcome.demo
    opened = class_address(address, demo.class_code) if demo else address
    lines = ["", "Marelle est prête.", "", f"  Adresse : {address}", ""]
    lines += [f"  {line}" for line in qr_terminal(opened)]
    lines += [""]
    if certificates is not None:
        lines += [
            "  La première fois, sur chaque tablette : installez le certificat de l'école,",
            f"  {address}/certificat",
            "",
        ]
        lines += [f"  Attention : le certificat de l'école ne couvre pas {name}." for name in certificates.left_out]
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
            '    .venv/bin/tutor teacher add --name "Mme Martin" --login martin --school "École des Tilleuls"',
            "",
        ]
    lines += [f"  Données : {settings.data_dir}", "  Pour arrêter : Ctrl+C", ""]
    return lines
