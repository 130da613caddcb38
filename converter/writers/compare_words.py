"""What is said of the rows of a comparison, and how often: one table for all that shows them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from converter.comparison import Change, Comparison, Match


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the clauses of a row, as readers are told.

    Attributes:
        name: Its name in the markup.
        words: What is said of versions of one document.
        others: What is said of two other documents.
        quiet: True if readers who want the changes alone do not want it.
        same: True if both have the same words, which are shown once.
    """

    name: str
    words: str
    others: str
    quiet: bool = False
    same: bool = False


_UNCHANGED = Outcome("unchanged", "未修改", "文字相同", quiet=True, same=True)
_RENUMBERED = Outcome("renumbered", "仅改序号", "文字相同", quiet=True, same=True)
_MOVED = Outcome("moved", "移动", "文字相同", same=True)
_CHANGED = {
    Change.REWORDED: Outcome("reworded", "文字修改", "文字相近"),
    Change.SPLIT: Outcome("split", "拆分", "拆分"),
    Change.MERGED: Outcome("merged", "合并", "合并"),
    Change.REGROUPED: Outcome("regrouped", "几条调整", "几条调整"),
    Change.NEW: Outcome("new", "新增", "仅后者有"),
    Change.DELETED: Outcome("deleted", "删去", "仅前者有"),
}

#: All of them, in the order in which they are counted.
OUTCOMES = (_UNCHANGED, _RENUMBERED, _MOVED, *_CHANGED.values())


def outcome(comparison: Comparison, row: Match) -> Outcome:
    """Tell what became of the clauses of a row.

    Numbers and places of documents that are no versions of one say nothing.
    """
    if row.change is not Change.UNCHANGED:
        return _CHANGED[row.change]
    if row.moved and comparison.versions:
        return _MOVED
    return _RENUMBERED if row.renumbered and comparison.versions else _UNCHANGED


def badges(comparison: Comparison, row: Match) -> list[str]:
    """List what is said of a row, the outcome first."""
    said = outcome(comparison, row)
    if not comparison.versions:
        return [said.others]
    return [said.words, *([_MOVED.words] if row.moved and said is not _MOVED else [])]


def counts(comparisons: Iterable[Comparison]) -> Counter[Outcome]:
    """Count the rows of comparisons by what became of their clauses."""
    return Counter(outcome(found, row) for found in comparisons for row in found.rows)
