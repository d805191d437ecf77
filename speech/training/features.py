"""Encoder features of every clip, computed once a version and kept on disk in float16.

A version is one change of sound over a whole set (`plain`, `child`, `room-1`, ...): `<name>.f16` holds the
frames of all clips end to end, `<name>.json` the clips' keys and numbers of frames, in order.
"""

import json
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from speech.phones.encoder import EncoderModel, encode

WIDTH = 512


@dataclass(frozen=True)
class FeatureSet:
    """Features of one version: `frames[start[k]:start[k] + count[k]]` belong to clip `keys[k]`."""

    keys: list[str]
    start: NDArray[np.int64]
    count: NDArray[np.int64]
    frames: NDArray[np.float16]

    def of(self, index: int) -> NDArray[np.float32]:
        """Features of the clip at `index`, float32 (frames, 512)."""
        first = self.start[index]
        return np.asarray(self.frames[first : first + self.count[index]], dtype=np.float32)


def load_features(folder: Path, name: str) -> FeatureSet:
    """Open a version written by `write_features`."""
    head = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    count = np.asarray(head["count"], dtype=np.int64)
    frames = np.memmap(folder / f"{name}.f16", dtype=np.float16, mode="r").reshape(-1, WIDTH)
    return FeatureSet(head["keys"], np.cumsum(count) - count, count, frames)


def load_whisper(models: Path, threads: int) -> EncoderModel:
    """Whisper base in int8, as the ear runs it, encoding `threads` clips at once."""
    import ctranslate2

    model: EncoderModel = ctranslate2.models.Whisper(
        str(models / "whisper-base"), device="cpu", compute_type="int8", inter_threads=threads, intra_threads=1
    )
    return model


def write_features(
    folder: Path,
    name: str,
    clips: Iterable[tuple[str, Callable[[], NDArray[np.float32]]]],
    model: EncoderModel,
    threads: int,
    report: Callable[[int], None] = lambda done: None,
) -> None:
    """Encode clips (key, function giving its samples) and write the version `name`; skipped when already there."""
    if (folder / f"{name}.json").exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    keys: list[str] = []
    count: list[int] = []
    lock = threading.Lock()

    def work(item: tuple[str, Callable[[], NDArray[np.float32]]]) -> tuple[str, NDArray[np.float16]]:
        return item[0], encode(model, item[1]()).astype(np.float16)

    with (folder / f"{name}.f16").open("wb") as out, ThreadPoolExecutor(threads) as pool:
        for chunk in _chunks(clips, 64):
            for key, frames in pool.map(work, chunk):
                with lock:
                    out.write(frames.tobytes())
                    keys.append(key)
                    count.append(len(frames))
            report(len(keys))
    (folder / f"{name}.json").write_text(json.dumps({"keys": keys, "count": count}), encoding="utf-8")


def _chunks(
    items: Iterable[tuple[str, Callable[[], NDArray[np.float32]]]], size: int
) -> Iterator[list[tuple[str, Callable[[], NDArray[np.float32]]]]]:
    iterator = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk
