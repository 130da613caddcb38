"""The rules on more than a thousand real statutes; skipped where they are not at hand."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from converter.model import Document
from converter.numerals import to_int
from converter.readers import read
from converter.scan import is_amending
from converter.tree import Kind
from tests.helpers import CORPORA, make_document, uncovered

LAWS = CORPORA / "laws"

pytestmark = [
    pytest.mark.corpora,
    pytest.mark.skipif(not LAWS.is_dir(), reason="no ../shared/corpora/laws beside the checkout"),
]

#: A share of documents below which the structure of statutes is not understood.
ENOUGH = 0.999


@cache
def laws() -> tuple[tuple[Path, Document], ...]:
    """Convert all laws, once for all tests."""
    found = []
    for path in sorted(LAWS.glob("*.txt")):
        source, _, problems = read(path, path.name)
        assert source is not None, problems
        found.append((path, make_document(source.text, path.name)))
    return tuple(found)


def test_there_are_as_many_as_there_should_be() -> None:
    assert len(laws()) > 1000


def test_every_character_of_every_law_is_in_one_node() -> None:
    assert [path.name for path, document in laws() if uncovered(document)] == []


def test_ids_are_unique_in_every_law() -> None:
    assert [path.name for path, doc in laws() if len(set(doc.ids.values())) != len(doc.ids)] == []


_ARTICLE = re.compile(
    r"[ \t\u3000\ufeff\u200b]*第\s?([零〇一二三四五六七八九十百千]+)\s?条"
    r"(之[一二三四五六七八九十]+)?"
)


def articles_by_line_starts(text: str) -> list[str]:
    """List the articles as a reader's eye does: 第…条 at line starts outside quotations."""
    numbers, quoted = [], False
    lines = [line for line in re.split(r"\r\n|\r|\n", text) if line.strip()]
    amending = any(re.search("^[^（].*(修正案|的决定)$", line.strip()) for line in lines[:3])
    for line in lines:
        found = None if quoted else _ARTICLE.match(line)
        if found:
            inserted = to_int(found[2][1:]) if found[2] else 0
            numbers.append(f"{to_int(found[1])}-{inserted}" if inserted else str(to_int(found[1])))
        if amending and max(line.rfind("“"), line.rfind("”")) >= 0:
            quoted = line.rfind("“") > line.rfind("”")
    return numbers


def test_articles_are_those_at_line_starts_outside_quotations() -> None:
    wrong = [
        path.name
        for path, document in laws()
        if [str(n.number) for n in document.clauses() if n.kind is Kind.ARTICLE]
        != articles_by_line_starts(document.source.text)
    ]
    assert len(wrong) <= (1 - ENOUGH) * len(laws()), wrong


_HEADING = re.compile(
    r"[ \t\u3000\ufeff\u200b]*第\s?[零〇一二三四五六七八九十百]+\s?(?:分?编|[章节])(?:\s+|(?=\Z))"
    r"[^。；：，]{0,30}"
)
_HEADED = {Kind.PART, Kind.SUBPART, Kind.CHAPTER, Kind.SECTION}


def headings_by_line_starts(text: str) -> list[str]:
    """List the headings 第…编章节 as a reader's eye does: alone on their lines."""
    lines = [line.strip() for line in re.split(r"\r\n|\r|\n", text)]
    return ["".join(line.split()) for line in lines if _HEADING.fullmatch(line)]


def headings_of(document: Document) -> list[str]:
    """List them as the tree has them, those of a 目录 included."""
    source = document.source
    found = []
    for node in document.root.walk():
        if node.kind in _HEADED and node.num and source.slice(node.num).startswith("第"):
            words = source.slice(node.num) + (source.slice(node.heading) if node.heading else "")
            found.append((node.span.start, "".join(words.split())))
        if node.kind is Kind.TOC:
            lines = ((span.start, "".join(source.slice(span).split())) for span in node.body)
            found += [line for line in lines if re.match("第.*[编章节]", line[1])]
    return [words for _, words in sorted(found)]


def test_every_heading_of_every_law_is_found() -> None:
    wrong = {}
    for path, document in laws():
        if is_amending(document.source):
            continue
        expected = headings_by_line_starts(document.source.text)
        missing = Counter(expected) - Counter(headings_of(document))
        if missing:
            wrong[path.name] = missing
    assert wrong == {}


def test_no_law_has_an_article_below_another_or_below_a_paragraph() -> None:
    above = {Kind.DOCUMENT, Kind.ATTACHMENT, Kind.PART, Kind.SUBPART, Kind.CHAPTER, Kind.SECTION}
    assert [
        (path.name, document.ids[child.key])
        for path, document in laws()
        for node in document.root.walk()
        for child in node.children
        if child.kind is Kind.ARTICLE and node.kind not in above
    ] == []


def test_laws_that_quote_others_are_few() -> None:
    """The rule for quotations is for amending decisions; if it caught more, it would hide text."""
    amending = [path.name for path, document in laws() if is_amending(document.source)]
    assert len(amending) < 0.03 * len(laws()), amending
