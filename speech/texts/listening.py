"""A text heard while it is read: sound in, the word being read and, soon after the end, the verdict of every word.

Sound is cut into windows at pauses; each is encoded, followed and judged while the reader goes on.
"""

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from threading import Lock
from typing import Final, Generic, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from speech.audio import SAMPLE_RATE
from speech.endpointing import VoiceDetector
from speech.errors import BadAudioError
from speech.phones.encoder import FRAME_SAMPLES
from speech.phones.evidence import FRAME_SECONDS
from speech.phones.inventory import CLASSES
from speech.phones.pronounce import Spoken
from speech.recording_quality import drowned
from speech.strictness import StrictnessLevel
from speech.texts import fluency, story
from speech.texts.fluency import WordRead
from speech.texts.following import Follower, Said, Stretch
from speech.texts.pitch import pitch
from speech.texts.pointing import PhonePointer, Steady, WordPointer
from speech.texts.reading import TextReading
from speech.texts.script import script
from speech.texts.story import Occurrence
from speech.texts.windows import Cut, Windows
from speech.verdicts import Verdict, WordVerdict, worst

Samples = NDArray[np.float32]
Emissions = NDArray[np.float32]
_Sound = TypeVar("_Sound")
_HELD: Final = 2
"""Windows whose sound is kept: what comes next may change how their last words are understood."""
_ENDING_SECONDS: Final = 0.3
_NOBODY: Final = "no voice is heard in the clip: record it again, closer to the microphone"


class TextEar(Protocol[_Sound]):
    """What following a text needs of an ear. `_Sound` is what it makes of a window, opaque here."""

    @property
    def name(self) -> str:
        """The engine's name."""
        ...

    def spoken(self, words: Sequence[str]) -> list[Spoken | None]:
        """The pronunciations of each word, None where it has none."""
        ...

    def tail(self, samples: Samples) -> Emissions:
        """Phone log-probabilities of a short stretch of sound, and nothing else."""
        ...

    def window(self, cut: Cut) -> tuple[_Sound, Emissions]:
        """Hear a window: what judging needs of it, and its phone log-probabilities every 20 ms."""
        ...

    def judged(
        self,
        sound: _Sound,
        emissions: Emissions,
        words: Sequence[str],
        against: Sequence[float],
        strictness: StrictnessLevel,
    ) -> list[WordVerdict]:
        """Verdicts on words said one after the other in a window. Times are ignored.

        `against`: what is to be taken off the log-odds of each word (`less_likely`).
        """
        ...


@dataclass(slots=True)
class _Window(Generic[_Sound]):
    """A window that was heard: its frames [start, end) of the reading, and the verdicts on the words in it."""

    start: int
    end: int
    cut: Cut | None
    sound: _Sound | None
    emissions: Emissions
    asked: tuple[object, ...] = ()
    words: tuple[int, ...] = ()
    verdicts: tuple[WordVerdict, ...] = ()
    pitches: tuple[float | None, ...] = ()


class TextListening(Generic[_Sound]):
    """One reading of one text. `feed` is cheap; `work`, `place` and `finish` compute and may run on another thread.

    Holds at most _HELD windows of sound, those that wait for `work`, and phone probabilities (0.4 MB a minute).
    """

    def __init__(
        self,
        ear: TextEar[_Sound],
        words: Sequence[str],
        strictness: StrictnessLevel = StrictnessLevel.NORMAL,
        pointer: WordPointer | None = None,
    ) -> None:
        self._ear = ear
        self._strictness = strictness
        self._words = tuple(words)
        self._spoken = ear.spoken(words)
        self._follower = Follower(script(self._spoken))
        self._windows = Windows(VoiceDetector())
        self._phone_pointer = None if pointer else PhonePointer(self._follower, ear.tail)
        self._pointer: WordPointer = pointer or self._phone_pointer  # type: ignore[assignment]
        self._steady = Steady()
        self._heard: list[_Window[_Sound]] = []
        self._emissions: list[Emissions] = []
        self._drowned = False
        self._spent = 0.0
        self._lock = Lock()

    def feed(self, samples: Samples) -> None:
        """Take 16 kHz sound in as it comes, in chunks of any size."""
        self._windows.feed(samples)
        self._pointer.feed(samples)

    @property
    def waiting(self) -> bool:
        """Whether a window is over and `work` would hear it."""
        return bool(self._windows.cuts)

    def work(self) -> None:
        """Hear and judge the windows that are over."""
        with self._lock:
            self._work(over=False)

    def place(self) -> int | None:
        """The place in the text of the word being read, None before the first. Costs one short encoding."""
        with self._lock:
            return self._steady.take(self._pointer.place())

    def finish(self) -> TextReading:
        """No more sound: judge what is left and tell all. Raises BadAudioError when nobody was heard."""
        with self._lock:
            self._windows.finish()
            self._work(over=True)
            if not self._heard:
                raise BadAudioError(_NOBODY)
            return self._told()

    def _work(self, over: bool) -> None:
        started = time.perf_counter()
        while self._windows.cuts:
            # The window stays in its place until it is heard: a failure loses nothing.
            cut = self._windows.cuts[0]
            self._hear(cut, last=over and len(self._windows.cuts) == 1)
            self._windows.cuts.popleft()
        if over and self._heard:
            self._judge(over=True)
        self._spent += time.perf_counter() - started

    def _hear(self, cut: Cut, last: bool) -> None:
        start = self._follower.frames
        frames = -(-len(cut.samples) // FRAME_SAMPLES)
        if not cut.spoken:
            silent = np.full((frames, 1 + len(CLASSES)), -20.0, np.float32)
            silent[:, 0] = 0.0
            self._advance(silent)
            return
        self._drowned |= drowned(cut.samples)
        sound, emissions = self._ear.window(cut)
        self._advance(emissions if last else emissions[:frames])
        self._heard.append(_Window(start, self._follower.frames, cut, sound, emissions))
        self._judge(over=False)
        for old in self._heard[:-_HELD]:
            old.cut = old.sound = None
        if self._phone_pointer:
            self._phone_pointer.catch_up(self._follower)

    def _advance(self, emissions: Emissions) -> None:
        self._follower.advance(emissions)
        self._emissions.append(emissions)

    def _judge(self, over: bool) -> dict[Occurrence, tuple[WordVerdict, float | None]]:
        """The verdict of each reading of a word, and the pitch at its end; asks the judge about what has changed."""
        path, emissions = self._follower.path(), self._said()
        read = story.occurrences(path, emissions, len(self._words) if over else None)
        found: dict[Occurrence, tuple[WordVerdict, float | None]] = {}
        for place, window in enumerate(self._heard):
            first = window.start if place else 0
            last = self._heard[place + 1].start if place + 1 < len(self._heard) else self._follower.frames + 1
            inside = [one for one in read if first <= one.start < last]
            self._ask(window, inside, path)
            for order, one in enumerate(inside):
                found[one] = self._answer(window, order, one.word)
        return found

    def _ask(self, window: _Window[_Sound], inside: Sequence[Occurrence], path: Sequence[Stretch]) -> None:
        between = [stretch for stretch in path if stretch.said is Said.BETWEEN and stretch.end > window.start]
        asked = (*(one.word for one in inside), *between)
        if window.sound is None or window.cut is None or asked == window.asked:
            return
        window.asked, window.words = asked, tuple(one.word for one in inside)
        words = [self._words[word] for word in window.words]
        emissions = story.masked(window.emissions, between, window.start)
        against = story.doubts(inside, path, self._spoken)
        window.verdicts = (
            tuple(self._ear.judged(window.sound, emissions, words, against, self._strictness)) if words else ()
        )
        usual = pitch(window.cut.samples) if any("." in word for word in words) else None
        window.pitches = tuple(_ending(window.cut.samples, one.end - window.start, usual) for one in inside)

    def _answer(self, window: _Window[_Sound], order: int, word: int) -> tuple[WordVerdict, float | None]:
        """What was judged of a word in a window; *unsure* when that window was let go before."""
        if not (order < len(window.words) and window.words[order] == word):
            order = next((at for at in reversed(range(len(window.words))) if window.words[at] == word), -1)
        if order < 0:
            return WordVerdict(self._words[word], Verdict.UNSURE, 0.5, None, None, None), None
        return window.verdicts[order], window.pitches[order]

    def _said(self) -> Emissions:
        return np.concatenate(self._emissions)

    def _told(self) -> TextReading:
        found = self._judge(over=True)
        path, emissions = self._follower.path(), self._said()
        final: dict[int, Occurrence] = {}
        for one in found:
            if one.stretch or one.word not in final:
                final[one.word] = one
        verdicts, fluent = list[WordVerdict](), list[WordRead]()
        # Jumped over, or never reached; or, when others drown the reader, perhaps only covered.
        absent, chance = (Verdict.UNSURE, 0.5) if self._drowned else (Verdict.INCORRECT, 0.0)
        for place, word in enumerate(self._words):
            verdict, falling = WordVerdict(word, absent, chance, None, None, None), None
            if place in final:
                last = final[place]
                verdict, falling = found[last]
                read = last.stretch is not None and last.end > last.start
                start, end = (_seconds(last.start), _seconds(last.end)) if read else (None, None)
                verdict = replace(verdict, start=start, end=end)
            verdicts.append(verdict)
            fluent.append(WordRead(word, verdict.verdict, verdict.start, verdict.end, falling))
        said = [one for one in found if one.stretch]
        lasted = _seconds(max(one.end for one in said) - min(one.start for one in said)) if said else 0.0
        return TextReading(
            verdict=worst([word.verdict for word in verdicts]),
            words=tuple(verdicts),
            engine=self._ear.name,
            seconds=round(self._spent, 3),
            events=tuple(story.events(path, list(found), emissions, self._spoken, lambda one: found[one][0].verdict)),
            mclm=None if self._drowned else fluency.mclm(fluent, lasted),
            phrasing=fluency.phrasing(fluent),
            reading_seconds=lasted,
            reached=fluency.reached(fluent),
        )


def less_likely(probability: float, against: float) -> float:
    """A probability with so many nats taken off its log-odds."""
    return probability / (probability + (1.0 - probability) * math.exp(against))


def _seconds(frames: int) -> float:
    return round(frames * FRAME_SECONDS, 2)


def _ending(samples: Samples, end: int, usual: float | None) -> float | None:
    """Pitch where a word ends (in frames), over the usual one."""
    if usual is None:
        return None
    stop = end * FRAME_SAMPLES
    last = pitch(samples[max(0, stop - round(_ENDING_SECONDS * SAMPLE_RATE)) : stop])
    return last / usual if last else None
