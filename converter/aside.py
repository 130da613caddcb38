"""Packed values that are put aside into files, from any process, and found by their SHA-256.

Guarantees: what was put aside stays there to the end of the run, whoever reads it; a process knows
of the places that it was told of. However many runs it sees, it forgets those of a run whose files
are gone, and what was carried along with a job when the next one comes.
"""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Place:
    """Where a packed document lies.

    Attributes:
        path: The file; empty where the bytes are carried along.
        offset: Where in the file it begins, in bytes.
        length: How many bytes it takes.
        content: The bytes, for a process that cannot read the file.
    """

    path: str = ""
    offset: int = 0
    length: int = 0
    content: bytes = b""

    def read(self) -> bytes:
        """Return the bytes.

        Raises:
            OSError: The file cannot be read, or is no longer what it was.
        """
        if not self.path:
            return self.content
        content = _read(_opened(self.path), self.length, self.offset)
        if len(content) != self.length:
            raise OSError(None, "a document that was put aside is gone", self.path)
        return content


#: Windows would read line ends otherwise.
_BYTES = getattr(os, "O_BINARY", 0)
#: Where the packed values lie that this process knows of, by the SHA-256 of their bytes.
_places: dict[str, Place] = {}
#: The files among them.
_paths: set[str] = set()
_files: dict[str, int] = {}


class _Job(threading.local):
    """What was carried along with the job that this thread has in hand."""

    carried: Mapping[str, Place] = {}


_job = _Job()


def _forget() -> None:
    """Forget the places in files that are gone, as those of an earlier run are."""
    gone = {path for path in _paths if not os.path.exists(path)}
    if not gone:
        return
    _paths.difference_update(gone)
    for digest in [digest for digest, place in _places.items() if place.path in gone]:
        del _places[digest]
    for path in gone & _files.keys():
        os.close(_files.pop(path))


def _know(digest: str, place: Place) -> None:
    if place.path and place.path not in _paths:
        _forget()  # there is a new run, or a new process of this one
        _paths.add(place.path)
    _places[digest] = place


def _read(file: int, length: int, offset: int) -> bytes:
    if hasattr(os, "pread"):
        return os.pread(file, length, offset)
    # Windows has no such call; there one thread of a process reads at a time.
    os.lseek(file, offset, os.SEEK_SET)
    return os.read(file, length)


def _opened(path: str) -> int:
    # A later run in this process may have put another file in the place of one that is gone.
    if path in _files and not os.fstat(_files[path]).st_nlink:
        os.close(_files.pop(path))
    if path not in _files:
        _files[path] = os.open(path, os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | _BYTES)
    return _files[path]


def fetch(digest: str) -> bytes:
    """Return what was put aside.

    Args:
        digest: What `put_aside` returned.

    Raises:
        OSError: It cannot be read.
    """
    return _place(digest).read()


def _place(digest: str) -> Place:
    carried = _job.carried.get(digest)
    return _places[digest] if carried is None else carried


def places(digests: Iterable[str]) -> dict[str, Place]:
    """Return where values lie, for another process to learn."""
    return {digest: _place(digest) for digest in digests}


def carried(known: Mapping[str, Place]) -> dict[str, Place]:
    """Return the same places with their bytes, for a machine that cannot read the files."""
    return {digest: Place(content=place.read()) for digest, place in known.items()}


def learn(known: Mapping[str, Place]) -> None:
    """Learn where the values lie that a job reads; bytes that come along serve it alone."""
    _job.carried = {digest: place for digest, place in known.items() if not place.path}
    for digest, place in known.items():
        if place.path:
            _know(digest, place)


class _Shelf:
    """A file of this process into which packed values are put, one behind the other."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.process = os.getpid()
        folder.mkdir(exist_ok=True)
        _forget()  # a file of an earlier run may have had the same name
        self._path = folder / str(self.process)
        self._file = self._path.open("wb", buffering=0)
        self._end = 0

    def is_gone(self) -> bool:
        """Tell whether the folder was removed, as an earlier run in this process does."""
        return not os.fstat(self._file.fileno()).st_nlink

    def put(self, packed: bytes) -> Place:
        view = memoryview(packed)
        while view:
            view = view[self._file.write(view) :]
        place = Place(str(self._path), self._end, len(packed))
        self._end += len(packed)
        return place


_shelf: _Shelf | None = None


def put_aside(folder: Path | None, packed: bytes) -> tuple[str, Place]:
    """Put a packed value aside, from any process of a run.

    Args:
        folder: Where, made if it is missing; each process has a file of its own there. None:
            in memory.
        packed: The value.

    Returns:
        The SHA-256 of the bytes, and where they lie, for any process to learn.

    Raises:
        OSError: The disk is full.
    """
    return hashlib.sha256(packed).hexdigest(), _put(folder, packed)


def _put(folder: Path | None, packed: bytes) -> Place:
    global _shelf
    if folder is None:
        return Place(content=packed)
    mine = _shelf and (_shelf.folder, _shelf.process) == (folder, os.getpid())
    if not (_shelf and mine) or _shelf.is_gone():
        _shelf = _Shelf(folder)
    return _shelf.put(packed)


def take_over(folder: Path | None, known: Mapping[str, Place]) -> None:
    """Learn where values lie, and put those aside here that were carried along.

    Args:
        folder: As for `put_aside`.
        known: Where they lie, by the SHA-256 of their bytes.

    Raises:
        OSError: The disk is full.
    """
    for digest, place in known.items():
        _know(digest, place if place.path else _put(folder, place.content))
