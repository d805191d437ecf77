"""Work on a thread ends before whoever asked for it does."""

import asyncio
import threading
import time

import anyio
import pytest

from tutor.threads import to_its_end


def test_what_it_gives_is_given() -> None:
    assert asyncio.run(to_its_end(lambda: "done")) == "done"


def test_what_it_raises_is_raised() -> None:
    with pytest.raises(ZeroDivisionError):
        asyncio.run(to_its_end(lambda: 1 // 0))


@pytest.mark.parametrize("fault", [None, OSError("the disk is full")])
def test_whoever_is_cancelled_waits_for_its_end(fault: OSError | None) -> None:
    begun, go, ended = threading.Event(), threading.Event(), threading.Event()

    def work() -> None:
        begun.set()
        go.wait(5)
        ended.set()
        if fault is not None:
            raise fault

    async def cancelled() -> None:
        asking = asyncio.create_task(to_its_end(work))
        await asyncio.to_thread(begun.wait, 5)
        asking.cancel()
        await asyncio.sleep(0)
        assert not asking.done()
        go.set()
        with pytest.raises(asyncio.CancelledError):
            await asking
        assert ended.is_set()

    asyncio.run(cancelled())


def test_a_cancelled_scope_which_cancels_again_and_again_waits_too() -> None:
    ended = threading.Event()

    def work() -> None:
        time.sleep(0.1)
        ended.set()

    async def cancelled() -> None:
        with anyio.move_on_after(0.02):
            await to_its_end(work)
        assert ended.is_set()

    anyio.run(cancelled)
