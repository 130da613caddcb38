"""The same work on many documents, in several processes.

The results are the same, and in the same order, whatever the executor.
"""

from __future__ import annotations

import gc
import io
import os
import pickle
import zlib
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import fields
from enum import Enum, EnumType
from itertools import islice
from operator import attrgetter
from typing import Any, TypeVar, cast

from converter.shipping import Keeps

J = TypeVar("J")
R = TypeVar("R")


def _by_fields(kind: type[Any]) -> Callable[[Any], tuple[Any, ...]]:
    values = attrgetter(*(field.name for field in fields(kind) if field.name[0] != "_"))
    if len(fields(kind)) > 1:
        return lambda instance: (kind, values(instance))
    return lambda instance: (kind, (values(instance),))


class _Table(dict[type, Callable[[Any], Any]]):
    """How values are packed: frozen dataclasses with slots by their fields, in their order.

    There are hundreds of thousands of them in a run. What dataclasses do with them by themselves
    takes twice as long, and was the larger part of a transfer. Members of enumerations are packed
    as they would pack themselves, but for a search for another way each time.
    """

    def __missing__(self, kind: type) -> Callable[[Any], Any]:
        if issubclass(kind, Enum):
            self[kind] = member = lambda one: (kind, (one.value,))
            return member
        own = vars(kind)
        frozen = "__dataclass_fields__" in own and own["__dataclass_params__"].frozen
        if not frozen or "__slots__" not in own or "__reduce__" in own:
            raise KeyError(kind)
        self[kind] = made = _by_fields(kind)
        return made


_TABLE = _Table({EnumType: attrgetter("__qualname__")})


def pack(value: object) -> bytes:
    """Write a value so that another process or a later run can read it with `unpack`."""
    out = io.BytesIO()
    pickler = pickle.Pickler(out, 5)
    pickler.dispatch_table = _TABLE
    pickler.dump(value)
    return out.getvalue()


def pack_plainly(value: object) -> bytes:
    """Write a value so that equal values give equal bytes.

    What `pack` writes depends on which of the equal strings in a value are one and the same, and
    that on how the value came about. This is as quick, and half as long again.
    """
    out = io.BytesIO()
    pickler = pickle.Pickler(out, 5)
    pickler.dispatch_table = _TABLE
    pickler.fast = True
    pickler.dump(value)
    return out.getvalue()


def unpack(content: bytes) -> Any:
    """Read what `pack` has written."""
    with without_collection():
        return pickle.loads(content)


#: How what `pack` writes begins, and nothing that zlib compresses.
_PACKED = b"\x80"


def pack_either(value: object, small: bool) -> bytes:
    """Write a value as `pack` does, and compress it where it is to be kept for later runs."""
    return zlib.compress(pack(value), 1) if small else pack(value)


def unpack_either(content: bytes) -> Any:
    """Read what `pack` or `pack_either` has written."""
    return unpack(content if content.startswith(_PACKED) else zlib.decompress(content))


@contextmanager
def without_collection() -> Iterator[None]:
    """Keep Python from looking for cycles while many values are made that all stay.

    Trees of documents have no cycles, and looking through all of them again and again
    takes a third of the time.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


#: So many batches are under way for each process, so that none waits for the next.
_AHEAD = 3


def stream(
    work: Callable[[J], R], jobs: Iterable[J], executor: Executor | None = None, batch: int = 8
) -> Iterator[R]:
    """Do the same work on many jobs, with few of them in memory at a time.

    Args:
        work: What to do with one; a function that other processes can import.
        jobs: The jobs; each is taken only when there is somebody to do it.
        executor: Where; in this process if None. One that `is_far` sees no cache: what is kept
            is looked for here.
        batch: How many jobs are handed over together.

    Yields:
        The results, in the order of the jobs.
    """
    if executor is None:
        yield from map(work, jobs)
        return
    waiting = iter(jobs)
    batches = iter(lambda: list(islice(waiting, batch)), [])
    processes = getattr(executor, "_max_workers", None) or os.cpu_count() or 1
    is_far = getattr(executor, "is_far", False)
    send = _send_what_lacks if is_far and isinstance(work, Keeps) else _send
    under_way = deque(send(executor, work, jobs) for jobs in islice(batches, processes * _AHEAD))
    while under_way:
        results = under_way.popleft()()
        under_way.extend(send(executor, work, jobs) for jobs in islice(batches, 1))
        yield from results


def _send(executor: Executor, work: Any, jobs: list[Any]) -> Callable[[], list[Any]]:
    """Hand over some jobs; return what waits for their results."""
    sent = executor.submit(_each, work, _Batch(jobs))
    return lambda: cast("list[Any]", unpack(sent.result()))


def _send_what_lacks(executor: Executor, work: Keeps, jobs: list[Any]) -> Callable[[], list[Any]]:
    """Look for the results of some jobs here, and hand over the others; keep theirs here."""
    looked = [work.look(job) for job in jobs]
    lacking = [one.job for one in looked if one.found is None]
    made = _send(executor, work.make, lacking) if lacking else list

    def results() -> list[Any]:
        new = iter(made())
        return [one.keep(next(new)) if one.found is None else one.found for one in looked]

    return results


class _Batch(list[Any]):
    """Jobs that go to a process together, packed on their way."""

    def __reduce__(self) -> tuple[Any, ...]:
        return _unpacked, (pack(list(self)),)

    def ship(self, pictures: Collection[str]) -> _Batch:
        """Return the same jobs for a machine that sees none of our files (see `shipping`)."""
        return _Batch(job.ship(pictures) if hasattr(job, "ship") else job for job in self)


def _unpacked(packed: bytes) -> _Batch:
    return _Batch(unpack(packed))


def _each(work: Callable[[Any], Any], jobs: _Batch) -> bytes:
    with without_collection():
        return pack([work(job) for job in jobs])
