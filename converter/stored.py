"""Documents whose text and tree lie in a file, and are read when they are looked at.

Reads and writes: packed documents. Guarantees: a stored document is the same to everything that
reads it as the one that was stored. Only a few are held in memory at a time, so that memory does
not grow with the texts; walk the documents one after the other, since reading one again costs
most of a millisecond.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import fields
from typing import Any

from converter import aside
from converter.aside import Place, fetch
from converter.model import Document
from converter.parallel import pack, unpack
from converter.tree import Node

#: What is read with the text: all else of a document stays in memory.
HEAVY = ("source", "root", "ids", "labels", "full_labels")
_LIGHT = tuple(field.name for field in fields(Document) if field.name not in HEAVY)

#: So many documents are held unpacked at a time, in each process.
_HELD = 24


_held: OrderedDict[str, tuple[Any, ...]] = OrderedDict()


def _body(digest: str) -> tuple[Any, ...]:
    body = _held.pop(digest, None)  # it goes to the end; no other thread can do so meanwhile
    if body is None:
        body = unpack(fetch(digest))
    _held[digest] = body
    if len(_held) > _HELD:
        _held.popitem(last=False)
    return body


def places(documents: Iterable[Document]) -> dict[str, Place]:
    """Return where documents lie, for another process to learn.

    Args:
        documents: The documents; of those that are not stored all is in memory.
    """
    stored = (doc.digest for doc in documents if isinstance(doc, Stored))
    return aside.places(digest for digest in stored if digest)


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
            digest: What `aside.put_aside` returned for the other part.
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
