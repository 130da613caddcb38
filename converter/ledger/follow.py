"""Where a decision leads: chains of decisions, followed to what is there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from converter.ledger.present import Present
from converter.ledger.records import ALL, Address, Ledger, Record, State
from converter.ledger.texts import Page


@dataclass(frozen=True, slots=True)
class End:
    """Where a chain of decisions ends.

    Attributes:
        page: The document, if it ends at one that is there.
        eid: The clause in it; empty for the document as a whole.
        removal: The decision that something on the way was removed; then the rest is its
            successor.
        dangling: What it ends at, if that is neither there nor known.
    """

    page: Page | None = None
    eid: str = ""
    removal: Record | None = None
    dangling: Address | None = None


def follow(ledger: Ledger, present: Present, homes: Mapping[Address, Page], record: Record) -> End:
    """Follow a decision.

    Args:
        ledger: What was decided.
        present: The documents.
        homes: The documents that records belong to, by the version that they name.
        record: The decision.

    Returns:
        Where it leads.
    """
    seen: set[Address] = set()
    removal = record if record.state is State.TOMBSTONE else None
    target = record.target
    while target and target not in seen:
        seen.add(target)
        page = homes.get(target.at("")) or present.at(target)
        if page and (not target.eid or target.eid in page.hashes):
            return End(page, target.eid, removal)
        known = ledger.records.get(target) or ledger.of_document(target.work, target.version)
        if known is None:
            return End(removal=removal, dangling=target)
        if known.state is State.TEXT:
            return End(removal=removal)  # it is lost, which is told of it itself
        removal = removal or (known if known.state is State.TOMBSTONE else None)
        target = _next(known, target)
    return End(removal=removal, dangling=target)


def _next(known: Record, target: Address) -> Address | None:
    """Return where a decision leads from an address; a renamed document keeps its ids."""
    if known.state is not State.ALIAS or not known.target:
        return known.target
    version = known.target.version or (target.version if known.address.version == ALL else "")
    return Address(known.target.work, version, target.eid)
