"""The metadata block of a page: every fact with the place where it is said."""

from __future__ import annotations

from dataclasses import replace

from bs4 import BeautifulSoup, Tag

from converter.beside import Removal
from converter.discards import essential
from converter.entry import Entry
from converter.fact import Fact, Origin
from converter.metadata.facts import FACTS
from converter.model import Document
from converter.readers.docx.read import RULES as WORD_RULES
from converter.readers.html.boilerplate import ELEMENT_RULES
from converter.readers.html.line_rules import LINE_RULES
from converter.span import Position, Unit
from converter.writers.metadata import LONGEST, RULES, metadata
from tests.helpers import ROOT, make_document, source_text_of, to_html

STATUTE = """\
某某条例
2004年4月30日 国务院令第405号公布
第一条 甲。
第二条 本条例自2004年5月1日起施行。
"""


def block(document: Document) -> Tag:
    """Write the block and parse it."""
    found = BeautifulSoup(metadata(document), "lxml").select_one("section.tw-meta")
    assert found is not None
    return found


def rows(document: Document) -> dict[str, str]:
    """Return the rows of the block, folded ones included."""
    pairs = block(document).select("dl > div")
    return {pair.dt.get_text(): pair.dd.get_text("|") for pair in pairs if pair.dt and pair.dd}


def with_facts(*facts: Fact) -> Document:
    """Return a document of which only these facts are known."""
    return replace(make_document(STATUTE), facts=facts)


def test_rows_name_the_line_they_were_read_from() -> None:
    assert rows(make_document(STATUTE)) == {
        "体例": "法规",
        "发文机关": "国务院|（见|原文第2行|）",
        "文号": "国务院令第405号|（见|原文第2行|）",
        "日期": "2004-04-30|（见|原文第2行|）",
        "公布": "2004-04-30，国务院|（见|原文第2行|）",
        "施行": "2004-05-01|（见|原文第4行|）",
        "条目": "6 条可引用条目",
        "原文": "x.txt",
    }


def test_a_place_is_a_link_to_the_clause() -> None:
    links = [(a.get_text(), a["href"]) for a in block(make_document(STATUTE)).select("a")]
    assert links[-1] == ("原文第4行", "#art_2__para_1")
    assert links[0] == ("原文第2行", "#note_1")


def test_files_without_lines_have_paragraphs_or_pages() -> None:
    document = with_facts(Fact("date", "2023-01-31", 3))
    for unit, place in ((Unit.PARAGRAPH, "见原文第3段"), (Unit.PAGE, "见原文第3页")):
        shown = rows(replace(document, source=replace(document.source, unit=unit)))
        assert shown["日期"] == f"2023-01-31|（{place}）"


def test_who_else_says_it() -> None:
    shown = rows(
        with_facts(
            Fact("issuer", "某局", 0, Origin.CATALOG),
            Fact("index", "000/1", 7, Origin.STATEMENT, label="索引号"),
            Fact("other", "企业", 8, Origin.STATEMENT, label="服务对象"),
        )
    )
    assert shown["发文机关"] == "某局|（据目录登记）"
    assert shown["索引号"] == "000/1|（据网页登记）"
    assert shown["服务对象"] == "企业|（据网页登记）"


def test_acts_are_named_where_the_row_does_not_say_them() -> None:
    shown = rows(
        with_facts(
            Fact("promulgated", "1982-01-30", 2, act="发布", by="某部"),
            Fact("amended", "2001-09-23", 3, act="第一次修订"),
            Fact("amended", "2011-01-08", 4, act="第二次修订", by="某会议"),
        )
    )
    assert shown["公布"] == "1982-01-30 发布，某部|（见原文第2行）"
    assert shown["修正、修订"] == (
        "2001-09-23 第一次修订|（见原文第3行）|2011-01-08 第二次修订，某会议|（见原文第4行）"
    )


def test_many_values_are_folded_under_the_last() -> None:
    facts = [Fact("amended", f"200{n}-01-01", n, act=f"第{n}次修正") for n in range(1, 5)]
    document = with_facts(*facts)
    assert [s.get_text() for s in block(document).select("summary")] == [
        "共4项，最近一项：2004-01-01 第4次修正"
    ]
    assert len(block(with_facts(*facts[:3])).select("summary")) == 0


def test_what_few_ask_for_and_what_is_long_is_folded() -> None:
    short, long = "甲" * LONGEST, "乙" * (LONGEST + 1)
    document = with_facts(Fact("addressee", short, 1), Fact("copied_to", long, 2))
    assert [s.get_text() for s in block(document).select("summary")] == [
        "其他信息",
        f"{'乙' * LONGEST}…",
    ]
    assert rows(document)["抄送"] == f"{'乙' * LONGEST}…|{long}|（见原文第2行）"
    assert rows(document)["主送"] == f"{short}|（见原文第1行）"


def test_what_was_left_out_is_counted_and_folded() -> None:
    assert "未收入" not in rows(make_document(STATUTE))
    left_out = [("print", "打印"), ("navigation", "首页"), ("print", "关闭"), ("new-rule", "甲")]
    removals = tuple(Removal(Position(1, 1), rule, text) for rule, text in left_out)
    document = make_document(STATUTE)
    document = replace(document, source=replace(document.source, removals=removals))
    assert rows(document)["未收入"] == (
        "原文件中不属于正文的部分，共4处|导航1处、打印、字号等按钮2处、new-rule1处"
    )
    assert essential(source_text_of(to_html(document))) == essential(STATUTE)


def test_every_rule_that_leaves_something_out_is_named_in_chinese() -> None:
    tables = {rule.name for rule in (*ELEMENT_RULES, *LINE_RULES)} | set(WORD_RULES)
    others = {"hidden", "metadata", "outside-body", "page-number", "page-title", "running-head"}
    assert set(RULES) == tables | others
    described = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")
    for rule, name in RULES.items():
        assert f"\n| `{rule}` | {name} |\n" in described


def test_every_kind_of_fact_has_its_row() -> None:
    facts = [Fact(name, "甲", 1, label="乙") for name in FACTS]
    shown = set(rows(with_facts(*facts)))
    assert shown >= {row.label for row in FACTS.values() if row.name != "other"} | {"乙"}


def test_a_title_from_the_page_is_said_to_be_from_there() -> None:
    stated = Fact("title", "关于某事的函", 9, Origin.STATEMENT, label="标题")
    document = replace(with_facts(stated), title="关于某事的函", title_assigned=True)
    assert rows(document)["标题"] == "正文无标题，现标题据网页登记"
    given = Entry("x.txt", "x", title="关于某事的函")
    assert rows(replace(document, entry=given))["标题"] == "原文无标题，现标题为编者所拟"
    assert rows(replace(document, title="别的"))["网页登记标题"] == "关于某事的函|（据网页登记）"


def test_values_are_text_and_never_markup() -> None:
    shown = metadata(with_facts(Fact("other", "<b>&", 1, Origin.STATEMENT, label="<i>")))
    assert "<dt>&lt;i&gt;</dt><dd>&lt;b&gt;&amp;" in shown


def test_the_block_is_apparatus_and_stays_one_block() -> None:
    html = to_html(make_document(STATUTE))
    section = BeautifulSoup(html, "lxml").select_one("section.tw-meta")
    assert section is not None
    assert section["data-editorial"] == ""
    assert "其他信息" not in html and "原文第2行" not in source_text_of(html)
    assert "\n" not in metadata(make_document(STATUTE))
