"""What we claim to families (docs/conformite), tried on a whole day: no sound, no name, nobody called."""

import gzip
import socket
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from speech.verdicts import SpokenNumber
from tests.conftest import pupil_browser, teacher_browser
from tests.integration.tutor.companion.talk.conftest import URL as TALK
from tests.integration.tutor.companion.talk.conftest import Talker, sums  # noqa: F401
from tests.integration.tutor.operations.test_backups import answer
from tests.integration.tutor.practice.conftest import simple_content
from tests.integration.tutor.practice.listening.conftest import ear  # noqa: F401
from tests.integration.tutor.practice.listening.tablet import SlowEar, connected, speak, start, until_last, voice
from tutor.classroom.tables import Classroom, Pupil
from tutor.db import reading, writing
from tutor.journal.tables import Change
from tutor.operations.attempt_log import entries_of
from tutor.operations.backup_retention import OLDEST
from tutor.operations.backups import all_backups, back_up
from tutor.operations.housekeeping import CHORES, tidy
from tutor.operations.restoring import restore
from tutor.practice.tables import Attempt, PupilDay
from tutor.privacy.retention import GONE, JOURNAL, RETENTION, SIX_MONTHS
from tutor.settings import Settings

SAID = "bleuet tamarin"
"""What an ear would have understood; no exercise, line or page of ours has it."""
CALLS = {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"}
HERE = {"127.0.0.1", "::1", "localhost"}
_watched: list[str] | None = None


def _hook(event: str, arguments: tuple[object, ...]) -> None:
    if _watched is None or event not in CALLS:
        return
    place = arguments[1] if event in {"socket.connect", "socket.sendto"} else arguments[0]
    host = place[0] if isinstance(place, tuple) else place
    if isinstance(place, str | bytes) and event == "socket.connect":
        return  # a socket of this machine's own (AF_UNIX)
    if str(host) not in HERE:
        _watched.append(f"{event} {place}")


sys.addaudithook(_hook)


@pytest.fixture
def called() -> Iterator[list[str]]:
    """Whom this process tried to reach, outside the machine."""
    global _watched
    _watched = found = []
    yield found
    _watched = None


@pytest.fixture
def own_temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setenv("TMPDIR", str(folder))
    return folder


def bytes_under(*folders: Path) -> dict[Path, bytes]:
    """Every file there, what is packed unpacked too."""
    found: dict[Path, bytes] = {}
    for path in (one for folder in folders for one in folder.rglob("*") if one.is_file()):
        found[path] = path.read_bytes()
        if path.name.endswith(".tar.gz"):
            found[path] = gzip.decompress(found[path])
    return found


def a_day(app, client, made_class, clock, ear) -> None:  # noqa: F811
    """A pupil signs in, answers, reads aloud, talks with Rivet; his teacher looks; the server does its chores."""
    ear.answer = None
    tablet = pupil_browser(client, made_class)
    answer(tablet, clock)
    everything = app.state.shelf
    simple_content(app)
    given = tablet.post("/api/practice/next", json={"domain": "reading"}).json()["served_id"]
    with connected(tablet) as socket:
        start(socket, given)
        speak(socket, voice())
        socket.send_json({"type": "stop"})
        _, verdict = until_last(socket)
    sent = {
        "id": str(uuid4()),
        "served_id": given,
        "answer": {"type": "judged", "same": True, "receipt": verdict["receipt"]},
        "latency_ms": 1000,
        "hints": 0,
        "occurred_at": clock().isoformat(),
    }
    assert tablet.post("/api/practice/attempts", json=sent).status_code == 200
    app.state.shelf = everything
    with tablet.websocket_connect(TALK) as line:
        talker = Talker(line, clock)
        talker.begin()
        right = int(talker.right())
        ear.heard = SpokenNumber(right, 0.99, SAID, ear.name, 0.0, likeliest=right)
        talker.speak(voice())
        assert talker.acts()[0]["outcome"] == "right"
    teacher = teacher_browser(client, made_class)
    for path in ("attempts", "fluency"):
        assert teacher.get(f"/api/pupils/{made_class.pupils[0].id}/{path}").status_code == 200
    assert teacher.get(f"/api/pupils/{made_class.pupils[0].id}/export.zip").status_code == 200
    app.state.purged_on = None
    tidy(app.state)


def test_with_recording_off_nothing_that_was_said_is_on_the_disk_after_a_day(
    app,
    client,
    made_class,
    clock,
    ear: SlowEar,  # noqa: F811
    sums,  # noqa: F811
    settings,
    own_temporary,
    capfd,
) -> None:
    a_day(app, client, made_class, clock, ear)
    assert ear.clips, "the ear did hear"
    sound = voice()
    loud = max(range(0, len(sound) - 64, 2), key=lambda at: len(set(sound[at : at + 64])))
    clues = [sound[loud : loud + 64], SAID.encode(), b"tamarin", b"fLaC", b"OggS", b"RIFF"]
    out = capfd.readouterr()
    places = {**bytes_under(settings.data_dir, own_temporary), Path("logs"): (out.out + out.err).encode()}
    assert any(path.name.endswith(".tar.gz") for path in places), "a backup was made that day"
    for path, content in places.items():
        assert not [clue for clue in clues if clue in content], path
    assert not (settings.data_dir / "recordings").exists()


def test_a_whole_day_calls_nobody(
    app,
    client,
    made_class,
    clock,
    ear: SlowEar,  # noqa: F811
    sums,  # noqa: F811
    called,
) -> None:
    a_day(app, client, made_class, clock, ear)
    assert called == []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as outside, suppress(OSError):
        outside.connect(("192.0.2.1", 9))  # sends nothing; reserved for documentation
    assert called, "the hook sees a call to outside"


NAME = "Zébulonie"


def test_a_name_is_nowhere_after_erasure_in_no_file_no_backup_no_log(
    app, client, made_class, clock, settings, capfd
) -> None:
    teacher = teacher_browser(client, made_class)
    path = f"/api/pupils/{made_class.pupils[0].id}"
    assert teacher.patch(path, json={"first_name": NAME, "version": 1}).status_code == 200
    his = answer(pupil_browser(client, made_class), clock)
    together = {
        "pupil_ids": [str(one.id) for one in made_class.pupils[:2]],
        "asked": {"way": "assign", "target": {"kind": "domain", "id": "maths"}, "times": 2},
    }
    decided = teacher.post(f"/api/classes/{made_class.classroom.id}/decisions", json=together)
    assert NAME in decided.json()["change"]["summary"]
    told, name = str(made_class.pupils[0].id).encode(), NAME.encode()
    with_him = back_up(settings, app.state.engine, clock())
    there = bytes_under(settings.data_dir)
    assert any(name in content for content in there.values())
    assert any(his.encode() in content for file, content in there.items() if file.suffix == ".jsonl")

    assert teacher.post(f"{path}/erase", json={"name": NAME}).status_code == 204
    clock.advance(minutes=30)
    tidy(app.state)
    left = {
        file for file, content in bytes_under(settings.data_dir).items() if name in content or his.encode() in content
    }
    assert left == {with_him.path}, "the database, its log, its free pages, the new backup: only the old backup is left"
    assert told not in b"".join(file.read_bytes() for file in (settings.data_dir / "attempts").glob("*"))

    # The next rotations: days of school go by, each with its backup.
    for _ in range(14):
        clock.advance(days=OLDEST.days / 12)
        back_up(settings, app.state.engine, clock())
    assert with_him.path not in {one.path for one in all_backups(settings)}
    out = capfd.readouterr()
    places = {**bytes_under(settings.data_dir), Path("logs"): (out.out + out.err).encode()}
    assert not [file for file, content in places.items() if name in content]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # what is searched for names is its file
def test_an_older_backup_that_is_restored_erases_again_also_who_was_made_anonymous(
    app, client, made_class, clock, settings
) -> None:
    teacher = teacher_browser(client, made_class)
    for number in range(2):
        answer(pupil_browser(client, made_class, number), clock)
    teacher = teacher_browser(client, made_class)
    backup = back_up(settings, app.state.engine, clock())
    assert teacher.post(f"/api/pupils/{made_class.pupils[0].id}/erase", json={"name": "Inès"}).status_code == 204
    assert teacher.post(f"/api/pupils/{made_class.pupils[1].id}/anonymise", json={"name": "Léo"}).status_code == 204
    client.__exit__(None, None, None)  # the server stops
    done = restore(settings, backup, clock())
    assert done.replayed.erased == 2
    assert done.aside is not None
    database = (settings.data_dir / "school.db").read_bytes()
    assert "Zoé".encode() in database
    assert not [name for name in ("Inès", "Léo") if name.encode() in database]
    assert Path(done.aside).is_dir()


def test_what_was_kept_for_its_time_is_purged_and_not_before_nor_by_a_wrong_clock(
    app, client, made_class, clock, settings
) -> None:
    answer(pupil_browser(client, made_class, 0), clock)
    teacher = teacher_browser(client, made_class)
    version = next(
        one["version"]
        for one in teacher.get(f"/api/classes/{made_class.classroom.id}/pupils").json()
        if one["first_name"] == "Inès"
    )
    left = teacher.patch(f"/api/pupils/{made_class.pupils[0].id}", json={"archived": True, "version": version})
    assert left.status_code == 200
    aside = settings.data_dir / "set-aside" / "20260907T090000Z"
    aside.mkdir(parents=True)
    (aside / "school.db").write_text("Inès")

    def purged() -> None:
        app.state.purged_on = None
        CHORES["retention"](app.state, clock())

    def names() -> set[str]:
        with reading(app.state.engine) as session:
            return set(session.execute(select(Pupil.first_name)).scalars())

    clock.advance(days=GONE.days + 1)
    purged()
    assert names() == {"Inès", "Léo", "Zoé"}, "nobody worked under this clock: it may be wrong"
    clock.now -= timedelta(days=40)
    with writing(app.state.engine) as session:
        session.add_all([_worked(made_class.pupils[1].id, clock, day) for day in range(45)])
        session.commit()
    purged()
    assert names() == {"Inès", "Léo", "Zoé"}, "his time is not over"
    clock.advance(days=40)
    purged()
    assert names() == {"", "Léo", "Zoé"}
    assert not aside.exists()
    with reading(app.state.engine) as session:
        assert len(session.execute(select(Attempt.id)).all()) == 1
        assert session.execute(select(Change.id)).all() == []
        assert "Élèves sans nom" in session.execute(select(Classroom.name)).scalars().all()


def _worked(pupil_id: UUID, clock, day: int) -> PupilDay:
    at = clock() + timedelta(days=day)
    return PupilDay(
        pupil_id=pupil_id,
        day=at.date(),
        domain="maths",
        seconds=60,
        exercises=1,
        right_first=1,
        unsure=0,
        first_at=at,
        last_at=at,
    )


def test_logs_of_choices_and_verdicts_are_kept_longer_than_six_months() -> None:
    """AI Act, articles 19 and 26: what was chosen and why (served), what was judged (attempt), what was changed."""
    kinds = {table: kind for kind in RETENTION for table in kind.tables}
    for table in ("served", "attempt", "correction", "change"):
        after = kinds[table].after
        assert after is not None
        assert after > SIX_MONTHS, table
    assert min(GONE, JOURNAL) > SIX_MONTHS
    assert {kind.chore for kind in RETENTION if kind.chore and "." not in kind.chore} <= set(CHORES)


def test_the_database_is_this_user_s_alone(app, client, settings: Settings) -> None:
    for path in (settings.data_dir, settings.data_dir / "keys"):
        assert path.stat().st_mode & 0o077 == 0, path
    assert entries_of(settings.data_dir / "erased.jsonl") is not None
