"""HTML pages: whole pages to what is read of them, and each rule for itself."""

from __future__ import annotations

import codecs
from collections import Counter
from pathlib import Path

import pytest

from converter.discards import essential
from converter.readers import read
from converter.readers.html.body import CONTAINERS, Container
from converter.readers.html.boilerplate import ELEMENT_RULES, ElementRule
from converter.readers.html.decode import decode
from converter.readers.html.elements import MARKUP, Element, Run
from converter.readers.html.line_rules import LINE_RULES, LineRule, Where
from converter.readers.html.read import read_html
from converter.readers.html.tree import parse
from converter.readers.text import Unreadable
from converter.source import SourceText
from tests.helpers import FIXTURES, check_fixture

HTML = FIXTURES / "html"
LONG = "各级人民政府应当加强对安全生产工作的领导，督促各部门依法履行职责。"


def shown(source: SourceText) -> str:
    """Write what was read of a page for a person to check against it."""
    lines, at = ["text"], 0
    for line in source.text.splitlines(keepends=True):
        place = source.position(at)
        lines.append(f"{place.line:>4}:{place.column:<4} {line.rstrip(chr(10))}")
        at += len(line)
    for table in source.tables:
        lines.append("table")
        for cell in table.cells:
            size = f"{cell.rows}x{cell.columns}" + (" header" if cell.header else "")
            text = source.slice(cell.span).replace("\n", " / ")
            lines.append(f"  {cell.row},{cell.column} {size} {text}".rstrip())
    lines += [f"image {i.name} {i.alt}" for i in source.images]
    lines += [f"generated {source.slice(span)}" for span in source.generated]
    lines += [
        f"{s.name} = {s.value} ({s.position.line}:{s.position.column})" for s in source.statements
    ]
    for removal in source.removals:
        text = removal.text.replace("\n", " / ")
        lines.append(f"left out: {removal.rule} {removal.position.line}: {text}")
    lines += [f"remark {r.code}: {r.message}" for r in source.remarks]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def page(body: str, **kwargs: str) -> SourceText:
    return read_html("x.html", f"<html><body>{body}</body></html>".encode(**kwargs))


def lines(body: str) -> list[str]:
    return page(body).text.splitlines()


def assert_accounted(data: bytes) -> None:
    """Every character is in the text or in one removal; places, tables and marks are in order."""
    source = read_html("x.html", data)
    got = Counter(essential(source.text))
    for span in source.generated:
        got -= Counter(essential(source.slice(span)))
    for removal in source.removals:
        got.update(essential(removal.text))
    want: Counter[str] = Counter()
    todo = [parse(decode("x", data)[0])]
    while todo:
        for child in todo.pop().children:
            if isinstance(child, Run):
                want.update(essential(child.text))
            elif child.tag not in MARKUP:
                todo.append(child)
    assert got == want
    offsets = [mark.offset for mark in source.marks]
    assert offsets == sorted(offsets) and offsets[0] == 0
    end = 0
    for table in source.tables:
        assert table.span.start >= end
        at, taken = table.span.start, set[tuple[int, int]]()
        for cell in table.cells:
            assert at <= cell.span.start <= cell.span.end <= table.span.end
            at = cell.span.end
            for row in range(cell.row, cell.row + cell.rows):
                for column in range(cell.column, cell.column + cell.columns):
                    assert (row, column) not in taken
                    taken.add((row, column))
        end = table.span.end


@pytest.mark.parametrize("path", sorted(HTML.glob("*.html")), ids=lambda path: path.stem)
def test_pages(path: Path) -> None:
    data = path.read_bytes()
    check_fixture(path.with_suffix(".txt"), shown(read_html(path.name, data)))
    assert_accounted(data)


@pytest.mark.parametrize("row", CONTAINERS, ids=lambda row: row.name)
def test_every_container_is_found(row: Container) -> None:
    names = sorted(row.names)
    tags = [f'div class="{name}"' for name in names] + [f'section id="{name}"' for name in names]
    tags += [row.tag] if row.tag else []
    for tag in tags:
        source = page(f"<p>网站</p><{tag}><p>{LONG}</p></{tag.split()[0]}><p>尾</p>")
        assert source.text == f"{LONG}\n", tag
        assert [r.text for r in source.removals] == ["网站", "尾"], tag


def test_two_parts_of_a_document_are_read_together() -> None:
    part = f'<div class="TRS_Editor"><p>{LONG}</p></div>'
    assert lines(f"<p>甲</p><div>{part}{part}</div>") == [LONG, LONG]


@pytest.mark.parametrize("rule", ELEMENT_RULES, ids=lambda rule: rule.name)
def test_every_element_rule(rule: ElementRule) -> None:
    tags = sorted(rule.tags)
    marked = [f"<{tag}>多余</{tag}>" for tag in tags]
    marked += [f'<div class="{name}">多余</div>' for name in sorted(rule.names)]
    for html in marked:
        source = page(f"{html}<div id=zoom><p>{LONG}</p></div>")
        assert [(r.rule, r.text) for r in source.removals] == [(rule.name, "多余")], html
        inside = page(f"<div id=zoom><p>{LONG}</p>{html}</div>")
        kept = "" if rule.anywhere else "多余\n"
        assert inside.text == f"{LONG}\n{kept}", html


@pytest.mark.parametrize("rule", LINE_RULES, ids=lambda rule: rule.name)
def test_every_line_rule(rule: LineRule) -> None:
    example = rule.example
    for body in ("zoom", "main"):
        source = page(f"<div id={body}><p>{example}</p><p>{LONG}</p></div>")
        kept = body == "zoom" and rule.sure is Where.NOWHERE
        assert source.text == (f"{example}\n" if kept else "") + f"{LONG}\n", body
        left_out = [] if kept else [(rule.name, example)]
        assert [(r.rule, r.text) for r in source.removals] == left_out, body
    assert lines(f"<div id=zoom><p>{LONG}{example}</p></div>") == [f"{LONG}{example}"]


KEPT = (
    "来源：人民群众的意见建议，要认真研究。",
    "打印机等办公设备的管理",
    "2023年1月31日",
    "编辑：是指从事出版工作的人员，应当具备相应资格。",
    "附件下载",
    "字号",
    "日期：2023年1月31日",
    "发布日期：2023年1月31日",
    "来源：某某统计局",
    "相关文件：",
)


@pytest.mark.parametrize("text", KEPT)
def test_lines_that_only_look_like_the_site(text: str) -> None:
    assert lines(f"<div id=zoom><p>{LONG}</p><p>{text}</p></div>") == [LONG, text]


@pytest.mark.parametrize("text", ["打印", "编辑：王某某", "分享"])
def test_in_the_middle_of_a_document_nothing_is_left_out(text: str) -> None:
    long = f"<p>{LONG}</p>" * 5
    assert text in lines(f"<div id=zoom>{long}<p>{text}</p>{long}</div>")
    assert text not in lines(f"<main>{long}<p>{text}</p>{long}</main>")


def test_a_long_text_is_not_left_out_as_buttons() -> None:
    long = f"<p>{LONG}</p>" * 8
    inside = f'<div class="print">{long}</div>'
    assert lines(f"<div id=zoom>{long}{long}{inside}</div>") == [LONG] * 24


def test_a_document_of_links_alone_is_found_by_the_name_of_its_place() -> None:
    menu = "<p><a href=x>首页</a></p>"
    articles = "<p><a href=1>第一条　总则</a></p><p><a href=2>第二条　附则</a></p>"
    assert lines(f"{menu}<div id=zoom>{articles}</div>") == ["第一条　总则", "第二条　附则"]


def test_a_source_line_is_a_statement_too() -> None:
    source = page(f"<p>来源：某某网　2023-01-31 08:30</p><div id=zoom><p>{LONG}</p></div>")
    assert [(s.name, s.value) for s in source.statements] == [
        ("来源", "某某网"),
        ("发布日期", "2023-01-31 08:30"),
    ]


def test_a_source_line_among_buttons_is_a_statement_too() -> None:
    line = "来源：某某网　浏览字号：大 中 小　2023年1月31日 08:30"
    source = page(f'<div class="fontsize">{line}</div><div id=zoom><p>{LONG}</p></div>')
    assert [(s.name, s.value) for s in source.statements] == [
        ("来源", "某某网"),
        ("发布日期", "2023年1月31日 08:30"),
    ]
    assert [(r.rule, r.text) for r in source.removals] == [("print", line)]


def test_what_holds_the_document_is_not_left_out_for_its_name() -> None:
    assert lines(f'<div class="print" style="display:none"><p>{LONG}</p></div>') == [LONG]


SPACE = {
    "white space is collapsed": ("<p> 甲  乙\n 丙 </p>", ["甲 乙丙"]),
    "between letters a line end is a space": ("<p>ab\ncd 甲\nx</p>", ["ab cd 甲 x"]),
    "no-break and full-width spaces stay": ("<p>　　甲&nbsp;　乙</p>", ["　　甲\xa0　乙"]),
    "br": ("<p>甲<br>乙<br/>丙</br>丁</p>", ["甲", "乙", "丙", "丁"]),
    "pre": ("<pre>\n甲  乙\r\n 丙\n</pre>", ["甲  乙", " 丙"]),
    "unclosed paragraphs": ("<p>甲<p>乙<div>丙</div>丁", ["甲", "乙", "丙", "丁"]),
    "headings and quotations": ("<h2>甲</h2><blockquote>乙</blockquote><hr>丙", ["甲", "乙", "丙"]),
    "inline": ("<p>CO<sub>2</sub>和m<sup>2</sup><a href=x>丙</a></p>", ["CO2和m2丙"]),
    "ruby": ("<ruby>条<rp>（</rp><rt>tiao</rt><rp>）</rp></ruby>", ["条tiao"]),
    "entities": ("<p>&lt;b&gt; &#19968;&#x4e8c;&bogus; A&B</p>", ["<b> 一二&bogus; A&B"]),
    "markup that is none": ("<p>若a<3且b>2，则<，</p>", ["若a<3且b>2，则<，"]),
    "comments": ("<p>甲<!-- 乙 --><![if !x]>丙<![endif]><?x y?></p>", ["甲丙"]),
    "an open comment hides nothing": ("<p>甲</p><!-- x><p>乙</p>", ["甲", "乙"]),
    "an open title hides nothing": ("<p>甲</p><title><p>乙</p>", ["甲", "乙"]),
    "a quote that is not closed": ('<p class="a>甲</p><p>乙</p>', ["甲", "乙"]),
    "bold over paragraphs": ("<b><p>甲</b>乙</p><p>丙</p>", ["甲乙", "丙"]),
}


@pytest.mark.parametrize(("html", "expected"), SPACE.values(), ids=SPACE)
def test_text_as_a_browser_shows_it(html: str, expected: list[str]) -> None:
    assert lines(html) == expected


LISTS = {
    "plain": ("<ol><li>甲<li>乙</ol>", ["1. 甲", "2. 乙"]),
    "start, value": ("<ol start=3><li>甲<li value=9>乙<li>丙</ol>", ["3. 甲", "9. 乙", "10. 丙"]),
    "reversed": ("<ol reversed><li>甲<li>乙</ol>", ["2. 甲", "1. 乙"]),
    "letters": ('<ol type="a" start=26><li>甲<li>乙</ol>', ["z. 甲", "aa. 乙"]),
    "Roman": ("<ol type=I start=4><li>甲</ol>", ["IV. 甲"]),
    "Chinese": ('<ol style="list-style-type:cjk-ideographic"><li>甲</ol>', ["一、甲"]),
    "none": ('<ol style="list-style: none"><li>甲</ol>', ["甲"]),
    "own numbers": ("<ol><li>（一）甲<li>（二）乙</ol>", ["（一）甲", "（二）乙"]),
    "in a list": ("<ol><li>甲<ol><li>乙</ol><li>丙</ol>", ["1. 甲", "1. 乙", "2. 丙"]),
    "points without numbers": ("<ul><li>甲<li>乙</ul>", ["甲", "乙"]),
}


@pytest.mark.parametrize(("html", "expected"), LISTS.values(), ids=LISTS)
def test_numbers_of_lists(html: str, expected: list[str]) -> None:
    source = page(html)
    assert source.text.splitlines() == expected
    numbers = [line.split(" ")[0] for line in expected if " " in line]
    assert [source.slice(span) for span in source.generated] in (numbers, ["一、"])


TITLES = {
    "above the body": ("<h1>某某办法</h1>", "", ["某某办法", LONG], []),
    "also in the body": ("<h1>某某试行办法</h1>", "<p>某某<br>试行办法</p>", None, ["page-title"]),
    "another than is stated": (
        "<title>某某办法</title><h1>某某市政府</h1>",
        "",
        [LONG],
        ["outside-body"],
    ),
    "confirmed by the window": (
        "<title>某某试行办法-某某网</title><div class=title>某某试行办法</div>",
        "",
        ["某某试行办法", LONG],
        [],
    ),
    "two headings": ("<h1>某某网站</h1><h1>某某办法</h1>", "", [LONG], ["outside-body"] * 2),
}


@pytest.mark.parametrize(("above", "inside", "expected", "rules"), TITLES.values(), ids=TITLES)
def test_the_title_stands_once(
    above: str, inside: str, expected: list[str] | None, rules: list[str]
) -> None:
    source = page(f"{above}<div id=zoom>{inside}<p>{LONG}</p></div>")
    assert source.text.splitlines() == (expected or ["某某", "试行办法", LONG])
    assert [r.rule for r in source.removals] == rules


METADATA = {
    "definitions": "<dl><dt>索引号<dd>甲1<dt>发文 机关：<dd>某局<dt>主题词：<dd></dl>",
    "divisions": "<div><div>索 引 号：甲1</div><div>发文机关: 某局</div><div>主题词：</div></div>",
    "one line": "<div>索引号：甲1　发文机关：某局　主题词：</div>",
    "a table upright": "<table><tr><td>索引号<td>发文机关<td>主题词<tr><td>甲1<td>某局<td></table>",
    "label and value in one cell": (
        "<table><tr><td><b>索引号</b>：甲1<td><b>发文机关</b>：某局<tr><td>主题词：<td></table>"
    ),
    "with a label not known": (
        "<table><tr><td>索引号：<td>甲1<td>发文机关：<td>某局<tr><td>主题词：<td></table>"
    ),
}


@pytest.mark.parametrize("html", METADATA.values(), ids=METADATA)
def test_metadata(html: str) -> None:
    source = page(f"{html}<div id=zoom><p>{LONG}</p></div>")
    assert [(s.name, s.value) for s in source.statements] == [
        ("索引号", "甲1"),
        ("发文机关", "某局"),
    ]
    assert [r.rule for r in source.removals] == ["metadata"]
    assert source.text == f"{LONG}\n"


def test_a_line_with_a_label_that_is_not_known_is_metadata_beside_others() -> None:
    block = "<ul><li>索引号：甲1<li>发文机关：某局<li>联系电话：010-1</ul>"
    source = page(f"{block}<div id=zoom><p>{LONG}</p></div>")
    assert [(s.name, s.value) for s in source.statements] == [
        ("索引号", "甲1"),
        ("发文机关", "某局"),
        ("联系电话", "010-1"),
    ]
    assert [r.rule for r in source.removals] == ["metadata"]


@pytest.mark.parametrize("count", [1, 2, 30])
def test_the_metadata_of_a_document_of_any_length_is_read(count: int) -> None:
    table = "<table><tr><td>索引号：<td>甲1<td>发文机关：<td>某局<tr><td>主题词：<td></table>"
    body = f"<td id=UCAP-CONTENT>{f'<p>{LONG}</p>' * count}"
    source = page(f"<div>{table}<table><tr>{body}</table></div>")
    assert source.text.splitlines() == [LONG] * count
    assert [(s.name, s.value) for s in source.statements] == [
        ("索引号", "甲1"),
        ("发文机关", "某局"),
    ]


def test_a_table_of_a_document_is_no_metadata_for_labels_that_many_tables_have() -> None:
    table = "<table><tr><td>名称<td>某工程<tr><td>地域<td>某市<tr><td>性质<td>新建</table>"
    menu = "<p><a href=1>首页</a><a href=2>新闻</a><a href=3>公开</a></p>"
    source = page(f"{menu}<div><p>关于某工程的公告</p>{table}<p>{LONG}</p><p>{LONG}</p></div>")
    assert len(source.tables[0].cells) == 6 and source.statements == ()
    assert source.text.splitlines()[0] == "关于某工程的公告"


def test_a_list_of_documents_is_no_metadata() -> None:
    table = "<table><tr><td>序号<td>标题<td>文号<tr><td>1<td>某办法<td>某发1号</table>"
    source = page(f"<div id=zoom><p>{LONG}</p>{table}</div>")
    assert len(source.tables[0].cells) == 6 and source.statements == ()


TABLES = {
    "one column": ("<table><tr><td>甲<tr><td>乙</table>", None),
    "one cell with others empty": ("<table><tr><td><td>甲<td></table>", None),
    "around another": ("<table><tr><td><table><tr><td>甲<td>乙</table></table>", "1,1 甲 1,2 乙"),
    "text outside of cells": ("<table>甲<tr><td>乙<td>丙</table>", None),
    "for placing": ("<table role=presentation><tr><td>甲<td>乙</table>", None),
    "rowspan=0": ("<table><tr><td rowspan=0>甲<td>乙<tr><td>丙</table>", "1,1 甲 1,2 乙 2,2 丙"),
    "too wide": ("<table><tr><td colspan=999>甲<tr><td>乙<td>丙</table>", "1,1 甲 2,1 乙 2,2 丙"),
    "overlapping": (
        "<table><tr><td>甲<td rowspan=2>乙<tr><td colspan=2>丙<td>丁</table>",
        "1,1 甲 1,2 乙 2,1 丙 2,3 丁",
    ),
    "a form around rows": ("<table><form><tr><td>甲<td>乙</form></table>", "1,1 甲 1,2 乙"),
    "bold around rows": (
        "<table><b><tr><td>甲<td>乙</b><tr><td>丙<td>丁</table>",
        "1,1 甲 1,2 乙 2,1 丙 2,2 丁",
    ),
    "no rows": ("<table><td>甲<td>乙</table>", "1,1 甲 1,2 乙"),
    "a hidden row": ("<table><tr hidden><td>甲<td>乙<tr><td>丙<td>丁</table>", "1,1 丙 1,2 丁"),
}


@pytest.mark.parametrize(("html", "expected"), TABLES.values(), ids=TABLES)
def test_tables(html: str, expected: str | None) -> None:
    source = page(f"<p>{LONG}</p>{html}")
    cells = [
        f"{cell.row},{cell.column} {source.slice(cell.span)}"
        for table in source.tables
        for cell in table.cells
    ]
    assert " ".join(cells) == (expected or "")
    assert_accounted(html.encode())


ENCODINGS = {
    "declared": ('<meta charset="gb2312">', "gb18030", "gb18030", []),
    "declared in XML": ('<?xml version="1.0" encoding="GBK"?>', "gb18030", "gb18030", []),
    "not declared": ("", "gb18030", "gb18030", []),
    "Big5": ('<meta charset="big5">', "big5hkscs", "big5hkscs", []),
    "UTF-8 that says GBK": (
        '<meta http-equiv="Content-Type" content="text/html; charset=gbk">',
        "utf-8",
        "utf-8",
        ["The page declares gbk, but is UTF-8, and is read as that"],
    ),
    "GBK that says UTF-8": (
        "<meta charset=utf-8>",
        "gb18030",
        "gb18030",
        ["The page declares utf-8, but is GB18030, and is read as that"],
    ),
    "says nothing to be believed": (
        "<meta charset=iso-8859-1>",
        "utf-8",
        "utf-8",
        ["The page declares iso-8859-1, but is UTF-8, and is read as that"],
    ),
}


@pytest.mark.parametrize(
    ("head", "written", "read_as", "remarks"), ENCODINGS.values(), ids=ENCODINGS
)
def test_encodings(head: str, written: str, read_as: str, remarks: list[str]) -> None:
    source = read_html("x.html", f"{head}<p>各級機關應當執行規定</p>".encode(written))
    assert (source.text, source.encoding) == ("各級機關應當執行規定\n", read_as)
    assert [(r.code, r.message) for r in source.remarks] == [
        ("encoding-declared", message) for message in remarks
    ]


def test_a_byte_order_mark_goes_before_what_is_declared() -> None:
    data = codecs.BOM_UTF16_LE + "<meta charset=gbk><p>条文</p>".encode("utf-16-le")
    source = read_html("x.html", data)
    assert (source.text, source.encoding, source.remarks) == ("条文\n", "utf-16-le", ())


BAD = {
    "neither": (
        b"<p>\xff\xff\xff</p>",
        "is neither UTF-8 nor GB18030 from here on; save it as UTF-8",
    ),
    "a web archive": (
        b"MIME-Version: 1.0\r\n\r\n<p>x",
        "is a web archive (MHT); save the page as HTML",
    ),
    "a PDF file": (b"%PDF-1.7", "is not text but a PDF file"),
}


@pytest.mark.parametrize(("data", "message"), BAD.values(), ids=BAD)
def test_refused(data: bytes, message: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read_html("x.html", data)
    assert str(caught.value) == message


@pytest.mark.parametrize("suffix", ["html", "htm", "HTM"])
def test_suffixes(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a.{suffix}"
    path.write_text("<p>条文</p>", encoding="utf-8")
    source, _, problems = read(path, path.name)
    assert source is not None and (source.text, problems) == ("条文\n", [])


ODD = {
    "deep": "<div>" * 5000 + "甲" + "</div>" * 5000 + "乙",
    "deep tables": "<table><tr><td>甲" * 300,
    "NUL": f"<p>{LONG}\0乙<\0p>",
    "cut off": "<p>甲<p sty",
    "cut off with text": '<p>甲<p a="乙',
    "only markup": "<![x<!<//></></p></td></table><td><tr><table></form>",
    "many of all": "<a <!--<p>&<td>甲<tr><ol><li></b><title><nav>" * 50,
}


@pytest.mark.parametrize("html", ODD.values(), ids=ODD)
def test_nothing_breaks_it(html: str) -> None:
    assert_accounted(html.encode())


def test_elements_know_their_place() -> None:
    root = parse("<p>\n<b id=x>甲</b>")
    found = next(e for e in root.walk() if e.tag == "b")
    assert (found.at, found.names, [e.tag for e in found.ancestors()]) == (4, {"x"}, ["p", "html"])
    assert isinstance(found, Element)
