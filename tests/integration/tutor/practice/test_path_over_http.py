"""The whole path: next, attempt, next; what a pupil lives through a session."""

from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from exercises.exercise import Kind
from speech.verdicts import Verdict
from tutor.practice.items import item_of
from tutor.practice.repository import served_for_pupil

if TYPE_CHECKING:
    from tests.integration.tutor.practice.conftest import Tablet


@pytest.mark.both_databases
@pytest.mark.parametrize("domain", ["reading", "maths"])
def test_a_right_answer_is_praised_and_leads_to_another_exercise(tablet: "Tablet", domain: str) -> None:
    served = tablet.next(domain)
    assert served["domain"] == domain
    assert served["instruction"]
    assert "answer" not in served["content"]
    assert served["path"] == {"done": 0, "goal": 12}
    reply = tablet.answer(served, Verdict.CORRECT)
    assert (reply["then"], reply["help"]) == ("next", None)
    assert reply["line"]["act"].startswith("praise_")
    assert reply["path"]["done"] == 1
    after = tablet.next(domain)
    assert after["served_id"] != served["served_id"]
    assert after["exercise_id"] != served["exercise_id"]
    assert after["path"]["done"] == 1


@pytest.mark.parametrize("kind", [Kind.READ_ALOUD, Kind.COMPUTE])
def test_misses_bring_help_then_an_easy_win_that_is_praised(tablet: "Tablet", kind: Kind) -> None:
    """After two in reading; in maths, after three, for two hints come before."""
    tablet.answer(tablet.until(kind), Verdict.CORRECT)
    served = tablet.until(kind)
    first = tablet.answer(served, Verdict.INCORRECT)
    assert (first["then"], first["help"]) == ("again", {"step": 1, "figure": None, "kept": [], "solution": None})
    content = tablet.exercise(served).content
    last = tablet.answer(served, Verdict.INCORRECT)
    if content.kind is Kind.COMPUTE:
        assert (last["then"], last["help"]["step"], last["help"]["solution"]) == ("again", 2, None)
        last = tablet.answer(served, Verdict.INCORRECT)
    assert last["then"] == "help"
    assert last["help"]["step"] == (3 if content.kind is Kind.COMPUTE else 2)
    shown = last["help"]["solution"]
    assert shown["number"] == content.answer if content.kind is Kind.COMPUTE else shown is None
    win = tablet.next()
    with tablet.database() as session:
        kept = served_for_pupil(session, tablet.pupil.id, UUID(win["served_id"]))
    assert kept is not None
    assert kept.reason["because"] == "win"
    # For a pupil just met nothing is sure yet: among the easiest there is of this subject is what can be asked.
    state, now = tablet.state(), tablet.clock().timestamp()
    subject = [one for one in tablet.app.state.catalogue.exercises.values() if one.domain == win["domain"]]
    chances = sorted(
        tablet.app.state.learner.predict(state, item_of(one), now).probability for one in subject if one.grade == "cp"
    )
    assert kept.reason["probability"] >= chances[int(0.8 * len(chances))]
    assert tablet.answer(win, Verdict.CORRECT)["line"]["act"] == "easy_win_praise"


@pytest.mark.parametrize(("heard", "act"), [("lapin", "misread_heard"), ("zut", "encourage_retry")])
def test_rivet_says_back_what_he_heard_only_when_it_is_a_word_of_the_content(
    tablet: "Tablet", heard: str, act: str
) -> None:
    served = tablet.next("reading")
    assert served["content"]["unit"] == "word"
    assert "lapin" not in served["content"]["text"]
    said = {"type": "heard", "receipt": tablet.receipt(served, Verdict.INCORRECT, instead=heard)}
    line = tablet.send(served["served_id"], said).json()["line"]
    assert line["act"] == act
    assert (heard in line["text"]) == (act == "misread_heard")


@pytest.mark.parametrize(("slip", "acts"), [("b-d", ["slip_b", "slip_b"]), ("gone", ["encourage_retry", "help_read"])])
def test_rivet_helps_with_the_slip_that_the_ear_has_named(tablet: "Tablet", slip: str, acts: list[str]) -> None:
    served = tablet.next("reading")
    said = {"type": "heard", "receipt": tablet.receipt(served, Verdict.INCORRECT, instead="zut", slip=slip)}
    replies = [tablet.send(served["served_id"], said).json() for _ in acts]
    assert [reply["line"]["act"] for reply in replies] == acts
    assert [reply["then"] for reply in replies] == ["again", "help"]
    assert len({reply["line"]["text"] for reply in replies}) == 2


def test_a_retry_is_kept_as_a_helped_attempt(tablet: "Tablet") -> None:
    served = tablet.next("maths")
    tablet.answer(served, Verdict.INCORRECT)
    tablet.answer(served, Verdict.CORRECT)
    assert [attempt.hints for attempt in tablet.attempts()] == [0, 1]


def test_a_doubt_invites_to_listen_and_judge_and_the_judgement_is_never_a_verdict(tablet: "Tablet") -> None:
    served = tablet.next("reading")
    doubt = tablet.answer(served, Verdict.UNSURE)
    assert (doubt["then"], doubt["line"]["act"]) == ("again", "unsure_judge")
    same = tablet.send(served["served_id"], {"type": "judged", "same": True}).json()
    assert (same["verdict"], same["then"], same["line"]["act"]) == ("unsure", "next", "judged_same")


@pytest.mark.parametrize("kind", [Kind.READ_ALOUD, Kind.COMPUTE])
def test_doubts_judgements_and_passing_never_lower_mastery(tablet: "Tablet", kind: Kind) -> None:
    served = tablet.until(kind)
    tablet.answer(served, Verdict.CORRECT)
    served = tablet.until(kind)
    before = tablet.state()
    tablet.answer(served, Verdict.UNSURE)
    if kind is Kind.READ_ALOUD:
        tablet.send(served["served_id"], {"type": "judged", "same": False})
    tablet.send(served["served_id"], {"type": "skipped"})
    assert len(tablet.attempts()) == (4 if kind is Kind.READ_ALOUD else 3)
    learner, after = tablet.app.state.learner, tablet.state()
    now = tablet.clock().timestamp()
    for exercise in tablet.app.state.catalogue.exercises.values():
        item = item_of(exercise)
        assert learner.predict(after, item, now).probability >= learner.predict(before, item, now).probability - 1e-9


def test_a_spoken_number_is_marked_like_a_touched_one(tablet: "Tablet") -> None:
    served = tablet.next("maths")
    content = tablet.exercise(served).content
    assert content.kind is Kind.COMPUTE
    said = {"type": "heard", "receipt": tablet.receipt(served, Verdict.CORRECT, content.answer)}
    reply = tablet.send(served["served_id"], said).json()
    assert (reply["verdict"], reply["number"]) == ("correct", content.answer)


def test_a_tablet_that_restarts_gets_the_same_exercise_and_the_same_line(tablet: "Tablet") -> None:
    served = tablet.next()
    assert tablet.next() == served
    assert tablet.next(served["domain"]) == served
    other = "maths" if served["domain"] == "reading" else "reading"
    assert tablet.next(other)["served_id"] != served["served_id"]


def test_a_session_has_a_natural_end_and_the_next_one_says_hello_again(tablet: "Tablet") -> None:
    said: list[str] = []
    served = tablet.next()
    assert served["line"]["act"] in {"hello", "no_ear"}
    for step in range(1, 13):
        tablet.clock.advance(seconds=50)  # a minute an exercise, with the ten seconds of an answer
        reply = tablet.answer(served, Verdict.CORRECT)
        assert reply["path"] == {"done": step, "goal": 12}
        said.append(reply["line"]["act"])
        if step < 12:
            served = tablet.next()
    assert said[-1] == "session_end"
    assert "session_end" not in said[:-1]
    tablet.clock.advance(minutes=31)
    again = tablet.next("maths")
    assert again["path"]["done"] == 0
    assert again["line"]["act"] == "hello"


def test_rivet_does_not_repeat_a_line_while_he_has_another(tablet: "Tablet") -> None:
    said = [tablet.answer(tablet.next("maths"), Verdict.CORRECT)["line"]["text"] for _ in range(6)]
    assert len(set(said)) == 6


def test_without_an_ear_rivet_says_so_once_and_the_pupil_judges_alone(tablet: "Tablet") -> None:
    served = tablet.next("reading")
    assert served["can_listen"] is False
    assert served["line"]["act"] == "no_ear"
    judged = tablet.send(served["served_id"], {"type": "judged", "same": True}).json()
    assert judged["then"] == "next"
    assert tablet.next("reading")["line"]["act"] == "invite_read"


def test_what_is_given_fits_the_grade(tablet: "Tablet") -> None:
    for _ in range(8):
        served = tablet.next()
        assert tablet.exercise(served).grade == "cp"
        tablet.answer(served, Verdict.CORRECT)
