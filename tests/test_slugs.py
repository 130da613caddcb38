"""Names in addresses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from converter.slugs import SLUG, letter, pinyin, pinyin_key, propose, settle


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("2023年纪检监察工作要点", "2023-nian-ji-jian-jian-cha-gong-zuo-yao-dian"),
        ("关于“两个维护”的意见（试行）", "guan-yu-liang-ge-wei-hu-de-yi-jian-shi-xing"),
        ("Ｎｏ．１２ 通知", "no-12-tong-zhi"),
        ("a_b  C", "a-b-c"),
        ("！？", "document"),
        ("", "document"),
    ],
)
def test_proposes(title: str, slug: str) -> None:
    assert propose(title) == slug


def test_a_long_slug_ends_with_a_syllable() -> None:
    slug = propose("中华人民共和国" * 9)
    assert slug == "zhong-hua-ren-min-gong-he-guo-zhong-hua-ren-min-gong-he-guo"
    assert len(slug) <= 64


@given(st.text())
def test_every_proposal_is_a_slug(title: str) -> None:
    assert SLUG.fullmatch(propose(title))


def test_collisions_are_settled_in_order() -> None:
    assert settle(["a", "a", "b", "a", "a-2"]) == ["a", "a-2", "b", "a-3", "a-2-2"]


def test_slugs_that_are_taken_are_kept() -> None:
    assert settle(["a", "b"], taken=["a", "a-2"]) == ["a-3", "b"]


@given(st.lists(st.sampled_from(["a", "a-2", "b", "a-2-2"])))
def test_settled_slugs_are_unique(wanted: list[str]) -> None:
    settled = settle(wanted, ["b"])
    assert len({*settled, "b"}) == len(wanted) + 1


@pytest.mark.parametrize(
    ("text", "spelt", "first"),
    [
        ("四种形态", ("si", "zhong", "xing", "tai"), "S"),
        ("重大事项", ("zhong", "da", "shi", "xiang"), "Z"),
        ("“两个维护”", ("liang", "ge", "wei", "hu"), "L"),
        ("绿色建筑", ("lv", "se", "jian", "zhu"), "L"),
        ("Ａ类企业", ("a", "lei", "qi", "ye"), "A"),
        ("12345热线", ("12345", "re", "xian"), "#"),
        ("！", (), "#"),
    ],
)
def test_pinyin(text: str, spelt: tuple[str, ...], first: str) -> None:
    assert pinyin(text) == spelt
    assert letter(text) == first


def test_an_index_sorts_by_syllables_then_by_the_words_and_numbers_last() -> None:
    ordered = ["西安", "先进", "权力", "权利", "12条", "八项规定"]
    assert sorted(ordered, key=pinyin_key) == ["八项规定", "权利", "权力", "西安", "先进", "12条"]


@given(st.text())
def test_every_text_has_a_letter(text: str) -> None:
    assert letter(text) in {*"ABCDEFGHIJKLMNOPQRSTUVWXYZ", "#"}
    assert pinyin_key(text)[0] == (letter(text) == "#")
