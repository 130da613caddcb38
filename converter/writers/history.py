"""What is published of versions and old addresses; written by `data`, as its schemas say."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from converter.view import View


def versions(view: View) -> Iterator[dict[str, object]]:
    """Describe the versions of each document that has several, in the bundle's order."""
    lineage = view.lineage
    for family in view.bundle.families:
        yield {
            "documents": list(family),
            "changed": [
                _changed(view, older, newer) if older in lineage.steps else None
                for older, newer in pairwise(family)
            ],
        }


def _changed(view: View, older: str, newer: str) -> dict[str, list[str]]:
    """List the clauses of a version that do not bear the same id in the next, and it alone."""
    ids, newer_ids = (view.lineage.listed(slug).ids for slug in (older, newer))
    successors = view.lineage.successors(older)
    became = ((ids[key], [newer_ids[to] for to in found]) for key, found in successors.items())
    return {eid: found for eid, found in became if found != [eid]}


def addresses(view: View) -> Iterator[dict[str, object]]:
    """Describe the addresses that the ledger knows and no clause has any more, in order."""
    for slug, old in view.bundle.decisions.listed():
        yield {
            "slug": slug,
            "eid": old.eid or None,
            "now": old.place and {"doc": old.place.slug, "eid": old.place.eid or None},
            "removed": old.removed,
            "text": old.excerpt or None,
            "date": old.date,
        }
