"""The table of finding kinds: each example has its finding and no other, and the page of it."""

from __future__ import annotations

import re

import pytest
import yaml
from bs4 import BeautifulSoup, Tag

from converter.diagnostics import visible
from converter.entry import Entry
from converter.finding_table.reading import READING
from converter.findings import FINDINGS, TOPICS, explain
from converter.writers.findings import render
from tests.helpers import make_document
from tests.io_helpers import rendered

#: Kinds that no text by itself can have: they are about files, the catalog, the glossary and
#: the pages built. So are those of `READING`, which the tests of the readers show.
NOT_ABOUT_TEXT = frozenset(
    "unreadable empty suffix catalog catalog-missing silence-unused settings glossary"
    " glossary-source glossary-revised"
    " link-lost link-changed text-replaced document-lost version-lost ledger"
    " conservation id-duplicate id-missing address-lost link-broken link-external".split()
)

#: Kinds whose example shows what it has, or lacks, for a title.
OWN_TITLE = frozenset({"title-missing", "contents-differ", "heading-unnumbered"})

EXAMPLES = {code: row.example for code, row in FINDINGS.items() if row.example}


def test_what_is_about_text_has_an_example() -> None:
    reading = {row.code for row in READING}
    assert set(FINDINGS) - set(EXAMPLES) == NOT_ABOUT_TEXT | reading


@pytest.mark.parametrize("code", EXAMPLES)
def test_an_example_has_its_finding_and_no_other(code: str) -> None:
    # A title from the catalog, so that a few words need none of their own.
    entry = None if code in OWN_TITLE else Entry(file="x.txt", slug="x", title="示例")
    document = make_document(EXAMPLES[code], entry=entry)
    assert [found.code for found in document.diagnostics] == [code]


def test_every_kind_is_told_in_chinese() -> None:
    for row in FINDINGS.values():
        assert re.fullmatch(r"[“”\u4e00-\u9fff]{3,14}", row.name_zh), row.code
        for text in (row.meaning_zh, row.advice_zh):
            assert text.endswith("。") and re.search(r"[\u4e00-\u9fff]", text), row.code
            # Only names of files, commands and the like are not Chinese.
            assert not re.search(r"[,:;!?]", text), row.code
    assert len({row.name_zh for row in FINDINGS.values()}) == len(FINDINGS)


def test_topics_share_no_kind() -> None:
    assert sum(len(topic.rows) for topic in TOPICS) == len(FINDINGS)


# The page


def page() -> BeautifulSoup:
    """Render the page as MkDocs does."""
    return BeautifulSoup(rendered(render()), "lxml")


def test_every_kind_has_its_place_on_the_page() -> None:
    soup = page()
    for code, row in FINDINGS.items():
        heading = soup.find(id=code)
        assert isinstance(heading, Tag) and heading.name == "h3"
        assert heading.get_text() == f"{row.name_zh} {code}"
        listed = heading.find_next("dl")
        assert isinstance(listed, Tag)
        texts = [cell.get_text("\n") for cell in listed.find_all(["dt", "dd"])]
        level = {"error": "错误", "warning": "警告", "note": "说明"}[row.severity]
        expected = ["级别", level, "含义", row.meaning_zh, "处理", row.advice_zh]
        if row.example:
            expected += ["示例", "\n".join(map(visible, row.example.splitlines()))]
        assert texts == expected
    ids = [str(element["id"]) for element in soup.select("[id]")]
    assert len(ids) == len(set(ids))


def test_the_page_says_how_to_silence() -> None:
    """Its example is read as a catalog in `test_silence`."""
    block = page().select_one("pre code")
    assert block is not None
    (entry,) = yaml.safe_load(block.get_text())["documents"]
    assert list(entry["silence"][0]) == ["finding", "spot", "reason"]


# The command line


def test_explain() -> None:
    assert explain("control-character") == (
        "control-character: warning\n"
        "The text holds characters that no web page can carry; they are left out.\n"
        "What to do: Remove them from the source.\n"
        "For example:\n"
        "    纪检监⟨U+0007⟩察机关要依法履职。"
    )
    assert explain("empty") == (
        "empty: error\nThe file holds no text.\n"
        "What to do: Fill it, or remove it and its catalog entry."
    )


def test_explain_lists_all() -> None:
    lines = explain().splitlines()
    assert [line.split()[0] for line in lines] == list(FINDINGS)
    assert lines[0] == "number-gap             warning  A number of a series is missing."


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("number-gab", "there is no finding number-gab; did you mean number-gap?"),
        ("编号", "there is no finding 编号; `tiaowen explain` lists them all"),
    ],
)
def test_explain_what_is_not(code: str, message: str) -> None:
    with pytest.raises(KeyError) as error:
        explain(code)
    assert error.value.args == (message,)
