"""One tablet with its child: signs in, asks for what is next, reads aloud or touches, answers, talks with Rivet.

What a real client does when the server is busy is done here too: the same sound is sent again, the same answer with
the same id, after the time that the server asked for.
"""

import asyncio
import json
import random
import ssl
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4
from zlib import crc32

import httpx2 as httpx
import websockets

from tests.load.measures import Score
from tests.load.sounds import FRAME_SECONDS, SILENCE, Sound, Sounds, is_said, kind_of, text_of

MICROPHONE_SHARE = 1 / 3
RESENDS = 3
READ_AGAIN = 3
LISTENING_SECONDS = 60.0
ANSWER_SECONDS = 60.0
"""For so long an answer is sent again before it counts as lost (a real tablet never stops)."""
TALK_EVERY, TALK_SECONDS = 8, 25.0
THINKING = (2.5, 6.0)
"""Seconds before a child touches an answer, and after the verdict of one that was read."""


class Tablet:
    """Lives until it is told to stop; tells `score` all that happens."""

    def __init__(
        self, address: str, card: str, tls: ssl.SSLContext, sounds: Sounds, score: Score, rng: random.Random
    ) -> None:
        self._address, self._card, self._tls = address, card, tls
        self._sounds, self._score, self._rng = sounds, score, rng
        # As many tablets, as many addresses: a proxy may send each to its own server.
        self._own = f"127.0.1.{1 + crc32(card.encode()) % 254}" if "//127.0.0.1:" in address else None
        transport = httpx.AsyncHTTPTransport(verify=tls, trust_env=False, local_address=self._own)
        self._client = httpx.AsyncClient(
            base_url=address, headers={"Origin": address}, timeout=30, trust_env=False, transport=transport
        )
        self._open_seconds = 0.0
        self._readable: tuple[str, str, str | None] | None = None

    async def live(self, until: float, spread: float) -> None:
        """A sitting: begins within `spread` seconds, ends with the exercise during which `until` passes."""
        started = time.monotonic()
        async with self._client:
            await asyncio.sleep(self._rng.uniform(0, spread))
            await self._sign_in()
            done = 0
            while time.monotonic() < until:
                done += 1
                if done % TALK_EVERY == 0:
                    await self._talk()
                else:
                    await self._exercise(started)

    async def _sign_in(self) -> None:
        session = await self._post("signin", "GET", "/api/session")
        if session is not None:
            self._client.headers["X-CSRF-Token"] = session["csrf_token"]
        signed = await self._post("signin", "POST", "/api/signin/card", {"token": self._card})
        if signed is not None:
            self._client.headers["X-CSRF-Token"] = signed["csrf_token"]

    async def _exercise(self, started: float) -> None:
        wants_voice = self._open_seconds < MICROPHONE_SHARE * (time.monotonic() - started)
        # The choice gives less to read than a third of the time: what was read is read again, for nothing.
        for _ in range(READ_AGAIN if self._readable is not None and wants_voice else 0):
            await self._listen(*self._readable)
            await asyncio.sleep(1)
        domain = "reading" if wants_voice else self._rng.choice(["maths", "maths", "reading"])
        served = await self._post("next", "POST", "/api/practice/next", {"domain": domain})
        if served is None:
            await asyncio.sleep(1)
            return
        began = time.monotonic()
        content = served["content"]
        receipt = None
        if served["can_listen"] and is_said(content):
            self._readable = served["served_id"], kind_of(content), text_of(content)
            receipt = await self._listen(*self._readable)
        else:
            await asyncio.sleep(self._rng.uniform(*THINKING))
        given = {"type": "heard", "receipt": receipt} if receipt is not None else touched(content)
        await self._answer(served["served_id"], given, time.monotonic() - began)
        await asyncio.sleep(self._rng.uniform(*THINKING) / 2)

    async def _answer(self, served_id: str, given: dict[str, Any], seconds: float) -> None:
        sent = {
            "id": str(uuid4()), "served_id": served_id, "answer": given, "latency_ms": round(seconds * 1000),
            "hints": 0, "occurred_at": datetime.now(UTC).isoformat(),
        }  # fmt: skip
        if await self._post("attempt", "POST", "/api/practice/attempts", sent, patience=ANSWER_SECONDS) is None:
            self._score.lost += 1
        else:
            self._score.acknowledged.append(sent["id"])

    async def _post(
        self, what: str, method: str, path: str, body: dict[str, Any] | None = None, patience: float = 20.0
    ) -> dict[str, Any] | None:
        """One request, made again while the server is busy. The delay is that of the whole, as the child waits it."""
        began = time.monotonic()
        again = 0
        while True:
            try:
                answer = await self._client.request(method, path, json=body)
                if answer.status_code == 200:
                    break
                pause = float(answer.headers.get("Retry-After", 0))
                if answer.status_code == 503 and pause:
                    self._score.busy[what] += 1
                else:
                    self._score.errors[f"{what} {answer.status_code}"] += 1
                    if answer.status_code < 500:
                        return None
                    pause = pause or 1.0  # a proxy whose server just died: a tablet keeps the answer and sends it again
            except httpx.HTTPError as error:
                self._score.errors[f"{what} {type(error).__name__}"] += 1
                pause = 1.0
            if time.monotonic() - began > patience:
                return None
            again += 1
            await asyncio.sleep(pause)
        waited = time.monotonic() - began
        self._score.delays[what].append(waited)
        self._score.sent_again += again if what == "attempt" else 0
        self._score.longest_wait = max(self._score.longest_wait, waited)
        found: dict[str, Any] = answer.json()
        return found

    def _connect(self, path: str) -> websockets.connect:
        cookies = "; ".join(f"{name}={value}" for name, value in self._client.cookies.items())
        return websockets.connect(
            f"{self._address.replace('http', 'ws', 1)}{path}",
            origin=websockets.Origin(self._address),
            additional_headers={"Cookie": cookies},
            ssl=self._tls if self._address.startswith("https") else None,
            proxy=None,
            local_addr=(self._own, 0) if self._own else None,
        )

    async def _listen(self, served_id: str, kind: str, text: str | None) -> str | None:
        """Say it, and again while the ear is busy; the receipt of the verdict, None when there is none."""
        sound = self._sounds.of(kind, self._rng, text)
        moments: dict[str, float] = {"opened": time.monotonic()}
        sent: list[bytes] = []
        receipt = None
        for attempt in range(1 + RESENDS):
            try:
                async with asyncio.timeout(LISTENING_SECONDS):
                    heard = await self._listen_once(served_id, sound, sent, moments, again=attempt > 0)
            except (TimeoutError, OSError, websockets.WebSocketException) as error:
                self._score.errors[f"listen {type(error).__name__}"] += 1
                heard = {"type": "busy", "retry_after_ms": 800, "message": ""}
            if heard["type"] != "busy":
                self._note(kind, heard, moments)
                receipt = heard.get("receipt")
                break
            self._score.busy["listen"] += 1
            self._score.busy_words |= {heard["message"]} - {""}
            await asyncio.sleep(heard["retry_after_ms"] / 1000)
        else:
            self._score.gave_up += 1
        opened = moments.get("ended", time.monotonic()) - moments["opened"]
        self._open_seconds += opened
        self._score.microphone_seconds += opened
        return receipt

    def _note(self, kind: str, heard: Mapping[str, Any], moments: Mapping[str, float]) -> None:
        now = time.monotonic()
        self._score.verdicts[f"{kind} {heard.get('verdict') or heard.get('code')}"] += 1
        if heard["type"] != "verdict":
            return
        waited = now - moments["ended"]
        self._score.delays["verdict"].append(waited)
        self._score.delays["verdict_from_last_sound"].append(now - moments["voiced"])
        self._score.longest_wait = max(self._score.longest_wait, waited)

    async def _listen_once(
        self, served_id: str, sound: Sound, sent: list[bytes], moments: dict[str, float], *, again: bool
    ) -> dict[str, Any]:
        async with self._connect("/api/listen") as line:
            await line.send(json.dumps({"type": "start", "served_id": served_id}))
            speaking = asyncio.create_task(_resend(line, sent) if again else _speak(line, sound, sent, moments))
            try:
                async for text in line:
                    message: dict[str, Any] = json.loads(text)
                    if message["type"] == "speech_ended":
                        moments.setdefault("ended", time.monotonic())
                        speaking.cancel()
                    elif message["type"] == "waiting" and message["message"]:
                        self._score.busy["told to wait"] += 1
                    elif message["type"] in {"verdict", "error", "busy"}:
                        moments.setdefault("ended", time.monotonic())
                        moments.setdefault("voiced", time.monotonic())
                        return message
            finally:
                speaking.cancel()
        raise ConnectionError("the server closed before its verdict")

    async def _talk(self) -> None:
        """A short conversation: says a number when Rivet listens, touches when he offers to, then leaves."""
        try:
            async with asyncio.timeout(TALK_SECONDS + 15), self._connect("/api/talk") as line:
                await line.send(json.dumps({"type": "begin"}))
                await self._converse(line)
        except (TimeoutError, OSError, websockets.WebSocketException) as error:
            self._score.errors[f"talk {type(error).__name__}"] += 1

    async def _converse(self, line: Any) -> None:
        until = time.monotonic() + TALK_SECONDS
        asked = time.monotonic()
        speaking: asyncio.Task[None] | None = None
        moments: dict[str, float] = {}
        try:
            async for text in line:
                message = json.loads(text)
                if message["type"] == "acts":
                    if asked:
                        self._score.delays["talk"].append(time.monotonic() - asked)
                        asked = 0.0
                    await asyncio.sleep(self._rng.uniform(0.5, 1.5))  # Rivet speaks
                    over = time.monotonic() > until or any(act["do"] == "close" for act in message["acts"])
                    await line.send(
                        json.dumps({"type": "quit"} if over else {"type": "finished", "turn": message["turn"]})
                    )
                    if over:
                        return
                elif message["type"] == "hearing":
                    if message["state"] == "open" and speaking is None:
                        moments = {"opened": time.monotonic()}
                        speaking = asyncio.create_task(_speak(line, self._sounds.of("number", self._rng), [], moments))
                    elif message["state"] in {"thinking", "closed"} and speaking is not None:
                        speaking.cancel()
                        speaking = None
                        self._open_seconds += time.monotonic() - moments["opened"]
                        self._score.microphone_seconds += time.monotonic() - moments["opened"]
                        asked = time.monotonic()
                    if message["why"] == "busy":
                        self._score.busy["talk"] += 1
                elif message["type"] == "error":
                    self._score.errors[f"talk {message['code']}"] += 1
        finally:
            if speaking is not None:
                speaking.cancel()


async def _speak(line: Any, sound: Sound, sent: list[bytes], moments: dict[str, float]) -> None:
    """At the pace of a microphone, then silence until somebody stops this."""
    start = time.monotonic()
    moments["voiced"] = start + sound.voiced
    number = 0
    while True:
        frame = sound.frames[number] if number < len(sound.frames) else SILENCE
        number += 1
        await asyncio.sleep(max(0.0, start + number * FRAME_SECONDS - time.monotonic()))
        sent.append(frame)
        await line.send(frame)


async def _resend(line: Any, sent: list[bytes]) -> None:
    for at in range(0, len(sent), 10):
        await line.send(b"".join(sent[at : at + 10]))
    await line.send(json.dumps({"type": "stop"}))


def touched(content: Mapping[str, Any]) -> dict[str, Any]:
    """An answer that fits this kind of exercise, right or not."""
    match content["kind"]:
        case "compute":
            return {"type": "number", "value": content["right"]}
        case "choose":
            return {"type": "chosen", "options": list(range(content["right"]))}
        case "build":
            return {"type": "built", "tiles": list(range(content["places"]))}
        case "ask":
            return {"type": "written", "text": "1"}
    return {"type": "skipped"}
