"""A finished site against the documents that it is made of.

Reads: the files of the site and the documents. Writes: findings. What concerns one page is
in `checks.page`, what concerns several in `checks.links`.
"""

from __future__ import annotations

import fnmatch
import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import MappingProxyType

from converter.checks.addresses import check_addresses
from converter.checks.links import Connections, Ids, check_links, connections
from converter.checks.page import Page, check_document, check_page, read_page, style_addresses
from converter.diagnostics import Diagnostic
from converter.findings import report_file
from converter.model import Document

#: A page without its links, what was found about it alone, and what other pages need.
_Seen = tuple[Page, list[Diagnostic], Connections]


def check_site(
    site: Path,
    documents: Iterable[Document],
    executor: Executor | None = None,
    root: str = "/",
    published: Mapping[str, Collection[str]] = MappingProxyType({}),
) -> list[Diagnostic]:
    """Check a finished site.

    Args:
        site: Its folder.
        documents: What it is made of.
        executor: Where the pages are read; in this process if None.
        root: The path below which the site is to be served, with a slash at its end.
        published: Addresses that have to lead somewhere (see `addresses.published`).

    Returns:
        Findings; none of them is expected.
    """
    by_page = {f"{document.url}index.html": document for document in documents}
    found: dict[str, list[Diagnostic]] = {}
    every: list[Connections] = []
    for page, problems, connected in _seen(site, sorted(_files(site)), root, executor):
        if page.path in by_page:
            problems = [*check_document(by_page[page.path], page), *problems]
        found[page.path] = problems
        every.append(connected)
    return check_whole(site, by_page, found, every, published)


def check_whole(
    site: Path,
    documents: Iterable[str],
    found: Mapping[str, list[Diagnostic]],
    every: Sequence[Connections],
    published: Mapping[str, Collection[str]] = MappingProxyType({}),
    files: Collection[str] | None = None,
) -> list[Diagnostic]:
    """Check what no page shows by itself.

    Args:
        site: The folder of the site.
        documents: The files of the pages of documents, from its root.
        found: What was found on each page by itself.
        every: How the pages hang together.
        published: Addresses that have to lead somewhere (see `addresses.published`).
        files: The files of the site, from its root; None for all that are there.

    Returns:
        All findings.
    """
    files = sorted(_files(site) if files is None else files)
    documents = dict.fromkeys(documents)
    ids = Ids(every)
    return [
        *(one for path in documents for one in found.get(path, [_not_built(path)])),
        *check_addresses(ids, published),
        *(one for path in sorted(found) if path not in documents for one in found[path]),
        *check_links(every, ids, files),
        *_check_styles(site, files),
    ]


def _files(site: Path) -> Iterator[str]:
    """Yield the paths of all files of a site, from its root."""
    for folder, _, names in os.walk(site):
        within = Path(folder).relative_to(site)
        yield from ((within / name).as_posix() for name in names)


def _not_built(path: str) -> Diagnostic:
    address = path.removesuffix("index.html")
    return report_file("id-missing", address, "the page was not built")


def _seen(
    site: Path, files: Sequence[str], root: str, executor: Executor | None
) -> Iterator[_Seen]:
    look = partial(_look, str(site), root)
    paths = fnmatch.filter(files, "*.html")
    return executor.map(look, paths, chunksize=8) if executor else map(look, paths)


def _look(site: str, root: str, path: str) -> _Seen:
    page = read_page((Path(site) / path).read_text(encoding="utf-8"), path)
    return replace(page, links=()), list(check_page(page)), connections(page, root)


def _check_styles(site: Path, files: Iterable[str]) -> Iterator[Diagnostic]:
    for path in fnmatch.filter(files, "*.css"):
        css = (site / path).read_text(encoding="utf-8", errors="replace")
        for address in style_addresses(css):
            yield report_file("link-external", path, f"a browser would fetch {address}")
