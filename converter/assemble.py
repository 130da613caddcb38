"""From documents to a finished site: what MkDocs builds, what is stamped, the data, the checks.

The steps are in `assemble`, in their order; nothing else decides it.
"""

from __future__ import annotations

import fnmatch
from collections.abc import Collection, Iterable, Iterator, Mapping
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
from converter.found_pages import FoundPages, lines_of
from converter.kept_frame import KeptFrame
from converter.listing import Listing
from converter.other_jobs import OtherJob, other_jobs
from converter.other_pages import Page
from converter.page_jobs import PageJob, PageJobs
from converter.page_task import Made, Task, file_of
from converter.pile import Pile
from converter.project import Timed
from converter.search.heads import Parts
from converter.search.write import about, write_index
from converter.shell.sitemap import SITE_MAP
from converter.site_files import SiteFiles, below
from converter.view import View
from converter.writers import data_files
from converter.writers.large import is_large


@dataclass(slots=True)
class _Run:
    """What the steps of one run share.

    Attributes:
        view: What the site is made of.
        place: A folder of its own.
        origin: A checkout, or what `inputs.assets` returns.
        timed: Measures the stages.
        pool: What to give work to, if anything.
        cache: What earlier runs have made.
        files: The files of the site.
    """

    view: View
    place: Path
    origin: Path
    timed: Timed
    pool: Executor | None
    cache: Cache | None
    files: SiteFiles

    @property
    def project(self) -> Path:
        """The folder that MkDocs builds from."""
        return self.place / "project"

    @property
    def built(self) -> Path:
        """The folder that MkDocs builds into."""
        return self.place / "frame"


@dataclass(slots=True)
class _Pages:
    """The pages of a run as they are made, and what is seen of them."""

    run: _Run
    task: Task
    frame: mkdocs_build.Frame
    found: FoundPages
    findings: dict[str, list[Diagnostic]] = field(default_factory=dict)
    links: list[Connections] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    stamped: list[str] = field(default_factory=list)

    def make(self, jobs: Iterable[PageJob | OtherJob]) -> Iterator[Made]:
        """Make pages; what their jobs could not write is written here."""
        for made in self.found.make(jobs):
            self.file(made)
            if made.uri.endswith(".md") and self.frame.stamps(made.uri):
                self.stamped.append(made.uri)
            if made.refused:
                self.refused[made.uri] = made.refused
            if made.links:
                self.see(made.links, made.findings)
            yield made

    def file(self, made: Made) -> None:
        """Take note of the files of a page, and write what was not written where it was made."""
        origin = made.trace.key if made.trace else ""
        for name in made.names:
            if name in made.files:
                self.run.files.write(name, origin, made.files[name])
            else:
                self.run.files.note(name, origin)

    def see(self, links: Connections, findings: list[Diagnostic]) -> None:
        """Take note of a page."""
        self.findings[links.path] = findings
        self.links.append(links)


def assemble(
    bundle: Bundle,
    place: Path,
    origin: Path,
    timed: Timed,
    pool: Executor | None,
    published: Mapping[str, Collection[str]],
    cache: Cache | None = None,
    files: SiteFiles | None = None,
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
        files: The files of the site, of which an earlier build may have left some; none if None.

    Returns:
        What was found wrong with the pages; nothing is expected.

    Raises:
        mkdocs_build.BuildFailed: MkDocs did not build its part.
        OSError: Something cannot be written.
    """
    view = View(bundle, project_module.settings_of(origin))
    files = files or SiteFiles(place / "site")
    run = _Run(view, place, origin, timed, pool, cache, files)
    with timed("write"):
        aside, kept = _write_project(run)
    with timed("frame"):
        frame = kept.frame(run.built)
        files.adopt(run.built, "", sorted({*below(run.built)} - SITE_MAP))
    with timed("pages"):
        pages, parts = _make_pages(run, frame, kept, aside)
    with timed("search"):
        known = about(view, parts, pool, cache)
        write_index(parts, known, files, "search/", pool, cache)
    with timed("check"):
        urls = [f"{document.url}index.html" for document in bundle.documents]
        return check_whole(files.folder, urls, pages.findings, pages.links, published, files.made)


def _write_project(run: _Run) -> tuple[Pile[Page], KeptFrame]:
    """Write what MkDocs builds from; return the pages that are stamped, and so put aside."""
    bundle, folder = run.view.bundle, run.place / "aside"
    aside: Pile[Page] = Pile(folder)
    project_module.make_project(bundle, run.project, run.origin, run.timed, False, False, aside)
    kept = KeptFrame(run.project, run.cache)
    if kept.is_fast():
        return aside, kept
    project_module.make_project(bundle, run.project, run.origin, run.timed, tables=False)
    return Pile(folder), kept


def _make_pages(
    run: _Run, frame: mkdocs_build.Frame, kept: KeptFrame, aside: Pile[Page]
) -> tuple[_Pages, Parts]:
    """Make all pages, and the data; return what is seen, and what the search needs of each."""
    view, data, site = run.view, run.place / "data", run.files
    packed = is_large(view.bundle, view.settings)
    place, apart = str(site.folder), run.place / "parts"
    task = Task.of(frame.shell, frame.root, view.settings, place, packed, run.cache, str(apart))
    pages = _Pages(run, task, frame, FoundPages(run.cache, apart, run.pool, site.origins()))
    parts = Parts()
    data_files.write_lines(_documents(pages, parts), data, packed)
    data_files.write_tables(view, data, packed, run.pool)
    site.adopt(data, "data/", below(data))
    _others(pages, aside)
    pages.found.close()
    _build_refused(pages, kept)
    mkdocs_build.finish(run.built, frame, sorted(pages.stamped))
    site.adopt(run.built, "", sorted({*below(run.built)} & SITE_MAP))
    return pages, parts


def _documents(pages: _Pages, parts: Parts) -> Iterator[data_files.Lines]:
    """Make the pages of documents; yield their lines of the data, and put away their parts."""
    view = pages.run.view
    listing, known = Listing(view.bundle), pages.found.__contains__
    for made in pages.make(PageJobs(view, listing, pages.task, pages.frame.stamps, known)):
        yield lines_of(made, parts)


def _others(pages: _Pages, aside: Pile[Page]) -> None:
    """Make all other pages, and look at those that MkDocs has built."""
    task, files = pages.task, pages.run.files
    known = {page.path for page in pages.links} | {file_of(uri) for uri in pages.refused}
    html = sorted(fnmatch.filter(files.made, "*.html"))
    built = [OtherJob(path, task, "") for path in html if path not in known]
    for _ in pages.make(chain(other_jobs(aside, task), built)):
        pass  # nothing is needed of them but what is noted of every page


def _build_refused(pages: _Pages, kept: KeptFrame) -> None:
    """Have MkDocs build the pages that cannot be stamped, and look at them."""
    if not pages.refused:
        return
    run = pages.run
    by_url = {f"{document.url}index.md": document for document in run.view.bundle.documents}
    for uri, html in kept.plain(pages.refused).items():
        run.files.put(file_of(uri), html.encode())
        page = read_page(html, file_of(uri))
        found = list(check_page(page))
        if uri in by_url:
            found += check_document(by_url[uri], page)
        pages.see(connections(page, pages.task.root), found)
