"""From a bundle to a site: the MkDocs project, the build beside the old site, the swap.

The project is complete in itself: `mkdocs build --strict` in it gives the same site.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from converter.bundle import Bundle
from converter.view import View
from converter.writers import (
    charts,
    citations,
    compare,
    data,
    findings,
    images,
    markdown,
    pages,
    term_index,
    terms,
)

#: Paths below `docs/` that are generated; the rest of `docs/` is written by hand.
GENERATED = ("index.md", "documents", "findings", "glossary", "citations", "compare", "data")

#: With more documents than this, the sidebar leads to their list: MkDocs writes the
#: whole navigation into every page, which grows with the square of their number.
MOST_IN_NAVIGATION = 40


#: A project in which we have written has this file.
_OURS = Path(".tiaowen") / "nav.yml"


class OutputError(Exception):
    """The output cannot be written, or would destroy something else."""


def write_project(bundle: Bundle, project: Path) -> None:
    """Write the generated pages into a project.

    Args:
        bundle: What there is.
        project: A folder with `mkdocs.yml` and `docs/`. What an earlier run generated
            there is replaced.

    Raises:
        OutputError: The project holds pages under the same names that are not ours.
        OSError: It cannot be written.
    """
    docs = project / "docs"
    _refuse_foreign(project, GENERATED)
    _write(project / _OURS, pages.navigation(bundle, MOST_IN_NAVIGATION, _written(docs)))
    for name in GENERATED:
        path = docs / name
        if path.is_dir():
            shutil.rmtree(path)
        elif path.exists():
            path.unlink()
    view = View(bundle)
    _write(docs / "index.md", pages.home(bundle))
    _write(docs / "documents" / "index.md", pages.document_list(bundle))
    _write_references(view, docs)
    for name, text in compare.comparison_pages(view):
        _write(docs / name / "index.md", text)
    _write(docs / "findings" / "index.md", findings.render())
    for document in bundle.documents:
        page = docs / "documents" / document.slug
        _write(page / "index.md", markdown.render(document, view))
        for name, content in images.image_files(document):
            (page / name).parent.mkdir(exist_ok=True)
            (page / name).write_bytes(content)
    data.write_data(view, docs / "data")


def _write_references(view: View, docs: Path) -> None:
    """Write the pages of the terms and the index of citations."""
    glossary = docs / "glossary"
    _write(glossary / "index.md", term_index.term_index(view, charts.terms_by_documents(view)))
    _write(glossary / "documents" / "index.md", term_index.terms_by_document(view))
    for name, text in terms.term_pages(view):
        _write(glossary / name / "index.md", text)
    for name, text in citations.citation_pages(view, charts.citation_network(view)):
        _write(docs / "citations" / name / "index.md", text)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def _written(docs: Path) -> list[str]:
    """List the pages of a project that are written by hand."""
    pages = (path.relative_to(docs) for path in docs.rglob("*.md"))
    return [page.as_posix() for page in pages if page.parts[0] not in GENERATED]


def make_project(bundle: Bundle, project: Path, origin: Path) -> None:
    """Write a whole project: configuration, hand-written pages and generated ones.

    Args:
        bundle: What there is.
        project: The project; made if it is missing. What is left of an attempt that was
            cut short is completed. `mkdocs.yml` comes last: where it is, all else is.
        origin: A checkout, or what `inputs.assets` returns.

    Raises:
        OutputError: The project holds pages under the same names that are not ours.
        OSError: It cannot be written.
    """
    _refuse_foreign(project, [*GENERATED, *_hand_written(origin)])
    project.mkdir(parents=True, exist_ok=True)
    _write(project / _OURS, "")
    for name in _hand_written(origin):
        target = project / "docs" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(origin / "docs" / name, target)
    write_project(bundle, project)
    beside = (project / _OURS).with_name("mkdocs.yml")
    shutil.copyfile(origin / "mkdocs.yml", beside)
    os.replace(beside, project / "mkdocs.yml")


def _hand_written(origin: Path) -> list[str]:
    """List what is in `docs/` and not generated."""
    docs = origin / "docs"
    names = (path.relative_to(docs) for path in sorted(docs.rglob("*")) if path.is_file())
    return [name.as_posix() for name in names if name.parts[0] not in GENERATED]


def _refuse_foreign(project: Path, names: Sequence[str]) -> None:
    """Refuse a project that has files under these names and is not ours."""
    docs = project / "docs"
    foreign = [name for name in names if (docs / name).exists()]
    if foreign and not (project / _OURS).exists():
        raise OutputError(
            f"{docs / foreign[0]} was not written by tiaowen and would be replaced;"
            " move it away, or name another folder"
        )


#: A site of ours has this file; a folder without it is not replaced.
_MARK = Path("data") / "documents.json"


@contextmanager
def workplace(site: Path) -> Iterator[Path]:
    """Make a folder beside a site to build in, and remove it afterwards.

    Folders that builds before have left because they were killed are removed as well.

    Args:
        site: Where the site is to be.

    Yields:
        An empty folder on the same file system.

    Raises:
        OutputError: The place cannot be written, or holds something that is no site.
    """
    site = site.resolve()
    if site.exists() and not site.is_dir():
        raise OutputError(f"{site} is a file; name a folder for the site")
    if site.is_dir() and any(site.iterdir()) and not (site / _MARK).is_file():
        raise OutputError(
            f"{site} holds files that are no site of ours; name another folder, or empty it"
        )
    try:
        site.parent.mkdir(parents=True, exist_ok=True)
        _remove_left(site)
        folder = Path(tempfile.mkdtemp(prefix=f".{site.name}-", dir=site.parent))
    except (FileExistsError, NotADirectoryError) as error:
        raise OutputError(f"{site} cannot be written: a folder above it is a file") from error
    except OSError as error:
        raise OutputError(f"{site} cannot be written: {error.strerror}") from error
    try:
        yield folder
    finally:
        _remove(folder, site)


#: What a build makes in its folder.
_PARTS = frozenset({"project", "site", "old"})
#: After so many seconds a build is no longer at work.
_LONG_AGO = 3600


def _remove_left(site: Path) -> None:
    """Remove the folders of builds that were killed, and nothing else."""
    ours = re.compile(rf"\.{re.escape(site.name)}-[a-z0-9_]{{8}}")
    for path in list(site.parent.iterdir()):
        if not ours.fullmatch(path.name) or path.is_symlink() or not path.is_dir():
            continue
        with suppress(OSError):
            old = time.time() - path.stat().st_mtime > _LONG_AGO
            if old and {part.name for part in path.iterdir()} <= _PARTS:
                _remove(path, site)


def _remove(folder: Path, site: Path) -> None:
    """Remove a build's folder; the old site in it goes back if there is no new one."""
    with suppress(OSError):
        if (folder / "old").is_dir() and not site.exists():
            os.replace(folder / "old", site)
        shutil.rmtree(folder, ignore_errors=True)


def misplaced(site: Path, sources: Path) -> str | None:
    """Say why a site cannot be at a place, whatever is there.

    Args:
        site: Where the site is to be.
        sources: The folder of sources.

    Returns:
        What is wrong, or None.
    """
    place, below = site.resolve(), sources.resolve()
    if place in (Path.cwd(), *Path.cwd().parents):
        return "is the folder that you are in, or one above it"
    if place in (below, *below.parents):
        return "is the folder of sources, or one above it"
    if below in place.parents:
        return "is inside the folder of sources"
    return f"would be in the place of {REPORT}" if site.name == REPORT else None


REPORT = "report.json"


def report_file(site: Path) -> Path:
    """Return where the report lies: beside the site, so that it is not published.

    Args:
        site: Where the site is to be.

    Returns:
        The path; there may be nothing there, or an earlier report.

    Raises:
        OutputError: There is something else, which would be lost.
    """
    path = site.absolute().parent / REPORT
    if path.exists() or path.is_symlink():
        try:
            found = json.loads(path.read_bytes())
        except (OSError, ValueError, RecursionError):
            found = None
        if not (isinstance(found, dict) and {"documents", "clauses", "findings"} <= set(found)):
            raise OutputError(
                f"{path} is no report of ours and would be replaced; move it away,"
                " or put the site into another folder"
            )
    return path


def publish(new: Path | None, site: Path, report: str) -> None:
    """Put the finished site in its place, and the report beside it.

    Args:
        new: The finished site, on the same file system; None if there is none to show.
        site: Where it is to be.
        report: The report.

    Raises:
        OutputError: It cannot be done; site and report are as before.
        OSError: The report cannot be written; the site is as before.
    """
    path = report_file(site)
    # Written before the swap, so that a full disk leaves the old site and report.
    beside = path.with_name(f".{REPORT}.new")
    try:
        beside.write_text(report, encoding="utf-8", newline="\n")
        if new:
            swap(new, site.resolve())
        os.replace(beside, path)
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def swap(new: Path, site: Path) -> None:
    """Put a finished site in the place of the old one.

    Args:
        new: The finished site, on the same file system.
        site: Where it is to be.

    Raises:
        OutputError: The old site cannot be moved away; it is still there then.
    """
    old = new.with_name("old")
    try:
        if site.exists():
            os.replace(site, old)
        try:
            os.replace(new, site)
        except BaseException:
            if old.exists():
                os.replace(old, site)
            raise
    except OSError as error:
        raise OutputError(f"{site} cannot be replaced: {error.strerror}") from error
    shutil.rmtree(old, ignore_errors=True)
