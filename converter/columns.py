"""Rows of values, written column by column, so that equal rows give equal bytes.

Reads: tuples of one sort of value: uses of terms, citations, related clauses. Writes: bytes, of
which a digest is made; nobody reads them. Guarantees: rows that differ in anything give other
bytes. It takes a fifth of the time of `parallel.pack_plainly`, since nothing is done in Python
for each row.
"""

from __future__ import annotations

import marshal
from collections.abc import Sequence
from dataclasses import fields
from enum import Enum
from functools import cache
from operator import attrgetter
from typing import Any

from converter.parallel import pack_plainly

#: What can be written as it is.
_PLAIN = frozenset({str, int, float, bool, type(None)})
#: Of this version is the last way to write that does not tell which equal strings are the same.
_WAY = 2


def pack_rows(rows: Sequence[Any], without: frozenset[str] = frozenset()) -> bytes:
    """Write rows so that equal ones give equal bytes.

    Args:
        rows: Values.
        without: The fields of theirs that are left out.
    """
    return marshal.dumps(_written(rows, without), _WAY)


def _written(rows: Sequence[Any], without: frozenset[str] = frozenset()) -> list[Any]:
    kinds = set(map(type, rows))
    if kinds <= _PLAIN:
        return ["", list(rows)]
    if len(kinds) > 1:
        return _mixed(rows, sorted(kinds, key=_name), without)
    (kind,) = kinds
    columns = _columns(kind, without)
    if columns:
        return [_name(kind), [_written(list(map(column, rows))) for column in columns]]
    if issubclass(kind, Enum):
        return [_name(kind), [row.name for row in rows]]
    if kind is tuple and {type(value) for row in rows for value in row} <= _PLAIN:
        return [_name(kind), list(rows)]
    return ["packed", pack_plainly(tuple(rows))]


def _mixed(rows: Sequence[Any], kinds: Sequence[type], without: frozenset[str]) -> list[Any]:
    """Write values of several types: of which each is, then those of each."""
    number = {kind: at for at, kind in enumerate(kinds)}
    apart = [_written([row for row in rows if type(row) is kind], without) for kind in kinds]
    return ["mixed", [number[type(row)] for row in rows], apart]


@cache
def _columns(kind: type, without: frozenset[str]) -> tuple[attrgetter[Any], ...]:
    """Return what reads the fields of a type; nothing where it has none."""
    if "__dataclass_fields__" in vars(kind):
        names = [field.name for field in fields(kind)]
    else:
        names = [*vars(kind).get("_fields", ())]
    return tuple(attrgetter(name) for name in names if name not in without)


def _name(kind: type) -> str:
    return f"{kind.__module__}.{kind.__qualname__}"
