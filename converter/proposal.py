"""What a catalog entry could say of a new document: only what its text says."""

from __future__ import annotations

from collections.abc import Iterable

from converter.anchors import derive_numbering
from converter.pipeline import Job, convert
from converter.slugs import settle
from converter.source import Diagnostic


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
    numbering = derive_numbering(document.root)
    if numbering:
        values["numbering"] = {str(level): choice for level, choice in numbering.items()}
    return values, []
