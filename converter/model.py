"""One converted document: its text, its tree, the tables beside them, and its card."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from converter.definition import Definition, Meaning
from converter.diagnostics import Diagnostic
from converter.entry import Entry, Profile
from converter.fact import Fact
from converter.mention import Mention
from converter.source import SourceText
from converter.span import Span, Unit
from converter.tree import Kind, Node


@dataclass(frozen=True, slots=True)
class Card:
    """What others need to know of a document without reading it.

    Attributes:
        clauses: How many nodes of it can be cited.
        characters: How long it is, in characters.
        begins: The words that it begins with.
        unit: What places in it count.
        left_out: What its reader left out: rule, how often, how many characters without
            white space; by the names of the rules.
        fact_ids: For each of its facts the id of the clause that it was read from, if any.
        carried: Id and title of each document that it carries.
        meanings: For each of its definitions what others show of it.
    """

    clauses: int
    characters: int
    begins: str
    unit: Unit
    left_out: tuple[tuple[str, int, int], ...] = ()
    fact_ids: tuple[str | None, ...] = ()
    carried: tuple[tuple[str, str], ...] = ()
    meanings: tuple[Meaning, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """One converted document: its source, its tree and the tables beside it.

    Attributes:
        entry: What is known of it from the catalog, or derived without one.
        source: Its text.
        sha256: Of the source file's bytes.
        size: Of the source file, in bytes.
        root: The tree; kind `document`.
        title: The title to show.
        title_assigned: True if that title is not in the text.
        profile: The numbering it follows.
        ids: Node key to eId, for all nodes below the root.
        labels: Node key to the label to cite by, such as `第二十条第二款`.
        full_labels: The same with the levels above, such as `第二章第二十条第二款`.
        facts: What is said of it as a whole, in the order of `facts.FACTS`.
        diagnostics: The findings about it.
        mentions: What it cites, as far as it alone shows that.
        definitions: What it defines, in the order of the text.
        version: The date of this version, ISO 8601; empty where it is not known.
        card: What others need to know of it (see `card.card_of`).
    """

    entry: Entry
    source: SourceText
    sha256: str
    size: int
    root: Node
    title: str
    title_assigned: bool
    profile: Profile
    ids: dict[int, str]
    labels: dict[int, str]
    full_labels: dict[int, str]
    facts: tuple[Fact, ...]
    diagnostics: tuple[Diagnostic, ...] = ()
    mentions: tuple[Mention, ...] = ()
    definitions: tuple[Definition, ...] = ()
    version: str = ""
    card: Card | None = None

    @property
    def slug(self) -> str:
        """Its own name in addresses, such as `jiancha-fa`, or `jiancha-fa/2018-03-20`.

        The version in force has the name of the work; those before it are named by their
        dates below it.
        """
        return self.entry.slug

    @property
    def url(self) -> str:
        """The address of its page, from the root of the site."""
        return f"documents/{self.slug}/"

    @property
    def work(self) -> str:
        """The name in addresses that all versions of the document share."""
        return self.slug.partition("/")[0]

    @property
    def to_documents(self) -> str:
        """What leads from its page to the folder of all documents, such as `../`."""
        return "../" * (1 + self.slug.count("/"))

    def fact(self, name: str) -> str | None:
        """Return what is known under a name, or None if that is nothing or several things."""
        known = [fact.value for fact in self.facts if fact.name == name]
        return known[0] if len(known) == 1 else None

    def clauses(self) -> Iterator[Node]:
        """Yield the nodes that can be cited: all but the root and empty 款."""
        root = self.root
        for node in root.walk():
            if (node.kind is not Kind.PARAGRAPH or not node.is_empty) and node is not root:
                yield node

    def pieces(self, node: Node) -> tuple[Span, ...]:
        """Return where a node's own text stands (see `Node.pieces`)."""
        return node.pieces(self.source)

    def own_text(self, node: Node) -> str:
        """Return a node's own text: heading and body, without number and children."""
        spans = (node.heading, *node.body) if node.heading else node.body
        return "".join(map(self.source.stripped, spans))
