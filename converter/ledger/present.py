"""The documents that are there, and which of them published records belong to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from converter.ledger.records import ALL, Address, Ledger, Record, State
from converter.ledger.texts import Page
from converter.model import Document


class Present:
    """The documents that are there, by address and by work."""

    def __init__(self, documents: Iterable[Document]) -> None:
        """Take up documents."""
        self.pages: dict[Address, Page] = {}
        self.works: dict[str, list[Page]] = {}
        for document in documents:
            page = Page(document)
            # Two of one date are an error of the catalog, which is reported there.
            if self.pages.setdefault(page.address, page) is page:
                self.works.setdefault(page.work, []).append(page)

    def current(self, work: str) -> Page | None:
        """Return the version in force of a work."""
        return max(self.works.get(work, ()), key=lambda page: page.version, default=None)

    def at(self, address: Address) -> Page | None:
        """Return the document of an address; of one without a version that in force."""
        page = self.pages.get(address.at(""))
        return page or (None if address.version else self.current(address.work))


def groups(ledger: Ledger) -> dict[Address, dict[str, Record]]:
    """Return the records of ids by version and id."""
    found: dict[tuple[str, str], dict[str, Record]] = {}
    for (work, version, eid), record in ledger.records.items():
        if eid:
            key = (work, version)
            if key in found:
                found[key][eid] = record
            else:
                found[key] = {eid: record}
    return {Address(*key): records for key, records in found.items()}


def home(
    ledger: Ledger,
    present: Present,
    at: Address,
    records: Mapping[str, Record],
    published: Mapping[Address, object],
) -> Page | None:
    """Find the document that records belong to now.

    Args:
        ledger: The ledger, which may know another name of it.
        present: The documents.
        at: The version that the records name.
        records: The records, by id.
        published: All the versions that records name.

    Returns:
        The document; None if it is not there, or was removed.
    """
    seen: set[Address] = set()
    while at not in seen:
        seen.add(at)
        page = present.pages.get(at)
        if page:
            return page
        decided = ledger.of_document(at.work, at.version)
        if decided is None:
            break
        new = _new_name(decided, at)
        if new is None:
            return None
        at = new
    if at.version:
        return None
    # A date has become known, or the document has become one of several versions.
    return max(
        present.works.get(at.work, ()),
        key=lambda page: _keeps(page, records, page.address not in published),
        default=None,
    )


def _keeps(page: Page, records: Mapping[str, Record], free: bool) -> tuple[object, ...]:
    """Rate how well a version keeps what was published; that it keeps all goes first.

    A later version may well have all the texts too, under other numbers: the ids tell them apart.
    """
    texts = {record.fingerprint[:8] for record in records.values()}
    same = sum(page.hashes.get(eid) == r.fingerprint[:8] for eid, r in records.items())
    common = len(texts.intersection(page.hashes.values()))
    return same == len(records), free, same, common, page.version


def _new_name(decided: Record, at: Address) -> Address | None:
    """Return the name that a decision gave to a version of a document; None for a removal."""
    if decided.state is not State.ALIAS or not decided.target:
        return None
    one = decided.address.version != ALL or decided.target.version
    return decided.target if one else Address(decided.target.work, at.version)


def renamings(ledger: Ledger, at: Address) -> int:
    """Count how often a version of a document has got another name since it had this one."""
    seen: list[Address] = []
    name: Address | None = at
    while name is not None and name not in seen:
        seen.append(name)
        decided = ledger.of_document(name.work, name.version)
        name = _new_name(decided, name) if decided else None
    return len(seen) - 1
