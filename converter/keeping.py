"""Results that the processes of a run keep for later runs, each by itself.

A job that is done in another process looks for its result there, so that what is found need not
pass through the process that hands out the jobs. What was used is told to that one, which drops
what nobody has used.
"""

from __future__ import annotations

import zlib
from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Generic, TypeVar

from converter.cache import Cache
from converter.parallel import pack, unpack

J = TypeVar("J")
M = TypeVar("M")
R = TypeVar("R")

#: Fast, and half as large.
_LEVEL = 1


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


class Step(ABC, Generic[J, M, R]):
    """Work on jobs, each apart from the others, of which the results are kept.

    To call it is to do the work, or to find its result. Where a job is done on a machine that
    does not see the cache, its result is looked for before it is sent away, and kept when it has
    come back (see `parallel.stream`): by `look`, and over there by `make`.

    Attributes:
        kind: The sort of result, a word.
    """

    kind: str

    @abstractmethod
    def where(self, job: J) -> tuple[str, str]:
        """Return the folder of the cache, and the key of the result there (`cache.digest`).

        Either is empty if the result is not kept.
        """

    @abstractmethod
    def make(self, job: J) -> M:
        """Make what is kept, from what the job takes along."""

    def is_worth_keeping(self, made: M) -> bool:
        """Tell whether what was made is kept."""
        return True

    def is_looked_for(self, job: J) -> bool:
        """Tell whether an earlier run may have made a result, as far as is known already."""
        return True

    def kept(self, made: M) -> object:
        """Return what is kept of what was made: all of it, unless the rest is kept elsewhere."""
        return made

    def found(self, job: J, kept: Any) -> M:
        """Return what `kept` has left of what was made of a job."""
        made: M = kept
        return made

    @abstractmethod
    def finish(self, job: J, made: M, trace: Trace | None) -> R:
        """Return what the work is to yield, from what was made or found."""

    def __call__(self, job: J) -> R:
        """Return what an earlier run has made of a job, or else make it and keep it."""
        looked = self.look(job)
        return looked.keep(self.make(job)) if looked.found is None else looked.found

    def look(self, job: J) -> Looked[J, M, R]:
        """Look for what an earlier run has made of a job."""
        folder, key = self.where(job)
        if not (folder and key):
            return Looked(self, job, "", "")
        if not self.is_looked_for(job):
            return Looked(self, job, folder, key)
        cache = _opened(folder)
        before = cache.damaged
        content = cache.load(self.kind, key)
        if content is not None:
            try:
                made = self.found(job, unpack(zlib.decompress(content)))
            except Exception:  # a pickle of another world can fail in any way
                cache.damaged += 1
            else:
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
        if not step.is_worth_keeping(made):
            return step.finish(self.job, made, Trace(step.kind, "", self.damaged))
        cache = _opened(self.folder)
        content = zlib.compress(pack(step.kept(made)), _LEVEL)
        cache.store(step.kind, self.key, content)
        return step.finish(self.job, made, Trace(step.kind, self.key, self.damaged, cache.trouble))


def take_note(cache: Cache | None, trace: Trace | None) -> None:
    """Tell a cache what another process has done with it."""
    if cache and trace:
        if trace.key:
            cache.use(trace.kind, trace.key)
        cache.damaged += trace.damaged
        cache.trouble = cache.trouble or trace.trouble
