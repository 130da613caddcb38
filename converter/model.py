"""The document model: kinds, the frozen tree, and the tables that refer to it.

The tree says what is where in the source and nothing else. Ids, citation labels
and term uses are kept beside it, keyed by `Node.key`, so that no pass changes
what an earlier one has built.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from converter.diagnostics import Diagnostic
from converter.mention import Mention
from converter.source import Position, SourceText, Span, Unit


class Profile(StrEnum):
    """What a document's numbering follows.

    `STATUTE` is 法规 (立法法, article 65: 编章节条款项目), `OFFICIAL` is 公文
    (GB/T 9704-2012, 7.3.3: 一、（一）1.（1）).
    """

    STATUTE = "statute"
    OFFICIAL = "official"


class Kind(StrEnum):
    """What a node is. The values are those of `kind` in `data/clauses.jsonl`."""

    DOCUMENT = "document"  # the whole, and a document carried in another
    TITLE = "title"
    NOTE = "note"  # promulgation note
    TOC = "toc"  # 目录
    PREFACE = "preface"  # text before the first level
    ADDRESSEE = "addressee"  # 主送, salutation
    PART = "part"  # 编
    SUBPART = "subpart"  # 分编
    CHAPTER = "chapter"  # 章
    ARTICLE = "article"  # 条
    PARAGRAPH = "paragraph"  # 款
    ITEM = "item"  # 项
    SUBITEM = "subitem"  # 目
    SUBSUBITEM = "subsubitem"
    SECTION = "section"  # 节, 一、
    SUBSECTION = "subsection"  # （一）
    CLAUSE = "clause"  # 1.
    SUBCLAUSE = "subclause"  # （1）
    POINT = "point"  # 一是, 一要, 首先
    TEXT = "text"  # any other block of text
    CONCLUSIONS = "conclusions"
    SIGNATURE = "signature"  # 落款
    DATE = "date"  # 成文日期
    ATTACHMENT = "attachment"  # 附件
    TABLE = "table"
    ROW = "row"
    CELL = "cell"
    FOOTNOTE = "footnote"

    # That of `Enum` is written in Python, and asked a thousand times for each document.
    __hash__ = str.__hash__


@dataclass(frozen=True, slots=True)
class Number:
    """A printed number: its value, and 之一 and so on after it."""

    value: int
    inserted: int = 0

    def __str__(self) -> str:
        return f"{self.value}-{self.inserted}" if self.inserted else str(self.value)


@dataclass(frozen=True, slots=True)
class Node:
    """One structural unit of a document.

    Every character of the source that is no discard lies in exactly one of the
    spans `num`, `heading` and `body` of exactly one node.

    Attributes:
        key: Position in document order, unique in its tree; the key of all
            stand-off tables.
        kind: What it is.
        level: The name of the row of `levels.LEVELS` that its number follows, if any.
        span: From its first to its last character, children included.
        num: The number as printed (`第二十条`, `（一）`, `20.`), if it has one.
        number: What that number says.
        heading: The words of its heading, without the number.
        body: Its own text without number, heading and children, in order.
        children: Its parts, in order.
        block: False for a part that stands inside a paragraph of its parent.
    """

    key: int
    kind: Kind
    span: Span
    level: str = ""
    num: Span | None = None
    number: Number | None = None
    heading: Span | None = None
    body: tuple[Span, ...] = ()
    children: tuple[Node, ...] = ()
    block: bool = True

    def walk(self) -> Iterator[Node]:
        """Yield this node and all below it, in document order."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            if node.children:
                waiting += reversed(node.children)

    def at(self, offset: int) -> Node:
        """Return the innermost node from this one down that holds a character of the source."""
        node, inner = self, iter(self.children)
        while found := next((n for n in inner if n.span.start <= offset < n.span.end), None):
            node, inner = found, iter(found.children)
        return node

    def own_spans(self) -> Iterator[Span]:
        """Yield the spans that belong to this node itself, in order."""
        if self.num:
            yield self.num
        if self.heading:
            yield self.heading
        yield from self.body

    def pieces(self, source: SourceText) -> tuple[Span, ...]:
        """Return where this node's own text stands: its heading, and each stretch of its body.

        Citations, definitions and uses of terms lie within one piece each.

        Args:
            source: The text, of which white space at the ends of a piece is left out.
        """
        spans = (self.heading, *self.body) if self.heading else self.body
        return tuple(map(source.strip, spans))

    def locate(self, source: SourceText, start: int, end: int) -> Span:
        """Find in the source what is known by offsets in this node's own text.

        Args:
            source: The text.
            start: An offset in the node's own text, in characters.
            end: Another, in the same piece.

        Returns:
            The span in the source.

        Raises:
            ValueError: The node's own text does not reach so far.
        """
        at = 0
        for piece in self.pieces(source):
            if start < at + len(piece):
                return Span(piece.start + start - at, piece.start + end - at)
            at += len(piece)
        raise ValueError(f"node {self.key} of {source.name} has no text at {start}")

    @property
    def is_empty(self) -> bool:
        """True for the 款 that an article has although it opens with （一）."""
        if self.kind is not Kind.PARAGRAPH:
            return False
        return not (self.num or self.heading or any(self.body))


@dataclass(frozen=True, slots=True)
class Silence:
    """A finding that an editor has looked at and does not want to be told of again.

    Attributes:
        finding: Its code.
        reason: Why the text is right as it stands.
        place: Where the catalog says so.
        spot: The spot that it prints; empty for one that prints none.
        line: Its line, if the spot occurs in several; else 0.
        column: Its column, if the spot occurs in the line several times; else 0.
    """

    finding: str
    reason: str
    place: Position
    spot: str = ""
    line: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """What the catalog says about one source.

    Attributes:
        file: Path of the source below its folder, with forward slashes.
        slug: Name in addresses, ASCII, assigned once and kept.
        title: A title assigned by an editor, for a text that has none.
        kind: What sort of document it is, in the words of the field (工作要点).
        issuer: 发文机关, as an editor knows it.
        date: 成文日期 as an editor knows it, ISO 8601.
        number: 文号.
        version: The date of this version, ISO 8601, for one of several.
        profile: The numbering that the document follows, if not to be detected.
        numbering: For a level whose numbers run through the document (`running`)
            or restart in each parent (`restarting`): level or `att_1__level` to that word.
        aliases: Other names by which documents cite it.
        compare: Slugs of documents that it is to be compared with, the older ones.
        silenced: The findings about it that are not to be reported.
        line: Line of the catalog where the entry begins; 0 without a catalog.
    """

    file: str
    slug: str
    title: str | None = None
    kind: str | None = None
    issuer: str | None = None
    date: str | None = None
    number: str | None = None
    version: str | None = None
    profile: Profile | None = None
    numbering: tuple[tuple[str, str], ...] = ()
    aliases: tuple[str, ...] = ()
    compare: tuple[str, ...] = ()
    silenced: tuple[Silence, ...] = ()
    line: int = 0


class Origin(StrEnum):
    """Who says a fact. The values are those of `from` in `data/documents.json`."""

    CATALOG = "catalog"
    TEXT = "text"
    STATEMENT = "statement"  # a table beside the text, such as that of a web page


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that is said of a document as a whole, and where.

    Attributes:
        name: What it is, a row of `facts.FACTS`.
        value: What is said; a date in ISO 8601, where it is one.
        line: The line of the source (or what its places count), from 1; 0 where the
            catalog says it.
        origin: Who says it.
        text: The words that it was read from, on one line; empty where the catalog says it.
        act: For an act, the word for it: 通过, 第一次修正.
        by: For an act, who did it: 第十届全国人民代表大会第三次会议.
        label: For a statement, what it is called there.
        key: The node that it was read from, if it stands in the text.
    """

    name: str
    value: str
    line: int
    origin: Origin = Origin.TEXT
    text: str = ""
    act: str = ""
    by: str = ""
    label: str = ""
    key: int | None = None


@dataclass(frozen=True, slots=True)
class Definition:
    """A place where a document says what a word means in it.

    Attributes:
        wording: The word, without quotation marks and white space.
        form: The row of `definition_forms` that it follows.
        key: The node where it stands.
        term: The word in the source.
        text: What it means, in the source; without the full stop.
        scope: The node within which it holds; None for the whole document.
        since: The offset in the source from which it holds there; 0 for all of the scope.
        quoted: True if the word stands in quotation marks.
    """

    wording: str
    form: str
    key: int
    term: Span
    text: Span
    scope: int | None = None
    since: int = 0
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Meaning:
    """A definition as others show it, without the text and the tree around it.

    Attributes:
        eid: The id of the clause where it stands.
        label: The label to cite that by.
        part: The id of the part within which it holds; None for the whole document.
        part_label: The label to cite that by.
        begins: The id of the clause from which on it holds, if not in all of that.
        text: What the word means.
        line: The line of the word, or what places in the document count.
    """

    eid: str
    label: str
    part: str | None
    part_label: str
    begins: str | None
    text: str
    line: int


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
