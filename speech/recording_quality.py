"""Can this recording be judged? Its loudness, its ceiling, what is heard besides the reader.

A poor sound never accuses: it makes the ear careful, and gives a code for which there is a kind sentence that says
what to do. Thresholds were set on the shared recordings, mixed with babble, made faint or clipped (the tests say how).
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from speech.endpointing import WINDOW, WINDOW_SECONDS

_VOICE = 0.5
_SILENT_PEAK = 0.002
_TOO_QUIET_DB = -50.0  # recordings: -7 to -35; one bit of 16 is at -90
_CLIPPED = 0.1  # recordings: at most 0.03 of the voice on the ceiling; 12 dB too loud: a median of 0.19
_CEILING = 0.98
_DROWNED_DB = 18.0
_NOISY_DB = 21.0  # quiet room: 40 and more; babble at 20, 10 and 5 dB: medians of 26, 17 and 12
_EDGE_WINDOWS = 8  # a quarter of a second before the voice and after it
_MUDDLED = -0.45  # recordings: -0.15, under -0.42 for one in forty; two voices at once: a median of -0.22
_LONG_ENOUGH_FOR_LANGUAGE_SECONDS = 2.0
_FRENCH_AT_LEAST = 0.05  # recordings of 2 s and more: 0.48 and more; six other languages: 0.02 and less


class SoundFault(StrEnum):
    """What keeps a recording from being judged well."""

    SILENT = "silent"
    NO_VOICE = "no_voice"
    TOO_QUIET = "too_quiet"
    CLIPPED = "clipped"
    OTHER_VOICES = "other_voices"
    NOT_FRENCH = "not_french"


ADVICE = {
    SoundFault.SILENT: "the clip is silent: record it again, closer to the microphone",
    SoundFault.NO_VOICE: "no voice is heard in the clip: record it again, closer to the microphone",
    SoundFault.TOO_QUIET: "the voice is too faint: speak louder or closer to the microphone",
    SoundFault.CLIPPED: "the voice is so loud that the microphone distorts it: speak softer or further from it",
    SoundFault.OTHER_VOICES: "other voices are heard with the reader's: wait for some quiet and record it again",
    SoundFault.NOT_FRENCH: "this does not sound like French: read the words that are written",
}


@dataclass(frozen=True, slots=True)
class Quality:
    """`loudness`: of the loudest frames, dB of full scale; `clipped`: share of the voice's samples on its ceiling;
    `above`: dB between the voice and what is heard before and after it, None when too little is; `clear`: how plainly
    phones stand out (`speech.phones.judging.clarity`); `voiced`: seconds of voice.
    """

    loudness: float
    clipped: float
    above: float | None
    clear: float
    voiced: float

    @property
    def noisy(self) -> bool:
        """Is something else heard, loud enough to mislead?"""
        return self.above is not None and self.above < _NOISY_DB

    @property
    def drowned(self) -> bool:
        """Is it so loud that what is missing in the voice may only be covered?"""
        return self.above is not None and self.above < _DROWNED_DB

    @property
    def tells_language(self) -> bool:
        """Is there enough of a clean voice to tell its language?"""
        return self.voiced >= _LONG_ENOUGH_FOR_LANGUAGE_SECONDS and not self.noisy

    def fault(self, french: float | None = None) -> SoundFault | None:
        """What is wrong, None when nothing is; `french`: P(the language is French), where it was asked for."""
        if self.loudness < _TOO_QUIET_DB:
            return SoundFault.TOO_QUIET
        if self.clipped > _CLIPPED:
            return SoundFault.CLIPPED
        if french is not None and self.tells_language and french < _FRENCH_AT_LEAST:
            return SoundFault.NOT_FRENCH
        return SoundFault.OTHER_VOICES if self.noisy or self.clear < _MUDDLED else None


def measure(
    samples: NDArray[np.float32], voice: NDArray[np.float32], clear: float, spoken: tuple[float, float] | None
) -> Quality:
    """Quality of at least one window of sound at 16 kHz.

    `voice`: probability of a voice each 32 ms; `spoken`: seconds where the expected words seem to start and end.
    """
    levels = _levels(samples)
    loudness = float(np.percentile(levels, 95))
    voiced = voice > _VOICE
    within = samples[np.repeat(voiced, WINDOW)[: len(samples)]] if voiced.any() else samples
    peak = float(np.abs(within).max(initial=0.0))
    return Quality(
        loudness=loudness,
        clipped=float((np.abs(within) >= _CEILING * peak).mean()) if peak else 0.0,
        above=_above(levels, loudness, spoken),
        clear=clear,
        voiced=float(voiced.sum()) * WINDOW_SECONDS,
    )


def drowned(samples: NDArray[np.float32]) -> bool:
    """The same of a window cut at pauses: is even its quieter edge nearly as loud as the voice?"""
    levels = _levels(samples)
    floor = min(float(levels[:_EDGE_WINDOWS].mean()), float(levels[-_EDGE_WINDOWS:].mean()))
    return float(np.percentile(levels, 95)) - floor < _DROWNED_DB


def no_voice_fault(samples: NDArray[np.float32]) -> SoundFault:
    """What to tell when no voice was found: nothing at all, too faint to tell, or something else."""
    if float(np.abs(samples).max(initial=0.0)) < _SILENT_PEAK:
        return SoundFault.SILENT
    return SoundFault.TOO_QUIET if float(np.percentile(_levels(samples), 95)) < _TOO_QUIET_DB else SoundFault.NO_VOICE


def _levels(samples: NDArray[np.float32]) -> NDArray[np.float64]:
    """Level of each window of 32 ms, dB of full scale."""
    whole = samples[: max(1, len(samples) // WINDOW) * WINDOW]
    windows = np.resize(whole, (max(1, len(whole) // WINDOW), WINDOW)).astype(np.float64)
    return np.asarray(10 * np.log10(np.square(windows).mean(axis=1) + 1e-12))


def _above(levels: NDArray[np.float64], loudness: float, spoken: tuple[float, float] | None) -> float | None:
    """Whatever the voice detector says: it takes other children for the reader."""
    edge = _EDGE_WINDOWS * WINDOW_SECONDS
    if spoken is None or spoken[0] < edge or spoken[1] > len(levels) * WINDOW_SECONDS - edge:
        return None  # cut close to the voice: its own first and last sounds are soft, and would look like noise
    return loudness - float(np.mean([levels[:_EDGE_WINDOWS], levels[-_EDGE_WINDOWS:]]))
