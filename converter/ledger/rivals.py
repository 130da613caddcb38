"""Records that contradict each other after a merge, and which of them the documents bear out.

Two branches that change neighbouring lines leave both wordings of both lines, as git is told to
take the lines of both. What a document says now settles nearly all of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from converter.ledger.fingerprint import is_same
from converter.ledger.records import Address, Ledger, Record, State
from converter.ledger.texts import Page


def settle_rivals(
    ledger: Ledger, homes: Mapping[Address, Page]
) -> tuple[Ledger, list[tuple[Record, ...]]]:
    """Choose among records that say different things of an address.

    Args:
        ledger: The ledger.
        homes: The documents that records belong to, by the version that they name.

    Returns:
        The ledger without rivals, and the records that nothing decides between.
    """
    if not ledger.rivals:
        return ledger, []
    together: dict[Address, list[Record]] = {}
    for rival in ledger.rivals:
        together.setdefault(rival.address, [ledger.records[rival.address]]).append(rival)
    records, unclear = dict(ledger.records), []
    for address, said in together.items():
        chosen = _choose(said, homes.get(address.at("")))
        if chosen:
            records[address] = chosen
        else:
            unclear.append(tuple(said))
    return Ledger(records, (), ledger.name), unclear


def _choose(said: Sequence[Record], page: Page | None) -> Record | None:
    eid = said[0].address.eid
    now = page.hashes.get(eid) if page and eid else None
    if now is not None:
        same = [record for record in said if is_same(record.fingerprint, now)]
        # The clause says so itself, whatever else a branch has decided of it.
        return min(same, key=lambda record: record.state is not State.TEXT, default=None)
    decided = [record for record in said if record.state is not State.TEXT]
    if len({(record.state, record.target) for record in decided}) > 1:
        return None
    return min(decided or said, key=lambda record: (record.date, record.line))
