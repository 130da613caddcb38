"""The lines of one document found in a data file that holds those of all.

Reads: `clauses.jsonl`, or `clauses.jsonl.gz` with a member for each document. Guarantees: the file
is walked through once; after that the lines of the document are read, and no others.
"""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path

#: That what is read is a gzip file, in the words of `zlib`; so much of it is read at a time.
_GZIP = zlib.MAX_WBITS + 16
_PIECE = 16_384

_SLUG = re.compile(rb'\{"doc":"([a-z0-9/-]+)"')


def plain_lines(path: Path) -> Callable[[str], list[bytes]]:
    """Return what reads the lines of one document.

    Args:
        path: The file, a line after the other.

    Returns:
        Takes a slug and returns its lines. It raises `OSError` and `ValueError` where the file is
        not what was written.
    """
    places: dict[str, tuple[int, int]] = {}

    def read(slug: str) -> list[bytes]:
        with path.open("rb") as file:
            if not places:
                places.update(_places(file))
            start, count = places.get(slug, (0, 0))
            file.seek(start)
            return list(islice(file, count))

    return read


def packed_lines(path: Path) -> Callable[[str], list[bytes]]:
    """Return what reads the lines of one document, which are a member of a compressed file.

    Args:
        path: The file.

    Returns:
        Takes a slug and returns its lines. It raises `OSError`, `ValueError` and `zlib.error`
        where the file is not what was written.
    """
    places: dict[str, tuple[int, int]] = {}

    def read(slug: str) -> list[bytes]:
        if not places:
            places.update(_members(path.read_bytes()))
        start, end = places.get(slug, (0, 0))
        with path.open("rb") as file:
            file.seek(start)
            return gzip.decompress(file.read(end - start)).splitlines(keepends=True)

    return read


def _members(content: bytes) -> Iterator[tuple[str, tuple[int, int]]]:
    """Find where the member of each document begins and ends."""
    start = 0
    while start < len(content):
        slug, end = _member(content, start)
        yield slug, (start, end)
        start = end


def _member(content: bytes, start: int) -> tuple[str, int]:
    """Say whose lines a member holds, and where it ends."""
    reader = zlib.decompressobj(_GZIP)
    first, at = b"", start
    while not reader.eof:
        piece = content[at : at + _PIECE]
        if not piece:
            raise ValueError(f"the member at {start} is cut short")
        text = reader.decompress(piece)
        first, at = first or text, at + len(piece)
    found = _SLUG.match(first)
    if found is None:
        raise ValueError(f"no clause at {start}")
    return found[1].decode(), at - len(reader.unused_data)


def _places(lines: Iterable[bytes]) -> dict[str, tuple[int, int]]:
    """Find where in a file the clauses of each document begin, and how many there are."""
    places: dict[str, tuple[int, int]] = {}
    at = 0
    for line in lines:
        found = _SLUG.match(line)
        if found is None:
            raise ValueError(f"no clause at {at}")
        slug = found[1].decode()
        start, count = places.get(slug, (at, 0))
        places[slug] = start, count + 1
        at += len(line)
    return places
