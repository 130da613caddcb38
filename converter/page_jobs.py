"""The pages of documents, each made apart from the others: in any process, in any order.

Reads: extracts. Writes: the page, its lines of the data, and what was found wrong with it.
Guarantees: what a job yields depends on the job alone, so that its digest is a key for it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from converter.aside import Place, carried, learn
from converter.bundle import Bundle
from converter.cache import Cache, digest, fingerprint
from converter.checks.links import Connections, connections
from converter.checks.page import check_document, check_page, read_page
from converter.diagnostics import Diagnostic
from converter.extract import Extracts, PartDigests
from converter.keeping import Trace, found_or_made
from converter.listing import Listing
from converter.model import Document
from converter.parallel import pack, pack_plainly, unpack
from converter.search.heads import packed as packed_part
from converter.search.part import part
from converter.settings import Settings
from converter.shell.refusal import Refused
from converter.shell.stamp import Shell
from converter.stored import opened, places
from converter.view import View
from converter.writers import data_files, images, markdown
from converter.writers.place import Standing, standing


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
    """

    shell: Shell | None
    root: str
    settings: Settings
    site: str
    packed: bool = False
    cache: str = ""
    digest: str = ""

    @classmethod
    def of(
        cls,
        shell: Shell | None,
        root: str,
        settings: Settings,
        site: str,
        packed: bool,
        cache: Cache | None,
    ) -> Task:
        """Settle what is to be done."""
        if cache is None:
            return cls(shell, root, settings, site, packed)
        own = digest(fingerprint(), pack_plainly(shell), root, repr((settings, packed)))
        return cls(shell, root, settings, site, packed, str(cache.folder.resolve()), own)

    def elsewhere(self) -> Task:
        """Return the same task for a machine that sees none of our files."""
        return replace(self, site="", cache="")


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
        built = self.built if self.task.shell else self.html()
        task = self.task.elsewhere()
        return replace(self, places=carried(self.places), task=task, built=built)

    def key(self) -> str:
        """Return what changes when the page may."""
        return digest(self.task.digest, self.slug, self.digest, repr(self.stand))


@dataclass(frozen=True, slots=True)
class Made:
    """What a job has made.

    Attributes:
        uri: The page, as its job names it.
        lines: Its lines of the data.
        files: What is still to be written, by path below the site.
        refused: The Markdown of a page that cannot be stamped; empty if it was.
        findings: What is wrong with the page by itself.
        links: How it hangs together with other pages; None if it is not there yet.
        part: What the search needs of the document, packed; empty for another page.
        trace: What became of the result in the cache.
        lost: The document whose page should have been found and was not; nothing else is made.
    """

    uri: str
    lines: data_files.Lines
    files: dict[str, bytes]
    refused: str
    findings: list[Diagnostic]
    links: Connections | None
    part: bytes = b""
    trace: Trace | None = None
    lost: str = ""


class _Lost(Exception):
    """A page should have been found, and its job does not say how to make it."""


class PageJobs:
    """The jobs of all documents."""

    def __init__(
        self, view: View, listing: Listing, task: Task, stamps: Callable[[str], bool]
    ) -> None:
        """Settle what is to be done.

        Args:
            view: The bundle.
            listing: Its works.
            task: What is to be done.
            stamps: Tells of a page, such as `documents/x/index.md`, whether it is to be
                stamped; else it is built already.
        """
        self._view, self._listing, self._task, self._stamps = view, listing, task, stamps
        self._built = replace(task, shell=None)
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
        if may_be_found and own and job.key() in self._kept:
            return job
        return replace(job, part=pack(part), places=places(part.documents))


def find_or_make(job: PageJob | OtherJob) -> Made:
    """Make a page, unless an earlier run has made it from the same job.

    Raises:
        OSError: It cannot be written.
    """
    task = job.task
    if not task.cache or task.shell is None or (isinstance(job, OtherJob) and not job.text):
        return _make(job)  # what is built already is only looked at
    apart = replace(job, task=replace(task, site=""))

    def make() -> Made:
        if isinstance(job, PageJob) and not job.part:
            raise _Lost(job.slug)
        return _make(apart)

    try:
        made, trace = found_or_made(task.cache, KEPT, job.key(), make)
    except _Lost as lost:
        return Made("", data_files.Lines(), {}, "", [], None, lost=str(lost))
    return replace(made, files=write_files(made.files, task), trace=trace)


#: The sort of result, in a cache.
KEPT = "pages"


def _make(job: PageJob | OtherJob) -> Made:
    if isinstance(job, OtherJob):
        return make_other(job)
    return make_page(job)


def make_page(job: PageJob) -> Made:
    """Make the page of a document.

    Raises:
        OSError: It cannot be written.
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
        made = replace(made, files=write_files(files, task))
        return _checked(doc, job.html(), path, made, task)
    text = markdown.render(doc, view, job.stand)
    refused = ""
    try:
        html = task.shell.page(text, f"{doc.url}index.md")
    except Refused:
        html, refused = "", text
    else:
        files[path] = html.encode()
    made = replace(made, files=write_files(files, task), refused=refused)
    return made if refused else _checked(doc, html, path, made, task)


def _checked(doc: Document, html: str, path: str, made: Made, task: Task) -> Made:
    page = read_page(html, path)
    found = [*check_document(doc, page), *check_page(page)]
    return replace(made, findings=found, links=connections(page, task.root))


def file_of(uri: str) -> str:
    """Return the file in the site of a page below `docs/`, such as `documents/x/index.md`."""
    return f"{uri.removesuffix('md')}html" if uri.endswith("md") else uri


@dataclass(frozen=True, slots=True)
class OtherJob:
    """A page that is no document's, and what is to be done with it.

    Attributes:
        uri: Its place below `docs/`, such as `glossary/x/index.md`; for one that needs no
            stamping its file in the site.
        task: What is to be done.
        text: Its Markdown, or its HTML; empty for what is built already.
    """

    uri: str
    task: Task
    text: str

    def ship(self, _: Collection[str]) -> OtherJob:
        """Return the same job for a machine that sees none of our files."""
        text = self.text or (Path(self.task.site) / self.uri).read_text(encoding="utf-8")
        return replace(self, text=text, task=self.task.elsewhere())

    def key(self) -> str:
        """Return what changes when the page may."""
        return digest(self.task.digest, self.uri, self.text)


def make_other(job: OtherJob) -> Made:
    """Make a page that is no document's, and look at it; or only look, if it is built.

    Raises:
        OSError: It cannot be read or written.
    """
    made, task = Made(job.uri, data_files.Lines(), {}, "", [], None), job.task
    path = file_of(job.uri)
    html = job.text or (Path(task.site) / path).read_text(encoding="utf-8")
    if job.uri != path:
        assert task.shell is not None
        try:
            html = task.shell.page(html, job.uri)
        except Refused:
            return replace(made, refused=html)
    if job.text:
        made = replace(made, files=write_files({path: html.encode()}, task))
    page = read_page(html, path)
    return replace(made, findings=list(check_page(page)), links=connections(page, task.root))


def write_files(files: dict[str, bytes], task: Task) -> dict[str, bytes]:
    """Write files into the site.

    Returns:
        What is still to be written: all of them, where the site is out of sight.

    Raises:
        OSError: One cannot be written.
    """
    if not task.site:
        return files
    for name, content in files.items():
        target = Path(task.site) / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return {}
