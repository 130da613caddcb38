"""The search in a browser: exactly the clauses that have what is searched for, by either way.

A large collection is searched by its lists, a small one by its texts. Both are made here of the
same documents, and have to give the same.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from converter.bundle import Bundle
from converter.entry import Entry
from converter.model import Document
from converter.search import common, filing, fold, scripts, write
from converter.search.stream import SLOT
from converter.view import View
from tests.helpers import make_document
from tests.io_helpers import ROOT, scratch

FULL = "甲" * (SLOT - 3) + "末尾字"  # fills its slots to the last place
TEXTS = {
    "某市消防条例": f"""某市消防条例
第一章 总则
第一条 为了加强消防工作，制定本条例。
第二条 本条例所称“四种形态”，是指咬耳扯袖等四种形态。
第三条 有下列情形之一的，处罚款：
（一）占用消防通道的；
（二）堵塞安全出口的。
第四条 {FULL}
字符紧接。
第五条 字符在此。监督检查，检查监督。
第二章 监督检查办法
第六条 监察机关应当受理。Ａ类ＰＤＦ与pdf文件。
第七条 監察機關應當受理。
第八条 演练每年至少组织一次，由街道拟订并且公布方案，方案报备。
第九条 演练方案由各单位拟订。
第十条 子丑寅卯辰巳午未，申。
""",
    "某市安全办法": """某市安全办法
一、消防工作
（一）明确责任。各单位应当明确消防安全责任人，堵塞漏洞。
（二）加强检查。消防　机构应当检查，监督由街道负责。
二、附则
""",
}


@cache
def documents() -> tuple[Document, ...]:
    """Make the documents."""
    return tuple(
        make_document(
            text, f"{number}.txt", Entry(f"{number}.txt", slug=f"doc-{number}", title=title)
        )
        for number, (title, text) in enumerate(TEXTS.items())
    )


@pytest.fixture(scope="module", params=["lists", "texts"])
def folder(request: pytest.FixtureRequest) -> Iterator[Path]:
    """A folder with a page that loads the scripts, and the index, read by either way."""
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "lists":
            patch.setattr(write, "SMALL", 0)
            patch.setattr(filing, "FILE_BYTES", 64)
            patch.setattr(common, "CHARACTER_PLACES", 12)
            patch.setattr(common, "PAIR_PLACES", 6)
            patch.setattr(common, "WORDING_PLACES", 3)
        place = scratch() / request.param
        write.write_search(View(Bundle(documents())), place / "search")
    scripts.join_scripts(ROOT / "docs" / "javascripts" / "search", place / "search")
    script = f'<script src="search/{scripts.JOINED}"></script>'
    (place / "index.html").write_text(f"<!doctype html><meta charset=utf-8>{script}")
    lists = list(place.glob("search/*/b[0-9]*.js"))
    assert bool(lists) == (request.param == "lists")
    yield place


@pytest.fixture(scope="module")
def page(folder: Path, browser: Browser) -> Iterator[Page]:
    """A page opened from that folder, without citations."""
    opened = browser.new_page()
    opened.goto((folder / "index.html").as_uri())
    opened.evaluate(
        "tiaowen.search.answer = async () => ({ rows: [], note: '' }); tiaowen.search.open()"
    )
    yield opened
    opened.close()


RUN = """async ([query, filters]) => {
  const found = await tiaowen.search.run(query, filters);
  const groups = await found.groups(0, 99, 99);
  const words = (parts) => parts.map(([text, hit]) => (hit ? `[${text}]` : text)).join("");
  const rows = groups.flatMap((group) =>
    group.rows.map((row) => `${row.doc} ${row.eid} ${words(row.parts)}`));
  const { scope, total, documents, notes } = found;
  const apart = await found.apart();
  return { scope, total, apart, documents, rows, notes: notes.map((note) => note.text) };
}"""


def search(page: Page, query: str, **filters: object) -> dict[str, object]:
    """Search, and return what is found with all its rows."""
    found: dict[str, object] = page.evaluate(RUN, [query, filters])
    rows = found["rows"]
    assert isinstance(rows, list) and len(rows) == found["total"]
    return found


def ids(found: dict[str, object]) -> list[str]:
    """Return document and clause of each row, in the order of results."""
    rows = found["rows"]
    assert isinstance(rows, list)
    return [" ".join(row.split(" ")[:2]) for row in rows]


def truth(word: str) -> list[str]:
    """Find the clauses that have a word, in the plainest way."""
    folded = fold.fold(word)
    return sorted(
        f"{number} {document.ids[node.key]}"
        for number, document in enumerate(documents())
        for node in document.clauses()
        if folded in fold.fold(document.own_text(node))
    )


def test_every_part_of_every_text_is_found_where_it_is_and_nowhere_else(page: Page) -> None:
    drawn = random.Random(1)
    rows = [doc.own_text(node) for doc in documents() for node in doc.clauses()]
    for _ in range(60):
        text = drawn.choice([row for row in rows if len(row) > 1])
        length = min(drawn.randint(1, 9), len(text))
        start = drawn.randrange(len(text) - length + 1)
        word = "".join(text[start : start + length].split())
        if '"' in fold.fold(word):
            continue
        assert sorted(ids(search(page, word))) == truth(word), word


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        (
            "监察机关应当",
            ["0 art_6__para_1 [监察机关应当]受理。", "0 art_7__para_1 [監察機關應當]受理。"],
        ),
        (
            "監察機關",
            ["0 art_6__para_1 [监察机关]应当受理。", "0 art_7__para_1 [監察機關]應當受理。"],
        ),
        ("pdf", ["0 art_6__para_1 Ａ类[ＰＤＦ]与[pdf]文件。"]),
        ("a类", ["0 art_6__para_1 [Ａ类]ＰＤＦ与pdf文件。"]),
        ("消防机构", ["1 subsec_2__p_1 [消防　机构]应当检查，监督由街道负责。"]),
        ("字字符", []),
        ("尾字字符", []),
        ("子丑寅卯辰巳午未", ["0 art_10__para_1 [子丑寅卯辰巳午未]，申。"]),
        ("子丑寅卯辰巳午申", []),
        ("「四种形态」", ["0 art_2__para_1 本条例所称[“四种形态”]，是指咬耳扯袖等四种形态。"]),
        ('"四种形态"', ["0 art_2__para_1 本条例所称“[四种形态]”，是指咬耳扯袖等[四种形态]。"]),
        ("应当 -监察", ["1 subsec_1__p_1 ", "1 subsec_2__p_1 "]),
        ("标题：办法 应当", ["1 subsec_1__p_1 ", "1 subsec_2__p_1 "]),
        ("title:条例 责任", []),
        ("标题： 办法 应当", ["1 subsec_1__p_1 ", "1 subsec_2__p_1 "]),
        ("标题： -监察 应当", ["1 subsec_1__p_1 ", "1 subsec_2__p_1 "]),
        ("漏洞 -", ["1 subsec_1__p_1 "]),
        ("漏洞 标题：", ["1 subsec_1__p_1 "]),
        ("漏洞 责任", ["1 subsec_1__p_1 各单位应当明确消防安全[责任]人，堵塞[漏洞]。"]),
        ("㐂㐃", []),
    ],
)
def test_what_a_query_means(page: Page, query: str, rows: list[str]) -> None:
    found = search(page, query)
    if not rows:
        assert found["scope"] != "clauses"
        return
    assert found["scope"] == "clauses"
    listed = found["rows"]
    assert isinstance(listed, list)
    assert [row[: len(said)] for row, said in zip(listed, rows, strict=True)] == rows


def test_words_that_no_clause_has_together(page: Page) -> None:
    found = search(page, "处罚款 消防通道")
    assert (found["scope"], found["rows"]) == (
        "articles",
        ["0 art_3 有下列情形之一的，[处罚款]： … 占用[消防通道]的；"],
    )
    found = search(page, "咬耳扯袖 检查监督")
    assert (found["scope"], ids(found)) == ("documents", ["0 art_2__para_1", "0 art_5__para_1"])
    found = search(page, "咬耳扯袖 街道负责 检查监督")
    assert found["scope"] == "most"
    assert search(page, "龘靐齉")["scope"] == "none"


def test_articles_with_the_words_apart_are_counted_beside(page: Page) -> None:
    found = search(page, "消防 应当")
    assert (found["scope"], found["apart"]) == ("clauses", 0)
    found = search(page, "的 消防")
    assert (found["scope"], found["total"], found["apart"]) == ("clauses", 1, 0)


def test_what_an_article_must_not_have_is_in_none_of_its_parts(page: Page) -> None:
    assert ids(search(page, "处罚款 消防通道 -监督")) == ["0 art_3"]
    assert search(page, "处罚款 消防通道 -堵塞")["scope"] != "articles"


def test_articles_beside_are_counted_with_the_filters(page: Page) -> None:
    counted = {
        kind: (found["scope"], found["total"], found["apart"])
        for kind in ("", "办法", "条例")
        for found in [search(page, "消防 堵塞", kind=kind)]
    }
    assert counted == {"": ("clauses", 1, 1), "办法": ("clauses", 1, 0), "条例": ("clauses", 0, 1)}


def test_of_documents_alike_the_current_one_comes_first(page: Page) -> None:
    page.evaluate(
        """(async () => {
          const base = await tiaowen.search.open();
          globalThis.before = [base.titles, base.facets.superseded];
          [base.titles, base.facets.superseded] = [["应当", "应当"], [0]];
        })()"""
    )
    rows = ids(search(page, "应当"))
    page.evaluate(
        """(async () => {
          const base = await tiaowen.search.open();
          [base.titles, base.facets.superseded] = before;
        })()"""
    )
    assert rows == ["1 subsec_1__p_1", "1 subsec_2__p_1", "0 art_6__para_1", "0 art_7__para_1"]


def test_a_passage_over_the_ends_of_clauses(page: Page) -> None:
    for copied in ("处罚款：（一）占用消防通道的；（二）堵塞", "处罚款：占用消防通道的；堵塞"):
        found = search(page, copied)
        assert (found["scope"], ids(found)) == ("clauses", ["0 art_3__para_1"]), copied
    found = search(page, "制定本条例。第二条本条例所称")
    assert (found["scope"], ids(found)) == ("clauses", ["0 art_1__para_1"])


def test_a_clause_copied_with_its_number(page: Page) -> None:
    for copied, clause in {
        "（一）占用消防通道的；": "0 art_3__para_1__point_1",
        "第六条 监察机关应当受理。": "0 art_6__para_1",
        "第二章　监督检查": "0 chp_2",
        "（二）加强检查。 消防　机构应当检查": "1 subsec_2",
        "有下列情形之一的，处罚款： （一）占用消防通道的；": "0 art_3__para_1",
    }.items():
        found = search(page, copied)
        assert (found["scope"], ids(found)[0]) == ("clauses", clause), copied


def test_quotation_marks_that_no_text_has(page: Page) -> None:
    found = search(page, "“监督检查”")
    assert found["notes"] == ["没有条文含有带引号的词语，以下为不带引号的。"]
    assert ids(found) == ["0 chp_2", "0 art_5__para_1"]
    assert search(page, "“四种形态”")["notes"] == []


def test_headings_and_titles_come_first(page: Page) -> None:
    assert ids(search(page, "消防"))[:2] == ["0 title", "0 art_1__para_1"]
    assert ids(search(page, "监督检查")) == ["0 chp_2", "0 art_5__para_1"]
    assert ids(search(page, "加强检查")) == ["1 subsec_2"]


def test_the_clause_that_defines_a_term_comes_before_others(page: Page) -> None:
    """Behind a heading that has it, and before what has it more often."""
    page.evaluate(
        """(async () => {
          const base = await tiaowen.search.open();
          base.terms = 1;
          globalThis.known = tiaowen.search.definitions;
          tiaowen.search.definitions = async () => [{ doc: 0, clause: 5 }];
        })()"""
    )
    rows = ids(search(page, "本条例"))
    page.evaluate(
        """(async () => {
          (await tiaowen.search.open()).terms = 0;
          tiaowen.search.definitions = known;
        })()"""
    )
    assert rows == ["0 art_2__para_1", "0 art_1__para_1"]


def test_titles_in_traditional_characters(folder: Path, browser: Browser) -> None:
    opened = browser.new_page()
    opened.goto((folder / "index.html").as_uri())
    opened.evaluate(
        """tiaowen.search.store.json("base").then((base) => { base.titles[0] = "某市消防條例"; })"""
    )
    opened.evaluate("tiaowen.search.answer = async () => ({ rows: [], note: '' }); undefined")
    found = search(opened, "标题：消防条例")
    assert (found["scope"], found["total"]) == ("titles", 1)
    opened.close()


def test_words_near_each_other_come_first(page: Page) -> None:
    assert ids(search(page, "演练 方案")) == ["0 art_9__para_1", "0 art_8__para_1"]


def test_documents_with_the_word_in_their_title_come_first(page: Page) -> None:
    assert ids(search(page, "办法")) == ["1 title", "0 chp_2"]


def test_filters_and_their_counts(page: Page) -> None:
    page.evaluate("(async () => { globalThis.found = await tiaowen.search.run('应当'); })()")
    assert page.evaluate("found.facets.kind") == [["办法", 2], ["条例", 2]]
    found = search(page, "应当", kind="办法")
    assert ids(found) == ["1 subsec_1__p_1", "1 subsec_2__p_1"]
    assert (found["total"], found["documents"]) == (2, 1)
