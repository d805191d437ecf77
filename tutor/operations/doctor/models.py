"""The models of the ear and the voice: there, and with the right bytes."""

from collections.abc import Mapping
from pathlib import Path

from speech.model_list import Model
from speech.models import State, damaged_files, installed
from tutor.operations.doctor.findings import Findings, fault, fine, note

_PARTS = {"whisper-base": "l’oreille", "kokoro-fr": "la voix", "vosk-fr": "la seconde oreille"}
_WITHOUT = {
    "whisper-base": "personne n’écoutera lire les enfants",
    "kokoro-fr": "Rivet parlera avec la voix de la tablette, moins claire",
}


def models(models_dir: Path, among: Mapping[str, Model] | None = None) -> Findings:
    """Every model: reads all of its bytes again, so this takes a few seconds."""
    for presence in installed(models_dir, among):
        name = presence.model.name
        part = _PARTS.get(name, name)
        damaged = [] if presence.state is State.MISSING else damaged_files(presence)
        if presence.state is State.MISSING and presence.model.optional:
            yield note("model", f"Le modèle {name} ({part}), facultatif, n’est pas installé.")
        elif presence.state is State.MISSING:
            without = _WITHOUT.get(name, "une partie de Marelle ne marchera pas")
            yield fault(
                "model",
                f"Le modèle {name} ({part}) n’est pas dans {models_dir} : {without}.",
                f"Tapez « tutor models install {name} », avec « --from DOSSIER » s’il vient d’une clé USB.",
            )
        elif damaged:
            yield fault(
                "model",
                f"Le modèle {name} ({part}) est abîmé : {', '.join(damaged)} n’a pas les bons octets.",
                f"Tapez « tutor models install {name} » : seul ce qui est abîmé est remplacé.",
            )
        else:
            yield fine("model", f"Modèle {name} ({part}) : présent et intact.")
