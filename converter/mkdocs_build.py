"""A whole site: what MkDocs builds itself, and what is stamped.

MkDocs builds what is in the navigation and what is written by hand. The pages of documents,
terms and the like are stamped into the shell that it built for the probes (`converter.shell`).
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from converter.failures import BuildFailed as BuildFailed
from converter.mkdocs_run import loaded, run
from converter.mkdocs_run import serve as serve
from converter.shell.probes import folder_of, folders, learn_shell, probes
from converter.shell.refusal import Refused
from converter.shell.sitemap import SiteMap, learn_site_map, write_site_map
from converter.shell.slots import ShellError
from converter.shell.stamp import Shell

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


@dataclass(frozen=True, slots=True)
class Frame:
    """What MkDocs built of a site, and what the rest is stamped with; it can be pickled.

    Attributes:
        root: The path below which the site is to be served, as `site_url` says it: `/`, or
            `/tiaowen/` and the like. The links of 404.html begin with it.
        shell: What pages are stamped with; None if MkDocs built all of them.
        folders: The folders below `docs/` whose pages are stamped.
        built: The pages in them that MkDocs built, as they are in the navigation.
        site_map: How the site map is written, if it lists pages.
    """

    root: str
    shell: Shell | None
    folders: frozenset[str]
    built: frozenset[str]
    site_map: SiteMap | None

    def stamps(self, uri: str) -> bool:
        """Tell whether a page, such as `documents/x/index.md`, is to be stamped."""
        return uri.partition("/")[0] in self.folders and uri not in self.built


def build(project: Path, site: Path) -> str:
    """Build a project, strictly.

    Args:
        project: A folder with `mkdocs.yml` and `docs/`.
        site: Where to put the site; emptied first.

    Returns:
        The path below which the site is to be served (see `Frame.root`).

    Raises:
        BuildFailed: MkDocs reported an error or a warning.
    """
    built = frame(project, site)
    shell, docs = built.shell, project / "docs"
    if shell is None:
        return built.root
    refused, stamped = {}, []
    for folder in sorted(built.folders):
        for path in sorted(file for file in (docs / folder).rglob("*") if file.is_file()):
            uri = path.relative_to(docs).as_posix()
            if not uri.endswith(".md"):
                copy(path, site / uri)
            elif built.stamps(uri):
                stamped.append(uri)
                markdown = path.read_text(encoding="utf-8")
                try:
                    write_page(site, uri, shell.page(markdown, uri))
                except Refused:
                    refused[uri] = markdown
    for uri, page in (plain(project, refused) if refused else {}).items():
        write_page(site, uri, page)
    finish(site, built, stamped)
    return built.root


def is_fast(project: Path) -> bool:
    """Tell whether pages are stamped; else MkDocs builds all, which have to be there.

    Args:
        project: A folder with `mkdocs.yml` and `docs/`.

    Raises:
        BuildFailed: MkDocs cannot use its configuration.
    """
    with loaded(project, project / "site", project / "docs") as config:
        return bool(_stamped(config))


def frame(project: Path, site: Path) -> Frame:
    """Build what is in the navigation or written by hand, and learn the shell of the rest.

    The work does not grow with the pages that are stamped: they are neither read nor listed, and
    links to them are taken to lead somewhere, which the checks of the built site look at.

    Args:
        project: A folder with `mkdocs.yml` and `docs/`.
        site: Where to put the site; emptied first.

    Returns:
        What the other pages are stamped with. With `fast_pages: false` below `extra` in
        `mkdocs.yml` there are none: MkDocs has built everything.

    Raises:
        BuildFailed: MkDocs reported an error or a warning, or its theme builds pages in another
            way than the fast path knows.
    """
    with tempfile.TemporaryDirectory() as place, loaded(project, site, Path(place)) as config:
        folders_here = _stamped(config)
        if not folders_here:
            config.docs_dir = str(project.resolve() / "docs")
            run(config, frozenset())
            return Frame(_root(config), None, frozenset(), frozenset(), None)
        built = _lay_out(project / "docs", Path(place), folders_here, config)
        tried = {probe.uri: probe.markdown for probe in probes()}
        for uri, markdown in tried.items():
            _write(Path(place) / uri, markdown)
        pages = run(config, folders_here)
        try:
            shell = learn_shell({uri: _read_page(site, uri) for uri in tried})
            text = (site / "sitemap.xml").read_text(encoding="utf-8")
            site_map = learn_site_map(text, pages, list(tried))
        except ShellError as error:
            raise BuildFailed(_OTHERWISE.format(version("mkdocs-material"), error)) from error
        for uri in tried:
            folder = site / folder_of(uri)
            shutil.rmtree(folder, ignore_errors=True)
            with suppress(OSError):  # it holds other pages, too
                folder.parent.rmdir()
        return Frame(_root(config), shell, folders_here, built, site_map)


#: What is said where the theme is not the one that the fast path was made for.
_OTHERWISE = (
    "mkdocs-material {} builds pages in another way than the fast path knows: {}\n"
    "Set fast_pages to false below extra in mkdocs.yml, and MkDocs builds every page itself;"
    " or install the version that requirements/ names."
)


def finish(site: Path, built: Frame, stamped: list[str]) -> None:
    """Write what needs to know all pages: the site map.

    Args:
        site: The site.
        built: What `frame` returned.
        stamped: The pages that were stamped, such as `documents/x/index.md`.
    """
    if built.site_map:
        write_site_map(site, built.site_map.write(stamped))


def plain(project: Path, pages: Mapping[str, str]) -> dict[str, str]:
    """Have MkDocs build single pages that cannot be stamped.

    Args:
        project: The project.
        pages: Their places below `docs/`, such as `documents/x/index.md`, and their Markdown.

    Returns:
        The pages, as they are in a whole build; none of the other pages has to be there.

    Raises:
        BuildFailed: MkDocs reported an error or a warning.
    """
    with tempfile.TemporaryDirectory() as place:
        docs, site = Path(place) / "docs", Path(place) / "site"
        docs.mkdir()
        with loaded(project, site, docs) as config:
            folders_here = _stamped(config)
            _lay_out(project / "docs", docs, folders_here, config)
            for uri, markdown in pages.items():
                _write(docs / uri, markdown)
            run(config, folders_here, copied=False)
        return {uri: _read_page(site, uri) for uri in pages}


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def _page_file(site: Path, uri: str) -> Path:
    """Return the file of a page, as `use_directory_urls` has it."""
    stem = uri.removesuffix(".md")
    return site / (
        f"{stem}/index.html" if not stem.endswith("/index") else f"{stem[:-6]}/index.html"
    )


def write_page(site: Path, uri: str, page: str) -> None:
    """Write a page that was built at a place below `docs/`, such as `documents/x/index.md`."""
    _write(_page_file(site, uri), page)


def _read_page(site: Path, uri: str) -> str:
    return _page_file(site, uri).read_bytes().decode()


def copy(source: Path, target: Path) -> None:
    """Copy a file, into a folder that is made if it is missing."""
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _root(config: MkDocsConfig) -> str:
    return urlsplit(config.site_url or "").path.rstrip("/") + "/"


def _stamped(config: MkDocsConfig) -> frozenset[str]:
    """Return the folders whose pages are out of the navigation, and can be stamped."""
    left_out = config.not_in_nav
    if not left_out or config.extra.get("fast_pages") is False or not config.use_directory_urls:
        return frozenset()
    return frozenset(name for name in folders() if left_out.match_file(f"{name}/zq/index.md"))


def _lay_out(
    docs: Path, place: Path, folders_here: frozenset[str], config: MkDocsConfig
) -> frozenset[str]:
    """Lay out the pages that MkDocs builds, and all other files, in a folder of its own.

    Returns:
        Those of the pages that lie in folders whose pages are stamped.
    """
    built = {
        uri
        for uri in (*_listed(config.nav), *(f"{folder}/index.md" for folder in folders_here))
        if uri.partition("/")[0] in folders_here and (docs / uri).is_file()
    }
    for path in docs.resolve().iterdir():
        if path.name not in folders_here:
            _link(path, place / path.name)
    for uri in built:
        copy(docs / uri, place / uri)
    return frozenset(built)


def _listed(nav: object) -> Iterator[str]:
    """Yield the pages of a navigation."""
    if isinstance(nav, str):
        yield nav
    elif isinstance(nav, dict | list):
        for below in nav.values() if isinstance(nav, dict) else nav:
            yield from _listed(below)


def _link(source: Path, target: Path) -> None:
    try:
        target.symlink_to(source, source.is_dir())
    except OSError:  # a system without such links
        (shutil.copytree if source.is_dir() else shutil.copyfile)(source, target)
