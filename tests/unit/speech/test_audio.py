"""Reading sound: any usual file becomes 16 kHz mono; anything else is one clear sentence."""

import struct
import tracemalloc
from pathlib import Path

import av
import numpy as np
import pytest
import soundfile

from speech.audio import SAMPLE_RATE, from_pcm16, read_clip, samples_of_pcm16
from speech.errors import BadAudioError

RATE = 44_100
TONE = (0.3 * np.sin(2 * np.pi * 440 * np.arange(RATE) / RATE)).astype(np.float32)


def wav(folder: Path) -> bytes:
    soundfile.write(folder / "tone.wav", TONE, RATE)
    return (folder / "tone.wav").read_bytes()


def loudest_frequency(samples: np.ndarray) -> float:
    spectrum = np.abs(np.fft.rfft(samples[: SAMPLE_RATE // 2]))
    return float(np.argmax(spectrum) * 2)


@pytest.mark.parametrize("ending", ["wav", "ogg", "flac", "mp3"])
def test_a_file_of_any_usual_kind_becomes_16_khz_mono(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"tone.{ending}"
    soundfile.write(path, TONE, RATE)
    clip = read_clip(path)
    assert clip.samples.dtype == np.float32
    assert clip.seconds == pytest.approx(1.0, abs=0.06)
    assert loudest_frequency(clip.samples) == pytest.approx(440, abs=4)


def test_an_m4a_is_read(tmp_path: Path) -> None:
    path = tmp_path / "tone.m4a"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("aac", rate=RATE)
        frame = av.AudioFrame.from_ndarray(TONE[None, :], format="fltp", layout="mono")
        frame.sample_rate = RATE
        for packet in [*stream.encode(frame), *stream.encode(None)]:
            container.mux(packet)
    assert loudest_frequency(read_clip(path).samples[2000:]) == pytest.approx(440, abs=4)


def test_channels_are_averaged(tmp_path: Path) -> None:
    path = tmp_path / "stereo.wav"
    soundfile.write(path, np.stack([TONE, np.zeros_like(TONE)], axis=1), RATE)
    assert np.abs(read_clip(path).samples).max() == pytest.approx(0.15, abs=0.01)


def test_a_tone_above_8_khz_is_filtered_and_does_not_fold_back(tmp_path: Path) -> None:
    path = tmp_path / "high.wav"
    soundfile.write(path, 0.3 * np.sin(2 * np.pi * 12_000 * np.arange(48_000) / 48_000), 48_000)
    assert np.abs(read_clip(path).samples[500:-500]).max() < 0.01


def test_a_wav_of_unknown_length_from_a_pipe_is_read(tmp_path: Path) -> None:
    content = wav(tmp_path)
    at = content.index(b"data")
    path = tmp_path / "piped.wav"
    path.write_bytes(content[: at + 4] + b"\xff\xff\xff\xff" + content[at + 8 :])
    assert read_clip(path).seconds == pytest.approx(1.0, abs=0.01)


def bad_files(folder: Path) -> dict[str, bytes]:
    content = wav(folder)
    at = content.index(b"data")
    soundfile.write(folder / "nan.wav", np.where(np.arange(RATE) % 100, TONE, np.nan), RATE, subtype="FLOAT")
    soundfile.write(folder / "one.wav", TONE[:1], RATE)
    claim = content[: at + 4] + struct.pack("<I", 200_000_000) + content[at + 8 :]
    return {
        "text": b"bonjour\n" * 50,
        "empty": b"",
        "playlist": b"#EXTM3U\n#EXTINF:1,\ntone.wav\n",
        "cut in its header": content[:30],
        "header only": content[:44],
        "0 Hz": content[:24] + struct.pack("<II", 0, 0) + content[32:],
        "no channel": content[:22] + struct.pack("<H", 0) + content[24:],
        "NaN": (folder / "nan.wav").read_bytes(),
        "one sample": (folder / "one.wav").read_bytes(),
        "a header that claims 200 MB": claim,
        "200 MB of many channels": claim[:22] + struct.pack("<HIIH", 8, 192_000, 3_072_000, 16) + claim[34:],
        "noise": np.random.default_rng(0).bytes(5_000),
    }


@pytest.mark.parametrize(
    "name",
    [
        *("text", "empty", "playlist", "cut in its header", "header only", "0 Hz", "no channel", "NaN", "one sample"),
        *("a header that claims 200 MB", "200 MB of many channels", "noise"),
    ],
)
def test_a_bad_file_is_refused_in_one_sentence_and_little_memory(tmp_path: Path, name: str) -> None:
    path = tmp_path / "bad.wav"
    path.write_bytes(bad_files(tmp_path)[name])
    tracemalloc.start()
    with pytest.raises(BadAudioError, match=r"^[^\n]+$"):
        read_clip(path)
    assert tracemalloc.get_traced_memory()[1] < 10_000_000
    tracemalloc.stop()


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadAudioError, match="does not exist"):
        read_clip(tmp_path / "nowhere.wav")
    with pytest.raises(BadAudioError, match="not a file"):
        read_clip(tmp_path)


def test_a_ten_minute_clip_is_refused_before_it_is_decoded(tmp_path: Path) -> None:
    path = tmp_path / "long.wav"
    soundfile.write(path, np.zeros(600 * 8_000, np.int16), 8_000)
    with pytest.raises(BadAudioError, match="600 s"):
        read_clip(path)


def test_a_long_clip_whose_header_hides_it_is_refused_while_decoding(tmp_path: Path) -> None:
    content = bytearray(wav(tmp_path))
    at = content.index(b"data")
    content[at + 4 : at + 8] = b"\xff\xff\xff\xff"
    path = tmp_path / "long.wav"
    path.write_bytes(bytes(content) + bytes(10 * RATE * 2))
    with pytest.raises(BadAudioError, match=r"more than 5 s|lasts"):
        read_clip(path, max_seconds=5)


def test_pcm16_becomes_samples_between_minus_one_and_one() -> None:
    clip = from_pcm16(struct.pack("<3h", -32_768, 0, 32_767) * 2_000)
    assert clip.samples[:3] == pytest.approx([-1.0, 0.0, 1.0], abs=1e-4)


@pytest.mark.parametrize("frames", [b"", b"\x00", b"\x00\x01\x02", bytes(100)])
def test_too_little_or_odd_pcm16_is_refused(frames: bytes) -> None:
    with pytest.raises(BadAudioError):
        from_pcm16(frames)


def test_a_chunk_may_be_as_short_as_it_likes() -> None:
    assert len(samples_of_pcm16(b"")) == 0
    assert len(samples_of_pcm16(b"\x00\x01")) == 1
