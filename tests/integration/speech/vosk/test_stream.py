"""Words heard as they come, by the real library."""

import math
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
import soundfile

from speech.audio import SAMPLE_RATE, Clip, from_pcm16, read_clip, samples_of_pcm16
from speech.errors import BadAudioError
from speech.vosk.model import VoskModel
from speech.vosk.stream import VoskStream, hear
from tests.korean import HELLO, Korean, say

CLOSED = Korean.DECOYS  # the dither of the library makes a longer list unsteady on a synthetic voice
CHUNK = SAMPLE_RATE // 10


def pieces(samples: np.ndarray, size: int = CHUNK) -> list[np.ndarray]:
    return [samples[start : start + size] for start in range(0, len(samples), size)]


def test_a_word_is_heard_before_its_stream_is_over(model: VoskModel) -> None:
    stream = VoskStream(model, model.grammar(CLOSED))
    so_far = [stream.feed(piece) for piece in pieces(say(HELLO))]
    assert so_far[0] == ()
    assert (HELLO,) in so_far
    heard = stream.finish()
    assert [word.word for word in heard] == [HELLO]
    assert 0.3 < heard[0].start < heard[0].end < 2.2
    assert 0.0 < heard[0].confidence <= 1.0


def test_what_comes_after_a_pause_is_added_with_times_that_go_on(model: VoskModel) -> None:
    stream = VoskStream(model, model.grammar(CLOSED))
    silence = np.zeros(2 * SAMPLE_RATE, np.float32)
    for piece in pieces(np.concatenate([say(HELLO), silence, say(HELLO), silence])):
        so_far = stream.feed(piece)
    assert so_far == (HELLO, HELLO)
    first, second = stream.finish()
    assert second.start > first.end + 1.5


def test_everything_may_be_heard_without_a_grammar(model: VoskModel) -> None:
    heard = hear(model, Clip(say(HELLO)))  # not what is said: the whole language is too much for a synthetic voice
    assert heard
    assert not {word.word for word in heard} <= set(CLOSED)


def test_the_size_of_chunks_changes_nothing(model: VoskModel) -> None:
    samples = say(HELLO)
    for size in (1, 7, CHUNK, len(samples)):
        stream = VoskStream(model, model.grammar(CLOSED))
        for piece in pieces(samples[:100], size):
            stream.feed(piece)
        stream.feed(samples[100:])
        assert [word.word for word in stream.finish()] == [HELLO]


def test_silence_and_nothing_at_all_are_no_word(model: VoskModel) -> None:
    stream = VoskStream(model)
    assert stream.feed(np.zeros(0, np.float32)) == ()
    assert stream.feed(np.zeros(SAMPLE_RATE, np.float32)) == ()
    assert stream.finish() == ()
    assert VoskStream(model).finish() == ()


@pytest.mark.parametrize("bad", [np.full(1600, math.nan), np.full(1600, math.inf), np.zeros((2, 800))])
def test_what_is_no_sound_is_refused_and_the_stream_goes_on(model: VoskModel, bad: np.ndarray) -> None:
    stream = VoskStream(model, model.grammar(CLOSED))
    with pytest.raises(BadAudioError):
        stream.feed(bad.astype(np.float32))
    stream.feed(say(HELLO))
    assert [word.word for word in stream.finish()] == [HELLO]


def test_a_stream_that_is_over_takes_nothing_more(model: VoskModel) -> None:
    stream = VoskStream(model, model.grammar(CLOSED))
    stream.feed(say(HELLO))
    heard = stream.finish()
    assert stream.finish() == heard
    with pytest.raises(ValueError, match="is over"):
        stream.feed(say(HELLO))


def test_an_odd_number_of_bytes_never_reaches_the_library(model: VoskModel) -> None:
    pcm = (say(HELLO) * 32_767).astype("<i2").tobytes()
    for chunk_or_clip in (samples_of_pcm16, from_pcm16):
        with pytest.raises(BadAudioError, match="odd number of bytes"):
            chunk_or_clip(pcm[:-1])
    assert [word.word for word in hear(model, from_pcm16(pcm), model.grammar(CLOSED))] == [HELLO]


@pytest.mark.parametrize("rate", [22_050, 44_100, 48_000])
def test_sound_at_another_rate_is_heard_at_ours(model: VoskModel, tmp_path: Path, rate: int) -> None:
    samples = say(HELLO)
    times = np.arange(len(samples) * rate // SAMPLE_RATE) * SAMPLE_RATE / rate
    soundfile.write(tmp_path / "clip.wav", np.interp(times, np.arange(len(samples)), samples), rate)
    heard = hear(model, read_clip(tmp_path / "clip.wav"), model.grammar(CLOSED))
    assert [word.word for word in heard] == [HELLO]


def test_eight_voices_at_once_do_not_mix(model: VoskModel) -> None:
    grammar = model.grammar(CLOSED)
    sounds = [say(HELLO), say(HELLO, HELLO), np.zeros(2 * SAMPLE_RATE, np.float32), say("어머니")] * 6

    def words(samples: np.ndarray) -> list[str]:
        stream = VoskStream(model, grammar)
        for piece in pieces(samples):
            stream.feed(piece)
        return [word.word for word in stream.finish()]

    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(words, sounds))
    assert together == [[HELLO], [HELLO, HELLO], [], ["어머니"]] * 6


def test_one_stream_fed_from_several_threads_bears_it(model: VoskModel) -> None:
    stream = VoskStream(model, model.grammar(CLOSED))
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(stream.feed, pieces(say(HELLO))))
    stream.finish()
