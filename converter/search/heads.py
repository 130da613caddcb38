"""What is known of the parts of documents without reading them.

Reads: parts, packed. Guarantees: parts with the same key are the same, so that what was made of
them in an earlier run need not be made again, and they need not be read.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from converter.parallel import pack, pack_plainly, unpack
from converter.pile import Pile
from converter.search.part import Part

_FORM = struct.Struct("<32sII")


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


def packed(part: Part) -> bytes:
    """Pack a part, its head in front."""
    known = head(part)
    return _FORM.pack(known.key, known.units, known.check) + pack(part)


class Parts(Pile[Part]):
    """Parts in a file, of which the heads are in memory.

    Attributes:
        heads: The heads.
    """

    heads: list[Head]

    def add(self, packed: bytes) -> None:
        """Put a part at the end, as `packed` has packed it.

        Raises:
            OSError: The disk is full.
        """
        if not len(self):
            self.heads = []
        self.heads.append(Head(*_FORM.unpack_from(packed)))
        super().add(packed[_FORM.size :])


def heads(parts: Sequence[Part]) -> Sequence[Head]:
    """Return the heads of parts."""
    return parts.heads if isinstance(parts, Parts) and len(parts) else [*map(head, parts)]


def raw(parts: Sequence[Part], at: int) -> bytes | Part:
    """Return a part in the form that is quickest to hand to another process."""
    return parts.raw(at) if isinstance(parts, Parts) else parts[at]


def opened(given: bytes | Part) -> Part:
    """Return the part that `raw` has returned."""
    part: Part = unpack(given) if isinstance(given, bytes) else given
    return part
