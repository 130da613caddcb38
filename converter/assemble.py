"""From documents to a finished site: what MkDocs builds, what is stamped, the data, the checks.

The steps are in `assemble`, in their order; nothing else decides it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from converter import mkdocs_build
from converter import project as project_module
from converter.bundle import Bundle
from converter.cache import Cache
from converter.checks.links import Connections, connections
from converter.checks.page import check_document, check_page, read_page
from converter.checks.pages import check_whole
from converter.diagnostics import Diagnostic
from converter.keeping import take_note
from converter.listing import Listing
from converter.other_pages import Page
from converter.page_jobs import (
    KEPT,
    Made,
    OtherJob,
    Task,
    file_of,
    find_or_make,
    page_jobs,
    write_files,
)
from converter.parallel import stream
from converter.pile import Pile
from converter.project import Timed
from converter.search.heads import Parts
from converter.search.write import about, write_index
from converter.view import View
from converter.writers import data
from converter.writers.large import is_large

#: So many pages are handed to a process together.
_BATCH = 8


@dataclass(slots=True)
class _Seen:
    """What is known of the pages that are made."""

    findings: dict[str, list[Diagnostic]] = field(default_factory=dict)
    links: list[Connections] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    stamped: list[str] = field(default_factory=list)


def assemble(
    bundle: Bundle,
    place: Path,
    origin: Path,
    timed: Timed,
    pool: Executor | None,
    published: Mapping[str, Collection[str]],
    cache: Cache | None = None,
) -> list[Diagnostic]:
    """Make a site, and check it.

    Args:
        bundle: What it is made of.
        place: A folder of its own; the site is `site` in it.
        origin: A checkout, or what `inputs.assets` returns.
        timed: Measures the stages.
        pool: What to give work to, if anything.
        published: Addresses that have to lead somewhere (see `addresses.published`).
        cache: What earlier runs have made. The site does not depend on it.

    Returns:
        What was found wrong with the pages; nothing is expected.

    Raises:
        mkdocs_build.BuildFailed: MkDocs did not build its part.
        OSError: Something cannot be written.
    """
    project, site = place / "project", place / "site"
    settings = project_module.settings_of(origin)
    view, listing = View(bundle, settings), Listing(bundle)
    with timed("write"):
        aside: Pile[Page] = Pile(place / "aside")
        project_module.make_project(bundle, project, origin, timed, False, False, aside)
        if not mkdocs_build.is_fast(project):
            aside = Pile(place / "aside")
            project_module.make_project(bundle, project, origin, timed, tables=False)
    with timed("frame"):
        frame = mkdocs_build.frame(project, site)
    seen = _Seen()
    packed = is_large(bundle, settings)
    task = Task.of(frame.shell, frame.root, settings, str(site), packed, cache)
    with timed("pages"):
        parts = Parts(place / "parts")
        made = _documents(view, listing, task, frame, pool, seen, parts, cache)
        data.write_lines(made, site / "data", packed)
        data.write_tables(view, site / "data", packed)
        _others(aside, task, frame, pool, seen, cache)
        _build_refused(view, project, task, seen)
        mkdocs_build.finish(site, frame, sorted(seen.stamped))
    with timed("search"):
        known = about(view, parts, pool, cache)
        write_index(parts, known, site / "search", pool, cache)
    with timed("check"):
        if cache:
            cache.drop_unused(KEPT)
        urls = [f"{document.url}index.html" for document in bundle.documents]
        return check_whole(site, urls, seen.findings, seen.links, published)


def _build_refused(view: View, project: Path, task: Task, seen: _Seen) -> None:
    """Have MkDocs build the pages that cannot be stamped, and look at them."""
    if not seen.refused:
        return
    by_url = {f"{document.url}index.md": document for document in view.bundle.documents}
    for uri, html in mkdocs_build.plain(project, seen.refused).items():
        mkdocs_build.write_page(Path(task.site), uri, html)
        page = read_page(html, file_of(uri))
        found = list(check_page(page))
        if uri in by_url:
            found += check_document(by_url[uri], page)
        seen.findings[page.path] = found
        seen.links.append(connections(page, task.root))


def _documents(
    view: View,
    listing: Listing,
    task: Task,
    frame: mkdocs_build.Frame,
    pool: Executor | None,
    seen: _Seen,
    parts: Parts,
    cache: Cache | None,
) -> Iterator[data.Lines]:
    """Make the pages of documents; yield their lines of the data, and put away their parts."""
    jobs = page_jobs(view, listing, task, frame.stamps)
    for made in stream(find_or_make, jobs, pool, _BATCH):
        take_note(cache, made.trace)
        _take(made, made.uri, task, frame, seen)
        parts.add(made.part)
        yield made.lines


def _others(
    aside: Pile[Page],
    task: Task,
    frame: mkdocs_build.Frame,
    pool: Executor | None,
    seen: _Seen,
    cache: Cache | None,
) -> None:
    """Make all other pages, and look at those that MkDocs has built."""
    known = {page.path for page in seen.links} | {file_of(uri) for uri in seen.refused}
    files = sorted(_files(Path(task.site), "*.html"))
    built = [OtherJob(path, task, "") for path in files if path not in known]
    stamped = (OtherJob(uri, task, text) for uri, text in aside)
    for made in stream(find_or_make, chain(stamped, built), pool, _BATCH):
        take_note(cache, made.trace)
        _take(made, made.uri, task, frame, seen)


def _take(made: Made, uri: str, task: Task, frame: mkdocs_build.Frame, seen: _Seen) -> None:
    """Take what a job has made; what it could not write is written here."""
    write_files(made.files, task)
    if uri.endswith(".md") and frame.stamps(uri):
        seen.stamped.append(uri)
    if made.refused:
        seen.refused[uri] = made.refused
    if made.links:
        seen.findings[made.links.path] = made.findings
        seen.links.append(made.links)


def _files(site: Path, pattern: str) -> list[str]:
    return [path.relative_to(site).as_posix() for path in site.rglob(pattern)]
