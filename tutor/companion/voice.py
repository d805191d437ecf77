"""Rivet's voice in the server: which voices there are, who may ask for what, errors in French."""

from collections.abc import Callable, Iterable
from functools import lru_cache

from exercises.catalogue import Catalogue
from exercises.maths.lesson_files import load_lessons
from exercises.story.book import Book
from speech.errors import SpeechError, VoiceError
from speech.espeak import EspeakVoice
from speech.kokoro import MODEL, KokoroVoice
from speech.models import model_path
from speech.rendering import RenderedVoice, Spoken
from speech.spoken_form import same_text, spoken_form
from speech.voice_cache import VoiceCache
from tutor.companion.lines import Lines
from tutor.companion.phrases import Phrases
from tutor.companion.talk.strategies import Strategies
from tutor.errors import BadInputError, UnavailableError
from tutor.settings import Settings

AHEAD = 4_300
"""Texts said ahead, about three hours of quiet computing and 150 MB; the others are said when first asked for."""


def texts_to_say(
    lines: Lines, phrases: Phrases, strategies: Strategies, catalogue: Catalogue, story: Book
) -> tuple[str, ...]:
    """Every text a pupil may hear, the most needed first: screens, Rivet's lines and lessons, short scenes, exercises.

    The long episodes end what is said ahead: an exercise must not wait for them, but they must not be read by the
    quick voice either.
    """
    ours = (*phrases.texts(), *lines.texts(), *strategies.texts(), *load_lessons().texts())
    short = dict.fromkeys((*ours, *story.short_texts(), *catalogue.spoken_texts))
    long = dict.fromkeys(story.long_texts())
    first = [text for text in short if text not in long]
    room = max(0, AHEAD - len(long))
    return (*first[:room], *long, *first[room:])


def natural_voice(settings: Settings) -> KokoroVoice | None:
    """The natural voice, None when its model is not installed or is damaged."""
    try:
        model_path(MODEL, settings.models_dir)
    except SpeechError:
        return None
    return KokoroVoice(settings.models_dir)


def voice_cache(settings: Settings) -> VoiceCache:
    """The school's cache of what was said."""
    return VoiceCache(settings.voice_cache)


class Speaker:
    """Says texts for the tablets. `allowed`: what pupils may ask for, most needed first. `close` it at the end."""

    def __init__(
        self, settings: Settings, allowed: Iterable[str], may_render: Callable[[], bool] = lambda: True
    ) -> None:
        self._texts = tuple(allowed)
        self._allowed = _one_form(self._texts)
        self._voice = RenderedVoice(natural_voice(settings), EspeakVoice(), voice_cache(settings), may_render)

    @property
    def name(self) -> str | None:
        """The best voice there is."""
        return self._voice.name

    def start(self) -> None:
        """Load the natural voice and begin to say the most needed texts ahead, when the server is quiet."""
        self._voice.start(self._texts[:AHEAD])

    def close(self) -> None:
        """Stop speaking."""
        self._voice.close()

    def may_say(self, text: str) -> bool:
        """May a pupil ask for this text?"""
        return same_text(text) in self._allowed

    def say(self, text: str) -> Spoken:
        """The text as sound. Raises BadInputError when it holds no word, UnavailableError when no voice works."""
        try:
            spoken_form(text)
        except VoiceError as error:
            raise BadInputError("Il n'y a aucun mot à dire dans ce texte.") from error
        try:
            return self._voice.say(text)
        except SpeechError as error:
            raise UnavailableError("La voix de Rivet ne marche pas pour le moment.") from error


@lru_cache(maxsize=1)
def _one_form(texts: tuple[str, ...]) -> frozenset[str]:
    """These texts in the form that tells them apart; a second server in the same process need not make it again."""
    return frozenset(same_text(text) for text in texts)
