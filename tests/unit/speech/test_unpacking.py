"""Zips that somebody else made, and what some of them try."""

import stat
import zipfile
from pathlib import Path

import pytest

from speech.errors import ModelCorruptError
from speech.unpacking import MOST_ENTRIES, unpack


def made(path: Path, entries: dict[str, bytes], kind: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", kind) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return path


def found(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_files_come_out_without_the_folder_that_holds_them_all(tmp_path: Path) -> None:
    archive = made(tmp_path / "a.zip", {"top/": b"", "top/a": b"1", "top/in/b": b"2"})
    unpack(archive, tmp_path / "out", 100)
    assert found(tmp_path / "out") == {"a": b"1", "in/b": b"2"}


def test_files_of_several_folders_keep_theirs(tmp_path: Path) -> None:
    unpack(made(tmp_path / "a.zip", {"one/a": b"1", "two/a": b"2"}), tmp_path / "out", 100)
    assert found(tmp_path / "out") == {"one/a": b"1", "two/a": b"2"}


@pytest.mark.parametrize("name", ["../out.txt", "top/../../out.txt", "/out.txt", "..\\out.txt", "c:/out.txt", "."])
def test_nothing_gets_out_of_the_folder(tmp_path: Path, name: str) -> None:
    archive = made(tmp_path / "a.zip", {"top/a": b"1", name: b"out"})
    with pytest.raises(ModelCorruptError, match="refused"):
        unpack(archive, tmp_path / "in" / "out", 100)
    assert found(tmp_path) == {"a.zip": archive.read_bytes()}


def test_a_link_is_refused(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("top/link")
    link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(link, "/etc")
        archive.writestr("top/link/a", "1")
    with pytest.raises(ModelCorruptError, match="no plain file"):
        unpack(tmp_path / "a.zip", tmp_path / "out", 100)


def test_a_bomb_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(ModelCorruptError, match="would fill more than"):
        unpack(made(tmp_path / "a.zip", {"a": bytes(5_000_000)}), tmp_path / "out", 1_000_000)
    assert not (tmp_path / "out").exists()


def test_a_bomb_that_lies_about_its_size_writes_no_more_than_it_claims(tmp_path: Path) -> None:
    archive = made(tmp_path / "a.zip", {"a": bytes(5_000_000)})
    lying = archive.read_bytes().replace((5_000_000).to_bytes(4, "little"), (1_000).to_bytes(4, "little"))
    archive.write_bytes(lying)
    with pytest.raises(ModelCorruptError, match="damaged"):
        unpack(archive, tmp_path / "out", 10_000)
    assert sum(len(content) for content in found(tmp_path / "out").values()) <= 1_000


@pytest.mark.parametrize(
    ("entries", "reason"),
    [
        ({}, "is empty"),
        ({"a": b"1", "a/b": b"2"}, "same name"),
        ({f"{number}": b"" for number in range(MOST_ENTRIES + 1)}, "files: at most"),
    ],
)
def test_odd_zips_are_one_sentence(tmp_path: Path, entries: dict[str, bytes], reason: str) -> None:
    with pytest.raises(ModelCorruptError, match=reason):
        unpack(made(tmp_path / "a.zip", entries), tmp_path / "out", 100)


def test_unusual_packing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelCorruptError, match="unusual way"):
        unpack(made(tmp_path / "a.zip", {"a": b"1"}, zipfile.ZIP_LZMA), tmp_path / "out", 100)


def test_damaged_zips_are_one_sentence(tmp_path: Path) -> None:
    whole = made(tmp_path / "a.zip", {"a": b"a word " * 1000}).read_bytes()
    bent = whole[:40] + bytes([whole[40] ^ 0xFF]) + whole[41:]
    for number, content in enumerate((b"", b"no zip", whole[: len(whole) // 2], bent)):
        (tmp_path / "a.zip").write_bytes(content)
        with pytest.raises(ModelCorruptError, match="damaged"):
            unpack(tmp_path / "a.zip", tmp_path / f"out{number}", 100_000)
