"""The ears of other processes, as one recogniser: each question goes to the one with the least to do.

An ear that does not answer is left alone for a while and the question goes to another; a text that was being read
there is told again from its beginning. When no ear is left, BusyError: the pupil is kindly asked to say it again.
"""

import http.client
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Any
from uuid import uuid4

import numpy as np
import structlog
from pydantic import TypeAdapter

from speech.audio import SAMPLE_RATE, Clip
from speech.closed_answers import Choices
from speech.errors import BadAudioError, BusyError
from speech.strictness import StrictnessLevel
from speech.texts.reading import TextReading
from speech.verdicts import ClosedAnswer, Reading, SpokenNumber, Utterance
from tutor.ears.messages import NotOursError, Samples, Seal

log = structlog.get_logger("tutor.ears")
CONNECT_SECONDS, ANSWER_SECONDS, ALONE_SECONDS = 2.0, 20.0, 5.0
_SOME_SOUND = round(0.4 * SAMPLE_RATE)
"""Of a text, so much new sound is worth a question: its last words are heard while the silence after them lasts."""
_KINDS: Mapping[str, TypeAdapter[Any]] = {
    kind.__name__: TypeAdapter(kind) for kind in (Reading, TextReading, SpokenNumber, ClosedAnswer, Utterance)
}
_NOTHING: Samples = np.zeros(0, np.float32)


class _GoneError(Exception):
    """This ear cannot answer now: another may."""


@dataclass(slots=True)
class _Ear:
    """One process that hears: how many questions it has, and until when it is left alone."""

    host: str
    port: int
    asked: int = 0
    alone_until: float = 0.0
    lock: Lock = field(default_factory=Lock)

    def hear(self, question: bytes) -> bytes:
        """Its answer. Raises _GoneError when it has none."""
        with self.lock:
            self.asked += 1
        try:
            line = http.client.HTTPConnection(self.host, self.port, timeout=CONNECT_SECONDS)
            try:
                line.connect()
                line.sock.settimeout(ANSWER_SECONDS)
                line.request("POST", "/hear", question)
                answer = line.getresponse()
                content = answer.read()
            finally:
                line.close()
        except (OSError, http.client.HTTPException) as error:
            self.alone_until = time.monotonic() + ALONE_SECONDS
            log.warning("ear_gone", ear=f"{self.host}:{self.port}", reason=str(error) or type(error).__name__)
            raise _GoneError from None
        finally:
            with self.lock:
                self.asked -= 1
        if answer.status != http.client.OK:
            if answer.status != http.client.SERVICE_UNAVAILABLE:
                log.warning("ear_refuses", ear=f"{self.host}:{self.port}", status=answer.status)
            raise _GoneError
        return content


class RemoteEars:
    """A recogniser (speech.recogniser) that has others hear. `addresses`: host and port of each."""

    def __init__(self, addresses: Sequence[tuple[str, int]], key: str) -> None:
        self._ears = [_Ear(host, port) for host, port in addresses]
        self._seal = Seal(key)
        self._name: str | None = None

    @property
    def name(self) -> str:
        """The engine's name, as an ear says it."""
        if self._name is None:
            try:
                self._name = str(self.ask({"do": "name"}))
            except BusyError:
                return "distant"  # none is there yet
        return self._name

    def verify(self, clip: Clip, text: str, strictness: StrictnessLevel = StrictnessLevel.NORMAL) -> Reading:
        """As the protocol says; BusyError when no ear answers."""
        heard: Reading = self.ask({"do": "verify", "text": text, "strictness": strictness.value}, clip.samples)
        return heard

    def number(self, clip: Clip, maximum: int) -> SpokenNumber:
        """As the protocol says; BusyError when no ear answers."""
        heard: SpokenNumber = self.ask({"do": "number", "maximum": maximum}, clip.samples)
        return heard

    def one_of(self, clip: Clip, choices: Choices) -> ClosedAnswer:
        """As the protocol says; BusyError when no ear answers."""
        sent = {key: list(ways) for key, ways in choices.items()}
        heard: ClosedAnswer = self.ask({"do": "one_of", "choices": sent}, clip.samples)
        return heard

    def utterance(self, clip: Clip, maximum: int | None, sets: Sequence[Choices]) -> Utterance:
        """As the protocol says; BusyError when no ear answers."""
        sent = [{key: list(ways) for key, ways in choices.items()} for choices in sets]
        heard: Utterance = self.ask({"do": "utterance", "maximum": maximum, "sets": sent}, clip.samples)
        return heard

    def follow(self, text: str, strictness: StrictnessLevel = StrictnessLevel.NORMAL) -> "RemoteText":
        """Follow one reading of this text."""
        return RemoteText(self, text, strictness)

    def ask(self, told: dict[str, Any], sound: Samples = _NOTHING) -> Any:
        """What the first ear that answers heard. Raises BusyError, and what it raised."""
        tried: set[int] = set()
        while (ear := self.pick(tried)) is not None:
            tried.add(id(ear))
            try:
                return self.ask_of(ear, told, sound)["heard"]
            except _GoneError:
                continue
        raise BusyError("no ear answers: ask again in a few seconds")

    def pick(self, without: set[int]) -> _Ear | None:
        """The ear with the least to do of those not tried yet, those left alone last."""
        now = time.monotonic()
        left = [ear for ear in self._ears if id(ear) not in without]
        return min(left, key=lambda ear: (ear.alone_until > now, ear.asked), default=None)

    def ask_of(self, ear: _Ear, told: dict[str, Any], sound: Samples) -> dict[str, Any]:
        """What this ear says. Raises _GoneError, and what it raised."""
        question = self._seal.question(told, sound)
        try:
            answer = self._seal.answered(ear.hear(question), question)
        except NotOursError:
            log.warning("ear_not_ours", ear=f"{ear.host}:{ear.port}", consequence="TUTOR_EAR_KEY is not the same")
            raise _GoneError from None
        if "useless" in answer:
            raise BadAudioError(answer["useless"], answer["code"])
        kind = _KINDS.get(answer.get("as", ""))
        return answer | {"heard": kind.validate_python(answer["heard"])} if kind else answer


class RemoteText:
    """A text that another process follows (speech.recogniser.FollowedText); its sound is held here until the end."""

    def __init__(self, ears: RemoteEars, text: str, strictness: StrictnessLevel) -> None:
        self._ears, self._text, self._strictness = ears, text, strictness
        self._sound: list[Samples] = []
        self._fed, self._sent = 0, 0
        self._ear: _Ear | None = None
        self._id = ""
        self._lock = Lock()

    def feed(self, samples: Samples) -> None:
        """Take 16 kHz sound in as it comes."""
        self._sound.append(samples)
        self._fed += len(samples)

    @property
    def waiting(self) -> bool:
        """Whether there is enough new sound to send."""
        return self._fed - self._sent >= _SOME_SOUND

    def work(self) -> None:
        """Have what came heard."""
        self._ask("work")

    def place(self) -> int | None:
        """The place in the text of the word being read; None before the first."""
        place: int | None = self._ask("place")
        return place

    def finish(self) -> TextReading:
        """No more sound: the verdict. Raises BadAudioError when nobody was heard, BusyError when no ear answers."""
        reading: TextReading = self._ask("finish")
        self._sound.clear()
        return reading

    def _ask(self, do: str) -> Any:
        with self._lock:
            tried: set[int] = set()
            if self._ear is not None:
                try:
                    answer = self._tell(self._ear, do)
                    if "again" not in answer:
                        return answer["heard"]
                except _GoneError:
                    tried.add(id(self._ear))
            # Never begun, or the ear that had it is gone: another hears it from the beginning.
            while (ear := self._ears.pick(tried)) is not None:
                tried.add(id(ear))
                self._ear, self._id, self._sent = ear, uuid4().hex, 0
                try:
                    answer = self._tell(ear, do)
                except _GoneError:
                    continue
                if "again" not in answer:
                    return answer["heard"]
            self._ear = None
            raise BusyError("no ear answers: ask again in a few seconds")

    def _tell(self, ear: _Ear, do: str) -> dict[str, Any]:
        sound = np.concatenate(self._sound) if self._sound else _NOTHING
        told = {
            "do": do, "id": self._id, "from": self._sent, "text": self._text, "strictness": self._strictness.value,
        }  # fmt: skip
        answer = self._ears.ask_of(ear, told, sound[self._sent :])
        if "again" not in answer:
            self._sent = len(sound)
        return answer
