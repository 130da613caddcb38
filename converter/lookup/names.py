"""Finding documents by what a person calls them: in full, in part, or nearly.

A text names documents exactly, and `citations` takes it at its word. Who types a name
into a command or a search box does not: 监察法, 要点, 2023年要点, 民诉法. Reads: titles.
Guarantees: the hits of one search are equally good, and in an order that depends on them
alone; a search by part of a title never takes one law for another.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from converter.citations.dated import BEFORE, split_version
from converter.citations.names import ENDS_AS_DOCUMENT, short_title
from converter.citations.numbers import normal_number
from converter.title_names import normal_title

#: How many names are suggested where none fits.
MOST_NEAR = 5
#: How alike a name has to be to be suggested, from 0 to 1.
_ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class Titled:
    """A document as it may be called.

    Attributes:
        slug: The document.
        title: Its title.
        aliases: What else it is called.
        numbers: Its 文号.
        date: Its date, ISO 8601, or nothing.
        family: The slugs of the documents that are versions of one with it, itself included,
            the oldest first; empty where it has no other versions.
    """

    slug: str
    title: str
    aliases: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    date: str = ""
    family: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Its normal title and aliases."""
        return tuple(normal_title(name) for name in (self.title, *self.aliases))


_PARENTHESIS = re.compile(r"[（(][^（）()]*[）)]$")


def _bare(name: str) -> str:
    """Leave out what stands in parentheses behind a name: （试行）."""
    return _PARENTHESIS.sub("", name)


def _ends(name: str, doc: Titled) -> bool:
    """Tell whether a title ends as a name does; 办法 does not end as 法."""
    for title in doc.names:
        kind = ENDS_AS_DOCUMENT.search(title)
        least = len(_bare(kind.group())) if kind else 0
        if len(name) >= least and (title.endswith(name) or _bare(title).endswith(name)):
            return True
    return False


def _part(name: str, doc: Titled) -> bool:
    """Tell whether a title holds a name that is no name of a document by itself.

    反洗钱法 is not what 反洗钱法实施办法 is called.
    """
    if ENDS_AS_DOCUMENT.search(name):
        return False
    return any(name in title for title in doc.names)


def _yearly(name: str, doc: Titled) -> bool:
    """Tell whether a title has the year and the kind of a name, and between them its words.

    2023年要点 is 2023年工作要点. Without a year that would be a guess: 民法 is not 民用航空法.
    """
    return any(
        _YEARLY.match(name)
        and title[:5] == name[:5]
        and title[-2:] == name[-2:]
        and _in_order(name, title)
        for title in doc.names
    )


_YEARLY = re.compile(r"(?:19|20)\d{2}年")


def _in_order(name: str, title: str) -> bool:
    rest = iter(title)
    return all(char in rest for char in name)


#: The ways of calling a document, the best first; the hits of the first that has any count.
WAYS: tuple[tuple[str, Callable[[str, Titled], bool]], ...] = (
    ("slug", lambda name, doc: name == doc.slug),
    ("title", lambda name, doc: name in doc.names),
    ("number", lambda name, doc: normal_number(name) in map(normal_number, doc.numbers)),
    ("without its issuer", lambda name, doc: name == short_title(normal_title(doc.title))),
    ("without its end", lambda name, doc: name in map(_bare, doc.names)),
    ("end", _ends),
    ("part", _part),
    ("year and kind", _yearly),
)


@dataclass(frozen=True, slots=True)
class Found:
    """The documents that a name may mean.

    Attributes:
        documents: The documents, by title, the latest first. Where no version is asked for, all
            versions of each.
        version: The version that the name asks for: `dated.BEFORE`, a year or a day in ISO
            8601; empty for none, and for the document that a slug names.
        missing: True if it asks for the version before the latest of documents that have but
            one; these are listed.
    """

    documents: tuple[Titled, ...]
    version: str = ""
    missing: bool = False


#: Ways that are too vague for a name from which words were cut.
_VAGUE = frozenset({"part", "year and kind"})


def look(name: str, documents: Sequence[Titled]) -> Found:
    """Find the documents that a name may mean, and the version that it asks for.

    Args:
        name: What a person calls a document; a date before or behind it chooses a version, and
            原 the one before the latest.
        documents: All documents.

    Returns:
        The documents that are called so in the best way that fits any.
    """
    wanted = normal_title(name)
    if not wanted or ("", BEFORE) in split_version(wanted):
        return Found(())
    way, hits = _hits(wanted, documents)
    if hits:
        return Found(_ordered(hits if way == "slug" else _versions(hits, documents)))
    for rest, version in split_version(wanted):
        way, hits = _hits(rest, documents)
        at_end = wanted.startswith(rest) and version != BEFORE
        if not hits or (way in _VAGUE and not at_end):
            continue
        if version != BEFORE:
            of_date = [d for d in _versions(hits, documents) if d.date.startswith(version)]
            return Found(_ordered(of_date), version)
        before = {doc.family[-2] for doc in hits if doc.family}
        if not before:
            return Found(_ordered(hits), version, missing=True)
        return Found(_ordered(doc for doc in documents if doc.slug in before), version)
    return Found(())


def find(name: str, documents: Sequence[Titled]) -> list[Titled]:
    """Find the documents that a name may mean; see `look`."""
    return list(look(name, documents).documents)


def _ordered(documents: Iterable[Titled]) -> tuple[Titled, ...]:
    """Sort by title, the latest first."""
    latest_first = sorted(sorted(documents, key=_slug), key=_date, reverse=True)
    return tuple(sorted(latest_first, key=lambda doc: normal_title(doc.title)))


def _slug(doc: Titled) -> str:
    return doc.slug


def _date(doc: Titled) -> str:
    return doc.date


def _versions(hits: Sequence[Titled], documents: Iterable[Titled]) -> list[Titled]:
    """Add all versions of the documents that are there: an earlier one may have another title."""
    slugs = {slug for doc in hits for slug in (doc.slug, *doc.family)}
    return [doc for doc in documents if doc.slug in slugs]


def _hits(name: str, documents: Iterable[Titled]) -> tuple[str, list[Titled]]:
    if not name:
        return "", []
    documents = list(documents)
    for way, fits in WAYS:
        if hits := [doc for doc in documents if fits(name, doc)]:
            return way, hits
    return "", []


def current(documents: Sequence[Titled]) -> Titled | None:
    """Choose the one that is meant where no date is known.

    Args:
        documents: What `look` found.

    Returns:
        The only one, or the latest of the versions of one; None where several are meant,
        or which is the latest cannot be told.
    """
    if len(documents) == 1:
        return documents[0]
    family = documents[0].family if documents else ()
    if not family or any(doc.family != family for doc in documents):
        return None
    return max(documents, key=lambda doc: family.index(doc.slug))


def latest(documents: Sequence[Titled]) -> list[Titled]:
    """Leave out documents of which a later version is among them."""
    slugs = [doc.slug for doc in documents]
    return [
        doc
        for doc in documents
        if not doc.family
        or not any(slug in slugs for slug in doc.family[doc.family.index(doc.slug) + 1 :])
    ]


def nearest(name: str, documents: Iterable[Titled]) -> list[Titled]:
    """Suggest documents whose names are like one that none has.

    Args:
        name: What a person called a document.
        documents: All documents.

    Returns:
        At most five, the most alike first.
    """
    wanted = normal_title(name)
    rated = []
    for doc in _ordered(documents):
        alike = max(_likeness(wanted, title) for title in doc.names)
        if alike >= _ALIKE:
            rated.append((-alike, doc))
    return [doc for _, doc in sorted(rated, key=lambda row: row[0])[:MOST_NEAR]]


def _likeness(name: str, title: str) -> float:
    """Rate how alike two names are: a title that holds the name, or most of it, is alike."""
    if not name or not title:
        return 0
    matcher = difflib.SequenceMatcher(None, title, name, autojunk=False)
    common = sum(block.size for block in matcher.get_matching_blocks() if block.size > 1)
    # 民诉法 is short for 民事诉讼法.
    short = title[0] == name[0] and title[-1] == name[-1] and _in_order(name, title)
    return max(matcher.ratio(), 0.9 * common / len(name), 0.95 * short)
