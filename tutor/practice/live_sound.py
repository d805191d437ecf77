"""Sound as it comes over a WebSocket, and ears that may all be taken: what every spoken conversation shares."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from speech.audio import samples_of_pcm16
from speech.errors import BusyError

LARGEST_FRAME = 32_000  # bytes: one second
FAULTS_BEFORE_CLOSING = 20
SILENT_LINE_SECONDS = 15.0  # nothing comes any more: the tablet sleeps, or the Wi-Fi is gone
IDLE_SECONDS = 1_800.0
BUSY_PATIENCE_SECONDS = 4.0
BUSY_PAUSE_SECONDS = 0.2

_Heard = TypeVar("_Heard")


class BadFrameError(ValueError):
    """Too large, or not whole samples."""


def samples_in(frame: bytes) -> NDArray[np.float32]:
    """The samples of one frame: 16 kHz mono little-endian PCM16. Raises BadFrameError."""
    if len(frame) > LARGEST_FRAME or len(frame) % 2:
        raise BadFrameError
    return samples_of_pcm16(frame)


async def when_free(submit: Callable[[], "Future[_Heard]"], patience: float = BUSY_PATIENCE_SECONDS) -> _Heard:
    """What is heard, once there is a place. Raises BusyError when there is none for `patience` seconds."""
    give_up = asyncio.get_running_loop().time() + patience
    while True:
        try:
            return await asyncio.wrap_future(submit())
        except BusyError:
            if asyncio.get_running_loop().time() >= give_up:
                raise
            await asyncio.sleep(BUSY_PAUSE_SECONDS)
