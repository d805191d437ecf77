"""Installing a model that is published as one zip: a small one, with the same code as the French Vosk model."""

import hashlib
import io
import os
import zipfile
from pathlib import Path

import numpy as np
import pytest

from speech.errors import DownloadError, ModelCorruptError, ModelMissingError
from speech.model_list import Model, models
from speech.models import install, model_path
from tests.integration.speech.file_server import FileServer

GRAPH = np.random.default_rng(1).bytes(300_000)


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


PUBLISHED = zipped({"small-fr-1/README": b"small", "small-fr-1/graph/Gr.fst": GRAPH})


class School:
    """A model called small-fr, its publisher on this computer, and a folder to install in."""

    def __init__(self, server: FileServer, folder: Path) -> None:
        self.server = server
        self.folder = folder
        self.publish(PUBLISHED)

    def publish(self, content: bytes, **fields: object) -> None:
        self.server.files["/small-fr-1.zip"] = content
        self.zip = {
            "name": "small-fr-1.zip",
            "size": len(content),
            "md5": hashlib.md5(content).hexdigest(),
            "largest": 1_000_000,
            "sources": [{"url": self.server.url("/small-fr-1.zip")}],
            **fields,
        }

    def models(self) -> dict[str, Model]:
        about = {"description_fr": "", "description_en": "", "licence": "MIT", "publisher": "us", "optional": True}
        return {"small-fr": Model.model_validate({"name": "small-fr", **about, "zip": self.zip})}

    def install(self, from_path: Path | None = None) -> Path:
        return install("small-fr", self.folder, from_path=from_path, among=self.models())

    def path(self) -> Path:
        return model_path("small-fr", self.folder, self.models())


@pytest.fixture
def school(server: FileServer, tmp_path: Path) -> School:
    return School(server, tmp_path / "models")


def test_it_comes_from_its_publisher_and_leaves_nothing_else(school: School) -> None:
    with pytest.raises(ModelMissingError, match="tutor models install small-fr"):
        school.path()
    path = school.install()
    assert school.path() == path == school.folder / "small-fr"
    assert (path / "graph" / "Gr.fst").read_bytes() == GRAPH
    assert [left.name for left in (school.folder / ".downloads" / "small-fr").iterdir()] == ["lock"]
    school.install()
    assert len(school.server.asked) == 1


def test_a_cut_download_goes_on_from_there(school: School) -> None:
    school.server.cut_after["/small-fr-1.zip"] = [100_000]
    school.install()
    assert school.server.asked[1] == ("/small-fr-1.zip", "bytes=100000-")
    assert school.path().is_dir()


@pytest.mark.parametrize("inside", [".", "small-fr-1.zip"])
def test_it_is_brought_on_a_key(school: School, tmp_path: Path, inside: str) -> None:
    (tmp_path / "key").mkdir()
    (tmp_path / "key" / "small-fr-1.zip").write_bytes(PUBLISHED)
    school.install(from_path=tmp_path / "key" / inside)
    assert school.server.asked == []
    assert school.path().is_dir()


def test_the_wrong_zip_or_none_is_refused(school: School, tmp_path: Path) -> None:
    with pytest.raises(DownloadError, match=r"does not hold small-fr-1\.zip"):
        school.install(from_path=tmp_path)
    (tmp_path / "other.zip").write_bytes(PUBLISHED[::-1])
    with pytest.raises(ModelCorruptError, match="is not the right file"):
        school.install(from_path=tmp_path / "other.zip")
    with pytest.raises(ModelMissingError):
        school.path()


def test_a_publisher_with_other_bytes_is_not_believed(school: School) -> None:
    school.server.files["/small-fr-1.zip"] = PUBLISHED[:-1] + b"?"
    with pytest.raises(DownloadError, match="is not the file that was expected"):
        school.install()


@pytest.mark.parametrize("member", ["../out", "/out", "small-fr-1/../../out"])
def test_a_zip_that_writes_elsewhere_is_refused_and_nothing_is_installed(school: School, member: str) -> None:
    school.publish(zipped({"small-fr-1/a": b"1", member: b"2"}))
    with pytest.raises(ModelCorruptError, match="refused"):
        school.install()
    with pytest.raises(ModelMissingError):
        school.path()


def test_a_bomb_is_refused(school: School) -> None:
    school.publish(zipped({"a": bytes(20_000_000)}))
    with pytest.raises(ModelCorruptError, match="would fill more than 1 MB"):
        school.install()


def test_a_damaged_file_is_told_then_all_is_installed_again(school: School) -> None:
    path = school.install()
    (path / "graph" / "Gr.fst").write_bytes(GRAPH[:10])
    with pytest.raises(ModelCorruptError, match="tutor models install small-fr"):
        school.path()
    school.install()
    assert (school.path() / "graph" / "Gr.fst").read_bytes() == GRAPH


def test_a_changed_file_of_the_right_size_is_found(school: School) -> None:
    graph = school.install() / "graph" / "Gr.fst"
    graph.write_bytes(GRAPH[::-1])
    os.utime(graph, ns=(1, 1))
    with pytest.raises(ModelCorruptError):
        school.path()


def test_a_folder_that_was_unpacked_by_hand_does_not_count(school: School) -> None:
    (school.folder / "small-fr" / "graph").mkdir(parents=True)
    (school.folder / "small-fr" / "graph" / "Gr.fst").write_bytes(GRAPH)
    with pytest.raises(ModelMissingError):
        school.path()
    school.install()
    assert school.path().is_dir()


def test_a_failed_installation_leaves_the_one_before(school: School) -> None:
    school.install()
    school.publish(zipped({"small-fr-1/a": b"1", "../out": b"2"}))
    with pytest.raises(ModelCorruptError):
        school.install()
    school.publish(PUBLISHED)
    assert (school.path() / "graph" / "Gr.fst").read_bytes() == GRAPH


def test_what_its_library_cannot_open_is_not_installed(school: School) -> None:
    school.publish(PUBLISHED, opened_with="vosk")
    with pytest.raises(ModelCorruptError, match=r"lacks am/final\.mdl"):
        school.install()
    with pytest.raises(ModelMissingError):
        school.path()


def test_the_french_model_is_the_published_one_and_no_other_is_offered() -> None:
    (zip_of_french,) = [each.zip for each in models().values() if each.zip]
    assert (zip_of_french.size, zip_of_french.md5) == (42_233_323, "8873b1234503f6edd55f54bfff31cf3e")
    assert [name for name in models() if name.startswith("vosk")] == ["vosk-fr"]
    assert models()["vosk-fr"].optional
