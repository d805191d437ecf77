"""A text heard while it is read, with the real model, on real recordings strung together."""

from pathlib import Path

import numpy as np
import pytest

from speech.audio import SAMPLE_RATE, Clip, read_clip
from speech.ear import Ear
from speech.errors import BadAudioError
from speech.texts.reading import Miscue, TextReading
from speech.verdicts import Verdict
from speech.whisper import MODEL
from tests.needs import need_model
from tutor.settings import Settings

pytestmark = pytest.mark.models
CLIPS = Path(__file__).parents[2] / "data" / "speech"
SENTENCE = "Écoute la note de musique et clique sur son nom."
TEXT = f"Un chapeau. {SENTENCE} Une grenouille."


@pytest.fixture(scope="module")
def ear() -> Ear:
    need_model(MODEL)
    return Ear.load(Settings().models_dir)


def strung(*parts: str | float) -> np.ndarray:
    """Clips by name and silences in seconds."""
    sounds = [
        np.zeros(round(part * SAMPLE_RATE), np.float32)
        if isinstance(part, float)
        else read_clip(CLIPS / f"{part}.ogg").samples
        for part in parts
    ]
    return np.concatenate(sounds)


def test_a_text_is_heard_as_it_comes_and_its_place_is_told(ear: Ear) -> None:
    sound = strung("un_chapeau", 2.0, "ecoute_la_note", "ecoute_la_note", 0.5, "une_grenouille")
    listening = ear.follow(TEXT)
    places = []
    for at in range(0, len(sound), SAMPLE_RATE):
        listening.feed(sound[at : at + SAMPLE_RATE])
        if listening.waiting:
            listening.work()
        places.append(listening.place())
    reading = listening.finish()
    assert [word.verdict for word in reading.words].count(Verdict.CORRECT) >= 11
    assert Verdict.INCORRECT not in [word.verdict for word in reading.words]
    kinds = [(event.kind, event.word) for event in reading.events]
    assert (Miscue.HESITATED, 2) in kinds
    assert sum(kind is Miscue.REPEATED for kind, _ in kinds) >= 8
    told = [place for place in places if place is not None]
    assert told[0] <= 1
    assert told[-1] >= 11


def test_the_whole_clip_gives_a_text_reading_with_its_pace(ear: Ear) -> None:
    sound = strung("un_chapeau", 0.4, "ecoute_la_note", 0.4, "une_grenouille")
    reading = ear.verify(Clip(sound), TEXT)
    assert isinstance(reading, TextReading)
    assert reading.mclm == pytest.approx(60 * len(reading.words) / reading.reading_seconds, abs=1)
    # One of the recordings ends with a long silence of its own.
    assert [(event.kind, event.word) for event in reading.events] == [(Miscue.HESITATED, 12)]


def test_a_sentence_that_was_skipped_is_told(ear: Ear) -> None:
    reading = ear.verify(Clip(strung("un_chapeau", 0.4, "une_grenouille")), TEXT)
    assert isinstance(reading, TextReading)
    skipped = {event.word for event in reading.events if event.kind is Miscue.SKIPPED}
    assert skipped >= set(range(3, 11))
    assert reading.words[-1].verdict is not Verdict.INCORRECT


def test_silence_is_no_reading(ear: Ear) -> None:
    listening = ear.follow(TEXT)
    listening.feed(np.zeros(3 * SAMPLE_RATE, np.float32))
    with pytest.raises(BadAudioError):
        listening.finish()
