"""From a folder of sources to a bundle of documents, each converted apart from the others."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from converter import glossary as glossary_module
from converter.bundle import Bundle
from converter.cache import Cache, digest, file_digest, fingerprint
from converter.catalog import FILE_NAME, Catalog, missing_entry, read_catalog
from converter.citations import find_citations
from converter.diagnostics import Diagnostic
from converter.model import Document
from converter.parallel import Kept, pack, run, unpack, without_collection
from converter.pipeline import Job, convert
from converter.readers.companions import companions
from converter.readers.pictures import find_picture
from converter.related.comparison import compare
from converter.related.find import listed, relate
from converter.related.units import units
from converter.second_look import KEPT as LOOKS
from converter.second_look import look_again
from converter.silence import silence
from converter.stored import Shelf, Stored, changed, fetch, heavy_part, light_part
from converter.term import Term
from converter.terms.candidates import Marked, marked_in
from converter.terms.revised import check_revised
from converter.terms.senses import text_terms
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


#: Under this word conversions are kept in a cache.
_KIND = "documents"


def _without_line(job: Job) -> Job:
    """Hide where in the catalog an entry stands, and what it says for afterwards.

    So no result can depend on them; otherwise an entry added at the top would make all
    others new.
    """
    if job.entry is None:
        return job
    return replace(job, entry=replace(job.entry, compare=(), silenced=(), line=0))


def _key(job: Job) -> str | None:
    """Say what a conversion depends on, as far as can be told before it."""
    sha256 = file_digest(job.path)
    return _key_of(job, sha256) if sha256 else None


def _key_of(job: Job, sha256: str) -> str:
    return digest(fingerprint(), sha256, job.shown, job.file, job.path.stem, repr(job.entry))


@dataclass(frozen=True, slots=True)
class _Converted:
    """What a process hands back of one source: the part that stays in memory, and the other.

    Attributes:
        light: What `stored.light_part` returns; None for a source that could not be read.
        heavy: What `stored.heavy_part` returns.
        units: What of it is compared with others (`related.units`), packed.
        marked: The phrases that it marks as such (`terms.candidates`).
        sha256: Of the source file's bytes.
        images: The names of the pictures that it shows.
        problems: Why it could not be read, or what is to be said beside its own findings.
    """

    light: tuple[Any, ...] | None
    heavy: bytes
    units: bytes
    marked: Marked | None
    sha256: str
    images: tuple[str, ...]
    problems: list[Diagnostic]


@dataclass(slots=True)
class _First:
    """What the first look at each source found beside its document, by its file.

    Attributes:
        compared: What of it is compared with others, put aside.
        marked: The phrases that it marks as such.
    """

    compared: dict[str, str] = field(default_factory=dict)
    marked: dict[str, Marked] = field(default_factory=dict)


def _convert(job: Job) -> _Converted:
    document, problems = convert(job)
    if document is None:
        return _Converted(None, b"", b"", None, "", (), problems)
    names = tuple(image.name for image in document.source.images)
    return _Converted(
        light_part(document),
        heavy_part(document),
        pack(units(document)),
        marked_in(document),
        document.sha256,
        names,
        problems,
    )


def _also(job: Job, key: str, result: _Converted) -> str | None:
    """Say what a conversion depends on beside its source: the pictures that it names.

    A source that could not be read, or that has changed since its key was made, has
    nothing that could be kept.
    """
    if result.light is None or _key_of(job, result.sha256) != key:
        return None
    pictures = (find_picture(name, job.path, job.folder) for name in result.images)
    return digest(*(picture or b"" for picture in pictures))


Progress = Callable[[int, int], None]


def make_bundle(
    folder: Path,
    shown: str,
    glossary: Path | None = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
    cache: Cache | None = None,
    related: bool = False,
    shelf: Shelf | None = None,
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
        shelf: Where texts and trees are put aside; in memory if None.

    Returns:
        The documents with their glossary and all findings.
    """
    with without_collection():
        shelf, first = shelf or Shelf(), _First()
        bundle = _make_bundle(folder, shown, glossary, executor, progress, cache, shelf, first)
        if related:
            own = (unpack(fetch(first.compared[doc.entry.file])) for doc in bundle.documents)
            found = relate([*map(listed, bundle.documents, own)], executor)
            others = compare(bundle.documents, bundle.families)
            bundle = replace(bundle, related=found, comparisons=(*bundle.comparisons, *others))
    if cache:
        for kind in (_KIND, LOOKS):
            cache.drop_unused(kind)
    return bundle


def _make_bundle(
    folder: Path,
    shown: str,
    glossary: Path | None,
    executor: Executor | None,
    progress: Progress | None,
    cache: Cache | None,
    shelf: Shelf,
    first: _First,
) -> Bundle:
    catalog = read_catalog(folder, shown)
    documents, diagnostics = _convert_all(
        folder, shown, catalog, executor, progress, cache, shelf, first
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
        comparisons=tuple(align_all(by_slug, found_families, executor)),
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
    shelf: Shelf,
    first: _First,
) -> tuple[list[Document], list[Diagnostic]]:
    """Convert the documents of a folder, and settle their names; with all findings so far.

    What was found beside the documents goes into `first`.
    """
    jobs = list_jobs(folder, shown, catalog)
    diagnostics = list(catalog.diagnostics)
    documents: list[Document] = []
    kept = Kept(cache, _KIND, _key, _also) if cache else None
    results = run(_convert, [_without_line(job) for job in jobs], executor, kept)
    for done, (job, found) in enumerate(zip(jobs, results, strict=True), 1):
        diagnostics += found.problems
        if found.light:
            document: Document = Stored.of(found.light, shelf.put(found.heavy))
            documents.append(changed(document, entry=job.entry or document.entry))
            first.compared[job.file] = shelf.put(found.units)
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
