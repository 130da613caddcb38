"""The pages of documents, each made apart from the others: in any process, in any order.

Reads: extracts. Writes: the page, its lines of the data, and what was found wrong with it.
Guarantees: what a job yields depends on the job alone, so that its digest is a key for it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path

from converter.bundle import Bundle
from converter.checks.links import Connections, connections
from converter.checks.page import check_document, check_page, read_page
from converter.diagnostics import Diagnostic
from converter.model import Document
from converter.parallel import pack, unpack
from converter.shell.refusal import Refused
from converter.shell.stamp import Shell
from converter.stored import Place, carried, learn
from converter.view import View
from converter.writers import data, images, markdown


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be done with every document alike.

    Attributes:
        shell: What pages are stamped with; None where they are built already.
        root: The path below which the site is to be served.
        site: The folder of the site; empty on a machine that does not see it.
    """

    shell: Shell | None
    root: str
    site: str


@dataclass(frozen=True, slots=True)
class PageJob:
    """What the page of a document is made of.

    Attributes:
        slug: The document.
        part: The part of the bundle that its page shows, packed (see `extract`).
        places: Where the texts lie that it shows.
        task: What is to be done.
    """

    slug: str
    part: bytes
    places: dict[str, Place]
    task: Task

    def ship(self, _: Collection[str]) -> PageJob:
        """Return the same job for a machine that sees none of our files."""
        return replace(self, places=carried(self.places), task=replace(self.task, site=""))


@dataclass(frozen=True, slots=True)
class Made:
    """What a job has made.

    Attributes:
        slug: The document.
        lines: Its lines of the data.
        files: What is still to be written, by path below the site.
        refused: The Markdown of a page that cannot be stamped; empty if it was.
        findings: What is wrong with the page by itself.
        links: How it hangs together with other pages; None if it is not there yet.
    """

    slug: str
    lines: data.Lines
    files: dict[str, bytes]
    refused: str
    findings: list[Diagnostic]
    links: Connections | None


def job_for(doc: Document, part: Bundle, places: dict[str, Place], task: Task) -> PageJob:
    """Make the job of a document.

    Args:
        doc: The document.
        part: What its page shows (`extract.Extracts.of`).
        places: Where the texts of that lie (`stored.places`).
        task: What is to be done.
    """
    return PageJob(doc.slug, pack(part), places, task)


def make_page(job: PageJob) -> Made:
    """Make the page of a document.

    Raises:
        OSError: It cannot be written.
    """
    learn(job.places)
    view = View(unpack(job.part))
    doc = view.documents[job.slug]
    lines = data.lines(view, doc)
    path, task = f"{doc.url}index.html", job.task
    if task.shell is None:
        html = (Path(task.site) / path).read_text(encoding="utf-8")
        return _checked(doc, html, path, Made(doc.slug, lines, {}, "", [], None), task)
    text = markdown.render(doc, view)
    files = {f"{doc.url}{name}": content for name, content in images.image_files(doc)}
    refused = ""
    try:
        html = task.shell.page(text, f"{doc.url}index.md")
    except Refused:
        html, refused = "", text
    else:
        files[path] = html.encode()
    if task.site:
        for name, content in files.items():
            target = Path(task.site) / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        files = {}
    made = Made(doc.slug, lines, files, refused, [], None)
    return made if refused else _checked(doc, html, path, made, task)


def _checked(doc: Document, html: str, path: str, made: Made, task: Task) -> Made:
    page = read_page(html, path)
    found = [*check_document(doc, page), *check_page(page)]
    return replace(made, findings=found, links=connections(page, task.root))


@dataclass(frozen=True, slots=True)
class OtherJob:
    """A page that is no document's: its Markdown, and what is to be done with it.

    Attributes:
        uri: Its place below `docs/`, such as `glossary/x/index.md`.
        markdown: The page.
        task: What is to be done.
    """

    uri: str
    markdown: str
    task: Task

    def ship(self, _: Collection[str]) -> OtherJob:
        """Return the same job for a machine that sees none of our files."""
        return replace(self, task=replace(self.task, site=""))


def make_other(job: OtherJob) -> Made:
    """Stamp a page that is no document's.

    Raises:
        OSError: It cannot be written.
    """
    path, task = f"{job.uri.removesuffix('.md')}.html", job.task
    made = Made("", data.Lines(), {}, "", [], None)
    try:
        assert task.shell is not None
        html = task.shell.page(job.markdown, job.uri)
    except Refused:
        return replace(made, refused=job.markdown)
    if task.site:
        target = Path(task.site) / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(html, encoding="utf-8", newline="\n")
    else:
        made = replace(made, files={path: html.encode()})
    page = read_page(html, path)
    return replace(made, findings=list(check_page(page)), links=connections(page, task.root))
