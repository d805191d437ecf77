"""What tablets say: real recordings, put end to end with pauses for what is longer than one of them."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from speech.audio import SAMPLE_RATE, read_clip

FRAME_SECONDS = 0.1
FRAME = int(FRAME_SECONDS * SAMPLE_RATE)
SILENCE = bytes(2 * FRAME)
BEFORE_SECONDS = 0.5
PAUSE_SECONDS = 0.25
RECORDINGS = Path(__file__).parents[1] / "data" / "speech"
_NUMBERS = ("douze", "dix_sept")
_CLIPS = {"word": 1, "sentence": 3, "text": 8, "number": 1}
"""How many recordings a child's turn is made of."""


@dataclass(frozen=True, slots=True)
class Sound:
    """PCM16 frames of 100 ms; `voiced`: seconds to the end of the last recording."""

    frames: list[bytes]
    voiced: float


class Sounds:
    """The recordings of a folder of .ogg files; those called as numbers are said for numbers."""

    def __init__(self, folder: Path = RECORDINGS) -> None:
        clips = {path.stem: read_clip(path).samples for path in sorted(folder.glob("*.ogg"))}
        self._numbers = [clip for name, clip in clips.items() if name in _NUMBERS]
        self._others = [clip for name, clip in clips.items() if name not in _NUMBERS]

    def of(self, kind: str, rng: random.Random) -> Sound:
        """Something to say of this kind: word, sentence, text, number."""
        among = self._numbers if kind == "number" else self._others
        floor = np.random.default_rng(rng.getrandbits(32)).standard_normal(int(BEFORE_SECONDS * SAMPLE_RATE)) / 3_000
        parts = [floor.astype(np.float32)]
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


def is_said(content: Mapping[str, object]) -> bool:
    """Whether it is answered by one turn of voice: read aloud or computed. (A text in turns is heard line by line.)"""
    return content["kind"] == "compute" or (content["kind"] == "read_aloud" and content["mode"] != "in_turns")
