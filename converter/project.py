"""From a bundle to a MkDocs project: configuration, hand-written pages and generated ones.

The project is complete in itself: `mkdocs build --strict` in it gives the same site.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

from converter.atomic import Taken, locked
from converter.bundle import Bundle
from converter.failures import OutputError
from converter.listing import Listing
from converter.other_pages import Page, other_pages
from converter.page_files import FOLDER as PAGE_FILES
from converter.page_files import join_page_files
from converter.parallel import pack
from converter.pile import Pile
from converter.plain_pages import write_plain
from converter.search.scripts import join_scripts
from converter.search.write import write_search
from converter.settings import FILE_NAME as SETTINGS
from converter.settings import Settings, read_settings
from converter.view import View
from converter.writers import data_files, images, markdown, pages
from converter.writers.large import PAGE, is_large, leads_to_compressed, page_of_compressed
from converter.writers.place import standing

#: Paths below `docs/` that are generated; the rest of `docs/` is written by hand.
GENERATED = (
    "index.md",
    "documents",
    "browse",
    "findings",
    "glossary",
    "citations",
    "compare",
    "revisions",
    "data",
    "search",
    PAGE_FILES,
)

#: A project in which we have written has this file.
_OURS = Path(".tiaowen") / "nav.yml"


#: The pages that a navigation names.
_MARKDOWN = re.compile(r'"([^"]+\.md)"')
#: From so many folders down a page is not on top of its folder.
_DEEP = 2

#: Measures a stage of the work under its name.
Timed = Callable[[str], AbstractContextManager[None]]


def untimed(_stage: str) -> AbstractContextManager[None]:
    """Measure nothing."""
    return nullcontext()


def write_project(
    bundle: Bundle,
    project: Path,
    timed: Timed = untimed,
    settings: Settings | None = None,
    documents: bool = True,
    tables: bool = True,
    aside: Pile[Page] | None = None,
    executor: Executor | None = None,
) -> None:
    """Write the generated pages into a project.

    Args:
        bundle: What there is.
        project: A folder with `mkdocs.yml` and `docs/`. What an earlier run generated
            there is replaced; the scripts of the search are joined to one.
        timed: Measures the writing of the search's index, as `search`; with an executor that of
            all pages, as `pages`.
        settings: How long lists may be; None for what its `mkdocs.yml` says.
        documents: False to leave out the pages of documents, if they are many: they are made
            apart from the others (`page_jobs`).
        tables: False to leave out the data and the index of the search likewise.
        aside: Takes the pages that are not in the navigation, nor on top of their folder; they
            are not written then.
        executor: Where all is written, nothing left out nor put aside; None for this process.

    Raises:
        OutputError: The project holds pages under the same names that are not ours, or its
            settings are not in good form.
        OSError: It cannot be written.
    """
    _refuse_foreign(project, GENERATED)
    with _renewed(project) as docs:
        view, listing = View(bundle, settings or settings_of(project)), Listing(bundle)
        navigation = pages.navigation(view, listing, _written(project / "docs"))
        packed = _is_packed(project)
        if executor:
            with timed("pages"):
                write_plain(view, listing, docs, packed, executor)
        else:
            framed = set(_MARKDOWN.findall(navigation))
            _write_others(view, listing, docs, framed, aside)
            if documents or len(listing.works) <= view.settings.most_in_navigation:
                _write_documents(view, listing, docs)
            if tables:
                data_files.write_data(view, docs / "data", packed)
                with timed("search"):
                    write_search(view, docs / "search")
        # A project that an older version made has a search of its own, and no such scripts.
        scripts = project / "docs" / "javascripts" / "search"
        if scripts.is_dir():
            join_scripts(scripts, docs / "search")
        config = json.loads(navigation)
        config["extra"] = {"page_files": join_page_files(project / "docs", docs)}
    _write(project / _OURS, json.dumps(config, ensure_ascii=False, indent=1) + "\n")


@contextmanager
def _renewed(project: Path) -> Iterator[Path]:
    """Yield a folder to write what is generated to; then it replaces what was generated before.

    A run that is killed or finds the disk full leaves the pages as they were, or, within the
    moment of the replacement, some of both; the next run replaces all of them.

    Raises:
        OutputError: Another run is doing the same.
    """
    place = project / _OURS.parent
    place.mkdir(parents=True, exist_ok=True)
    new, old = place / "new", place / "old"
    try:
        with locked(place, wait=False):
            for left in (new, old):
                shutil.rmtree(left, ignore_errors=True)
            old.mkdir(parents=True)
            try:
                yield new
                _replace(new, project / "docs", old)
            finally:
                for left in (new, old):
                    shutil.rmtree(left, ignore_errors=True)
    except Taken as error:
        raise OutputError(f"another run is writing in {project.as_posix()}; wait for it") from error


def _replace(new: Path, docs: Path, old: Path) -> None:
    """Move what was generated before out of the way, and what is new to its place."""
    docs.mkdir(exist_ok=True)
    for name in GENERATED:
        if (docs / name).exists():
            os.replace(docs / name, old / name)
        if (new / name).exists():
            os.replace(new / name, docs / name)


def _write_others(
    view: View, listing: Listing, docs: Path, framed: Collection[str], aside: Pile[Page] | None
) -> None:
    """Write the pages that are no document's, or put those aside that are not `framed`."""
    for uri, page in other_pages(view, listing):
        if aside is None or uri in framed or uri.count("/") < _DEEP:
            _write(docs / uri, page if isinstance(page, str) else page.write(view.settings))
        else:
            aside.add(pack((uri, page)))


def _write_documents(view: View, listing: Listing, docs: Path) -> None:
    """Write the pages of documents, and their pictures."""
    for document in view.bundle.documents:
        page = docs / "documents" / document.slug
        stand = standing(listing, document)
        _write(page / "index.md", markdown.render(document, view, stand))
        for name, content in images.image_files(document):
            (page / name).parent.mkdir(exist_ok=True)
            (page / name).write_bytes(content)


def settings_of(project: Path) -> Settings:
    """Read the settings of a project.

    Args:
        project: A folder with `mkdocs.yml`.

    Raises:
        OutputError: They are not in good form; the message says where.
    """
    settings, problems = read_settings(project / SETTINGS, (project / SETTINGS).as_posix())
    if problems:
        raise OutputError("\n".join(map(str, problems)))
    return settings


def _is_packed(project: Path) -> bool:
    """Tell whether a project's page about the data leads to compressed files.

    That page is written by hand, and not for every folder by us: its links have to hold.
    """
    page = project / "docs" / PAGE
    return page.is_file() and leads_to_compressed(page.read_text(encoding="utf-8"))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def _written(docs: Path) -> list[str]:
    """List the pages of a project that are written by hand."""
    pages = (path.relative_to(docs) for path in docs.rglob("*.md"))
    return [page.as_posix() for page in pages if page.parts[0] not in GENERATED]


def make_project(
    bundle: Bundle,
    project: Path,
    origin: Path,
    timed: Timed = untimed,
    documents: bool = True,
    tables: bool = True,
    aside: Pile[Page] | None = None,
    executor: Executor | None = None,
) -> None:
    """Write a whole project: configuration, hand-written pages and generated ones.

    Args:
        bundle: What there is.
        project: The project; made if it is missing. What is left of an attempt that was
            cut short is completed. `mkdocs.yml` comes last: where it is, all else is.
        origin: A checkout, or what `inputs.assets` returns.
        timed: As for `write_project`.
        documents: Likewise.
        tables: Likewise.
        aside: Likewise.
        executor: Likewise.

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
    settings = settings_of(origin)
    page = project / "docs" / PAGE
    if is_large(bundle, settings) and page.is_file():
        _write(page, page_of_compressed(page.read_text(encoding="utf-8")))
    write_project(bundle, project, timed, settings, documents, tables, aside, executor)
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
