"""Sound files as they should not be, and a few odd ones that are right: more than two hundred, made in a folder.

Each maker gives `name -> bytes`; `good` ones must be heard, the others refused in one sentence.
"""

import io
import struct
from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
import soundfile

RATE = 16_000
TONE = (0.3 * np.sin(2 * np.pi * 440 * np.arange(RATE) / RATE)).astype(np.float32)


def wav(
    data: bytes | None = None,
    *,
    code: int = 1,
    channels: int = 1,
    rate: int = RATE,
    bits: int = 16,
    claim: int | None = None,
    riff: int | None = None,
    align: int | None = None,
) -> bytes:
    """A WAV whose header says just what it is told to."""
    if data is None:
        data = (TONE * 32_767).astype("<i2").tobytes()
    align = channels * bits // 8 if align is None else align
    fmt = struct.pack("<HHIIHH", code, channels, rate, rate * align & 0xFFFF_FFFF, align & 0xFFFF, bits)
    size = len(data) if claim is None else claim
    body = b"WAVEfmt " + struct.pack("<I", len(fmt)) + fmt + b"data" + struct.pack("<I", size) + data
    return b"RIFF" + struct.pack("<I", len(body) if riff is None else riff) + body


def encoded(kind: str, **settings: str | int) -> bytes:
    """The tone as soundfile writes it."""
    out = io.BytesIO()
    soundfile.write(out, TONE, RATE, format=kind, **settings)  # type: ignore[arg-type]
    return out.getvalue()


def webm() -> bytes:
    """The tone as a browser's recorder gives it: Opus in WebM."""
    out = io.BytesIO()
    with av.open(out, "w", format="webm") as container:
        stream = container.add_stream("libopus", rate=48_000, layout="mono")
        for part in np.repeat(TONE, 3).reshape(-1, 960):
            frame = av.AudioFrame.from_ndarray(part[None, :], format="flt", layout="mono")
            frame.sample_rate = 48_000
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return out.getvalue()


def right() -> Iterator[tuple[str, bytes]]:
    """Unusual and right: a second of tone each."""
    stereo = np.repeat((TONE * 32_767).astype("<i2")[:, None], 2, axis=1)
    yield "stereo at 48 kHz.wav", wav(np.repeat(stereo, 3, axis=0).tobytes(), channels=2, rate=48_000)
    yield "eight channels.wav", wav(np.repeat((TONE * 32_767).astype("<i2")[:, None], 8, axis=1).tobytes(), channels=8)
    yield "8 bits.wav", wav(((TONE + 1) * 127).astype(np.uint8).tobytes(), bits=8)
    yield "24 bits.wav", encoded("WAV", subtype="PCM_24")
    yield "32 bits.wav", encoded("WAV", subtype="PCM_32")
    yield "float.wav", wav(TONE.astype("<f4").tobytes(), code=3, bits=32)
    yield "double.wav", wav(TONE.astype("<f8").tobytes(), code=3, bits=64)
    yield "louder than full scale.wav", wav((TONE * 20).astype("<f4").tobytes(), code=3, bits=32)
    yield "mu-law.wav", encoded("WAV", subtype="ULAW")
    yield "a-law.wav", encoded("WAV", subtype="ALAW")
    yield "adpcm.wav", encoded("WAV", subtype="IMA_ADPCM")
    yield "from a pipe.wav", wav(claim=0xFFFF_FFFF, riff=0xFFFF_FFFF)
    yield "size zero, from a pipe.wav", wav(claim=0)
    yield "an odd byte too many.wav", wav(wav()[44:] + b"\x01")
    yield "no frame size.wav", wav(align=0)
    yield "huge frame size.wav", wav(align=65_535)
    yield "rate of 4 kHz.wav", wav(rate=4_000)
    yield "rate of 192 kHz.wav", wav(np.repeat((TONE * 32_767).astype("<i2"), 12).tobytes(), rate=192_000)
    yield "wav named.mp3", wav()
    yield "flac named.wav", encoded("FLAC")
    yield "ogg named.txt", encoded("OGG")
    yield "no extension", encoded("OGG")
    yield "é à ü « 😀 ».wav", wav()
    yield "-dash.wav", wav()
    yield "concat:x.wav", wav()
    yield "file:x.wav", wav()
    yield "%03d.wav", wav()
    yield "aiff.aiff", encoded("AIFF")
    yield "caf.caf", encoded("CAF")
    yield "w64.w64", encoded("W64")
    yield "au.au", encoded("AU")
    yield "mp3.mp3", encoded("MP3")
    yield "opus.ogg", encoded("OGG", subtype="OPUS")
    yield "browser.webm", webm()


def truncated() -> Iterator[tuple[str, bytes]]:
    """Every format cut in its header."""
    for name, content in (("wav", wav()), ("flac", encoded("FLAC")), ("ogg", encoded("OGG")), ("webm", webm()),
                          ("mp3", encoded("MP3")), ("aiff", encoded("AIFF")), ("caf", encoded("CAF"))):  # fmt: skip
        for length in (1, 2, 3, 4, 5, 8, 11, 12, 16, 20, 24, 28, 32, 36, 40, 43):
            yield f"{name} cut at {length}.{name}", content[:length]
    for length in (44, 45, 46, 60, 100, 1_000, 3_000):  # under a tenth of a second
        yield f"wav of {length} bytes.wav", wav()[:length]
    for share in (0.1, 0.2, 0.3):
        yield f"wav that stops at {share}.wav", wav(wav()[44:] * 4)[: int(share * 4 * 32_000)]


def lying() -> Iterator[tuple[str, bytes]]:
    """Headers that say what is not so."""
    for rate in (0, 1, 2**31, 2**32 - 1):
        yield f"{rate} Hz.wav", wav(rate=rate)
    for channels in (0, 64, 255, 1_000, 32_768, 65_535):
        yield f"{channels} channels.wav", wav(channels=channels)
    for bits in (0, 1, 3, 7, 128, 65_535):
        yield f"{bits} bits.wav", wav(bits=bits)
    for code in (0, 9, 0x50, 0x55, 0x161, 0xFFFE, 0xFFFF, 0x1234):
        yield f"codec {code:#x}.wav", wav(code=code)
    for claim in (200_000_000, 400_000_000, 2**31, 2**32 - 2):
        yield f"{claim} bytes claimed.wav", wav(claim=claim, riff=claim)
        yield f"{claim} bytes claimed in 8 channels.wav", wav(claim=claim, channels=8, rate=192_000)


def values() -> Iterator[tuple[str, bytes]]:
    """Samples that are no sound."""
    for name, value in (("NaN", np.nan), ("inf", np.inf), ("-inf", -np.inf), ("1e300", 1e300)):
        some = TONE.astype(np.float64)
        some[::50] = value
        yield f"{name} in doubles.wav", wav(some.astype("<f8").tobytes(), code=3, bits=64)
        yield f"all {name} in doubles.wav", wav(np.full(RATE, value, "<f8").tobytes(), code=3, bits=64)
        if value != 1e300:
            yield f"{name} in floats.wav", wav(some.astype("<f4").tobytes(), code=3, bits=32)
            yield (
                f"one {name}.wav",
                wav(np.where(np.arange(RATE) == 9_000, value, TONE).astype("<f4").tobytes(), code=3, bits=32),
            )
    for count in (0, 1, 2, 10, 100, 1_000, 1_599):
        yield f"{count} samples.wav", wav((TONE[:count] * 32_767).astype("<i2").tobytes())


def not_sound() -> Iterator[tuple[str, bytes]]:
    """Other things under a sound's name."""
    texts = {
        "text": "bonjour\n" * 100,
        "json": '{"audio": 1}',
        "html": "<!doctype html><audio src=x.wav>",
        "m3u": "#EXTM3U\n#EXTINF:1,\ntone.wav\n",
        "hls": "#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nfile:///etc/hosts\n#EXT-X-ENDLIST\n",
        "pls": "[playlist]\nFile1=tone.wav\nNumberOfEntries=1\n",
        "asx": '<asx version="3.0"><entry><ref href="tone.wav"/></entry></asx>',
        "concat": "ffconcat version 1.0\nfile tone.wav\n",
        "ffmeta": ";FFMETADATA1\ntitle=x\n",
        "sdp": "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio 5004 RTP/AVP 0\n",
        "srt": "1\n00:00:00,000 --> 00:00:01,000\nbonjour\n",
        "svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
    }
    for name, text in texts.items():
        yield f"{name}.wav", text.encode()
        yield f"real.{name}", text.encode()
    yield "png.wav", b"\x89PNG\r\n\x1a\n" + bytes(100)
    yield "jpeg.ogg", b"\xff\xd8\xff\xe0" + bytes(100)
    yield "gif.mp3", b"GIF89a" + bytes(100)
    yield "zip.wav", b"PK\x03\x04" + bytes(100)
    yield "elf.wav", b"\x7fELF" + bytes(100)
    yield "pdf.wav", b"%PDF-1.7\n" + bytes(100)
    yield "midi.wav", b"MThd\x00\x00\x00\x06\x00\x00\x00\x01\x00\x60MTrk\x00\x00\x00\x04\x00\xff\x2f\x00"
    for size in (1, 7, 64, 1_000, 50_000):
        yield f"{size} zeros.wav", bytes(size)
        yield f"{size} ones.mp3", b"\xff" * size
        yield f"{size} of noise.wav", np.random.default_rng(size).bytes(size)
        yield f"{size} of noise after RIFF.wav", b"RIFF" + np.random.default_rng(size).bytes(size)
        yield f"{size} of noise after OggS.ogg", b"OggS" + np.random.default_rng(size).bytes(size)
        yield f"{size} of noise after EBML.webm", b"\x1a\x45\xdf\xa3" + np.random.default_rng(size).bytes(size)
    yield "empty.wav", b""
    yield "empty.ogg", b""


def wrong() -> Iterator[tuple[str, bytes]]:
    """All that must be refused."""
    for maker in (truncated, lying, values, not_sound):
        yield from maker()


def odd_places(folder: Path) -> list[Path]:
    """Paths that are no file to read."""
    folder.mkdir()
    (folder / "loop.wav").symlink_to(folder / "loop.wav")
    (folder / "there.wav").symlink_to(folder / "back.wav")
    (folder / "back.wav").symlink_to(folder / "there.wav")
    (folder / "dangling.wav").symlink_to(folder / "nowhere.wav")
    (folder / "folder.wav").mkdir()
    (folder / "link to a folder.wav").symlink_to(folder / "folder.wav")
    names = (
        "loop.wav",
        "there.wav",
        "dangling.wav",
        "folder.wav",
        "link to a folder.wav",
        "nowhere.wav",
        "x" * 300 + ".wav",
    )
    return [
        *(folder / name for name in names),
        folder / "empty.wav" / "inside.wav",
        Path("/dev/null"),
        Path("/dev/zero"),
        folder / "nul\0byte.wav",
    ]
