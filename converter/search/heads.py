"""What is known of the parts of documents without reading them.

Reads: parts, packed. Guarantees: parts with the same key are the same, so that what was made of
them in an earlier run need not be made again, and they need not be read.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import overload

from converter.aside import fetch
from converter.parallel import pack_plainly, unpack_either
from converter.search.part import Part


@dataclass(frozen=True, slots=True)
class Head:
    """What is known of a part.

    Attributes:
        key: A digest of all that it holds.
        units: How many characters its folded texts have, with `clauses.END`.
        check: A CRC-32 of these.
    """

    key: bytes
    units: int
    check: int


def head(part: Part) -> Head:
    """Say what is to be known of a part."""
    characters = part.folded.characters
    key = hashlib.sha256(pack_plainly(part)).digest()
    return Head(key, len(characters) // 2, zlib.crc32(characters))


class Parts(Sequence[Part]):
    """Parts that were put aside (see `aside`), of which the heads are in memory.

    Attributes:
        heads: The heads.
    """

    def __init__(self) -> None:
        self.heads: list[Head] = []
        self._digests: list[str] = []

    def add(self, head: Head, digest: str) -> None:
        """Put a part at the end.

        Args:
            head: What is known of it.
            digest: The SHA-256 of the part, packed (`parallel.pack_either`), which was put aside.
        """
        self.heads.append(head)
        self._digests.append(digest)

    def __len__(self) -> int:
        return len(self._digests)

    @overload
    def __getitem__(self, at: int) -> Part: ...
    @overload
    def __getitem__(self, at: slice) -> list[Part]: ...
    def __getitem__(self, at: int | slice) -> Part | list[Part]:
        if isinstance(at, slice):
            return [self[one] for one in range(len(self))[at]]
        return opened(self.raw(at))

    def raw(self, at: int) -> bytes:
        """Return a part as it was packed.

        Raises:
            OSError: It cannot be read.
        """
        return fetch(self._digests[at])


def heads(parts: Sequence[Part]) -> Sequence[Head]:
    """Return the heads of parts."""
    return parts.heads if isinstance(parts, Parts) else [*map(head, parts)]


def raw(parts: Sequence[Part], at: int) -> bytes | Part:
    """Return a part in the form that is quickest to hand to another process."""
    return parts.raw(at) if isinstance(parts, Parts) else parts[at]


def opened(given: bytes | Part) -> Part:
    """Return the part that `raw` has returned."""
    part: Part = unpack_either(given) if isinstance(given, bytes) else given
    return part
