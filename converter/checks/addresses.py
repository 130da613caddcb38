"""Addresses that were published, and whether they still lead to a place.

Reads: the documents, their versions and what the ledger knows; never the tables that pages are
written from, so that no fault there can hide itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from converter.bundle import Bundle
from converter.diagnostics import Diagnostic
from converter.findings import report_file
from converter.ledger.records import ALL, Ledger


def published(bundle: Bundle, ledger: Ledger | None = None) -> Mapping[str, Collection[str]]:
    """List the addresses that a site has to keep, beside those of its clauses.

    Args:
        bundle: What the site is made of.
        ledger: What was published before, if it is known.

    Returns:
        Ids by the name of their page in addresses (`Document.slug`): those of every version of
        a document on the page of the latest and at the dated address of that version, and
        those that the ledger knows.
    """
    by_slug = {document.slug: document for document in bundle.documents}
    found: dict[str, dict[str, None]] = {}
    for family in bundle.families:
        latest = family[-1]
        for document in map(by_slug.__getitem__, family):
            eids = dict.fromkeys(document.ids[node.key] for node in document.clauses())
            found.setdefault(latest, {}).update(eids)
            if document.version:
                found.setdefault(f"{latest}/{document.version}", {}).update(eids)
    for slug, eid in _recorded(ledger) if ledger else ():
        found.setdefault(slug, {})[eid] = None
    return found


def _recorded(ledger: Ledger) -> Iterator[tuple[str, str]]:
    """Yield pages and ids of a ledger: its latest version is that of the page without a date."""
    clauses = [at for at in ledger.records if at.eid and at.version != ALL]
    versions: dict[str, set[str]] = {}
    for at in clauses:
        versions.setdefault(at.work, set()).add(at.version)
    for at in clauses:
        if at.version == max(versions[at.work]):
            yield at.work, at.eid
        if at.version and len(versions[at.work]) > 1:
            yield at.slug, at.eid


def check_addresses(
    ids: Mapping[str, frozenset[str]], addresses: Mapping[str, Collection[str]]
) -> Iterator[Diagnostic]:
    """Check that addresses which were published lead to a place.

    Args:
        ids: The ids on each page, by its path.
        addresses: What `published` returns.

    Yields:
        A finding for each that does not, or for the page where there is none.
    """
    for slug, eids in addresses.items():
        path = f"documents/{slug}/index.html"
        if path not in ids:
            yield report_file("address-lost", path, "the page was not built")
            continue
        for eid in eids:
            if eid not in ids[path]:
                yield report_file(
                    "address-lost", path, f"the id {eid!r} was published and is not on the page"
                )
