"""Two telephone voices that no part of Marelle was trained on, from Debian's packages, for spoken numbers.

`apt-get download asterisk-core-sounds-fr-wav asterisk-prompt-fr-armelle`, then `dpkg -x` each into one folder:
June (Canadian French, 8 kHz, CC BY-SA 3.0) and Armelle (France, 8 kHz GSM, licence of Indigen Solutions). Numbers
they did not record are spliced from the words they did, cut of their silence, 30 ms of pause between.
"""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from speech.audio import SAMPLE_RATE
from speech.training.recordings import resample

VOICES = {"june": ("fr_CA_f_June", "wav"), "armelle": ("fr", "gsm")}


def read(path: Path) -> NDArray[np.float32]:
    """Samples at 16 kHz of a WAV or raw GSM file."""
    import soundfile

    if path.suffix == ".gsm":
        samples, rate = soundfile.read(
            path, samplerate=8000, channels=1, format="RAW", subtype="GSM610", dtype="float32"
        )
    else:
        samples, rate = soundfile.read(path, dtype="float32")
    return resample(np.asarray(samples, dtype=np.float32), rate)


def trimmed(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    """Without the silence before and after (40 dB below the loudest 20 ms), 60 ms kept on either side."""
    frames = samples[: len(samples) // 320 * 320].reshape(-1, 320)
    power = np.sqrt((frames**2).mean(axis=1))
    loud = np.flatnonzero(power > power.max() * 10 ** (-40 / 20))
    return samples[max(0, (loud[0] - 3) * 320) : (loud[-1] + 4) * 320]


def parts_of(number: int) -> list[str] | None:
    """The recorded words that say a number below 100: 21 is 20, et, 1; 75 is 60, 15."""
    if number <= 20 or number in (30, 40, 50, 60, 70, 80, 90):
        return [str(number)]
    tens, unit = divmod(number, 10)
    if tens in (7, 9):
        tens, unit = tens - 1, unit + 10
    linked = ["et"] if unit in (1, 11) and tens < 8 else []
    return [str(tens * 10), *linked, str(unit)]


def numbers(folder: Path, voice: str, largest: int) -> Iterator[tuple[int, NDArray[np.float32]]]:
    """Each number up to `largest` that the voice can say, with its samples; those lacking a word are left out."""
    name, suffix = VOICES[voice]
    digits = folder / "usr/share/asterisk/sounds" / name / "digits"
    pause = np.zeros(int(0.03 * SAMPLE_RATE), np.float32)
    for number in range(largest + 1):
        paths = [digits / f"{part}.{suffix}" for part in parts_of(number) or []]
        if not all(path.exists() for path in paths):
            continue
        pieces: list[NDArray[np.float32]] = []
        for path in paths:
            pieces += [trimmed(read(path)), pause]
        edge = np.zeros(SAMPLE_RATE // 5, np.float32)
        yield number, np.concatenate([edge, *pieces[:-1], edge])
