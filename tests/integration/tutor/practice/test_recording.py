"""What is recorded: once, for the right pupil, with the server's own verdict and times that can be believed."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from starlette.testclient import TestClient

from speech.verdicts import Verdict
from tests.conftest import Clock, another_browser
from tutor.practice import mastery

if TYPE_CHECKING:
    from tests.integration.tutor.practice.conftest import Tablet

pytestmark = pytest.mark.both_databases
SKIP = {"type": "skipped"}


def test_the_same_id_again_changes_nothing_and_answers_the_same(tablet: "Tablet") -> None:
    served = tablet.next("maths")
    sent = str(uuid4())
    first = tablet.answer(served, Verdict.INCORRECT, id=sent)
    tablet.clock.advance(hours=2)
    # Even another answer under the same id: the first one stands.
    again = tablet.send(served["served_id"], {"type": "number", "value": 0}, id=sent)
    assert again.status_code == 200
    assert again.json() == first
    assert len(tablet.attempts()) == 1


def test_a_retry_racing_the_first_sending_leaves_exactly_one_attempt(tablet: "Tablet") -> None:
    for _ in range(5):
        served = tablet.next("maths")
        body = tablet.body(served["served_id"], {"type": "number", "value": 3})
        before = len(tablet.attempts())
        tablet.clock.advance(seconds=5)

        def send(client: TestClient, body: dict[str, Any] = body) -> tuple[int, Any]:
            response = client.post("/api/practice/attempts", json=body)
            return response.status_code, response.json()

        clients = [_twin(tablet) for _ in range(6)]
        with ThreadPoolExecutor(len(clients)) as pool:
            replies = list(pool.map(send, clients))
        assert [status for status, _ in replies] == [200] * len(clients)
        assert all(reply == replies[0][1] for _, reply in replies)
        assert len(tablet.attempts()) == before + 1


def test_attempts_of_one_pupil_sent_at_once_all_count_in_mastery(tablet: "Tablet") -> None:
    served = tablet.next("maths")
    tablet.clock.advance(seconds=5)
    bodies = [tablet.body(served["served_id"], {"type": "number", "value": 1}) for _ in range(8)]
    clients = [_twin(tablet) for _ in bodies]
    with ThreadPoolExecutor(len(clients)) as pool:
        replies = list(
            pool.map(
                lambda pair: pair[0].post("/api/practice/attempts", json=pair[1]), zip(clients, bodies, strict=True)
            )
        )
    assert [reply.status_code for reply in replies] == [200] * 8
    assert len(tablet.attempts()) == 8
    assert tablet.state().attempts == 8


def test_tablets_of_one_pupil_that_ask_at_once_are_given_one_and_the_same_exercise(tablet: "Tablet") -> None:
    for _ in range(3):
        clients = [_twin(tablet) for _ in range(6)]
        with ThreadPoolExecutor(len(clients)) as pool:
            given = list(pool.map(lambda each: each.post("/api/practice/next", json={"domain": "maths"}), clients))
        assert [reply.status_code for reply in given] == [200] * len(clients)
        assert len({reply.json()["served_id"] for reply in given}) == 1
        tablet.answer(given[0].json(), Verdict.CORRECT)


def test_another_pupil_learns_nothing_from_an_id_or_a_served_exercise(tablet: "Tablet", other_tablet: "Tablet") -> None:
    mine, his = tablet.next("maths"), other_tablet.next("maths")
    sent = str(uuid4())
    tablet.answer(mine, Verdict.CORRECT, id=sent)
    unknown = other_tablet.send(str(uuid4()), SKIP)
    refusals = [
        unknown,
        other_tablet.send(mine["served_id"], SKIP),
        other_tablet.send(mine["served_id"], SKIP, id=sent),
        other_tablet.send(his["served_id"], SKIP, id=sent),
    ]
    assert [refusal.status_code for refusal in refusals] == [404] * 4
    assert all(refusal.json() == unknown.json() for refusal in refusals)
    assert other_tablet.attempts() == []
    assert len(tablet.attempts()) == 1
    # Nothing is broken for him afterwards.
    other_tablet.answer(his, Verdict.CORRECT)


def test_a_receipt_is_good_only_for_its_own_pupil_and_exercise(tablet: "Tablet", other_tablet: "Tablet") -> None:
    mine = tablet.next("reading")
    stolen = other_tablet.next("reading")
    for receipt in (other_tablet.receipt(stolen, Verdict.CORRECT), "nothing.at.all", ""):
        refused = tablet.send(mine["served_id"], {"type": "heard", "receipt": receipt})
        assert refused.status_code == 422, refused.text
        assert refused.json()["message"]
    assert tablet.attempts() == []


@pytest.mark.parametrize(
    ("domain", "answer"),
    [
        ("reading", {"type": "number", "value": 4}),
        ("maths", {"type": "judged", "same": True}),
    ],
)
def test_an_answer_of_the_wrong_kind_is_refused_in_a_sentence(
    tablet: "Tablet", domain: str, answer: dict[str, Any]
) -> None:
    served = tablet.next(domain)
    refused = tablet.send(served["served_id"], answer)
    assert refused.status_code == 422
    assert refused.json()["code"] == "bad_input"
    assert tablet.attempts() == []


def test_what_happened_is_dated_between_the_serving_and_the_receiving(tablet: "Tablet", clock: Clock) -> None:
    served_at = clock()
    served = tablet.next("maths")
    for shift in (timedelta(days=-4000), timedelta(days=4000), timedelta(seconds=3)):
        tablet.send(served["served_id"], SKIP, occurred_at=(served_at + shift).isoformat())
    past, future, true = tablet.attempts()
    assert past.occurred_at == served_at
    assert future.occurred_at == future.received_at
    assert true.occurred_at == served_at + timedelta(seconds=3)
    assert [one.received_at for one in (past, future, true)] == [
        served_at + timedelta(seconds=seconds) for seconds in (10, 20, 30)
    ]


def test_a_time_without_a_zone_is_refused(tablet: "Tablet") -> None:
    served = tablet.next("maths")
    assert tablet.send(served["served_id"], SKIP, occurred_at="2026-09-07T09:00:00").status_code == 422


def test_answers_kept_by_a_tablet_that_was_away_arrive_late_and_in_any_order(tablet: "Tablet", clock: Clock) -> None:
    first = tablet.next("maths")
    tablet.answer(first, Verdict.CORRECT)
    second = tablet.next("maths")
    third = tablet.next("reading")
    start = clock()
    clock.advance(days=3)
    tablet.sign_in_again()
    for served, minutes in ((third, 4), (second, 2)):
        at = (start + timedelta(minutes=minutes)).isoformat()
        tablet.answer(served, Verdict.CORRECT, occurred_at=at)
    kept = tablet.attempts()
    assert [one.served_id.hex for one in kept[1:]] == [
        third["served_id"].replace("-", ""),
        second["served_id"].replace("-", ""),
    ]
    assert kept[1].occurred_at == start + timedelta(minutes=4)
    with tablet.database() as session:
        assert mastery.rebuilt_state(session, tablet.pupil.id, tablet.app.state.learner) == tablet.state()


def test_the_sound_is_not_kept_nor_the_receipt(tablet: "Tablet") -> None:
    served = tablet.next("reading")
    tablet.answer(served, Verdict.CORRECT)
    (kept,) = tablet.attempts()
    assert kept.answer == {"type": "heard"}
    assert kept.hearing is not None
    assert [word["word"] for word in kept.hearing["words"]] == [word["text"] for word in served["content"]["words"]]


def _twin(tablet: "Tablet") -> TestClient:
    """The same tablet sending once more: same cookies, its own connection."""
    twin = another_browser(tablet.client)
    twin.cookies.update(tablet.client.cookies)
    twin.headers["X-CSRF-Token"] = tablet.client.headers["X-CSRF-Token"]
    return twin
