"""Results that the processes of a run keep for later runs, each by itself.

A job that is done in another process looks for its result there, so that what is found need not
pass through the process that hands out the jobs. What was used is told to that one, which drops
what nobody has used.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Generic, TypeVar

from converter.cache import Cache
from converter.parallel import pack, unpack

J = TypeVar("J")
M = TypeVar("M")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Trace:
    """What a process has to say of a result that it looked for.

    Attributes:
        kind: The sort of result.
        key: Its key; empty if it was not kept.
        damaged: How many entries were not what had been written.
        trouble: Why it could not be kept, if so.
    """

    kind: str
    key: str
    damaged: int = 0
    trouble: str = ""


@lru_cache(maxsize=4)
def _opened(folder: str) -> Cache:
    return Cache(Path(folder))


class Step(Generic[J, M, R]):
    """Work on jobs, each apart from the others, of which the results are kept.

    To call it is to do the work, or to find its result. Where a job is done on a machine that
    does not see the cache, its result is looked for before it is sent away, and kept when it has
    come back (see `parallel.stream`): by `look`, and over there by `make`.

    Attributes:
        kind: The sort of result, a word.
        level: How hard a result is compressed, 0 to 9.
    """

    kind: str
    level = 1  # fast, and half as large

    def where(self, job: J) -> tuple[str, str]:
        """Return the folder of the cache, and the key of the result there.

        The key is what the result depends on, as far as that is known before (`cache.digest`).
        Either is empty if the result is not kept.
        """
        raise NotImplementedError

    def make(self, job: J) -> M:
        """Make what is kept, from what the job takes along."""
        raise NotImplementedError

    def also(self, job: J, key: str, made: M) -> str | None:
        """Return what a result was found to depend on beside its key.

        This must be the same, when it is read, as it was when it was made. None: the result is
        not kept.
        """
        return ""

    def finish(self, job: J, made: M, trace: Trace | None) -> R:
        """Return what the work is to yield, from what was made or found."""
        raise NotImplementedError

    def __call__(self, job: J) -> R:
        """Return what an earlier run has made of a job, or else make it and keep it."""
        looked = self.look(job)
        return looked.keep(self.make(job)) if looked.found is None else looked.found

    def look(self, job: J) -> Looked[J, M, R]:
        """Look for what an earlier run has made of a job."""
        folder, key = self.where(job)
        if not (folder and key):
            return Looked(self, job, "", "")
        cache = _opened(folder)
        before = cache.damaged
        content = cache.load(self.kind, key)
        if content is not None:
            then, _, packed = content.partition(b"\n")
            try:
                made: M = unpack(zlib.decompress(packed))
            except Exception:  # a pickle of another world can fail in any way
                cache.damaged += 1
            else:
                now = self.also(job, key, made)
                if now is not None and now.encode() == then:
                    found = self.finish(job, made, Trace(self.kind, key))
                    return Looked(self, job, folder, key, found)
        return Looked(self, job, folder, key, None, cache.damaged - before)


@dataclass(frozen=True, slots=True)
class Looked(Generic[J, M, R]):
    """A job of which the result was looked for.

    Attributes:
        step: The work.
        job: The job.
        folder: The cache; empty where nothing is kept.
        key: The key of the result there.
        found: What the work is to yield; None if it was not found.
        damaged: How many entries were not what had been written.
    """

    step: Step[J, M, R]
    job: J
    folder: str
    key: str
    found: R | None = None
    damaged: int = 0

    def keep(self, made: M) -> R:
        """Keep what was made of the job, and return what the work is to yield."""
        step = self.step
        if not self.folder:
            return step.finish(self.job, made, None)
        now = step.also(self.job, self.key, made)
        if now is None:
            return step.finish(self.job, made, Trace(step.kind, "", self.damaged))
        cache, packed = _opened(self.folder), zlib.compress(pack(made), step.level)
        cache.store(step.kind, self.key, now.encode() + b"\n" + packed)
        return step.finish(self.job, made, Trace(step.kind, self.key, self.damaged, cache.trouble))


def take_note(cache: Cache | None, trace: Trace | None) -> None:
    """Tell a cache what another process has done with it."""
    if cache and trace:
        if trace.key:
            cache.use(trace.kind, trace.key)
        cache.damaged += trace.damaged
        cache.trouble = cache.trouble or trace.trouble
