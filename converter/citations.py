"""Citations: find them in the clauses, then resolve them against the documents.

Reads: all documents. Writes: `Citation` values in document order. Guarantees: exactly
one candidate, or no target and a status that says why; citations never overlap.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from converter.bundle import Citation, CitationStatus
from converter.citation_forms import CITATION_FORMS
from converter.model import Document, Kind, Node
from converter.numerals import to_int

_STATE = "中华人民共和国"


def normal_title(title: str) -> str:
    """Reduce a title to what counts when documents are named.

    Args:
        title: A title, or what stands between 《 and 》.

    Returns:
        The title without white space, nested title marks, and 中华人民共和国 before it.
    """
    return re.sub(r"[\s〈〉《》]", "", title).removeprefix(_STATE)


@dataclass(slots=True)
class Index:
    """Finds documents by title and number, and clauses by id.

    Attributes:
        titles: Normal title to the slugs that have it.
        numbers: 文号 to the slugs that have it.
        documents: Slug to document.
        items: Slug to the articles of it, each with the first 款 that has items.
    """

    titles: dict[str, list[str]] = field(default_factory=dict)
    numbers: dict[str, list[str]] = field(default_factory=dict)
    documents: dict[str, Document] = field(default_factory=dict)
    ids: dict[str, frozenset[str]] = field(default_factory=dict)
    items: dict[str, dict[str, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, documents: Iterable[Document]) -> Index:
        """Index documents."""
        index = cls()
        for doc in documents:
            index.documents[doc.slug] = doc
            if not doc.title_assigned:
                index.titles.setdefault(normal_title(doc.title), []).append(doc.slug)
            number = doc.fact("number")
            if number:
                index.numbers.setdefault(number, []).append(doc.slug)
            index.ids[doc.slug] = frozenset(doc.ids[node.key] for node in doc.clauses())
            index.items[doc.slug] = dict(_first_with_items(doc))
        return index


def _first_with_items(doc: Document) -> Iterator[tuple[str, str]]:
    """Yield articles with their first 款 that has items.

    立法法: 第十二条第三项, with no 款, means the item of that 款.
    """
    for article in doc.root.walk():
        if article.kind is Kind.ARTICLE:
            for child in article.children:
                if any(item.kind is Kind.ITEM for item in child.children):
                    yield doc.ids[article.key], doc.ids[child.key]
                    break


def find_citations(documents: Iterable[Document]) -> tuple[Citation, ...]:
    """Find and resolve the citations of all documents.

    Args:
        documents: The documents.

    Returns:
        The citations in the order of documents and clauses.
    """
    documents = list(documents)
    index = Index.of(documents)
    return tuple(
        citation
        for doc in documents
        for node in doc.clauses()
        for citation in _in_clause(doc, node, index)
    )


def _in_clause(doc: Document, node: Node, index: Index) -> Iterator[Citation]:
    text = doc.own_text(node)
    if node.kind is Kind.TITLE:
        return
    found = sorted(
        (match for form in CITATION_FORMS for match in form.pattern.finditer(text)),
        key=lambda match: (match.start(), -match.end()),
    )
    taken = 0
    for match in found:
        if match.start() >= taken:
            taken = match.end()
            status, slug, eid = _resolve(doc, doc.ids[node.key], match.groupdict(), index)
            yield Citation(doc.slug, node.key, *match.span(), match.group(), status, slug, eid)


_Target = tuple[CitationStatus, str | None, str | None]


#: What a document carries numbers its clauses afresh: 本条例 there is not the whole.
_SCOPE = re.compile(r"(?:(?:doc|att)_[^_]+(?:_inst\d+)?__)+")


def _resolve(doc: Document, citing: str, groups: Mapping[str, str | None], index: Index) -> _Target:
    title, number = groups.get("title"), groups.get("number")
    scope = ""
    if title:
        candidates = index.titles.get(normal_title(title), [])
    elif number:
        candidates = index.numbers.get(number, [])
    else:
        candidates = [doc.slug]
        found = _SCOPE.match(citing)
        scope = found.group() if found else ""
    if not candidates:
        return CitationStatus.NOT_IN_CORPUS, None, None
    if len(candidates) > 1:
        return CitationStatus.AMBIGUOUS, None, None
    slug = candidates[0]
    eid = _clause_id(scope, groups, index.items[slug])
    if eid is not None and scope.startswith("att_"):
        # An attachment may speak of itself or of what it is attached to.
        outer = _clause_id("", groups, index.items[slug])
        both = {eid, outer} & index.ids[slug]
        if len(both) > 1:
            return CitationStatus.AMBIGUOUS, None, None
        eid = next(iter(both), eid)
    if eid is not None and eid not in index.ids[slug]:
        return CitationStatus.NO_SUCH_CLAUSE, None, None
    return CitationStatus.RESOLVED, slug, eid


def _clause_id(
    scope: str, groups: Mapping[str, str | None], items: Mapping[str, str]
) -> str | None:
    """Make the id that a citation names; None where it names a whole document."""
    article, inserted, paragraph, item = (
        to_int(groups.get(name) or "") for name in ("article", "inserted", "paragraph", "item")
    )
    if article is None:
        return None
    eid = f"{scope}art_{article}" + (f"-{inserted}" if inserted else "")
    if paragraph is not None:
        eid = f"{eid}__para_{paragraph}"
    elif item is not None:
        eid = items.get(eid, f"{eid}__para_1")
    return f"{eid}__point_{item}" if item is not None else eid
