"""Work shared out by Dask: on this machine, or on a cluster whose address is given."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from learner_model.in_parts.crew import in_pairs, pair
from learner_model.in_parts.part import Part, Sums
from tutor.errors import BadInputError

T = TypeVar("T")
MISSING = (
    "this work is shared out by Dask, which is not installed here: `uv pip install 'marelle[academy]'`, or "
    "`pip install dask distributed`, brings it"
)
SMALL = 65_536
"""Bytes of an array that travels with the task: less waiting than sending it ahead."""
KEPT = 2**28
"""Bytes that a worker's heap holds before it gives any back."""
HEAP_KEEPS = {f"distributed.nanny.pre-spawn-environ.MALLOC_{name}_THRESHOLD_": str(KEPT) for name in ("TRIM", "MMAP")}
"""Dask has GNU's malloc give memory back from 64 kB on: every column of numbers is then asked of the system anew, and
two workers took longer than one process (docs/academie.md). A cluster's keeper starts workers so too."""


@contextmanager
def gang(cluster: str | None = None, workers: int | None = None) -> Iterator[Any]:
    """A Dask client: of the cluster at this address, or of processes of this machine, one a core or `workers`."""
    try:
        import dask.config
        import distributed
    except ImportError:
        raise BadInputError(MISSING) from None
    if cluster:
        try:
            client = distributed.Client(cluster, timeout="10s", set_as_default=False)
        except (OSError, TimeoutError, ValueError) as error:
            raise BadInputError(f"no Dask scheduler answers at {cluster}: {error}") from None
        with client:
            yield client
        return
    with (
        dask.config.set(HEAP_KEEPS),
        distributed.LocalCluster(
            n_workers=workers or os.cpu_count(),
            threads_per_worker=1,
            processes=True,
            host="127.0.0.1",
            dashboard_address="127.0.0.1:0",
        ) as local,
        distributed.Client(local, set_as_default=False) as client,
    ):
        yield client


def mapped(client: Any, work: Callable[..., T], things: Sequence[Any], *given: Any) -> list[Any]:
    """A future for `work(thing, *given)` of each; what is given travels once to each worker."""
    shared = [_sent(client, one) for one in given]
    return list(client.map(work, list(things), *([one] * len(things) for one in shared), pure=False))


class Gang:
    """A crew (learner_model.in_parts.crew) whose parts stay with the workers that made them."""

    def __init__(self, client: Any, make: Callable[[Any], Part], things: Sequence[Any]) -> None:
        self.client = client
        self.parts = client.map(make, list(things), pure=False)

    def change(self, step: Callable[..., Part], *given: Any, each: Sequence[Any] | None = None) -> None:
        """See Crew."""
        shared = [_sent(self.client, one) for one in given]
        own = [each] if each is not None else []
        self.parts = self.client.map(step, self.parts, *own, *([one] * len(self.parts) for one in shared), pure=False)

    def total(self, count: Callable[..., Sums], *given: Any) -> Sums:
        """See Crew: the additions are tasks too, and one sum alone comes back."""
        sums = mapped(self.client, count, self.parts, *given)
        result: Sums = in_pairs(sums, lambda a, b: self.client.submit(pair, a, b, pure=False)).result()
        return result

    def collect(self, look: Callable[..., T], *given: Any) -> list[T]:
        """See Crew."""
        found: list[T] = self.client.gather(mapped(self.client, look, self.parts, *given))
        return found


def _sent(client: Any, one: Any) -> Any:
    """Numbers and words go with the task; what is larger goes once to each worker."""
    if isinstance(one, int | float | str) or getattr(one, "nbytes", SMALL) < SMALL:
        return one
    return client.scatter([one], broadcast=True, hash=False)[0]
