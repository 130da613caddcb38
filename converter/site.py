"""From a bundle to a site: the MkDocs project, the build beside the old site, the swap.

The project is complete in itself: `mkdocs build --strict` in it gives the same site.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from converter.model import Bundle
from converter.writers import data, markdown, pages

#: Paths below `docs/` that are generated; the rest of `docs/` is written by hand.
GENERATED = ("index.md", "documents", "glossary", "data")

#: With more documents than this, the sidebar leads to their list: MkDocs writes the
#: whole navigation into every page, which grows with the square of their number.
MOST_IN_NAVIGATION = 40


class OutputError(Exception):
    """The output cannot be written, or would destroy something else."""


def assets() -> Path:
    """Return the folder that holds `mkdocs.yml` and `docs/`.

    In an installed package they are carried inside it; in a checkout they are at the
    top of the repository.
    """
    package = Path(__file__).resolve().parent
    carried = package / "_site"
    return carried if carried.is_dir() else package.parent


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
    nav = project / ".tiaowen" / "nav.yml"
    foreign = [name for name in GENERATED if (docs / name).exists() and not nav.exists()]
    if foreign:
        raise OutputError(
            f"{docs / foreign[0]} was not written by tiaowen and would be replaced;"
            " move it away, or name another folder"
        )
    _write(nav, pages.navigation(bundle, MOST_IN_NAVIGATION, _written(docs)))
    for name in GENERATED:
        path = docs / name
        if path.is_dir():
            shutil.rmtree(path)
        elif path.exists():
            path.unlink()
    _write(docs / "index.md", pages.home(bundle))
    _write(docs / "documents" / "index.md", pages.document_list(bundle))
    _write(docs / "glossary" / "index.md", pages.glossary(bundle))
    for document in bundle.documents:
        _write(docs / "documents" / document.slug / "index.md", markdown.render(document))
    data.write_data(bundle, docs / "data")


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def _written(docs: Path) -> list[str]:
    """List the pages of a project that are written by hand."""
    pages = (path.relative_to(docs) for path in docs.rglob("*.md"))
    return [page.as_posix() for page in pages if page.parts[0] not in GENERATED]


def copy_assets(project: Path, origin: Path) -> None:
    """Copy `mkdocs.yml` and the hand-written part of `docs/` into an empty project.

    Args:
        project: The project; made if it is missing.
        origin: A checkout, or what `assets` returns.
    """
    project.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(origin / "mkdocs.yml", project / "mkdocs.yml")

    def generated(folder: str, names: list[str]) -> list[str]:
        return list(GENERATED) if Path(folder) == origin / "docs" else []

    shutil.copytree(
        origin / "docs", project / "docs", ignore=generated, copy_function=shutil.copyfile
    )


#: A site of ours has this file; a folder without it is not replaced.
_MARK = Path("data") / "documents.json"


@contextmanager
def workplace(site: Path) -> Iterator[Path]:
    """Make a folder beside a site to build in, and remove it afterwards.

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
        folder = Path(tempfile.mkdtemp(prefix=f".{site.name}-", dir=site.parent))
    except (FileExistsError, NotADirectoryError) as error:
        raise OutputError(f"{site} cannot be written: a folder above it is a file") from error
    except OSError as error:
        raise OutputError(f"{site} cannot be written: {error.strerror}") from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


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
        except OSError:
            if old.exists():
                os.replace(old, site)
            raise
    except OSError as error:
        raise OutputError(f"{site} cannot be replaced: {error.strerror}") from error
    shutil.rmtree(old, ignore_errors=True)
