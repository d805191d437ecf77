"""Which of the clips that wait is heard next, and that none is forgotten."""

import threading
from collections.abc import Iterator

import pytest

from speech.errors import BadAudioError, BusyError
from speech.listening import ListeningPool


class Deaf:
    """Nothing here hears: jobs are."""

    name = "deaf"

    def verify(self, clip, text, strictness=None):
        raise BadAudioError("nothing is heard", "no_speech")


@pytest.fixture
def pool() -> Iterator[ListeningPool]:
    made = ListeningPool(Deaf(), workers=1, queue=8)
    yield made
    made.close()


def test_what_a_child_waits_for_comes_before_what_was_begun_ahead(pool: ListeningPool) -> None:
    go, order = threading.Event(), []
    first = pool.run(lambda: go.wait(20))
    ahead = [pool.run(lambda one=one: order.append(f"ahead {one}"), ahead=True) for one in range(2)]
    waited = [pool.run(lambda one=one: order.append(one)) for one in range(3)]
    go.set()
    for future in (first, *ahead, *waited):
        future.result(20)
    assert order == [0, 1, 2, "ahead 0", "ahead 1"]
    assert pool.spare


def test_what_is_given_up_is_not_done_and_what_fails_tells_who_asked(pool: ListeningPool) -> None:
    go, done = threading.Event(), []
    pool.run(lambda: go.wait(20))
    given_up = pool.run(lambda: done.append("given up"), ahead=True)
    failing = pool.run(lambda: 1 / 0)
    last = pool.run(lambda: done.append("last"), ahead=True)
    assert given_up.cancel()
    go.set()
    last.result(20)
    assert done == ["last"]
    with pytest.raises(ZeroDivisionError):
        failing.result(20)


def test_closing_drops_what_waits(pool: ListeningPool) -> None:
    go = threading.Event()
    begun = pool.run(lambda: go.wait(20))
    waiting = pool.run(lambda: "never")
    threading.Timer(0.2, go.set).start()
    pool.close()
    assert begun.result(20)
    assert waiting.cancelled()
    with pytest.raises(BusyError):
        pool.run(lambda: "never")
