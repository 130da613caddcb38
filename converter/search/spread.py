"""The same work on many pieces of the index: in several processes, and only where it is new.

The results are the same, and in the same order, whatever the executor and the cache.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from typing import Any, TypeVar

from converter.cache import Cache, digest, fingerprint
from converter.parallel import pack, unpack

J = TypeVar("J")
R = TypeVar("R")

#: So many pieces wait for a process at a time, which bounds the memory.
_WAITING = 6


@dataclass(frozen=True, slots=True)
class Spread:
    """Where work is done, and where earlier results are.

    Attributes:
        executor: Where; in this process if None.
        cache: Earlier results, by what they were made of.
    """

    executor: Executor | None = None
    cache: Cache | None = None

    def map(
        self,
        work: Callable[[J], R],
        jobs: Iterable[J],
        kind: str = "",
        content: Callable[[J], Iterable[bytes]] | None = None,
        whole: Callable[[J], J] | None = None,
    ) -> Iterator[R]:
        """Do the same work on many jobs.

        Args:
            work: What to do with one; a function that other processes can import.
            jobs: The jobs; they are asked for one after another.
            kind: The sort of result in the cache, a word.
            content: All that a result depends on; None for one that is not kept.
            whole: Puts into a job what is needed to do it, and not to find its result; None
                where nothing is missing.

        Yields:
            The results, in the order of the jobs.
        """
        waiting: deque[tuple[str, Future[R] | R]] = deque()
        for job in jobs:
            key = self.key(*content(job)) if content else ""
            known = self.load(kind, key) if key else None
            if known is not None:
                waiting.append(("", known))
            else:
                job = whole(job) if whole else job
                made = self.executor.submit(work, job) if self.executor else work(job)
                waiting.append((key, made))
            if not self.executor or len(waiting) > _WAITING:
                yield self._taken(kind, *waiting.popleft())
        while waiting:
            yield self._taken(kind, *waiting.popleft())
        if self.cache and kind:
            self.cache.drop_unused(kind)

    def key(self, *content: bytes) -> str:
        """Return the key under which a result is kept; nothing if none is kept."""
        return digest(fingerprint(), *content) if self.cache else ""

    def load(self, kind: str, key: str) -> Any:
        """Return what is kept under a key; None if nothing is."""
        raw = self.cache.load(kind, key) if self.cache else None
        return None if raw is None else unpack(raw)

    def store(self, kind: str, key: str, value: object) -> None:
        """Keep a value, and no other of its sort."""
        if self.cache:
            self.cache.store(kind, key, pack(value))
            self.cache.drop_unused(kind)

    def _taken(self, kind: str, key: str, made: Future[R] | R) -> R:
        result: R = made.result() if isinstance(made, Future) else made
        if self.cache and key:
            self.cache.store(kind, key, pack(result))
        return result
