"""WS /api/talk: one conversation with Rivet (messages: tutor.companion.talk.schemas).

The sound lives in memory for as long as it is listened to, and nowhere else. Faults never stop the conversation: what
cannot be heard is touched.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from typing import TypeVar
from uuid import UUID

import structlog
from fastapi import APIRouter, WebSocket, WebSocketDisconnect, WebSocketException
from pydantic import TypeAdapter, ValidationError

from exercises.maths.lesson_files import load_lessons
from exercises.maths.lessons import Lesson
from speech.audio import Clip
from speech.endpointing import Endpoint, Endpointer, Patience, VoiceDetector
from speech.errors import BadAudioError, BusyError
from tutor.companion.dialogue import events as on
from tutor.companion.dialogue.events import Deafness, Intent, Understood
from tutor.companion.talk import schemas as talk
from tutor.companion.talk.conversation import Conversation
from tutor.companion.talk.hearing import meant
from tutor.companion.talk.keeping import Keeping
from tutor.companion.talk.practising import Practising
from tutor.companion.talk.turns import Turns
from tutor.companion.understanding import warm_up
from tutor.dependencies import SocketPupilDep, pupil_for_websocket
from tutor.practice.live_sound import (
    FAULTS_BEFORE_CLOSING,
    IDLE_SECONDS,
    BadFrameError,
    samples_in,
)
from tutor.practice.parts import parts_of
from tutor.schemas import Message
from tutor.threads import to_its_end

router = APIRouter(prefix="/api", tags=["companion"])
log = structlog.get_logger("tutor.talk")

MINUTES = 12.0
LARGEST_MESSAGE = 20_000
"""Characters: a figure left by the hands is long."""
PATIENCE = Patience(trailing=1.2, before_speech=20.0, longest=40.0)
"""A child thinks before he speaks and stops between words; silence itself is the dialogue's business."""
LOOK_SECONDS = 0.2
DEAF_FOR = timedelta(seconds=12)
"""After so long, a busy or a noisy ear is tried again."""

_Result = TypeVar("_Result")
_MESSAGES: TypeAdapter[talk.TalkIn] = TypeAdapter(talk.TalkIn)
_FOR_A_WHILE = {Deafness.NOISE, Deafness.TWO_VOICES, Deafness.BUSY}
_SOUNDS = {"other_voices": Deafness.TWO_VOICES, "clipped": Deafness.NOISE}


class _Trouble(Exception):  # noqa: N818  not an error: a kind answer to give
    """Something to tell the tablet, by its code."""


@router.websocket("/talk")
async def talk_with_rivet(websocket: WebSocket, pupil: SocketPupilDep) -> None:
    """A conversation of the signed-in pupil with Rivet: practice, or a discovery lesson."""
    await websocket.accept()
    line = _Line(websocket, pupil.id)
    watch = asyncio.create_task(line.watch())
    try:
        await line.run()
    except (WebSocketDisconnect, RuntimeError) as gone:
        if isinstance(gone, RuntimeError) and websocket.application_state.name == "CONNECTED":
            log.info("talk_cut", reason=str(gone))
    finally:
        watch.cancel()
        await line.forget()


class _Line:
    """One socket. Whatever happens is taken one thing at a time (`_one_at_a_time`)."""

    def __init__(self, websocket: WebSocket, pupil_id: UUID) -> None:
        self._websocket = websocket
        self._state = websocket.app.state
        self._pupil_id = pupil_id
        self._turns = Turns(self._state.clock)
        self._conversation: Conversation | None = None
        self._turn = 0
        self._ear: Endpointer | None = None
        self._judging: asyncio.Task[None] | None = None
        self._deaf: Deafness | None = None
        self._deaf_until = self._state.clock()
        self._confirming = False
        self._one_at_a_time = asyncio.Lock()
        self._faults = 0
        self._signed_out = False

    async def run(self) -> None:
        """Answer messages until the tablet leaves."""
        while self._faults < FAULTS_BEFORE_CLOSING and not self._signed_out:
            try:
                async with asyncio.timeout(IDLE_SECONDS):
                    message = await self._websocket.receive()
            except TimeoutError:
                break
            if message["type"] == "websocket.disconnect":
                return
            async with self._steadily():
                await self._take(message.get("text"), message.get("bytes"))
        if not self._signed_out:
            await self._websocket.close(code=1008 if self._faults else 1000)

    async def watch(self) -> None:
        """Tell the conversation of silence and of time, as the clock goes."""
        with contextlib.suppress(WebSocketDisconnect):
            while not self._signed_out:
                await asyncio.sleep(LOOK_SECONDS)
                async with self._steadily():
                    await self._look()

    async def forget(self) -> None:
        """Drop what was heard and whatever is being computed from it."""
        self._ear = None
        if self._judging is not None:
            self._judging.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._judging
            self._judging = None

    @contextlib.asynccontextmanager
    async def _steadily(self) -> AsyncIterator[None]:
        """One thing at a time. What goes wrong is told to the tablet, and the conversation goes on."""
        try:
            async with self._one_at_a_time:
                yield
        except _Trouble as trouble:
            await self._fault(str(trouble))
        except WebSocketDisconnect:
            raise
        except WebSocketException as refused:  # nobody is signed in any more
            self._signed_out = True
            with contextlib.suppress(RuntimeError):
                await self._websocket.close(code=refused.code)
        except Exception:
            log.exception("talk_failed")
            await self._fault("internal")

    async def _fault(self, code: str) -> None:
        self._faults += 1
        await self._send(talk.TalkError(code=code, message=self._phrase(code)))

    async def _look(self) -> None:
        if self._conversation is None or self._conversation.over:
            return
        if (minutes := self._turns.minutes()) is not None:
            await self._happens(on.Tick(minutes))
        if self._deaf in _FOR_A_WHILE and self._state.clock() >= self._deaf_until:
            self._deaf = None
            await self._happens(on.HearingBack())
        speaking = self._judging is not None or (self._ear is not None and self._ear.started)
        if not speaking and (seconds := self._turns.silence()) is not None:
            await self._happens(on.Silence(seconds))

    async def _take(self, text: str | None, frame: bytes | None) -> None:
        if frame is not None:
            await self._hear(frame)
            return
        message = _message(text or "")
        if isinstance(message, talk.TalkBegin):
            await self._begin(message)
            return
        if self._conversation is None:
            raise _Trouble("bad_message")
        match message:
            case talk.TalkFinished(turn=turn):
                if turn == self._turn:
                    self._turns.rivet_finished()
                    await self._happens(on.Finished())
            case talk.TalkTouched(question=question):
                if question == self._conversation.question.id:  # else a second tap: the ear is the next question's
                    await self.forget()
                self._turns.child_acts()
                touch = self._conversation.touch
                await self._play(await self._done(lambda: touch(message)), [message.id])
            case talk.TalkInterrupted(by=by):
                await self.forget()
                await self._happens(on.Interrupted())
                if by == "voice":
                    await self._open_ear()
            case talk.TalkSaid(request=request):
                await self._says(Understood(Intent(request)))
            case talk.TalkYesNo(yes=yes):
                await self._says(Understood(Intent.YES if yes else Intent.NO, "oui" if yes else "non"))
            case talk.TalkStrategy(strategy=strategy):
                await self.forget()
                await self._happens(on.Told(strategy))
            case talk.TalkBusyHands():
                self._turns.child_acts()
            case talk.TalkEndOfSpeech() if self._ear is not None:
                await self._end_of_speech(self._ear)
            case talk.TalkMicrophone(state=state):
                await self._microphone(state)
            case talk.TalkQuit():
                await self.forget()
                await self._happens(on.Quit())

    async def _begin(self, begin: talk.TalkBegin) -> None:
        await self.forget()
        lesson = await asyncio.to_thread(_lesson, begin.lesson)
        if begin.mode == "lesson" and lesson is None:
            raise _Trouble("no_lesson")
        state = self._state
        practising = Practising(state.engine, self._pupil_id, parts_of(state), state.strategies, state.clock, state.rng)
        keeping = Keeping(state.engine, self._pupil_id, state.clock)
        conversation = Conversation(practising, keeping, state.lines, state.strategies, state.rng, lesson)
        self._conversation = conversation
        self._turns = Turns(state.clock)
        kept: list[UUID] = []
        if begin.unsent is not None:
            unsent = begin.unsent
            await self._done(lambda: practising.record_late(unsent))
            kept = [unsent.id]
        if state.ear is None:
            self._deaf = Deafness.NO_EAR
        else:  # while Rivet says hello
            asyncio.get_running_loop().run_in_executor(None, warm_up)
        before = [] if self._deaf is None else self._conversation.take(on.Deaf(self._deaf))
        await self._play([*before, *await self._done(lambda: conversation.begin(MINUTES))], kept)

    async def _says(self, understood: Understood) -> None:
        await self.forget()
        self._turns.child_acts()
        await self._happens(on.Spoke(understood))

    async def _microphone(self, state: str) -> None:
        if state == "works":
            back, self._deaf = self._deaf, Deafness.NO_EAR if self._state.ear is None else None
            if back is not None:
                self._turns.child_acts()
            if back is not None and self._deaf is None:
                await self._happens(on.HearingBack())
            return
        await self.forget()
        if state == "asleep":
            self._turns.pause()
        await self._grow_deaf(Deafness.ASLEEP if state == "asleep" else Deafness.DENIED)

    async def _grow_deaf(self, why: Deafness) -> None:
        self._deaf = None if why is Deafness.NO_VERDICT else why
        self._deaf_until = self._state.clock() + DEAF_FOR
        await self._send(talk.TalkHearing(state="closed", why=why))
        await self._happens(on.Deaf(why))

    async def _happens(self, event: on.Event) -> None:
        if (conversation := self._conversation) is not None:
            await self._play(await self._done(lambda: conversation.take(event)))

    async def _done(self, step: Callable[[], _Result]) -> _Result:
        """This step, on a thread, as long as the pupil is signed in (raises WebSocketException)."""

        def checked() -> _Result:
            pupil_for_websocket(self._websocket)
            return step()

        return await to_its_end(checked)

    async def _play(self, acts: list[talk.TalkAct], kept: list[UUID] | None = None) -> None:
        """Send what Rivet does; open the ear when it is the child's turn."""
        if acts or kept:
            self._turn += 1
            await self._send(talk.TalkActs(turn=self._turn, acts=acts, kept=kept or []))
        if not acts:
            return
        # Even what is not said takes a moment: the tablet tells when it has shown all.
        self._turns.rivet_speaks()
        self._confirming = any(isinstance(act, talk.ConfirmAct) for act in acts)
        if self._conversation is None or self._conversation.over:
            self._ear = None
        elif any(isinstance(act, talk.ListenAct) for act in acts):
            await self._open_ear()

    async def _open_ear(self) -> None:
        if self._state.ear is None or self._deaf is not None or self._conversation is None:
            return
        if self._conversation.listens is not None:
            self._ear = Endpointer(PATIENCE, VoiceDetector())
            await self._send(talk.TalkHearing(state="open"))

    async def _hear(self, frame: bytes) -> None:
        try:
            samples = samples_in(frame)
        except BadFrameError:
            raise _Trouble("bad_audio") from None
        ear = self._ear
        if ear is None:  # on its way when the turn was over
            return
        for event in await asyncio.to_thread(lambda: list(ear.feed(samples))):
            match event:
                case Endpoint.SPEECH_STARTED:
                    await self._send(talk.TalkHearing(state="speech"))
                case Endpoint.SPEECH_ENDED | Endpoint.TOO_LONG:
                    await self._end_of_speech(ear)
                case Endpoint.NO_SPEECH:
                    self._ear = Endpointer(PATIENCE, VoiceDetector())

    async def _end_of_speech(self, ear: Endpointer) -> None:
        self._ear = None
        if not ear.started:
            self._ear = Endpointer(PATIENCE, VoiceDetector())
            return
        await self._send(talk.TalkHearing(state="thinking"))
        self._judging = asyncio.create_task(self._judge(ear.clip()))

    async def _judge(self, clip: Clip) -> None:
        conversation = self._conversation
        listens = conversation.listens if conversation else None
        event: on.Event | None = None
        why = Deafness.NO_VERDICT
        try:
            if listens is not None:
                event = on.Spoke(await meant(self._state.ear, clip, listens.question, self._confirming))
        except BusyError:
            why = Deafness.BUSY
        except BadAudioError as useless:
            why = _SOUNDS.get(useless.code, Deafness.NO_VERDICT)
        except Exception:
            log.exception("talk_hearing_failed")
        with contextlib.suppress(WebSocketDisconnect):
            async with self._steadily():
                if self._judging is asyncio.current_task():
                    self._judging = None
                await self._send(talk.TalkHearing(state="closed"))
                self._turns.child_acts()
                await (self._grow_deaf(why) if event is None else self._happens(event))

    def _phrase(self, code: str) -> str:
        sentence: str = self._state.phrases.said_by("ear")[code]
        return sentence

    async def _send(self, message: Message) -> None:
        try:
            await self._websocket.send_text(message.model_dump_json())
        except RuntimeError:  # Starlette's word for a tablet that has just left
            raise WebSocketDisconnect(1006) from None


def _lesson(slug: str | None) -> Lesson | None:
    return load_lessons().by_slug.get(slug or "")


def _message(text: str) -> talk.TalkIn:
    if len(text) > LARGEST_MESSAGE:
        raise _Trouble("bad_message")
    try:
        return _MESSAGES.validate_json(text)
    except ValidationError:
        raise _Trouble("bad_message") from None
