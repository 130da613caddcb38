"""The pages that are no document's, each made apart from the others: in any process, in any order.

Reads: pages, written or still to be written. Writes: them, and what was found wrong with them.
Guarantees: what a job yields depends on the job alone, so that its digest is a key for it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from converter.apart import Apart
from converter.aside import Place, carried, learn
from converter.cache import digest
from converter.checks.links import connections
from converter.checks.page import check_page, read_page
from converter.other_pages import Page
from converter.page_task import Made, Task, file_of
from converter.parallel import pack_plainly
from converter.shell.refusal import Refused
from converter.stored import places


@dataclass(frozen=True, slots=True)
class OtherJob:
    """A page that is no document's, and what is to be done with it.

    Attributes:
        uri: Its place below `docs/`, such as `glossary/x/index.md`; for one that needs no
            stamping its file in the site.
        task: What is to be done.
        text: Its Markdown, or its HTML; empty for what is built already, or still to be written.
        apart: What writes it, if it is still to be written.
        digest: Of that, where results are kept.
        places: Where the texts lie that it shows.
        is_known: Whether all of what it makes is known but its file.
    """

    uri: str
    task: Task
    text: str
    apart: Apart | None = None
    digest: str = ""
    places: dict[str, Place] = field(default_factory=dict)
    is_known: bool = False

    @property
    def is_built(self) -> bool:
        """True if the page is there, and only looked at."""
        return not (self.text or self.apart)

    def ship(self, _: Collection[str]) -> OtherJob:
        """Return the same job for a machine that sees none of our files."""
        text = self.text if self.apart else self.words()
        return replace(self, text=text, task=self.task.elsewhere(), places=carried(self.places))

    def key(self) -> str:
        """Return what changes when the page may."""
        return digest(self.task.digest, self.uri, self.text, self.digest)

    def words(self) -> str:
        """Return its Markdown, or its HTML.

        Raises:
            OSError: It cannot be read.
        """
        if self.apart:
            learn(self.places)
            return self.apart.write(self.task.settings)
        return self.text or (Path(self.task.site) / self.uri).read_text(encoding="utf-8")


def other_jobs(pages: Iterable[Page], task: Task) -> Iterator[OtherJob]:
    """Yield the jobs of pages that are no document's.

    Args:
        pages: The pages, written or still to be written.
        task: What is to be done.
    """
    for uri, page in pages:
        if isinstance(page, str):
            yield OtherJob(uri, task, page)
        else:
            own = digest(pack_plainly(page)) if task.cache else ""
            yield OtherJob(uri, task, "", page, own, places(page.part.documents))


def make_other(job: OtherJob) -> Made:
    """Make a page that is no document's, and look at it; or only look, if it is built.

    Its file is still to be written.

    Raises:
        OSError: It cannot be read.
    """
    made, task = Made(job.uri), job.task
    path = file_of(job.uri)
    html = job.words()
    if task.is_plain:
        return replace(made, files={job.uri: html.encode()})
    if job.uri != path:
        assert task.shell is not None
        try:
            html = task.shell.page(html, job.uri)
        except Refused:
            return replace(made, refused=html)
    if not job.is_built:
        made = replace(made, files={path: html.encode()})
    page = read_page(html, path)
    return replace(made, findings=list(check_page(page)), links=connections(page, task.root))
