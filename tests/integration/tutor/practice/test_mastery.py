"""Mastery is a projection of attempts, and can always be rebuilt from them."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlmodel import Session

from speech.verdicts import Verdict
from tests.conftest import Clock, MadeClass
from tutor import cli
from tutor.classroom.tables import Classroom
from tutor.db import writing
from tutor.practice import mastery
from tutor.practice.tables import Mastery
from tutor.settings import Settings

if TYPE_CHECKING:
    from tests.integration.tutor.practice.conftest import Tablet

pytestmark = pytest.mark.both_databases


@pytest.fixture
def practised(tablet: "Tablet", clock: Clock) -> "Tablet":
    """A pupil who has had two sessions with right, wrong and doubtful answers."""
    for verdict in [Verdict.CORRECT, Verdict.INCORRECT, Verdict.UNSURE, Verdict.CORRECT, Verdict.CORRECT] * 2:
        tablet.answer(tablet.next(), verdict)
        clock.advance(minutes=12)
    return tablet


def test_rebuilding_gives_what_was_projected_answer_after_answer(practised: "Tablet") -> None:
    with practised.database() as session:
        kept = session.get(Mastery, practised.pupil.id)
        rebuilt = mastery.rebuilt_state(session, practised.pupil.id, practised.app.state.learner)
    assert kept is not None
    assert kept.sequence == practised.attempts()[-1].sequence
    assert rebuilt.to_json() == kept.state
    assert rebuilt.attempts == 10


def test_a_damaged_or_lost_mastery_is_put_right_by_tutor_rebuild(
    practised: "Tablet", settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TUTOR_DATA_DIR", str(settings.data_dir))
    monkeypatch.setenv("DATABASE_URL", settings.database)
    good = practised.state()
    for damage in ("not a state", good.to_json().replace('"attempts":10', '"attempts":9'), None):
        with writing(practised.app.state.engine) as session:
            _damage(session, practised, damage)
        assert cli.main(["rebuild", "--json"]) == 0
        told = json.loads(capsys.readouterr().out)
        assert (told["pupils"], told["differed"]) == (3, 1)
        assert practised.state() == good
    assert cli.main(["rebuild"]) == 0
    assert "0 differed" in capsys.readouterr().out


def test_a_mastery_of_another_version_of_the_model_is_not_used(practised: "Tablet") -> None:
    good = practised.state()
    with writing(practised.app.state.engine) as session:
        kept = session.get(Mastery, practised.pupil.id)
        assert kept is not None
        kept.model_version = "older"
        kept.state = "whatever an older version wrote"
        session.commit()
    assert practised.state() == good
    practised.answer(practised.next(), Verdict.CORRECT)
    with practised.database() as session:
        kept = session.get(Mastery, practised.pupil.id)
    assert kept is not None
    assert kept.model_version == practised.app.state.learner.version


def test_a_change_of_grade_is_taken_into_account_at_once(practised: "Tablet", made_class: MadeClass) -> None:
    with writing(practised.app.state.engine) as session:
        classroom = session.get(Classroom, made_class.classroom.id)
        assert classroom is not None
        classroom.grade = "ce1"
        session.commit()
    assert practised.state().grade == "ce1"
    assert practised.state().attempts == 10


def test_a_pupil_who_did_nothing_has_a_new_state_and_no_row(tablet: "Tablet") -> None:
    assert tablet.state().attempts == 0
    with tablet.database() as session:
        assert session.get(Mastery, tablet.pupil.id) is None


def test_rebuilding_without_a_school_says_so_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TUTOR_DATA_DIR", str(tmp_path / "nowhere"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert cli.main(["rebuild", "--json"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("tutor: there is no school in ")
    assert told.err.count("\n") == 1


def _damage(session: Session, tablet: "Tablet", state: str | None) -> None:
    kept = session.get(Mastery, tablet.pupil.id)
    assert kept is not None
    if state is None:
        session.delete(kept)
    else:
        kept.state = state
    session.commit()
