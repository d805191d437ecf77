"""The memory of a process that serves: what is made at start stays, and what threads use is given back."""

import ctypes
import gc
from contextlib import suppress
from typing import Final

_ARENA_MAX: Final = -8
"""M_ARENA_MAX of malloc.h."""
_ARENAS: Final = 2


def starting() -> None:
    """Call it first. No collection of garbage until `settled`, and few heaps.

    GNU's malloc gives eight heaps a core to threads, and each keeps what its busiest moment took: under thirty tablets
    a server grew by 6 to 60 MB a minute with them, and not at all with two (docs/adr/0022).
    """
    gc.disable()
    with suppress(OSError, AttributeError):  # another system's malloc has no such rule
        ctypes.CDLL(None).mallopt(_ARENA_MAX, _ARENAS)


def settled() -> None:
    """What was made for good is no longer looked through for garbage: that took a tenth of a second of many pages."""
    gc.collect()
    gc.freeze()
    gc.enable()
