"""Results that the processes of a run keep for later runs, each by itself.

A job that is done in another process looks for its result there, so that what is found need not
pass through the process that hands out the jobs. What was used is told to that one, which drops
what nobody has used.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from converter.cache import Cache
from converter.parallel import pack, unpack

R = TypeVar("R")

#: Fast, and half as large.
_LEVEL = 1


@dataclass(frozen=True, slots=True)
class Trace:
    """What a process has to say of a result that it looked for.

    Attributes:
        kind: The sort of result.
        key: Its key.
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


def found_or_made(
    folder: str, kind: str, key: str, make: Callable[[], R]
) -> tuple[R, Trace | None]:
    """Return the result of an earlier run, or else make it and keep it.

    Args:
        folder: The cache; empty to keep nothing.
        kind: The sort of result, a word.
        key: All that the result depends on (`cache.digest`).
        make: Makes it.
    """
    if not folder:
        return make(), None
    cache = _opened(folder)
    before = cache.damaged
    content = cache.load(kind, key)
    if content is not None:
        try:
            result: R = unpack(zlib.decompress(content))
        except Exception:  # a pickle of another world can fail in any way
            cache.damaged += 1
        else:
            return result, Trace(kind, key)
    result = make()
    cache.store(kind, key, zlib.compress(pack(result), _LEVEL))
    return result, Trace(kind, key, cache.damaged - before, cache.trouble)


def take_note(cache: Cache | None, trace: Trace | None) -> None:
    """Tell a cache what another process has done with it."""
    if cache and trace:
        cache.use(trace.kind, trace.key)
        cache.damaged += trace.damaged
        cache.trouble = cache.trouble or trace.trouble
