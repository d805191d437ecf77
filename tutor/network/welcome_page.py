"""The welcome page's HTML: the steps of every device, the right one first and open."""

from html import escape
from string import Template

from exercises.typography import set_in_type
from tutor.network.devices import DATA, Device, DeviceId, Step, devices
from tutor.network.given import CRT_NAME, MOBILECONFIG_NAME, GivenAuthority
from tutor.network.pictures import screen_svg

_FILES = {
    "crt": (CRT_NAME, "Télécharger le certificat"),
    "mobileconfig": (MOBILECONFIG_NAME, "Télécharger le profil"),
}


def welcome_page(authority: GivenAuthority, guess: DeviceId, port: int) -> str:
    """The page for a device of this kind; Marelle itself is on `port`."""
    ordered = sorted(devices(), key=lambda device: device.id != guess)
    return Template((DATA / "accueil.html").read_text("utf-8")).substitute(
        port=port,
        guess=guess,
        name=escape(authority.name),
        fingerprint=escape(authority.fingerprint),
        devices="\n".join(_device(device, device.id == guess) for device in ordered),
    )


def _device(device: Device, opened: bool) -> str:
    before = f"<p>{_words(device.avant)}</p>" if device.avant else ""
    steps = "\n".join(f"<li><div>{_step(step)}</div></li>" for step in device.etapes)
    return (
        f'<details id="{device.id}"{" open" if opened else ""}><summary>{_words(device.nom)}</summary>{before}'
        f'<ol>\n{steps}\n</ol><p class="sinon">{_words(device.sinon)}</p></details>'
    )


def _step(step: Step) -> str:
    shown = f"<p>{_words(step.dit)}</p>"
    if step.bouton is not None:
        name, label = _FILES[step.bouton]
        shown += f'<p><a class="touche" href="/{name}">{label}</a></p>'
    return shown + (screen_svg(step.ecran) if step.ecran is not None else "")


def _words(text: str) -> str:
    return escape(set_in_type(text))
