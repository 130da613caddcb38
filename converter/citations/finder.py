"""Reading one document for citations: where the reader is, and what it has found so far.

What begins a citation is read by `named`, `unnamed` and `placed`; here is what they share:
whose clauses are spoken of, the members of a list, and how a mention is put down.

Guarantees: mentions never overlap, each lies within one piece of a node's own text, and
the work grows with the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from converter.anchors import SCOPES
from converter.citation_forms import SELF_KINDS, find_beginning
from converter.citations.amending import Amending, amended_law
from converter.citations.base import LOST, OWN, Base
from converter.citations.clauses import RANK, Part, read_list, read_parts
from converter.citations.names import known_names, law_of_title, longer_title, short_names
from converter.citations.places import Tree
from converter.mention import Mention, Path
from converter.title_names import normal_title
from converter.tree import Kind, Node

#: What is cited by others and cites nothing itself.
_SILENT = frozenset({Kind.TITLE, Kind.TOC, Kind.SIGNATURE, Kind.DATE, Kind.ADDRESSEE})
_SILENT_LEVELS = frozenset({"附件说明", "抄送", "印发", "页码"})

#: What a document settles by itself; the words of `citation.CitationStatus`.
RESOLVED, MISSING, AMBIGUOUS = "resolved", "no-such-clause", "ambiguous"

#: Between the name of a document and the quotation of it.
_QUOTING = re.compile(r"(?:的?规定|明确|指出|要求)?(?:如下)?(?:的|是|为|：|:|，)?\s?")
#: How far back the quotation mark is looked for, in characters.
_LONGEST_QUOTE = 2000


class Finder:
    """Reads one document from its beginning to its end."""

    def __init__(self, tree: Tree, title: str) -> None:
        self.tree = tree
        self.title = title
        self.scope_title = ""
        self.found: list[Mention] = []
        self.shorts = [
            (at, normal_title(short), name) for at, short, name in short_names(tree.source.text)
        ]
        self.known = known_names(tree.source.text) | {short for _, short, _ in self.shorts}
        self.amending: Amending | None = None
        self.named: list[Base] = []
        self.last: tuple[Base, Path] | None = None
        # Of the piece that is being read.
        self.node: Node = tree.root
        self.text = ""
        self.offset = self.place = self.taken = 0
        self.pending = -1

    def run(self, handlers: Mapping[str, Handler]) -> tuple[Mention, ...]:
        """Find all mentions.

        Args:
            handlers: For the rows of the table that begin a citation, what reads one.

        Returns:
            The mentions, in document order.
        """
        self._enter_scope(self.tree.root)
        for node in self.tree.nodes.values():
            if node.kind in SCOPES:
                self._enter_scope(node)
            if node.kind in (Kind.ARTICLE, Kind.SECTION):
                self.named, self.last = [], None
                if self.amending:
                    self.amending.begin_part()
            if node.kind not in _SILENT and node.level not in _SILENT_LEVELS:
                self._read(node, handlers)
        return tuple(self._of_no_articles())

    def _of_no_articles(self) -> list[Mention]:
        """In a text without 条, tell 第20条 of its own from clauses of the law it is about.

        If all that stand without a name are there, they are its own numbers; else they are
        clauses of the law that the title names, or nothing says whose.
        """
        if self.amending or any(n.kind is Kind.ARTICLE for n in self.tree.nodes.values()):
            return self.found
        bare = [
            m
            for m in self.found
            if not m.named and m.path and m.path[0].unit == "条" and m.form != "above"
        ]
        if all(m.outcome == RESOLVED and len(m.path) == 1 for m in bare):
            return self.found
        law = law_of_title(self.title)
        base = Base(law, law) if law else LOST
        changed = {
            id(m): self._moved(m, base) for m in bare if m.form not in ("self", "here", "above")
        }
        return [changed.get(id(m), m) for m in self.found]

    @staticmethod
    def _moved(mention: Mention, base: Base) -> Mention:
        outcome = "" if base.named else AMBIGUOUS
        return replace(
            mention, named=base.named, title=base.title, outcome=outcome, eid=None, last_eid=None
        )

    def _enter_scope(self, scope: Node) -> None:
        if scope is self.tree.root:
            title = self.title
        else:
            source = self.tree.source
            heads = [n for n in scope.children if n.kind is Kind.TITLE]
            title = "".join(source.slice(s) for n in heads for s in n.body)
        self.scope_title = normal_title(title)
        law = amended_law(title)
        self.amending = Amending(law) if law is not None else None

    def _read(self, node: Node, handlers: Mapping[str, Handler]) -> None:
        self.node, self.offset = node, 0
        for piece in self.tree.pieces(node):
            self.text = self.tree.source.slice(piece)
            self.place, self.taken, self.pending = piece.start, 0, -1
            if self.amending:
                self.amending.begin_piece(self.text)
            at = 0
            while found := find_beginning(self.text, at):
                if self.amending:
                    self.amending.move(self.text, found.start())
                form = found.lastgroup or ""
                at = max(handlers[form](self, found), found.start() + 1)
            if self.amending:
                self.amending.move(self.text, len(self.text))
            self.offset += len(piece)

    @property
    def quoted(self) -> bool:
        """True within a quotation of an amending decision: the words are another law's."""
        return self.amending is not None and self.amending.depth > 0

    def expand(self, name: str, at: int) -> str:
        """Return what a name stands for at a place: what 以下简称 has said before it."""
        normal, place = normal_title(name), self.place + at
        said = [full for said_at, short, full in self.shorts if short == normal and said_at < place]
        return said[-1] if said else longer_title(normal, self.known) or name

    def calls_itself(self, name: str) -> bool:
        """Tell whether a document calls itself by its kind alone: 要点第3条 in an 要点.

        Not if it names another document of that kind, or gives one the short name.
        """
        others = (title for title in self.known if title != self.scope_title)
        return (
            name in SELF_KINDS
            and self.scope_title.endswith(name)
            and not any(title.endswith(name) for title in others)
        )

    def name(self, base: Base) -> Base:
        """Note that a document is named."""
        self.named.append(base)
        return base

    def emit(self, start: int, part: Part, form: str, base: Base) -> None:
        """Put a mention down."""
        mention = Mention(
            self.node.key,
            self.offset + start,
            self.offset + part.end,
            self.text[start : part.end],
            form,
            base.named,
            base.title,
            part.path,
            part.last,
            base.lead,
            base.hint,
            base.sure,
            vague=base.lost,
        )
        if not base.named:
            mention = self._settle(mention, base)
        self.found.append(mention)
        self.taken = part.end
        self.last = (base, part.path)

    def _settle(self, mention: Mention, base: Base) -> Mention:
        if base.lost:
            return replace(mention, outcome=AMBIGUOUS)
        return self.settled(
            mention,
            self.follow(mention.path, base),
            self.follow(mention.last, base) if mention.last else None,
        )

    def follow(self, path: Path, base: Base) -> list[Node]:
        """Find a clause of the citing document."""
        at = base.anchor or self.node
        return list(self.tree.resolve(path, at, base.anchor is not None))

    def settled(
        self, mention: Mention, first: list[Node], last: list[Node] | None = None
    ) -> Mention:
        """Say of a mention which clauses of its own document it means."""
        counts = {len(first), len(last) if last is not None else 1}
        if counts != {1}:
            return replace(mention, outcome=MISSING if 0 in counts else AMBIGUOUS)
        ids = self.tree.ids
        nodes = [self.tree.visible(node) for node in (first[0], *(last or ()))]
        eids = [ids.get(node.key) for node in nodes]
        if last is not None and nodes[1].key < nodes[0].key:
            return replace(mention, outcome=MISSING)
        return replace(mention, outcome=RESOLVED, eid=eids[0], last_eid=eids[1] if last else None)

    def emit_all(self, start: int, parts: list[Part], form: str, base: Base) -> int:
        """Put down a citation and the other members of its list; return where it ends."""
        for number, part in enumerate(parts):
            shown = "range" if part.last else "abbreviated" if part.short else form
            self.emit(start if not number else part.start, part, shown, base)
        at = parts[-1].end
        for part in read_list(self.text, at, parts[-1].path):
            base = self._member_base(part, base)
            path = part.path
            shown = "range" if part.last else "abbreviated" if part.short else "member"
            self.emit(part.start, replace(part, path=path), shown, base)
            at = part.end
        return at

    @staticmethod
    def _member_base(part: Part, base: Base) -> Base:
        """A member that is no part of 前款 speaks of the document again."""
        if base.anchor is not None and part.path and RANK[part.path[0].unit] <= RANK[base.unit]:
            return replace(base, anchor=None, unit="")
        return base

    def parts(self, at: int, above: str = "") -> list[Part]:
        """Read the clause at a place, below a unit if one is given."""
        parts = read_parts(self.text, at)
        if parts and above and RANK[parts[0].path[0].unit] <= RANK[above]:
            return []
        return parts

    def self_base(self, at: int) -> Base:
        """Return whose clauses 本法第三条 at a place of the paragraph means."""
        if self.quoted and self.amending:
            law = self.amending.law
            return Base(law, law) if law else LOST
        return self.quoted_from(at) or OWN

    def quoted_from(self, at: int) -> Base | None:
        """Return the document whose words stand in quotation marks, 规定 before them."""
        mark = self.text.rfind("“", max(0, at - _LONGEST_QUOTE), at)
        if mark < 0 or self.text.find("”", mark, at) >= 0:
            return None
        for mention in reversed(self.found):
            end = mention.end - self.offset
            if mention.key != self.node.key or end <= 0:
                return None
            if end <= mark:
                quoting = mention.named and _QUOTING.fullmatch(self.text, end, mark)
                article = tuple(step for step in mention.path if step.unit == "条")
                return Base(mention.named, mention.title, article=article) if quoting else None
        return None

    def amended_base(self, *, lost: bool = False) -> Base:
        """Return the law that an amending decision is at; `lost` if not where in it."""
        law = self.amending.law if self.amending else ""
        return Base(law, law, lost=lost) if law else LOST


#: Reads the citation that begins at a match, and returns where to go on.
Handler = Callable[[Finder, re.Match[str]], int]
