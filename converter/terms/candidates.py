"""What the glossary might take up: phrases that recur and that nothing explains.

Reads: documents and terms. Writes: candidates, the most widespread first. A proposal to
the editor: nothing on the site depends on it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from converter.bundle import Candidate, Term
from converter.model import Document, Kind
from converter.terms.automaton import search_for
from converter.terms.names import fold
from converter.terms.number_phrases import is_set_phrase
from converter.terms.quotations import quotations

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


@dataclass(slots=True)
class _Tally:
    """What is counted of one phrase."""

    wording: str
    count: int = 0
    slugs: set[str] = field(default_factory=set)
    examples: list[tuple[str, int]] = field(default_factory=list)

    def add(self, slug: str, key: int) -> None:
        """Count one place."""
        self.count += 1
        self.slugs.add(slug)
        if len(self.examples) < _EXAMPLES and (slug, key) not in self.examples:
            self.examples.append((slug, key))


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
    known = {fold(wording) for term in terms for wording in (term.term, *term.aliases)}
    marked = [
        (doc, [hit for hit in _marked(doc) if fold(hit[1]) not in known]) for doc in documents
    ]
    tallies = {wording: _Tally(wording) for _, hits in marked for _, wording in hits}
    search = search_for(wording for wording in tallies if is_set_phrase(wording))
    for doc, hits in marked:
        places = [hit for hit in hits if not is_set_phrase(hit[1])]
        found = search(doc.source.text)
        places += ((last + 1 - len(wording), wording) for last, wording in found)
        if places:
            _tally(doc, sorted(places), tallies)
    recurring = [tally for tally in tallies.values() if tally.count > 1]
    recurring.sort(key=lambda t: (-len(t.slugs), -t.count, t.wording))
    return tuple(
        Candidate(t.wording, t.count, len(t.slugs), tuple(t.examples)) for t in recurring[:MOST]
    )


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


def _tally(doc: Document, places: Iterable[tuple[int, str]], tallies: dict[str, _Tally]) -> None:
    """Count places that lie in the text of a node that can be cited."""
    spans = sorted(
        (span.start, span.end, node.key)
        for node in doc.clauses()
        if node.kind not in _NOT_IN
        for span in doc.pieces(node)
    )
    starts = [start for start, _, _ in spans]
    for start, wording in places:
        nth = bisect_right(starts, start) - 1
        if nth >= 0 and start < spans[nth][1]:
            tallies[wording].add(doc.slug, spans[nth][2])
