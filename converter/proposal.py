"""Adding a document to the catalog, with an entry that says only what its text says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import cast

from converter.anchors import RESTARTING, derive_numbering
from converter.catalog import Catalog, read_catalog
from converter.citations.versions import are_versions
from converter.diagnostics import Diagnostic
from converter.entries import edit_entries, set_version
from converter.entry import Entry, Profile
from converter.model import Document
from converter.pipeline import Job, convert
from converter.readers import read
from converter.slugs import settle
from converter.title_names import normal_title
from converter.tree import Kind

#: So many characters of a text are looked through for its title.
_HEAD = 2000


def propose_entry(job: Job, taken: Iterable[str]) -> tuple[dict[str, object], list[Diagnostic]]:
    """Propose the catalog entry of a document.

    Args:
        job: The document.
        taken: Slugs that other documents have.

    Returns:
        The entry by key, or the reasons why the document cannot be read. The title is
        proposed only where the text has none (from the file's name), as one to be
        corrected; issuer, date and number only where the text states them.
    """
    document, problems = convert(job)
    if document is None:
        return {}, problems
    values: dict[str, object] = {
        "file": job.file,
        "slug": settle([document.slug], taken)[0],
    }
    if document.title_assigned:
        values["title"] = document.title
    for name in ("issuer", "date", "number"):
        stated = document.fact(name)
        if stated:
            values[name] = stated
    numbering = numbering_of(document)
    if numbering:
        values["numbering"] = numbering
    return values, []


def numbering_of(document: Document) -> dict[str, str]:
    """Settle which levels of a document run through and which restart, for good.

    Args:
        document: The document.

    Returns:
        Level to `running` or `restarting`, as derived. A 公文 with sections gets a choice
        for （一） and 1. also where it has none yet: `restarting`, whose ids begin with
        that of the section and so stay unambiguous whatever a later edit adds.
    """
    chosen = {str(level): choice for level, choice in derive_numbering(document.root).items()}
    sections = any(node.kind is Kind.SECTION for node in document.root.children)
    if sections and document.profile is Profile.OFFICIAL:
        for level in (Kind.SUBSECTION, Kind.CLAUSE):
            chosen.setdefault(level.value, RESTARTING)
    return dict(sorted(chosen.items()))


class NotNew(Exception):
    """A document cannot be added because it, or one of its name, is there already."""


@dataclass(frozen=True, slots=True)
class Added:
    """What was added to a catalog.

    Attributes:
        values: The new entry by key.
        dated: The dates that entries of other versions have got, by file.
        problems: Why nothing was added, if so.
    """

    values: dict[str, object] = field(default_factory=dict)
    dated: dict[str, str] = field(default_factory=dict)
    problems: tuple[Diagnostic, ...] = ()


def add_document(file: Path, folder: Path) -> Added:
    """Add a document to the catalog of a folder of sources.

    A further version of a document that the catalog has gets its slug, and each of them the
    date of its version.

    Args:
        file: The document; one outside the folder is copied into it.
        folder: The folder.

    Returns:
        What was added, or the reasons why nothing was.

    Raises:
        NotNew: The folder has the document, or another file of its name.
        OSError: Folder or catalog cannot be written; both are as before.
    """
    target = file if folder.resolve() in file.resolve().parents else folder / file.name
    if target != file and target.exists():
        raise NotNew(f"{target.as_posix()} exists already; rename one of the two")
    catalog = read_catalog(folder, folder.as_posix())
    name = target.resolve().relative_to(folder.resolve()).as_posix()
    if catalog.diagnostics:
        return Added(problems=catalog.diagnostics)
    if name in catalog.entries:
        raise NotNew(f"{name} has an entry already, in line {catalog.entries[name].line}")
    taken = {entry.slug for entry in catalog.entries.values()}
    job = Job(file, file.as_posix(), name, None)
    values, problems = propose_entry(job, taken)
    if problems:
        return Added(problems=tuple(problems))
    older = other_versions(job, catalog, folder)
    values = _as_version(values, older, convert(job)[0])
    undated = {doc.entry.file: doc.version for doc in older if not doc.entry.version}
    try:
        if target != file:
            target.write_bytes(file.read_bytes())
        edit_entries(folder, partial(_insert, values, undated))
    except OSError:
        if target != file:
            target.unlink(missing_ok=True)
        raise
    return Added(values, undated)


def other_versions(job: Job, catalog: Catalog, folder: Path) -> list[Document]:
    """Find the documents of a catalog of which another is a further version.

    Args:
        job: The other document.
        catalog: The catalog.
        folder: The folder of sources.

    Returns:
        The documents by date: statutes of the same title and of one slug, all of different
        dates. None where this is not clear.
    """
    document, _ = convert(job)
    if document is None or not (document.version and are_versions(document)):
        return []
    title = normal_title(document.title)
    found = []
    for entry in catalog.entries.values():
        path = folder / entry.file
        if not _may_be(path, entry, title):
            continue
        other, _ = convert(Job(path, entry.file, entry.file, entry))
        if other and are_versions(other) and normal_title(other.title) == title:
            found.append(replace(other, entry=entry))
    slugs = {one.entry.slug for one in found}
    # Others of the slug may have borne another title.
    files = {one.entry.file for one in found}
    for entry in catalog.entries.values():
        if entry.slug in slugs and entry.file not in files:
            other, _ = convert(Job(folder / entry.file, entry.file, entry.file, entry))
            found += [replace(other, entry=entry)] if other else []
    dates = {document.version, *(one.version for one in found)}
    clear = len(slugs) == 1 and all(dates) and len(dates) == len(found) + 1
    return sorted(found, key=lambda one: one.version) if clear else []


def _may_be(path: Path, entry: Entry, title: str) -> bool:
    """Tell whether a source may have a title, without converting it: most have not."""
    if entry.title:
        return normal_title(entry.title) == title
    source, _, _ = read(path, entry.file)
    return source is not None and title in normal_title(source.text[:_HEAD])


def _as_version(
    values: dict[str, object], older: Sequence[Document], document: Document | None
) -> dict[str, object]:
    """Write the entry of a further version: named, and numbered, as those before it."""
    if not older or document is None:
        return values
    entry = older[-1].entry
    first = {"file": values["file"], "slug": entry.slug, "version": document.version}
    kept = {"kind": entry.kind, "aliases": list(entry.aliases)}
    numbering = {**cast(dict[str, str], values.get("numbering", {})), **dict(entry.numbering)}
    last = {"numbering": dict(sorted(numbering.items()))} if numbering else {}
    return {**first, **values, **first, **{k: v for k, v in kept.items() if v}, **last}


def _insert(
    values: dict[str, object], undated: Mapping[str, str], entries: list[dict[str, object]]
) -> None:
    """Put an entry behind those of its other versions, or at the end, and date these."""
    place = len(entries)
    for at, entry in enumerate(entries, 1):
        if entry.get("slug") == values["slug"]:
            place = at
        version = undated.get(str(entry.get("file")))
        if version:
            set_version(entry, version)
    entries.insert(place, values)
