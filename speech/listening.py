"""A bounded pool of ears: so many clips heard at once, so many waiting, and a clear "busy" beyond."""

import heapq
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import count
from typing import Any, TypeVar

import numpy as np

from speech.audio import SAMPLE_RATE, Clip
from speech.closed_answers import Choices
from speech.endpointing import VoiceDetector
from speech.errors import BusyError, SpeechError
from speech.recogniser import FollowedText, FollowsTexts, Recogniser, utterance
from speech.strictness import StrictnessLevel
from speech.verdicts import ClosedAnswer, Reading, SpokenNumber, Utterance

_Heard = TypeVar("_Heard")


class ListeningPool:
    """Hears clips on `workers` threads; at most `queue` more wait, what a child waits for before the rest.

    An error in a clip is that clip's alone: it comes out of its Future. A Future that is cancelled before its
    turn gives its place back.
    """

    def __init__(self, recogniser: Recogniser, workers: int, queue: int) -> None:
        if workers < 1 or queue < 0:
            raise ValueError("a listening pool needs at least one worker and a queue of 0 or more")
        self._recogniser = recogniser
        self._workers = workers
        self._places = threading.BoundedSemaphore(workers + queue)
        self._taken = 0
        self._waiting: list[tuple[bool, int, Callable[[], Any], Future[Any]]] = []
        self._numbers = count()
        self._lock = threading.Lock()
        self._executor = ThreadPoolExecutor(workers, thread_name_prefix="ear")
        _warm_up(recogniser)

    @property
    def name(self) -> str:
        """The engine's name."""
        return self._recogniser.name

    def verify(
        self, clip: Clip, text: str, strictness: StrictnessLevel = StrictnessLevel.NORMAL, ahead: bool = False
    ) -> "Future[Reading]":
        """Hear whether this text is read. Raises BusyError at once when every place is taken; `ahead` as `run`."""
        return self._submit(lambda: self._recogniser.verify(clip, text, strictness), ahead)

    def number(self, clip: Clip, maximum: int, ahead: bool = False) -> "Future[SpokenNumber]":
        """Hear a number. Raises BusyError at once when every place is taken; `ahead` as `run`."""
        return self._submit(lambda: self._recogniser.number(clip, maximum), ahead)

    def one_of(self, clip: Clip, choices: Choices) -> "Future[ClosedAnswer]":
        """Hear one of a closed set of answers. Raises BusyError at once when every place is taken."""
        return self._submit(lambda: self._recogniser.one_of(clip, choices))

    def utterance(self, clip: Clip, maximum: int | None, sets: Sequence[Choices]) -> "Future[Utterance]":
        """Hear all that a clip of talk may be. Raises BusyError at once when every place is taken."""
        return self._submit(lambda: utterance(self._recogniser, clip, maximum, sets))

    def follow(self, text: str, strictness: StrictnessLevel = StrictnessLevel.NORMAL) -> FollowedText | None:
        """Follow a text while it is read, its computing done by `run`; None when this engine cannot."""
        return self._recogniser.follow(text, strictness) if isinstance(self._recogniser, FollowsTexts) else None

    def run(self, job: Callable[[], _Heard], ahead: bool = False) -> "Future[_Heard]":
        """Hear a part of something. Raises BusyError at once when every place is taken.

        `ahead`: nobody waits for it yet, so that it comes after all that somebody waits for.
        """
        return self._submit(job, ahead)

    @property
    def spare(self) -> bool:
        """Whether an ear is idle: what can be skipped is done only then."""
        return self._taken < self._workers

    def close(self) -> None:
        """Finish the clips being heard, drop those that wait. Later calls raise BusyError."""
        self._executor.shutdown(wait=True, cancel_futures=True)
        for _, _, _, future in self._waiting:
            future.cancel()

    def _submit(self, job: Callable[[], _Heard], ahead: bool = False) -> "Future[_Heard]":
        if not self._places.acquire(blocking=False):
            raise BusyError("every ear is busy: ask again in a few seconds")
        future: Future[_Heard] = Future()
        future.add_done_callback(self._done)
        with self._lock:
            self._taken += 1
            heapq.heappush(self._waiting, (ahead, next(self._numbers), job, future))
        try:
            self._executor.submit(self._hear_next)
        except RuntimeError:
            future.cancel()
            raise BusyError("the ear is being closed: ask again later") from None
        return future

    def _hear_next(self) -> None:
        with self._lock:
            _, _, job, future = heapq.heappop(self._waiting)
        if not future.set_running_or_notify_cancel():
            return
        try:
            heard = job()
        except BaseException as fault:  # it is whoever asked that must know
            future.set_exception(fault)
        else:
            future.set_result(heard)

    def _done(self, _: "Future[Any]") -> None:
        with self._lock:
            self._taken -= 1
        self._places.release()


def _warm_up(recogniser: Recogniser) -> None:
    """The first clip costs more than the others (memory, tables): let it not be a pupil's."""
    hum = 0.1 * np.sin(2 * np.pi * 220 * np.arange(SAMPLE_RATE) / SAMPLE_RATE)
    VoiceDetector()
    try:
        recogniser.verify(Clip(hum.astype(np.float32)), "bonjour")
        recogniser.number(Clip(hum.astype(np.float32)), 20)
    except SpeechError:
        return  # it heard nothing in a hum: warm all the same
