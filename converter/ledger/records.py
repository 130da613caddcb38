"""What the ledger holds: an address that was published, and what was said or decided of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

#: What stands for all ids of a document, or all its versions.
ALL = "*"
#: What stands for a version whose date is not known, and for a successor that there is not.
NONE = "-"


class Address(NamedTuple):
    """An address as the ledger knows it: a clause, or a document as a whole.

    Attributes:
        work: The name in addresses that all versions of the document share.
        version: The date of the version, ISO 8601; empty where it is not known.
        eid: The id of the clause; empty for the document as a whole.
    """

    work: str
    version: str = ""
    eid: str = ""

    def __str__(self) -> str:
        clause = f"#{self.eid}" if self.eid else ""
        return f"{self.slug}{clause}"

    @property
    def slug(self) -> str:
        """The page that this version has for ever, such as `jiancha-fa/2018-03-20`."""
        return f"{self.work}/{self.version}" if self.version else self.work

    def at(self, eid: str) -> Address:
        """Return the address of another clause of the same version."""
        return self._replace(eid=eid)

    def is_within(self, eid: str) -> bool:
        """Tell whether this clause is another one or stands in it, going by its id."""
        return self.eid == eid or self.eid.startswith(f"{eid}__")


class State(StrEnum):
    """What a record says. The values are the words of the file."""

    TEXT = "text"  # this is what the clause says
    MOVED = "moved"  # the clause is now found elsewhere
    TOMBSTONE = "tombstone"  # the clause was removed
    ALIAS = "alias"  # the document, or version, has another name


class Record(NamedTuple):
    """A line of the ledger.

    Attributes:
        address: What was published. For a whole document `version` may be `*`, all versions.
        state: What is said of it.
        fingerprint: Of its text, the last that was published (see `fingerprint`).
        excerpt: The first words of that text, all of it if it is short; of a document that
            was removed the title.
        target: Where it is found now; of something removed its successor, if any.
        date: The day of a decision, ISO 8601.
        line: Where it stands in the file, from 1; 0 for a new one.
    """

    address: Address
    state: State = State.TEXT
    fingerprint: str = ""
    excerpt: str = ""
    target: Address | None = None
    date: str = ""
    line: int = 0

    @property
    def said(self) -> Record:
        """What it says, wherever it stands."""
        return self._replace(line=0)


_DIGITS = re.compile(r"(\d+)")


@lru_cache(maxsize=65536)
def natural(text: str) -> tuple[tuple[str, int], ...]:
    """Return a key to sort ids by, with the numbers in them as numbers.

    Args:
        text: An id, or a slug.

    Returns:
        Its parts: `art_12-1` is after `art_12` and before `art_13`, `art_9` before them.
    """
    parts = _DIGITS.split(text)
    digits = [*parts[1::2], ""]
    return tuple((w, int(n) if n else -1) for w, n in zip(parts[::2], digits, strict=True))


def order(record: Record) -> tuple[object, ...]:
    """Return the key by which the lines of a ledger are sorted."""
    at = record.address
    return (
        natural(at.work),
        at.version != ALL,
        at.version,
        bool(at.eid),
        natural(at.eid),
        record.state,
        record.fingerprint,
    )


@dataclass(frozen=True, slots=True)
class Ledger:
    """All records.

    Attributes:
        records: By address.
        rivals: Records that say something else of an address that `records` has: two
            branches that were merged have both. What the documents bear out holds.
        name: The file, as messages name it.
    """

    records: dict[Address, Record] = field(default_factory=dict)
    rivals: tuple[Record, ...] = ()
    name: str = "links.lock"

    def at(self, address: Address) -> list[Record]:
        """Return what is said of an address; more than one record after a merge."""
        first = self.records.get(address)
        others = [rival for rival in self.rivals if rival.address == address]
        return [*([first] if first else []), *others]

    def of_document(self, work: str, version: str) -> Record | None:
        """Return what was decided of a version of a document, or of all its versions."""
        one = self.records.get(Address(work, version)) if version else None
        return one or self.records.get(Address(work, ALL))


def make_ledger(records: Iterable[Record], name: str) -> Ledger:
    """Put records together.

    Args:
        records: The records, in any order; of those that say the same one is kept.
        name: The file, as messages name it.

    Returns:
        The ledger.
    """
    kept: dict[Address, Record] = {}
    rivals = []
    for record in records:
        known = kept.setdefault(record.address, record)
        if known is not record and known.said != record.said:
            rivals.append(record)
    return Ledger(kept, tuple(rivals), name)
