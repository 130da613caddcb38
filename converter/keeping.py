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
from typing import Any, Generic, TypeVar

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
        key: Its key; empty if it was not kept.
        damaged: How many entries were not what had been written.
        trouble: Why it could not be kept, if so.
    """

    kind: str
    key: str
    damaged: int = 0
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Beside(Generic[R]):
    """What of a result is kept beside the rest, and read only if it is wanted.

    Attributes:
        split: Divides a result into the rest and what is kept beside it.
        join: Puts them together.
        wanted: Whether it is wanted.
    """

    split: Callable[[R], tuple[R, object]]
    join: Callable[[R, Any], R]
    wanted: bool


@lru_cache(maxsize=4)
def _opened(folder: str) -> Cache:
    return Cache(Path(folder))


def found_or_made(
    folder: str,
    kind: str,
    key: str,
    make: Callable[[], R],
    also: Callable[[R], str | None] = lambda result: "",
    level: int = _LEVEL,
    beside: Beside[R] | None = None,
) -> tuple[R, Trace | None]:
    """Return the result of an earlier run, or else make it and keep it.

    Args:
        folder: The cache; empty to keep nothing.
        kind: The sort of result, a word.
        key: What the result depends on, as far as that is known before (`cache.digest`);
            empty if it cannot be told.
        make: Makes it.
        also: What the result was found to depend on beside that: this must be the same, when
            it is read, as it was when it was made. None: the result is not kept.
        level: How hard it is compressed, 0 to 9.
        beside: What of it need not be read; None where all is.
    """
    if not (folder and key):
        return make(), None
    cache = _opened(folder)
    before = cache.damaged
    content = cache.load(kind, key)
    if content is not None:
        then, _, packed = content.partition(b"\n")
        try:
            result: R = _opened_result(packed, beside)
        except Exception:  # a pickle of another world can fail in any way
            cache.damaged += 1
        else:
            now = also(result)
            if now is not None and now.encode() == then:
                return result, Trace(kind, key)
    result = make()
    now = also(result)
    if now is None:
        return result, Trace(kind, "", cache.damaged - before)
    cache.store(kind, key, now.encode() + b"\n" + _closed(result, level, beside))
    return result, Trace(kind, key, cache.damaged - before, cache.trouble)


def _closed(result: R, level: int, beside: Beside[R] | None) -> bytes:
    rest, apart = beside.split(result) if beside else (result, None)
    packed = zlib.compress(pack(rest), level)
    return packed + zlib.compress(pack(apart), level) if beside else packed


def _opened_result(packed: bytes, beside: Beside[R] | None) -> R:
    first = zlib.decompressobj()
    result: R = unpack(first.decompress(packed))
    if beside and beside.wanted:
        result = beside.join(result, unpack(zlib.decompress(first.unused_data)))
    return result


def take_note(cache: Cache | None, trace: Trace | None) -> None:
    """Tell a cache what another process has done with it."""
    if cache and trace:
        if trace.key:
            cache.use(trace.kind, trace.key)
        cache.damaged += trace.damaged
        cache.trouble = cache.trouble or trace.trouble
