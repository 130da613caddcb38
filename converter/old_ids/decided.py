"""What the ledger says of the old ids of a page.

Reads: the decisions of the ledger. Guarantees: none of the ids is one that a clause bears.
"""

from __future__ import annotations

from collections.abc import Sequence

from converter.ledger.decisions import OldId, Place
from converter.model import Document
from converter.view import View


def decided(view: View, doc: Document) -> tuple[OldId, ...]:
    """List what the ledger says of the ids of a page, also of those from under another name.

    Args:
        view: The bundle.
        doc: The document of the page.

    Returns:
        The ids that no clause of it bears, each once.
    """
    found = {old.eid: old for old in view.bundle.decisions.ids.get(doc.slug, ())}
    for page in view.bundle.decisions.pages:
        if page.place and page.place.slug == doc.slug and not page.removed:
            for old in page.ids:
                # That an id is looked for on this page says nothing of what became of it.
                if old.removed or old.place != Place(doc.slug, old.eid):
                    found.setdefault(old.eid, old)
    if not found:  # as a rule; then the document need not be read
        return ()
    borne = {doc.ids[node.key] for node in doc.clauses()}
    return tuple(old for eid, old in found.items() if eid not in borne)


def outermost(decided: Sequence[OldId]) -> list[tuple[OldId, tuple[OldId, ...]]]:
    """Put together what was decided of a clause and, alike, of its parts.

    Args:
        decided: The ids of one page.

    Returns:
        Each outermost id, with those in it that share its fate.
    """
    groups: list[tuple[OldId, tuple[OldId, ...]]] = []
    for old in sorted(decided, key=lambda one: one.eid.split("__")):
        if groups:
            outer, nested = groups[-1]
            alike = (old.removed, old.place and old.place.slug) == (
                outer.removed,
                outer.place and outer.place.slug,
            )
            if alike and old.eid.startswith(f"{outer.eid}__"):
                groups[-1] = (outer, (*nested, old))
                continue
        groups.append((old, ()))
    return groups
