"""Answers that stayed on a tablet after their pupil left come by whoever is there next, who can read none of them."""

import json
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from starlette.testclient import TestClient

from tests.conftest import MadeClass, another_browser, open_session, pupil_browser
from tests.integration.tutor.practice.conftest import Tablet
from tutor.db import writing
from tutor.identity.tablet_seal import SealError, opened, seal_for, sealed_by


def closed(tablet: Tablet, body: dict[str, Any]) -> dict[str, str]:
    """As the tablet of this pupil seals it, with what it was given at sign-in."""
    seal = tablet.client.get("/api/session").json()["seal"]
    nonce = os.urandom(12)
    key = AESGCM(urlsafe_b64decode(seal["key"]))
    sealed = nonce + key.encrypt(nonce, json.dumps(body).encode(), seal["who"].encode())
    return {"who": seal["who"], "sealed": urlsafe_b64encode(sealed).decode()}


@pytest.fixture
def door(client: TestClient) -> TestClient:
    """The same tablet when nobody is signed in any more."""
    visitor = another_browser(client)
    open_session(visitor)
    return visitor


def answered(tablet: Tablet) -> dict[str, Any]:
    return tablet.body(tablet.next()["served_id"], {"type": "skipped"})


@pytest.mark.both_databases
def test_an_answer_comes_from_the_door_once_however_often_it_is_sent(tablet: Tablet, door: TestClient) -> None:
    body = answered(tablet)
    sealed = closed(tablet, body)
    for _ in range(3):
        reply = door.post("/api/practice/sealed", json=sealed)
        assert (reply.status_code, reply.content) == (204, b"")
    assert [str(one.id) for one in tablet.attempts()] == [body["id"]]


def test_a_classmate_sends_it_on_for_him(tablet: Tablet, made_class: MadeClass) -> None:
    sealed = closed(tablet, answered(tablet))
    classmate = pupil_browser(tablet.client, made_class, 1)
    assert classmate.post("/api/practice/sealed", json=sealed).status_code == 204
    assert len(tablet.attempts()) == 1


def test_nobody_can_answer_in_the_name_of_another(tablet: Tablet, made_class: MadeClass, door: TestClient) -> None:
    """With his own key under the other's name, or by an answer to what was given to the other."""
    body = answered(tablet)
    classmate = Tablet(pupil_browser(tablet.client, made_class, 1), tablet.app, made_class.pupils[1], tablet.clock)
    stolen = closed(classmate, body) | {"who": closed(tablet, body)["who"]}
    for sent in (stolen, closed(classmate, body)):
        assert door.post("/api/practice/sealed", json=sent).status_code == 204
    assert tablet.attempts() == classmate.attempts() == []


@pytest.mark.parametrize(
    ("who", "sealed"), [("AAAA", "AAAA"), ("é", "é"), ("A", "A"), ("", "AAAA"), ("AAAA" * 16, "AAAA" * 20)]
)
def test_what_nobody_can_open_is_told_nothing_about(door: TestClient, who: str, sealed: str) -> None:
    assert door.post("/api/practice/sealed", json={"who": who, "sealed": sealed}).status_code == (204 if who else 422)


def test_whoever_sends_a_lot_that_cannot_be_opened_waits(door: TestClient) -> None:
    got = [door.post("/api/practice/sealed", json={"who": "AAAA", "sealed": "AAAA"}).status_code for _ in range(80)]
    assert got[:60] == [204] * 60
    assert got[-1] == 429


def test_who_left_the_school_meanwhile_is_not_asked_for(tablet: Tablet, door: TestClient) -> None:
    sealed = closed(tablet, answered(tablet))
    with writing(tablet.app.state.engine) as session:
        pupil = session.get_one(type(tablet.pupil), tablet.pupil.id)
        pupil.archived = True
        session.add(pupil)
        session.commit()
    assert door.post("/api/practice/sealed", json=sealed).status_code == 204
    assert tablet.attempts() == []


def test_each_pupil_has_a_seal_of_his_own_the_same_each_time_and_no_name_in_it(made_class: MadeClass) -> None:
    secret, ids = os.urandom(32), [one.id for one in made_class.pupils]
    seals = [seal_for(each, secret) for each in ids]
    assert seals == [seal_for(each, secret) for each in ids]
    assert len({one.key for one in seals} | {one.who for one in seals}) == 2 * len(ids)
    for each, seal in zip(ids, seals, strict=True):
        assert sealed_by(seal.who, secret) == each
        assert each.bytes not in urlsafe_b64decode(seal.who)
    with pytest.raises(SealError):
        sealed_by(seals[0].who, os.urandom(32))
    with pytest.raises(SealError):
        opened("AAAA", seals[0].who, secret)


def test_only_a_pupil_gets_a_seal(tablet: Tablet, door: TestClient, teacher_client: TestClient) -> None:
    assert tablet.client.get("/api/session").json()["seal"] is not None
    for browser in (door, teacher_client):
        assert browser.get("/api/session").json()["seal"] is None
