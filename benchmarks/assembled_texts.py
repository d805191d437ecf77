"""Readings of whole texts assembled from recordings of one voice, so that everything in them is known exactly.

Phrases are strung with known pauses into a text of a given length; mistakes are put in on purpose.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from benchmarks.misread_words import Recording
from speech.audio import SAMPLE_RATE
from speech.endpointing import WINDOW, voice_probabilities
from speech.training.recordings import load_samples
from speech.whisper import split_words

Samples = NDArray[np.float32]
HESITATION_SECONDS = 2.0
FALSE_START_SECONDS = 0.4
SHORTEST_PAUSE = 0.25
EVENTS = ("substituted", "omitted", "repeated", "skipped", "self_corrected", "hesitated")


@dataclass(slots=True)
class AssembledText:
    """A text, how it was "read", and the truth: `events` (kind, place of the word), `mclm` exact.

    `spans`: when the words from one place to another (not included) were said, in seconds.
    """

    voice: str
    words: list[str] = field(default_factory=list)
    samples: Samples = field(default_factory=lambda: np.zeros(0, np.float32))
    events: list[tuple[str, int]] = field(default_factory=list)
    spans: list[tuple[float, float, int, int]] = field(default_factory=list)
    reached: int = 0
    errors: int = 0
    seconds: float = 0.0

    @property
    def mclm(self) -> float:
        """Words reached less mistakes, a minute of reading."""
        return 60.0 * (self.reached - self.errors) / self.seconds


class Recordings:
    """Clips of one voice without the silence around, loaded once. Texts with digits or brackets are left out."""

    def __init__(self, clips: Sequence[Recording]) -> None:
        self.clips = [clip for clip in clips if split_words(clip.text) and not set(clip.text) & set("0123456789()%/")]
        self._kept: dict[str, Samples] = {}

    def sound(self, clip: Recording) -> Samples:
        """The voiced part of a clip, a little more on both sides."""
        key = str(clip.audio)
        if key not in self._kept:
            samples = load_samples(clip.audio)
            voiced = np.flatnonzero(voice_probabilities(samples) > 0.5)
            if len(voiced):
                samples = samples[max(0, (voiced[0] - 4) * WINDOW) : (voiced[-1] + 5) * WINDOW]
            self._kept[key] = samples
        return self._kept[key]


def assemble(voice: str, recordings: Recordings, lasting: float, mistakes: int, rng: random.Random) -> AssembledText:
    """A reading of about `lasting` seconds, one phrase after the other, with so many mistakes, at most one a phrase.

    Pauses between phrases make the pace: the longest is drawn once for the text, from 0.4 to 1.3 s.
    """
    text = AssembledText(voice)
    slowest = rng.uniform(0.4, 1.3)
    usual = (SHORTEST_PAUSE + slowest) / 2
    chosen: list[Recording] = []
    seconds = 0.0
    while seconds < lasting:
        clip = rng.choice(recordings.clips)
        if clip not in chosen and len(clip.text) < 110:
            chosen.append(clip)
            seconds += len(recordings.sound(clip)) / SAMPLE_RATE + usual
    # The first and the last phrase are read: what is left out at the ends was not begun, or not reached.
    places = rng.sample(range(1, len(chosen) - 1), min(mistakes, len(chosen) - 2))
    plan = {place: rng.choice(EVENTS) for place in places}
    sound = _Sound(text)
    sound.silence(0.4)
    skipping = 0
    for place, clip in enumerate(chosen):
        own = split_words(clip.text)
        kind = plan.get(place)
        last = place == len(chosen) - 1
        first, text.words = len(text.words), [*text.words, *own]
        all_of_it = range(first, first + len(own))
        if kind == "skipped" and not skipping:
            skipping = 6
        if skipping > 0 and not last:
            skipping -= len(own)
            text.events += [("skipped", word) for word in all_of_it]
            text.errors += len(own)
            continue
        if kind == "omitted" and len(own) <= 3:
            text.events += [("omitted", word) for word in all_of_it]
            text.errors += len(own)
            continue
        said = recordings.sound(clip)
        if kind == "substituted":
            said = recordings.sound(_unlike(recordings, own, rng))
            text.events += [("substituted", word) for word in all_of_it]
            text.errors += len(own)
        elif kind == "repeated":
            text.events += [("repeated", word) for word in all_of_it]
            sound.say(said, all_of_it)
            sound.silence(0.3)
        elif kind == "self_corrected":
            text.events.append(("self_corrected", first))
            sound.say(said[: round(FALSE_START_SECONDS * SAMPLE_RATE)], all_of_it)
            sound.silence(0.3)
        elif kind == "hesitated":
            text.events.append(("hesitated", first))
            sound.silence(HESITATION_SECONDS)
        sound.say(said, all_of_it)
        sound.silence(rng.uniform(SHORTEST_PAUSE, slowest))
    text.reached = len(text.words)
    text.samples = np.concatenate(sound.parts)
    text.seconds = text.spans[-1][1] - text.spans[0][0]
    return text


class _Sound:
    """The sound of a text while it is made."""

    def __init__(self, text: AssembledText) -> None:
        self.parts: list[Samples] = []
        self._text = text
        self._seconds = 0.0

    def silence(self, seconds: float) -> None:
        """Hardly audible room tone: pure zeros are no microphone."""
        noise = np.random.default_rng(len(self.parts)).normal(0, 3e-4, round(seconds * SAMPLE_RATE))
        self._add(noise.astype(np.float32))

    def say(self, samples: Samples, words: range) -> None:
        """These words of the text, or what is said instead."""
        start = self._seconds
        self._add(samples)
        self._text.spans.append((start, self._seconds, words.start, words.stop))

    def _add(self, samples: Samples) -> None:
        self.parts.append(samples)
        self._seconds += len(samples) / SAMPLE_RATE


def _unlike(recordings: Recordings, own: Sequence[str], rng: random.Random) -> Recording:
    """Another recording of as many words, none of them the same."""
    bare = {word.lower().strip(".,;:!?") for word in own}
    while True:
        other = rng.choice(recordings.clips)
        words = {word.lower().strip(".,;:!?") for word in split_words(other.text)}
        if abs(len(words) - len(own)) <= 1 and not bare & words:
            return other
