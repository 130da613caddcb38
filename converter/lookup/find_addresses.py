"""Addresses of the site in any text: an export of a wiki, an archive of mails, a log.

Reads: text. Guarantees: each address once, in the order in which they first occur; addresses
that differ only in host, words marked, or the name of the index file are one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote

_NAME = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_SLUG = rf"(?P<slug>{_NAME}(?:/\d{{4}}-\d{{2}}-\d{{2}})?)"

#: What follows the folder of a page: the index file, words to mark, an id. What goes on
#: otherwise is the address of something else, such as a picture.
_REST = (
    r"(?:index\.[a-z]+)?(?:\?[^\s#\"'<>|\[\]{}]*)?"
    r"(?:#(?P<eid>[A-Za-z0-9_-]+(?:/[A-Za-z0-9_-]+)*))?(?![A-Za-z0-9_%/-]|\.[a-z0-9])"
)

#: The pages, by the folder that they are in.
_PAGES = (
    re.compile(rf"(?<![a-z0-9_-])documents/{_SLUG}/{_REST}", re.A),
    # Without the last stroke only as a part of a longer address: “documents/and” may be prose.
    re.compile(rf"(?<=/)documents/{_SLUG}(?!/){_REST}", re.A),
    re.compile(rf"(?<![a-z0-9_-])(?P<page>glossary/(?:{_NAME}/)?){_REST}", re.A),
    re.compile(rf"(?<![a-z0-9_-])(?P<page>compare/(?:[a-z0-9_-]+/[a-z0-9_-]+/)?){_REST}", re.A),
)
#: How often a text may have been encoded: an address within an address is so twice.
_LAYERS = 2


@dataclass(frozen=True, slots=True)
class Found:
    """An address of the site.

    Attributes:
        slug: The document's name in addresses; empty for a page beside the documents.
        page: The folder of another page, such as `glossary/x/`; empty for a document.
        eid: The id on that page, or empty.
        lines: The lines where it stands, from 1.
    """

    slug: str
    page: str
    eid: str
    lines: tuple[int, ...] = ()

    @property
    def url(self) -> str:
        """The address from the root of the site."""
        page = f"documents/{self.slug}/" if self.slug else self.page
        return page + (f"#{self.eid}" if self.eid else "")


def find_addresses(lines: Iterable[str]) -> list[Found]:
    """Find the addresses of pages of the site in a text.

    Args:
        lines: Its lines.

    Returns:
        Each address with its lines.
    """
    places: dict[tuple[str, str, str], list[int]] = {}
    for number, line in enumerate(lines, 1):
        for key in dict.fromkeys(_within(line)):
            places.setdefault(key, []).append(number)
    return [Found(*key, tuple(numbers)) for key, numbers in places.items()]


def _within(line: str) -> Iterator[tuple[str, str, str]]:
    """Yield slug, page and id of what stands in a line, in its order."""
    for _ in range(_LAYERS):
        line = unquote(line)
    hits = sorted(
        (hit for pattern in _PAGES for hit in pattern.finditer(line)), key=lambda hit: hit.start()
    )
    for hit in hits:
        known = hit.groupdict()
        yield known.get("slug") or "", known.get("page") or "", known["eid"] or ""
