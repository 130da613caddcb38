"""The rules on published pages of the State Council; skipped where they are not at hand."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from converter.discards import essential
from converter.model import Document
from converter.pipeline import Job, convert
from converter.tree import Kind
from tests.helpers import CORPORA, source_text_of, to_html, uncovered

POLICY = CORPORA / "policy"

pytestmark = [
    pytest.mark.corpora,
    pytest.mark.skipif(
        not POLICY.is_dir(), reason="no ../shared/corpora/policy beside the checkout"
    ),
]


@cache
def pages() -> tuple[tuple[Path, Document], ...]:
    """Convert all pages, once for all tests."""
    found = []
    for path in sorted(POLICY.glob("*.html")):
        document, problems = convert(Job(path, path.name, path.name, None))
        assert document is not None, problems
        found.append((path, document))
    return tuple(found)


def body_of(path: Path) -> str:
    """Return what the element of the document says, by another reader than ours."""
    soup = BeautifulSoup(path.read_text(encoding="utf-8"), "lxml")
    body = soup.find(id="UCAP-CONTENT")
    assert body is not None
    return essential(body.get_text())


def test_there_are_as_many_as_there_should_be() -> None:
    assert len(pages()) == 20


def test_every_character_of_the_document_is_on_its_page_once_and_in_order() -> None:
    for path, document in pages():
        assert uncovered(document) == [], path.name
        assert essential(source_text_of(to_html(document))) == body_of(path), path.name


def test_ids_are_unique() -> None:
    assert [path.name for path, doc in pages() if len(set(doc.ids.values())) != len(doc.ids)] == []


_LABELS = {
    "索引号": "index",
    "主题分类": "subject",
    "发文机关": "issuer",
    "成文日期": "date",
    "发文字号": "number",
    "发布日期": "published",
    "主题词": "keywords",
}


def test_the_metadata_table_is_complete() -> None:
    for path, document in pages():
        soup = BeautifulSoup(path.read_text(encoding="utf-8"), "lxml")
        names = {fact.name for fact in document.facts}
        for table in soup.select("table.bd1"):
            cells = [re.sub(r"[\s：:]", "", cell.get_text()) for cell in table.select("td")]
            for label, value in zip(cells[::2], cells[1::2], strict=False):
                if value and label in _LABELS:
                    assert _LABELS[label] in names, (path.name, label)
                if value and label == "标题":
                    assert any(
                        re.sub(r"\s", "", s.value) == value for s in document.source.statements
                    )


_OPENING = re.compile(r"附\s*件\s*[0-9０-９一二三四五六七八九十]*\s*[:：]?")


def test_attachments_stand_apart() -> None:
    for path, document in pages():
        lines = [line.strip() for line in document.source.text.splitlines()]
        openings = [line for line in lines if _OPENING.fullmatch(line)]
        attached = [node for node in document.root.children if node.kind is Kind.ATTACHMENT]
        assert len(attached) == len(openings), path.name


def test_what_a_notice_passes_on_stands_apart() -> None:
    """印发, 转发 and 批转 carry another document behind the date."""
    for path, document in pages():
        carried = [node for node in document.root.children if node.kind is Kind.DOCUMENT]
        assert bool(carried) == bool(
            re.search("印发.*的通知|转发.*的通知|批转.*的通知|国务院令", document.title)
        ), (path.name, document.title)
