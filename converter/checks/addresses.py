"""Addresses that were published, and whether they still lead to a place.

Reads: the documents, their versions and what the ledger knows; never the tables that pages are
written from, so that no fault there can hide itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from converter.bundle import Bundle
from converter.diagnostics import Diagnostic
from converter.findings import report_file


def published(bundle: Bundle) -> Mapping[str, Collection[str]]:
    """List the addresses that a site has to keep, beside those of its clauses.

    Args:
        bundle: What the site is made of.

    Returns:
        Ids by the name of their page in addresses (`Document.slug`): those of every version of
        a document on the page of the latest and at the dated address of that version, and
        those of which the ledger has decided.
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
    for slug, decided in bundle.decisions.ids.items():
        found.setdefault(slug, {}).update((old.eid, None) for old in decided)
    for page in bundle.decisions.pages:
        found.setdefault(page.slug, {}).update((old.eid, None) for old in page.ids)
    return found


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
