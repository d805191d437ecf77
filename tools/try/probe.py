"""Asks a Marelle of this machine, with Python alone: `health [SECONDS [ADDRESS]]`, `login NAME PASSWORD`."""

import json
import ssl
import sys
import time
import urllib.request
from pathlib import Path

AUTHORITY = Path("/var/lib/marelle/tls/authority.crt")
ADDRESS = "https://localhost:8443"


def opener(address: str) -> urllib.request.OpenerDirector:
    """A browser of sorts: trusts the school's own authority, keeps cookies."""
    handlers: list[urllib.request.BaseHandler] = [urllib.request.HTTPCookieProcessor()]
    if address.startswith("https"):
        context = ssl.create_default_context(cafile=str(AUTHORITY))
        handlers.append(urllib.request.HTTPSHandler(context=context))
    return urllib.request.build_opener(*handlers)


def ask(browser: urllib.request.OpenerDirector, url: str, body: object = None, **headers: str) -> tuple[bytes, str]:
    """The answer's bytes and encoding."""
    data = None if body is None else json.dumps(body).encode()
    sent = {"Accept-Encoding": "br", "Content-Type": "application/json", **headers}
    request = urllib.request.Request(url, data, sent)  # noqa: S310  of this machine
    with browser.open(request, timeout=30) as answer:
        return answer.read(), answer.headers.get("Content-Encoding", "")


def login(name: str, password: str) -> None:
    """Sign in as the client's page does."""
    browser = opener(ADDRESS)
    token = json.loads(ask(browser, f"{ADDRESS}/api/session")[0])["csrf_token"]
    body = {"login": name, "password": password}
    found = json.loads(ask(browser, f"{ADDRESS}/api/signin/teacher", body, **{"X-CSRF-Token": token})[0])
    print(f"{found['role']}: {found['teacher']['name']}")


def health(seconds: float, address: str) -> None:
    """Wait until it answers with its ear and voice, then get the page."""
    start = time.monotonic()
    while True:
        try:
            found = json.loads(ask(opener(address), f"{address}/api/health")[0])
            break
        except OSError:
            if time.monotonic() - start > seconds:
                raise
            time.sleep(0.5)
    if not (found["ear"] and found["voice"]):
        sys.exit(f"without its ear or its voice: {found}")
    page, encoding = ask(opener(address), f"{address}/")
    print(f"{found} | page: {len(page)} bytes ({encoding or 'plain'}) | waited {time.monotonic() - start:.1f} s")


def main() -> None:
    """One question."""
    words = sys.argv[1:]
    if words[0] == "health":
        address = words[2] if len(words) > 2 else ADDRESS
        health(float(words[1]) if len(words) > 1 else 600, address)
    elif words[0] == "login":
        login(words[1], words[2])


if __name__ == "__main__":
    main()
