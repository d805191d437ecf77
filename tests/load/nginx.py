"""The nginx that `install/academie` proposes, before the servers of a test: its file as it is, but for places."""

import os
import re
import shutil
from collections.abc import Sequence
from getpass import getuser
from pathlib import Path

EXAMPLE = Path(__file__).parents[2] / "install" / "academie" / "nginx.conf"


def nginx_here() -> str | None:
    """The program, where it is installed."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")


def configuration(folder: Path, port: int, certificate: Path, key: Path, servers: Sequence[int]) -> str:
    """What nginx is told: the example, with this port, this certificate and these servers of this machine.

    `folder`: where it keeps what it writes. Raises ValueError when the example has no such places any more.
    """
    told = EXAMPLE.read_text(encoding="utf-8")
    for example, places in (
        (r"server 127\.0\.0\.1:\d+", [f"server 127.0.0.1:{one}" for one in servers]),
        (r"listen 443 ssl", [f"listen 127.0.0.1:{port} ssl"]),
        (r"ssl_certificate +\S+;", [f"ssl_certificate {certificate};"]),
        (r"ssl_certificate_key +\S+;", [f"ssl_certificate_key {key};"]),
    ):
        parts = re.split(example, told)
        if len(parts) != len(places) + 1:
            raise ValueError(f"{EXAMPLE} has {len(parts) - 1} places for {example!r}, {len(places)} were given")
        told = "".join(part + place for part, place in zip(parts, [*places, ""], strict=True))
    temporary = "".join(
        f"{what}_temp_path {folder}/{what};\n" for what in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = f"user {getuser()};\n" if os.geteuid() == 0 else ""  # else nobody, who may not look into the folder
    return user + (
        f"daemon off; pid {folder}/nginx.pid; error_log stderr warn;\n"
        f"events {{ worker_connections 1024; }}\nhttp {{\n{temporary}{told}\n}}\n"
    )
