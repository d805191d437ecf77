"""Two telephone voices that no part of Marelle was trained on, from Debian's packages, for spoken numbers.

`apt-get download asterisk-core-sounds-fr-wav asterisk-prompt-fr-armelle`, then `dpkg -x` each into one folder:
June (Canadian French, 8 kHz, CC BY-SA 3.0) and Armelle (France, 8 kHz GSM, licence of Indigen Solutions). Numbers
they did not record are spliced from the words they did, cut of their silence, 30 ms of pause between.
"""

from collections.abc import Iterable, Iterator
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


def parts_of(number: int) -> list[str]:
    """The recorded words that say a number below 10,000: 21 is 20, et, 1; 75 is 60, 15; 2300 is 2, mille, 3, cent."""
    thousands, hundreds, rest = number // 1000, number // 100 % 10, number % 100
    parts = []
    for count, word in ((thousands, "thousand"), (hundreds, "hundred")):
        parts += ([str(count)] if count > 1 else []) + ([word] if count else [])
    if rest <= 20 or rest in (30, 40, 50, 60, 70, 80, 90):
        return [*parts, str(rest)] if rest or not parts else parts
    tens, unit = divmod(rest, 10)
    if tens in (7, 9):
        tens, unit = tens - 1, unit + 10
    linked = ["et"] if unit in (1, 11) and tens < 8 else []
    return [*parts, str(tens * 10), *linked, str(unit)]


def numbers(folder: Path, voice: str, which: Iterable[int]) -> Iterator[tuple[int, NDArray[np.float32]]]:
    """Each number of `which` that the voice can say, with its samples; those lacking a word are left out."""
    for number in which:
        paths = [_recorded(folder, voice, "digits", part) for part in parts_of(number)]
        if all(path.exists() for path in paths):
            yield number, spliced(paths)


def letters(folder: Path, voice: str) -> Iterator[tuple[str, NDArray[np.float32]]]:
    """The letters' names that the voice recorded ("zed" is the British name of z)."""
    for mark in "abcdefghijklmnopqrstuvwxyz":
        path = _recorded(folder, voice, "letters", mark)
        if path.exists():
            yield mark, spliced([path])


def spliced(paths: Iterable[Path]) -> NDArray[np.float32]:
    """Recordings cut of their silence, 30 ms of pause between, a fifth of a second around."""
    pause = np.zeros(int(0.03 * SAMPLE_RATE), np.float32)
    pieces: list[NDArray[np.float32]] = []
    for path in paths:
        pieces += [trimmed(read(path)), pause]
    edge = np.zeros(SAMPLE_RATE // 5, np.float32)
    return np.concatenate([edge, *pieces[:-1], edge])


def _recorded(folder: Path, voice: str, kind: str, part: str) -> Path:
    name, suffix = VOICES[voice]
    return folder / "usr/share/asterisk/sounds" / name / kind / f"{part}.{suffix}"
