"""What each clause of a document says, as the ledger knows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from converter.ledger import fingerprint
from converter.ledger.records import Address, Record
from converter.model import Document
from converter.normal import in_place
from converter.span import Span
from converter.tree import Kind, Node

#: Known by their headings alone: what stands in them has addresses of its own.
_CONTAINERS = frozenset({Kind.PART, Kind.SUBPART, Kind.CHAPTER, Kind.DOCUMENT, Kind.ATTACHMENT})


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of a document as it is now.

    Attributes:
        address: Its address.
        node: Where it stands in the document.
        label: What it is printed as, such as 第十三条; nothing if it has no number.
        raw: What it says, as printed: its own text and that of all below it, without numbers.
        text: The same as `normal_in_place` leaves it.
    """

    address: Address
    node: Node
    label: str
    raw: str
    text: str

    def record(self) -> Record:
        """Return what the ledger is to hold of it."""
        words = fingerprint.excerpt(self.raw)
        known = fingerprint.fingerprint(self.text, words)
        return Record(self.address, fingerprint=known, excerpt=words)

    def likeness(self, record: Record) -> float:
        """Tell how like its text is to one that was published, from 0 to 1."""
        return fingerprint.similarity(record.fingerprint, record.excerpt, self.text)


class Page:
    """A document with what its clauses say.

    That of each a hash is made at once, and all else when it is asked for: most are as they
    were when they were published.

    Attributes:
        document: The document.
        work: Its name in addresses, shared by all versions.
        version: The date of this version, or nothing.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self.work = document.work
        self.version = document.version
        self._clauses: dict[str, Clause] = {}

    @property
    def address(self) -> Address:
        """The address of this version."""
        return Address(self.work, self.version)

    @cached_property
    def _texts(self) -> Mapping[int, str]:
        """What all nodes say, by key, as `normal_in_place` leaves it."""
        folded = in_place(self.document.source.text)
        texts: dict[int, str] = {}
        # The nodes below a node come after it, so that from behind they are known first.
        for node in reversed(list(self.document.root.walk())):
            spans, below = _parts(node)
            text = "".join([folded[span.start : span.end] for span in spans])
            texts[node.key] = text.replace(" ", "") + "".join([texts[n.key] for n in below])
        return texts

    @cached_property
    def nodes(self) -> Mapping[str, Node]:
        """The nodes of its clauses by id, in document order."""
        ids = self.document.ids
        return {ids[node.key]: node for node in self.document.clauses()}

    @cached_property
    def hashes(self) -> Mapping[str, str]:
        """The hash of what each clause says, by id, in document order."""
        texts, known = self._texts, dict[str, str]()
        hashes = {}
        for eid, node in self.nodes.items():
            text = texts[node.key]
            made = known.get(text)  # that of an article of one paragraph is that of the paragraph
            if made is None:
                made = known[text] = fingerprint.exact(text)
            hashes[eid] = made
        return hashes

    def clause(self, eid: str) -> Clause:
        """Return the clause that bears an id."""
        found = self._clauses.get(eid)
        if found is None:
            node, doc = self.nodes[eid], self.document
            raw, label = self._raw(node), doc.labels.get(node.key, "")
            found = Clause(self.address.at(eid), node, label, raw, self._texts[node.key])
            self._clauses[eid] = found
        return found

    def _raw(self, node: Node) -> str:
        spans, below = _parts(node)
        own = "".join(self.document.source.slice(span) for span in spans)
        return own + "".join(map(self._raw, below))


def _parts(node: Node) -> tuple[Sequence[Span], Sequence[Node]]:
    """Return what a node is known by: spans of its own, and nodes below it.

    An article is known by all that stands in it. A chapter, or another heading above numbered
    clauses, is known by its heading: else a word changed in a clause would change them all.
    """
    own = (node.heading, *node.body) if node.heading else node.body
    if not node.children or not is_container(node):
        return own, node.children
    if node.heading:
        return (node.heading,), ()
    # A document carried in another is known by its title.
    titles = [child for child in node.children if child.kind is Kind.TITLE]
    return own, titles or node.children


def is_container(node: Node) -> bool:
    """Tell whether a node is known by its heading, as numbered clauses stand below it."""
    if node.kind in _CONTAINERS:
        return True
    if not node.heading or node.kind is Kind.ARTICLE:
        return False
    return any(child.num for child in node.children)
