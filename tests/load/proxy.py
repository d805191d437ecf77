"""A proxy such as an academy's: HTTPS in front, several servers behind, each connection to the next that answers.

python -m tests.load.proxy PORT CERTIFICATE KEY SERVER_PORT...: the harshest of proxies, for a tablet's requests go
from one server to the other. install/academie has what a real one is told.
"""

import asyncio
import itertools
import ssl
import sys
from collections.abc import Sequence

LARGEST_HEAD = 65_536


async def serve(port: int, certificate: str, key: str, servers: Sequence[int]) -> None:
    """Serve until cancelled."""
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate, key)
    turn = itertools.cycle(range(len(servers)))

    async def one(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            first = next(turn)
            there = await _first_of([*servers[first:], *servers[:first]])
            if there is None:
                writer.write(b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n")
                return
            back, forth = there
            # One request a connection: the next may be another server's.
            told = b"X-Forwarded-For: 127.0.0.1\r\nX-Forwarded-Proto: https\r\n"
            if b"\r\nupgrade: websocket" not in head.lower():
                head = head.replace(b"\r\nConnection: keep-alive", b"").replace(b"\r\nconnection: keep-alive", b"")
                told += b"Connection: close\r\n"
            forth.write(head[:-2] + told + b"\r\n")
            await asyncio.wait(
                [asyncio.create_task(_pass(reader, forth)), asyncio.create_task(_pass(back, writer))],
                return_when=asyncio.FIRST_COMPLETED,
            )
            forth.close()
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass  # either side left
        finally:
            writer.close()

    server = await asyncio.start_server(one, "127.0.0.1", port, ssl=tls, limit=LARGEST_HEAD)
    async with server:
        await server.serve_forever()


async def _first_of(servers: Sequence[int]) -> tuple[asyncio.StreamReader, asyncio.StreamWriter] | None:
    for port in servers:
        try:
            return await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            continue  # this one is gone
    return None


async def _pass(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while part := await reader.read(65_536):
            writer.write(part)
            await writer.drain()
    except OSError:
        return


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), sys.argv[2], sys.argv[3], [int(port) for port in sys.argv[4:]]))
