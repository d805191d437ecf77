"""Whatever is given to the pool of ears, each clip gets its own answer and the next child is heard."""

from pathlib import Path

import numpy as np
import pytest

from speech.audio import SAMPLE_RATE, Clip, read_clip
from speech.ear import Ear
from speech.errors import SpeechError
from speech.listening import ListeningPool
from speech.verdicts import Verdict
from speech.whisper import MODEL
from tests.needs import need_model
from tests.unit.speech import malformed
from tutor.settings import Settings

pytestmark = pytest.mark.models
CLIPS = Path(__file__).parents[2] / "data" / "speech"
N = SAMPLE_RATE
TIMES = np.arange(N) / N
TONE = (0.3 * np.sin(2 * np.pi * 440 * TIMES)).astype(np.float32)


def strange_clips() -> dict[str, np.ndarray]:
    """Samples that no microphone gives, or only a broken one."""
    rng = np.random.default_rng(0)
    return {
        "nothing": np.zeros(0, np.float32),
        "one sample": np.ones(1, np.float32),
        "under a tenth of a second": TONE[: N // 20],
        "silence": np.zeros(N, np.float32),
        "the least bit": np.full(N, 1 / 32_768, np.float32),
        "an offset": np.full(N, 0.9, np.float32),
        "NaN": np.full(N, np.nan, np.float32),
        "one NaN": np.where(np.arange(N) == 500, np.nan, TONE),
        "infinite": np.full(N, np.inf, np.float32),
        "one infinite": np.where(np.arange(N) == 500, -np.inf, TONE),
        "far too loud": TONE * 1e30,
        "full scale square": np.sign(TONE),
        "a click": np.eye(1, N, 700, dtype=np.float32)[0],
        "clicks": (np.arange(N) % 400 == 0).astype(np.float32),
        "white noise": rng.normal(0, 0.1, N).astype(np.float32),
        "loud noise": rng.uniform(-1, 1, N).astype(np.float32),
        "a tone": TONE,
        "a low hum": (0.5 * np.sin(2 * np.pi * 50 * TIMES)).astype(np.float32),
        "a chord": sum(0.2 * np.sin(2 * np.pi * f * TIMES) for f in (262, 330, 392)).astype(np.float32),
        "a siren": (0.4 * np.sin(2 * np.pi * 600 * TIMES**2)).astype(np.float32),
        "doubles": TONE.astype(np.float64),
        "two dimensions": np.stack([TONE, TONE]),
        "one dimension too many": TONE[None, :],
        "whole numbers": (TONE * 32_767).astype(np.int16),
    }


TEXTS = [
    *("", " ", "!", "« »", "\n\n", "\0", "😀", "—", "x" * 61, "a" * 5_000, "mot " * 1_001, "mot " * 300),
    *("1", "3,5 €", "12:30", "a b c d", "привет", "你好", "قطة", "l'", "'", "qu'il", "aujourd'hui", "COFFRE-FORT"),
    *("<script>", "%s%n", "'; DROP TABLE pupil; --", "\u202e lapin", "la\u0301pin", "lapin\u200b", "<|endoftext|>"),
]


@pytest.fixture(scope="module")
def pool() -> ListeningPool:
    need_model(MODEL)
    pool = ListeningPool(Ear.load(Settings().models_dir, threads=2), workers=2, queue=200)
    yield pool
    pool.close()


def hears(pool: ListeningPool) -> bool:
    return pool.verify(read_clip(CLIPS / "carotte.ogg"), "carotte").result(60).verdict is Verdict.CORRECT


def test_a_strange_clip_is_refused_or_never_taken_for_the_text(pool: ListeningPool) -> None:
    waiting = {
        name: (pool.verify(Clip(samples), "un lapin"), pool.number(Clip(samples), 20))
        for name, samples in strange_clips().items()
    }
    for name, (words, number) in waiting.items():
        for future in (words, number):
            fault = future.exception(60)
            assert fault is None or isinstance(fault, SpeechError), f"{name}: {fault!r}"
        assert words.exception() or words.result().verdict is not Verdict.CORRECT, name
        assert number.exception() or number.result().number is None, name
    assert hears(pool)


def test_a_strange_text_is_refused_or_judged(pool: ListeningPool) -> None:
    clip = read_clip(CLIPS / "un_lapin.ogg")
    waiting = [(text, pool.verify(clip, text)) for text in TEXTS]
    for text, future in waiting:
        fault = future.exception(120)
        assert fault is None or isinstance(fault, SpeechError), f"{text[:40]!r}: {fault!r}"
    assert hears(pool)


def test_after_every_malformed_file_a_child_is_still_heard(pool: ListeningPool, tmp_path: Path) -> None:
    refused, heard = 0, []
    for name, content in [*malformed.wrong(), *malformed.right()]:
        path = tmp_path / name
        path.write_bytes(content)
        try:
            heard.append(pool.verify(read_clip(path), "un lapin"))
        except SpeechError:
            refused += 1
    assert refused > 200
    for future in heard:
        fault = future.exception(60)
        assert fault is None or isinstance(fault, SpeechError)
    assert hears(pool)
