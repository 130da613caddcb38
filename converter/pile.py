"""A row of values that lie in a file, each read when it is asked for.

Guarantees: what is read is what was put there; none is kept in memory.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Generic, TypeVar, overload

from converter.parallel import unpack

T = TypeVar("T")


class Pile(Sequence[T], Generic[T]):
    """Values that other processes have packed (`parallel.pack`), in the order they came."""

    def __init__(self, path: Path) -> None:
        """Make the file.

        Raises:
            OSError: It cannot be written.
        """
        self._file = path.open("w+b", buffering=0)
        self._ends = [0]

    def add(self, packed: bytes) -> None:
        """Put a value at the end.

        Raises:
            OSError: The disk is full.
        """
        view = memoryview(packed)
        while view:
            view = view[self._file.write(view) :]
        self._ends.append(self._ends[-1] + len(packed))

    def __len__(self) -> int:
        return len(self._ends) - 1

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> list[T]: ...
    def __getitem__(self, at: int | slice) -> T | list[T]:
        if isinstance(at, slice):
            return [self[one] for one in range(len(self))[at]]
        found: T = unpack(self.raw(at))
        return found

    def raw(self, at: int) -> bytes:
        """Return a value as it was put there."""
        start, end = self._ends[range(len(self))[at]], self._ends[range(len(self))[at] + 1]
        return os.pread(self._file.fileno(), end - start, start)

    def __iter__(self) -> Iterator[T]:
        yield from (self[at] for at in range(len(self)))
