"""Word files: paragraphs, runs, changes, notes, pictures. `read_word` checks conservation."""

from __future__ import annotations

from pathlib import Path

import pytest

from converter.readers import read
from converter.readers.docx.read import read_docx
from converter.span import Position, Unit
from tests.docx_helpers import level, lines, made, numbering, par, read_word, run, word


def removed(*blocks: str, **more: object) -> list[tuple[str, str]]:
    return [(r.rule, r.text) for r in read_word(*blocks, **more).removals]


def remarked(*blocks: str, **more: object) -> list[tuple[str, str]]:
    source = read_word(*blocks, **more)
    return [(r.code, r.message) for r in source.remarks]


def test_paragraphs_are_lines_and_positions_count_them(tmp_path: Path) -> None:
    path = tmp_path / "a.DOCX"
    path.write_bytes(word(par("关于做好工作的通知"), par(), par("各单位："), par("坚持。")))
    source, _, problems = read(path, "a.docx")
    assert source is not None and problems == []
    assert source.text == "关于做好工作的通知\n\n各单位：\n坚持。\n"
    assert (source.unit, source.encoding) == (Unit.PARAGRAPH, "")
    assert source.position(source.text.index("单位")) == Position(3, 2)
    assert source.position(source.text.index("持")) == Position(4, 2)


def field(code: str, result: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{code}</w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


CHANGED = 'w:id="1" w:author="某"'
#: What a paragraph holds, and beside it what is seen.
SEEN = {
    "runs join": (run("监") + run("察", "<w:b/>"), "监察"),
    "line break": ("<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r>", "甲\n乙"),
    "page break": ('<w:r><w:br w:type="page"/><w:t>附件</w:t></w:r>', "\n附件"),
    "tab": ("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t></w:r>", "甲\t乙"),
    "line end in the XML": ("<w:r><w:t>甲\n乙</w:t></w:r>", "甲 乙"),
    "hyphens": ("<w:r><w:t>a</w:t><w:noBreakHyphen/><w:softHyphen/></w:r>", "a\u2011\u00ad"),
    "hyperlink": (f'<w:hyperlink w:anchor="x">{run("《条例》")}</w:hyperlink>', "《条例》"),
    "smart tag": (f"<w:smartTag>{run('北京')}</w:smartTag>", "北京"),
    "content control": (
        f"<w:sdt><w:sdtPr><w:alias w:val='题'/></w:sdtPr><w:sdtContent>{run('题')}"
        "</w:sdtContent></w:sdt>",
        "题",
    ),
    "simple field": (f'<w:fldSimple w:instr=" PAGE ">{run("3")}</w:fldSimple>', "3"),
    "field": (
        run("第") + field(" REF x ", run("二")) + run("条"),
        "第二条",
    ),
    "field in the code of a field": (
        field(
            " IF " + "</w:instrText></w:r>" + field("PAGE", run("9")) + "<w:r><w:instrText>",
            run("甲"),
        ),
        "甲",
    ),
    "field without an end": ('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + run("甲"), "甲"),
    "enclosed number": (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>eq \\o\\ac(</w:instrText>'
        "<w:instrText>○</w:instrText><w:instrText>,3)</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>' + run("甲"),
        "③甲",
    ),
    "hidden text": (run("甲") + run("密", "<w:vanish/>") + run("乙"), "甲乙"),
    "text that is not hidden": (run("甲", '<w:vanish w:val="0"/>'), "甲"),
    "insertion": (run("甲") + f"<w:ins {CHANGED}>{run('乙')}</w:ins>", "甲乙"),
    "deletion": (
        run("甲") + f"<w:del {CHANGED}><w:r><w:delText>丙</w:delText></w:r></w:del>",
        "甲",
    ),
    "move": (
        f"<w:moveFrom {CHANGED}>{run('丁')}</w:moveFrom>{run('甲')}"
        f"<w:moveTo {CHANGED}>{run('丁')}</w:moveTo>",
        "甲丁",
    ),
    "changed look": (
        run("甲", f"<w:rPrChange {CHANGED}><w:rPr><w:vanish/></w:rPr></w:rPrChange>"),
        "甲",
    ),
    "ruby": (
        "<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>hàn</w:t></w:r></w:rt>"
        "<w:rubyBase><w:r><w:t>汉</w:t></w:r></w:rubyBase></w:ruby></w:r>",
        "汉",
    ),
    "formula": (
        "<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>a+b</m:t></m:r>"
        "</m:den></m:f><m:r><m:t>=</m:t></m:r><m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup>"
        "<m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath>",
        "1/(a+b)=x^2",
    ),
    "foreign elements": ("<wpsCustomData:x><wpsCustomData:y/></wpsCustomData:x>" + run("甲"), "甲"),
    "equation field": (
        '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>TC "x"</w:instrText>'
        '<w:fldChar w:fldCharType="end"/></w:r>' + run("甲"),
        "甲",
    ),
}


@pytest.mark.parametrize(("content", "seen"), SEEN.values(), ids=SEEN)
def test_what_is_seen(content: str, seen: str) -> None:
    assert read_word(par(content)).text == seen + "\n"


@pytest.mark.parametrize(
    ("content", "rule", "text"),
    [
        (SEEN["hidden text"][0], "hidden", "密"),
        (SEEN["deletion"][0], "tracked-deletion", "丙"),
        (SEEN["move"][0], "tracked-deletion", "丁"),
        (SEEN["ruby"][0], "ruby", "hàn"),
        (SEEN["field in the code of a field"][0], "field-code", "9"),
    ],
)
def test_what_is_left_out_is_listed(content: str, rule: str, text: str) -> None:
    assert removed(par(content)) == [(rule, text)]


def test_a_removal_knows_its_place() -> None:
    source = read_word(par("甲"), par(run("乙乙") + run("密", "<w:vanish/>") + run("丙")))
    assert [(r.rule, r.position) for r in source.removals] == [("hidden", Position(2, 3))]


def test_text_hidden_by_a_style() -> None:
    style = (
        '<w:style w:type="character" w:styleId="H"><w:name w:val="H"/><w:rPr><w:vanish/></w:rPr>'
    )
    content = run("密", '<w:rStyle w:val="H"/>') + run(
        "显", '<w:rStyle w:val="H"/><w:vanish w:val="0"/>'
    )
    assert lines(par(content), styles=style + "</w:style>") == ["显"]


def test_tracked_changes_are_remarked_once() -> None:
    source = read_word(
        par(SEEN["insertion"][0]), par(SEEN["deletion"][0]), par(SEEN["deletion"][0])
    )
    assert [(r.code, r.message) for r in source.remarks] == [
        (
            "tracked-changes",
            "the file holds tracked changes; they are taken as accepted:"
            " 1 insertion taken into the text, 2 deletions left out",
        )
    ]
    assert source.position(source.remarks[0].span.start) == Position(1, 2)


DELETED_END = f"<w:rPr><w:del {CHANGED}/></w:rPr>"


def test_a_paragraph_whose_end_is_deleted_runs_on() -> None:
    lists = numbering(
        {1: level(0, "chineseCounting", "%1、", '<w:suff w:val="nothing"/>')}, {5: (1, "")}
    )
    rows = (
        par("甲，", DELETED_END, number="5/0"),
        par("乙。", number="5/0"),
        par("丙。", number="5/0"),
    )
    source = read_word(*rows, lists=lists)
    assert source.text == "一、甲，乙。\n二、丙。\n"
    assert source.position(source.text.index("乙")) == Position(2, 1)


def test_a_hidden_paragraph_is_not_counted() -> None:
    lists = numbering(
        {1: level(0, "chineseCounting", "%1、", '<w:suff w:val="nothing"/>')}, {5: (1, "")}
    )
    hidden = par(run("密", "<w:vanish/>"), "<w:rPr><w:vanish/></w:rPr>", number="5/0")
    assert lines(par("甲", number="5/0"), hidden, par("乙", number="5/0"), lists=lists) == [
        "一、甲",
        "二、乙",
    ]


def test_symbols() -> None:
    content = "".join(
        f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'
        for font, code in (("Wingdings", "F0FC"), ("Symbol", "00B3"), ("Wingdings", "F021"))
    )
    source = read_docx("x.docx", word(par(content)))
    assert source.text == "✓≥〓\n"
    assert made(source) == ["〓"]
    assert [(r.code, r.message) for r in source.remarks] == [
        (
            "symbol-unknown",
            "the symbol U+F021 of the font 'Wingdings' has no known equal; 〓 stands for it",
        )
    ]


def test_a_field_whose_result_only_word_knows() -> None:
    content = (
        '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText> LISTNUM </w:instrText>'
        '<w:fldChar w:fldCharType="end"/></w:r>' + run("甲")
    )
    assert remarked(par(content)) == [
        (
            "field-unknown",
            "Word shows something for the field 'LISTNUM' that the file does not hold;"
            " it is missing here",
        )
    ]


def test_raised_text_is_remarked_once() -> None:
    content = run("10m") + run("2", '<w:vertAlign w:val="superscript"/>')
    source = read_word(par(content), par(content))
    assert [(r.code, r.message, source.slice(r.span)) for r in source.remarks] == [
        ("raised-text", "2 pieces of raised or lowered text, as in m² or H₂O, on the line", "2")
    ]


# Text boxes

BOX = f"<w:txbxContent>{par('框内一')}{par('框内二')}</w:txbxContent>"
SHAPE = (
    '<w:drawing><wp:inline><a:graphic><a:graphicData uri="x"><wps:wsp><wps:txbx>'
    f"{BOX}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>"
)
VML = f"<w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict>"
BOTH = (
    f'<mc:AlternateContent><mc:Choice Requires="wps">{SHAPE}</mc:Choice>'
    f"<mc:Fallback>{VML}</mc:Fallback></mc:AlternateContent>"
)


@pytest.mark.parametrize("shape", [SHAPE, VML, BOTH], ids=["drawing", "VML", "both"])
def test_a_text_box_stands_after_its_paragraph_once(shape: str) -> None:
    source = read_word(par(run("甲") + f"<w:r>{shape}</w:r>" + run("乙")), par("丙"))
    assert source.text == "甲乙\n框内一\n框内二\n丙\n"
    assert source.position(source.text.index("内二")) == Position(1, 2)
    assert source.position(source.text.index("丙")) == Position(2, 1)


@pytest.mark.parametrize("required", ["o", "wps o", "nirgends"])
def test_what_cannot_be_shown_gives_way_to_the_fallback(required: str) -> None:
    unknown = f'<mc:AlternateContent><mc:Choice Requires="{required}"><w:r/></mc:Choice>'
    content = f"{unknown}<mc:Fallback>{run('甲')}</mc:Fallback></mc:AlternateContent>"
    assert read_docx("x.docx", word(par(content))).text == "甲\n"


def test_word_art_is_text() -> None:
    art = '<w:pict><v:shape><v:textpath string="某某市人民政府文件"/></v:shape></w:pict>'
    assert lines(par(f"<w:r>{art}</w:r>"), par("通知")) == ["", "某某市人民政府文件", "通知"]


def test_text_in_a_drawing_that_is_no_text_box() -> None:
    rows = "".join(f"<a:p><a:r><a:t>{text}</a:t></a:r></a:p>" for text in ("申请", "受理"))
    canvas = f'<a:graphicData uri="x"><a:txBody>{rows}</a:txBody></a:graphicData>'
    drawing = f"<w:drawing><a:graphic>{canvas}</a:graphic></w:drawing>"
    assert lines(par(f"<w:r>{drawing}</w:r>"), par("甲")) == ["", "申请", "受理", "甲"]


def test_text_where_none_may_stand_is_left_out_and_listed() -> None:
    stray = "<w:tbl><w:tr><w:tc><w:p/></w:tc><w:r><w:t>乙</w:t></w:r></w:tr></w:tbl>"
    assert removed(par("甲"), run("丙"), stray) == [("misplaced", "丙"), ("misplaced", "乙")]


def test_charts_and_diagrams_are_remarked() -> None:
    uri = "http://schemas.openxmlformats.org/drawingml/2006/chart"
    chart = f'<w:r><w:drawing><a:graphic><a:graphicData uri="{uri}"/></a:graphic></w:drawing></w:r>'
    assert remarked(par(chart), '<w:altChunk r:id="x"/>') == [
        ("object-left-out", "Word shows a chart here, which cannot be taken over"),
        ("object-left-out", "Word shows an embedded document here, which cannot be taken over"),
    ]


# Pictures

PNG = b"\x89PNG\r\n\x1a\n"


def picture(relation: str, alt: str = "") -> str:
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="p" descr="{alt}"/><a:graphic>'
        '<a:graphicData uri="x"><pic:pic><pic:blipFill>'
        f'<a:blip r:embed="{relation}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


def test_pictures() -> None:
    shown = '<v:imagedata r:id="rIdgaizhang" o:title="章"/>'
    vml = f"<w:r><w:pict><v:shape>{shown}</v:shape></w:pict></w:r>"
    files = {"zhaopian.png": PNG, "gaizhang.png": PNG + b"2"}
    source = read_word(
        par(run("如图") + picture("rIdzhaopian", "流程图") + run("所示")),
        par(vml),
        par(picture("rIdnichts")),
        files=files,
    )
    assert source.text == "如图所示\n\n\n"
    assert [(i.offset, i.name, i.alt, i.data) for i in source.images] == [
        (2, "zhaopian.png", "流程图", PNG),
        (5, "gaizhang.png", "章", PNG + b"2"),
        (6, "rIdnichts", "", None),
    ]


# Notes, comments, headers


def note(kind: str, id_: int, text: str) -> str:
    return f'<w:{kind} w:id="{id_}">{par(f"<w:r><w:{kind}Ref/></w:r>" + run(text))}</w:{kind}>'


def reference(kind: str, id_: int, more: str = "") -> str:
    return f'<w:r><w:{kind}Reference w:id="{id_}" {more}/></w:r>'


#: The line that Word draws above footnotes; it is no footnote, and no text.
SEPARATOR = (
    '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
)


def test_footnotes_and_endnotes_stand_at_the_end() -> None:
    own = '<w:r><w:footnoteReference w:id="4" w:customMarkFollows="1"/><w:t>*</w:t></w:r>'
    source = read_word(
        par(run("甲") + reference("footnote", 2) + run("乙")),
        par(run("丙") + reference("endnote", 1) + reference("footnote", 3) + own),
        parts={
            "footnotes": SEPARATOR
            + note("footnote", 3, " 注二。")
            + note("footnote", 2, "注一。")
            + note("footnote", 4, "注三。")
            + note("footnote", 5, "无人引用。"),
            "endnotes": note("endnote", 1, "尾注。"),
        },
    )
    assert source.text == "甲乙\n丙\n注一。\n尾注。\n 注二。\n注三。\n"
    assert [(n.offset, n.mark, source.slice(n.span)) for n in source.footnotes] == [
        (1, "1", "注一。"),
        (4, "i", "尾注。"),
        (4, "2", "注二。"),
        (4, "*", "注三。"),
    ]
    assert source.position(source.footnotes[2].span.start) == Position(2, 2)
    assert [(r.rule, r.text) for r in source.removals] == [
        ("footnote-mark", "*"),
        ("note-unused", "无人引用。"),
    ]


def test_footnotes_are_numbered_as_their_section_says() -> None:
    section = (
        '<w:sectPr><w:footnotePr><w:numFmt w:val="decimalEnclosedCircleChinese"/>'
        '<w:numRestart w:val="eachSect"/></w:footnotePr></w:sectPr>'
    )
    source = read_word(
        par(run("甲") + reference("footnote", 2) + reference("footnote", 3), section),
        par(run("乙") + reference("footnote", 4)),
        section,
        parts={"footnotes": "".join(note("footnote", n, f"注{n}。") for n in (2, 3, 4))},
    )
    assert [n.mark for n in source.footnotes] == ["①", "②", "①"]


def test_a_footnote_goes_with_deleted_text() -> None:
    deleted = f"<w:del {CHANGED}>{reference('footnote', 2)}</w:del>"
    source = read_word(par(run("甲") + deleted), parts={"footnotes": note("footnote", 2, "注。")})
    assert (source.text, source.footnotes) == ("甲\n", ())
    assert [(r.rule, r.text) for r in source.removals] == [("tracked-deletion", "注。")]


def test_comments_are_left_out_where_they_stand() -> None:
    source = read_word(
        par("甲"),
        par(run("乙") + reference("comment", 0)),
        parts={"comments": f'<w:comment w:id="0" w:author="某">{par("是否妥当？")}</w:comment>'},
    )
    assert source.text == "甲\n乙\n"
    assert [(r.rule, r.text, r.position) for r in source.removals] == [
        ("comment", "是否妥当？", Position(2, 1))
    ]


@pytest.mark.parametrize(
    ("footer", "left_out"),
    [
        (run("— ") + field("PAGE", run("1")) + run(" —"), []),
        (run("第1页 共8页"), []),
        (run("内部资料"), [("footer", "内部资料")]),
    ],
)
def test_headers_and_footers(footer: str, left_out: list[tuple[str, str]]) -> None:
    section = (
        '<w:sectPr><w:headerReference r:id="rIdHeader"/><w:footerReference r:id="rIdFooter"/>'
        '<w:footerReference w:type="first" r:id="rIdFooter"/></w:sectPr>'
    )
    parts = {"header": par("某某市文件"), "footer": par(footer)}
    found = removed(par("甲"), section, parts=parts)
    assert sorted(found) == sorted([("header", "某某市文件"), *left_out])


def test_contents_are_text_as_shown() -> None:
    start = '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>TOC \\o</w:instrText>'
    start += '<w:fldChar w:fldCharType="separate"/></w:r>'
    entry = "<w:r><w:t>第一章 总则</w:t><w:tab/></w:r>" + field("PAGEREF x", run("1"))
    rows = par("目录") + par(start + entry) + par(entry)
    found = lines(
        f"<w:sdt><w:sdtContent>{rows}</w:sdtContent></w:sdt>",
        par('<w:r><w:fldChar w:fldCharType="end"/></w:r>' + run("第一章 总则")),
    )
    assert found == ["目录", "第一章 总则\t1", "第一章 总则\t1", "第一章 总则"]
