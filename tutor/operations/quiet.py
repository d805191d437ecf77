"""Long work that must not slow the class down: in a thread of its own, which the machine serves last."""

import contextlib
import os
import threading
from collections.abc import Callable

_NICE = 15


def in_the_background(work: Callable[[], object]) -> None:
    """Do this in a niced thread and wait for it. Raises what it raised."""
    raised: list[BaseException] = []

    def run() -> None:
        with contextlib.suppress(OSError, AttributeError):  # Linux: a thread has its own niceness
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICE)
        try:
            work()
        except BaseException as error:
            raised.append(error)

    thread = threading.Thread(target=run, name="marelle-quiet", daemon=True)
    thread.start()
    thread.join()
    if raised:
        raise raised[0]
