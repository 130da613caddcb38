"""Ids for every node that can be cited, after the Akoma Ntoso naming convention.

An id (eId) is the context's id, `__`, the element, `_`, and the number in Arabic
digits (OASIS LegalDocML, Akoma Ntoso Naming Convention 1.0, 5.2). Ids depend on the
source and the catalog alone.

Reads: the tree. Writes: a table from `Node.key` to eId. Guarantees: no id twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from converter.levels import NAMED_HEADINGS
from converter.tree import Kind, Node

#: The element of an id, by kind.
ELEMENTS: Mapping[Kind, str] = {
    Kind.PART: "part",
    Kind.SUBPART: "subpart",
    Kind.CHAPTER: "chp",
    Kind.SECTION: "sec",
    Kind.ARTICLE: "art",
    Kind.PARAGRAPH: "para",
    Kind.ITEM: "point",
    Kind.SUBITEM: "indent",
    Kind.SUBSUBITEM: "subindent",
    Kind.SUBSECTION: "subsec",
    Kind.CLAUSE: "para",
    Kind.SUBCLAUSE: "subpara",
    Kind.POINT: "pt",
    Kind.TEXT: "p",
    Kind.PREFACE: "p",
    Kind.CONCLUSIONS: "p",
    Kind.NOTE: "note",
    Kind.TITLE: "title",
    Kind.TOC: "toc",
    Kind.ADDRESSEE: "addressee",
    Kind.SIGNATURE: "signature",
    Kind.DATE: "date",
    Kind.ATTACHMENT: "att",
    Kind.DOCUMENT: "doc",
    Kind.TABLE: "table",
    Kind.ROW: "tr",
    Kind.CELL: "td",
    Kind.FOOTNOTE: "fn",
}

#: Kinds of which a document has one: no number in the id.
_SINGLE = frozenset({Kind.TITLE, Kind.TOC, Kind.ADDRESSEE, Kind.SIGNATURE, Kind.DATE})
#: Kinds whose id counts them among their like in one parent.
_COUNTED = frozenset(
    {Kind.PARAGRAPH, Kind.TEXT, Kind.PREFACE, Kind.CONCLUSIONS, Kind.NOTE, Kind.TABLE}
)
#: Kinds whose ids stand under a word of their own instead of a parent.
_CONTEXT = {Kind.PREFACE: "preface", Kind.CONCLUSIONS: "conclusions"}
#: Levels whose numbers either run through a document or restart in each parent.
FLOATING = frozenset({Kind.ARTICLE, Kind.SUBSECTION, Kind.CLAUSE})
#: Kinds that open a numbering of their own.
SCOPES = frozenset({Kind.DOCUMENT, Kind.ATTACHMENT})

RUNNING, RESTARTING = "running", "restarting"


def derive_numbering(root: Node) -> dict[str, str]:
    """Find out which levels run through the document and which restart.

    A level restarts if it has a number 1 in at least two parents; otherwise its
    numbers run through, and its ids need no prefix.

    Args:
        root: The tree.

    Returns:
        For every floating level that occurs, `running` or `restarting`; the levels
        of an attachment or carried document under `att_1__clause` and the like.
    """
    firsts: dict[str, int] = {}

    def visit(node: Node, scope: str) -> None:
        if not node.children:
            return
        seen: Counter[Kind] = Counter()
        attachments: Counter[Kind] = Counter()
        for child in node.children:
            if child.kind in SCOPES:
                attachments[child.kind] += 1
                visit(child, _join(scope, _scope_id(child, attachments[child.kind])))
                continue
            if child.kind in FLOATING:
                name = _join(scope, child.kind)
                firsts.setdefault(name, 0)
                if child.number and child.number.value == 1 and not child.number.inserted:
                    firsts[name] += not seen[child.kind]
                    seen[child.kind] += 1
            visit(child, scope)

    visit(root, "")
    return {name: RESTARTING if count > 1 else RUNNING for name, count in sorted(firsts.items())}


def _join(prefix: str, rest: str) -> str:
    return f"{prefix}__{rest}" if prefix else rest


def _scope_id(node: Node, position: int) -> str:
    return f"{ELEMENTS[node.kind]}_{node.number or position}"


class _Assigner:
    """Walks the tree and gives out ids."""

    def __init__(self, numbering: Mapping[str, str]) -> None:
        self.numbering = numbering
        self.ids: dict[int, str] = {}
        self.taken: set[str] = set()
        self.instances: Counter[str] = Counter()

    def _claim(self, wanted: str) -> str:
        eid = wanted
        while eid in self.taken:
            self.instances[wanted] += 1
            eid = f"{wanted}_inst{self.instances[wanted] + 1}"
        self.taken.add(eid)
        return eid

    def children(self, parent: Node, prefix: str, scope: str) -> None:
        """Give ids to all below a node whose own id is `prefix`."""
        if not parent.children:
            return
        counts: Counter[Kind] = Counter()
        series = last = 0
        for child in parent.children:
            counts[child.kind] += 1
            context = self._context(child, prefix, scope)
            if child.kind is Kind.POINT:
                value = child.number.value if child.number else 0
                series += not series or value <= last
                last = value
                if series > 1:
                    context = _join(context, f"list_{series}")
            own = "" if _is_preface(child) else _own_part(child, counts[child.kind])
            eid = self._claim(_join(context, own) if own else context)
            self.ids[child.key] = eid
            inner_scope = eid if child.kind in SCOPES else scope
            self.children(child, eid, inner_scope)

    def _context(self, node: Node, prefix: str, scope: str) -> str:
        if node.kind in _CONTEXT:
            return prefix if prefix.endswith("preface") else _join(scope, _CONTEXT[node.kind])
        if node.kind in FLOATING:
            default = RUNNING
            restarts = self.numbering.get(_join(scope, node.kind), default) == RESTARTING
            return prefix if restarts else scope
        return prefix


def _is_preface(node: Node) -> bool:
    """Tell whether a node is a 序言 with a heading, which is itself the context."""
    return node.kind is Kind.PREFACE and node.heading is not None


def _own_part(node: Node, position: int) -> str:
    if node.level in NAMED_HEADINGS:
        return NAMED_HEADINGS[node.level]
    if node.kind is Kind.CHAPTER and not node.number:
        return f"heading_{position}"  # chp_2 is for the chapter that says it is the second
    element = ELEMENTS[node.kind]
    if node.kind in _SINGLE:
        return element
    if node.kind in _COUNTED:
        return f"{element}_{position}"
    return f"{element}_{node.number or position}"


def assign_ids(root: Node, numbering: Mapping[str, str] | None = None) -> dict[int, str]:
    """Give every node below the root its id.

    Args:
        root: The tree.
        numbering: Which levels run and which restart, as the catalog records it; what
            it leaves open is derived.

    Returns:
        Node key to eId. The root has none.
    """
    assigner = _Assigner(derive_numbering(root) | dict(numbering or {}))
    assigner.children(root, "", "")
    return assigner.ids
