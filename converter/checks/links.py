"""The links between the pages of a site: each leads to a page, and to a place on it.

Reads: of each page where it can be reached and where it leads, in a form that thousands of
pages can be kept in; and which files there are. Writes: findings.
"""

from __future__ import annotations

import pickle
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from converter.checks.page import Page, broken, has_place, no_place
from converter.diagnostics import Diagnostic

#: Of so many pages the ids are at hand at a time.
_AT_HAND = 1000

#: Where links of one page to another lead: the path as in a site, without what is added
#: where it is a folder; the path as written; the fragments as written.
_Row = tuple[str, str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Connections:
    """What other pages have to do with a page.

    Attributes:
        path: Its file, from the root of the site.
        ids: All ids on it, packed.
        leaving: Where its links to other pages lead, packed.
    """

    path: str
    ids: bytes
    leaving: bytes


def connections(page: Page, root: str = "/") -> Connections:
    """Leave of a page what is needed to check the links between pages.

    Args:
        page: The page.
        root: The path below which the site is to be served, with a slash at its end.

    Returns:
        It, of some kilobytes.
    """
    written: dict[str, list[str]] = {}
    for link in page.links:
        before, _, fragment = link.partition("#")
        if before:
            written.setdefault(before, []).append(fragment)
    rows: list[_Row] = []
    above = _above(page.path)
    for before, fragments in written.items():
        target = _simple_target(before, above) or _target(before, page.path, root)
        if target is not None:
            rows.append((target, before, tuple(filter(None, fragments))))
    return Connections(page.path, pickle.dumps(sorted(page.ids), 5), pickle.dumps(rows, 5))


#: How the writers write nearly all links: up some folders, and down to a folder or a file.
_SIMPLE = re.compile(r"((?:\.\./)*+)((?:[A-Za-z0-9_-][A-Za-z0-9_.-]*+/?+)*+)")


def _above(page: str) -> list[str]:
    """List the folder of a page, and those above it up to the root, each as links begin there."""
    parts = page.split("/")[:-1]
    return ["".join(f"{part}/" for part in parts[:depth]) for depth in range(len(parts), -1, -1)]


def _simple_target(written: str, above: Sequence[str]) -> str:
    """Return what `_target` does, in a tenth of the time; nothing for other than simple links."""
    simple = _SIMPLE.fullmatch(written)
    if not simple:
        return ""
    up = simple.end(1) // len("../")
    if up >= len(above):
        return ""
    found = above[up] + simple[2]
    return f"{found}index.html" if written.endswith("/") else found


#: Where a path leads that is not below the root of the site.
_OUT = "/"


def _target(written: str, page: str, root: str) -> str | None:
    """Return the file or folder that a link leads to; None if it is no link within the site."""
    path = written
    if not _is_plain(written):
        parts = urlsplit(written)
        if parts.scheme or parts.netloc:
            return None
        path = unquote(parts.path)
        if not path:
            return page
    if path.startswith("/"):
        # 404.html is shown at any address, so its links begin at the root.
        if not path.startswith(root):
            return _OUT
        found = posixpath.normpath(path.removeprefix(root).lstrip("/"))
    else:
        found = posixpath.normpath(posixpath.join(posixpath.dirname(page), path))
    return _index(found) if path.endswith("/") else found


def _index(folder: str) -> str:
    return "index.html" if folder == "." else f"{folder}/index.html"


def _is_plain(written: str) -> bool:
    """Tell whether an address is nothing but a path."""
    return not written.startswith("//") and written.isprintable() and not set(written) & _SPECIAL


_SPECIAL = frozenset(":?%\\ ")


class Ids(Mapping[str, frozenset[str]]):
    """The ids on each page of a site, by the page's path."""

    def __init__(self, pages: Iterable[Connections]) -> None:
        self._packed = {page.path: page.ids for page in pages}
        self._at_hand = lru_cache(_AT_HAND)(self._unpacked)

    def _unpacked(self, path: str) -> frozenset[str]:
        return frozenset(pickle.loads(self._packed[path]))

    def __getitem__(self, path: str) -> frozenset[str]:
        return self._at_hand(path)

    def __contains__(self, path: object) -> bool:
        return path in self._packed

    def __iter__(self) -> Iterator[str]:
        return iter(self._packed)

    def __len__(self) -> int:
        return len(self._packed)


def check_links(
    pages: Iterable[Connections], ids: Mapping[str, frozenset[str]], files: Iterable[str]
) -> Iterator[Diagnostic]:
    """Check the links from pages to other pages.

    Args:
        pages: The pages whose links are to be checked.
        ids: The ids on each page of the site.
        files: The paths of all files of the site, from its root.

    Yields:
        Findings.
    """
    every = frozenset(files) | ids.keys()
    folders = frozenset(_folders(every))
    for page in pages:
        rows: list[_Row] = pickle.loads(page.leaving)
        for target, written, fragments in rows:
            path = _index(target) if target in folders else target
            if path not in every:
                problem = "leads out of the site" if target == _OUT else "leads to no page"
                for fragment in fragments or ("",):
                    yield broken(page.path, _link(written, fragment), problem)
            elif fragments and path in ids:
                for fragment in fragments:
                    if not has_place(ids[path], fragment):
                        yield broken(page.path, _link(written, fragment), no_place(fragment))


def _link(written: str, fragment: str) -> str:
    return f"{written}#{fragment}" if fragment else written


def _folders(files: Iterable[str]) -> Iterator[str]:
    """Yield the folders that hold files, the root of the site among them."""
    seen = set()
    for file in files:
        folder = posixpath.dirname(file)
        while folder and folder not in seen:
            seen.add(folder)
            yield folder
            folder = posixpath.dirname(folder)
    yield "."
