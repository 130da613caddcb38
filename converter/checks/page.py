"""One built page against its source: nothing lost, every address there, no way out.

Reads: the page's HTML and the document. Writes: findings. It looks at the page as a browser
gets it, so that no step before can hide a fault: it is read by a parser of HTML, once, and
no more is kept than the checks need.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import unquote, urlsplit

from lxml import etree

from converter.diagnostics import Diagnostic
from converter.discards import essential, is_discard
from converter.findings import report, report_file
from converter.model import Document
from converter.source import SourceText
from converter.span import Span

#: Elements and the attributes by which they make a browser fetch something.
_FETCHING = {
    "script": ("src",),
    "img": ("src",),
    "iframe": ("src",),
    "source": ("src",),
    "video": ("src", "poster"),
    "audio": ("src",),
    "track": ("src",),
    "input": ("src",),
    "embed": ("src",),
    "object": ("data",),
}
#: Elements of which a browser fetches one of several addresses.
_WITH_CHOICES = frozenset({"img", "source"})
#: Relations of <link> that make a browser fetch nothing by themselves.
_HARMLESS_LINKS = frozenset({"canonical", "prev", "next", "alternate", "author", "license"})
_CSS_URL = re.compile(r"""(?:url\(\s*['"]?|@import\s+['"])((?:https?:)?//[^'")\s]+)""")

#: Elements whose characters are no text of the page; those of ruby stand beside it.
_NO_TEXT = frozenset({"script", "style", "template", "rt", "rp"})

#: A fragment that leads to the content of any page of the theme.
_SKIP = "__skip"


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


class _Listener:
    """Hears from the parser of each element where it begins and where it ends.

    Elements that are not closed, or closed in another order, the parser closes as a
    browser does. No tree is built: it would be looked at once, and thrown away.
    """

    def __init__(self) -> None:
        self.ids: list[str] = []
        self.names: set[str] = set()
        self.links: list[str] = []
        self.fetched: set[str] = set()
        self.strings: list[str] = []
        self.articles = 0
        #: How many elements are open in an article, from the first on that holds no text of
        #: the source.
        self.hidden = 0
        self.in_style = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Hear that an element begins."""
        if self.hidden:
            self.hidden += 1
        elif self.articles and (tag in _NO_TEXT or _is_apparatus(attributes)):
            self.hidden = 1
        if tag == "article":
            self.articles += 1
        elif tag == "style":
            self.in_style = True
        if "id" in attributes:
            self.ids.append(attributes["id"])
        if "style" in attributes:
            self.fetched.update(_CSS_URL.findall(attributes["style"]))
        if tag == "a":
            self.links.append(attributes.get("href", ""))
            if "name" in attributes:
                self.names.add(attributes["name"])
        elif tag in _FETCHING or tag == "link":
            self.fetched.update(filter(is_external, _addresses(tag, attributes)))

    def end(self, tag: str) -> None:
        """Hear that an element ends."""
        if self.hidden:
            self.hidden -= 1
        if tag == "article":
            self.articles -= 1
        elif tag == "style":
            self.in_style = False

    def data(self, characters: str) -> None:
        """Hear of characters between two tags."""
        if self.articles and not self.hidden:
            self.strings.append(characters)
        elif self.in_style:
            self.fetched.update(_CSS_URL.findall(characters))

    def close(self) -> None:
        """Hear that the page ends."""


def _is_apparatus(attributes: Mapping[str, str]) -> bool:
    """Tell whether an element holds what a writer has added, or the theme."""
    return "data-editorial" in attributes or (
        "class" in attributes and "headerlink" in attributes["class"].split()
    )


def _addresses(tag: str, attributes: Mapping[str, str]) -> Iterator[str]:
    """Yield the addresses that an element makes a browser fetch."""
    if tag == "link":
        if not set(attributes.get("rel", "").split()) <= _HARMLESS_LINKS:
            yield attributes.get("href", "")
        return
    for name in _FETCHING[tag]:
        yield attributes.get(name, "")
    if tag in _WITH_CHOICES:
        for choice in attributes.get("srcset", "").split(","):
            yield choice.strip().split(" ")[0]


def read_page(html: str, path: str) -> Page:
    """Read one page of a site.

    Args:
        html: The page.
        path: Its file, from the root of the site.

    Returns:
        What there is to check.
    """
    heard = _Listener()
    if html.strip():
        etree.fromstring(html, etree.HTMLParser(target=cast(Any, heard), huge_tree=True))
    counts = Counter(filter(None, heard.ids))
    page = Page(
        path=path,
        ids=frozenset(counts) | frozenset(filter(None, heard.names)),
        repeated=tuple(sorted(eid for eid, count in counts.items() if count > 1)),
        links=tuple(dict.fromkeys(filter(None, heard.links))),
        fetched=tuple(sorted(heard.fetched)),
        text=essential("".join(heard.strings)),
    )
    # The parser still has the listener, and waits for a collection that may be long in coming.
    vars(heard).clear()
    return page


def is_external(address: str) -> bool:
    """Tell whether an address that a browser fetches lies outside the site."""
    parts = urlsplit(address)
    return bool(parts.netloc) or parts.scheme in ("http", "https", "ws", "wss")


def style_addresses(css: str) -> list[str]:
    """Return the addresses outside the site that a style sheet makes a browser fetch."""
    return _CSS_URL.findall(css)


def check_page(page: Page) -> Iterator[Diagnostic]:
    """Check what a page shows to be right or wrong by itself.

    Args:
        page: The page.

    Yields:
        Findings: ids that stand twice, what a browser would fetch elsewhere, links within
        the page that lead nowhere.
    """
    for eid in page.repeated:
        yield report_file("id-duplicate", page.path, f"the id {eid!r} stands twice")
    for address in page.fetched:
        yield report_file("link-external", page.path, f"a browser would fetch {address}")
    for link in page.links:
        if link.startswith("#") and not has_place(page.ids, link[1:]):
            yield broken(page.path, link, no_place(link[1:]))


def has_place(ids: frozenset[str], fragment: str) -> bool:
    """Tell whether a fragment, as written, leads to a place of a page that has these ids."""
    return fragment in ids or _meant(fragment) in ids or _meant(fragment) in ("", _SKIP)


def no_place(fragment: str) -> str:
    """Say that there is no place that a fragment, as written, leads to."""
    return f"leads to no element with the id {_meant(fragment)!r}"


def _meant(fragment: str) -> str:
    """Return the id that a browser looks for (URL Standard, 4.4: line ends and tabs go)."""
    return unquote(re.sub(r"[\t\r\n]", "", fragment))


def broken(path: str, link: str, problem: str) -> Diagnostic:
    """Make the finding about a link of a page, as written there, that leads nowhere."""
    return report_file("link-broken", path, f"the link {link!r} {problem}")


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
    ids = document.ids
    for node in document.clauses():
        eid = ids[node.key]
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
