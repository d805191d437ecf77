"""Who says what, and when: the natural voice from the cache or at once, else the quick one, and the rest in idle time.

A text is kept for ever once the natural voice said it. A background thread of low priority says ahead what pupils
will hear, and stops while someone reads aloud or waits for a text.
"""

import logging
import os
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from speech.encoding import m4a
from speech.errors import SpeechError, VoiceError
from speech.levelling import joined
from speech.spoken_form import same_text, sentences, spoken_form
from speech.voice import Sound, Voice
from speech.voice_cache import VoiceCache

log = logging.getLogger(__name__)

SHORT = 60  # characters: a word or a line of Rivet; about 4 s of speech
WAIT_SECONDS = 3.0  # a child waits no longer for a warmer voice
PACE = 0.06  # seconds of computing a character, before any was measured
PACE_MEMORY = 0.7
TURN_SECONDS = 1.5  # how long someone waits for the natural voice to finish with another text
SAME_ANSWER_SECONDS = 8.0
REMEMBERED = 64
QUIET_SECONDS = 3.0  # after the last request, before idle work goes on
START_SECONDS = 20.0  # a server that starts has better to do
LOOK_SECONDS = 0.2
LONGEST_QUEUE = 1_000


@dataclass(frozen=True, slots=True)
class Spoken:
    """AAC in MP4 and who says it. `lasting`: this text will always sound so, it may be kept."""

    audio: bytes
    voice: str
    lasting: bool


class RenderedVoice:
    """Says texts with the best voice there is at that moment. Safe from any thread; `close` ends its thread."""

    def __init__(
        self,
        natural: Voice | None,
        quick: Voice | None,
        cache: VoiceCache,
        may_render: Callable[[], bool] = lambda: True,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._natural = natural
        self._quick = quick
        self._cache = cache
        self._may_render = may_render
        self._clock = clock
        self._turn = threading.Lock()
        self._ready = threading.Event()  # the natural voice is loaded
        self._closing = threading.Event()
        self._work = threading.Condition()
        self._asked: OrderedDict[str, None] = OrderedDict()
        self._pace = PACE
        self._live = 0
        self._last_live = clock() + START_SECONDS - QUIET_SECONDS
        self._recent: OrderedDict[str, tuple[float, Spoken]] = OrderedDict()
        self._thread: threading.Thread | None = None

    @property
    def name(self) -> str | None:
        """The best voice there is, None when there is none."""
        best = self._natural or self._quick
        return best.name if best is not None else None

    def start(self, ahead: Iterable[str] = ()) -> None:
        """Load the natural voice and begin the idle work: what was asked for first, then `ahead` in its order."""
        if self._natural is None or self._thread is not None:
            return
        self._thread = threading.Thread(
            target=self._idle, args=(self._natural, iter(ahead)), name="voice-ahead", daemon=True
        )
        self._thread.start()

    def close(self) -> None:
        """Stop the idle work and both voices."""
        self._closing.set()
        with self._work:
            self._work.notify_all()
        if self._thread is not None and self._natural is not None:
            self._natural.close()  # breaks off a text half said
            self._thread.join(60)
        for voice in (self._natural, self._quick):
            if voice is not None:
                voice.close()

    def is_rendered(self, text: str) -> bool:
        """Is it in the cache in the natural voice?"""
        return self._natural is not None and self._cache.path(self._natural.name, text).exists()

    def render(self, text: str) -> Spoken:
        """The text in the natural voice, however long that takes; kept. Raises SpeechError, OSError."""
        natural = self._natural
        if natural is None:
            raise VoiceError("There is no natural voice: run `tutor models install kokoro-fr`.")
        if (cached := self._cached(natural, text)) is not None:
            return cached
        with self._turn:
            audio = m4a(natural.speak(text))
        return Spoken(self._cache.put(natural.name, text, audio), natural.name, lasting=True)

    def say(self, text: str) -> Spoken:
        """The text at once. Raises VoiceError when no voice can say it."""
        with self._someone_waits():
            if (recent := self._said_just_now(text)) is not None:
                return recent
            natural, quick = self._natural, self._quick
            if natural is not None and (cached := self._cached(natural, text)) is not None:
                return cached
            if natural is not None and self._may_wait_for(text):
                spoken = self._in_turn(natural, text, TURN_SECONDS)
                if spoken is not None:
                    return spoken
            if quick is not None:
                try:
                    return self._quickly(quick, text)
                except VoiceError as error:
                    log.warning("the quick voice failed: %s", error)
            spoken = self._in_turn(natural, text, -1) if natural is not None else None
            if spoken is None:
                raise VoiceError("No voice can speak: run `tutor models install kokoro-fr`, or `make setup` again.")
            return spoken

    def _may_wait_for(self, text: str) -> bool:
        soon = len(text) <= SHORT and len(text) * self._pace <= WAIT_SECONDS
        return soon and self._ready.is_set() and self._may_render()

    def _naturally(self, natural: Voice, text: str) -> Sound:
        """The natural voice at work; on a slow or busy computer, the next ones learn not to wait for it."""
        start = self._clock()
        sound = natural.speak(text)
        pace = (self._clock() - start) / len(text)
        self._pace = PACE_MEMORY * self._pace + (1 - PACE_MEMORY) * pace
        return sound

    def _in_turn(self, natural: Voice, text: str, patience: float) -> Spoken | None:
        """In the natural voice, when its turn comes within `patience` seconds (-1: whenever)."""
        if not self._turn.acquire(timeout=patience):
            return None
        try:
            audio = m4a(self._naturally(natural, text))
        except SpeechError as error:
            log.warning("the natural voice failed: %s", error)
            return None
        finally:
            self._turn.release()
        try:
            audio = self._cache.put(natural.name, text, audio)
        except OSError as error:
            log.warning("the voice cache cannot be written: %s", error)
        return Spoken(audio, natural.name, lasting=True)

    def _quickly(self, quick: Voice, text: str) -> Spoken:
        spoken = Spoken(m4a(quick.speak(text)), quick.name, lasting=False)
        with self._work:
            # A tablet asks for the same sound in several pieces: they must be of one and the same file.
            self._recent[same_text(text)] = (self._clock() + SAME_ANSWER_SECONDS, spoken)
            while len(self._recent) > REMEMBERED:
                self._recent.popitem(last=False)
            if self._natural is not None and len(self._asked) < LONGEST_QUEUE:
                self._asked[same_text(text)] = None
                self._work.notify_all()
        return spoken

    def _said_just_now(self, text: str) -> Spoken | None:
        with self._work:
            found = self._recent.get(same_text(text))
        return found[1] if found is not None and found[0] > self._clock() else None

    def _cached(self, natural: Voice, text: str) -> Spoken | None:
        stored = self._cache.get(natural.name, text)
        return Spoken(stored, natural.name, lasting=True) if stored is not None else None

    @contextmanager
    def _someone_waits(self) -> Iterator[None]:
        with self._work:
            self._live += 1
        try:
            yield
        finally:
            with self._work:
                self._live -= 1
                self._last_live = self._clock()

    def _idle(self, natural: Voice, ahead: Iterator[str]) -> None:
        """The background thread."""
        try:
            natural.warm_up()
        except SpeechError as error:
            log.warning("there is no natural voice: %s", error)
            self._natural = None
            return
        self._ready.set()
        with suppress(OSError, AttributeError):  # this thread alone, where the system can
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), 19)
        while (text := self._next(natural, ahead)) is not None:
            try:
                sound = self._patiently(natural, text)
                if sound is not None:
                    self._cache.put(natural.name, text, m4a(sound))
            except SpeechError as error:
                if not self._closing.is_set():
                    log.warning("a text cannot be said ahead: %s", error)
            except OSError as error:  # without room to keep them, saying texts ahead is only heat
                log.warning("the voice cache cannot be written, nothing more is said ahead: %s", error)
                return

    def _patiently(self, natural: Voice, text: str) -> Sound | None:
        """Sentence by sentence, giving way in between; None when the server ends first."""
        said: list[Sound] = []
        for sentence in sentences(spoken_form(text)):
            while not self._is_quiet():
                if self._closing.wait(LOOK_SECONDS):
                    return None
            if self._closing.is_set():
                return None
            with self._turn:
                said.append(self._naturally(natural, sentence))
        return joined(said)

    def _next(self, natural: Voice, ahead: Iterator[str]) -> str | None:
        """The next text that lacks, once nobody is waiting and nobody is reading; None at the end of the server."""
        while not self._closing.is_set():
            if not self._is_quiet():
                self._closing.wait(LOOK_SECONDS)
                continue
            with self._work:
                text = self._asked.popitem(last=False)[0] if self._asked else next(ahead, None)
                if text is None:
                    self._work.wait_for(lambda: self._asked or self._closing.is_set())
                    continue
            if not self._cache.path(natural.name, text).exists():
                return text
        return None

    def _is_quiet(self) -> bool:
        return self._live == 0 and self._clock() - self._last_live > QUIET_SECONDS and self._may_render()
