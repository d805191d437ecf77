"""A real HTTP server for tests, that can do what bad networks do: cut, refuse, ignore Range, give other bytes."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class FileServer:
    """`files`: path to bytes. `asked`: each request's path and Range header."""

    files: dict[str, bytes] = field(default_factory=dict)
    ranges: bool = True
    cut_after: dict[str, list[int]] = field(default_factory=dict)
    statuses: dict[str, list[int]] = field(default_factory=dict)
    asked: list[tuple[str, str | None]] = field(default_factory=list)
    address: str = ""

    def url(self, path: str) -> str:
        return f"{self.address}{path}"

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        wanted = request.headers.get("Range")
        self.asked.append((request.path, wanted))
        content = self.files.get(request.path)
        planned = self.statuses.get(request.path)
        status = planned.pop(0) if planned else (404 if content is None else 200)
        if status != 200 or content is None:
            request.send_response(status)
            request.send_header("Content-Length", "0")
            request.end_headers()
            return
        start = 0
        if wanted and self.ranges and (found := re.fullmatch(r"bytes=(\d+)-", wanted)):
            start = int(found[1])
            if start >= len(content):
                request.send_response(416)
                request.send_header("Content-Range", f"bytes */{len(content)}")
                request.send_header("Content-Length", "0")
                request.end_headers()
                return
            request.send_response(206)
            request.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
        else:
            request.send_response(200)
        body = content[start:]
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        cuts = self.cut_after.get(request.path)
        request.wfile.write(body[: cuts.pop(0)] if cuts else body)
        request.close_connection = True


@contextmanager
def running_file_server() -> Iterator[FileServer]:
    served = FileServer()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            served.answer(self)

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    served.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield served
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
