"""The school's secrets: made once at the first start, kept in data_dir/keys where only the server may read."""

import os
import secrets
import stat
from dataclasses import dataclass
from pathlib import Path

from tutor.errors import UnavailableError

KEY_BYTES = 32


def make_private_dir(path: Path) -> Path:
    """Make a folder that only its owner can enter, as those missing above it; existing ones stay as they are."""
    if not path.is_dir():
        make_private_dir(path.parent)  # mkdir would open those above to everyone
        path.mkdir(mode=0o700, exist_ok=True)
    return path


def write_private(path: Path, content: bytes, *, replace: bool = False) -> bool:
    """Write a file of mode 0600, whole or not at all.

    Without `replace`, False when another process wrote it first: a key that is in use is never replaced.
    """
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, stat.S_IRUSR | stat.S_IWUSR)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if replace:
            temporary.replace(path)
            return True
        try:
            os.link(temporary, path)  # unlike a rename, fails when it is there
        except FileExistsError:
            return False
        return True
    finally:
        temporary.unlink(missing_ok=True)


def _secret(path: Path) -> bytes:
    if not path.exists():
        write_private(path, secrets.token_hex(KEY_BYTES).encode())
    try:
        key = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise UnavailableError(f"the key {path} is damaged: restore it from a backup, or delete it to make a new one")
    return key


@dataclass(frozen=True, slots=True)
class Keys:
    """`sessions` signs cookies, `receipts` signs what was heard, `tablets` seals what tablets hold, `recordings`
    encrypts what was recorded; 32 bytes each.
    """

    sessions: bytes
    receipts: bytes
    tablets: bytes
    recordings: bytes

    @classmethod
    def load_or_make(cls, data_dir: Path) -> "Keys":
        """Read the keys of `data_dir`, made at the first call. Raises UnavailableError when one is damaged."""
        folder = make_private_dir(data_dir / "keys")
        return cls(*(_secret(folder / f"{name}.key") for name in ("sessions", "receipts", "tablets", "recordings")))

    def __repr__(self) -> str:
        return "Keys(...)"
