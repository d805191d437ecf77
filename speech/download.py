"""Fetches one file over HTTP: resumes what was cut, retries, and gives nothing but the bytes that were expected.

Honours the usual proxy variables and, on top of the system's certificates, PIP_CERT and its kin.
"""

import functools
import hashlib
import http.client
import os
import re
import socket
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, Self
from urllib.error import HTTPError, URLError
from urllib.parse import unquote, urlsplit
from urllib.request import HTTPHandler, HTTPSHandler, OpenerDirector, Request, build_opener

from speech.errors import DownloadError, ModelCorruptError

CHUNK = 256 * 1024
WORTH_ASKING_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})
CERTIFICATE_VARIABLES = ("PIP_CERT", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")


class Progress(Protocol):
    """Told, as it goes, how far a named piece of work is: bytes done, and bytes in all (0 when not known)."""

    def __call__(self, what: str, done: int, total: int) -> None:
        """Called often: return at once."""
        ...


def silent(what: str, done: int, total: int) -> None:
    """The progress of someone who does not look."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait, in seconds. `tries` are tries in a row that bring no new byte; the pause doubles each time."""

    connect: float = 10.0
    read: float = 30.0
    tries: int = 5
    pause: float = 1.0
    sleep: Callable[[float], None] = time.sleep


class UnreachableError(DownloadError):
    """Nobody answers at that address: another source is the better bet."""


class _CutError(Exception):
    """The transfer broke off; what came is kept and the rest can be asked for."""


class _CannotConnectError(OSError):
    """Raised while connecting, to tell it from a connection that was cut later."""


def download(
    url: str,
    target: Path,
    *,
    size: int | None = None,
    sha256: str | None = None,
    md5: str | None = None,
    progress: Progress = silent,
    patience: Patience | None = None,
) -> None:
    """Put the file at `url` at `target`, or leave `target` as it was.

    What has come so far waits beside it as `NAME.part`, and the next call goes on from there.
    Raises UnreachableError when nobody answers, DownloadError when it cannot be had, ModelCorruptError when
    the bytes are not those of `size` and the digests, OSError when the disk refuses.
    """
    patience = patience or Patience()
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(target.name + ".part")
    resumed = _length(part) > 0
    _receive_all(url, part, size, progress, patience)
    if not _is_right(part, size, sha256, md5):
        part.unlink()
        if not resumed:
            raise ModelCorruptError(f"{_where(url)} is not the file that was expected (its digest or size differs).")
        # What was left by an earlier run may have been of another file: once more, from nothing.
        _receive_all(url, part, size, progress, patience)
        if not _is_right(part, size, sha256, md5):
            part.unlink()
            raise ModelCorruptError(f"{_where(url)} is not the file that was expected (its digest or size differs).")
    part.replace(target)


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def md5_of(path: Path) -> str:
    """The MD5 of a file, in hexadecimal: for what its publisher signs with nothing better."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()


def _is_right(part: Path, size: int | None, sha256: str | None, md5: str | None) -> bool:
    return (
        (size is None or _length(part) == size)
        and (sha256 is None or sha256_of(part) == sha256)
        and (md5 is None or md5_of(part) == md5)
    )


def _length(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _where(url: str) -> str:
    """A short name for people: the file and who has it, never the query (it may hold a key)."""
    parts = urlsplit(url)
    return f"{unquote(Path(parts.path).name)} from {parts.hostname or 'this computer'}"


def _receive_all(url: str, part: Path, size: int | None, progress: Progress, patience: Patience) -> None:
    failures = 0
    opener = _opener(patience)
    while True:
        before = _length(part)
        try:
            _receive(opener, url, part, size, progress, patience)
            return
        except _CutError as cut:
            failures = 1 if _length(part) > before else failures + 1
            if failures >= patience.tries:
                raise DownloadError(
                    f"{_where(url)} keeps breaking off ({cut}); what came is kept, run the command again to go on."
                ) from cut
        patience.sleep(min(patience.pause * 2 ** (failures - 1), 30.0))


def _receive(
    opener: OpenerDirector, url: str, part: Path, size: int | None, progress: Progress, patience: Patience
) -> None:
    """One request. Returns when the whole file is in `part`."""
    start = _length(part)
    if size is not None and start > size:
        part.unlink()
        start = 0
    if size is not None and start == size:
        return
    request = Request(url, headers={"User-Agent": "marelle", "Accept-Encoding": "identity"})  # noqa: S310  sources are ours or pip's
    if start:
        request.add_header("Range", f"bytes={start}-")
    try:
        response = opener.open(request, timeout=patience.read)
    except HTTPError as error:
        with error:
            if error.code == 416:
                _after_bad_range(part, start, error)
                return
            if error.code in WORTH_ASKING_AGAIN:
                raise _CutError(f"answer {error.code}") from error
            raise DownloadError(f"{_where(url)} cannot be had: the answer was {error.code}.") from error
    except URLError as error:
        if isinstance(error.reason, _CannotConnectError):
            raise UnreachableError(f"{_where(url)} cannot be reached: {error.reason}.") from error
        raise _CutError(_reason(error.reason)) from error
    except (OSError, http.client.HTTPException) as error:
        raise _CutError(_reason(error)) from error
    with response:
        if start and response.status == 206 and not _starts_at(response.headers.get("Content-Range"), start):
            part.unlink()
            raise _CutError("it answered with another part of the file")
        goes_on = start > 0 and response.status == 206
        done = start if goes_on else 0
        length = response.headers.get("Content-Length")
        total = done + int(length) if length and length.isdigit() else 0
        if size is not None and total and total != size:
            raise ModelCorruptError(f"{_where(url)} has {total:,} bytes where {size:,} were expected.")
        with part.open("ab" if goes_on else "wb") as file:
            while chunk := _read(response):
                file.write(chunk)
                done += len(chunk)
                progress(target_name(part), done, size or total)
    if (size or total) and done < (size or total):
        raise _CutError(f"cut after {done:,} bytes of {size or total:,}")


def target_name(part: Path) -> str:
    """The name of the file that a `.part` will become."""
    return part.name.removesuffix(".part")


def _read(response: http.client.HTTPResponse) -> bytes:
    # Only errors of the network become a cut: those of the disk must be told as they are.
    try:
        return response.read(CHUNK)
    except (OSError, http.client.HTTPException) as error:
        raise _CutError(_reason(error)) from error


def _after_bad_range(part: Path, start: int, error: HTTPError) -> None:
    """416: either all of it is here already, or what is here is of another file and goes."""
    if re.fullmatch(rf"bytes \*/{start}", error.headers.get("Content-Range") or ""):
        return
    part.unlink()
    raise _CutError("what was kept does not fit the file any more")


def _starts_at(content_range: str | None, start: int) -> bool:
    return bool(re.match(rf"bytes {start}-", content_range or ""))


def _reason(reason: object) -> str:
    if isinstance(reason, TimeoutError):
        return "no answer in time"
    return str(reason) or type(reason).__name__


def _opener(patience: Patience) -> OpenerDirector:
    context = ssl.create_default_context()
    for variable in CERTIFICATE_VARIABLES:
        bundle = os.environ.get(variable)
        if bundle and Path(bundle).is_file():
            context.load_verify_locations(bundle)
    return build_opener(_Http(patience.connect), _Https(patience.connect, context))


def _resolve(host: str, port: int, limit: float) -> None:
    """Look a name up within `limit` seconds: the system's own look-up takes as long as it likes."""
    failure: list[OSError] = []

    def look_up() -> None:
        try:
            socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except OSError as error:
            failure.append(error)

    thread = threading.Thread(target=look_up, name="look-up", daemon=True)
    thread.start()
    thread.join(limit)
    if thread.is_alive():
        raise _CannotConnectError("its name is not found in time")
    if failure:
        raise _CannotConnectError(failure[0].strerror or str(failure[0]))


class _Quick(http.client.HTTPConnection):
    """Gives up connecting sooner than reading."""

    connect_seconds: float = 10.0

    @classmethod
    def within(cls, seconds: float) -> type[Self]:
        """This kind of connection, with that limit."""
        return type(cls.__name__, (cls,), {"connect_seconds": seconds})

    def connect(self) -> None:
        """Connect within `connect_seconds`, then go by the read limit."""
        reading = self.timeout
        self.timeout = self.connect_seconds
        try:
            _resolve(self.host, self.port, self.connect_seconds)
            super().connect()
        except _CannotConnectError:
            raise
        except OSError as error:
            raise _CannotConnectError(_reason(error)) from error
        self.timeout = reading
        self.sock.settimeout(reading)


class _QuickTls(_Quick, http.client.HTTPSConnection):
    """The same over TLS."""


class _Http(HTTPHandler):
    def __init__(self, connect_seconds: float) -> None:
        super().__init__()
        self._connection = _Quick.within(connect_seconds)

    def http_open(self, req: Request) -> http.client.HTTPResponse:
        return self.do_open(self._connection, req)


class _Https(HTTPSHandler):
    def __init__(self, connect_seconds: float, context: ssl.SSLContext) -> None:
        super().__init__(context=context)
        self._connection = functools.partial(_QuickTls.within(connect_seconds), context=context)

    def https_open(self, req: Request) -> http.client.HTTPResponse:
        return self.do_open(self._connection, req)
