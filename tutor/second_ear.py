"""Opens the second ear (Vosk) where it is installed, wanted and small enough; without it everything works."""

from pathlib import Path
from typing import TYPE_CHECKING

import structlog

from speech.errors import ModelCorruptError, ModelMissingError
from speech.models import model_path
from speech.vosk.folder import tried_out, try_out
from tutor.settings import Settings

if TYPE_CHECKING:
    from speech.vosk.recogniser import VoskRecogniser

MODEL = "vosk-fr"
log = structlog.get_logger("tutor.second_ear")


def in_use(settings: Settings, folder: Path) -> bool:
    """Whether a server with these settings would open the model that is installed there. Opens nothing."""
    known = tried_out(folder)
    return settings.vosk and known is not None and known.megabytes <= settings.vosk_memory_mb


def open_second_ear(settings: Settings) -> "VoskRecogniser | None":
    """The second ear, None without it; the log says why when its model is there."""
    if not settings.vosk:
        return None
    try:
        folder = model_path(MODEL, settings.models_dir)
        taken = try_out(folder).megabytes
        if taken > settings.vosk_memory_mb:
            log.warning("no_second_ear", reason=f"{MODEL} takes {taken} MB", limit=settings.vosk_memory_mb)
            return None
        # Loaded here, for the library takes time and memory that those without the model need not give.
        from speech.vosk.language import French
        from speech.vosk.model import VoskModel
        from speech.vosk.recogniser import VoskRecogniser

        return VoskRecogniser(VoskModel.open(folder), French.load())
    except ModelMissingError:
        return None
    except ModelCorruptError as error:
        log.warning("no_second_ear", reason=str(error))
        return None
