"""Who says what, and when."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import speech.rendering
from speech.errors import ModelCorruptError, VoiceError
from speech.rendering import SHORT, RenderedVoice
from speech.voice import Sound
from speech.voice_cache import VoiceCache
from tests.unit.speech.voices import Tone

LONG = "Il était une fois un lapin. " * 4


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not true():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.005)


def said_naturally(voice: RenderedVoice, text: str, clock: Clock) -> bool:
    """Once the natural voice is loaded; what the quick voice said just before is forgotten."""
    clock.now += 60
    return voice.say(text).voice == "natural"


@pytest.fixture(autouse=True)
def look_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speech.rendering, "LOOK_SECONDS", 0.01)
    monkeypatch.setattr(speech.rendering, "TURN_SECONDS", 0.05)


@contextmanager
def rendered(
    folder: Path, natural: Tone | None, quick: Tone | None, clock: Clock, may_render: Callable[[], bool] = lambda: True
) -> Iterator[RenderedVoice]:
    voice = RenderedVoice(natural, quick, VoiceCache(folder), may_render, clock)
    try:
        yield voice
    finally:
        voice.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_a_short_text_is_said_by_the_natural_voice_and_kept(tmp_path: Path, clock: Clock) -> None:
    natural, quick = Tone("natural"), Tone("quick")
    with rendered(tmp_path, natural, quick, clock) as voice:
        voice.start()
        until(lambda: said_naturally(voice, "Salut !", clock))
        natural.said.clear()
        first = voice.say("Bonjour !")
        assert (first.voice, first.lasting) == ("natural", True)
        assert natural.said == ["Bonjour !"]
        assert voice.is_rendered("Bonjour !")


def test_before_the_natural_voice_is_loaded_the_quick_one_answers(tmp_path: Path, clock: Clock) -> None:
    with rendered(tmp_path, Tone("natural"), Tone("quick"), clock) as voice:
        spoken = voice.say("Bonjour !")
        assert (spoken.voice, spoken.lasting) == ("quick", False)


def test_a_long_text_is_said_at_once_then_rendered_when_nobody_waits(tmp_path: Path, clock: Clock) -> None:
    natural = Tone("natural")
    assert len(LONG) > SHORT
    with rendered(tmp_path, natural, Tone("quick"), clock) as voice:
        voice.start()
        assert voice.say(LONG).voice == "quick"
        assert natural.said == []
        clock.now += 60
        until(lambda: voice.is_rendered(LONG))
        assert voice.say(LONG).voice == "natural"


def test_pieces_of_one_answer_stay_of_one_voice_for_a_moment(tmp_path: Path, clock: Clock) -> None:
    with rendered(tmp_path, Tone("natural"), Tone("quick"), clock) as voice:
        first = voice.say("Bonjour !")
        voice.render("Bonjour !")
        assert voice.say("Bonjour !").audio == first.audio
        clock.now += 60
        assert voice.say("Bonjour !").voice == "natural"


def test_while_the_natural_voice_is_busy_the_quick_one_answers(tmp_path: Path, clock: Clock) -> None:
    natural = Tone("natural")
    with rendered(tmp_path, natural, Tone("quick"), clock) as voice:
        voice.start()
        until(lambda: said_naturally(voice, "Salut !", clock))
        natural.speaking.clear()
        natural.gate.clear()
        busy = threading.Thread(target=lambda: voice.render("Un long texte"))
        busy.start()
        natural.speaking.wait(20)
        assert voice.say("Bonjour !").voice == "quick"
        natural.gate.set()
        busy.join()


def test_on_a_slow_computer_nobody_waits_for_the_natural_voice(tmp_path: Path, clock: Clock) -> None:
    class Slow(Tone):
        def speak(self, text: str) -> Sound:
            clock.now += 1.0 * len(text)
            return super().speak(text)

    natural = Slow("natural")
    with rendered(tmp_path, natural, Tone("quick"), clock) as voice:
        voice.start()
        until(lambda: said_naturally(voice, "Oui", clock))
        assert voice.say("Bonjour à toi !").voice == "quick"


def test_while_someone_reads_aloud_nothing_is_rendered(tmp_path: Path, clock: Clock) -> None:
    natural, listening = Tone("natural"), threading.Event()
    listening.set()
    with rendered(tmp_path, natural, Tone("quick"), clock, lambda: not listening.is_set()) as voice:
        clock.now += 60
        voice.start(["un", "deux"])
        until(lambda: natural.warm)
        assert voice.say("Bonjour !").voice == "quick"
        assert natural.said == []
        listening.clear()
        clock.now += 60
        until(lambda: voice.is_rendered("deux"))


def test_idle_work_goes_in_order_what_was_asked_for_first(tmp_path: Path, clock: Clock) -> None:
    natural = Tone("natural")
    with rendered(tmp_path, natural, Tone("quick"), clock) as voice:
        voice.say("deux")
        voice.start(["un", "deux", "trois"])
        clock.now += 60
        until(lambda: voice.is_rendered("trois"))
    assert natural.said == ["deux", "un", "trois"]
    assert natural.closed


def test_what_cannot_be_said_does_not_stop_the_rest(tmp_path: Path, clock: Clock) -> None:
    with rendered(tmp_path, Tone("natural"), None, clock) as voice:
        voice.start(["...", "un"])
        clock.now += 60
        until(lambda: voice.is_rendered("un"))


def test_a_damaged_natural_voice_leaves_the_quick_one(tmp_path: Path, clock: Clock) -> None:
    with rendered(tmp_path, Tone("natural", ModelCorruptError("damaged")), Tone("quick"), clock) as voice:
        voice.start()
        until(lambda: voice.name == "quick")
        assert voice.say("Bonjour !").voice == "quick"


def test_when_the_quick_voice_fails_the_natural_one_is_waited_for(tmp_path: Path, clock: Clock) -> None:
    with rendered(tmp_path, Tone("natural"), Tone("quick", VoiceError("dead")), clock) as voice:
        assert voice.say(LONG).voice == "natural"


def test_when_no_voice_works_it_is_told(tmp_path: Path, clock: Clock) -> None:
    with rendered(tmp_path, None, Tone("quick", VoiceError("dead")), clock) as voice:
        with pytest.raises(VoiceError, match="No voice can speak"):
            voice.say("Bonjour !")
        with pytest.raises(VoiceError, match="tutor models install kokoro-fr"):
            voice.render("Bonjour !")


def test_a_cache_that_cannot_be_written_does_not_silence_anyone(tmp_path: Path, clock: Clock) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    natural = Tone("natural")
    with rendered(tmp_path / "cache", natural, Tone("quick"), clock) as voice:
        voice.start()
        until(lambda: said_naturally(voice, "Salut !", clock))
        with pytest.raises(NotADirectoryError):
            voice.render("Bonjour !")
