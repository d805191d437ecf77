"""Ears of other processes, over real sockets: the same is heard, another takes over, and all gone ends kindly."""

import contextlib
import socket
import threading
import time
from collections.abc import Iterator

import numpy as np
import pytest
import uvicorn

from speech.audio import SAMPLE_RATE, Clip
from speech.closed_answers import YES_NO
from speech.errors import BadAudioError, BusyError
from speech.listening import ListeningPool
from speech.strictness import StrictnessLevel
from speech.texts.reading import Miscue, ReadingEvent, TextReading
from speech.verdicts import ClosedAnswer, Reading, SpokenNumber, Transcript, Verdict, WordVerdict
from tutor.ears.messages import NotOursError, Seal
from tutor.ears.remote import RemoteEars
from tutor.ears.worker import Worker

KEY = "une clé que deux machines partagent"
SECOND = np.full(SAMPLE_RATE, 0.1, np.float32)
WORD = WordVerdict("lune", Verdict.CORRECT, 0.98, 0.1, 0.6, None)


class Echo:
    """An ear that says how much sound it was given: what is heard is not what is tried here."""

    name = "echo"

    def verify(self, clip, text, strictness=StrictnessLevel.NORMAL):
        if not clip.samples.any():
            raise BadAudioError("no voice is heard", "no_speech")
        return Reading(Verdict.CORRECT, (WORD,), f"{text} {strictness.value}", clip.seconds)

    def number(self, clip, maximum):
        return SpokenNumber(maximum, 1.0, "dix", "echo", clip.seconds)

    def one_of(self, clip, choices):
        return ClosedAnswer("oui", "oui", 1.0, ",".join(choices), clip.seconds)

    def transcribe(self, clip):
        return Transcript("la lune", 0.5, "echo", clip.seconds)

    def follow(self, text, strictness):
        return EchoText(text)


class EchoText:
    waiting = True

    def __init__(self, text):
        self.text, self.parts = text, []

    def feed(self, samples):
        self.parts.append(samples)

    def work(self):
        return None

    def place(self):
        return len(np.concatenate(self.parts)) // SAMPLE_RATE

    def finish(self):
        heard = np.concatenate(self.parts)
        return TextReading(
            Verdict.UNSURE, (WORD,), self.text, len(heard) / SAMPLE_RATE,
            events=(ReadingEvent(Miscue.HESITATED, 0, 0.5, 1.0),), mclm=12, phrasing=None,
            reading_seconds=float(heard.sum()), reached=1,
        )  # fmt: skip


class Running:
    """A worker on a port of its own; `kill` cuts its lines as a process that dies does."""

    def __init__(self, key: str = KEY) -> None:
        self.pool = ListeningPool(Echo(), 2, 2)
        self.bound = socket.create_server(("127.0.0.1", 0))
        self.address = ("127.0.0.1", self.bound.getsockname()[1])
        config = uvicorn.Config(Worker(self.pool, key).app(), log_config=None, lifespan="off")
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(target=self.server.run, kwargs={"sockets": [self.bound]})
        self.thread.start()
        while not self.server.started:
            time.sleep(0.01)

    def kill(self) -> None:
        self.server.should_exit = self.server.force_exit = True
        self.thread.join()
        self.bound.close()
        self.pool.close()


@pytest.fixture
def workers() -> Iterator[list[Running]]:
    running = [Running(), Running()]
    yield running
    for one in running:
        if one.thread.is_alive():
            one.kill()


def test_what_an_ear_hears_comes_back_the_same(workers):
    ears, clip = RemoteEars([one.address for one in workers], KEY), Clip(SECOND)
    assert ears.name == "echo"
    assert ears.verify(clip, "la lune") == Reading(Verdict.CORRECT, (WORD,), "la lune normal", 1.0)
    assert ears.number(clip, 30).number == 30
    assert ears.one_of(clip, YES_NO).engine == "oui,non"
    said = ears.utterance(clip, 30, [YES_NO, {"a": ["ah"]}])
    assert (said.transcript, said.number.number) == (Transcript("la lune", 0.5, "echo", 1.0), 30)
    assert [one.engine for one in said.answers] == ["oui,non", "a"]
    assert ears.utterance(clip, None, []).number is None
    with pytest.raises(BadAudioError) as useless:
        ears.verify(Clip(np.zeros(1600, np.float32)), "la lune")
    assert useless.value.code == "no_speech"


def test_when_an_ear_dies_its_text_is_heard_whole_by_another_and_when_all_do_the_pupil_may_say_it_again(workers):
    ears = RemoteEars([one.address for one in workers], KEY)
    text = ears.follow("Lou lit.")
    text.feed(SECOND)
    assert text.waiting
    assert text.place() == 1
    text.feed(SECOND)
    holder = next(one for one in workers if text._ear is not None and one.address == (text._ear.host, text._ear.port))
    holder.kill()
    assert text.place() == 2
    text.feed(SECOND)
    read = text.finish()
    assert (read.seconds, read.engine, read.events[0].kind) == (3.0, "Lou lit.", Miscue.HESITATED)
    for _ in range(3):
        assert ears.number(Clip(SECOND), 10).number == 10

    lost = ears.follow("Lou lit.")
    lost.feed(SECOND)
    for one in workers:
        with contextlib.suppress(Exception):
            one.kill()
    with pytest.raises(BusyError):
        lost.finish()
    with pytest.raises(BusyError):
        ears.number(Clip(SECOND), 10)


def test_sound_is_taken_in_though_every_place_is_taken(workers):
    ears, go = RemoteEars([workers[0].address], KEY), threading.Event()
    text = ears.follow("Lou lit.")
    text.feed(SECOND)
    assert text.place() == 1
    EchoText.waiting = False  # no window is over
    try:
        taken = [workers[0].pool.run(lambda: go.wait(20)) for _ in range(4)]
        text.feed(SECOND)
        text.work()
        assert not text.waiting
    finally:
        EchoText.waiting = True
        go.set()
    assert all(one.result(20) for one in taken)
    assert text.finish().seconds == 2.0


def test_who_has_not_the_key_is_told_nothing(workers):
    stranger = RemoteEars([workers[0].address], "une autre clé, longue elle aussi")
    with pytest.raises(BusyError):
        stranger.number(Clip(SECOND), 10)
    seal, question = Seal(KEY), Seal(KEY).question({"do": "name"})
    with pytest.raises(NotOursError):
        seal.answered(seal.answer({"heard": 1}, Seal(KEY).question({"do": "name"})), question)
    assert b"name" not in question
