"""Finding documents by what a person calls them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from converter.citations.dated import BEFORE
from converter.lookup.names import Titled, current, find, latest, look, nearest

LAW = ("jcf-2018", "jcf-2024")
#: The versions of one document that has got another title.
RULE = ("guiding-1", "guiding-2", "guiding-3")
DOCUMENTS = (
    Titled("jcf-2018", "中华人民共和国监察法", (), ("主席令第三号",), "2018-03-20", LAW),
    Titled("jcf-2024", "中华人民共和国监察法", (), ("主席令第四十一号",), "2024-12-25", LAW),
    Titled("guiding-3", "某省草原条例", (), (), "2022-03-04", RULE),
    Titled("guiding-2", "某省草场条例", (), (), "2015-03-04", RULE),
    Titled("guiding-1", "某省草场条例", (), (), "2015-01-02", RULE),
    Titled("jcf-tiaoli", "中华人民共和国监察法实施条例", (), (), "2021-09-20"),
    Titled("minhang", "中华人民共和国民用航空法", (), (), "2021-04-29"),
    Titled("minsu", "中华人民共和国民事诉讼法", (), (), "2023-09-01"),
    Titled("wangan", "中华人民共和国网络安全法", ("网安法",), (), "2016-11-07"),
    Titled("guoan", "中华人民共和国国家安全法", (), (), "2015-07-01"),
    Titled("yaodian-22", "某市2022年纪检监察工作要点", (), (), ""),
    Titled("yaodian-23", "2023年纪检监察工作要点", (), ("某纪〔2023〕5号",), ""),
    Titled("banfa", "某省档案管理办法（试行）", (), (), "2020-01-01"),
    Titled("jieshi", "最高人民法院关于审理票据纠纷案件若干问题的规定", (), (), "2000-11-14"),
    Titled("pifu-1", "关于同意设立试验区的批复", (), ("国函〔2019〕1号",), "2019-01-02"),
    Titled("pifu-2", "关于同意设立试验区的批复", (), ("国函〔2020〕9号",), "2020-03-04"),
)

FOUND = {
    # in full, and with the state's name dropped
    "中华人民共和国监察法": ["jcf-2024", "jcf-2018"],
    "监察法": ["jcf-2024", "jcf-2018"],
    "《监察法实施条例》": ["jcf-tiaoli"],
    # a year chooses a version
    "监察法（2018年）": ["jcf-2018"],
    "监察法2024": ["jcf-2024"],
    "监察法2020": [],
    "监察法（2018年3月20日文本）": ["jcf-2018"],
    "监察法 2018-03-20": ["jcf-2018"],
    "监察法2018.3.20": ["jcf-2018"],
    "监察法（2018年3月21日）": [],
    "2018年监察法": ["jcf-2018"],
    "2018监察法": ["jcf-2018"],
    "2018年3月20日通过的《监察法》": ["jcf-2018"],
    # 原 and the like: the version before the latest
    "原监察法": ["jcf-2018"],
    "监察法（原）": ["jcf-2018"],
    "修订前的监察法": ["jcf-2018"],
    "旧草原条例": ["guiding-2"],
    # ... where it is no part of the name
    "某省草原": ["guiding-3", "guiding-2", "guiding-1"],
    "原": [],
    # all versions are there, whatever their titles; of one year the two of it
    "某省草场条例": ["guiding-3", "guiding-2", "guiding-1"],
    "某省草原条例": ["guiding-3", "guiding-2", "guiding-1"],
    "草场条例2015": ["guiding-2", "guiding-1"],
    "2022年草场条例": ["guiding-3"],
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
    "法": ["guoan", "minsu", "minhang", "jcf-2024", "jcf-2018", "wangan"],
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


def slugs(documents: Sequence[Titled]) -> list[str]:
    """Return the slugs of documents."""
    return [doc.slug for doc in documents]


@pytest.mark.parametrize(("name", "expected"), FOUND.items())
def test_a_name_finds(name: str, expected: list[str]) -> None:
    assert slugs(find(name, DOCUMENTS)) == expected
    assert slugs(find(name, DOCUMENTS[::-1])) == expected


CURRENT = {
    "监察法": "jcf-2024",
    "监察法2018": "jcf-2018",
    "某省草场条例": "guiding-3",
    "草场条例2015": "guiding-2",
    "网安法": "wangan",
    "要点": None,
    "关于同意设立试验区的批复": None,
    "民法": None,
}


@pytest.mark.parametrize(("name", "expected"), CURRENT.items())
def test_of_versions_the_latest_is_current(name: str, expected: str | None) -> None:
    chosen = current(find(name, DOCUMENTS))
    assert (chosen and chosen.slug) == expected


def test_of_documents_that_are_no_versions_none_is_current() -> None:
    twins = [Titled(slug, "甲法", (), (), f"202{slug}-01-01") for slug in "01"]
    assert current(twins) is None
    other = Titled("c", "甲法", (), (), "2020-01-01", ("b", "c"))
    assert current([twins[0], other]) is None


def test_the_version_before_the_only_one_is_missing() -> None:
    found = look("原网安法", DOCUMENTS)
    assert (slugs(found.documents), found.version, found.missing) == (["wangan"], BEFORE, True)


def test_versions_of_which_a_later_one_is_there_are_left_out() -> None:
    assert slugs(latest(find("条例", DOCUMENTS))) == ["guiding-3", "jcf-tiaoli"]
    assert slugs(latest(find("草场条例2015", DOCUMENTS))) == ["guiding-2"]


NEAR = {
    "民诉法": ["minsu"],
    "监查法": ["jcf-2024", "jcf-2018"],
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
