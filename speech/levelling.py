"""Makes what voices say alike: no long silence around, the same loudness from one text to the next."""

import numpy as np

from speech.errors import VoiceError
from speech.voice import Sound

FRAME_SECONDS = 0.01
SILENCE_DB = -42.0  # below the loudest frame
HEAD_SECONDS = 0.10  # tablets swallow the very beginning of a sound
TAIL_SECONDS = 0.15
FADE_SECONDS = 0.01
LOUDNESS_DB = -20.0  # mean level of the voiced part, full scale being 0
PEAK = 0.9
LARGEST_GAIN = 8.0
PAUSE_SECONDS = 0.2  # between sentences, on top of their own head and tail


def levelled(sound: Sound) -> Sound:
    """Trimmed, faded at both ends, at LOUDNESS_DB unless that would clip. Raises VoiceError when it is silent."""
    frame = max(1, int(sound.rate * FRAME_SECONDS))
    count = len(sound.samples) // frame
    if count == 0:
        raise VoiceError("The voice gave no sound for this text.")
    power = np.square(sound.samples[: count * frame].reshape(count, frame)).mean(axis=1)
    loudest = float(power.max())
    if not np.isfinite(loudest) or loudest < 1e-8:
        raise VoiceError("The voice gave no sound for this text.")
    voiced = np.flatnonzero(power > loudest * 10 ** (SILENCE_DB / 10))
    # The soft start of an f or an s is quieter than the threshold: keep a little more than what passes it.
    start = max(0, (int(voiced[0]) - 4) * frame)
    end = min(len(sound.samples), (int(voiced[-1]) + 8) * frame)
    kept = sound.samples[start:end].astype(np.float32)
    level = float(np.sqrt(power[voiced].mean()))
    gain = min(10 ** (LOUDNESS_DB / 20) / level, PEAK / max(float(np.abs(kept).max()), 1e-6), LARGEST_GAIN)
    kept *= gain
    fade = min(int(sound.rate * FADE_SECONDS), len(kept) // 2)
    ramp = np.linspace(0.0, 1.0, fade, dtype=np.float32)
    kept[:fade] *= ramp
    kept[len(kept) - fade :] *= ramp[::-1]
    head, tail = (np.zeros(int(sound.rate * seconds), np.float32) for seconds in (HEAD_SECONDS, TAIL_SECONDS))
    return Sound(np.concatenate([head, kept, tail]), sound.rate)


def joined(sounds: list[Sound]) -> Sound:
    """One after the other, with a breath between. At least one; all have the same rate."""
    rate = sounds[0].rate
    silence = np.zeros(int(rate * PAUSE_SECONDS), np.float32)
    parts = [sounds[0].samples]
    for sound in sounds[1:]:
        parts += [silence, sound.samples]
    return Sound(np.concatenate(parts), rate)
