"""Work that can wait knows when a child is being heard."""

import threading

import numpy as np
import pytest

from speech.audio import Clip
from speech.closed_answers import YES_NO, Choices
from speech.errors import BadAudioError
from speech.strictness import StrictnessLevel
from speech.verdicts import ClosedAnswer, Reading, SpokenNumber, Verdict
from tutor.attention import RESPITE_SECONDS, Attention

CLIP = Clip(np.zeros(16_000, np.float32))


class SlowEar:
    """A recogniser that hears for as long as the test wants."""

    name = "slow"

    def __init__(self) -> None:
        self.started, self.may_end = threading.Event(), threading.Event()

    def verify(self, clip: Clip, text: str, strictness: StrictnessLevel = StrictnessLevel.NORMAL) -> Reading:
        self.started.set()
        assert self.may_end.wait(10)
        return Reading(Verdict.UNSURE, (), self.name, 0.0)

    def number(self, clip: Clip, maximum: int) -> SpokenNumber:
        raise BadAudioError("nothing in it")

    def one_of(self, clip: Clip, choices: Choices) -> ClosedAnswer:
        raise BadAudioError("nothing in it")


def test_it_is_free_but_while_a_clip_is_heard_and_a_little_later():
    ear = SlowEar()
    now = [100.0]
    attention = Attention(ear, lambda: now[0])
    assert attention.free
    thread = threading.Thread(target=attention.verify, args=(CLIP, "un lapin"))
    thread.start()
    assert ear.started.wait(10)
    assert not attention.free
    ear.may_end.set()
    thread.join()
    assert not attention.free
    now[0] += RESPITE_SECONDS + 0.1
    assert attention.free


def test_a_bad_clip_leaves_it_free():
    now = [100.0]
    attention = Attention(SlowEar(), lambda: now[0])
    with pytest.raises(BadAudioError):
        attention.number(CLIP, 20)
    with pytest.raises(BadAudioError):
        attention.one_of(CLIP, YES_NO)
    now[0] += RESPITE_SECONDS + 0.1
    assert attention.free
    assert attention.name == "slow"
