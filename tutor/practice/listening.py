"""WS /api/listen: a pupil's voice comes in as it is spoken, the verdict goes out (messages: tutor.practice.schemas).

The sound lives in memory for as long as it is listened to, and nowhere else, unless a teacher turned recording on for
the class (tutor.recordings). One socket may listen many times.
"""

import asyncio
import contextlib
from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import structlog
from fastapi import APIRouter, WebSocket, WebSocketDisconnect

from exercises.exercise import Exercise, Mode, ReadAloud, Unit
from exercises.reading.turns import pupil_lines
from speech.audio import SAMPLE_RATE
from speech.closed_answers import YES_NO
from speech.ear import FOLLOWED_FROM
from speech.endpointing import (
    PATIENCE_FOR_SENTENCE,
    PATIENCE_FOR_WORD,
    Endpoint,
    Endpointer,
    VoiceDetector,
)
from speech.errors import BadAudioError, BusyError
from speech.listening import ListeningPool
from speech.numbers import in_words
from speech.recogniser import FollowedText
from speech.strictness import StrictnessLevel
from speech.verdicts import Reading, SpokenNumber
from speech.whisper import split_words
from tutor.db import reading
from tutor.dependencies import SocketPupilDep, pupil_for_websocket
from tutor.practice import receipts, repository
from tutor.practice.answers import is_said, said_up_to
from tutor.practice.content import exercise_for_pupil
from tutor.practice.heard import request_in, signable
from tutor.practice.listen_messages import (
    ListenBusy,
    ListenCancel,
    ListenError,
    ListenListening,
    ListenPlace,
    ListenSpeechEnded,
    ListenSpeechStarted,
    ListenStart,
    ListenStop,
    ListenVerdict,
    ListenWaiting,
    ListenYesNo,
    message_in,
)
from tutor.practice.live_sound import (
    FAULTS_BEFORE_CLOSING,
    IDLE_SECONDS,
    SILENT_LINE_SECONDS,
    BadFrameError,
    samples_in,
    when_free,
)
from tutor.practice.schemas import RivetLine
from tutor.practice.turn import Turn, patience_for, to_read
from tutor.recordings.keeping import is_recorded, keep
from tutor.schemas import Message
from tutor.threads import to_its_end

router = APIRouter(prefix="/api", tags=["practice"])
log = structlog.get_logger("tutor.listening")

BUSY_RETRY_MS = 3_000
WAITING_SECONDS = 2.0
"""A verdict that takes longer is said to be coming."""
BUSY_PATIENCE_SECONDS = 15.0
"""For a free ear: it can be long, since it is told."""
SIGN_SECONDS = 8.0
"""Then a sign of life so often: a tablet that gets none sends all of it again after twenty seconds."""
LOOK_SECONDS = 0.35
"""At least this long between two looks for the word being read."""


class _Trouble(Exception):  # noqa: N818  not an error: a kind answer to give
    """Something to tell the pupil, by its code."""


@router.websocket("/listen")
async def listen(websocket: WebSocket, pupil: SocketPupilDep) -> None:
    """Listen to the signed-in pupil for the exercises he was served."""
    await websocket.accept()
    conversation = _Conversation(websocket, pupil.id)
    try:
        await conversation.run()
    except (WebSocketDisconnect, RuntimeError) as gone:
        # Starlette says RuntimeError when an answer is sent to a tablet that has just left.
        if isinstance(gone, RuntimeError) and websocket.application_state.name == "CONNECTED":
            log.info("listening_cut", reason=str(gone))
    finally:
        await conversation.forget()


class _Conversation:
    """What one socket is at: idle, listening (`_turn`) or waiting for a verdict (`_judging`)."""

    def __init__(self, websocket: WebSocket, pupil_id: UUID) -> None:
        self._websocket = websocket
        self._state = websocket.app.state
        self._pupil_id = pupil_id
        self._turn: Turn | None = None
        self._judging: asyncio.Task[None] | None = None
        self._faults = 0

    async def run(self) -> None:
        """Answer messages until the tablet leaves."""
        while self._faults < FAULTS_BEFORE_CLOSING:
            patience = SILENT_LINE_SECONDS if self._turn else IDLE_SECONDS
            try:
                async with asyncio.timeout(patience):
                    message = await self._websocket.receive()
            except TimeoutError:
                if self._turn is None and self._judging is None:
                    break
                if self._turn is not None:
                    await self._tell("no_speech")
                continue
            if message["type"] == "websocket.disconnect":
                return
            try:
                await self._take(message.get("text"), message.get("bytes"))
            except _Trouble as trouble:
                self._faults += str(trouble) in {"bad_message", "bad_audio"}
                await self._tell(str(trouble))
        await self._websocket.close(code=1008 if self._faults else 1000)

    async def forget(self) -> None:
        """Drop what was heard and whatever is being computed from it."""
        if self._turn is not None:
            self._turn.drop_early()
        self._turn = None
        if self._judging is not None:
            self._judging.cancel()
            with contextlib.suppress(asyncio.CancelledError, WebSocketDisconnect, RuntimeError):
                await self._judging
            self._judging = None

    async def _take(self, text: str | None, frame: bytes | None) -> None:
        if frame is not None:
            await self._hear(frame)
            return
        try:
            message = message_in(text or "")
        except ValueError:
            raise _Trouble("bad_message") from None
        match message:
            case ListenStart() as start:
                await self._start(start)
            case ListenStop() if self._turn:
                await self._close_turn(self._turn)
            case ListenCancel():
                await self.forget()

    async def _start(self, start: ListenStart) -> None:
        await self.forget()
        if self._state.ear is None:
            raise _Trouble("no_ear")
        found = await to_its_end(lambda: self._asked(start.served_id))
        if found is None:
            raise _Trouble("unknown_exercise")
        exercise, strictness, may_ask, recorded = found
        yes_no = start.listen_for == "yes_no"
        content = exercise.content
        in_turns = isinstance(content, ReadAloud) and content.mode is Mode.IN_TURNS
        if start.line not in (pupil_lines(content) if isinstance(content, ReadAloud) and in_turns else (None,)):
            raise _Trouble("bad_message")
        patience = PATIENCE_FOR_SENTENCE if in_turns else PATIENCE_FOR_WORD if yes_no else patience_for(exercise)
        endpointer = Endpointer(patience, VoiceDetector())
        self._turn = Turn(start.served_id, exercise, strictness, endpointer, yes_no, may_ask, start.line)
        read = to_read(content, start.line) if isinstance(content, ReadAloud) and not yes_no else ""
        if len(split_words(read)) >= FOLLOWED_FROM:
            self._turn.text = await asyncio.to_thread(self._state.ear.follow, read, strictness)
            self._turn.shown = isinstance(content, ReadAloud) and content.unit is Unit.TEXT and not in_turns
        may_be_kept = isinstance(content, ReadAloud) and not yes_no
        self._turn.sound = [] if recorded and may_be_kept else None
        await self._send(ListenListening(recorded=recorded if may_be_kept else None))

    def _asked(self, served_id: UUID) -> tuple[Exercise, StrictnessLevel, bool, bool] | None:
        """The exercise, if it was served to this pupil, who must still be one (raises WebSocketException).

        And how strictly he is heard, whether he may still be asked about a number there, and whether his reading aloud
        is recorded.
        """
        pupil = pupil_for_websocket(self._websocket)
        with reading(self._state.engine) as session:
            served = repository.served_for_pupil(session, pupil.id, served_id)
            strictness = repository.strictness_for_pupil(session, pupil.id)
            tries = repository.attempts_on_served_for_pupil(session, pupil.id, served_id)
            read = served.exercise_id if served else None
            recorded = is_recorded(session, pupil.id, self._state.clock(), read)
            catalogue = self._state.catalogue
            exercise = exercise_for_pupil(session, pupil.id, served.exercise_id, catalogue) if served else None
        if exercise is not None and not is_said(exercise.content):
            return None  # answered by hand only
        may_ask = not any(attempt.answer["type"] == "confirmed" for attempt in tries)
        return (exercise, strictness, may_ask, recorded) if exercise else None

    async def _hear(self, frame: bytes) -> None:
        turn = self._turn
        if turn is None:  # on its way when the end of speech was found
            return
        try:
            samples = samples_in(frame)
        except BadFrameError:
            raise _Trouble("bad_audio") from None
        for event in await asyncio.to_thread(turn.take_in, samples):
            match event:
                case Endpoint.SPEECH_STARTED:
                    await self._send(ListenSpeechStarted())
                case Endpoint.TOO_LONG if turn.text is not None and turn.endpointer.started:
                    # A slow reader is heard for as long as he was: nothing he read is lost.
                    await self._send(ListenSpeechEnded())
                    await self._close_turn(turn)
                case Endpoint.SPEECH_ENDED:
                    await self._send(ListenSpeechEnded())
                    await self._close_turn(turn)
                case Endpoint.NO_SPEECH | Endpoint.TOO_LONG:
                    raise _Trouble(event.value)
        if turn is not self._turn or not turn.endpointer.started:
            return
        if turn.text is None:
            self._hear_early(turn)
        elif turn.part is None or turn.part.done():
            self._hear_on(turn, turn.text)

    def _hear_early(self, turn: Turn) -> None:
        """Where an ear is idle, begin when the voice falls silent: most often, nothing more comes. Else, forget it."""
        ear: ListeningPool = self._state.ear
        if not turn.endpointer.settled:
            turn.drop_early()
        elif turn.early is None and not turn.yes_no and ear.spare:
            with contextlib.suppress(BusyError):
                turn.early = self._hearing(turn, ahead=True)

    def _hear_on(self, turn: Turn, text: FollowedText) -> None:
        """Hear what is ready; else, where it is shown and an ear is idle, look for the word being read."""
        now = asyncio.get_running_loop().time()
        if text.waiting:
            self._begin_part(turn, text.work)
        elif turn.shown and self._state.ear.spare and now - turn.looked_at >= LOOK_SECONDS:
            turn.looked_at = now
            self._begin_part(turn, text.place)

    def _begin_part(self, turn: Turn, job: Callable[[], int | None]) -> None:
        with contextlib.suppress(BusyError):  # what is ready waits, and a look is only a look
            turn.job = self._state.ear.run(job, ahead=True)
            turn.part = asyncio.create_task(self._part(turn, turn.job))

    async def _part(self, turn: Turn, job: "Future[int | None]") -> None:
        try:
            place = await asyncio.wrap_future(job)
            if place is not None and place != turn.place and turn is self._turn:
                turn.place = place
                await self._send(ListenPlace(word=place))
        except BusyError:
            return  # no ear answers any more: the end will say so
        except (WebSocketDisconnect, RuntimeError) as gone:
            log.info("listening_cut", reason=str(gone))
        except Exception:
            log.exception("following_failed", exercise=turn.exercise.id)
            turn.looked_at = float("inf")  # the verdict will be tried once more, at the end

    async def _close_turn(self, turn: Turn) -> None:
        """No more sound: compute the verdict while messages go on being read."""
        self._turn = None
        if not turn.endpointer.started:
            raise _Trouble("no_speech")
        self._judging = asyncio.create_task(self._judge(turn))

    async def _judge(self, turn: Turn) -> None:
        kept = uuid4() if turn.sound is not None else None
        patience = asyncio.create_task(self._reassure())
        try:
            verdict = await self._verdict(turn, kept)
            patience.cancel()
            if kept is not None:
                # On its own: nobody waits for the disk, and a tablet that leaves with its verdict loses no recording.
                asyncio.get_running_loop().run_in_executor(None, self._keep, turn, kept)
            await self._send(verdict)
        except _Trouble as trouble:
            await self._tell(str(trouble))
        except BusyError:
            await self._send(ListenBusy(message=self._phrase("busy"), retry_after_ms=BUSY_RETRY_MS))
        except BadAudioError as useless:
            await self._tell(useless.code)
        except (WebSocketDisconnect, RuntimeError) as gone:
            log.info("listening_cut", reason=str(gone))
        except Exception:
            log.exception("listening_failed", exercise=turn.exercise.id)
            await self._tell("internal")
        finally:
            patience.cancel()
            if self._judging is asyncio.current_task():
                self._judging = None

    async def _reassure(self) -> None:
        """Until the verdict: one sentence when it is long in coming, then signs of life."""
        message: str | None = self._phrase("waiting")
        pause = WAITING_SECONDS
        with contextlib.suppress(WebSocketDisconnect, RuntimeError):  # the tablet left: nobody to reassure
            while True:
                await asyncio.sleep(pause)
                await self._send(ListenWaiting(message=message))
                message, pause = None, SIGN_SECONDS

    def _keep(self, turn: Turn, recording_id: UUID) -> None:
        try:
            keep(
                self._state.engine,
                self._state.recordings,
                self._pupil_id,
                turn.recorded(),
                SAMPLE_RATE,
                self._state.clock(),
                served_id=turn.served_id,
                line=turn.line,
                recording_id=recording_id,
                exercise_id=turn.exercise.id,
            )
        except Exception:
            log.exception("recording_failed", exercise=turn.exercise.id)

    async def _verdict(self, turn: Turn, recording: UUID | None) -> ListenVerdict | ListenYesNo:
        ear: ListeningPool = self._state.ear
        if turn.yes_no:
            clip = turn.endpointer.clip()
            answer = await when_free(lambda: ear.one_of(clip, YES_NO), BUSY_PATIENCE_SECONDS)
            return ListenYesNo(yes=None if answer.key is None else answer.key == "oui")
        heard: Reading | SpokenNumber
        if turn.part is not None and turn.job is not None:
            turn.job.cancel()  # what was not begun is part of the end
            await asyncio.wait([turn.part])
        if turn.text is not None:
            text = turn.text
            heard = await when_free(lambda: ear.run(text.finish), BUSY_PATIENCE_SECONDS)
        else:
            begun = [turn.early] if turn.early is not None and not turn.early.cancel() else []
            heard = await when_free(lambda: begun.pop() if begun else self._hearing(turn), BUSY_PATIENCE_SECONDS)
        if isinstance(heard, Reading) and heard.fault and heard.useless:
            raise _Trouble(heard.fault)
        now: datetime = self._state.clock()
        hearing = signable(
            heard, turn.exercise.kind, turn.served_id, self._pupil_id, now, turn.may_ask, turn.line, recording
        )
        return ListenVerdict(
            verdict=hearing.verdict,
            words=hearing.words,
            number=hearing.number,
            fluency=hearing.fluency,
            question=self._question(hearing.likeliest),
            request=request_in(heard),
            receipt=receipts.sign(hearing, self._state.keys.receipts),
            engine=heard.engine,
            seconds=heard.seconds,
            hint=self._phrase(heard.fault) if isinstance(heard, Reading) and heard.fault else None,
        )

    def _hearing(self, turn: Turn, ahead: bool = False) -> "Future[Any]":
        """What the ear makes of a word or a number that was said. Raises BusyError."""
        ear: ListeningPool = self._state.ear
        clip, content = turn.endpointer.clip(), turn.exercise.content
        if isinstance(content, ReadAloud):
            return ear.verify(clip, to_read(content, turn.line), turn.strictness, ahead)
        return ear.number(clip, said_up_to(content) or 0, ahead)

    def _question(self, number: int | None) -> RivetLine | None:
        if number is None:
            return None
        text = self._state.lines.choose("ask_number", self._state.rng, number=in_words(number))
        return RivetLine(act="ask_number", text=text)

    async def _tell(self, code: str) -> None:
        """An error ends the turn: the pupil may start again."""
        if self._turn is not None:
            self._turn.drop_early()
        self._turn = None
        await self._send(ListenError(code=code, message=self._phrase(code)))

    def _phrase(self, code: str) -> str:
        sentence: str = self._state.phrases.said_by("ear")[code]
        return sentence

    async def _send(self, message: Message) -> None:
        await self._websocket.send_text(message.model_dump_json())
