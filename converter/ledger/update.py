"""What the ledger is to say of documents, as far as nobody has to decide it."""

from __future__ import annotations

from collections.abc import Collection

from converter.ledger.outcomes import Outcome
from converter.ledger.records import ALL, Address, Ledger, Record, State
from converter.ledger.texts import Page
from converter.ledger.trace import Trace


def recorded(found: Trace) -> Ledger:
    """Bring a ledger up to date: new ids, rewordings, dates that have become known.

    Args:
        found: What became of what was published.

    Returns:
        The ledger. Where something is open nothing is recorded of the document, nor of those
        that its clauses may have moved to: what is new there would no longer be seen to be.
    """
    held = _held(found)
    records = {
        at: record for at, record in found.ledger.records.items() if not _is_back(found, record)
    }
    _date(found, records, held)
    for one in found.outcomes:
        page = found.present.pages[one.address.at("")]
        if page not in held and one.clause and one.record.address.work == page.work:
            records[one.address] = one.clause.record()
    for page, known in found.known.items():
        if page in held:
            continue
        own = (page.work, page.version)
        for eid in page.hashes:
            record = known.get(eid)
            # What is known under a former name is published under this one too.
            if record is None or record.address[:2] != own:
                address = page.address.at(eid)
                if address not in records:
                    records[address] = page.clause(eid).record()
    return Ledger(records, (), found.ledger.name)


def _held(found: Trace) -> set[Page]:
    pages = found.present.pages
    held: set[Page] = set()
    for one in found.open:
        held.add(pages[one.address.at("")])
        held |= {pages[c.clause.address.at("")] for c in one.candidates}
    for lost in found.lost:
        held |= {pages[lost.address]} if lost.address in pages else set()
        # What it may be now is not published under another name before that is decided.
        held |= {kin.page for kin in lost.kin}
    return held


def _is_back(found: Trace, record: Record) -> bool:
    """Tell whether a document that was renamed or removed is there again, with its texts."""
    at = record.address
    if at.eid or any(lost.given_up == record for lost in found.lost):
        return False
    there = found.present.works.get(at.work, ())
    return any(at.version in (ALL, page.version) for page in there)


def _date(found: Trace, records: dict[Address, Record], held: Collection[Page]) -> None:
    """Give records the date of their version, where it was not known before."""
    dated = {
        at: page.address
        for at, page in found.homes.items()
        if not at.version and page.version and page.work == at.work and page not in held
    }
    if not dated:
        return
    for at, record in list(records.items()):
        new = dated.get(at.at("")) if at.eid else None
        target = record.target
        if target and target.eid and target.at("") in dated:
            target = dated[target.at("")].at(target.eid)
        if new:
            del records[at]
        address = new.at(at.eid) if new else at
        if new or target is not record.target:
            records.setdefault(address, record._replace(address=address, target=target))
            if not new:
                records[address] = record._replace(target=target)


def changes(old: Ledger, new: Ledger) -> dict[str, int]:
    """Count what differs between two ledgers.

    Args:
        old: The one.
        new: The other.

    Returns:
        How many addresses are `new`, of how many the words are others (`reworded`), of how many
        something was `decided`, and how many lines are to be `dropped`, those of a merge included.
    """
    before, after = old.records, new.records
    other = [r for at, r in after.items() if at in before and before[at].said != r.said]
    return {
        "new": sum(at not in before for at in after),
        "reworded": sum(r.state is State.TEXT for r in other),
        "decided": sum(r.state is not State.TEXT for r in other),
        "dropped": sum(at not in after for at in before) + len(old.rivals),
    }


def outcomes_by_address(outcomes: Collection[Outcome]) -> dict[Address, Outcome]:
    """Return outcomes, and those below them, by the address that was published."""
    found = {}
    for one in outcomes:
        found[one.record.address] = one
        found |= {below.record.address: below for below in one.below}
    return found
