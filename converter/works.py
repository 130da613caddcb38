"""Which documents are versions of one work, and the names that they have in addresses.

Reads: documents, each with what the catalog says of it. Writes: work, version and name of each.
Guarantees: no two documents have one name; a name depends on the documents and the catalog
alone; the latest version has the name of its work, those before it their dates below that.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from converter.citations.versions import are_versions
from converter.diagnostics import Diagnostic
from converter.findings import report_file
from converter.model import Document
from converter.slugs import settle
from converter.span import Position
from converter.stored import changed
from converter.title_names import normal_title


def settle_works(
    documents: Sequence[Document], given: Collection[str], catalog: str
) -> tuple[list[Document], list[Diagnostic]]:
    """Tell works and versions, and give each document its name in addresses.

    Args:
        documents: The documents, in the order of their files' names.
        given: The files that the catalog names; their names in addresses stay as they are.
        catalog: How to name the catalog in messages.

    Returns:
        The documents in the same order, and what is wrong with the names in the catalog.
    """
    works = _works(documents, given)
    problems: list[Diagnostic] = []
    taken = {doc.entry.slug for doc in documents if doc.entry.file in given}
    free = [work for work in works if not _given(work, given)]
    settled = settle((work[-1].entry.slug for work in free), taken)
    names = dict(zip((work[0].entry.file for work in free), settled, strict=True))
    named: dict[str, Document] = {}
    for work in works:
        problems += _unclear(work, catalog)
        name = names.get(work[0].entry.file) or _given(work, given)[0].entry.slug
        # Names are unique also where versions are not told apart, so that all can be shown.
        older = settle(f"{name}/{doc.version or 'undated'}" for doc in work[:-1])
        for doc, slug in zip(work, (*older, name), strict=True):
            named[doc.entry.file] = changed(doc, entry=replace(doc.entry, slug=slug))
    settled_documents = [named[doc.entry.file] for doc in documents]
    problems += _not_compared(settled_documents, given, catalog)
    return settled_documents, problems


def addresses(documents: Sequence[Document]) -> dict[str, Document]:
    """Find the documents by their names, and the latest versions by their dates, too.

    Args:
        documents: The documents with their works and versions settled.

    Returns:
        `jiancha-fa` and `jiancha-fa/2024-12-25` lead to the same document, where that is
        the date of its latest version.
    """
    dated = {f"{doc.work}/{doc.version}": doc for doc in documents if doc.version}
    return dated | {doc.slug: doc for doc in documents}


def _not_compared(
    documents: Sequence[Document], given: Collection[str], catalog: str
) -> Iterator[Diagnostic]:
    """Report versions to compare with that are not there; other names, `catalog` checks."""
    known = addresses(documents)
    works = {doc.work for doc in documents}
    for doc in documents:
        for address in doc.entry.compare if doc.entry.file in given else ():
            work, dated, _ = address.partition("/")
            if address in known or not dated or work not in works:
                continue
            there = sorted(name for name in known if name.startswith(f"{work}/"))
            yield report_file(
                "catalog",
                catalog,
                f"compare: there is no version {address!r}"
                + (f" (there are: {', '.join(there)})" if there else ""),
                Position(max(doc.entry.line, 1), 1),
            )


def _given(work: Sequence[Document], given: Collection[str]) -> list[Document]:
    return [doc for doc in work if doc.entry.file in given]


def _works(documents: Sequence[Document], given: Collection[str]) -> list[list[Document]]:
    """Sort documents into works, in the order of their first files; versions by date.

    Documents that the catalog names alike are one; so are those of one title, unless the
    catalog gives some of them names of their own.
    """
    works: dict[str, list[Document]] = {}
    for doc in _given(documents, given):
        works.setdefault(doc.entry.slug, []).append(doc)
    for group in _titled_alike(documents):
        new = [doc for doc in group if doc.entry.file not in given]
        names = {doc.entry.slug for doc in _given(group, given)}
        if new and len(names) <= 1:
            # No name in addresses looks like the key of a work that has none yet.
            works.setdefault(next(iter(names), f"/{new[0].entry.file}"), []).extend(new)
    placed = {doc.entry.file for work in works.values() for doc in work}
    works |= {f"/{doc.entry.file}": [doc] for doc in documents if doc.entry.file not in placed}
    order = {doc.entry.file: at for at, doc in enumerate(documents)}
    return sorted(
        (sorted(work, key=lambda doc: doc.version) for work in works.values()),
        key=lambda work: min(order[doc.entry.file] for doc in work),
    )


def _titled_alike(documents: Sequence[Document]) -> Iterator[list[Document]]:
    """Yield documents of one title that are versions of one: each of a date of its own."""
    by_title: dict[str, list[Document]] = {}
    for doc in documents:
        if are_versions(doc) and doc.version:
            by_title.setdefault(normal_title(doc.title), []).append(doc)
    for group in by_title.values():
        if len(group) > 1 and len({doc.version for doc in group}) == len(group):
            yield group


def _unclear(work: Sequence[Document], catalog: str) -> Iterator[Diagnostic]:
    """Report versions of a work that no date tells apart."""
    for older, newer in pairwise(work):
        if older.version == newer.version:
            yield report_file(
                "catalog",
                catalog,
                f"{older.entry.file} and {newer.entry.file} are both the version of"
                f" {newer.version} of {newer.entry.slug!r}; correct one `version:`, or give it"
                " another slug",
                Position(max(older.entry.line, newer.entry.line), 1),
            )


def families(documents: Sequence[Document]) -> tuple[tuple[str, ...], ...]:
    """List the documents that are versions of one, whatever their names in addresses.

    Args:
        documents: The documents with their works and versions settled.

    Returns:
        The slugs of each family of at least two, the oldest first.
    """
    works: dict[str, list[Document]] = {}
    for doc in documents:
        works.setdefault(doc.work, []).append(doc)
    found: list[list[Document]] = [work for work in works.values() if len(work) > 1]
    for group in _titled_alike(documents):
        slugs = {doc.slug for doc in group}
        family = next((f for f in found if any(doc.slug in slugs for doc in f)), None)
        if family is None:
            found.append(group)
        else:
            dates = {doc.version for doc in family}
            family += [doc for doc in group if doc.version not in dates]
    order = {doc.slug: at for at, doc in enumerate(documents)}
    ordered = (sorted(family, key=lambda doc: doc.version) for family in found)
    return tuple(
        tuple(doc.slug for doc in family)
        for family in sorted(ordered, key=lambda family: min(order[doc.slug] for doc in family))
    )
