"""Encoder features of the shared recordings, as recorded and in changed versions."""

import json
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from speech.audio import SAMPLE_RATE
from speech.training import augmentation
from speech.training.features import load_whisper, write_features
from speech.training.recordings import load_samples, read_manifest
from speech.training.synthetic import SyntheticClip, espeak_clips, kokoro_clips

VERSIONS = (
    "plain", "child", "room-1", "child-room-1", "child-room-2", "room-2", "child-2", "child-room-3", "room-3",
    "child-room-4",
)  # fmt: skip
"""In the order they are worth computing; `plain` and `child` are also what held-out speakers are measured on."""


def version_of(
    name: str,
    samples: NDArray[np.float32],
    rng: np.random.Generator,
    others: Callable[[np.random.Generator], NDArray[np.float32]],
) -> NDArray[np.float32]:
    """The clip as the version `name` has it."""
    match name.rstrip("-0123456789"):
        case "plain":
            return samples
        case "child":
            return augmentation.child(samples, rng)
        case "child-room":
            return augmentation.child_in_room(samples, rng, others)
        case "room":
            return augmentation.room(samples, rng, others)
    raise ValueError(f"No such version of the recordings: {name}.")


def prepare_recordings(speech: Path, work: Path, models: Path, versions: tuple[str, ...], threads: int) -> None:
    """Write every version of the recordings of `speech` (the shared folder) to `work/features`."""
    recordings = read_manifest(speech)
    samples = [load_samples(speech / recording.audio) for recording in recordings]
    others = augmentation.drawing_from(samples)
    model = load_whisper(models, threads)
    for name in versions:
        started = time.monotonic()

        def changed(index: int, name: str = name) -> NDArray[np.float32]:
            rng = np.random.default_rng([index, *name.encode()])
            return version_of(name, samples[index], rng, others)[: int(26.5 * SAMPLE_RATE)]

        clips = [(recording.audio, partial(changed, index)) for index, recording in enumerate(recordings)]
        write_features(
            work / "features",
            name,
            clips,
            model,
            threads,
            partial(_report, name, started),
        )


def prepare_synthetic(work: Path, models: Path, voices: Path, counts: tuple[int, int], threads: int) -> None:
    """Render Kokoro's and espeak-ng's clips (`counts` of each), then write them plain and in a room.

    `voices`: the folder of the npm package kokoro-js' voices. Writes `work/synthetic.json` (keys and phones).
    """
    if (work / "synthetic.json").exists():
        return
    kokoro = models / "kokoro-fr" / "kokoro-v1.0.int8.onnx"
    clips = [
        *kokoro_clips(kokoro, voices, counts[0], np.random.default_rng(20)),
        *espeak_clips(counts[1], np.random.default_rng(21)),
    ]
    started = time.monotonic()
    samples = []
    for number, clip in enumerate(clips):
        samples.append(_rendered(clip, work / "rendered"))
        if number % 64 == 0:
            _report("rendered", started, number)
    model = load_whisper(models, threads)
    others = augmentation.drawing_from(samples)
    for name, version in (("synth-plain", "plain"), ("synth-room", "room")):

        def changed(index: int, version: str = version) -> NDArray[np.float32]:
            rng = np.random.default_rng([index, *version.encode()])
            return version_of(version, augmentation.pad_silence(samples[index], rng), rng, others)

        pairs = [(clip.key, partial(changed, index)) for index, clip in enumerate(clips)]
        write_features(work / "features", name, pairs, model, threads, partial(_report, name, started))
    listed = [
        {"key": clip.key, "phones": clip.phones, "weight": 1.0 if clip.key.startswith("kokoro") else 0.5}
        for clip in clips
    ]
    (work / "synthetic.json").write_text(json.dumps(listed, ensure_ascii=False), encoding="utf-8")


def _rendered(clip: SyntheticClip, folder: Path) -> NDArray[np.float32]:
    """The clip's samples, kept in `folder`: Kokoro takes as long to say them as they last."""
    kept = folder / f"{clip.key}.npy"
    if not kept.exists():
        folder.mkdir(parents=True, exist_ok=True)
        np.save(kept, clip.render().astype(np.float16))
    return np.asarray(np.load(kept), dtype=np.float32)


def _report(name: str, started: float, done: int) -> None:
    print(f"{name}: {done} clips, {time.monotonic() - started:.0f} s", flush=True)
