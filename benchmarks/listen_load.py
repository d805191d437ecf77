"""A class that reads aloud all at once: a real `tutor serve`, tablets that speak real recordings at real pace.

python -m benchmarks.listen_load --recordings FOLDER [--tablets 30] [--seconds 120]
Each tablet has its microphone open a third of the time: half a second, a recording of the very word or sentence it
was given (or a number), then silence until the verdict; when the ear is busy it sends the same sound again, as the
client does. Prints JSON: delays from the last voiced sample and from `speech_ended` to the verdict, what was busy or
lost, and the memory of the server with its children.
"""

import argparse
import asyncio
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx2 as httpx
import numpy as np
import websockets
from sqlmodel import select

from exercises.catalogue import Catalogue
from exercises.exercise import ReadAloud, Unit
from speech.audio import SAMPLE_RATE, read_clip
from speech.endpointing import WINDOW, voice_probabilities
from tests.ports import free_port
from tutor.classroom.tables import Pupil
from tutor.db import make_engine, writing
from tutor.practice.tables import Served
from tutor.settings import Settings

FRAME_SECONDS = 0.1
BEFORE_SECONDS = 0.5
SHARE = 1 / 3
RESENDS = 3
PATIENCE_SECONDS = 20.0
MIX = {"word": 0.6, "sentence": 0.2, "number": 0.2}
LONGEST_SENTENCE_SECONDS = 6.0


@dataclass(frozen=True)
class Speech:
    """What a tablet says for an exercise: PCM16 frames; `voiced`: seconds to its last voiced sample."""

    kind: str
    exercise: str
    frames: list[bytes]
    voiced: float


@dataclass
class Score:
    """What happened to all of them."""

    from_voice: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    from_ended: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    computing: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    answers: Counter[str] = field(default_factory=Counter)
    busy: int = 0
    resent: int = 0
    lost: int = 0
    open_seconds: float = 0.0
    voiced_seconds: float = 0.0


def speeches(folder: Path, rng: random.Random) -> dict[str, list[Speech]]:
    """Recordings of exactly what some exercises ask for; sentences that no recording holds get another sentence."""
    rows = [json.loads(line) for line in (folder / "manifest.jsonl").read_text(encoding="utf-8").splitlines()]
    by_text: dict[str, list[Path]] = defaultdict(list)
    for row in rows:
        by_text[_plain(row["text"])].append(folder / row["audio"])
    long = [folder / row["audio"] for row in rows if row["kind"] == "sentence"]
    numbers = [folder / row["audio"] for row in rows if row["kind"] == "number"]
    found: dict[str, list[Speech]] = defaultdict(list)
    for name, exercise in Catalogue.load().exercises.items():
        content = exercise.content
        if not isinstance(content, ReadAloud):
            found["number"] += _speech("number", name, rng.choice(numbers)) if len(found["number"]) < 30 else []
        elif content.unit is Unit.WORD and by_text[_plain(content.text)]:
            found["word"] += _speech("word", name, rng.choice(by_text[_plain(content.text)]))
        elif content.unit is Unit.SENTENCE:
            found["sentence"] += _speech("sentence", name, rng.choice(long))
    return found


def _plain(text: str) -> str:
    return text.lower().strip(" .!?")


def _speech(kind: str, exercise: str, path: Path) -> list[Speech]:
    samples = read_clip(path).samples
    voiced = np.flatnonzero(voice_probabilities(samples) > 0.5)
    if len(samples) > LONGEST_SENTENCE_SECONDS * SAMPLE_RATE or not len(voiced):
        return []
    floor = (np.random.default_rng(1).standard_normal(int(BEFORE_SECONDS * SAMPLE_RATE)) / 3_000).astype(np.float32)
    pcm = (np.concatenate([floor, samples]) * 32_767).clip(-32_768, 32_767).astype("<i2")
    pcm = np.pad(pcm, (0, -len(pcm) % int(FRAME_SECONDS * SAMPLE_RATE)))
    frames = [part.tobytes() for part in pcm.reshape(-1, int(FRAME_SECONDS * SAMPLE_RATE))]
    return [Speech(kind, exercise, frames, BEFORE_SECONDS + (int(voiced[-1]) + 1) * WINDOW / SAMPLE_RATE)]


class Tablet:
    """One child: signs in, then speaks and waits in turn."""

    def __init__(
        self, address: str, card: str, turns: list[tuple[str, Speech]], score: Score, rng: random.Random
    ) -> None:
        self.address, self.card, self.turns, self.score, self.rng = address, card, turns, score, rng
        self.cookie = ""

    def sign_in(self) -> None:
        """By the pupil's card."""
        with httpx.Client(base_url=self.address, headers={"Origin": self.address}, trust_env=False) as browser:
            token = browser.get("/api/session").json()["csrf_token"]
            answer = browser.post("/api/signin/card", json={"token": self.card}, headers={"X-CSRF-Token": token})
            answer.raise_for_status()
            self.cookie = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())

    async def live(self, until: float) -> None:
        """Speak a third of the time."""
        await asyncio.sleep(self.rng.uniform(0, 6))
        while time.monotonic() < until and self.turns:
            served, speech = self.turns.pop()
            started = time.monotonic()
            opened = await self.turn(served, speech)
            self.score.open_seconds += opened
            self.score.voiced_seconds += speech.voiced - BEFORE_SECONDS
            whole = opened / SHARE * self.rng.uniform(0.7, 1.3)
            await asyncio.sleep(max(0.1, whole - (time.monotonic() - started)))

    async def turn(self, served: str, speech: Speech) -> float:
        """One listening, sent again as the client does; gives the seconds its microphone was open."""
        sent: list[bytes] = []
        moments: dict[str, float] = {}
        for attempt in range(1 + RESENDS):
            try:
                async with asyncio.timeout(PATIENCE_SECONDS):
                    answer = await self._listen(served, speech, sent, moments, again=attempt > 0)
            except (TimeoutError, OSError, websockets.WebSocketException):
                answer = {"type": "cut", "retry_after_ms": 800}
            if answer["type"] in {"verdict", "error"}:
                self._keep(speech, moments, answer)
                break
            self.score.busy += answer["type"] == "busy"
            self.score.resent += 1
            await asyncio.sleep(answer["retry_after_ms"] / 1_000)
        else:
            self.score.lost += 1
        return moments.get("ended", time.monotonic()) - moments["opened"]

    def _keep(self, speech: Speech, moments: dict[str, float], answer: dict[str, Any]) -> None:
        now = time.monotonic()
        code = answer["code"] if answer["type"] == "error" else answer["verdict"]
        self.score.answers[f"{speech.kind} {code}"] += 1
        if answer["type"] == "verdict":
            self.score.from_voice[speech.kind].append(now - moments["voiced"])
            self.score.from_ended[speech.kind].append(now - moments["ended"])
            self.score.computing[speech.kind].append(answer["seconds"])

    async def _listen(
        self, served: str, speech: Speech, sent: list[bytes], moments: dict[str, float], *, again: bool
    ) -> dict[str, Any]:
        url = self.address.replace("http", "ws") + "/api/listen"
        headers = {"Cookie": self.cookie}
        async with websockets.connect(
            url, origin=websockets.Origin(self.address), additional_headers=headers, proxy=None
        ) as line:
            await line.send(json.dumps({"type": "start", "served_id": served}))
            moments.setdefault("opened", time.monotonic())
            speaking = asyncio.create_task(
                self._resend(line, sent) if again else self._speak(line, speech, sent, moments)
            )
            try:
                while True:
                    message: dict[str, Any] = json.loads(await line.recv())
                    if message["type"] == "speech_ended":
                        moments.setdefault("ended", time.monotonic())
                        speaking.cancel()
                    elif message["type"] in {"verdict", "error", "busy"}:
                        moments.setdefault("ended", time.monotonic())
                        return message
            finally:
                speaking.cancel()

    async def _speak(self, line: Any, speech: Speech, sent: list[bytes], moments: dict[str, float]) -> None:
        start = time.monotonic()
        moments["voiced"] = start + speech.voiced
        silence = bytes(len(speech.frames[0]))
        number = 0
        while True:
            frame = speech.frames[number] if number < len(speech.frames) else silence
            number += 1
            await asyncio.sleep(max(0.0, start + number * FRAME_SECONDS - time.monotonic()))
            sent.append(frame)
            await line.send(frame)

    async def _resend(self, line: Any, sent: list[bytes]) -> None:
        for at in range(0, len(sent), 10):
            await line.send(b"".join(sent[at : at + 10]))
        await line.send(json.dumps({"type": "stop"}))


def memory_mb(pid: int) -> float:
    """Resident memory of a process and its children, MB, by /proc."""
    total = 0.0
    pids = [str(pid)]
    while pids:
        one = pids.pop()
        try:
            status = Path(f"/proc/{one}/status").read_text()
            total += int(status.split("VmRSS:")[1].split()[0]) / 1024
            for task in Path(f"/proc/{one}/task").iterdir():
                pids += (task / "children").read_text().split()
        except (OSError, IndexError):
            continue
    return total


def serve_turns(settings: Settings, found: dict[str, list[Speech]], tablets: int, each: int, rng: random.Random) -> Any:
    """Exercises given to the demo's pupils straight in the database: for each tablet its card and its turns."""
    engine = make_engine(settings.database)
    given = []
    with writing(engine) as session:
        pupils = session.exec(select(Pupil)).all()
        for number in range(tablets):
            pupil = pupils[number % len(pupils)]
            turns = []
            for _ in range(each):
                speech = rng.choice(found[rng.choices(list(MIX), list(MIX.values()))[0]])
                turns.append((str(_serve(session, pupil, speech)), speech))
            given.append((pupil.card_token, turns))
        session.commit()
    engine.dispose()
    return given


def _serve(session: Any, pupil: Pupil, speech: Speech) -> UUID:
    row = Served(
        id=uuid4(), pupil_id=pupil.id, exercise_id=speech.exercise, reason={}, line={}, model_version="load",
        served_at=datetime.now(UTC),
    )  # fmt: skip
    session.add(row)
    return row.id


async def _class(tablets: list[Tablet], seconds: float, pid: int) -> float:
    until = time.monotonic() + seconds
    lives = [asyncio.create_task(tablet.live(until)) for tablet in tablets]
    peak = 0.0
    while not all(life.done() for life in lives):
        peak = max(peak, memory_mb(pid))
        await asyncio.sleep(0.5)
    for life in lives:
        life.result()
    return peak


def _percentiles(values: list[float]) -> dict[str, float]:
    marks = np.percentile(values, [50, 95, 99]) if values else []
    return {f"p{mark}": round(float(value), 3) for mark, value in zip((50, 95, 99), marks, strict=False)} | {
        "count": len(values)
    }


def _by_kind(values: dict[str, list[float]]) -> dict[str, Any]:
    every = [value for found in values.values() for value in found]
    return {"all": _percentiles(every)} | {kind: _percentiles(found) for kind, found in sorted(values.items())}


def main() -> None:
    """Serve a demo school, let the class speak, print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--recordings", type=Path, required=True)
    parser.add_argument("--tablets", type=int, default=30)
    parser.add_argument("--seconds", type=float, default=120.0)
    parser.add_argument("--seed", type=int, default=3)
    given = parser.parse_args()
    rng = random.Random(given.seed)
    found = speeches(given.recordings, rng)
    folder = Path(tempfile.mkdtemp(prefix="marelle-load-"))
    port = free_port()
    environment = {**os.environ, "TUTOR_DATA_DIR": str(folder)}
    command = [sys.executable, "-m", "tutor.cli", "serve", "--demo", "--no-tls", "--port", str(port)]
    with (folder / "output.txt").open("wb") as output:
        server = subprocess.Popen(command, env=environment, stdout=output, stderr=subprocess.STDOUT)
    try:
        address = f"http://localhost:{port}"
        _wait(address, server, folder / "output.txt")
        idle = memory_mb(server.pid)
        score = Score()
        turns = serve_turns(Settings(data_dir=folder).for_demo(), found, given.tablets, int(given.seconds), rng)
        tablets = [Tablet(address, card, own, score, random.Random(n)) for n, (card, own) in enumerate(turns)]
        for tablet in tablets:
            tablet.sign_in()
        peak = asyncio.run(_class(tablets, given.seconds, server.pid))
        spent = given.seconds * given.tablets
        answer = {
            "tablets": given.tablets, "seconds": given.seconds, "cores": os.cpu_count(), "load": os.getloadavg()[0],
            "listenings": sum(score.answers.values()) + score.lost, "busy_messages": score.busy,
            "resent": score.resent, "lost": score.lost, "answers": dict(score.answers.most_common()),
            "microphone_open_share": round(score.open_seconds / spent, 3),
            "voice_share": round(score.voiced_seconds / spent, 3),
            "from_speech_ended": _by_kind(score.from_ended), "from_last_voiced_sample": _by_kind(score.from_voice),
            "computing": _by_kind(score.computing), "server_mb": {"idle": round(idle), "peak": round(peak)},
        }  # fmt: skip
        print(json.dumps(answer, ensure_ascii=False, indent=1))
    finally:
        server.terminate()
        server.wait(30)
        shutil.rmtree(folder, ignore_errors=True)


def _wait(address: str, server: "subprocess.Popen[bytes]", output: Path) -> None:
    for _ in range(600):
        if server.poll() is not None:
            raise SystemExit("the server stopped: " + output.read_text(encoding="utf-8")[-2_000:])
        try:
            with urllib.request.urlopen(f"{address}/api/health", timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("the server did not come up: " + output.read_text(encoding="utf-8")[-2_000:])


if __name__ == "__main__":
    main()
