"""Sound as files: WAV, and AAC in MP4, which every tablet plays."""

import io
import tempfile
from pathlib import Path

import av
import numpy as np
import soundfile

from speech.voice import Sound

BITS_PER_SECOND = 48_000


def wav(sound: Sound) -> bytes:
    """16-bit WAV."""
    out = io.BytesIO()
    soundfile.write(out, sound.samples, sound.rate, format="WAV", subtype="PCM_16")
    return out.getvalue()


def m4a(sound: Sound) -> bytes:
    """AAC in MP4, mono, with its index first so that a tablet plays before all has come."""
    with tempfile.TemporaryDirectory(prefix="marelle-") as folder:  # the index is moved once all is written
        path = Path(folder) / "sound.m4a"
        with av.open(str(path), "w", format="mp4", options={"movflags": "+faststart"}) as container:
            stream = container.add_stream("aac", rate=sound.rate, layout="mono")
            stream.bit_rate = BITS_PER_SECOND
            samples = np.ascontiguousarray(sound.samples[np.newaxis, :], dtype=np.float32)
            frame = av.AudioFrame.from_ndarray(samples, format="fltp", layout="mono")
            frame.sample_rate = sound.rate
            for packet in (*stream.encode(frame), *stream.encode(None)):
                container.mux(packet)
        return path.read_bytes()
