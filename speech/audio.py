"""A clip of sound as every engine takes it: mono, 16 kHz, float32 in [-1, 1]; and how to read one from a file.

Files are decoded a little at a time, so that neither a long file nor a header that lies costs memory.
"""

import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from speech.errors import BadAudioError

SAMPLE_RATE = 16_000
SHORTEST_SECONDS = 0.1
# Formats that hold sound and nothing else that could be followed: no playlist, no address.
_FORMATS = "wav,w64,aiff,au,caf,ogg,flac,mp3,aac,mov,mp4,m4a,matroska,webm,amr"
# A header may claim a little more than there is (encoder padding), not several times more.
_CLAIM_TOLERANCE_SECONDS = 1.0
_PCM = 1  # the code of plain samples in a WAV


@dataclass(frozen=True, slots=True)
class Clip:
    """`samples`: shape (n,), float32 in [-1, 1] at SAMPLE_RATE."""

    samples: NDArray[np.float32]

    @property
    def seconds(self) -> float:
        """Length in seconds."""
        return len(self.samples) / SAMPLE_RATE


def read_clip(path: Path, max_seconds: float = 180.0) -> Clip:
    """Read a sound file of any usual kind (wav, ogg, flac, mp3, m4a...), rate and number of channels.

    Raises BadAudioError when it is missing, is not sound, is empty or damaged, or lasts over `max_seconds`
    (known from its header, or as soon as that much has been decoded).
    """
    try:
        if not path.exists():
            raise BadAudioError(f"{path} does not exist: give the path of a sound file")
        if not path.is_file():
            raise BadAudioError(f"{path} is not a file: give the path of a sound file")
        if path.stat().st_size == 0:
            raise BadAudioError(f"{path} is empty: record it again")
        samples, claimed = _decoded(path, max_seconds)
    except (av.error.FFmpegError, ValueError, OverflowError, MemoryError, OSError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        raise BadAudioError(f"{path} cannot be read as sound ({reason}): give a wav, ogg, flac, mp3 or m4a") from error
    if claimed is not None and claimed > 1.5 * len(samples) / SAMPLE_RATE + _CLAIM_TOLERANCE_SECONDS:
        raise BadAudioError(
            f"{path} is damaged: it says {claimed:.1f} s and holds {len(samples) / SAMPLE_RATE:.1f} s; record it again"
        )
    return checked(samples, str(path))


def from_pcm16(frames: bytes) -> Clip:
    """A clip from 16 kHz mono little-endian PCM16.

    Raises BadAudioError on an odd number of bytes, or less than SHORTEST_SECONDS of sound.
    """
    return checked(samples_of_pcm16(frames), "the sound")


def samples_of_pcm16(frames: bytes) -> NDArray[np.float32]:
    """A chunk of 16 kHz mono little-endian PCM16 as samples, however short. BadAudioError on an odd number of bytes."""
    if len(frames) % 2:
        raise BadAudioError("the sound has an odd number of bytes: send 16-bit samples")
    samples: NDArray[np.float32] = np.multiply(np.frombuffer(frames, dtype="<i2"), 1 / 32_768, dtype=np.float32)
    return samples


def checked(samples: NDArray[np.float32], what: str) -> Clip:
    """A clip of these samples, if they are finite and long enough; else BadAudioError about `what`."""
    if len(samples) < SHORTEST_SECONDS * SAMPLE_RATE:
        raise BadAudioError(f"{what} holds less than {SHORTEST_SECONDS} s of sound: record it again")
    if not np.isfinite(samples).all():
        raise BadAudioError(f"{what} holds values that are not numbers: record it again")
    return Clip(np.clip(samples, -1.0, 1.0))


def _decoded(path: Path, max_seconds: float) -> tuple[NDArray[np.float32], float | None]:
    """The samples, and the length in seconds that the header claims if it does."""
    parts: list[NDArray[np.float32]] = []
    length = 0
    with av.open(
        str(path.resolve()), options={"format_whitelist": _FORMATS, "protocol_whitelist": "file"}
    ) as container:
        if not container.streams.audio:
            raise BadAudioError(f"{path} holds no sound: give a wav, ogg, flac, mp3 or m4a")
        stream = container.streams.audio[0]
        if stream.codec_context is None:  # and then it has not even a sample rate
            raise BadAudioError(f"{path} is in a form of sound that is not known: give a wav, ogg, flac, mp3 or m4a")
        if not stream.sample_rate or not stream.channels:
            raise BadAudioError(f"{path} has no sample rate or no channel: record it again")
        claimed = _wav_claim(path) or _claimed_seconds(container, stream)
        if claimed is not None and claimed > max_seconds:
            raise BadAudioError(f"{path} lasts {claimed:.0f} s: give at most {max_seconds:.0f} s")
        for part in _resampled(container, stream):
            parts.append(part)
            length += len(part)
            if length > max_seconds * SAMPLE_RATE:
                raise BadAudioError(f"{path} lasts more than {max_seconds:.0f} s: give a shorter clip")
    return np.concatenate(parts) if parts else np.zeros(0, np.float32), claimed


def _claimed_seconds(container: "av.container.InputContainer", stream: "av.AudioStream") -> float | None:
    if stream.duration is not None and stream.time_base is not None:
        return float(stream.duration * stream.time_base)
    if container.duration is not None:
        return float(container.duration / av.time_base)
    return None


def _wav_claim(path: Path) -> float | None:
    """Seconds that a WAV header claims; ffmpeg would quietly believe the size of the file instead.

    Raises BadAudioError on samples of a size that ffmpeg would quietly take for bytes.
    """
    with path.open("rb") as file:
        start = file.read(12)
        if start[:4] != b"RIFF" or start[8:] != b"WAVE":
            return None
        bytes_per_second = 0
        while len(head := file.read(8)) == 8:
            name, size = head[:4], int.from_bytes(head[4:], "little")
            if name == b"data":
                unknown = size in (0, 0xFFFF_FFFF) or not bytes_per_second  # written to a pipe
                return None if unknown else size / bytes_per_second
            if name == b"fmt ":
                code, _, _, bytes_per_second, _, bits = struct.unpack(
                    "<HHIIHH", file.read(min(size, 16)).ljust(16, b"\0")
                )
                if code == _PCM and bits % 8:
                    raise BadAudioError(f"{path} has samples of {bits} bits: give a wav of 16 bits")
                size -= min(size, 16)
            file.seek(max(size, 0) + size % 2, os.SEEK_CUR)
    return None


def _resampled(container: "av.container.InputContainer", stream: "av.AudioStream") -> Iterator[NDArray[np.float32]]:
    """Decoded sound, channels averaged, at SAMPLE_RATE, a frame at a time."""
    resampler: av.AudioResampler | None = None
    channels = 1
    for frame in container.decode(stream):
        if resampler is None:
            # Packed samples: PyAV crashes on planes beyond a few channels.
            resampler = av.AudioResampler(format="flt", layout=frame.layout, rate=SAMPLE_RATE)
            channels = frame.layout.nb_channels
        for out in resampler.resample(frame):
            yield out.to_ndarray().reshape(-1, channels).mean(axis=1, dtype=np.float32)
    if resampler is not None:
        for out in resampler.resample(None):
            yield out.to_ndarray().reshape(-1, channels).mean(axis=1, dtype=np.float32)
