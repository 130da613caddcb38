"""As many documents of the same kinds as a test asks for, on pages that hold little."""

from __future__ import annotations

import shutil
from functools import cache
from itertools import product
from pathlib import Path

from converter.corpus import make_bundle
from converter.project import GENERATED, make_project
from tests.helpers import ROOT
from tests.io_helpers import fill, scratch

_LAW = """\
{city}管理条例
（{year}年3月20日{city}人民代表大会通过）
第一条　为了加强监督，制定本条例。
第二条　本条例所称经营者，是指在{city}从事经营的人。
第三条　经营者应当接受监督，由{city}市场监管局（以下简称{city}市监局）{how}。
第四条　经营者应当依照《国家示范法》第一条和《{city}规划法》{how}。
"""
_RULES = """\
{city}管理条例实施办法
（2020年1月2日{city}人民政府公布）
第一条　根据《国家示范法》第一条和《{city}管理条例》，制定本办法。
第二条　依照《{city}管理条例》第三条监督经营者，不得违反《国家示范法》第九十九条。
第三条　按照《通知》办理，依照《另一法》第一条监督。
"""
_SHARED = {
    "law.txt": "国家示范法\n（2001年1月1日全国人民代表大会通过）\n第一条　应当监督。\n",
    "t1.txt": "通知\n一、甲。\n",
    "t2.txt": "通知\n一、乙。\n",
}
_CITIES = [f"{first}{second}市" for first, second in product("安北昌东恩丰广海江开", "宁阳州")]

#: Little of everything on a page, so that few documents are many.
_SETTINGS = """\
  tiaowen:
    most_in_navigation: 5
    most_kinds: 2
    most_on_home: 5
    latest_on_home: 3
    rows_per_page: 5
    uses_per_page: 4
    links_per_entry: 4
    places_per_page: 6
    most_on_index: 5
    senses_per_page: 2
    most_in_fold: 3
"""


def _corpus(cities: int) -> dict[str, str]:
    """Write a law in two texts and rules for each of so many cities."""
    files, entries = dict(_SHARED), []
    for name in _SHARED:
        entries.append(f"{{file: {name}, slug: {name.removesuffix('.txt')}}}")
    for number, city in enumerate(_CITIES[:cities]):
        for year, how in ((2018, "办理"), (2024, "负责，每年检查")):
            file = f"c{number:02}-{year}.txt"
            files[file] = _LAW.format(city=city, year=year, how=how)
            entries.append(f"{{file: {file}, slug: c{number:02}, version: '{year}-03-20'}}")
        files[f"c{number:02}-rules.txt"] = _RULES.format(city=city)
        entries.append(f"{{file: c{number:02}-rules.txt, slug: c{number:02}-rules}}")
    lines = "".join(f"  - {entry}\n" for entry in entries)
    return {**files, "catalog.yml": f"documents:\n{lines}"}


@cache
def project(cities: int) -> Path:
    """Write a project of documents of so many cities, with small pages."""
    folder = fill(scratch() / "s", _corpus(cities))
    glossary = folder.parent / "glossary.yml"
    glossary.write_text(
        "terms:\n  - term: 监督\n    definition: 督促\n    source: {title: 词典, date: '2001'}\n",
        encoding="utf-8",
    )
    bundle = make_bundle(folder, "s", glossary, related=True)
    origin = folder.parent / "origin"
    generated = shutil.ignore_patterns(*GENERATED, ".*")
    shutil.copytree(ROOT / "docs", origin / "docs", ignore=generated)
    shutil.copytree(
        ROOT / "docs" / "javascripts", origin / "docs" / "javascripts", dirs_exist_ok=True
    )
    configuration = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    (origin / "mkdocs.yml").write_text(
        configuration.replace("  tiaowen: {}\n", _SETTINGS), encoding="utf-8"
    )
    make_project(bundle, folder.parent / "p", origin)
    return folder.parent / "p"
