"""What the glossary might take up: phrases that recur and that nothing explains.

Reads: documents and terms. Writes: candidates, the most widespread first. A proposal to
the editor: nothing on the site depends on it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from converter.model import Document
from converter.term import Candidate, Term
from converter.terms.automaton import Search, search_for
from converter.terms.names import fold
from converter.terms.number_phrases import is_set_phrase
from converter.terms.quotations import quotations
from converter.tree import Kind

#: More are no help to anybody.
MOST = 200
_EXAMPLES = 3
#: A phrase in quotation marks: short, and nothing but words.
_QUOTED = re.compile(r"[“\"]([\u4e00-\u9fffA-Za-z0-9+＋·—]{2,12})[”\"]")
#: A phrase of two numbers, which needs no quotation marks: 三会一课, 一岗双责; but 一至二名
#: and 一式三份 only count.
_TWO_NUMBERS = re.compile(
    r"(?<![第一二两三四五六七八九十百千零〇])[一二两双三四五六七八九十]"
    r"[\u4e00-\u9fff](?<![一二两三四五六七八九十百千万年月日个次至到点第补枚前后侧式分])"
    r"[一二两双三四五六七八九十](?![一二三四五六七八九十百千万年月日])"
    r"[\u4e00-\u9fff](?<![名人倍级份的款分米元角致定项条天])(?!分)"
)
#: Quoted words that are no phrase of their own: 第一条, 以上, 本法, 三日.
_NO_PHRASE = re.compile(
    r"第.*|以[上下内外]|本[法条款章节]|[A-Za-z0-9+＋·—]*|.*(?:规定|条例|办法)的?"
    r"|[一二两三四五六七八九十]+[日月年天个]"
)
_NOT_IN = frozenset({Kind.TOC, Kind.SIGNATURE, Kind.DATE})


class Count(NamedTuple):
    """What is counted of one phrase in one document.

    Attributes:
        wording: The phrase.
        places: How often it stands there.
        ids: Of the first clauses that have it.
    """

    wording: str
    places: int
    ids: tuple[str, ...]


class Marked(NamedTuple):
    """What a document itself marks as phrases.

    Attributes:
        counts: Phrases that count where they are quoted.
        set_phrases: Number phrases, which count wherever they stand, in any document.
    """

    counts: tuple[Count, ...]
    set_phrases: tuple[str, ...]


@dataclass(slots=True)
class _Tally:
    """What is counted of one phrase in all documents."""

    wording: str
    count: int = 0
    documents: int = 0
    examples: list[tuple[str, str]] = field(default_factory=list)

    def add(self, slug: str, found: Count) -> None:
        """Add what one document has."""
        self.count += found.places
        self.documents += 1
        self.examples += [(slug, eid) for eid in found.ids]
        del self.examples[_EXAMPLES:]


def find_candidates(terms: Sequence[Term], documents: Sequence[Document]) -> tuple[Candidate, ...]:
    """Find phrases that recur and have no entry and no definition.

    Args:
        terms: All terms, of the glossary and of the texts.
        documents: The documents.

    Returns:
        Quoted phrases and number phrases that stand in the documents at least twice, by
        the number of documents, then of places; at most `MOST`. A number phrase counts
        wherever it stands, other words where they are quoted.
    """
    marked = [marked_in(doc) for doc in documents]
    wordings = phrases(terms, marked)
    found = [phrases_in(doc, wordings) for doc in documents]
    return merge(terms, [doc.slug for doc in documents], marked, found)


def marked_in(doc: Document) -> Marked:
    """Count the phrases that a document marks, by itself alone: by its text and tree.

    Args:
        doc: The document.
    """
    hits = sorted(_marked(doc))
    counted = [hit for hit in hits if not is_set_phrase(hit[1])]
    others = dict.fromkeys(wording for _, wording in hits if is_set_phrase(wording))
    return Marked(tuple(_count(doc, counted)), tuple(others))


def phrases(terms: Iterable[Term], marked: Iterable[Marked]) -> tuple[str, ...]:
    """List the number phrases that some document marks and nothing explains."""
    known = _known(terms)
    all_phrases = {wording for one in marked for wording in one.set_phrases}
    return tuple(sorted(wording for wording in all_phrases if fold(wording) not in known))


def phrases_in(doc: Document, wordings: tuple[str, ...]) -> tuple[Count, ...]:
    """Count number phrases in a document; the result follows from its text and tree.

    Args:
        doc: The document.
        wordings: The phrases; the search for them is made once in each process.
    """
    hits = (
        (last + 1 - len(wording), wording) for last, wording in _search(wordings)(doc.source.text)
    )
    return tuple(_count(doc, sorted(hits)))


def merge(
    terms: Iterable[Term],
    slugs: Sequence[str],
    marked: Sequence[Marked],
    found: Sequence[Sequence[Count]],
) -> tuple[Candidate, ...]:
    """Choose candidates from what is counted in each document.

    Args:
        terms: All terms.
        slugs: The documents.
        marked: What `marked_in` counts in each.
        found: What `phrases_in` counts in each.
    """
    known = _known(terms)
    tallies: dict[str, _Tally] = {}
    for slug, own, others in zip(slugs, marked, found, strict=True):
        for one in (*own.counts, *others):
            tallies.setdefault(one.wording, _Tally(one.wording)).add(slug, one)
    recurring = [t for t in tallies.values() if t.count > 1 and fold(t.wording) not in known]
    recurring.sort(key=lambda t: (-t.documents, -t.count, t.wording))
    return tuple(
        Candidate(t.wording, t.count, t.documents, tuple(t.examples)) for t in recurring[:MOST]
    )


def _known(terms: Iterable[Term]) -> set[str]:
    return {fold(wording) for term in terms for wording in (term.term, *term.aliases)}


@lru_cache(maxsize=2)
def _search(wordings: tuple[str, ...]) -> Search:
    return search_for(wordings)


def _marked(doc: Document) -> Iterator[tuple[int, str]]:
    """Yield the phrases of a document that its text itself marks as such, and where."""
    text = doc.source.text
    barred = quotations(doc.source, doc.root)
    for pattern, group in ((_QUOTED, 1), (_TWO_NUMBERS, 0)):
        for found in pattern.finditer(text):
            start, wording = found.start(group), found.group(group)
            quoted = any(span.start < start < span.end for span in barred)
            if not quoted and not _NO_PHRASE.fullmatch(wording):
                yield start, wording


def _count(doc: Document, places: Sequence[tuple[int, str]]) -> Iterator[Count]:
    """Count places, ascending, that lie in the text of a node that can be cited."""
    if not places:
        return
    spans = sorted(
        (span.start, span.end, node.key)
        for node in doc.clauses()
        if node.kind not in _NOT_IN
        for span in doc.pieces(node)
    )
    starts = [start for start, _, _ in spans]
    found: dict[str, list[int]] = {}
    for start, wording in places:
        nth = bisect_right(starts, start) - 1
        if nth >= 0 and start < spans[nth][1]:
            found.setdefault(wording, []).append(spans[nth][2])
    for wording, keys in found.items():
        first = [*dict.fromkeys(keys)][:_EXAMPLES]
        yield Count(wording, len(keys), tuple(doc.ids[key] for key in first))
