"""Adding a document to the catalog, with an entry that says only what its text says."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from converter.anchors import RESTARTING, derive_numbering
from converter.catalog import add_entry, read_catalog
from converter.diagnostics import Diagnostic
from converter.model import Document, Kind, Profile
from converter.pipeline import Job, convert
from converter.slugs import settle


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


def add_document(file: Path, folder: Path) -> tuple[dict[str, object], list[Diagnostic]]:
    """Add a document to the catalog of a folder of sources.

    Args:
        file: The document; one outside the folder is copied into it.
        folder: The folder.

    Returns:
        The new entry by key; or the reasons why there is none.

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
        return {}, list(catalog.diagnostics)
    if name in catalog.entries:
        raise NotNew(f"{name} has an entry already, in line {catalog.entries[name].line}")
    taken = {entry.slug for entry in catalog.entries.values()}
    values, problems = propose_entry(Job(file, file.as_posix(), name, None), taken)
    if problems:
        return {}, problems
    try:
        if target != file:
            target.write_bytes(file.read_bytes())
        add_entry(folder, values)
    except OSError:
        if target != file:
            target.unlink(missing_ok=True)
        raise
    return values, []
