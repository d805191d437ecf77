"""Changes of sound for training: voices towards children's, rooms, noise, babble, telephone, level.

Every function takes samples at 16 kHz and gives samples at 16 kHz; randomness comes from the `rng` passed in.
"""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from speech.audio import SAMPLE_RATE

Samples = NDArray[np.float32]


def time_stretch(samples: Samples, factor: float) -> Samples:
    """Make the clip `factor` times longer at the same pitch, by waveform-similarity overlap-add (Verhelst 1993)."""
    window, hop, seek = 640, 320, 160
    if len(samples) < 4 * window:
        return samples
    count = int(len(samples) * factor) // hop
    padded = np.concatenate([np.zeros(seek, np.float32), samples, np.zeros(window + 2 * seek + hop, np.float32)])
    taper = np.hanning(window + 1)[:-1].astype(np.float32)
    out = np.zeros(count * hop + window, np.float32)
    previous = seek
    for index in range(count):
        target = min(int(index * hop / factor), len(samples) - 1) + seek
        if index == 0:
            best = target
        else:
            natural = padded[previous + hop : previous + hop + window]
            region = padded[target - seek : target + seek + window]
            if len(natural) < window or len(region) < window + 2 * seek:
                break
            best = target - seek + int(np.argmax(np.correlate(region, natural, mode="valid")))
        out[index * hop : index * hop + window] += padded[best : best + window] * taper
        previous = best
    return out[: int(len(samples) * factor)]


def shift_voice(samples: Samples, shift: float, duration: float = 1.0) -> Samples:
    """Multiply pitch and formants by `shift` (1.15 to 1.45: towards a child's shorter vocal tract).

    `duration` is the length of the result over that of the original.
    """
    positions = np.arange(0, len(samples) - 1, shift)
    faster = np.interp(positions, np.arange(len(samples)), samples).astype(np.float32)
    return time_stretch(faster, duration * shift)


def reverberate(samples: Samples, rng: np.random.Generator) -> Samples:
    """A small or large room: exponentially decaying noise after the direct sound (RT60 0.15 to 0.7 s)."""
    from scipy.signal import fftconvolve

    decay = rng.uniform(0.15, 0.7)
    times = np.arange(int(decay * SAMPLE_RATE)) / SAMPLE_RATE
    tail = rng.standard_normal(len(times)) * np.exp(-6.9 * times / decay)
    tail *= rng.uniform(0.2, 0.9) / np.sqrt(np.sum(tail**2))
    tail[0] = 1.0
    return np.asarray(fftconvolve(samples, tail)[: len(samples)], dtype=np.float32)


def mix(samples: Samples, noise: Samples, snr: float) -> Samples:
    """Add `noise` (repeated or cut to length) at `snr` decibels below the speech."""
    noise = np.resize(noise, len(samples))
    power = float(np.mean(samples**2)) / max(float(np.mean(noise**2)), 1e-10)
    return np.asarray(samples + noise * np.sqrt(power / 10 ** (snr / 10)), dtype=np.float32)


def coloured_noise(length: int, rng: np.random.Generator) -> Samples:
    """Noise whose spectrum falls by 0 to 12 dB an octave, like a fan, a street or a corridor."""
    spectrum = np.fft.rfft(rng.standard_normal(length))
    frequencies = np.maximum(np.fft.rfftfreq(length, 1 / SAMPLE_RATE), 40.0)
    return np.asarray(np.fft.irfft(spectrum * frequencies ** -rng.uniform(0.0, 2.0), length), dtype=np.float32)


def babble(others: Callable[[np.random.Generator], Samples], length: int, rng: np.random.Generator) -> Samples:
    """Three to six other recordings heard at once, each at its own level; `others` draws one."""
    out = np.zeros(length, np.float32)
    for _ in range(int(rng.integers(3, 7))):
        voice = np.resize(np.roll(others(rng), int(rng.integers(0, SAMPLE_RATE))), length)
        out += voice * rng.uniform(0.3, 1.0) / max(float(np.sqrt(np.mean(voice**2))), 1e-4)
    return out


def telephone(samples: Samples) -> Samples:
    """The 300 to 3,400 Hz band of a cheap microphone."""
    from scipy.signal import butter, sosfilt

    return np.asarray(
        sosfilt(butter(4, [300, 3400], "bandpass", fs=SAMPLE_RATE, output="sos"), samples), dtype=np.float32
    )


def level(samples: Samples, rng: np.random.Generator) -> Samples:
    """A peak from very quiet to slightly clipped."""
    peak = max(float(np.abs(samples).max(initial=0.0)), 1e-4)
    return np.asarray(np.clip(samples * (10 ** rng.uniform(-1.5, 0.15) / peak), -1.0, 1.0), dtype=np.float32)


def pad_silence(samples: Samples, rng: np.random.Generator) -> Samples:
    """Up to half a second of near-silence before and after, as a tablet records."""
    before, after = (int(rng.uniform(0.0, 0.5) * SAMPLE_RATE) for _ in range(2))
    floor = (rng.standard_normal(before + len(samples) + after) * 10 ** rng.uniform(-5, -3)).astype(np.float32)
    floor[before : before + len(samples)] += samples
    return floor


def child(samples: Samples, rng: np.random.Generator) -> Samples:
    """A voice moved towards a child's, a little slower than the adult's; no other change."""
    return shift_voice(samples, rng.uniform(1.15, 1.45), rng.uniform(0.95, 1.3))


def room(samples: Samples, rng: np.random.Generator, others: Callable[[np.random.Generator], Samples]) -> Samples:
    """A classroom: reverberation, noise or babble at 5 to 25 dB, sometimes a narrow band, any level."""
    if rng.random() < 0.3:
        samples = shift_voice(samples, rng.uniform(0.88, 1.15), rng.uniform(0.85, 1.15))
    samples = pad_silence(samples, rng)
    if rng.random() < 0.6:
        samples = reverberate(samples, rng)
    draw = rng.random()
    if draw < 0.5:
        samples = mix(samples, coloured_noise(len(samples), rng), rng.uniform(5, 25))
    elif draw < 0.85:
        samples = mix(samples, babble(others, len(samples), rng), rng.uniform(5, 25))
    if rng.random() < 0.25:
        samples = telephone(samples)
    return level(samples, rng)


def child_in_room(
    samples: Samples, rng: np.random.Generator, others: Callable[[np.random.Generator], Samples]
) -> Samples:
    """A child's voice in a classroom."""
    return room(child(samples, rng), rng, others)


def drawing_from(recordings: Sequence[Samples]) -> Callable[[np.random.Generator], Samples]:
    """A source of other people's speech for `babble`."""
    return lambda rng: recordings[int(rng.integers(len(recordings)))]
