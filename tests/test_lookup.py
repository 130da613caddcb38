"""Finding documents by what a person calls them."""

from __future__ import annotations

import pytest

from converter.lookup.names import Titled, current, find, nearest

DOCUMENTS = (
    Titled("jcf-2018", "中华人民共和国监察法", (), ("主席令第三号",), "2018-03-20", True),
    Titled("jcf-2024", "中华人民共和国监察法", (), ("主席令第四十一号",), "2024-12-25", True),
    Titled("jcf-tiaoli", "中华人民共和国监察法实施条例", (), (), "2021-09-20", True),
    Titled("minhang", "中华人民共和国民用航空法", (), (), "2021-04-29", True),
    Titled("minsu", "中华人民共和国民事诉讼法", (), (), "2023-09-01", True),
    Titled("wangan", "中华人民共和国网络安全法", ("网安法",), (), "2016-11-07", True),
    Titled("guoan", "中华人民共和国国家安全法", (), (), "2015-07-01", True),
    Titled("yaodian-22", "某市2022年纪检监察工作要点", (), (), "", False),
    Titled("yaodian-23", "2023年纪检监察工作要点", (), ("某纪〔2023〕5号",), "", False),
    Titled("banfa", "某省档案管理办法（试行）", (), (), "2020-01-01", True),
    Titled("jieshi", "最高人民法院关于审理票据纠纷案件若干问题的规定", (), (), "2000-11-14", True),
    Titled("pifu-1", "关于同意设立试验区的批复", (), ("国函〔2019〕1号",), "2019-01-02", False),
    Titled("pifu-2", "关于同意设立试验区的批复", (), ("国函〔2020〕9号",), "2020-03-04", False),
)

FOUND = {
    # in full, and with the state's name dropped
    "中华人民共和国监察法": ["jcf-2018", "jcf-2024"],
    "监察法": ["jcf-2018", "jcf-2024"],
    "《监察法实施条例》": ["jcf-tiaoli"],
    # a year chooses a version
    "监察法（2018年）": ["jcf-2018"],
    "监察法2024": ["jcf-2024"],
    "监察法2020": [],
    # by alias, by number, without the issuer, without what stands in parentheses
    "网安法": ["wangan"],
    "国函[2020]9号": ["pifu-2"],
    "某纪〔2023〕5号": ["yaodian-23"],
    "关于审理票据纠纷案件若干问题的规定": ["jieshi"],
    "某省档案管理办法": ["banfa"],
    # by the end of a title; 办法 does not end as 法
    "要点": ["yaodian-23", "yaodian-22"],
    "安全法": ["guoan", "wangan"],
    "档案管理办法": ["banfa"],
    "档案管理办法（试行）": ["banfa"],
    "法": ["guoan", "minsu", "minhang", "jcf-2018", "jcf-2024", "wangan"],
    # by a part that is no name of a document
    "票据纠纷": ["jieshi"],
    "2023年纪检": ["yaodian-23"],
    # by year and kind
    "2023年要点": ["yaodian-23"],
    # one law is not taken for another
    "民法": [],
    "民诉法": [],
    "档案法": [],
    "": [],
}


def slugs(documents: list[Titled]) -> list[str]:
    """Return the slugs of documents."""
    return [doc.slug for doc in documents]


@pytest.mark.parametrize(("name", "expected"), FOUND.items())
def test_a_name_finds(name: str, expected: list[str]) -> None:
    assert slugs(find(name, DOCUMENTS)) == expected
    assert slugs(find(name, DOCUMENTS[::-1])) == expected


CURRENT = {
    "监察法": "jcf-2024",
    "监察法2018": "jcf-2018",
    "网安法": "wangan",
    "要点": None,
    "关于同意设立试验区的批复": None,
    "民法": None,
}


@pytest.mark.parametrize(("name", "expected"), CURRENT.items())
def test_of_versions_the_latest_is_current(name: str, expected: str | None) -> None:
    chosen = current(find(name, DOCUMENTS))
    assert (chosen and chosen.slug) == expected


def test_of_versions_without_dates_none_is_current() -> None:
    versions = [Titled("a", "甲法", versions=True), Titled("b", "甲法", date="2020", versions=True)]
    assert current(versions) is None
    twins = [Titled(slug, "甲法", (), (), "2020-01-01", True) for slug in "ab"]
    assert current(twins) is None


NEAR = {
    "民诉法": ["minsu"],
    "监查法": ["jcf-2018", "jcf-2024"],
    "网络安全保护法": ["wangan", "guoan"],
    "纪检监察要点": ["yaodian-23", "yaodian-22"],
    "渔业": [],
    "": [],
}


@pytest.mark.parametrize(("name", "expected"), NEAR.items())
def test_names_that_are_alike_are_suggested(name: str, expected: list[str]) -> None:
    assert slugs(nearest(name, DOCUMENTS))[: len(expected) or None] == expected
    assert nearest(name, DOCUMENTS[::-1]) == nearest(name, DOCUMENTS)


def test_five_are_suggested_at_most() -> None:
    many = [Titled(f"d-{n}", f"某省第{n}号办法") for n in range(9)]
    assert len(nearest("某省第号办法", many)) == 5
