"""An ear as a process: hears what servers send it, keeps nothing. A text that is being read lives here in memory.

POST /hear takes a sealed question and gives a sealed answer; 403 to whoever has not the key, 503 when every place is
taken: the server then asks another.
"""

import time
from collections import OrderedDict
from concurrent.futures import Future
from dataclasses import asdict, dataclass, field
from threading import Lock
from typing import Any

import structlog
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from speech.audio import Clip
from speech.errors import BadAudioError, BusyError
from speech.listening import ListeningPool
from speech.recogniser import FollowedText
from speech.strictness import StrictnessLevel
from tutor.ears.messages import NotOursError, Samples, Seal

log = structlog.get_logger("tutor.ears")
LARGEST_QUESTION = 16_000_000
"""Bytes: four minutes of sound, when a text is told again from its beginning."""
TEXTS_HELD, TEXT_IDLE_SECONDS = 200, 600.0


@dataclass(slots=True)
class _Text:
    """A text being read: how many samples of it came so far. `lock`: one question at a time."""

    followed: FollowedText
    samples: int = 0
    asked_at: float = field(default_factory=time.monotonic)
    lock: Lock = field(default_factory=Lock)


class Worker:
    """Answers questions with a pool of ears."""

    def __init__(self, ear: ListeningPool, key: str) -> None:
        self._ear, self._seal = ear, Seal(key)
        self._texts: OrderedDict[str, _Text] = OrderedDict()
        self._lock = Lock()

    def app(self) -> Starlette:
        """What is served."""
        return Starlette(routes=[Route("/hear", self._hear, methods=["POST"])])

    async def _hear(self, request: Request) -> Response:
        if int(request.headers.get("content-length", LARGEST_QUESTION + 1)) > LARGEST_QUESTION:
            return Response(status_code=413)
        question = await request.body()
        try:
            told, sound = self._seal.asked(question)
        except NotOursError:
            return Response(status_code=403)
        try:
            answer = await run_in_threadpool(self._answer, told, sound)
        except BusyError:
            return Response(status_code=503)
        except BadAudioError as useless:
            answer = {"useless": str(useless), "code": useless.code}
        except Exception:
            log.exception("not_heard", what=told.get("do"))
            return Response(status_code=500)
        return Response(self._seal.answer(answer, question), media_type="application/octet-stream")

    def _answer(self, told: dict[str, Any], sound: Samples) -> dict[str, Any]:
        clip, do = Clip(sound), told["do"]
        if do == "name":
            return {"heard": self._ear.name}
        if do == "verify":
            return _heard(self._ear.verify(clip, told["text"], StrictnessLevel(told["strictness"])))
        if do == "number":
            return _heard(self._ear.number(clip, told["maximum"]))
        if do == "one_of":
            return _heard(self._ear.one_of(clip, told["choices"]))
        if do == "utterance":
            return _heard(self._ear.utterance(clip, told["maximum"], told["sets"]))
        return self._follow(told, sound)

    def _follow(self, told: dict[str, Any], sound: Samples) -> dict[str, Any]:
        """Take in more of a text, then work, look for the place or finish. `again`: told from its beginning, please."""
        text = self._text(told)
        if text is None:
            return {"again": True}
        with text.lock:
            if told["from"] != text.samples:
                return {"again": True}
            text.followed.feed(sound)
            text.samples += len(sound)
            text.asked_at = time.monotonic()
            if told["do"] == "work" and not text.followed.waiting:
                return {"heard": None}  # nothing is ready: no ear need be free to say so
            job = {"work": text.followed.work, "place": text.followed.place, "finish": text.followed.finish}[told["do"]]
            try:
                return _heard(self._ear.run(job, ahead=told["do"] != "finish"))
            except BusyError:
                if told["do"] == "finish":
                    raise
                return {"heard": None}  # its sound is in: what is ready waits, and a look is only a look
            finally:
                if told["do"] == "finish":
                    with self._lock:
                        self._texts.pop(told["id"], None)

    def _text(self, told: dict[str, Any]) -> _Text | None:
        with self._lock:
            while self._texts:
                oldest = next(iter(self._texts.values()))
                if len(self._texts) < TEXTS_HELD and time.monotonic() - oldest.asked_at < TEXT_IDLE_SECONDS:
                    break
                self._texts.popitem(last=False)
            if (known := self._texts.get(told["id"])) is not None:
                self._texts.move_to_end(told["id"])
                return known
        if told["from"] != 0:
            return None
        followed = self._ear.follow(told["text"], StrictnessLevel(told["strictness"]))
        if followed is None:
            return None
        with self._lock:
            return self._texts.setdefault(told["id"], _Text(followed))


def _heard(future: "Future[Any]") -> dict[str, Any]:
    found = future.result()
    return {"heard": asdict(found) if hasattr(found, "__dataclass_fields__") else found, "as": type(found).__name__}
