"""The pages of documents, each made apart from the others: in any process, in any order.

Reads: extracts. Writes: the page, its lines of the data, and what was found wrong with it.
Guarantees: what a job yields depends on the job alone, so that its digest is a key for it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from converter.aside import Place, carried, learn
from converter.bundle import Bundle
from converter.cache import Cache, digest
from converter.checks.links import connections
from converter.checks.page import check_document, check_page, read_page
from converter.extract import Extracts, PartDigests
from converter.keeping import Beside, found_or_made
from converter.listing import Listing
from converter.model import Document
from converter.other_jobs import OtherJob, make_other
from converter.page_task import KEPT, Made, Task, write_files
from converter.parallel import pack, unpack
from converter.search.heads import packed as packed_part
from converter.search.part import part
from converter.shell.refusal import Refused
from converter.stored import opened, places
from converter.view import View
from converter.writers import data_files, images, markdown
from converter.writers.place import Standing, standing


@dataclass(frozen=True, slots=True)
class PageJob:
    """What the page of a document is made of.

    Attributes:
        slug: The document.
        part: The part of the bundle that its page shows, packed (see `extract`); empty where
            the page should be found by its key.
        digest: Of that part, where results are kept.
        stand: Where the document stands among the others.
        places: Where the texts lie that it shows.
        task: What is to be done.
        path: The page's file, from the root of the site.
        built: Its HTML if it is built already, for a machine that does not see it.
        there: Whether an earlier build has left its files in the site.
    """

    slug: str
    part: bytes
    digest: str
    stand: Standing
    places: dict[str, Place]
    task: Task
    path: str
    built: str = ""
    there: bool = False

    def html(self) -> str:
        """Return the page that is built already."""
        return self.built or (Path(self.task.site) / self.path).read_text(encoding="utf-8")

    def ship(self, _: Collection[str]) -> PageJob:
        """Return the same job for a machine that sees none of our files."""
        built = self.built if self.task.shell else self.html()
        task = self.task.elsewhere()
        return replace(self, places=carried(self.places), task=task, built=built)

    def key(self) -> str:
        """Return what changes when the page may."""
        return digest(self.task.digest, self.slug, self.digest, repr(self.stand))


class _Lost(Exception):
    """A page should have been found, and its job does not say how to make it."""


class PageJobs:
    """The jobs of all documents."""

    def __init__(
        self,
        view: View,
        listing: Listing,
        task: Task,
        stamps: Callable[[str], bool],
        there: Collection[str] = frozenset(),
    ) -> None:
        """Settle what is to be done.

        Args:
            view: The bundle.
            listing: Its works.
            task: What is to be done.
            stamps: Tells of a page, such as `documents/x/index.md`, whether it is to be
                stamped; else it is built already.
            there: The keys of pages whose files are in the site already.
        """
        self._view, self._listing, self._task, self._stamps = view, listing, task, stamps
        self._built, self._there = replace(task, shell=None), there
        self._extracts, self._digests = Extracts(view), PartDigests()
        self._kept = Cache(Path(task.cache)).keys(KEPT) if task.cache else frozenset()

    def __iter__(self) -> Iterator[PageJob]:
        """Yield them in the order of the documents.

        Of a page that should be found the part is left out, which takes longer to carry to
        another process than the page to be read there.
        """
        for doc in self._view.bundle.documents:
            yield self._job(doc, may_be_found=True)

    def whole(self, slug: str) -> PageJob:
        """Return the job of one document, for a page that was not found after all."""
        return self._job(self._view.documents[slug], may_be_found=False)

    def _job(self, doc: Document, may_be_found: bool) -> PageJob:
        part, way = self._extracts.of(doc), standing(self._listing, doc)
        task = self._task if self._stamps(f"{doc.url}index.md") else self._built
        path = f"{doc.url}index.html"
        own = self._digests.of(part) if task.cache and task.shell else ""
        job = PageJob(doc.slug, b"", own, way, {}, task, path)
        if may_be_found and own and (key := job.key()) in self._kept:
            return replace(job, there=key in self._there)
        return replace(job, part=pack(part), places=places(part.documents))


def find_or_make(job: PageJob | OtherJob) -> Made:
    """Make a page, unless an earlier run has made it from the same job.

    Raises:
        OSError: It cannot be written.
    """
    task, trace = job.task, None
    try:
        if not task.cache or task.shell is None or (isinstance(job, OtherJob) and job.is_built):
            made = _told(job)  # what is built already is only looked at
        else:
            files = Beside(_without_files, _with_files, not job.there)
            make = partial(_told, job)
            made, trace = found_or_made(task.cache, KEPT, job.key(), make, beside=files)
    except _Lost as lost:
        return Made("", data_files.Lines(), {}, "", [], None, lost=str(lost))
    return replace(made, files=write_files(made.files, task), trace=trace)


def _without_files(made: Made) -> tuple[Made, dict[str, bytes]]:
    return replace(made, files={}), made.files


def _with_files(made: Made, files: dict[str, bytes]) -> Made:
    return replace(made, files=files)


def _told(job: PageJob | OtherJob) -> Made:
    """Make a page, if its job says how.

    Raises:
        _Lost: It does not.
    """
    if isinstance(job, PageJob) and not job.part:
        raise _Lost(job.slug)
    return _make(job)


def _make(job: PageJob | OtherJob) -> Made:
    made = make_other(job) if isinstance(job, OtherJob) else make_page(job)
    return replace(made, names=tuple(made.files))


def make_page(job: PageJob) -> Made:
    """Make the page of a document; its files are still to be written.

    Raises:
        OSError: What is built already cannot be read.
    """
    learn(job.places)
    bundle: Bundle = unpack(job.part)
    documents = (opened(doc) if doc.slug == job.slug else doc for doc in bundle.documents)
    view = View(replace(bundle, documents=tuple(documents)), job.task.settings)
    doc = view.documents[job.slug]
    path, task = job.path, job.task
    lines = data_files.lines(view, doc)
    lines = lines.packed() if task.packed else lines
    made = Made(f"{doc.url}index.md", lines, {}, "", [], None, packed_part(part(doc)))
    files = {f"{doc.url}{name}": content for name, content in images.image_files(doc)}
    if task.shell is None:
        return _checked(doc, job.html(), path, replace(made, files=files), task)
    text = markdown.render(doc, view, job.stand)
    refused = ""
    try:
        html = task.shell.page(text, f"{doc.url}index.md")
    except Refused:
        html, refused = "", text
    else:
        files[path] = html.encode()
    made = replace(made, files=files, refused=refused)
    return made if refused else _checked(doc, html, path, made, task)


def _checked(doc: Document, html: str, path: str, made: Made, task: Task) -> Made:
    page = read_page(html, path)
    found = [*check_document(doc, page), *check_page(page)]
    return replace(made, findings=found, links=connections(page, task.root))
