"""Automatic numbers of Word files: what the file says, and beside it what its reader sees."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from converter.readers.docx.formats import write_number
from tests.docx_helpers import level, lines, made, numbering, par, read_word


@dataclass(frozen=True)
class Case:
    """Paragraphs with the list and level that they name, and the lines that are seen."""

    lists: str
    rows: tuple[tuple[str, str, str], ...]  # number, text, what is seen
    styles: str = ""
    #: What LibreOffice 7.4 shows otherwise, and why that is not followed.
    differs: str = ""
    shown: tuple[str, ...] = field(default=())

    def blocks(self) -> list[str]:
        made = []
        for number, text, _ in self.rows:
            style, _, at = number.rpartition(":")
            made.append(par(text, number=at, style=style))
        return made

    def expected(self) -> list[str]:
        return [seen for _, _, seen in self.rows]


GAP = '<w:suff w:val="space"/>'
NONE = '<w:suff w:val="nothing"/>'


def restart(value: int) -> str:
    return f'<w:lvlRestart w:val="{value}"/>'


def begin(at: int, value: int) -> str:
    return f'<w:lvlOverride w:ilvl="{at}"><w:startOverride w:val="{value}"/></w:lvlOverride>'


def numbered_style(name: str, number: str, based: str = "Normal") -> str:
    list_id, _, at = number.partition("/")
    level_ = f'<w:ilvl w:val="{at}"/>' if at else ""
    id_ = f'<w:numId w:val="{list_id}"/>' if list_id else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="{based}"/>'
        f"<w:pPr><w:numPr>{level_}{id_}</w:numPr></w:pPr></w:style>"
    )


OFFICIAL = (
    level(0, "chineseCounting", "%1、", NONE)
    + level(1, "chineseCounting", "（%2）", NONE)
    + level(2, "decimal", "%3.", NONE)
    + level(3, "decimal", "（%4）", NONE)
)
STATUTE = (
    level(0, "chineseCountingThousand", "第%1章", GAP)
    + level(1, "chineseCountingThousand", "第%2条", restart(0) + GAP)
    + level(2, "chineseCountingThousand", "（%3）", NONE)
)
DECIMAL = (
    level(0, "decimal", "%1", GAP)
    + level(1, "decimal", "%1.%2", GAP)
    + level(2, "decimal", "%1.%2.%3", GAP)
)

#: Where LibreOffice is not followed, since the standard is clear.
RESTARTS = "LibreOffice does not know w:lvlRestart"

CASES = {
    "the levels of 公文 restart in each parent": Case(
        numbering({1: OFFICIAL}, {5: (1, "")}),
        (
            ("5/0", "总体要求", "一、总体要求"),
            ("5/1", "基本原则", "（一）基本原则"),
            ("5/1", "主要目标", "（二）主要目标"),
            ("5/2", "近期目标。", "1.近期目标。"),
            ("5/3", "其中一项。", "（1）其中一项。"),
            ("5/2", "远期目标。", "2.远期目标。"),
            ("5/3", "另外一项。", "（1）另外一项。"),
            ("5/0", "主要任务", "二、主要任务"),
            ("5/1", "加强领导", "（一）加强领导"),
        ),
    ),
    "the articles of a statute run through its chapters": Case(
        numbering({1: STATUTE}, {5: (1, "")}),
        (
            ("5/0", "总则", "第一章 总则"),
            ("5/1", "为了规范工作，制定本条例。", "第一条 为了规范工作，制定本条例。"),
            ("5/1", "有下列情形之一的：", "第二条 有下列情形之一的："),
            ("5/2", "甲；", "（一）甲；"),
            ("5/2", "乙。", "（二）乙。"),
            ("5/0", "附则", "第二章 附则"),
            ("5/1", "有下列情形之一的：", "第三条 有下列情形之一的："),
            ("5/2", "丙。", "（一）丙。"),
        ),
        differs=RESTARTS,
        shown=(
            "第一章 总则",
            "第一条 为了规范工作，制定本条例。",
            "第二条 有下列情形之一的：",
            "（一）甲；",
            "（二）乙。",
            "第二章 附则",
            "第一条 有下列情形之一的：",
            "（一）丙。",
        ),
    ),
    "a level shows those above it": Case(
        numbering({1: DECIMAL}, {5: (1, "")}),
        (
            ("5/0", "范围", "1 范围"),
            ("5/1", "一般规定", "1.1 一般规定"),
            ("5/2", "细则", "1.1.1 细则"),
            ("5/2", "细则", "1.1.2 细则"),
            ("5/1", "特别规定", "1.2 特别规定"),
            ("5/2", "细则", "1.2.1 细则"),
            ("5/0", "附录", "2 附录"),
            ("5/2", "细则", "2.1.1 细则"),
        ),
    ),
    "legal numbering writes all levels in digits": Case(
        numbering(
            {
                1: level(0, "chineseCounting", "第%1章", GAP)
                + level(1, "decimal", "%1.%2", "<w:isLgl/>" + GAP)
            },
            {5: (1, "")},
        ),
        (
            ("5/0", "总则", "第一章 总则"),
            ("5/1", "范围", "1.1 范围"),
            ("5/0", "附则", "第二章 附则"),
            ("5/1", "施行", "2.1 施行"),
        ),
        differs="LibreOffice does not know w:isLgl",
        shown=("第一章 总则", "一.1 范围", "第二章 附则", "二.1 施行"),
    ),
    "text between numbered paragraphs does not end a list": Case(
        numbering({1: OFFICIAL}, {5: (1, "")}),
        (("5/0", "甲", "一、甲"), ("", "说明。", "说明。"), ("5/0", "乙", "二、乙")),
    ),
    "two lists of one definition count on together": Case(
        numbering({1: OFFICIAL}, {5: (1, ""), 6: (1, "")}),
        (("5/0", "甲", "一、甲"), ("6/0", "乙", "二、乙"), ("5/0", "丙", "三、丙")),
    ),
    "a list with a start of its own begins anew, once": Case(
        numbering({1: OFFICIAL}, {5: (1, ""), 6: (1, begin(0, 1))}),
        (
            ("5/0", "甲", "一、甲"),
            ("5/0", "乙", "二、乙"),
            ("6/0", "丙", "一、丙"),
            ("6/0", "丁", "二、丁"),
        ),
    ),
    "a start that is not one": Case(
        numbering(
            {1: level(0, "decimal", "%1.", NONE, start=7)}, {5: (1, ""), 6: (1, begin(0, 20))}
        ),
        (
            ("5/0", "甲", "7.甲"),
            ("5/0", "乙", "8.乙"),
            ("6/0", "丙", "20.丙"),
            ("6/0", "丁", "21.丁"),
        ),
    ),
    "a list overrides the form of a level": Case(
        numbering(
            {1: OFFICIAL},
            {
                5: (
                    1,
                    '<w:lvlOverride w:ilvl="0">'
                    + level(0, "chineseLegalSimplified", "%1、", NONE)
                    + "</w:lvlOverride>",
                )
            },
        ),
        (("5/0", "甲", "壹、甲"), ("5/1", "乙", "（一）乙"), ("5/0", "丙", "贰、丙")),
    ),
    "the number comes with a style, and goes with list 0": Case(
        numbering({1: OFFICIAL}, {5: (1, "")}),
        (
            ("Yi:", "甲", "一、甲"),
            ("Yi2:", "乙", "二、乙"),
            ("Yi:0/0", "没有编号", "没有编号"),
            ("Er:", "丙", "（一）丙"),
            ("Yi:5/1", "丁", "（二）丁"),
        ),
        styles=numbered_style("Yi", "5/0")
        + numbered_style("Er", "5/1")
        + '<w:style w:type="paragraph" w:styleId="Yi2"><w:name w:val="Yi2"/>'
        '<w:basedOn w:val="Yi"/></w:style>',
    ),
    "a level is linked to a style": Case(
        numbering(
            {
                1: level(0, "chineseCounting", "第%1章", '<w:pStyle w:val="Zhang"/>' + GAP)
                + level(1, "chineseCounting", "第%2条", '<w:pStyle w:val="Tiao"/>' + GAP)
            },
            {5: (1, "")},
        ),
        (
            ("Zhang:", "总则", "第一章 总则"),
            ("Tiao:", "甲。", "第一条 甲。"),
            ("Tiao:", "乙。", "第二条 乙。"),
        ),
        differs="LibreOffice asks the style for the level, and not the level for its style",
        shown=("第一章 总则", "第二章 甲。", "第三章 乙。"),
        styles=numbered_style("Zhang", "5") + numbered_style("Tiao", "5"),
    ),
    "a definition is only a link to a numbering style": Case(
        numbering(
            {
                1: '<w:styleLink w:val="GongWen"/>' + OFFICIAL,
                2: '<w:numStyleLink w:val="GongWen"/>',
            },
            {5: (1, ""), 6: (2, "")},
        ),
        (("6/0", "甲", "一、甲"), ("6/1", "乙", "（一）乙"), ("6/0", "丙", "二、丙")),
        styles='<w:style w:type="numbering" w:styleId="GongWen"><w:name w:val="GongWen"/>'
        '<w:pPr><w:numPr><w:numId w:val="5"/></w:numPr></w:pPr></w:style>',
    ),
    "a number without text": Case(
        numbering({1: OFFICIAL}, {5: (1, "")}),
        (("5/0", "甲", "一、甲"), ("5/0", "", "二、"), ("5/0", "丙", "三、丙")),
    ),
    "a level restarts only after the first": Case(
        numbering(
            {
                1: level(0, "decimal", "%1.", GAP)
                + level(1, "lowerLetter", "%2)", GAP)
                + level(2, "lowerRoman", "%3.", restart(1) + GAP)
            },
            {5: (1, "")},
        ),
        (
            ("5/0", "甲", "1. 甲"),
            ("5/1", "乙", "a) 乙"),
            ("5/2", "丙", "i. 丙"),
            ("5/1", "丁", "b) 丁"),
            ("5/2", "戊", "ii. 戊"),
            ("5/0", "己", "2. 己"),
            ("5/2", "庚", "i. 庚"),
        ),
        differs=RESTARTS,
        shown=("1. 甲", "a) 乙", "i. 丙", "b) 丁", "i. 戊", "2. 己", "i. 庚"),
    ),
    "a level without one above it": Case(
        numbering({1: DECIMAL}, {5: (1, "")}),
        (("5/1", "甲", "1.1 甲"), ("5/1", "乙", "1.2 乙"), ("5/0", "丙", "2 丙")),
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_numbers(case: Case) -> None:
    assert lines(*case.blocks(), lists=case.lists, styles=case.styles) == case.expected()


def test_numbers_are_listed_as_generated_and_columns_count_what_is_stored() -> None:
    source = read_word(
        par("总体要求", number="5/0"),
        par("坚持。", number="5/1"),
        lists=numbering({1: OFFICIAL}, {5: (1, "")}),
    )
    assert made(source) == ["一、", "（一）"]
    place = source.position(source.text.index("坚"))
    assert (place.line, place.column) == (2, 1)


def test_a_number_is_parted_from_the_text_as_its_level_says() -> None:
    levels = level(0, "decimal", "%1.") + level(1, "decimal", "%2.", GAP)
    levels += level(2, "decimal", "%3.", NONE)
    rows = [par("甲", number=f"5/{at}") for at in range(3)]
    assert lines(*rows, lists=numbering({1: levels}, {5: (1, "")})) == ["1.\t甲", "1. 甲", "1.甲"]


def test_bullets_are_those_that_are_seen() -> None:
    fonts = (("\uf0b7", "Symbol"), ("\uf06e", "Wingdings"), ("o", "Courier New"), ("－", "宋体"))
    levels = "".join(
        level(at, "bullet", char, NONE).replace(
            "</w:lvl>", f'<w:rPr><w:rFonts w:ascii="{font}"/></w:rPr></w:lvl>'
        )
        for at, (char, font) in enumerate(fonts)
    )
    rows = [par("甲", number=f"5/{at}") for at in range(4)]
    assert lines(*rows, lists=numbering({1: levels}, {5: (1, "")})) == ["•甲", "■甲", "○甲", "－甲"]


def test_a_format_that_is_not_known_is_written_in_digits_and_remarked() -> None:
    source = read_word(
        par("甲", number="5/0"),
        lists=numbering({1: level(0, "hebrew1", "%1.", NONE)}, {5: (1, "")}),
    )
    assert source.text == "1.甲\n"
    assert [(r.code, r.message) for r in source.remarks] == [
        ("number-format", "the number format 'hebrew1' is not known; digits stand for it")
    ]


def test_a_format_of_a_newer_program() -> None:
    newer = (
        '<w:lvl w:ilvl="0"><w:start w:val="8"/><mc:AlternateContent>'
        '<mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="001, 002, 003, ..."/>'
        '</mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>'
        '<w:suff w:val="nothing"/><w:lvlText w:val="%1号"/></w:lvl>'
    )
    rows = [par("甲", number="5/0")]
    assert lines(*rows, lists=numbering({1: newer}, {5: (1, "")})) == ["008号甲"]


@pytest.mark.parametrize(
    ("number", "list_"),
    [
        ("9/0", "a list that is not there"),
        ("5/8", "a level that is not there"),
        ("x/y", "nonsense"),
    ],
)
def test_numbers_that_lead_nowhere_are_none(number: str, list_: str) -> None:
    rows = [par("甲", number=number)]
    assert lines(*rows, lists=numbering({1: level(0, "decimal", "%1.")}, {5: (1, "")})) == ["甲"]


def test_lists_that_link_in_circles_end() -> None:
    circle = '<w:style w:type="numbering" w:styleId="A"><w:name w:val="A"/>'
    circle += '<w:pPr><w:numPr><w:numId w:val="5"/></w:numPr></w:pPr></w:style>'
    found = lines(
        par("甲", number="5/0"),
        lists=numbering({1: '<w:numStyleLink w:val="A"/>'}, {5: (1, "")}),
        styles=circle,
    )
    assert found == ["甲"]


#: As Word shows them: 1, 9, 10, 11, 20, 21, 99, 100, 101, 110.
FORMATS = """
decimal                   1 9 10 11 20 21 99 100 101 110
decimalZero               01 09 10 11 20 21 99 100 101 110
decimalFullWidth          １ ９ １０ １１ ２０ ２１ ９９ １００ １０１ １１０
chineseCounting           一 九 十 十一 二十 二十一 九十九 一○○ 一○一 一一○
chineseCountingThousand   一 九 十 十一 二十 二十一 九十九 一百 一百〇一 一百一十
chineseLegalSimplified    壹 玖 壹拾 壹拾壹 贰拾 贰拾壹 玖拾玖 壹佰 壹佰零壹 壹佰壹拾
taiwaneseCounting         一 九 十 十一 二十 二十一 九十九 一○○ 一○一 一一○
taiwaneseCountingThousand 一 九 十 十一 二十 二十一 九十九 一百 一百零一 一百一十
ideographDigital          一 九 一〇 一一 二〇 二一 九九 一〇〇 一〇一 一一〇
japaneseCounting          一 九 十 十一 二十 二十一 九十九 百 百一 百十
ideographLegalTraditional 壹 玖 壹拾 壹拾壹 貳拾 貳拾壹 玖拾玖 壹佰 壹佰零壹 壹佰壹拾
ideographTraditional      甲 壬 癸 11 20 21 99 100 101 110
ideographZodiac           子 申 酉 戌 20 21 99 100 101 110
ideographZodiacTraditional 甲子 壬申 癸酉 甲戌 癸未 甲申 壬寅 癸卯 甲辰 癸丑
ideographEnclosedCircle   ㈠ ㈨ ㈩ 11 20 21 99 100 101 110
decimalEnclosedCircle     ① ⑨ ⑩ ⑪ ⑳ 21 99 100 101 110
decimalEnclosedCircleChinese ① ⑨ ⑩ 11 20 21 99 100 101 110
decimalEnclosedParen      ⑴ ⑼ ⑽ ⑾ ⒇ 21 99 100 101 110
decimalEnclosedFullstop   ⒈ ⒐ ⒑ ⒒ ⒛ 21 99 100 101 110
upperLetter               A I J K T U UUUU VVVV WWWW FFFFF
lowerRoman                i ix x xi xx xxi xcix c ci cx
"""


@pytest.mark.parametrize("row", FORMATS.strip().split("\n"), ids=lambda row: row.split()[0])
def test_number_formats(row: str) -> None:
    name, *expected = row.split()
    numbers = (1, 9, 10, 11, 20, 21, 99, 100, 101, 110)
    assert [write_number(number, name) for number in numbers] == expected


def test_numbers_beyond_a_format_are_digits() -> None:
    assert write_number(10_000, "chineseCounting") == "10000"
    assert write_number(0, "upperRoman") == "0"
    assert write_number(10_000_000, "upperLetter") == "10000000"
    assert write_number(3, "none") == ""
    assert write_number(3, "klingon") is None
