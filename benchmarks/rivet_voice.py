"""Is Rivet's brighter voice as easy to understand as the plain one, and what does brightening cost?

python -m benchmarks.rivet_voice [--models FOLDER] [--texts 20] [--words 20] [--seed 7]
Rivet's lines and words of the catalogue's reading are said by both voices; the whole ear verifies each against its
text. Prints JSON: verdicts, mean probability of the words, lasting and pitch of each voice, cost of the effect.
"""

import argparse
import json
import random
import time
from collections import Counter
from pathlib import Path
from typing import Any, Final

import numpy as np

from speech.audio import SAMPLE_RATE, Clip
from speech.brightness import brightened
from speech.ear import Ear
from speech.kokoro import KokoroVoice
from speech.voice import Sound
from tutor.companion.lines import Lines

LINE_WORDS: Final = range(5, 11)
WORDS: Final = (
    *("lapin", "maison", "chat", "poule", "vélo", "robe", "soleil", "feuille", "grenouille", "montagne", "oiseau"),
    *("crayon", "tortue", "citron", "neige", "fleur", "chapeau", "genou", "bateau", "singe", "poisson", "jambon"),
)


def main() -> None:
    """Say, hear, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--models", type=Path, default=Path.home() / ".cache/marelle/models")
    parser.add_argument("--texts", type=int, default=20, help="how many of Rivet's lines")
    parser.add_argument("--words", type=int, default=20, help=f"how many words alone, up to {len(WORDS)}")
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    lines = [text for text in Lines.load().texts() if len(text.split()) in LINE_WORDS]
    texts = random.Random(given.seed).sample(lines, given.texts)
    ear = Ear.load(given.models)
    report: dict[str, Any] = {}
    for name, bright in (("plain", False), ("bright", True)):
        voice = KokoroVoice(given.models, bright=bright)
        report[name] = {
            "lines": heard(ear, voice, texts),
            "words": heard(ear, voice, list(WORDS[: given.words])),
        }
        voice.close()
    print(json.dumps(report | {"effect_ms_a_second": round(cost(), 2)}, ensure_ascii=False, indent=2))


def heard(ear: Ear, voice: KokoroVoice, texts: list[str]) -> dict[str, Any]:
    """What the ear makes of these texts said by this voice."""
    verdicts: Counter[str] = Counter()
    words: Counter[str] = Counter()
    probabilities: list[float] = []
    seconds, pitches, missed = 0.0, [], []
    for text in texts:
        sound = voice.speak(text)
        seconds += sound.seconds
        pitches.append(pitch(sound))
        reading = ear.verify(clip_of(sound), text)
        verdicts[reading.verdict.value] += 1
        words.update(word.verdict.value for word in reading.words)
        probabilities += [word.probability for word in reading.words]
        missed += [f"{word.word} ({word.verdict.value})" for word in reading.words if word.verdict.value != "correct"]
    return {
        "texts": dict(verdicts),
        "words": dict(words),
        "mean_probability": round(float(np.mean(probabilities)), 4),
        "seconds": round(seconds, 1),
        "pitch_hz": round(float(np.median(pitches)), 1),
        "not_correct": missed,
    }


def clip_of(sound: Sound) -> Clip:
    """As the ear takes it."""
    from scipy.signal import resample_poly

    return Clip(resample_poly(sound.samples, SAMPLE_RATE, sound.rate).astype(np.float32))


def pitch(sound: Sound) -> float:
    """The median pitch of the voiced frames, in Hz, by autocorrelation between 120 and 400 Hz."""
    size, found = int(0.04 * sound.rate), []
    loud = float(np.abs(sound.samples).max()) * 0.2
    for start in range(0, len(sound.samples) - size, size):
        frame = sound.samples[start : start + size].astype(np.float64)
        if np.abs(frame).max() < loud:
            continue
        same = np.correlate(frame, frame, "full")[size - 1 :]
        low, high = sound.rate // 400, sound.rate // 120
        lag = low + int(same[low:high].argmax())
        if same[lag] > 0.5 * same[0]:
            found.append(sound.rate / lag)
    return float(np.median(found)) if found else float("nan")


def cost(seconds: int = 10) -> float:
    """Milliseconds that brightening a second of sound takes."""
    noise = np.random.default_rng(0).standard_normal(seconds * 24_000).astype(np.float32) * 0.1
    brightened(Sound(noise, 24_000))
    start = time.perf_counter()
    brightened(Sound(noise, 24_000))
    return 1_000 * (time.perf_counter() - start) / seconds


if __name__ == "__main__":
    main()
