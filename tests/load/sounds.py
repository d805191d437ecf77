"""What tablets say: real recordings, put end to end with pauses for what is longer than one of them.

Their texts are hardly ever those of an exercise, and a class reads most of what is written right: texts that the
product's own voices read aloud beforehand, heard right by the ear (`python -m tests.load --learn`), are said four times
in five.
"""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from speech.audio import SAMPLE_RATE, read_clip
from speech.encoding import wav
from speech.errors import SpeechError
from speech.recogniser import Recogniser
from speech.verdicts import Verdict
from speech.voice import Voice

FRAME_SECONDS = 0.1
FRAME = int(FRAME_SECONDS * SAMPLE_RATE)
SILENCE = bytes(2 * FRAME)
BEFORE_SECONDS = 0.5
PAUSE_SECONDS = 0.25
RECORDINGS = Path(__file__).parents[1] / "data" / "speech"
_NUMBERS = ("douze", "dix_sept")
_CLIPS = {"word": 1, "sentence": 3, "text": 8, "number": 1}
"""How many recordings a child's turn is made of."""
READ_RIGHT = 0.8
READINGS = Path.home() / ".cache" / "marelle" / "load-readings"


@dataclass(frozen=True, slots=True)
class Sound:
    """PCM16 frames of 100 ms; `voiced`: seconds to the end of the last recording."""

    frames: list[bytes]
    voiced: float


class Readings:
    """Texts read aloud, one WAV each in a folder. `unknown`: those that were asked for and are not there."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.unknown: dict[str, None] = {}

    def of(self, text: str) -> NDArray[np.float32] | None:
        """This text read aloud, None when nobody did."""
        if self._file(text).exists():
            return read_clip(self._file(text)).samples
        self.unknown[text] = None
        return None

    def learn(self, texts: Iterable[str], voices: Sequence[Voice], ear: Recogniser) -> int:
        """Read these texts aloud, by the first voice that the ear hears read right: how many there are then.

        A text that no voice reads so is not kept.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        return sum(any(self._read_right(text, voice, ear) for voice in voices) for text in texts)

    def _read_right(self, text: str, voice: Voice, ear: Recogniser) -> bool:
        file = self._file(text)
        try:
            file.write_bytes(wav(voice.speak(text)))
            right = ear.verify(read_clip(file), text).verdict is Verdict.CORRECT
        except SpeechError:
            right = False
        if not right:
            file.unlink(missing_ok=True)
        return right

    def _file(self, text: str) -> Path:
        return self._folder / f"{sha256(text.encode()).hexdigest()[:24]}.wav"


class Sounds:
    """The recordings of a folder of .ogg files; those called as numbers are said for numbers."""

    def __init__(self, readings: Readings | None = None, folder: Path = RECORDINGS) -> None:
        clips = {path.stem: read_clip(path).samples for path in sorted(folder.glob("*.ogg"))}
        self._numbers = [clip for name, clip in clips.items() if name in _NUMBERS]
        self._others = [clip for name, clip in clips.items() if name not in _NUMBERS]
        self._readings = readings

    def of(self, kind: str, rng: random.Random, text: str | None = None) -> Sound:
        """Something to say of this kind (word, sentence, text, number): this text, or something else."""
        floor = np.random.default_rng(rng.getrandbits(32)).standard_normal(int(BEFORE_SECONDS * SAMPLE_RATE)) / 3_000
        parts = [floor.astype(np.float32)]
        known = self._readings.of(text) if self._readings and text else None
        if known is not None and rng.random() < READ_RIGHT:
            parts.append(known)
        else:
            among = self._numbers if kind == "number" else self._others
            for number in range(_CLIPS[kind]):
                parts += [floor[: int(PAUSE_SECONDS * SAMPLE_RATE)].astype(np.float32)] if number else []
                parts.append(rng.choice(among))
        samples = np.concatenate(parts)
        pcm = (samples * 32_767).clip(-32_768, 32_767).astype("<i2")
        pcm = np.pad(pcm, (0, -len(pcm) % FRAME))
        return Sound([part.tobytes() for part in pcm.reshape(-1, FRAME)], len(samples) / SAMPLE_RATE)


def kind_of(content: Mapping[str, object]) -> str:
    """What a child says for an exercise as it is shown."""
    if content["kind"] != "read_aloud":
        return "number"
    unit = str(content.get("unit", "word"))
    return unit if unit in _CLIPS else "word"


def text_of(content: Mapping[str, object]) -> str | None:
    """The text to read aloud, None for a number to say."""
    return str(content["text"]) if content["kind"] == "read_aloud" else None


def is_said(content: Mapping[str, object]) -> bool:
    """Whether it is answered by one turn of voice: read aloud or computed. (A text in turns is heard line by line.)"""
    return content["kind"] == "compute" or (content["kind"] == "read_aloud" and content["mode"] != "in_turns")
