"""Two versions of a document: rows for readers, and the counterparts of all ids."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from converter.comparison import Change, Comparison
from converter.model import Document
from converter.numerals import to_chinese
from converter.versions.pair import align
from converter.versions.units import units
from tests.citing import documents
from tests.helpers import SOURCES, make_document

_OLDER = """\
某省档案条例
（2010年5月1日某省人民代表大会常务委员会通过）
第一章　总　则
第一条　为了加强档案管理，规范档案收集、整理工作，制定本条例。
第二条　本条例所称档案，是指对国家和社会具有保存价值的历史记录。
第三条　县级以上人民政府应当把档案事业列入发展规划。
第二章　档案的管理
第四条　档案馆应当建立科学的管理制度，便于对档案的利用。
档案馆应当配置必要的设施，确保档案的安全：
（一）防火；
（二）防盗；
（三）防潮。
第五条　档案应当自形成之日起满三十年向社会开放。涉及国防、外交的档案，开放期限可以多于三十年。
第六条　博物馆、图书馆可以自行管理其保存的档案。
第七条　档案馆每年清点一次馆藏。
第三章　附　则
第八条　本条例自2010年7月1日起施行。
"""

_NEWER = """\
某省档案条例
（2010年5月1日某省人民代表大会常务委员会通过　2024年3月1日修订）
第一章　总　则
第一条　为了加强档案管理，规范档案收集、整理工作，制定本条例。
第二条　档案工作坚持统一领导、分级负责的原则。
第三条　本条例所称档案，是指对国家和社会具有保存价值的历史记录。
第四条　县级以上人民政府应当把档案事业列入发展规划，将所需经费列入预算。
第二章　档案的管理和利用
第五条　档案馆应当建立科学的管理制度，便于对档案的利用。
档案馆应当配置必要的设施，确保档案的安全：
（一）防盗；
（二）防火；
（三）防潮；
（四）防磁。
第六条　档案应当自形成之日起满三十年向社会开放。
第七条　涉及国防、外交的档案，开放期限可以多于三十年。
第八条　博物馆、图书馆可以自行管理其保存的档案。
第三章　附　则
第九条　本条例自2024年5月1日起施行。
"""


def _law(articles: list[str]) -> str:
    lines = [f"第{to_chinese(at)}条　{text}" for at, text in enumerate(articles, 1)]
    return "\n".join(["某条例", *lines, ""])


def pair(older: str, newer: str) -> tuple[Document, Document]:
    made = documents({"a/2010-05-01": older, "a": newer})
    return made["a/2010-05-01"], made["a"]


def shown(comparison: Comparison, older: Document, newer: Document) -> list[str]:
    """Write rows as `art_2 = art_3 unchanged renumbered`."""
    lines = []
    for row in comparison.rows:
        before = " ".join(older.ids[key] for key in row.older)
        after = " ".join(newer.ids[key] for key in row.newer)
        words = [row.change.value, *(w for w in ("renumbered", "moved") if getattr(row, w))]
        lines.append(" ".join(filter(None, (before, "=", after, *words))))
    return lines


def rows(older: str, newer: str) -> list[str]:
    before, after = pair(older, newer)
    return shown(align(before, after), before, after)


def answers(older: str, newer: str) -> dict[str, str]:
    """Return the counterparts by their ids."""
    before, after = pair(older, newer)
    found = align(before, after).counterparts
    assert [key for key, _ in found] == sorted({key for key, _ in found})
    return {before.ids[one]: after.ids[other] for one, other in found}


def test_each_article_has_its_row() -> None:
    assert rows(_OLDER, _NEWER) == [
        "art_1 = art_1 unchanged",
        "= art_2 new",
        "art_2 = art_3 unchanged renumbered",
        "art_3 = art_4 reworded renumbered",
        "art_4 = art_5 reworded renumbered",
        "art_5 = art_6 art_7 split renumbered",
        "art_6 = art_8 unchanged renumbered",
        "art_7 = deleted",
        "art_8 = art_9 reworded renumbered",
    ]


def test_the_comparison_names_both_versions() -> None:
    comparison = align(*pair(_OLDER, _NEWER))
    assert (comparison.older, comparison.newer) == ("a/2010-05-01", "a")
    assert comparison.versions
    assert [row.likeness for row in comparison.rows if row.change is Change.UNCHANGED] == [1, 1, 1]
    assert all(0 <= row.likeness < 1 for row in comparison.rows if row.change is Change.REWORDED)


def test_all_that_lives_on_has_its_counterpart() -> None:
    found = answers(_OLDER, _NEWER)
    assert {one: other for one, other in found.items() if "__" not in one} == {
        **{"title": "title", "note_1": "note_1"},
        **{"chp_1": "chp_1", "chp_2": "chp_2", "chp_3": "chp_3"},
        **{"art_1": "art_1", "art_2": "art_3", "art_3": "art_4", "art_4": "art_5"},
        **{"art_5": "art_7", "art_6": "art_8", "art_8": "art_9"},
    }


def test_counterparts_lie_within_clauses() -> None:
    found = answers(_OLDER, _NEWER)
    assert {one: other for one, other in found.items() if one.startswith("art_4__")} == {
        "art_4__para_1": "art_5__para_1",
        "art_4__para_2": "art_5__para_2",
        "art_4__para_2__point_1": "art_5__para_2__point_2",
        "art_4__para_2__point_2": "art_5__para_2__point_1",
        "art_4__para_2__point_3": "art_5__para_2__point_3",
    }
    assert "art_7__para_1" not in found


_REGISTERS = "甲部门负责登记工作。"
_CHECKS = "乙部门负责年度检查、抽样检验。"
_ENDS = "自公布之日起施行。"


def test_a_paragraph_that_has_become_an_article_is_found_there() -> None:
    older, newer = _law([f"{_REGISTERS}\n{_CHECKS}", _ENDS]), _law([_REGISTERS, _CHECKS, _ENDS])
    assert answers(older, newer)["art_1__para_2"] == "art_2__para_1"


def test_merged_articles_have_one_counterpart() -> None:
    older, newer = _law([_REGISTERS, _CHECKS, _ENDS]), _law([f"{_REGISTERS}\n{_CHECKS}", _ENDS])
    assert rows(older, newer) == [
        "art_1 art_2 = art_1 merged",
        "art_3 = art_2 unchanged renumbered",
    ]
    found = answers(older, newer)
    assert (found["art_1"], found["art_2"]) == ("art_1", "art_1")
    assert (found["art_1__para_1"], found["art_2__para_1"]) == ("art_1__para_1", "art_1__para_2")


def test_an_inserted_article_takes_no_number_from_others() -> None:
    newer = _OLDER.replace("第三条", "第二条之一　档案馆对公众免费。\n第三条")
    found = rows(_OLDER, newer)
    assert found[2] == "= art_2-1 new"
    assert all(row.endswith("unchanged") for row in found[:2] + found[3:])


def test_a_chapter_that_is_renamed_is_told_by_its_articles() -> None:
    newer = _OLDER.replace("档案的管理", "保管、利用与公布").replace("第二章", "第四章")
    assert answers(_OLDER, newer)["chp_2"] == "chp_4"


_OFFICIAL = """\
关于开展节水工作的意见
各单位：
为了节约用水，现提出以下意见。
一、总体要求
坚持节水优先，严格用水定额管理。
二、主要任务
各单位要压实责任。
（一）推进管网改造，降低漏损率。
（二）推广节水器具，更换老旧设备。
三、组织保障
加强组织领导，定期通报进展。
某市水务局
2020年3月1日
"""


def test_of_official_documents_the_innermost_clauses_are_rows() -> None:
    newer = _OFFICIAL.replace("（二）推广", "（二）开展雨水收集利用。\n（三）推广")
    newer = newer.replace("定期通报进展", "每季度通报进展").replace("2020年3月1日", "2021年4月2日")
    assert rows(_OFFICIAL, newer) == [
        "preface__p_1 = preface__p_1 unchanged",
        "sec_1 = sec_1 unchanged",
        "sec_2__p_1 = sec_2__p_1 unchanged",
        "subsec_1 = subsec_1 unchanged",
        "= subsec_2 new",
        "subsec_2 = subsec_3 unchanged renumbered",
        "sec_3 = sec_3 reworded",
    ]
    before, after = pair(_OFFICIAL, newer)
    found = dict(align(before, after).counterparts)
    assert {before.ids[key] for key in found} == set(before.ids.values())


def test_attachments_are_compared_too() -> None:
    attached = "附件：收费标准\n一、登记费每件二十元。\n二、查询费每次五元。\n"
    older, newer = f"{_OLDER}{attached}", f"{_NEWER}{attached.replace('五元', '十元')}"
    found = rows(older, newer)
    assert found[-2:] == [
        "att_1__sec_1 = att_1__sec_1 unchanged",
        "att_1__sec_2 = att_1__sec_2 reworded",
    ]
    assert answers(older, newer)["att_1"] == "att_1"


@pytest.mark.parametrize(
    ("older", "newer", "found"),
    [
        ("", "", []),
        ("", "某条例", ["= p_1 new"]),
        ("某条例", "", ["p_1 = deleted"]),
        ("某条例", "某条例", ["p_1 = p_1 unchanged"]),
    ],
)
def test_documents_without_articles_are_compared(older: str, newer: str, found: list[str]) -> None:
    assert rows(older, newer) == found


def test_formatting_width_and_white_space_are_no_change() -> None:
    newer = _OLDER.replace("　", " ").replace("，", ",").replace("（一）", "(一)")
    newer = newer.replace("三十年", "三 十 年").replace("2010", "２０１０")
    assert {row.rpartition(" ")[2] for row in rows(_OLDER, newer)} == {"unchanged"}


def test_the_same_document_has_all_its_counterparts() -> None:
    for path in sorted(SOURCES.glob("*.txt")):
        document = make_document(path.read_text(encoding="utf-8"))
        comparison = align(document, document)
        assert {row.change for row in comparison.rows} == {Change.UNCHANGED}
        assert not any(row.renumbered or row.moved for row in comparison.rows)
        assert comparison.counterparts == tuple((key, key) for key in sorted(document.ids))


_ARTICLES = st.lists(
    st.sampled_from(
        (
            "甲部门负责登记工作，每年公布一次结果。",
            "乙部门负责年度检查、抽样检验。",
            "申请人应当提交身份证明和场地证明：\n（一）原件；\n（二）复印件。",
            "博物馆、图书馆可以自行管理其藏品。",
            "违反规定的，责令改正，可以并处一万元以下罚款。",
            "本条例自2020年1月1日起施行。",
        )
    ),
    min_size=1,
    max_size=6,
)


@given(_ARTICLES, _ARTICLES)
def test_each_unit_is_in_one_row(older: list[str], newer: list[str]) -> None:
    before, after = pair(_law(older), _law(newer))
    comparison = align(before, after)
    for document, side in ((before, "older"), (after, "newer")):
        keys = [key for row in comparison.rows for key in getattr(row, side)]
        assert sorted(keys) == [unit.node.key for unit in units(document)]
    assert {one for one, _ in comparison.counterparts} <= set(before.ids)
    assert {other for _, other in comparison.counterparts} <= set(after.ids)


@given(_ARTICLES, st.integers(2, 30))
def test_other_numbers_change_nothing_but_numbers(articles: list[str], first: int) -> None:
    law = _law(articles)
    for at in range(len(articles), 0, -1):
        law = law.replace(f"第{to_chinese(at)}条", f"第{to_chinese(at + 6 * first)}条")
    before, after = pair(_law(articles), law)
    comparison = align(before, after)
    assert [(row.likeness, row.renumbered, row.moved) for row in comparison.rows] == [
        (1, True, False) for _ in articles
    ]
    assert comparison.counterparts == tuple((key, key) for key in sorted(before.ids))
