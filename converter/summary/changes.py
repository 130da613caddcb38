"""What is other than in the last run: documents and findings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from converter.summary.past import Item


@dataclass(frozen=True, slots=True)
class DocumentChange:
    """A document that is new, other or gone.

    Attributes:
        what: `added`, `removed` or `changed`.
        title: Its title, as it is now or was.
        slug: Its name in addresses.
        details: What of a changed one is other: `text`, or keys of the published data.
        before: How many clauses it had.
        now: How many it has.
    """

    what: str
    title: str
    slug: str
    details: Sequence[str] = ()
    before: int | None = None
    now: int | None = None


#: Keys of the published data that say no more than another one.
_FOLLOWS = frozenset({"sha256", "url", "work"})


def compare_documents(old: Sequence[Item], new: Sequence[Item]) -> list[DocumentChange]:
    """List the documents that are new, other or gone, told by their names in addresses.

    Args:
        old: The documents of the last run, as `data/documents.json` describes them.
        new: Those of this run.

    Returns:
        Added, changed and removed ones, each in their order.
    """
    before = {doc.get("slug"): doc for doc in old}
    after = {doc.get("slug"): doc for doc in new}
    added = [_change("added", None, doc) for slug, doc in after.items() if slug not in before]
    changed = [
        _change("changed", before[slug], doc)
        for slug, doc in after.items()
        if slug in before and before[slug] != doc
    ]
    removed = [_change("removed", doc, None) for slug, doc in before.items() if slug not in after]
    return [*added, *changed, *removed]


def _change(what: str, old: Item | None, new: Item | None) -> DocumentChange:
    shown = new or old or {}
    details: list[str] = []
    if old and new:
        text = old.get("sha256") != new.get("sha256")
        keys = [key for key in new if key not in _FOLLOWS and new[key] != old.get(key)]
        # What a text says of itself changes with it.
        details = ["text"] if text else keys
    return DocumentChange(
        what,
        str(shown.get("title")),
        str(shown.get("slug")),
        details,
        old.get("clause_count") if old else None,
        new.get("clause_count") if new else None,
    )


def compare_findings(
    old: Sequence[Item], new: Sequence[Item], sources: Sequence[Item]
) -> tuple[list[Item], list[Item]]:
    """List the findings that are new and those that are no more.

    A finding is the same if kind, file and words are, wherever its line is now.

    Args:
        old: The findings of the last run, as `report.json` has them.
        new: Those of this run.
        sources: The documents of both; a path that ends with that of their file is taken for
            that, as the folder of sources may be elsewhere now.

    Returns:
        What is new, and what is no more, each in their order.
    """
    key = _key({str(doc.get("source")) for doc in sources})
    return list(_beyond(new, old, key)), list(_beyond(old, new, key))


Key = Callable[[Item], tuple[str, ...]]


def _key(files: set[str]) -> Key:
    def shorten(path: str) -> str:
        parts = path.split("/")
        ends = ("/".join(parts[at:]) for at in range(len(parts)))
        return next((end for end in ends if end in files), path)

    def key(finding: Item) -> tuple[str, ...]:
        # A message without a spot may name lines.
        words = finding.get("spot") or re.sub(r"\d+", "#", str(finding.get("message")))
        path = shorten(str(finding.get("path")))
        return str(finding.get("code")), path, str(words)

    return key


def _beyond(these: Sequence[Item], those: Sequence[Item], key: Key) -> Iterator[Item]:
    """Yield what is here and not there; of equal ones, as many as there are more."""
    left = Counter(map(key, those))
    for finding in these:
        same = key(finding)
        if left[same]:
            left[same] -= 1
        else:
            yield finding
