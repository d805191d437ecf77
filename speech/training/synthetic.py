"""Synthetic speech to learn from: Kokoro's many voices saying French phones, and espeak-ng's variants.

Real voices are few, so these add voices, syllables and pseudo-words. Phones are known exactly, because they
are what the synthesiser was given.
"""

import ctypes
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from speech.numbers import in_words
from speech.phones.inventory import CONSONANTS, VOWELS, Phones
from speech.phones.lexicon import Lexicon, by_espeak
from speech.phones.pronounce import Pronouncer
from speech.phones.variants import letter
from speech.training.recordings import resample

Samples = NDArray[np.float32]
ESPEAK_VARIANTS = ("f1", "f2", "f3", "f4", "f5", "m1", "m2", "m3", "m4", "m5", "m6", "m7", "m8", "klatt2", "klatt3")


@dataclass(frozen=True, slots=True)
class SyntheticClip:
    """A clip to render: `key` is unique, `phones` what it says."""

    key: str
    phones: Phones
    render: Callable[[], Samples]


def utterances(count: int, rng: np.random.Generator) -> Iterator[tuple[str, Phones]]:
    """Common words alone, after an article, by twos and threes; numbers, letters' names, random syllables."""
    lexicon = Lexicon.load()
    pronouncer = Pronouncer(lexicon)
    words = [(spelling, entry.pronunciations[0]) for spelling, entry in lexicon.common_words(5).items()]
    articles = [("un", ("œ̃",)), ("une", ("y", "n")), ("le", ("l", "ə")), ("la", ("l", "a")), ("des", ("d", "e"))]
    for _ in range(count):
        draw = rng.random()
        if draw < 0.2:
            yield "", _syllables(rng)
            continue
        if draw < 0.4:
            spelling = in_words(int(rng.integers(101))).replace("-", " ")
            yield spelling, pronouncer.usual(spelling)
            continue
        if draw < 0.5:
            mark = "abcdefghijklmnopqrstuvxyz"[int(rng.integers(25))]
            yield "", letter(mark, name_only=True)[0]
            continue
        chosen = [words[int(rng.integers(len(words)))] for _ in range(int(rng.integers(1, 4)))]
        if rng.random() < 0.4:
            chosen.insert(0, articles[int(rng.integers(len(articles)))])
        yield " ".join(spelling for spelling, _ in chosen), sum((phones for _, phones in chosen), ())


def _syllables(rng: np.random.Generator) -> Phones:
    clusters: list[Phones] = [(one,) for one in CONSONANTS if one != "ŋ"]
    clusters += [(one, two) for one in "pbtdkgfv" for two in "ʁl" if one + two not in ("tl", "dl")]
    out: list[str] = []
    for _ in range(int(rng.integers(1, 4))):
        out += clusters[int(rng.integers(len(clusters)))] if rng.random() < 0.9 else ()
        out.append(VOWELS[int(rng.integers(len(VOWELS)))])
        if rng.random() < 0.2:
            out.append(CONSONANTS[int(rng.integers(len(CONSONANTS) - 1))])
    return tuple(out)


def kokoro_clips(model: Path, voices: Path, count: int, rng: np.random.Generator) -> Iterator[SyntheticClip]:
    """Clips in every voice of `voices` (the folder of kokoro-js' `*.bin`) in turn, at many speeds.

    French Siwis comes twice as often as each of the others, which keep some of their own language's accent.
    """
    from kokoro_onnx import Kokoro

    names = sorted(path.stem for path in voices.glob("*.bin"))
    tables = {name: np.fromfile(voices / f"{name}.bin", dtype=np.float32).reshape(-1, 1, 256) for name in names}
    with tempfile.TemporaryDirectory() as folder:
        packed = Path(folder) / "voices.npz"
        np.savez(packed, **tables)  # type: ignore[arg-type]
        kokoro: Any = Kokoro(str(model), str(packed))
    order = [*names, "ff_siwis"]
    for number, (_, phones) in enumerate(utterances(count, rng)):
        voice = order[number % len(order)]
        if rng.random() < 0.3:
            # A mix of two voices is a voice of nobody.
            table = 0.5 * tables[voice] + 0.5 * tables[names[int(rng.integers(len(names)))]]
        else:
            table = tables[voice]
        speed = float(rng.uniform(0.65, 1.1))

        def render(phones: Phones = phones, table: NDArray[np.float32] = table, speed: float = speed) -> Samples:
            text = "".join(phones).replace("g", "ɡ")
            samples, rate = kokoro.create(text, voice=table, speed=speed, lang="fr-fr", is_phonemes=True)
            return resample(np.asarray(samples, dtype=np.float32), rate)

        yield SyntheticClip(f"kokoro-{number}", phones, render)


def espeak_clips(count: int, rng: np.random.Generator) -> Iterator[SyntheticClip]:
    """Clips by espeak-ng's French voices and variants, at many speeds and pitches; real words only."""
    speaker = _EspeakSpeaker()
    for number, (text, _) in enumerate(utterances(count, rng)):
        phones = by_espeak(text) if text else ()
        if not phones:
            continue
        variant = ESPEAK_VARIANTS[int(rng.integers(len(ESPEAK_VARIANTS)))]
        rate, pitch = int(rng.integers(90, 190)), int(rng.integers(20, 95))

        def render(text: str = text, variant: str = variant, rate: int = rate, pitch: int = pitch) -> Samples:
            return speaker.say(text, f"roa/fr+{variant}", rate, pitch)

        yield SyntheticClip(f"espeak-{number}", phones, render)


class _EspeakSpeaker:
    """A private copy of the espeak-ng library, asked for samples."""

    def __init__(self) -> None:
        import espeakng_loader

        original = Path(espeakng_loader.get_library_path())
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / original.name
            shutil.copy(original, copy)
            self._library = ctypes.CDLL(str(copy))
        self._rate = self._library.espeak_Initialize(2, 0, str(espeakng_loader.get_data_path()).encode(), 0x8000)
        self._heard: list[NDArray[np.int16]] = []
        kind = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)
        self._callback = kind(self._take)
        self._library.espeak_SetSynthCallback(self._callback)

    def _take(self, wave: Any, size: int, _events: Any) -> int:
        if wave and size:
            self._heard.append(np.ctypeslib.as_array(wave, (size,)).copy())
        return 0

    def say(self, text: str, voice: str, rate: int, pitch: int) -> Samples:
        """Samples at 16 kHz."""
        self._heard.clear()
        if self._library.espeak_SetVoiceByName(voice.encode()) != 0:
            raise OSError(f"espeak-ng has no voice {voice}")
        for parameter, value in ((1, rate), (3, pitch)):
            self._library.espeak_SetParameter(parameter, value, 0)
        spoken = text.encode() + b"\0"
        self._library.espeak_Synth(spoken, len(spoken), 0, 1, 0, 1, None, None)
        self._library.espeak_Synchronize()
        heard: Sequence[NDArray[np.int16]] = self._heard or [np.zeros(1600, np.int16)]
        return resample((np.concatenate(heard) / 32768.0).astype(np.float32), self._rate)
