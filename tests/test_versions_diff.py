"""What was deleted and inserted, as a person would mark it: 【deleted or inserted】."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from converter.model import Document
from converter.normal import normal
from converter.versions import diff as diff_module
from converter.versions.diff import Marked, diff
from converter.versions.lines import Line, lines
from tests.helpers import make_document, node_at

_NUMBERED = re.compile("(（.）)?(.*)", re.S)


def side(text: str) -> list[Line]:
    """Read lines, some of which begin with （三）."""
    found = (_NUMBERED.fullmatch(line) for line in text.split("\n"))
    return [Line(match[1] or "", match[2] or "") for match in found if match]


def show(marked: Sequence[Marked]) -> str:
    """Write marked lines as they are written in these tests."""
    return "\n".join(
        (f"【{m.line.number}】" if m.renumbered else m.line.number)
        + "".join(f"【{part.text}】" if part.changed else part.text for part in m.stretches)
        for m in marked
    ).replace("】【", "")


def both(older: str, newer: str) -> list[str]:
    """Mark two texts."""
    return [show(marked) for marked in diff(side(older), side(newer))]


#: What a change shows, and what it is to look like: deleted above, inserted below.
CASES = {
    "words are replaced as words": (
        "占用湿地的，应当报【县级】人民政府批准。",
        "占用湿地的，应当报【设区的市】人民政府批准。",
    ),
    "an item of a list is inserted with its comma": (
        "国家秘密、商业秘密、个人隐私，应当保密。",
        "国家秘密、【工作秘密、】商业秘密、个人隐私，应当保密。",
    ),
    "a sentence is inserted whole": (
        "检查情况应当制作笔录，由参加检查的人员签名。",
        "检查情况应当制作笔录，由参加检查的人员签名。\n【必要时，可以进行实验，由参加实验的人员签名。】",
    ),
    "a sentence goes with its own words, not with those of the next": (
        "监察机关采取留置措施，应当由领导人员集体研究决定。",
        "【监察机关采取管护措施的，应当在七日以内作出决定。】\n"
        "监察机关采取留置措施，应当由领导人员集体研究决定。",
    ),
    "single characters that agree are not kept": (
        "【应将有关的情况和意见抄】送人民法院依法审理，所涉财物一并移交。",
        "【对其责令改正，同时应当移】送人民法院依法审理，所涉财物一并移交。",
    ),
    "a word between two larger changes goes with them": (
        "由【省人民政府规定农作物品种审定】办法，自公告之日起满三十日后施行，并向社会公开。",
        "由【国务院主管部门规定种子登记】办法，自公告之日起满三十日后施行，并向社会公开。",
    ),
    "what is all but replaced is replaced": (
        "【擅自提供、抄录档案的，处一万元以下罚款。】",
        "【档案馆可以通过开放网络平台提供查阅服务。】",
    ),
    "a clause that has stayed stays, even if little else has": (
        "为了【发展】体育事业，增强人民体质，【提高运动水平，促进物质文明和精神文明建设，】"
        "根据宪法，制定本法。",
        "为了【促进】体育事业，【弘扬体育精神，培育体育文化，发展体育运动，】"
        "增强人民体质，根据宪法，制定本法。",
    ),
    "a number changes as a whole": (
        "处【二万】元以上【十万】元以下罚款，自【2018】年起施行。",
        "处【五万】元以上【二十万】元以下罚款，自【2024】年起施行。",
    ),
    "an item is inserted, and those behind it are numbered anew": (
        "（一）名称；\n（二）面积；\n【（三）】保护级别。",
        "（一）名称；\n（二）面积；\n【（三）四至范围；】\n【（四）】保护级别。",
    ),
    "an item with other words keeps its number": (
        "（一）【警告】；\n（二）罚款。",
        "（一）【通报批评】；\n（二）罚款。",
    ),
    "the last item": (
        "（一）名称；\n（二）面积。",
        "（一）名称；\n（二）面积【；】\n【（三）保护级别】。",
    ),
    "nothing to nothing": ("", ""),
    "nothing to something": ("", "【新增一款。】"),
}


def bare(text: str) -> str:
    """Take the marks out."""
    return text.replace("【", "").replace("】", "")


@pytest.mark.parametrize(("older", "newer"), CASES.values(), ids=CASES)
def test_changes_are_marked_as_a_person_would(older: str, newer: str) -> None:
    assert both(bare(older), bare(newer)) == [older, newer]


def test_the_original_is_shown_though_normal_characters_are_compared() -> None:
    assert both("甲 方（Ａ）,应当 报告。", "甲方(A)，应当\u3000立即报告。") == [
        "甲 方（Ａ）,应当 报告。",
        "甲方(A)，应当\u3000【立即】报告。",
    ]
    # A change that goes on behind white space is one change.
    assert both("应当当日办理。", "应当在三个 工作日内办理。")[1] == "应当【在三个 工作日内】办理。"


def test_paragraphs_divided_otherwise_are_no_change() -> None:
    assert both("甲方应当报告。乙方应当备案。", "甲方应当报告。\n乙方应当备案。") == [
        "甲方应当报告。乙方应当备案。",
        "甲方应当报告。\n乙方应当备案。",
    ]


def test_other_numbers_before_the_same_words_are_a_change() -> None:
    assert both("（一）名称；\n（二）面积。", "（二）名称；\n（三）面积。") == [
        "【（一）】名称；\n【（二）】面积。",
        "【（二）】名称；\n【（三）】面积。",
    ]


def test_a_text_too_large_is_compared_by_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diff_module, "_MOST_PAIRS", 10)
    assert both("（一）甲方。\n乙方报告。\n丙方。", "（一）甲方。\n乙方备案。\n丙方。") == [
        "（一）甲方。\n【乙方报告。】\n丙方。",
        "（一）甲方。\n【乙方备案。】\n丙方。",
    ]


# Rules that hold for any texts

_CHARS = "甲乙丙丁的应当，。；、一二三十12Ａa（） \u3000《》国家机关"
_LINE = st.builds(
    Line, st.sampled_from(["", "（一）", "（二）", "（三）", "1."]), st.text(_CHARS, max_size=30)
)
_SIDE = st.lists(_LINE, max_size=5)
_ANY = st.lists(st.builds(Line, st.sampled_from(["", "（一）"]), st.text(max_size=12)), max_size=3)


def check(older: list[Line], newer: list[Line]) -> None:
    """Check what holds of the marks of any two texts."""
    marks = diff(older, newer)
    for given_lines, marked in zip((older, newer), marks, strict=True):
        assert [m.line for m in marked] == given_lines
        for m in marked:
            assert "".join(part.text for part in m.stretches) == m.line.text
            assert all(part.text for part in m.stretches)
            told = [part.changed for part in m.stretches]
            assert all(one != other for one, other in pairwise(told))
    # What is left on both sides is the same: equal and deleted is the older text, equal and
    # inserted the newer one.
    kept, left = (
        [
            (normal(m.line.number) if m.line.number and not m.renumbered else "")
            + normal("".join(part.text for part in m.stretches if not part.changed))
            for m in marked
        ]
        for marked in marks
    )
    assert "".join(kept) == "".join(left)


@given(_SIDE, _SIDE)
def test_what_has_not_changed_reads_the_same_on_both_sides(
    older: list[Line], newer: list[Line]
) -> None:
    check(older, newer)


@given(_SIDE, st.data())
def test_edits_of_a_text_are_marked(older: list[Line], data: st.DataObject) -> None:
    newer = [line for line in older if data.draw(st.booleans()) or data.draw(st.booleans())]
    at = data.draw(st.integers(0, len(newer)))
    check(older, [*newer[:at], data.draw(_LINE), *newer[at:]])


@given(_ANY, _ANY)
def test_any_characters_are_shown(older: list[Line], newer: list[Line]) -> None:
    for given_lines, marked in zip((older, newer), diff(older, newer), strict=True):
        shown = ["".join(part.text for part in m.stretches) for m in marked]
        assert shown == [line.text for line in given_lines]


def _wide(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


@given(_SIDE, st.sampled_from([_wide, lambda text: unicodedata.normalize("NFKC", text)]))
def test_width_and_white_space_are_no_change(
    older: list[Line], write: Callable[[str], str]
) -> None:
    spaced = ["\u3000".join(write(line.text)) for line in older]
    newer = [Line(line.number, f" {text}\t") for line, text in zip(older, spaced, strict=True)]
    assert not any(
        m.renumbered or any(part.changed for part in m.stretches)
        for marked in diff(older, newer)
        for m in marked
    )


# Lines


_LAW = """\
某某办法
第一章 总则
第一条 有下列情形之一的，从重处罚：
（一）甲；
（二）乙：
1.丙；
2.丁。
前款规定，依照本办法第二条办理。
第二条 戊。
"""


def test_a_clause_has_a_line_for_each_paragraph_and_item() -> None:
    document = make_document(_LAW)
    assert lines(document, node_at(document, "art_1")) == [
        Line("", "有下列情形之一的，从重处罚："),
        Line("（一）", "甲；"),
        Line("（二）", "乙："),
        Line("1.", "丙；"),
        Line("2.", "丁。"),
        Line("", "前款规定，依照本办法第二条办理。"),
    ]
    assert lines(document, node_at(document, "art_1__para_1__point_1")) == [Line("", "甲；")]


def test_a_heading_is_a_line_and_points_in_a_paragraph_are_none() -> None:
    document = make_document(
        "关于工作的通知\n一、总体要求\n（一）加强领导。一是学习，二是落实。\n（二）压实责任。做好。\n"
    )
    assert lines(document, node_at(document, "subsec_1")) == [
        Line("", "加强领导。", heading=True),
        Line("", "一是学习，二是落实。"),
    ]


def test_all_of_a_text_is_in_its_lines(seeds: Mapping[str, Document]) -> None:
    for document in seeds.values():
        found = lines(document, document.root)
        words = "".join(line.number + line.text for line in found)
        assert normal(words) == normal(document.source.text)
