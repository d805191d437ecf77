"""Marelle for one computer or tablet alone: plain HTTP on its own address, which browsers hold for safe.

The microphone and the service worker need a secure page; http://127.0.0.1 is one, so that no certificate is needed.
"""

import json
import os
import threading
import urllib.request
import webbrowser

from tutor.settings import Settings

HOST = "127.0.0.1"
PORT = 8765
"""Always the same, since a browser keeps what it knows by address and port."""
PATIENCE_SECONDS = 2


def alone(settings: Settings) -> Settings:
    """The same settings for this machine alone, on PORT unless another was asked for. One child needs one process."""
    asked = settings.port != Settings.model_fields["port"].default
    port = settings.port if asked else PORT
    return settings.model_copy(update={"tls": False, "host": HOST, "port": port, "ear_process": False})


def already_served(settings: Settings) -> bool:
    """Does a Marelle answer there? Then its icon was clicked twice."""
    directly = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # whatever proxy the school has
    try:
        with directly.open(f"{address(settings)}/api/health", timeout=PATIENCE_SECONDS) as answer:
            return bool(json.load(answer)["status"] == "ok")
    except (OSError, ValueError, KeyError, TypeError):
        return False


def address(settings: Settings) -> str:
    """Where the browser finds it."""
    return f"http://{HOST}:{settings.port}"


def open_browser(settings: Settings) -> None:
    """Open the page, where there is a screen; the server does not wait for the browser."""
    if os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        threading.Thread(target=webbrowser.open, args=(address(settings),)).start()
