"""The school's secrets are made once, kept private, and never replaced."""

import stat
from concurrent.futures import ThreadPoolExecutor

import pytest

from tutor.errors import UnavailableError
from tutor.keys import Keys, make_private_dir, write_private


def test_keys_are_made_once_and_differ(tmp_path):
    made = Keys.load_or_make(tmp_path)
    assert made == Keys.load_or_make(tmp_path)
    assert len({made.sessions, made.receipts, made.tablets}) == 3
    assert len(made.sessions) == len(made.receipts) == len(made.tablets) == 32
    assert made != Keys.load_or_make(tmp_path / "other")


def test_only_the_owner_may_read_them(tmp_path):
    Keys.load_or_make(tmp_path / "data")
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "data" / "keys").iterdir()]
    assert set(modes) == {0o600}
    assert stat.S_IMODE((tmp_path / "data" / "keys").stat().st_mode) == 0o700


def test_the_folders_made_above_a_private_one_are_private_too(tmp_path):
    keys = make_private_dir(tmp_path / "school" / "data" / "keys")
    for path in (keys, keys.parent, keys.parent.parent):
        assert stat.S_IMODE(path.stat().st_mode) == 0o700


def test_servers_that_start_at_once_agree(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        made = set(pool.map(lambda _: Keys.load_or_make(tmp_path), range(32)))
    assert len(made) == 1


def test_a_damaged_key_is_said_not_replaced(tmp_path):
    Keys.load_or_make(tmp_path)
    path = tmp_path / "keys" / "sessions.key"
    path.write_text("abc")
    with pytest.raises(UnavailableError, match=r"sessions\.key is damaged"):
        Keys.load_or_make(tmp_path)
    assert path.read_text() == "abc"


def test_keys_do_not_show_in_a_log(tmp_path):
    keys = Keys.load_or_make(tmp_path)
    assert keys.sessions.hex() not in repr(keys)
    assert repr(keys.sessions) not in repr(keys)


def test_a_private_file_is_written_whole_and_leaves_nothing_behind(tmp_path):
    assert write_private(tmp_path / "a", b"one")
    assert not write_private(tmp_path / "a", b"two")
    assert write_private(tmp_path / "a", b"three", replace=True)
    assert (tmp_path / "a").read_bytes() == b"three"
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
