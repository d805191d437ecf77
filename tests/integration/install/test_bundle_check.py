"""What is wrong with a bundle is found before it is carried to a school without internet."""

import hashlib

import pytest

from tests.integration.install.small_bundle import CLONE
from tools.bundle_check import NEEDED, check_bundle, pins
from tools.make_bundle import platforms, version_of, write_sums


@pytest.fixture
def whole(tmp_path):
    """A bundle of one package, with its requirements.txt beside it."""
    folder = tmp_path / "bundle"
    for name in (*NEEDED, "wheels/small-1.0-py3-none-any.whl"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name)
    digest = hashlib.sha256(b"wheels/small-1.0-py3-none-any.whl").hexdigest()
    (folder / "wheels/requirements-3.11.txt").write_text(f"small==1.0 --hash=sha256:{digest}\n")
    requirements = tmp_path / "requirements.txt"
    requirements.write_text(
        f"small==1.0 ; python_version < '3.15' \\\n    --hash=sha256:{'0' * 64} \\\n    --hash=sha256:{digest}\n"
    )
    write_sums(folder)
    return folder, requirements


def test_a_whole_bundle_has_no_problem(whole):
    assert check_bundle(*whole) == []


def test_a_package_that_was_forgotten_is_named(whole):
    folder, requirements = whole
    requirements.write_text(f"{requirements.read_text()}other==2.0 --hash=sha256:{'1' * 64}\n")
    assert check_bundle(folder, requirements) == ["requirements-3.11.txt lacks other"]


def test_bytes_that_nobody_pinned_are_refused(whole):
    folder, requirements = whole
    requirements.write_text(f"small==1.0 --hash=sha256:{'0' * 64}\n")
    assert check_bundle(folder, requirements) == [
        "requirements-3.11.txt: small 1.0 has other bytes than requirements.txt names"
    ]


def test_a_wheel_that_was_lost_or_added_is_named(whole):
    folder, requirements = whole
    (folder / "wheels/small-1.0-py3-none-any.whl").rename(folder / "wheels/other-1.0-py3-none-any.whl")
    (folder / "wheels/other-1.0-py3-none-any.whl").write_text("else")
    write_sums(folder)
    assert check_bundle(folder, requirements) == [
        "requirements-3.11.txt: no wheel of small 1.0",
        "wheels/other-1.0-py3-none-any.whl is in no list",
    ]


def test_a_file_changed_after_the_sums_or_missing_is_named(whole):
    folder, requirements = whole
    (folder / "app/tutor/cli.py").write_text("changed")
    (folder / "models/whisper-base/model.bin").unlink()
    assert check_bundle(folder, requirements) == [
        "models/whisper-base/model.bin is missing",
        "app/tutor/cli.py is not what SHA256SUMS says",
        "models/whisper-base/model.bin is not what SHA256SUMS says",
    ]


def test_every_pinned_package_of_this_clone_is_read_with_its_hashes():
    found = pins(CLONE / "requirements.txt")
    assert len(found) > 70
    assert all(pin.hashes for pin in found)


def test_wheels_of_older_systems_are_taken_and_of_newer_ones_not():
    taken = platforms("aarch64")
    assert {"manylinux_2_28_aarch64", "manylinux2014_aarch64"} <= set(taken)
    assert "manylinux_2_39_aarch64" not in taken


def test_the_version_names_the_commit():
    assert version_of(CLONE).startswith("0.1.0+20")
