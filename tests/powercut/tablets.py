"""Tablets at work: each answers as fast as it can, and sends again what was not acknowledged, as the outbox does."""

import contextlib
import random
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import httpx2 as httpx

from tests.load.tablet import touched


def client_of(address: str) -> httpx.Client:
    """A browser. Without TLS there is nothing to verify, and loading the authorities takes longer than the rest."""
    return httpx.Client(base_url=address, headers={"Origin": address}, timeout=10, verify=False)


@dataclass(eq=False)
class Tablet(threading.Thread):
    """A pupil's tablet. `wrong`: whatever is neither an acknowledgement nor a lost connection."""

    address: str
    card: str
    seed: int
    acknowledged: dict[str, dict[str, Any]] = field(default_factory=dict)
    sent_again: int = 0
    wrong: list[str] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        super().__init__(daemon=True)
        self._rng = random.Random(self.seed)

    def run(self) -> None:
        waiting: dict[str, Any] | None = None
        while not self.over.is_set():
            try:
                with self._signed_in() as client:
                    while not self.over.is_set():
                        again = waiting is not None
                        waiting = waiting or self._answer(client)
                        reply = client.post("/api/practice/attempts", json=waiting)
                        if reply.status_code != 200:
                            self.wrong.append(f"{reply.status_code} {reply.text}")
                            return
                        self.acknowledged[waiting["id"]] = reply.json()
                        self.sent_again += again
                        waiting = None
            except httpx.HTTPStatusError as error:
                self.wrong.append(f"{error.response.status_code} {error.response.text}")
                return
            except httpx.HTTPError:
                time.sleep(self._rng.uniform(0.05, 0.15))

    def _answer(self, client: httpx.Client) -> dict[str, Any]:
        served = client.post("/api/practice/next", json={"domain": "maths"}).raise_for_status().json()
        return {
            "id": str(uuid4()),
            "served_id": served["served_id"],
            "answer": touched(served["content"]),
            "latency_ms": 900,
            "hints": 0,
            "occurred_at": datetime.now(UTC).isoformat(),
        }

    @contextlib.contextmanager
    def _signed_in(self) -> Iterator[httpx.Client]:
        with client_of(self.address) as client:
            client.headers["X-CSRF-Token"] = client.get("/api/session").raise_for_status().json()["csrf_token"]
            signed = client.post("/api/signin/card", json={"token": self.card}).raise_for_status()
            client.headers["X-CSRF-Token"] = signed.json()["csrf_token"]
            yield client
