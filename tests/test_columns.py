"""Rows that are written by columns: equal rows give equal bytes, others do not."""

from __future__ import annotations

import sys
from dataclasses import fields, replace
from typing import Any

import pytest

from converter.bundle import Related
from converter.citation import Citation, CitationBasis, CitationStatus
from converter.columns import pack_rows
from converter.quote import Shown
from converter.span import Position
from converter.term import TermUse

SHOWN = Shown("art_1", "第一条", Position(1, 2), "前", "本法", "后", 3)
CITATION = Citation(
    *("a", 1, 2, 3, "本法", CitationStatus.RESOLVED, "b", "art_1", "art_2", "self", "某法"),
    *(next(iter(CitationBasis)), SHOWN),
)
USE = TermUse("t", "a", 1, 2, 3, True, SHOWN)
RELATED = Related("a", 1, "b", 2, ("监督", "检查"), 0.5, "art_1", "第一条", "监督机关")


def other(value: Any) -> Any:
    """Return another value of the same type."""
    if isinstance(value, CitationStatus | CitationBasis):
        return next(one for one in type(value) if one is not value)
    if isinstance(value, Shown):
        return replace(value, position=Position(9, 9))
    if isinstance(value, Position):
        return Position(9, 9)
    if isinstance(value, bool):
        return not value
    return value * 2


def changes() -> list[tuple[Any, Any]]:
    found: list[tuple[Any, Any]] = []
    every: list[Any] = [CITATION, USE, SHOWN]
    for row in every:
        for field in fields(row):
            value = getattr(row, field.name)
            found += [(row, replace(row, **{field.name: new})) for new in (other(value), None)]
    for name in Related._fields:
        found.append((RELATED, RELATED._replace(**{name: other(getattr(RELATED, name))})))
    return found


@pytest.mark.parametrize(("one", "changed"), changes())
def test_whatever_differs_is_told(one: Any, changed: Any) -> None:
    rows = [
        pack_rows(some) for some in ([one], [changed], [one, changed], [changed, one], [one] * 2)
    ]
    assert len(set(rows)) == len(rows)


ALIKE: list[list[Any]] = [
    *([], [()], [(), ()], [""], ["", ""], [None], [0], [False], [0.0], [("a",)], [("a", "b")]),
    *([("ab",)], ["a", 1], [1, "a"], ["a", "1"], [("a", None)], [(("a",),)], [[]], [USE, None]),
    *([None, USE], [USE, CITATION], ["mixed"], ["packed"], [CitationStatus.RESOLVED]),
    *(["resolved"], [tuple(RELATED)], [RELATED]),
]


def test_values_of_any_type_are_told_apart() -> None:
    assert len({pack_rows(rows) for rows in ALIKE}) == len(ALIKE)


def test_it_makes_no_difference_which_equal_strings_are_the_same() -> None:
    word = "监督检查"
    equal = "".join(list(word))
    assert word is not equal
    here, there = sys.intern(word), equal
    rows = [replace(USE, term=here, slug=here), replace(USE, term=there, slug=here)]
    assert pack_rows(rows[:1]) == pack_rows(rows[1:])
    assert pack_rows([("a" * 3, sys.intern("aaa"))]) == pack_rows([("aaa", "".join("aaa"))])


def test_a_field_may_be_left_out() -> None:
    without = frozenset({"shown"})
    assert pack_rows([USE], without) == pack_rows([USE.with_shown(None)], without)
    assert pack_rows([USE], without) != pack_rows([replace(USE, key=9)], without)
