"""The pages of documents, each made apart from the others: in any process, in any order.

Reads: extracts. Writes: the page, its lines of the data, and what was found wrong with it.
Guarantees: what a job yields depends on the job alone, so that its digest is a key for it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from converter.aside import Place, carried, learn, put_aside
from converter.bundle import Bundle
from converter.cache import digest
from converter.checks.links import connections
from converter.checks.page import check_document, check_page, read_page
from converter.extract import Extracts, PartDigests, bare
from converter.keeping import Step, Trace
from converter.listing import Listing
from converter.model import Document
from converter.other_jobs import OtherJob, make_other
from converter.page_task import FILES, Made, Task, write_files
from converter.parallel import pack, pack_either, unpack
from converter.search.heads import head
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
            all of what it makes is known but its files.
        digest: Of that part, where results are kept.
        stand: Where the document stands among the others.
        places: Where the texts lie that it shows.
        task: What is to be done.
        path: The page's file, from the root of the site.
        built: Its HTML if it is built already, for a machine that does not see it.
    """

    slug: str
    part: bytes
    digest: str
    stand: Standing
    places: dict[str, Place]
    task: Task
    path: str
    built: str = ""

    def html(self) -> str:
        """Return the page that is built already."""
        return self.built or (Path(self.task.site) / self.path).read_text(encoding="utf-8")

    def ship(self, _: Collection[str]) -> PageJob:
        """Return the same job for a machine that sees none of our files."""
        built = self.built if self.task.shell or self.task.is_plain else self.html()
        task = self.task.elsewhere()
        return replace(self, places=carried(self.places), task=task, built=built)

    def key(self) -> str:
        """Return what changes when the page may."""
        return digest(self.task.digest, self.slug, self.digest, repr(self.stand))


class PageJobs:
    """The jobs of all documents."""

    def __init__(
        self,
        view: View,
        listing: Listing,
        task: Task,
        stamps: Callable[[str], bool],
        is_known: Callable[[str], bool] = lambda key: False,
    ) -> None:
        """Settle what is to be done.

        Args:
            view: The bundle.
            listing: Its works.
            task: What is to be done.
            stamps: Tells of a page, such as `documents/x/index.md`, whether it is to be
                stamped; else it is built already.
            is_known: Tells of a key whether what is kept under it should be found.
        """
        self._view, self._listing, self._task, self._stamps = view, listing, task, stamps
        self._built, self._is_known = replace(task, shell=None), is_known
        self._extracts, self._digests = Extracts(view), PartDigests()

    def __iter__(self) -> Iterator[PageJob]:
        """Yield them in the order of the documents.

        Of a page that should be found the part is left out.
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
        if may_be_found and own and self._is_known(job.key()):
            return job
        return replace(job, part=pack(bare(part)), places=places(part.documents))


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
    made = _put_aside(Made(f"{doc.url}index.md"), view, doc, task)
    files = {f"{doc.url}{name}": content for name, content in images.image_files(doc)}
    if task.is_plain:
        files[made.uri] = markdown.render(doc, view, job.stand).encode()
        return replace(made, files=files)
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


def _put_aside(made: Made, view: View, doc: Document, task: Task) -> Made:
    """Put the lines of the data and the part of the search aside, which only the files need."""
    lines, own = data_files.lines(view, doc), part(doc)
    folder, small = Path(task.aside) if task.aside else None, bool(task.cache)
    packed = pack(lines.packed()) if task.packed else pack_either(lines, small)
    data = put_aside(folder, packed)
    found = put_aside(folder, pack_either(own, small))
    return replace(made, lines=data[0], head=head(own), part=found[0], places=dict((data, found)))


def _checked(doc: Document, html: str, path: str, made: Made, task: Task) -> Made:
    page = read_page(html, path)
    found = [*check_document(doc, page), *check_page(page)]
    return replace(made, findings=found, links=connections(page, task.root))


def is_kept(job: PageJob | OtherJob) -> bool:
    """Tell whether a page is kept: one that is built already is only looked at."""
    if not job.task.cache or job.task.shell is None:
        return False
    return isinstance(job, PageJob) or not job.is_built


class _Pages(Step[PageJob | OtherJob, Made, Made]):
    """Makes a page, or reads the files of one of which all else is known."""

    kind = FILES

    def where(self, job: PageJob | OtherJob) -> tuple[str, str]:
        """Return the cache and the key; see `Step`."""
        return (job.task.cache, job.key()) if is_kept(job) else ("", "")

    def make(self, job: PageJob | OtherJob) -> Made:
        """Make a page; its files are still to be written.

        Raises:
            OSError: What is built already cannot be read.
        """
        if isinstance(job, PageJob) and not job.part:  # its files should have been found
            return Made("", lost=job.slug)
        made = make_other(job) if isinstance(job, OtherJob) else make_page(job)
        return replace(made, names=tuple(made.files))

    def is_looked_for(self, job: PageJob | OtherJob) -> bool:
        """Tell whether all is known but the files."""
        return job.is_known if isinstance(job, OtherJob) else not job.part

    def kept(self, made: Made) -> dict[str, bytes]:
        """Keep the files; see `found_pages` for all else."""
        return made.files

    def found(self, job: PageJob | OtherJob, kept: dict[str, bytes]) -> Made:
        """Return the files."""
        return Made("", kept, is_read=True)

    def is_worth_keeping(self, made: Made) -> bool:
        """Tell whether the page was made."""
        return not made.lost

    def finish(self, job: PageJob | OtherJob, made: Made, trace: Trace | None) -> Made:
        """Write the files of a page.

        Raises:
            OSError: One cannot be written.
        """
        return replace(made, files=write_files(made.files, job.task), trace=trace)


#: Make a page, or read its files.
find_or_make = _Pages()
