"""Exercises given ahead: what a tablet keeps for when the network is gone, and what becomes of its answers."""

import json
import random
import subprocess
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from exercises.alone import can_be_marked_alone, right_answers
from exercises.catalogue import Catalogue
from exercises.exercise import Choose, Columns, Compute, Exercise, Kind, ReadAloud
from speech.verdicts import Verdict
from tests.conftest import Clock, MadeClass, another_browser, pupil_browser, sign_in
from tests.integration.tutor.practice.conftest import Tablet
from tests.needs import need
from tutor.demo_history import by_hand
from tutor.practice.ahead import AT_ONCE, GOOD_FOR, STOCK
from tutor.practice.answers import UnreadableError, judge
from tutor.practice.schemas import Answer, NumberAnswer, SkippedAnswer, WrittenAnswer
from tutor.practice.shown import shown_content
from tutor.practice.tables import Served

ROOT = Path(__file__).parents[4]
CLIENT = ROOT / "tablet_client"
RIGHT, WRONG = Verdict.CORRECT, Verdict.INCORRECT


def ahead(tablet: Tablet, *held: str) -> dict[str, Any]:
    response = tablet.client.post("/api/practice/ahead", json={"held": list(held)})
    assert response.status_code == 200, response.text
    given: dict[str, Any] = response.json()
    return given


def stock(tablet: Tablet, size: int = STOCK) -> dict[str, Any]:
    """Asked for until there are so many."""
    given = ahead(tablet)
    while len(given["exercises"]) < size:
        given["exercises"] += ahead(tablet, *ids(given))["exercises"]
    return given


def ids(given: dict[str, Any]) -> list[str]:
    return [one["served"]["served_id"] for one in given["exercises"]]


def touched(exercise: Exercise, verdict: Verdict) -> Answer:
    """An answer of this verdict, as a tablet that is alone sends it."""
    match exercise.content:
        case ReadAloud():
            return SkippedAnswer()
        case Compute(answer=number):
            return NumberAnswer(value=number if verdict is RIGHT else number + 1)
    return by_hand(exercise.content, verdict is RIGHT, random.Random(1))


def at_its_place(tablet: Tablet, held: dict[str, Any], verdict: Verdict, **changes: Any) -> dict[str, Any]:
    exercise = tablet.exercise(held["served"])
    answer = touched(exercise, verdict).model_dump(mode="json")
    response = tablet.send(held["served"]["served_id"], answer, **changes)
    assert response.status_code == 200, response.text
    reply: dict[str, Any] = response.json()
    return reply


def by_kind(given: dict[str, Any], *kinds: Kind) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in given["exercises"] if one["served"]["content"]["kind"] in kinds)
    return found


@pytest.fixture
def whole(client: TestClient, app: FastAPI, made_class: MadeClass, clock: Clock) -> Tablet:
    """The tablet of the first pupil of `made_class`, in a school with all its content."""
    return Tablet(pupil_browser(client, made_class), app, made_class.pupils[0], clock)


def test_a_tablet_gets_enough_for_two_sittings_none_twice_half_of_each_subject(whole: Tablet) -> None:
    given = stock(whole)
    full = ahead(whole, *ids(given))
    assert (set(full["keep"]), full["exercises"]) == (set(ids(given)), [])
    exercises = [one["served"]["exercise_id"] for one in given["exercises"]]
    assert len(set(exercises)) == len(exercises) == STOCK
    assert sum(one["served"]["domain"] == "maths" for one in given["exercises"]) == STOCK // 2
    assert not any(one["served"]["can_listen"] for one in given["exercises"])
    assert all(one["right"] or one["judged"] for one in given["exercises"])


def test_what_is_given_ahead_is_neither_on_the_path_nor_given_again(tablet: Tablet) -> None:
    first = tablet.next()
    given = ahead(tablet)
    assert tablet.next()["served_id"] == first["served_id"]
    assert first["served_id"] not in ids(given)
    with tablet.database() as session:
        assert session.get(Served, UUID(ids(given)[0])) is None


def test_a_tablet_that_holds_some_gets_the_others(whole: Tablet, clock: Clock) -> None:
    first = ahead(whole)
    kept = ids(first)[:5]
    again = ahead(whole, *kept, str(uuid4()))
    assert set(again["keep"]) == set(kept)
    assert len(again["exercises"]) == AT_ONCE
    held = {one["served"]["exercise_id"] for one in first["exercises"][:5]}
    assert not held & {one["served"]["exercise_id"] for one in again["exercises"]}
    clock.advance(seconds=GOOD_FOR.total_seconds() + 1)
    whole.sign_in_again()
    assert ahead(whole, *kept)["keep"] == []


def test_the_answers_come_when_they_come_and_count_where_they_were_given(whole: Tablet, clock: Clock) -> None:
    given = ahead(whole)
    start = clock.now
    clock.advance(minutes=20)
    moments = [start + timedelta(minutes=place) for place in range(1, 6)]
    for moment, held in zip(moments, given["exercises"], strict=False):
        reply = at_its_place(whole, held, RIGHT, occurred_at=moment.isoformat())
    assert reply["path"]["done"] == 5
    assert [one.occurred_at for one in whole.attempts()] == moments
    assert not set(ids(given)[:5]) & set(ahead(whole, *ids(given))["keep"])


def test_an_answer_that_waited_until_the_next_day_is_no_step_of_the_next_path(whole: Tablet, clock: Clock) -> None:
    held = ahead(whole)["exercises"][0]
    answered = clock.now
    clock.advance(hours=20)
    whole.sign_in_again()
    at_its_place(whole, held, RIGHT, occurred_at=answered.isoformat())
    assert whole.next()["path"]["done"] == 0


def test_two_tablets_have_a_stock_each_and_lose_nothing(whole: Tablet, made_class: MadeClass) -> None:
    other = Tablet(pupil_browser(whole.client, made_class), whole.app, whole.pupil, whole.clock)
    mine, theirs = ahead(whole), ahead(other)
    assert not set(ids(mine)) & set(ids(theirs))
    at_its_place(whole, mine["exercises"][0], RIGHT)
    at_its_place(other, theirs["exercises"][0], RIGHT)
    at_its_place(other, theirs["exercises"][0], WRONG)
    assert len({one.id for one in whole.attempts()}) == 3
    assert whole.next()["path"]["done"] == 2


def test_a_classmate_cannot_answer_what_was_given_ahead(tablet: Tablet, made_class: MadeClass) -> None:
    held = ahead(tablet)["exercises"][0]["served"]["served_id"]
    classmate = Tablet(pupil_browser(tablet.client, made_class, 1), tablet.app, made_class.pupils[1], tablet.clock)
    assert classmate.send(held, {"type": "skipped"}).status_code == 404
    assert classmate.client.post("/api/practice/ahead", json={"held": [held]}).json()["keep"] == []


def test_a_visitor_is_given_nothing_ahead(tablet: Tablet) -> None:
    stranger = another_browser(tablet.client)
    sign_in(stranger, "/api/signin/teacher", {"login": "martin", "password": "un chat sur le toit"})
    assert stranger.post("/api/practice/ahead", json={}).status_code == 403


def test_rivet_answers_on_the_tablet_as_he_does_online(whole: Tablet) -> None:
    """Of every kind, a wrong answer until help is shown, and a right one after a miss."""
    given = stock(whole, 16)
    for held in given["exercises"]:
        if held["judged"]:
            reply = whole.send(held["served"]["served_id"], {"type": "judged", "same": True}).json()
            assert (reply["then"], reply["line"]["act"]) == ("next", held["judged"][0]["line"]["act"])
            continue
        for alone in held["after_wrong"]:
            reply = at_its_place(whole, held, WRONG)
            assert (reply["verdict"], reply["then"]) == (alone["verdict"], alone["then"])
            assert (reply["help"] or {}).get("step") == (alone["help"] or {}).get("step")
            assert (reply["help"] or {}).get("solution") == (alone["help"] or {}).get("solution")


def sample(catalogue: Catalogue) -> list[Exercise]:
    """Some of each activity and kind of the whole content that can be marked alone."""
    found: dict[tuple[str, str], list[Exercise]] = {}
    for one in catalogue.exercises.values():
        if can_be_marked_alone(one) and one.kind is not Kind.READ_ALOUD:
            found.setdefault((one.activity, one.kind), []).append(one)
    rng = random.Random(5)
    return [one for each in found.values() for one in rng.sample(each, min(12, len(each)))]


def answers_to(exercise: Exercise) -> list[Answer]:
    """Right, wrong, and written otherwise: as a child may."""
    right, wrong = touched(exercise, RIGHT), touched(exercise, WRONG)
    found: list[Answer] = [right, wrong]
    match right:
        case WrittenAnswer(text=text):
            found += [
                WrittenAnswer(text=each) for each in (text.upper(), f"  {text} .", text.replace("’", "'"), f"{text}s")
            ]
        case NumberAnswer(value=value):
            found += [NumberAnswer(value=value + 1), NumberAnswer(value=10 * value)]
    if isinstance(exercise.content, Choose) and right.type == "chosen":
        found.append(right.model_copy(update={"options": right.options[::-1]}))
    if isinstance(exercise.content, Columns) and right.type == "columns":
        found.append(right.model_copy(update={"digits": [*right.digits, None]}))
        found.append(right.model_copy(update={"digits": [*right.digits, 0]}))
        found.append(right.model_copy(update={"digits": [None, *right.digits]}))
    return found


def verdict_of(exercise: Exercise, answer: Answer) -> str:
    """The server's; a tablet lets nothing be sent that cannot be read."""
    try:
        return judge(exercise, answer, None).verdict.value
    except UnreadableError:
        return "unreadable"


def test_the_tablet_marks_every_answer_as_the_server_does(whole: Tablet, tmp_path: Path) -> None:
    node = ROOT / "tools" / "with-node.sh"
    need((CLIENT / "node_modules" / "typescript").exists(), "the client's modules (npm ci)")
    cases = [
        {
            "name": exercise.id,
            "content": shown_content(exercise.content).model_dump(mode="json"),
            "answer": answer.model_dump(mode="json"),
            "right": right_answers(exercise),
            "verdict": verdict_of(exercise, answer),
        }
        for exercise in sample(whole.app.state.catalogue)
        for answer in answers_to(exercise)
    ]
    listed = tmp_path / "cases.json"
    listed.write_text(json.dumps(cases), encoding="utf-8")
    script = f"""
      import {{ readFileSync, writeFileSync }} from "node:fs";
      import ts from "{CLIENT}/node_modules/typescript/lib/typescript.js";
      const source = readFileSync("{CLIENT}/src/offline/marking.ts", "utf8");
      const made = ts.transpileModule(source, {{ compilerOptions: {{ module: "esnext", target: "es2022" }} }});
      writeFileSync("{tmp_path}/marking.mjs", made.outputText);
      const {{ isRight }} = await import("{tmp_path}/marking.mjs");
      const cases = JSON.parse(readFileSync("{listed}", "utf8"));
      const wrong = cases.filter((one) =>
        isRight(one.content, one.answer, one.right) !== (one.verdict === "correct"));
      console.log(JSON.stringify(wrong.slice(0, 5)));
    """
    done = subprocess.run(
        [str(node), "node", "--input-type=module", "-e", script], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == []
    assert {case["verdict"] for case in cases} >= {"correct", "incorrect"}
    assert len({case["content"]["kind"] for case in cases}) == 7
