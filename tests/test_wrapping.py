"""Wrapped plain text: joined where the whole file is plainly wrapped, and nowhere else."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from converter.beside import Removal
from converter.discards import essential
from converter.readers.text import read_text
from converter.readers.wrapped_text import unwrap, width_of
from converter.readers.wrapping import Line, join, starts
from converter.source import SourceText
from converter.span import Position, Span, Unit
from tests.helpers import CORPORA, SOURCES
from tests.io_helpers import fill, run

LAWS = CORPORA / "laws"

#: A notice as it comes out of a PDF file: 20 characters to a line, three pages.
NOTICE = """\
　　　　关于做好今年防汛工作的通知
各乡镇人民政府：
　　今年汛期降雨偏多，各地要提高认识，压
实责任，确保安全度汛。现将有关事项通知如
下：
　　一、加强值守
　　（一）严格执行二十四小时值班制度，及
时报告汛情，不得迟报、漏报和瞒报。值班情
况应当由专人依照《某市防汛条例》第八条和
第十条的规定记入台账。

- 1 -
\f　　（二）各单位要配备好一台新的 HP
LaserJet 打印机、三台排水泵和必要的救援装

- 2 -
\f备，并定期检查，做到随时能用。
　　二、落实责任
　　县水利局应当督促各项工作落实，并于每
月末将检查的结果报告县人民政府。
　　　　　　　　　　　　　某县人民政府

- 3 -
"""
PARAGRAPHS = """\
关于做好今年防汛工作的通知
各乡镇人民政府：
今年汛期降雨偏多，各地要提高认识，压实责任，确保安全度汛。现将有关事项通知如下：
一、加强值守
（一）严格执行二十四小时值班制度，及时报告汛情，不得迟报、漏报和瞒报。\
值班情况应当由专人依照《某市防汛条例》第八条和第十条的规定记入台账。
（二）各单位要配备好一台新的 HP LaserJet 打印机、三台排水泵和必要的救援装备，\
并定期检查，做到随时能用。
二、落实责任
县水利局应当督促各项工作落实，并于每月末将检查的结果报告县人民政府。
某县人民政府
"""
NUMBERS = ("- 1 -", "- 2 -", "- 3 -")


def without_numbers(text: str) -> str:
    for number in NUMBERS:
        text = text.replace(number, "")
    return essential(text)


def joined(text: str) -> SourceText:
    source = unwrap("x.txt", text, "utf-8")
    assert source is not None
    return source


def test_a_wrapped_notice_becomes_paragraphs() -> None:
    source = joined(NOTICE)
    assert source.text == PARAGRAPHS
    assert source.removals == tuple(
        Removal(Position(line, 1), "page-number", number)
        for line, number in zip((12, 16, 23), NUMBERS, strict=True)
    )
    assert essential(source.text) == without_numbers(NOTICE)
    assert (source.unit, source.encoding) == (Unit.LINE, "utf-8")


@pytest.mark.parametrize(
    ("words", "line", "column"),
    [
        ("关于", 1, 5),
        ("今年汛期", 3, 3),
        ("实责任", 4, 1),
        ("责任，确保", 4, 2),
        ("第十条", 10, 1),
        ("（二）", 13, 4),  # a form feed and two full-width spaces stand before it
        ("LaserJet", 14, 1),
        ("并定期", 17, 4),  # the form feed is a character of its line
        ("某县人民政府\n", 21, 14),
    ],
)
def test_the_place_of_every_line_is_kept(words: str, line: int, column: int) -> None:
    source = joined(NOTICE)
    assert source.position(source.text.index(words)) == Position(line, column)


def test_joining_is_reported_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    fill(Path("s"), {"a.txt": NOTICE})
    assert run("check", "--sources", "s").output == (
        "s/a.txt:3:20: note: 17 wrapped lines were joined to 9 paragraphs; check the paragraphs"
        " 多，各地要提高认识，〔压实〕责任，确保安全度汛。 [lines-joined]\n"
        "1 document, 9 clauses, 2 citations (2 unresolved), 1 finding (1 note)\n"
    )


_ITEMS = "、".join(f"某某镇第{n}号蓄水工程" for n in "一二三四五六七八九")

#: Files that are not wrapped, though some of their lines have one width.
NEVER = {
    "a poem": "静夜思\n" + "床前明月光，疑是地上霜。举头望明月，低头思故乡。\n" * 9,
    "a poem without marks": "送别\n" + "长亭外古道边芳草碧连天晚风拂柳笛声残夕阳山外山\n" * 9,
    "a table of contents": "目录\n"
    + "".join(f"第{n}章　关于某某某某工作的规定{'…' * 12}{n}0\n" for n in "一二三四五六七八九"),
    "a list of names": "名单\n" + "某某市某某区某某街道办事处某某社区居民委员会某某某\n" * 9,
    "a numbered list": "清单\n"
    + "".join(f"{n}．某某市某某区某某街道办事处某某社区居委会\n" for n in "１２３４５６７８９"),
    "columns": "名册\n" + "某某某    男    一九八〇年三月    某某县水利局局长\n" * 9,
    "one long paragraph": f"通知\n今年要加强{_ITEMS}的管理，落实责任，确保安全。\n",
    "paragraphs of all lengths": "规定\n"
    + "".join(
        f"第{n}条 为了加强管理，{'制定措施，' * i}落实责任。\n"
        for i, n in enumerate("一二三四五六")
    ),
    "two columns": "\n".join(
        f"{line[:14]}    {line[16:]}" if len(line) > 18 else line for line in NOTICE.split("\n")
    ),
    "double spacing": NOTICE.replace("\n", "\n\n"),
    "two lines of a title": "某某市人民政府办公室关于印发某某市防汛抗旱应急\n"
    "预案的通知\n各县：\n请落实。\n",
    "wrapped in one place": "规定\n"
    + "第一条 为了加强管理，落实责任，根据有关法律、法规，结合本市实际，制定本规定。\n" * 9
    + "\n".join(NOTICE.split("\n")[2:4]),
    "nothing": "",
    "white space": " \n\f\n\u3000\n",
}


@pytest.mark.parametrize("text", NEVER.values(), ids=NEVER)
def test_other_files_are_left_as_they_are(text: str) -> None:
    assert unwrap("x.txt", text, "utf-8") is None


@pytest.mark.parametrize(("long", "is_wrapped"), [(0, True), (1, True), (2, False)])
def test_one_line_in_a_hundred_may_be_of_any_length(long: int, is_wrapped: bool) -> None:
    """A program that wraps lines leaves a long address as it is."""
    clause = "　　各单位应当每月检查一次防汛物资，及时补足\n缺少的物资，并将检查的结果报告。\n"
    text = "关于防汛物资的通知\n" + clause * 70 + f"https://example.org/{'a' * 190}\n" * long
    assert (unwrap("x.txt", text, "utf-8") is not None) is is_wrapped


def test_page_numbers_are_kept_where_they_may_be_text() -> None:
    """They must stand beside a page break and count on with the pages."""
    two_pages = NOTICE.replace("\n- 2 -\n\f", "").replace("- 3 -", "- 2 -")
    assert len(joined(two_pages).removals) == 2
    for kept in (two_pages.replace("\f", ""), two_pages.replace("- 2 -", "- 7 -")):
        source = joined(kept)
        assert "- 1 -" in source.text and source.removals == ()
        assert essential(source.text) == essential(kept)


def test_numbers_in_the_middle_of_a_page_are_text() -> None:
    first, second = "\n　　三、经费\n\n１\n", "\n　　四、附则\n\n２\n"
    text = NOTICE.replace("\n　　一、", f"{first}　　一、").replace(
        "\n　　二、", f"{second}　　二、"
    )
    source = joined(text)
    assert [removal.text for removal in source.removals] == list(NUMBERS)
    assert "\n１\n" in source.text and "\n２\n" in source.text


def test_a_table_of_contents_in_a_wrapped_file_keeps_its_lines() -> None:
    contents = "".join(
        f"{title}{'…' * 14}{n}\n" for n, title in enumerate(("值守工作", "责任落实"))
    )
    assert joined(contents + NOTICE).text == contents + PARAGRAPHS


def test_characters_that_cannot_be_seen_stay() -> None:
    text = NOTICE.replace("降雨", "降\u00ad雨").replace("责任，", "责\u200b任\u2028，\ufe0f", 1)
    source = joined(text)
    assert "降\u00ad雨" in source.text and "责\u200b任\u2028，\ufe0f" in source.text


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_ends_of_lines_do_not_matter(end: str) -> None:
    source = joined(NOTICE.replace("\n", end))
    assert source.text == PARAGRAPHS
    assert source.position(source.text.index("LaserJet")) == Position(14, 1)


def full_lines(*texts: str) -> list[Line]:
    """Make lines that all reach the edge and are not indented."""
    return [Line(text, Position(n, 1), full=True) for n, text in enumerate(texts, 1)]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("加强管", "理。", "加强管理。"),
        ("依照 World", "Bank 的规定", "依照 World Bank 的规定"),
        ("see Annex A,", "part 2", "see Annex A, part 2"),
        ("自20", "23年起", "自2023年起"),  # the end of the line has cut the number
        ("依照本条例", "第三条的规定处罚", "依照本条例第三条的规定处罚"),
        ("依照第二条、", "第三条的规定处罚", "依照第二条、第三条的规定处罚"),
        ("经会议通过", "第一条 为了加强管理", "经会议通过\n第一条 为了加强管理"),
        ("予以处罚。", "第三条的规定适用", "予以处罚。\n第三条的规定适用"),
        ("下列情形：", "（一）洪水", "下列情形：\n（一）洪水"),
        ("加强管理", "一、健全机制", "加强管理\n一、健全机制"),
        ("加强管理", "1.健全机制", "加强管理\n1.健全机制"),
        ("不得超过", "1.5米", "不得超过1.5米"),
    ],
)
def test_two_full_lines(first: str, second: str, expected: str) -> None:
    lines = full_lines(first, second)
    assert join(lines, starts(lines)).text == f"{expected}\n"


def test_what_sets_a_line_off() -> None:
    full = Line("加强管", Position(1, 1), full=True)
    short = Line("加强管", Position(1, 1))
    plain = Line("理。", Position(2, 1))
    assert starts([full, plain]) == [True, False]
    assert starts([short, plain]) == [True, True]
    assert starts([full, Line("理。", Position(2, 1), indented=True)]) == [True, True]
    assert starts([full, Line("理。", Position(2, 1), apart=True)]) == [True, True]


def test_a_gap_cannot_be_seen_at_the_top_of_a_page() -> None:
    """Where numbered paragraphs are set apart, a number begins one there and not elsewhere."""
    lines = [
        line
        for n in range(1, 5)
        for line in (
            Line(f"第{n}条 加强管", Position(3 * n, 1), full=True, apart=True),
            Line("理。", Position(3 * n + 1, 1)),
        )
    ]
    full = Line("予以处罚。", Position(20, 1), full=True, apart=True)
    for turned in (False, True):
        last = Line("第5条 加强管理。", Position(21, 1), turned=turned)
        assert starts([*lines, full, last])[-1] is turned


def test_the_span_of_the_remark_is_the_first_place_joined() -> None:
    lines = full_lines("甲", "乙", "丙")
    remark = join(lines, starts(lines)).remark(3)
    assert remark.span == Span(0, 2)
    assert remark.message == "3 wrapped lines were joined to 1 paragraph; check the paragraphs"


# Any text wrapped at any width comes back.

_TOKEN = re.compile(r"[“‘（《〈]*(?:[!-~]+|.)[，。、；：！？．”’）》〉]*")


def wrap(paragraph: str, width: int, indent: str = "") -> list[str]:
    """Break a paragraph as word processors do: no mark begins a line, no word is cut."""
    lines, line = [], indent
    for token in _TOKEN.findall(paragraph):
        if width_of(line + token.rstrip()) > width and line.strip():
            lines.append(line.rstrip())
            line, token = "", token.lstrip()
        line += token
    return [*lines, line.rstrip()]


def squeezed(text: str) -> list[str]:
    """Return the paragraphs without white space, since a line's end may have taken its place."""
    return [line for line in ("".join(line.split()) for line in re.split("[\r\n]", text)) if line]


@cache
def seed_paragraphs() -> tuple[tuple[str, ...], ...]:
    texts = [path.read_bytes().decode() for path in sorted(SOURCES.glob("*.txt"))]
    return tuple(
        tuple(line.strip() for line in text.splitlines() if line.strip()) for text in texts
    )


@settings(max_examples=60)
@given(st.integers(0, 4), st.integers(30, 80), st.sampled_from(["indent", "spaces", "blank"]))
def test_wrapped_paragraphs_come_back(seed: int, width: int, style: str) -> None:
    paragraphs = seed_paragraphs()[seed]
    indent = {"indent": "\u3000\u3000", "spaces": "    ", "blank": ""}[style]
    blank = "\n\n" if style == "blank" else "\n"
    text = blank.join("\n".join(wrap(p, width, indent)) for p in paragraphs)
    source = joined(text)
    assert squeezed(source.text) == squeezed("\n".join(paragraphs))
    assert essential(source.text) == essential(text)
    assert len(source.remarks) == 1


@settings(max_examples=40)
@given(st.integers(0, 4), st.integers(30, 80))
def test_without_indents_and_blank_lines_no_character_is_lost(seed: int, width: int) -> None:
    """Where a line is full and ends with a full stop, the file does not say what it is."""
    paragraphs = seed_paragraphs()[seed]
    source = joined("\n".join(line for p in paragraphs for line in wrap(p, width)))
    assert essential(source.text) == essential("".join(paragraphs))
    found, expected = set(squeezed(source.text)), squeezed("\n".join(paragraphs))
    assert sum(p in found for p in expected) >= 0.85 * len(expected)


@settings(max_examples=300)
@given(st.lists(st.text(max_size=60), max_size=12).map("\n".join), st.integers(20, 60))
def test_whatever_is_joined_is_conserved(text: str, width: int) -> None:
    for given_text in (text, "\n".join(wrap(text.replace("\n", ""), width)) + "\n" + text):
        source = unwrap("x.txt", given_text, "utf-8")
        if source and not source.removals:
            assert essential(source.text) == essential(given_text)


def test_the_published_documents_are_not_wrapped() -> None:
    for path in sorted(SOURCES.glob("*.txt")):
        assert read_text(path.name, path.read_bytes()).remarks == ()


laws = pytest.mark.skipif(not LAWS.is_dir(), reason="no ../shared/corpora/laws")


@laws
@pytest.mark.corpora
def test_no_law_is_taken_for_wrapped() -> None:
    assert [
        path.name
        for path in sorted(LAWS.glob("*.txt"))
        if read_text(path.name, path.read_bytes()).remarks
    ] == []


@laws
@pytest.mark.corpora
@pytest.mark.slow
def test_wrapped_laws_come_back() -> None:
    """Of every fifth law, wrapped at 38 characters with indents, nearly all come back exactly.

    Those that do not are too short to be seen as wrapped, and are left as they are.
    """
    exact = wrong = number = 0
    for path in sorted(LAWS.glob("*.txt"))[::5]:
        text = read_text(path.name, path.read_bytes()).text
        paragraphs = [line.strip() for line in re.split("[\r\n]+", text) if line.strip()]
        wrapped = "\n".join(line for p in paragraphs for line in wrap(p, 76, "\u3000\u3000"))
        if wrapped.count("\n") + 1 == len(paragraphs):
            continue
        number += 1
        source = unwrap(path.name, wrapped, "utf-8")
        same = source is not None and squeezed(source.text) == squeezed(text)
        exact += same
        wrong += source is not None and not same
    assert number > 200
    assert exact >= 0.97 * number
    assert wrong <= 0.01 * number
