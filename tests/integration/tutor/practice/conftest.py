"""A pupil at a tablet asks for exercises and answers them over HTTP; the ear's receipts are signed by the real key."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID, uuid4

import httpx2 as httpx
import pytest
from fastapi import FastAPI
from sqlmodel import Session, select
from starlette.testclient import TestClient

from exercises.activities import Activity
from exercises.catalogue import Catalogue
from exercises.exercise import Compute, Exercise, Kind, ReadAloud
from learner_model import PupilState
from speech.verdicts import Verdict
from tests.conftest import Clock, MadeClass, pupil_browser, sign_in
from tutor.classroom.tables import Pupil
from tutor.db import reading
from tutor.demo_history import by_hand
from tutor.practice import mastery, receipts
from tutor.practice.choosing import Shelf
from tutor.practice.schemas import HeardWord
from tutor.practice.tables import Attempt


@dataclass
class Tablet:
    """One pupil's tablet. Methods named after what the pupil does answer the JSON of the reply."""

    client: TestClient
    app: FastAPI
    pupil: Pupil
    clock: Clock

    def sign_in_again(self) -> None:
        """On another day."""
        sign_in(self.client, "/api/signin/card", {"token": self.pupil.card_token})

    def next(self, domain: str | None = None) -> dict[str, Any]:
        """Ask for what comes next."""
        response = self.client.post("/api/practice/next", json={"domain": domain})
        assert response.status_code == 200, response.text
        served: dict[str, Any] = response.json()
        return served

    def exercise(self, served: dict[str, Any]) -> Exercise:
        """The exercise behind it, with what the tablet is not told."""
        found: Exercise = self.app.state.catalogue.exercises[served["exercise_id"]]
        return found

    def send(self, served_id: str, answer: dict[str, Any], **changes: Any) -> httpx.Response:
        """Send an answer, ten seconds after what happened before."""
        self.clock.advance(seconds=10)
        return self.client.post("/api/practice/attempts", json=self.body(served_id, answer, **changes))

    def body(self, served_id: str, answer: dict[str, Any], **changes: Any) -> dict[str, Any]:
        """What is sent with an answer."""
        return {
            "id": str(uuid4()),
            "served_id": served_id,
            "answer": answer,
            "latency_ms": 4000,
            "hints": 0,
            "occurred_at": self.clock().isoformat(),
            **changes,
        }

    def heard(self, served: dict[str, Any], verdict: Verdict, number: int | None = None) -> dict[str, Any]:
        """An answer by the ear, with this verdict on every word."""
        return {"type": "heard", "receipt": self.receipt(served, verdict, number)}

    def receipt(
        self,
        served: dict[str, Any],
        verdict: Verdict,
        number: int | None = None,
        instead: str | None = None,
        slip: str | None = None,
    ) -> str:
        """What the ear signs; `instead`: what it heard instead of the last word, by which `slip`."""
        exercise = self.exercise(served)
        content = exercise.content
        texts = [word.text for word in content.words] if isinstance(content, ReadAloud) else []
        words = [
            HeardWord(
                word=text,
                verdict=verdict if instead is None or text is texts[-1] else Verdict.CORRECT,
                probability=0.9,
                start=0.0,
                end=0.5,
                heard=instead if text is texts[-1] else None,
                slip=slip if text is texts[-1] else None,
            )
            for text in texts
        ]
        hearing = receipts.Hearing(
            pupil_id=self.pupil.id,
            served_id=UUID(served["served_id"]),
            kind=exercise.kind,
            verdict=verdict,
            words=words,
            number=number,
            probability=0.9,
            engine="test",
            at=self.clock(),
        )
        return receipts.sign(hearing, self.app.state.keys.receipts)

    def answer(self, served: dict[str, Any], verdict: Verdict, **changes: Any) -> dict[str, Any]:
        """Answer so that the server's verdict is this one."""
        exercise = self.exercise(served)
        content = exercise.content
        answer: dict[str, Any]
        if isinstance(content, ReadAloud) or (verdict is Verdict.UNSURE and isinstance(content, Compute)):
            answer = self.heard(served, verdict)
        elif verdict is Verdict.UNSURE:
            answer = {"type": "skipped"}
        elif isinstance(content, Compute):
            wrong = content.answer - 1 if content.answer else 1
            answer = {"type": "number", "value": content.answer if verdict is Verdict.CORRECT else wrong}
        else:
            answer = by_hand(content, verdict is Verdict.CORRECT, random.Random(1)).model_dump()
        response = self.send(served["served_id"], answer, **changes)
        assert response.status_code == 200, response.text
        reply: dict[str, Any] = response.json()
        assert reply["verdict"] == verdict
        return reply

    @contextmanager
    def database(self) -> Iterator[Session]:
        """A look into the database."""
        with reading(self.app.state.engine) as session:
            yield session

    def attempts(self) -> list[Attempt]:
        """This pupil's attempts, as they are kept."""
        with self.database() as session:
            return list(
                session.exec(
                    select(Attempt).where(Attempt.pupil_id == self.pupil.id).order_by(Attempt.sequence)  # type: ignore[arg-type]
                )
            )

    def state(self) -> PupilState:
        """This pupil's projected mastery."""
        with self.database() as session:
            return mastery.state_for(session, self.pupil.id, self.app.state.learner)

    def until(self, kind: Kind) -> dict[str, Any]:
        """Ask for exercises, passing those of other kinds, until one is of this kind."""
        for _ in range(200):
            served = self.next("maths" if kind is Kind.COMPUTE else "reading")
            if served["content"]["kind"] == kind.value:
                return served
            self.send(served["served_id"], {"type": "skipped"})
        raise AssertionError(f"no exercise of kind {kind.value} came in 200")


def simple_content(app: FastAPI) -> None:
    """Words, sentences and texts to read aloud, and additions: so that what comes next is known to be one of these."""
    app.state.catalogue = _simple(app.state.catalogue)
    app.state.shelf = Shelf.of(app.state.catalogue)


@lru_cache(maxsize=1)
def _simple(whole: Catalogue) -> Catalogue:
    kept = {
        key: each
        for key, each in whole.exercises.items()
        if each.activity in (Activity.READ_SENTENCE, Activity.READ_TEXT, Activity.COMPUTE)
        or (each.activity is Activity.READ_WORD and len(each.id) % 4 == 0)
    }
    return Catalogue(whole.skills, kept)


@pytest.fixture
def tablet(client: TestClient, app: FastAPI, made_class: MadeClass, clock: Clock) -> Tablet:
    """The tablet of the first pupil of `made_class`, in a school of simple content."""
    simple_content(app)
    return Tablet(pupil_browser(client, made_class), app, made_class.pupils[0], clock)


@pytest.fixture
def cp_additions(client: TestClient, app: FastAPI, made_class: MadeClass, clock: Clock) -> Tablet:
    """The tablet of the first pupil of `made_class`, where only additions are asked, plain or with a gap."""
    whole = app.state.catalogue
    kept = {
        key: each
        for key, each in whole.exercises.items()
        if each.activity in (Activity.COMPUTE, Activity.COMPLETE_EQUALITY) and each.skills[0].startswith("maths.add.")
    }
    app.state.catalogue = Catalogue(whole.skills, kept)
    app.state.shelf = Shelf.of(app.state.catalogue)
    return Tablet(pupil_browser(client, made_class), app, made_class.pupils[0], clock)


@pytest.fixture
def other_tablet(client: TestClient, app: FastAPI, other_class: MadeClass, clock: Clock) -> Tablet:
    """The tablet of a pupil of another class."""
    return Tablet(pupil_browser(client, other_class), app, other_class.pupils[0], clock)
