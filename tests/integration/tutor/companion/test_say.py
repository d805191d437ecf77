"""GET /api/say over the real app, with the real quick voice (the natural one is not installed in these tests)."""

from urllib.parse import quote

import av
import pytest
from starlette.testclient import TestClient

from tutor.companion.endpoints import LONGEST_TEXT


def path(text: str) -> str:
    return f"/api/say?text={quote(text)}"


@pytest.fixture
def line(client: TestClient) -> str:
    return next(client.app.state.lines.texts())  # type: ignore[attr-defined]


def test_a_pupil_hears_a_line_of_rivet(pupil_client: TestClient, line: str) -> None:
    import io

    answer = pupil_client.get(path(line))
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "audio/mp4"
    assert answer.headers["x-voice"].startswith("pyttsx3")
    assert answer.headers["accept-ranges"] == "bytes"
    assert answer.headers["cache-control"] == "private, no-cache"  # the natural voice may say it better later
    with av.open(io.BytesIO(answer.content)) as sound:
        assert sum(frame.samples for frame in sound.decode(audio=0)) > 5_000


def test_a_pupil_hears_every_text_that_exercises_show(pupil_client: TestClient) -> None:
    catalogue = pupil_client.app.state.catalogue  # type: ignore[attr-defined]
    texts = list(catalogue.spoken_texts)
    for text in (texts[0], texts[len(texts) // 2], texts[-1]):
        assert pupil_client.get(path(text)).status_code == 200


def test_a_pupil_does_not_hear_what_nobody_wrote(pupil_client: TestClient) -> None:
    answer = pupil_client.get(path("Tu es nul"))
    assert answer.status_code == 404
    assert answer.json() == {
        "code": "not_found",
        "message": "Rivet ne connaît pas cette phrase\u00a0: il dit seulement ce qui est écrit pour toi.",
    }


def test_a_teacher_may_try_any_text(teacher_client: TestClient) -> None:
    assert teacher_client.get(path("Une phrase à moi")).status_code == 200


def test_before_signing_in_the_screens_speak_and_nothing_else_does(client: TestClient) -> None:
    assert client.get(path("Qui es-tu ? Touche ton image.")).status_code == 200
    assert client.get(path("Une phrase à moi")).status_code == 404


@pytest.mark.parametrize("text", ["", "a" * (LONGEST_TEXT + 1), "...", "\x00"])
def test_a_text_that_cannot_be_said_is_refused_in_french(teacher_client: TestClient, text: str) -> None:
    answer = teacher_client.get(path(text))
    assert answer.status_code == 422
    assert answer.json()["code"] == "bad_input"


def test_an_ipad_gets_the_two_bytes_it_asks_for_first_then_the_rest(pupil_client: TestClient, line: str) -> None:
    probe = pupil_client.get(path(line), headers={"Range": "bytes=0-1"})
    assert probe.status_code == 206
    assert len(probe.content) == 2
    total = int(probe.headers["content-range"].removeprefix("bytes 0-1/"))
    assert probe.headers["content-length"] == "2"
    rest = pupil_client.get(path(line), headers={"Range": f"bytes=2-{total - 1}", "If-Range": probe.headers["etag"]})
    assert rest.status_code == 206
    whole = pupil_client.get(path(line))
    assert whole.status_code == 200
    assert probe.content + rest.content == whole.content


def test_a_piece_of_another_sound_is_never_given(pupil_client: TestClient, line: str) -> None:
    answer = pupil_client.get(path(line), headers={"Range": "bytes=0-1", "If-Range": '"old"'})
    assert answer.status_code == 200
    assert len(answer.content) > 1000


def test_a_range_after_the_end_is_refused(pupil_client: TestClient, line: str) -> None:
    answer = pupil_client.get(path(line), headers={"Range": "bytes=99999999-"})
    assert answer.status_code == 416
    assert answer.headers["content-range"].startswith("bytes */")


def test_a_tablet_that_has_it_is_told_so(pupil_client: TestClient, line: str) -> None:
    tag = pupil_client.get(path(line)).headers["etag"]
    answer = pupil_client.get(path(line), headers={"If-None-Match": tag})
    assert answer.status_code == 304
    assert answer.content == b""


def test_the_schema_tells_what_is_answered(client: TestClient) -> None:
    operation = client.get("/api/openapi.json").json()["paths"]["/api/say"]["get"]
    assert set(operation["responses"]) >= {"200", "206", "304", "404", "416", "422", "503"}
    assert set(operation["responses"]["200"]["content"]) == {"audio/mp4"}
    assert set(operation["responses"]["404"]["content"]) == {"application/json"}
