"""Clauses of two versions side by side: how like they are, and which answers to which."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from converter.normal import normal
from converter.versions.align import Group, align_clauses
from converter.versions.candidates import candidates
from converter.versions.likeness import SAME, Clause, Rarity, Wording, likeness
from converter.versions.parts import Link, join
from converter.versions.path import Pair, heaviest

#: A short law; each article is about something else.
LAW = (
    "为了加强档案管理，规范档案收集、整理工作，制定本法。",
    "本法所称档案，是指过去和现在的机关、团体直接形成的对国家和社会具有保存价值的历史记录。",
    "一切国家机关、武装力量、政党、社会团体、企业事业单位和公民都有保护档案的义务。",
    "档案馆和机关的档案机构应当建立科学的管理制度，便于对档案的利用；配置必要的设施，确保档案的安全。",
    "国家所有的档案一般应当自形成之日起满三十年向社会开放。经济、科学、技术、文化等类档案向社会开放的期限，可以少于三十年。",
    "损毁、丢失属于国家所有的档案的，由县级以上人民政府档案行政管理部门责令改正，可以并处一万元以下罚款。",
    "擅自提供、抄录、公布国家所有的档案的，由县级以上人民政府档案行政管理部门责令改正，可以并处五万元以下罚款。",
    "本法自1988年1月1日起施行。",
)
NEW = "国家鼓励社会力量参与和支持电子文件归档的信息化建设。"


def clauses(texts: Sequence[str]) -> list[Clause]:
    return [Clause(Wording.of(normal(text)), "article") for text in texts]


def aligned(older: Sequence[str], newer: Sequence[str]) -> list[Group]:
    before, after = clauses(older), clauses(newer)
    return align_clauses(before, after, Rarity([c.wording for c in (*before, *after)]))


def rows(older: Sequence[str], newer: Sequence[str]) -> list[str]:
    """Align and write the groups as 1 = 1 2, with * for what has moved."""
    return [
        " ".join(map(str, (n + 1 for n in group.older)))
        + " = "
        + " ".join(map(str, (n + 1 for n in group.newer)))
        + " *" * group.moved
        for group in aligned(older, newer)
    ]


def test_the_same_law_answers_to_itself() -> None:
    assert rows(LAW, LAW) == [f"{n} = {n}" for n in range(1, 9)]
    assert {group.likeness for group in aligned(LAW, LAW)} == {SAME}


def test_a_new_article_moves_all_behind_it_on() -> None:
    found = rows(LAW, (*LAW[:4], NEW, *LAW[4:]))
    assert found == ["1 = 1", "2 = 2", "3 = 3", "4 = 4", " = 5", "5 = 6", "6 = 7", "7 = 8", "8 = 9"]


def test_what_is_deleted_is_shown_where_it_stood() -> None:
    assert rows(LAW, (*LAW[:2], *LAW[4:])) == [
        *("1 = 1", "2 = 2", "3 = ", "4 = "),
        *("5 = 3", "6 = 4", "7 = 5", "8 = 6"),
    ]
    assert rows(LAW, LAW[1:])[0] == "1 = "


def test_a_split_article_answers_to_both_parts() -> None:
    first, second = LAW[4].split("。")[:2]
    assert rows(LAW, (*LAW[:4], f"{first}。", f"{second}。", *LAW[5:]))[4] == "5 = 5 6"
    assert aligned(LAW, (*LAW[:4], f"{first}。", f"{second}。", *LAW[5:]))[4].likeness == SAME


def test_merged_articles_answer_to_one() -> None:
    found = rows(LAW, (*LAW[:2], LAW[2] + LAW[3], *LAW[4:]))
    assert found[2] == "3 4 = 3"


def test_what_stands_elsewhere_has_moved() -> None:
    found = rows(LAW, (*LAW[:2], *LAW[3:5], LAW[2], *LAW[5:]))
    assert found == ["1 = 1", "2 = 2", "4 = 3", "5 = 4", "3 = 5 *", "6 = 6", "7 = 7", "8 = 8"]


def test_penalties_are_not_alike_for_their_formulas() -> None:
    fine = "由县级以上人民政府档案行政管理部门责令改正，可以并处五万元以下罚款。"
    acts = (
        "涂改、伪造档案",
        "倒卖档案牟利",
        "携运档案出境",
        "不按规定归档",
        "拒绝移交",
        "明知有险情",
    )
    penalties = [f"违反本法规定，{act}的，{fine}" for act in acts]
    changed = [*penalties[:2], *penalties[3:], f"违反本法规定，泄露利用者隐私的，{fine}"]
    assert rows((*LAW, *penalties), (*LAW, *changed))[8:] == [
        *("9 = 9", "10 = 10", "11 = "),
        *("12 = 11", "13 = 12", "14 = 13", " = 14"),
    ]


def test_a_reworded_article_keeps_its_answer() -> None:
    worded = (
        "一切国家机关、社会团体、企业事业单位和公民都有保护档案的义务，享有依法利用档案的权利。"
    )
    found = aligned(LAW, (*LAW[:2], worded, *LAW[3:]))
    assert [(group.older, group.newer) for group in found] == [((n,), (n,)) for n in range(8)]
    assert 500 < found[2].likeness < SAME


def test_nothing_is_aligned_with_nothing() -> None:
    assert rows((), ()) == []
    assert rows(LAW[:2], ()) == ["1 = ", "2 = "]
    assert rows((), LAW[:2]) == [" = 1", " = 2"]
    assert rows(("", ""), ("",)) == ["1 = 1", "2 = "]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("第一条（删去），１２Ａ", "第一条(删去),12A"),
        ("甲 乙\u3000丙\n丁\ufeff", "甲乙丙丁"),
        ("①②", "12"),
    ],
)
def test_width_and_white_space_are_no_words(one: str, other: str) -> None:
    assert normal(one) == normal(other)


def test_likeness_is_that_of_the_words_in_order() -> None:
    def like(one: str, other: str) -> int:
        return likeness(Wording.of(one), Wording.of(other))

    assert like("甲乙丙丁", "甲乙丙丁") == SAME
    assert like("甲乙丙丁", "甲乙丁") == 2 * 3000 // 7
    assert like("甲乙", "乙甲") == 500
    assert like("", "") == SAME
    assert like("", "甲") == like("甲", "乙") == 0
    assert like("甲" * 4000 + "乙", "甲" * 4000) == SAME - 1


def test_numbers_count_for_likeness_and_hardly_for_nearness() -> None:
    one, other = Wording.of("处一万元以下的罚款。"), Wording.of("处五十万元以下的罚款。")
    rarity = Rarity([one, other])
    assert likeness(one, other) < SAME
    assert rarity.nearness(one, other) == SAME - 1
    assert rarity.nearness(one, one) == SAME


def test_what_is_rare_tells_more_than_what_is_common() -> None:
    common = [Wording.of(f"国务院体育行政部门负责{word}。") for word in ("甲乙", "丙丁", "戊己")]
    rare = Wording.of("甲乙由地方负责。")
    rarity = Rarity([*common, rare])
    assert rarity.weight("甲乙") > rarity.weight("体育") > 0
    assert rarity.weight("从未") > rarity.weight("甲乙")


def test_a_long_law_is_compared_by_what_is_rare() -> None:
    texts = [f"{chr(0x4E00 + 7 * n)}{chr(0x6E00 + 5 * n)}的管理由国家负责，" for n in range(120)]
    listed = [clause.wording for clause in clauses(texts)]
    found = candidates(listed, listed[::-1], Rarity(listed * 2))
    assert all(found[n, 119 - n] == SAME for n in range(120))
    assert len(found) < 120 * 40


_PAIRS = st.dictionaries(
    st.tuples(st.integers(0, 5), st.integers(0, 5)), st.integers(1, 9), max_size=9
)


def _worth(chosen: Sequence[Pair], worth: dict[Pair, int], beside: int) -> int:
    total = sum(worth[pair] for pair in chosen)
    for (i, j), (k, m) in pairwise(chosen):
        total += beside if (i + 1, j + 1) == (k, m) else 0
    return total


@given(_PAIRS, st.integers(0, 4))
def test_the_path_is_the_heaviest(worth: dict[Pair, int], beside: int) -> None:
    def rises(chosen: Sequence[Pair]) -> bool:
        return all(a < c and b < d for (a, b), (c, d) in pairwise(chosen))

    path = heaviest(worth, beside)
    assert rises(path)
    every = [c for n in range(len(worth) + 1) for c in combinations(sorted(worth), n) if rises(c)]
    assert _worth(path, worth, beside) == max(_worth(c, worth, beside) for c in every)


def test_what_is_linked_is_one_group() -> None:
    assert join([(0, 0), (1, 1), (2, 3)], [Link(0, 2, 200, 500), Link(1, 2, 200, 500)]) == [
        ((0, 1), (0, 1, 2)),
        ((2,), (3,)),
    ]


_TEXT = st.text("甲乙丙丁，。一二", max_size=8)
_TEXTS = st.lists(_TEXT | st.sampled_from([*LAW, NEW]), max_size=10)


@given(_TEXTS, _TEXTS)
def test_each_clause_is_in_one_group(older: list[str], newer: list[str]) -> None:
    groups = aligned(older, newer)
    assert sorted(i for group in groups for i in group.older) == list(range(len(older)))
    assert sorted(j for group in groups for j in group.newer) == list(range(len(newer)))
    firsts = [group.newer[0] for group in groups if group.newer]
    assert firsts == sorted(firsts)
    assert all((group.likeness == SAME) <= bool(group.older and group.newer) for group in groups)


@given(_TEXTS)
def test_the_same_clauses_answer_to_themselves(texts: list[str]) -> None:
    assert aligned(texts, texts) == [Group((n,), (n,), SAME) for n in range(len(texts))]


@given(_TEXTS, st.integers(0, 10))
def test_an_inserted_clause_keeps_all_others(texts: list[str], at: int) -> None:
    distinct = [text for text in dict.fromkeys(texts) if text != NEW and len(text) > 8]
    at = min(at, len(distinct))
    newer = [*distinct[:at], NEW, *distinct[at:]]
    assert aligned(distinct, newer) == [
        *(Group((n,), (n,), SAME) for n in range(at)),
        Group((), (at,)),
        *(Group((n,), (n + 1,), SAME) for n in range(at, len(distinct))),
    ]


@given(_TEXTS, _TEXTS)
def test_seen_from_the_other_side_as_much_is_the_same(older: list[str], newer: list[str]) -> None:
    there = {g for g in aligned(older, newer) if g.likeness == SAME and not g.moved}
    back = {g for g in aligned(newer, older) if g.likeness == SAME and not g.moved}
    assert len(there) == len(back)
