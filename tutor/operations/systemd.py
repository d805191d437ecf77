"""Tells systemd that the server serves (sd_notify), so that `systemctl start` waits for it and says when it cannot."""

import os
import socket
from collections.abc import Mapping


def tell_ready(environment: Mapping[str, str] = os.environ) -> None:
    """Say READY=1 where systemd asked for it; do nothing elsewhere."""
    where = environment.get("NOTIFY_SOCKET", "")
    if not where.startswith(("/", "@")):
        return
    address = f"\0{where[1:]}" if where.startswith("@") else where
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as told:
        try:
            told.sendto(b"READY=1", address)
        except OSError:
            return  # nobody listens: started by hand with the service's environment
