"""Downloading over a real connection, with what goes wrong on real ones."""

import hashlib
from pathlib import Path

import pytest

from speech.download import Patience, UnreachableError, download
from speech.errors import DownloadError, ModelCorruptError
from tests.integration.speech.file_server import FileServer
from tests.ports import free_port

CONTENT = bytes(range(256)) * 4_000
SHA256 = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def url(server: FileServer) -> str:
    server.files["/model.bin"] = CONTENT
    return server.url("/model.bin")


def fetch(url: str, target: Path, patience: Patience) -> None:
    download(url, target, size=len(CONTENT), sha256=SHA256, patience=patience)


def test_a_file_comes_whole_and_progress_ends_at_its_size(url: str, tmp_path: Path, patience: Patience) -> None:
    told: list[tuple[str, int, int]] = []
    download(
        url,
        tmp_path / "m",
        size=len(CONTENT),
        sha256=SHA256,
        patience=patience,
        progress=lambda what, done, total: told.append((what, done, total)),
    )
    assert (tmp_path / "m").read_bytes() == CONTENT
    assert told[-1] == ("m", len(CONTENT), len(CONTENT))
    assert [path.name for path in tmp_path.iterdir()] == ["m"]


def test_a_cut_connection_goes_on_from_where_it_was(
    url: str, server: FileServer, tmp_path: Path, patience: Patience
) -> None:
    server.cut_after["/model.bin"] = [300_000, 300_000]
    fetch(url, tmp_path / "m", patience)
    assert (tmp_path / "m").read_bytes() == CONTENT
    assert [wanted for _, wanted in server.asked] == [None, "bytes=300000-", "bytes=600000-"]


def test_what_an_earlier_run_left_is_not_fetched_again(
    url: str, server: FileServer, tmp_path: Path, patience: Patience
) -> None:
    (tmp_path / "m.part").write_bytes(CONTENT[:700_000])
    fetch(url, tmp_path / "m", patience)
    assert (tmp_path / "m").read_bytes() == CONTENT
    assert server.asked == [("/model.bin", "bytes=700000-")]


def test_a_complete_part_needs_no_request(url: str, server: FileServer, tmp_path: Path, patience: Patience) -> None:
    (tmp_path / "m.part").write_bytes(CONTENT)
    fetch(url, tmp_path / "m", patience)
    assert server.asked == []


def test_without_a_known_size_a_complete_part_is_recognised(url: str, tmp_path: Path, patience: Patience) -> None:
    (tmp_path / "m.part").write_bytes(CONTENT)
    download(url, tmp_path / "m", sha256=SHA256, patience=patience)
    assert (tmp_path / "m").read_bytes() == CONTENT


def test_a_server_without_range_starts_again(url: str, server: FileServer, tmp_path: Path, patience: Patience) -> None:
    server.ranges = False
    server.cut_after["/model.bin"] = [300_000]
    fetch(url, tmp_path / "m", patience)
    assert (tmp_path / "m").read_bytes() == CONTENT


@pytest.mark.parametrize("left", [b"x" * 1000, b"x" * (len(CONTENT) + 5), b"x" * len(CONTENT)])
def test_a_part_of_another_file_is_thrown_away(left: bytes, url: str, tmp_path: Path, patience: Patience) -> None:
    (tmp_path / "m.part").write_bytes(left)
    fetch(url, tmp_path / "m", patience)
    assert (tmp_path / "m").read_bytes() == CONTENT


def test_other_bytes_are_refused_and_nothing_is_left(
    url: str, server: FileServer, tmp_path: Path, patience: Patience
) -> None:
    server.files["/model.bin"] = CONTENT[::-1]
    with pytest.raises(ModelCorruptError, match=r"model\.bin from 127\.0\.0\.1 is not the file"):
        fetch(url, tmp_path / "m", patience)
    assert list(tmp_path.iterdir()) == []


def test_another_length_is_refused_before_it_is_fetched(
    url: str, server: FileServer, tmp_path: Path, patience: Patience
) -> None:
    server.files["/model.bin"] = CONTENT + b"more"
    with pytest.raises(ModelCorruptError, match="1,024,004 bytes where 1,024,000"):
        fetch(url, tmp_path / "m", patience)


def test_a_file_already_there_survives_a_failure(
    url: str, server: FileServer, tmp_path: Path, patience: Patience
) -> None:
    (tmp_path / "m").write_bytes(b"old")
    server.files["/model.bin"] = CONTENT[::-1]
    with pytest.raises(ModelCorruptError):
        fetch(url, tmp_path / "m", patience)
    assert (tmp_path / "m").read_bytes() == b"old"


def test_a_busy_server_is_asked_again(url: str, server: FileServer, tmp_path: Path, patience: Patience) -> None:
    server.statuses["/model.bin"] = [503, 429]
    fetch(url, tmp_path / "m", patience)
    assert len(server.asked) == 3


def test_a_server_that_keeps_cutting_is_given_up_with_one_sentence(
    url: str, server: FileServer, tmp_path: Path, patience: Patience
) -> None:
    server.statuses["/model.bin"] = [500] * 10
    with pytest.raises(DownloadError, match=r"keeps breaking off \(answer 500\); what came is kept"):
        fetch(url, tmp_path / "m", patience)
    assert len(server.asked) == 3


def test_what_is_not_there_is_not_asked_twice(server: FileServer, tmp_path: Path, patience: Patience) -> None:
    with pytest.raises(DownloadError, match="the answer was 404"):
        fetch(server.url("/none"), tmp_path / "m", patience)
    assert len(server.asked) == 1


def test_nobody_there_is_told_at_once(tmp_path: Path, patience: Patience, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "*")
    with pytest.raises(UnreachableError, match="cannot be reached"):
        fetch(f"http://127.0.0.1:{free_port()}/m?key=secret", tmp_path / "m", patience)


def test_a_file_on_this_computer_is_copied(tmp_path: Path, patience: Patience) -> None:
    (tmp_path / "here").write_bytes(CONTENT)
    fetch((tmp_path / "here").as_uri(), tmp_path / "m", patience)
    assert (tmp_path / "m").read_bytes() == CONTENT
