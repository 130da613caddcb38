"""What became of a document from one version to the next: rows, and the counterparts of all ids.

Reads: two versions of a document. Writes: their comparison. Guarantees: each unit of either in
exactly one row; a node has at most one counterpart.
"""

from __future__ import annotations

from collections.abc import Sequence

from converter.comparison import Comparison, Match
from converter.model import Document
from converter.tree import Node
from converter.versions.align import Group, align_clauses
from converter.versions.counterparts import Counterparts
from converter.versions.likeness import SAME, Rarity
from converter.versions.side import Side


def align(older: Document, newer: Document) -> Comparison:
    """Compare two versions of a document clause by clause.

    Args:
        older: The older version.
        newer: The newer one.

    Returns:
        The comparison: the units of both in rows, in the order of the newer version, with
        those that are gone where they stood; and what each node of the older version lives
        on as, at all levels.
    """
    before, after = Side(older), Side(newer)
    clauses, others = before.clauses, after.clauses
    rarity = Rarity([clause.wording for clause in (*clauses, *others)])
    groups = align_clauses(clauses, others, rarity)
    counterparts = Counterparts(before, after, rarity)
    counterparts.find(groups)
    return Comparison(
        older.slug,
        newer.slug,
        tuple(_row(group, before.nodes, after.nodes) for group in groups),
        versions=True,
        counterparts=tuple(sorted(counterparts.found.items())),
        dates=(older.version, newer.version),
    )


def _row(group: Group, older: Sequence[Node], newer: Sequence[Node]) -> Match:
    ones = [older[i] for i in group.older]
    others = [newer[j] for j in group.newer]
    return Match(
        older=tuple(node.key for node in ones),
        newer=tuple(node.key for node in others),
        likeness=group.likeness / SAME,
        renumbered=_renumbered(ones, others),
        moved=group.moved,
    )


def _renumbered(ones: Sequence[Node], others: Sequence[Node]) -> bool:
    """Tell whether what has a number goes on under others only; 第五条之一 is not 第五条."""
    before = {node.number for node in ones if node.number}
    after = {node.number for node in others if node.number}
    return bool(before and after) and not before & after
