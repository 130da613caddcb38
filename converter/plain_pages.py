"""What is written into a MkDocs project, by several processes.

Reads: the bundle. Writes: all pages as Markdown, the data, the index of the search. Guarantees:
the same files as one process writes.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from concurrent.futures import Executor
from pathlib import Path

from converter.found_pages import FoundPages, lines_of
from converter.listing import Listing
from converter.other_jobs import other_jobs
from converter.other_pages import Page, other_pages
from converter.page_jobs import PageJobs
from converter.page_task import Task, write_files
from converter.search.heads import Parts
from converter.search.write import about, write_index
from converter.site_files import SiteFiles
from converter.view import View
from converter.writers import data_files


def write_plain(view: View, listing: Listing, docs: Path, packed: bool, executor: Executor) -> None:
    """Write all pages, the data, and the index of the search.

    Args:
        view: What there is.
        listing: Its works.
        docs: The folder of the pages; beside it a folder is made, and removed.
        packed: Whether large data files are compressed.
        executor: Where they are written.

    Raises:
        OSError: Something cannot be written.
    """
    beside = docs.with_name("parts")
    parts = Parts()
    task = Task.of(None, "", view.settings, str(docs), packed, None, str(beside), is_plain=True)
    found = FoundPages(None, beside, executor, frozenset())

    def others() -> Iterator[Page]:
        for uri, page in other_pages(view, listing):
            if isinstance(page, str):
                write_files({uri: page.encode()}, task)
            else:
                yield uri, page

    def lines() -> Iterator[data_files.Lines]:
        jobs = PageJobs(view, listing, task, stamps=lambda uri: True)
        for made in found.make(jobs):
            write_files(made.files, task)
            yield lines_of(made, parts)

    for made in found.make(other_jobs(others(), task)):
        write_files(made.files, task)
    data_files.write_lines(lines(), docs / "data", packed)
    data_files.write_tables(view, docs / "data", packed, executor)
    write_index(parts, about(view, parts, executor), SiteFiles(docs / "search"), "", executor)
    shutil.rmtree(beside)
