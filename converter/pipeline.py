"""The pipeline: from a folder of sources to a bundle of documents.

`PASSES` is the order in which one document is worked on; nothing else decides it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from pathlib import Path

from converter import glossary as glossary_module
from converter.anchors import assign_ids
from converter.build import build
from converter.cache import Cache, digest, file_digest, fingerprint
from converter.catalog import FILE_NAME, Catalog, missing_entry, read_catalog
from converter.checks.characters import check_characters
from converter.checks.claims import check_claims
from converter.checks.contents import check_contents
from converter.checks.images import check_images
from converter.checks.numbering import check_numbering
from converter.checks.statements import check_statements
from converter.citations import find_citations
from converter.diagnostics import Diagnostic
from converter.divide import Division, divide
from converter.findings import report, report_file
from converter.labels import Labels, make_labels
from converter.metadata import find_facts, stated_title
from converter.model import Bundle, Document, Entry, Fact, Kind, Node, Profile, Term
from converter.parallel import Kept, run, without_collection
from converter.readers import read
from converter.readers.companions import companions
from converter.readers.pictures import find_picture
from converter.scan import Line, scan
from converter.silence import silence
from converter.slugs import propose, settle
from converter.source import SourceText, essential


@dataclass(slots=True)
class Work:
    """One document on its way through the passes; each pass fills in its part."""

    source: SourceText
    entry: Entry | None
    stem: str
    lines: tuple[Line, ...] = ()
    profile: Profile = Profile.OFFICIAL
    division: Division = field(init=False)
    root: Node = field(init=False)
    ids: dict[int, str] = field(default_factory=dict)
    labels: Labels = field(init=False)
    facts: tuple[Fact, ...] = ()
    title: str = ""
    title_assigned: bool = False
    diagnostics: list[Diagnostic] = field(default_factory=list)


def scan_lines(work: Work) -> None:
    """Classify the lines. Reads `source`; writes `lines`."""
    work.lines = scan(work.source)


def detect_profile(work: Work) -> None:
    """Choose the profile. Reads `entry`, `lines`; writes `profile`."""
    if work.entry and work.entry.profile:
        work.profile = work.entry.profile
        return
    articles = sum(1 for line in work.lines if line.marker and line.marker.level.name == "条")
    first = work.source.slice(work.lines[0].span) if work.lines else ""
    named = _STATUTE_TITLE.fullmatch(first)
    work.profile = Profile.STATUTE if articles > 1 or named else Profile.OFFICIAL


#: Titles of normative documents that may do without articles: amendments, and what the
#: supreme courts answer and explain. 批复, 复函 and 决定 of others are 公文
#: (党政机关公文处理工作条例, article 8).
_STATUTE_TITLE = re.compile(
    r"(?:最高人民(?:法院|检察院).*(?:解释|批复|规定|决定|答复|解答|复函|意见|通知)"
    r"|.*修正案|.*关于(?:修改|废止).*的决定)(?:[（(]?[一二三四五六七八九十]+[）)]?)?"
)


def divide_lines(work: Work) -> None:
    """Tell head, body and tail. Reads `lines`; writes `division`."""
    work.division = divide(work.source, work.lines)


def build_tree(work: Work) -> None:
    """Build the tree. Reads `division`, `profile`; writes `root`."""
    work.root = build(work.source, work.division, work.profile)


def give_ids(work: Work) -> None:
    """Give ids. Reads `root`, `entry`; writes `ids`."""
    work.ids = assign_ids(work.root, dict(work.entry.numbering) if work.entry else None)


def give_labels(work: Work) -> None:
    """Give citation labels. Reads `source`, `root`, `ids`; writes `labels`."""
    work.labels = make_labels(work.source, work.root, work.ids)


def find_metadata(work: Work) -> None:
    """Find title and facts. Reads `root`, `entry`; writes `title`, `facts`."""
    given = work.entry.title if work.entry else None
    title = next((n for n in work.root.children if n.kind is Kind.TITLE), None)
    if title:
        work.title = "".join(work.source.slice(span) for span in title.body)
        if given and essential(given) != essential(work.title):
            message = f"The text has a title of its own; {given!r} from the catalog is not shown"
            work.diagnostics.append(report("title-twice", work.source, title.span, message))
    else:
        stated = stated_title(work.source)
        work.title, work.title_assigned = given or stated or work.stem, True
        if not given and not stated:
            message = f"no title was recognised in the text; {work.stem!r} is shown as assigned"
            work.diagnostics.append(report_file("title-missing", work.source.name, message))
    work.facts = find_facts(work.source, work.root, work.entry)


def check_text(work: Work) -> None:
    """Look for what is doubtful in the text. Reads `source`, `root`, `facts`; writes findings."""
    work.diagnostics += [
        report(r.code, work.source, r.span, r.message) for r in work.source.remarks
    ]
    work.diagnostics += check_images(work.source)
    work.diagnostics += check_characters(work.source)
    work.diagnostics += check_numbering(work.source, work.root)
    work.diagnostics += check_contents(work.source, work.root)
    work.diagnostics += check_claims(work.source, work.root)
    work.diagnostics += check_statements(work.source, work.root, work.facts)


Pass = Callable[[Work], None]

PASSES: tuple[Pass, ...] = (
    scan_lines,
    detect_profile,
    divide_lines,
    build_tree,
    give_ids,
    give_labels,
    find_metadata,
    check_text,
)


@dataclass(frozen=True, slots=True)
class Job:
    """What one document needs to be converted, apart from all others."""

    path: Path
    shown: str
    file: str
    entry: Entry | None

    @property
    def folder(self) -> Path:
        """The folder of sources."""
        return self.path.parents[self.file.count("/")]


def convert(job: Job) -> tuple[Document | None, list[Diagnostic]]:
    """Convert one document.

    Args:
        job: Where it is and what the catalog says of it.

    Returns:
        The document, whose slug is only proposed if the catalog has none; or None
        with the reasons.
    """
    source, sha256, problems = read(job.path, job.shown, job.folder)
    if source is None:
        return None, problems
    work = Work(source, job.entry, job.path.stem)
    return run_passes(work, job.file, sha256, job.path.stat().st_size), problems


def run_passes(work: Work, file: str, sha256: str, size: int) -> Document:
    """Take one text through all passes.

    Args:
        work: The text, with its catalog entry if it has one.
        file: The path of its file below the folder of sources.
        sha256: Of the file's bytes.
        size: Of the file, in bytes.

    Returns:
        The document.
    """
    for step in PASSES:
        step(work)
    return Document(
        entry=work.entry or Entry(file=file, slug=propose(work.title)),
        source=work.source,
        sha256=sha256,
        size=size,
        root=work.root,
        title=work.title,
        title_assigned=work.title_assigned,
        profile=work.profile,
        ids=work.ids,
        labels=work.labels.short,
        full_labels=work.labels.full,
        facts=work.facts,
        diagnostics=tuple(work.diagnostics),
    )


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
    """Hide where in the catalog an entry stands, and what it silences afterwards.

    So no result can depend on them; otherwise an entry added at the top would make all
    others new.
    """
    return replace(job, entry=replace(job.entry, silenced=(), line=0)) if job.entry else job


def _key(job: Job) -> str | None:
    """Say what a conversion depends on, as far as can be told before it."""
    sha256 = file_digest(job.path)
    return _key_of(job, sha256) if sha256 else None


def _key_of(job: Job, sha256: str) -> str:
    return digest(fingerprint(), sha256, job.shown, job.file, job.path.stem, repr(job.entry))


def _also(job: Job, key: str, result: tuple[Document | None, list[Diagnostic]]) -> str | None:
    """Say what a conversion depends on beside its source: the pictures that it names.

    A source that could not be read, or that has changed since its key was made, has
    nothing that could be kept.
    """
    document, _ = result
    if document is None or _key_of(job, document.sha256) != key:
        return None
    names = (image.name for image in document.source.images)
    pictures = (find_picture(name, job.path, job.folder) for name in names)
    return digest(*(picture or b"" for picture in pictures))


Progress = Callable[[int, int], None]


def make_bundle(
    folder: Path,
    shown: str,
    glossary: Path | None = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
    cache: Cache | None = None,
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

    Returns:
        The documents with their glossary and all findings.
    """
    with without_collection():
        bundle = _make_bundle(folder, shown, glossary, executor, progress, cache)
    if cache:
        cache.drop_unused(_KIND)
    return bundle


def _make_bundle(
    folder: Path,
    shown: str,
    glossary: Path | None,
    executor: Executor | None,
    progress: Progress | None,
    cache: Cache | None,
) -> Bundle:
    catalog = read_catalog(folder, shown)
    jobs = list_jobs(folder, shown, catalog)
    diagnostics = list(catalog.diagnostics)
    documents: list[Document] = []
    kept = Kept(cache, _KIND, _key, _also) if cache else None
    results = run(convert, [_without_line(job) for job in jobs], executor, kept)
    for done, (job, (document, problems)) in enumerate(zip(jobs, results, strict=True), 1):
        diagnostics += problems
        if document:
            documents.append(replace(document, entry=job.entry or document.entry))
            diagnostics += document.diagnostics
            if catalog.files and job.file not in catalog.files:
                diagnostics.append(missing_entry(shown, job.file))
        if progress:
            progress(done, len(jobs))
    documents = _settle_slugs(documents, catalog)
    terms, problems = _read_terms(glossary, documents) if glossary else ((), [])
    diagnostics += problems
    converted = {document.entry.file for document in documents}
    entries = [entry for entry in catalog.entries.values() if entry.file in converted]
    diagnostics = silence(diagnostics, entries, shown, FILE_NAME)
    return Bundle(
        documents=tuple(documents),
        terms=terms,
        uses=glossary_module.find_uses(terms, documents),
        citations=find_citations(documents),
        diagnostics=tuple(sorted(diagnostics, key=Diagnostic.sort_key)),
    )


def _read_terms(
    path: Path, documents: Sequence[Document]
) -> tuple[tuple[Term, ...], list[Diagnostic]]:
    """Read the glossary, and check its definitions against the documents."""
    terms, problems = glossary_module.read_glossary(path, path.as_posix())
    by_slug = {document.slug: document for document in documents}
    return terms, problems + glossary_module.check_sources(terms, by_slug, path.as_posix())


def _settle_slugs(documents: Sequence[Document], catalog: Catalog) -> list[Document]:
    """Give the documents without an entry slugs that no other has."""
    given = {entry.slug for entry in catalog.entries.values()}
    free = [doc for doc in documents if doc.entry.file not in catalog.entries]
    settled = dict(
        zip(
            (doc.entry.file for doc in free),
            settle((doc.entry.slug for doc in free), given),
            strict=True,
        )
    )
    return [
        replace(doc, entry=replace(doc.entry, slug=settled.get(doc.entry.file, doc.slug)))
        for doc in documents
    ]
