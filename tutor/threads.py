"""Work on a thread for a socket, which may close at any moment."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

import anyio

_Result = TypeVar("_Result")


async def to_its_end(work: Callable[[], _Result]) -> _Result:
    """What `work` gives, done on a thread. Whoever is cancelled meanwhile waits for it: what it took is given back."""
    doing = asyncio.ensure_future(asyncio.to_thread(work))
    try:
        return await asyncio.shield(doing)
    except asyncio.CancelledError:
        with anyio.CancelScope(shield=True):  # whose cancelled scopes cancel again and again
            await asyncio.wait([doing])
        if not doing.cancelled():
            doing.exception()  # looked at, or Python would complain that nobody did
        raise
