"""A value with large arrays in one file, which other processes map instead of reading it.

Sent with each piece of work, the arrays of an index would be copied as often as there are
pieces. Guarantees: what is loaded equals what was saved; its arrays cannot be written to.
"""

from __future__ import annotations

import mmap
import pickle
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import Any

#: Arrays begin at multiples of this, as processors like them.
_ALIGNED = 64


def save(value: object, path: Path) -> None:
    """Write a value to a file.

    Args:
        value: What can be pickled; buffers in it, such as those of arrays, are written as
            they are.
        path: The file.
    """
    with path.open("wb") as file:
        file.writelines(_parts(value))


def as_bytes(value: object) -> bytes:
    """Write a value as `save` does, but not into a file."""
    return b"".join(_parts(value))


def _parts(value: object) -> Iterator[bytes | memoryview]:
    buffers: list[pickle.PickleBuffer] = []
    head = pickle.dumps(value, 5, buffer_callback=buffers.append)
    parts: list[bytes | memoryview] = [head, *(buffer.raw() for buffer in buffers)]
    sizes = pickle.dumps([len(part) for part in parts], 5)
    whole: list[bytes | memoryview] = [len(sizes).to_bytes(8, "little"), sizes, *parts]
    for part in whole:
        yield part
        yield bytes(-len(part) % _ALIGNED)


def load(path: Path) -> Any:
    """Read what `save` has written; its arrays are read from the file when they are used.

    Raises:
        OSError: The file cannot be read.
    """
    with path.open("rb") as file:
        return from_bytes(memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)))


def from_bytes(content: memoryview) -> Any:
    """Read what `as_bytes` has written; its arrays are those of `content`."""
    until = _ALIGNED + int.from_bytes(content[:8], "little")
    sizes: list[int] = pickle.loads(content[_ALIGNED:until])
    starts = accumulate((_aligned(size) for size in sizes), initial=_aligned(until))
    parts = [content[at : at + size] for at, size in zip(starts, sizes, strict=False)]
    return pickle.loads(parts[0], buffers=parts[1:])


def _aligned(size: int) -> int:
    return size + -size % _ALIGNED
