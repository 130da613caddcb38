"""What is done with every page alike, and what comes of it.

A page is made by a job, in any process: that of a document (`page_jobs`) or another one
(`other_jobs`). Both are told what to do by a task, and return what they have made.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from converter.aside import Place
from converter.cache import Cache, digest, fingerprint
from converter.checks.links import Connections
from converter.diagnostics import Diagnostic
from converter.keeping import Trace
from converter.parallel import pack_plainly
from converter.search.heads import Head
from converter.settings import Settings
from converter.shell.stamp import Shell
from converter.site_files import write_new

#: What is kept of pages: their files, each page's by themselves; and all else.
FILES, KEPT = "page-files", "pages"


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be done with every document alike.

    Attributes:
        shell: What pages are stamped with; None where they are built already.
        root: The path below which the site is to be served.
        settings: How long lists may be.
        site: The folder of the site; empty on a machine that does not see it.
        packed: Whether the lines of the data are compressed.
        cache: The folder of earlier results; empty for none.
        digest: Of all that a page depends on beside its own job.
        is_plain: Whether pages are left as Markdown, in a project that MkDocs is to build.
        aside: The folder where lines of the data and parts of the search are put aside; empty on
            a machine that does not see it.
    """

    shell: Shell | None
    root: str
    settings: Settings
    site: str
    packed: bool = False
    cache: str = ""
    digest: str = ""
    is_plain: bool = False
    aside: str = ""

    @classmethod
    def of(
        cls,
        shell: Shell | None,
        root: str,
        settings: Settings,
        site: str,
        packed: bool,
        cache: Cache | None,
        aside: str = "",
        is_plain: bool = False,
    ) -> Task:
        """Settle what is to be done."""
        task = cls(shell, root, settings, site, packed, is_plain=is_plain, aside=aside)
        if cache is None:
            return task
        own = digest(fingerprint(), pack_plainly(shell), root, repr((settings, packed)))
        return replace(task, cache=str(cache.folder.resolve()), digest=own)

    def elsewhere(self) -> Task:
        """Return the same task for a machine that sees none of our files."""
        return replace(self, site="", cache="", aside="")


@dataclass(frozen=True, slots=True)
class Made:
    """What a job has made.

    Attributes:
        uri: The page, as its job names it.
        files: What is still to be written, by path below the site.
        refused: The Markdown of a page that cannot be stamped; empty if it was.
        findings: What is wrong with the page by itself.
        links: How it hangs together with other pages; None if it is not there yet.
        lines: The SHA-256 of its lines of the data, packed; empty for a page without any.
        head: What is known of its part of the search (`search.heads`).
        part: The SHA-256 of that part, packed.
        names: All files that were made, written or not.
        places: Where what was put aside lies, by SHA-256; of what was kept it is known.
        is_read: Whether only its files were found, since all else is known.
        trace: What became of its files in the cache.
        lost: The document whose page should have been found and was not; nothing else is made.
    """

    uri: str
    files: dict[str, bytes] = field(default_factory=dict)
    refused: str = ""
    findings: list[Diagnostic] = field(default_factory=list)
    links: Connections | None = None
    lines: str = ""
    head: Head | None = None
    part: str = ""
    names: tuple[str, ...] = ()
    places: dict[str, Place] = field(default_factory=dict)
    is_read: bool = False
    trace: Trace | None = None
    lost: str = ""


def file_of(uri: str) -> str:
    """Return the file in the site of a page below `docs/`, such as `documents/x/index.md`."""
    return f"{uri.removesuffix('md')}html" if uri.endswith("md") else uri


def write_files(files: Mapping[str, bytes], task: Task) -> dict[str, bytes]:
    """Write files into the site.

    Returns:
        What is still to be written: all of them, where the site is out of sight.

    Raises:
        OSError: One cannot be written.
    """
    if not task.site:
        return dict(files)
    for name, content in files.items():
        write_new(f"{task.site}/{name}", content)
    return {}
