"""What the samples for a person to judge have in common: the draw and the tables of verdicts."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")


def by_hash(things: Iterable[T], name: Callable[[T], str]) -> list[T]:
    """Put things into an order that depends on the name of each alone.

    The first so many are a sample that hardly changes while other things come and go.
    """
    return sorted(things, key=lambda thing: sha256(name(thing).encode()).digest())


def read_rows(path: Path) -> list[list[str]]:
    """Read a table with tabs, without its head; one that is not there has no rows."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter="\t"))[1:]
