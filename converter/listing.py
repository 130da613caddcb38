"""The documents as readers go through them: by kind, issuer, year and initial, each work once.

Reads: what is known of the documents as a whole, never their texts. Guarantees: the folder of a
category depends on its words alone; works in a category are in an order that does not depend on
how they were read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from converter.bundle import Bundle
from converter.citations.versions import date_of
from converter.model import Document
from converter.search.facets import OTHER_KIND, UNKNOWN, issuer_of, kind_of, year_of
from converter.slugs import OTHER, letter, letter_folder, pinyin_key
from converter.terms.names import term_page

#: The folder of all categories, from the root of the site.
FOLDER = "browse/"

#: What organs that acted together are joined by.
_AND = "、"


@dataclass(frozen=True, slots=True)
class Work:
    """A work: its latest version, and the earlier ones, the later of them first."""

    doc: Document
    older: tuple[Document, ...]
    kind: str
    issuers: tuple[str, ...]
    year: str
    letter: str
    date: str


@dataclass(frozen=True, slots=True)
class Category:
    """Works that have something in common.

    Attributes:
        value: What that is: 条例, 国务院, 2023; 未注明 or 其他 for works of which it is not known.
        page: The folder of its page, from the root of the site.
        works: The works, in their order.
    """

    value: str
    page: str
    works: tuple[Work, ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """One way to sort the works into categories.

    Attributes:
        name: Its name in addresses.
        title: Its name for readers.
        values: The values of a work.
        folder: The name of a value in addresses.
    """

    name: str
    title: str
    values: Callable[[Work], tuple[str, ...]]
    folder: Callable[[str], str]

    @property
    def page(self) -> str:
        """The folder of the list of its categories, from the root of the site."""
        return f"{FOLDER}{self.name}/"


#: The ways to sort works, in the order of the site.
SHELVES: Mapping[str, Shelf] = {
    shelf.name: shelf
    for shelf in (
        Shelf("kind", "文种", lambda work: (work.kind,), term_page),
        Shelf("issuer", "发文机关", lambda work: work.issuers, term_page),
        Shelf(
            "year",
            "年份",
            lambda work: (work.year,),
            lambda year: year if year.isascii() else "unknown",
        ),
        Shelf("letter", "拼音首字母", lambda work: (work.letter,), letter_folder),
    )
}

#: Values that come last, however many works have them.
_LAST = frozenset({OTHER_KIND, UNKNOWN, OTHER})


class Listing:
    """All works of a bundle, sorted in every way that the site offers."""

    def __init__(self, bundle: Bundle) -> None:
        self._bundle = bundle

    @cached_property
    def works(self) -> tuple[Work, ...]:
        """The works; each stands where the first of its versions does."""
        by_slug = {doc.slug: doc for doc in self._bundle.documents}
        families = {slug: family for family in self._bundle.families for slug in family}
        found: dict[str, Work] = {}
        for doc in self._bundle.documents:
            *older, latest = map(by_slug.__getitem__, families.get(doc.slug, (doc.slug,)))
            if latest.slug not in found:
                found[latest.slug] = _work(latest, tuple(reversed(older)))
        return tuple(found.values())

    @cached_property
    def latest(self) -> tuple[Work, ...]:
        """The works by date, the latest first and the undated last; of one date, by pinyin."""
        by_name = sorted(self.works, key=lambda work: (pinyin_key(work.doc.title), work.doc.slug))
        return tuple(sorted(by_name, key=lambda work: work.date, reverse=True))

    def categories(self, shelf: Shelf) -> Sequence[Category]:
        """Return the categories of a shelf.

        Years are in their order, the latest first, and letters in theirs; kinds and issuers
        by how many works they have. Works are by date in all but the letters.
        """
        return self._categories[shelf.name]

    @cached_property
    def _categories(self) -> Mapping[str, Sequence[Category]]:
        return {name: _sorted(shelf, self.latest) for name, shelf in SHELVES.items()}

    def category(self, shelf: Shelf, value: str) -> Category:
        """Return the category of a value that a work has."""
        return self._by_value[shelf.name, value]

    @cached_property
    def _by_value(self) -> Mapping[tuple[str, str], Category]:
        return {
            (name, found.value): found
            for name, listed in self._categories.items()
            for found in listed
        }

    def work(self, doc: Document) -> Work:
        """Return the work that a document is a version of."""
        return self._by_slug[doc.slug]

    @cached_property
    def _by_slug(self) -> Mapping[str, Work]:
        return {doc.slug: work for work in self.works for doc in (work.doc, *work.older)}

    def neighbours(self, work: Work) -> tuple[Work | None, Work | None]:
        """Return what stands before a work among those of its kind, and behind it."""
        return self._neighbours[work.doc.slug]

    @cached_property
    def _neighbours(self) -> Mapping[str, tuple[Work | None, Work | None]]:
        found: dict[str, tuple[Work | None, Work | None]] = {}
        for category in self.categories(SHELVES["kind"]):
            row = (None, *category.works, None)
            for before, work, behind in zip(row, row[1:], row[2:], strict=False):
                assert work is not None  # only the ends are
                found[work.doc.slug] = before, behind
        return found


def _work(doc: Document, older: tuple[Document, ...]) -> Work:
    return Work(
        doc,
        older,
        kind_of(doc),
        tuple(issuer_of(doc).split(_AND)),
        year_of(doc),
        letter(doc.title),
        date_of(doc),
    )


def _sorted(shelf: Shelf, works: Iterable[Work]) -> tuple[Category, ...]:
    groups: dict[str, list[Work]] = {}
    for work in works:
        for value in shelf.values(work):
            groups.setdefault(value, []).append(work)
    if shelf.name == "letter":
        for group in groups.values():  # stable: of one name the latest stays first
            group.sort(key=lambda work: pinyin_key(work.doc.title))
    order = _ORDERS.get(shelf.name, _frequent_first)
    values = sorted(groups)
    values.sort(key=lambda value: (value in _LAST, order(value, len(groups[value]))))
    return tuple(
        Category(value, f"{shelf.page}{shelf.folder(value)}/", tuple(groups[value]))
        for value in values
    )


def _frequent_first(_value: str, count: int) -> int:
    return -count


#: What values are ordered by, those that come last aside; else by how many works have them.
_ORDERS: Mapping[str, Callable[[str, int], int]] = {
    "year": lambda year, _: -int(year) if year.isdecimal() else 0,
    "letter": lambda first, _: ord(first[0]),
}
