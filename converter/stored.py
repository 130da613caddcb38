"""Documents whose text and tree lie in a file, and are read when they are looked at.

Reads and writes: packed documents. Guarantees: a stored document is the same to everything that
reads it as the one that was stored. Only a few are held in memory at a time, so that memory does
not grow with the texts; walk the documents one after the other, since reading one again costs
most of a millisecond.
"""

from __future__ import annotations

import hashlib
import os
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from converter.model import Document
from converter.parallel import pack, unpack
from converter.tree import Node

#: What is read with the text: all else of a document stays in memory.
HEAVY = ("source", "root", "ids", "labels", "full_labels")
_LIGHT = tuple(field.name for field in fields(Document) if field.name not in HEAVY)

#: So many documents are held unpacked at a time, in each process.
_HELD = 24


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
        content = os.pread(_opened(self.path), self.length, self.offset)
        if len(content) != self.length:
            raise OSError(None, "a document that was put aside is gone", self.path)
        return content


#: Where the packed documents lie that this process knows of, by the SHA-256 of their bytes.
_places: dict[str, Place] = {}
_files: dict[str, int] = {}
_held: OrderedDict[str, tuple[Any, ...]] = OrderedDict()


def _opened(path: str) -> int:
    # A later run in this process may have put another file in the place of one that is gone.
    if path in _files and not os.fstat(_files[path]).st_nlink:
        os.close(_files.pop(path))
    if path not in _files:
        _files[path] = os.open(path, os.O_RDONLY | getattr(os, "O_CLOEXEC", 0))
    return _files[path]


def fetch(digest: str) -> bytes:
    """Return what was put aside.

    Args:
        digest: What `put_aside` returned.

    Raises:
        OSError: It cannot be read.
    """
    return _places[digest].read()


def _body(digest: str) -> tuple[Any, ...]:
    body = _held.get(digest)
    if body is None:
        body = unpack(fetch(digest))
        _held[digest] = body
        if len(_held) > _HELD:
            _held.popitem(last=False)
    else:
        _held.move_to_end(digest)
    return body


def places(documents: Iterable[Document]) -> dict[str, Place]:
    """Return where documents lie, for another process to learn.

    Args:
        documents: The documents; of those that are not stored all is in memory.
    """
    digests = (doc.digest for doc in documents if isinstance(doc, Stored) and doc.digest)
    return {digest: _places[digest] for digest in digests}


def carried(known: Mapping[str, Place]) -> dict[str, Place]:
    """Return the same places with their bytes, for a machine that cannot read the files."""
    return {digest: Place(content=place.read()) for digest, place in known.items()}


def learn(known: Mapping[str, Place]) -> None:
    """Learn where documents lie."""
    _places.update(known)


class Stored(Document):
    """A document of which text, tree, ids and labels are read on demand."""

    __slots__ = ("digest",)
    #: The SHA-256 of its packed part; empty where nobody is to look at that.
    digest: str

    @classmethod
    def of(cls, light: tuple[Any, ...], digest: str) -> Stored:
        """Put a document together.

        Args:
            light: What `light_part` returned.
            digest: What `put_aside` returned for the other part.
        """
        made = cls.__new__(cls)
        for name, value in zip(_LIGHT, light, strict=True):
            object.__setattr__(made, name, value)
        object.__setattr__(made, "digest", digest)
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        return Stored.of, (light_part(self), self.digest)

    def __repr__(self) -> str:
        return f"Stored({self.slug!r})"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Document) or light_part(self) != light_part(other):
            return False
        if isinstance(other, Stored) and self.digest == other.digest:
            return True
        return all(getattr(self, name) == getattr(other, name) for name in HEAVY)


#: What was looked at last, so that a loop over one document costs nothing.
_last: tuple[str, tuple[Any, ...]] = ("", ())


def _reads(at: int) -> property:
    def read(self: Stored) -> object:
        global _last
        digest, body = _last
        if digest is not self.digest:
            body = _body(self.digest)
            _last = self.digest, body
        return body[at]

    return property(read)


for _at, _name in enumerate(HEAVY):
    setattr(Stored, _name, _reads(_at))


def light_part(document: Document) -> tuple[Any, ...]:
    """Return what of a document stays in memory, in the order that `Stored.of` takes."""
    return tuple(getattr(document, name) for name in _LIGHT)


def heavy_part(document: Document) -> bytes:
    """Pack what of a document is put aside."""
    return pack(tuple(getattr(document, name) for name in HEAVY))


def changed(document: Document, **values: object) -> Document:
    """Return a document with other values, none of them of its text or tree.

    Args:
        document: The document, stored or not.
        values: The new values of its light fields.
    """
    light = dict(zip(_LIGHT, light_part(document), strict=True)) | values
    if isinstance(document, Stored):
        return Stored.of(tuple(light[name] for name in _LIGHT), document.digest)
    heavy = {name: getattr(document, name) for name in HEAVY}
    return Document(**light, **heavy)


class Opened(Document):
    """A document with all of it in memory, which remembers what it has told of its clauses."""

    __slots__ = ("_listed", "_texts")
    _listed: tuple[Node, ...]
    _texts: dict[int, str]

    @classmethod
    def of(cls, document: Document) -> Opened:
        """Open a document."""
        made = cls(**_values(document))
        object.__setattr__(made, "_listed", tuple(Document.clauses(made)))
        object.__setattr__(made, "_texts", {})
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        return _closed, (_values(self),)

    def clauses(self) -> Iterator[Node]:
        """Yield the nodes that can be cited; see `Document.clauses`."""
        return iter(self._listed)

    def own_text(self, node: Node) -> str:
        """Return a node's own text; see `Document.own_text`."""
        text = self._texts.get(node.key)
        if text is None:
            text = self._texts[node.key] = Document.own_text(self, node)
        return text


def _values(document: Document) -> dict[str, Any]:
    """Return all that a document consists of, by the names of its fields."""
    light = dict(zip(_LIGHT, light_part(document), strict=True))
    if isinstance(document, Stored):
        return light | dict(zip(HEAVY, _body(document.digest), strict=True))
    return light | {name: getattr(document, name) for name in HEAVY}


def _closed(values: dict[str, Any]) -> Document:
    return Document(**values)


def opened(document: Document) -> Document:
    """Return a document with all of it in memory, for work that looks at it again and again."""
    return Opened.of(document)


def without_text(document: Document) -> Document:
    """Return a document that can be named and linked, but not read."""
    if not isinstance(document, Stored):
        return document
    return Stored.of(light_part(document), "")


class _Shelf:
    """A file of this process into which packed values are put, one behind the other."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.process = os.getpid()
        self._path = folder / f"documents.{self.process}"
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
        folder: Where; each process has a file of its own there. None: in memory.
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
        _places[digest] = place if place.path else _put(folder, place.content)
