"""From a folder of sources to a bundle of documents, each converted apart from the others."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from pathlib import Path

from converter import glossary as glossary_module
from converter.aside import fetch, take_over
from converter.bundle import Bundle
from converter.cache import Cache
from converter.catalog import FILE_NAME, Catalog, missing_entry, read_catalog
from converter.citations import find_citations
from converter.conversions import Conversion, convert_all
from converter.diagnostics import Diagnostic
from converter.model import Document
from converter.parallel import unpack, without_collection
from converter.pipeline import Job
from converter.readers.companions import companions
from converter.related.comparison import compare
from converter.related.find import KEPT as RELATED
from converter.related.find import listed, relate
from converter.second_look import look_again
from converter.silence import silence
from converter.slugs import learn_pinyin
from converter.stored import changed
from converter.term import Term
from converter.terms.candidates import Marked
from converter.terms.revised import check_revised
from converter.terms.senses import text_terms
from converter.versions.pairs import KEPT as VERSIONS
from converter.versions.pairs import align_all
from converter.view import View
from converter.works import families, settle_works

#: Files of a folder of sources that are no sources.
_NOT_SOURCES = frozenset({FILE_NAME, "errata.yml", "Thumbs.db", "desktop.ini"})


def list_jobs(folder: Path, shown: str, catalog: Catalog) -> list[Job]:
    """List the sources of a folder, in an order that depends on their names alone.

    Args:
        folder: The folder; folders below it are looked through, hidden files are not
            sources.
        shown: How to name the folder in messages.
        catalog: Its catalog.

    Returns:
        A job for every source.
    """
    files = _sources(folder)
    return [
        Job(folder / file, f"{shown}/{file}", file, catalog.entries.get(file)) for file in files
    ]


def _files(folder: Path) -> Iterator[str]:
    for root, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = Path(root) / name
            if name.startswith((".", "~$")) or name in _NOT_SOURCES:
                continue
            # A pipe would be waited on for ever; a link that leads nowhere is reported.
            if path.is_file() or not path.exists():
                yield path.relative_to(folder).as_posix()


def count_sources(folder: Path) -> int:
    """Count the sources of a folder."""
    return len(_sources(folder))


def _sources(folder: Path) -> list[str]:
    """List the sources of a folder, without the parts of saved web pages."""
    files = sorted(_files(folder))
    parts = companions(folder, files)
    return [file for file in files if file not in parts]


@dataclass(slots=True)
class _First:
    """What the first look at each source found beside its document, by its file.

    Attributes:
        compared: What of it is compared with others, put aside.
        marked: The phrases that it marks as such.
    """

    compared: dict[str, str] = field(default_factory=dict)
    marked: dict[str, Marked] = field(default_factory=dict)


Progress = Callable[[int, int], None]


def make_bundle(
    folder: Path,
    shown: str,
    glossary: Path | None = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
    cache: Cache | None = None,
    related: bool = False,
    aside: Path | None = None,
) -> Bundle:
    """Convert a folder of sources.

    Args:
        folder: The folder.
        shown: How to name it in messages.
        glossary: The glossary file, if there is one.
        executor: Where the documents are converted; in this process if None. The
            result does not depend on it.
        progress: Called with the number of documents done and the number of all.
        cache: What earlier runs have converted; documents that no longer are there, or
            are converted anew, are dropped from it. The result does not depend on it.
        related: Whether related clauses and documents to compare are looked for.
        aside: The folder where texts and trees are put aside; in memory if None.

    Returns:
        The documents with their glossary and all findings.
    """
    with without_collection():
        first = _First()
        bundle = _make_bundle(folder, shown, glossary, executor, progress, cache, aside, first)
        if related:
            own = (unpack(fetch(first.compared[doc.entry.file])) for doc in bundle.documents)
            found = relate([*map(listed, bundle.documents, own)], executor, cache)
            others = compare(bundle.documents, bundle.families)
            bundle = replace(bundle, related=found, comparisons=(*bundle.comparisons, *others))
    if cache:
        for kind in (VERSIONS, *((RELATED,) if related else ())):
            cache.drop_unused(kind)
    return bundle


def _make_bundle(
    folder: Path,
    shown: str,
    glossary: Path | None,
    executor: Executor | None,
    progress: Progress | None,
    cache: Cache | None,
    aside: Path | None,
    first: _First,
) -> Bundle:
    catalog = read_catalog(folder, shown)
    documents, diagnostics = _convert_all(
        folder, shown, catalog, executor, progress, cache, aside, first
    )
    terms, problems = _read_terms(glossary, documents) if glossary else ((), [])
    diagnostics += problems
    terms = (*terms, *text_terms(terms, documents))
    citations = find_citations(documents)
    found, citations, candidates = look_again(
        documents, terms, citations, first.marked, executor, cache
    )
    converted = {document.entry.file for document in documents}
    entries = [entry for entry in catalog.entries.values() if entry.file in converted]
    diagnostics = silence(diagnostics, entries, shown, FILE_NAME)
    by_slug = {document.slug: document for document in documents}
    found_families = families(documents)
    bundle = Bundle(
        documents=tuple(documents),
        comparisons=tuple(align_all(by_slug, found_families, executor, cache)),
        families=found_families,
        terms=terms,
        uses=found.uses,
        unexplained=found.unexplained,
        citations=citations,
        candidates=candidates,
        diagnostics=tuple(sorted(diagnostics, key=Diagnostic.sort_key)),
    )
    if not (glossary and found_families):
        return bundle
    revised = check_revised(terms, View(bundle), glossary.as_posix())
    every = sorted((*bundle.diagnostics, *revised), key=Diagnostic.sort_key)
    return replace(bundle, diagnostics=tuple(every))


def _convert_all(
    folder: Path,
    shown: str,
    catalog: Catalog,
    executor: Executor | None,
    progress: Progress | None,
    cache: Cache | None,
    aside: Path | None,
    first: _First,
) -> tuple[list[Document], list[Diagnostic]]:
    """Convert the documents of a folder, and settle their names; with all findings so far.

    What was found beside the documents goes into `first`.
    """
    jobs = list_jobs(folder, shown, catalog)
    diagnostics = list(catalog.diagnostics)
    documents: list[Document] = []
    results = convert_all((Conversion.of(job, aside) for job in jobs), executor, cache)
    for done, (job, found) in enumerate(zip(jobs, results, strict=True), 1):
        take_over(aside, found.places)
        diagnostics += found.problems
        if found.document:
            document = changed(found.document, entry=job.entry or found.document.entry)
            documents.append(document)
            learn_pinyin(document.title, found.spelt)
            first.compared[job.file] = found.units
            if found.marked:
                first.marked[job.file] = found.marked
            diagnostics += document.diagnostics
            if catalog.files and job.file not in catalog.files:
                diagnostics.append(missing_entry(shown, job.file))
        if progress:
            progress(done, len(jobs))
    documents, problems = settle_works(documents, catalog.entries, f"{shown}/{FILE_NAME}")
    return documents, diagnostics + problems


def _read_terms(
    path: Path, documents: Sequence[Document]
) -> tuple[tuple[Term, ...], list[Diagnostic]]:
    """Read the glossary, and check its definitions against the documents."""
    terms, problems = glossary_module.read_glossary(path, path.as_posix())
    by_slug = {document.slug: document for document in documents}
    terms = glossary_module.settle_versions(terms, by_slug)
    return terms, problems + glossary_module.check_sources(terms, by_slug, path.as_posix())
