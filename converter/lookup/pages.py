"""The pages beside the documents, with the ids on them: of a built site, or as they would be.

Reads: a built site, or all documents together. Writes nothing.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from converter.bundle import Bundle
from converter.comparison import Comparison
from converter.model import Document

_ID = re.compile(r'\sid="?([^"\s>]+)')
#: What the pages write for old ids (`writers.versions`, `writers.tombstones`, `writers.stubs`).
_ALIAS = re.compile(r'class="?tw-alias"?\s+id="?([^"\s>]+)')
_TOMBSTONE = re.compile(r'class="?tw-tombstone\b.*?/aside>', re.S)
_LEAD = re.compile(r'\sdata-lead="?([^"\s>]+)')


@dataclass(frozen=True, slots=True)
class Old:
    """What a page has for addresses that are no more.

    Attributes:
        moved: Ids that live on at a clause.
        gone: Ids of what was removed.
        lead: The folder of the page that it leads on to, from the root of the site; empty for a
            page that is one itself.
    """

    moved: frozenset[str] = frozenset()
    gone: frozenset[str] = frozenset()
    lead: str = ""


class SitePages(Mapping[str, Collection[str]]):
    """The pages of a built site, each read when it is asked for."""

    def __init__(self, site: Path) -> None:
        """Take the folder of the site."""
        self._site = site
        self._known: dict[str, frozenset[str] | None] = {}
        self._old: dict[str, Old] = {}

    def __getitem__(self, page: str) -> Collection[str]:
        if page not in self._known:
            try:
                text = (self._site / page / "index.html").read_text(encoding="utf-8")
            except (OSError, ValueError):
                self._known[page] = None
            else:
                self._known[page] = frozenset(_ID.findall(text))
                self._old[page] = _old(page, text)
        ids = self._known[page]
        if ids is None:
            raise KeyError(page)
        return ids

    def old(self, page: str) -> Old:
        """Return what a page has for addresses that are no more; nothing if there is none."""
        return self._old[page] if page in self else Old()

    def __iter__(self) -> Iterator[str]:
        files = sorted(self._site.rglob("index.html"))
        return (f"{file.parent.relative_to(self._site).as_posix()}/" for file in files)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _old(page: str, text: str) -> Old:
    stones = " ".join(_TOMBSTONE.findall(text))
    lead = _LEAD.search(text)
    return Old(
        frozenset(_ALIAS.findall(text)),
        frozenset(_ID.findall(stones)),
        posixpath.normpath(posixpath.join(page, lead[1])) + "/" if lead else "",
    )


def bundle_pages(bundle: Bundle) -> dict[str, frozenset[str]]:
    """List the pages of terms and of comparisons that a site of documents would have.

    Args:
        bundle: The documents.

    Returns:
        The ids of each page that somebody may have linked, by its folder.
    """
    pages: dict[str, set[str]] = {"glossary/documents/": {doc.slug for doc in bundle.documents}}
    pages["glossary/"] = {term.page for term in bundle.terms}
    for term in bundle.terms:
        pages.setdefault(f"glossary/{term.page}/", {"term_page"}).add(term.anchor)
    documents = {doc.slug: doc for doc in bundle.documents}
    if bundle.comparisons:
        pages["compare/"] = set()
    for one in bundle.comparisons:
        pages[one.page] = _rows(one, documents[one.older], documents[one.newer])
    return {page: frozenset(ids) for page, ids in pages.items()}


def _rows(comparison: Comparison, older: Document, newer: Document) -> set[str]:
    """Name the rows of a comparison: by the newer clause, or what is gone by the older one."""
    ids = {newer.ids[key] for row in comparison.rows for key in row.newer}
    gone = (key for row in comparison.rows if not row.newer for key in row.older)
    return ids | {f"old_{older.ids[key]}" for key in gone} | {"compare"}
