"""The built pages against the sources: nothing lost, every address there, no way out.

Reads: the finished site and the documents. Writes: findings. It looks at the pages as a
browser gets them, so that no step before can hide a fault.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag
from bs4.filter import SoupStrainer
from lxml import html

from converter.checks.addresses import check_addresses
from converter.diagnostics import Diagnostic
from converter.discards import essential, is_discard
from converter.findings import report, report_file
from converter.model import Document
from converter.source import SourceText, Span

#: Elements and the attribute by which they make a browser fetch something.
_FETCHING = (
    ("script", "src"),
    ("img", "src"),
    ("iframe", "src"),
    ("source", "src"),
    ("video", "src"),
    ("video", "poster"),
    ("audio", "src"),
    ("track", "src"),
    ("input", "src"),
    ("embed", "src"),
    ("object", "data"),
)
#: Relations of <link> that make a browser fetch nothing by themselves.
_HARMLESS_LINKS = frozenset({"canonical", "prev", "next", "alternate", "author", "license"})
_CSS_URL = re.compile(r"""(?:url\(\s*['"]?|@import\s+['"])((?:https?:)?//[^'")\s]+)""")


@dataclass(frozen=True, slots=True)
class Page:
    """What the checks need to know of one page.

    Attributes:
        path: Its file, from the root of the site.
        ids: All ids on it, and the names of anchors.
        repeated: Ids that stand on it more than once.
        links: Where its links lead, as written.
        fetched: Addresses outside the site that a browser would fetch.
        text: The text of its article without apparatus and discards.
    """

    path: str
    ids: frozenset[str]
    repeated: tuple[str, ...]
    links: tuple[str, ...]
    fetched: tuple[str, ...]
    text: str


def read_page(root: str, path: str) -> Page:
    """Read one page of a site.

    Args:
        root: The folder of the site.
        path: The page's file in it.

    Returns:
        What there is to check.
    """
    text = (Path(root) / path).read_text(encoding="utf-8")
    tree = html.document_fromstring(text, html.HTMLParser(huge_tree=True))
    counts = Counter(element.get("id", "") for element in tree.iter() if element.get("id"))
    names = {a.get("name", "") for a in tree.iter("a") if a.get("name")}
    links = [a.get("href", "") for a in tree.iter("a") if a.get("href")]
    return Page(
        path=path,
        ids=frozenset(counts) | frozenset(names),
        repeated=tuple(sorted(eid for eid, count in counts.items() if count > 1)),
        links=tuple(dict.fromkeys(links)),
        fetched=tuple(sorted(set(_fetched(tree)))),
        text=essential(article_text(text)),
    )


def article_text(page: str) -> str:
    """Return the text of a page's article without the apparatus.

    Args:
        page: The page's HTML.

    Returns:
        The text outside of `[data-editorial]` and `.headerlink`.
    """
    soup = BeautifulSoup(page, "lxml", parse_only=SoupStrainer("article"))
    return "".join(_source_strings(soup))


def _source_strings(element: Tag) -> Iterator[str]:
    """Yield the strings below an element; what is marked as apparatus is gone around.

    Taking it out of the tree instead takes minutes on a page of ten megabytes.
    """
    for child in element.children:
        if isinstance(child, Tag):
            classes = child.get_attribute_list("class")
            if "data-editorial" not in child.attrs and "headerlink" not in classes:
                yield from _source_strings(child)
        elif type(child) is NavigableString:
            yield child


def _fetched(tree: html.HtmlElement) -> Iterator[str]:
    for tag, attribute in _FETCHING:
        for element in tree.iter(tag):
            if _is_external(element.get(attribute, "")):
                yield element.get(attribute, "")
    for element in tree.iter("link"):
        relations = set((element.get("rel") or "").split())
        if not relations <= _HARMLESS_LINKS and _is_external(element.get("href", "")):
            yield element.get("href", "")
    for element in tree.iter("img", "source"):
        for candidate in element.get("srcset", "").split(","):
            address = candidate.strip().split(" ")[0]
            if _is_external(address):
                yield address
    for element in tree.iter("style"):
        yield from _CSS_URL.findall(element.text or "")
    for element in tree.xpath("//*[@style]"):
        yield from _CSS_URL.findall(element.get("style"))


def _is_external(address: str) -> bool:
    parts = urlsplit(address)
    return bool(parts.netloc) or parts.scheme in ("http", "https", "ws", "wss")


def check_site(
    site: Path,
    documents: Iterable[Document],
    executor: Executor | None = None,
    root: str = "/",
    published: Mapping[str, Collection[str]] = MappingProxyType({}),
) -> list[Diagnostic]:
    """Check a finished site.

    Args:
        site: Its folder.
        documents: What it is made of.
        executor: Where the pages are read; in this process if None.
        root: The path below which the site is to be served, with a slash at its end.
        published: Addresses that have to lead somewhere (see `addresses.published`).

    Returns:
        Findings; none of them is expected.
    """
    paths = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    roots = [str(site)] * len(paths)
    read = (
        executor.map(read_page, roots, paths, chunksize=8)
        if executor
        else map(read_page, roots, paths)
    )
    pages = {page.path: page for page in read}
    found: list[Diagnostic] = []
    for document in documents:
        page = pages.get(f"{document.url}index.html")
        if page is None:
            found.append(report_file("id-missing", document.url, "the page was not built"))
        else:
            found += check_document(document, page)
    ids = {page.path: page.ids for page in pages.values()}
    found += check_addresses(ids, published)
    for page in pages.values():
        found += _check_page(site, root, page, ids)
    found += _check_styles(site)
    return found


def check_document(document: Document, page: Page) -> list[Diagnostic]:
    """Check that a page shows its document whole, with every address.

    Args:
        document: The document.
        page: Its page.

    Returns:
        Findings.
    """
    found = []
    lost = first_difference(document.source, page.text)
    if lost is not None:
        message = f"{page.path} does not show the source from here on as it is"
        found.append(report("conservation", document.source, lost, message))
    for node in document.clauses():
        eid = document.ids[node.key]
        if eid not in page.ids:
            message = f"{page.path} has no element with the id {eid!r}"
            found.append(report("id-missing", document.source, node.span, message))
    return found


def first_difference(source: SourceText, shown: str) -> Span | None:
    """Find where a text shown departs from its source.

    Args:
        source: The source.
        shown: The text shown, without discards.

    Returns:
        The first character that is not shown, or shown otherwise; None if all is well.
    """
    expected = essential(source.text)
    if expected == shown:
        return None
    count = next(
        (i for i, (a, b) in enumerate(zip(expected, shown, strict=False)) if a != b),
        min(len(expected), len(shown)),
    )
    seen = 0
    for offset, char in enumerate(source.text):
        if not is_discard(char):
            if seen == count:
                return Span(offset, offset + 1)
            seen += 1
    return Span(len(source.text), len(source.text))


def _check_page(
    site: Path, root: str, page: Page, ids: Mapping[str, frozenset[str]]
) -> Iterator[Diagnostic]:
    for eid in page.repeated:
        yield report_file("id-duplicate", page.path, f"the id {eid!r} stands twice")
    for address in page.fetched:
        yield report_file("link-external", page.path, f"a browser would fetch {address}")
    for link in page.links:
        problem = _problem(site, root, page, link, ids)
        if problem:
            yield report_file("link-broken", page.path, f"the link {link!r} {problem}")


def _problem(
    site: Path, root: str, page: Page, link: str, ids: Mapping[str, frozenset[str]]
) -> str | None:
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return None
    base, path = posixpath.dirname(page.path), unquote(parts.path)
    if path.startswith("/"):
        # 404.html is shown at any address, so its links begin at the root.
        if not path.startswith(root):
            return "leads out of the site"
        base, path = "", path.removeprefix(root).lstrip("/")
    target = posixpath.normpath(posixpath.join(base, path))
    if not parts.path:
        target = page.path
    elif parts.path.endswith("/") or (site / target).is_dir():
        target = posixpath.normpath(posixpath.join(target, "index.html"))
    if target.startswith("..") or not (target in ids or (site / target).is_file()):
        return "leads to no page"
    fragment = unquote(parts.fragment)
    if fragment and target in ids and fragment not in ids[target] and fragment != "__skip":
        return f"leads to no element with the id {fragment!r}"
    return None


def _check_styles(site: Path) -> Iterator[Diagnostic]:
    for path in sorted(site.rglob("*.css")):
        for address in _CSS_URL.findall(path.read_text(encoding="utf-8", errors="replace")):
            shown = path.relative_to(site).as_posix()
            yield report_file("link-external", shown, f"a browser would fetch {address}")
