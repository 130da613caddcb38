"""The gold files of citations: enough of every form, and what is found agrees with them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from converter.bundle import Bundle
from converter.corpus import make_bundle
from tests.gold.read import (
    TRAP,
    Comparison,
    Found,
    GoldFile,
    broken_targets,
    compare,
    read_folder,
    read_gold,
    write_raw,
)
from tests.helpers import ROOT

GOLD = ROOT / "tests" / "gold"
FOLDERS = ("citations", "citations_heldout", "citations_policy")

#: The forms of the first folder, each the name of a comment in its files.
FORMS = (
    "单项 列举 省略列举 范围 之一 书名号 嵌套 简称 别名 裸名 裸全称 本法 该法 引文"
    " 修正指令 修正引文 前款 前数款 前款项 前条 前条款项 前项 项中前款 本条本款 本章 同条同款"
    " 单独款 单独项 缺款 无此条款 章节 公文层次 公文编号 上述 附件 文号 同名 版本 注记标题 表格"
    " 承接 跨法 所附文件"
).split()


def _files(folder: str) -> list[GoldFile]:
    return read_folder(GOLD / folder)


@pytest.fixture(scope="module", params=FOLDERS)
def converted(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[list[GoldFile], Bundle]:
    folder = str(request.param)
    files = _files(folder)
    raw = tmp_path_factory.mktemp(folder)
    write_raw(GOLD / folder, files, raw)
    return files, make_bundle(raw, folder)


def test_every_target_is_a_clause(converted: tuple[list[GoldFile], Bundle]) -> None:
    assert broken_targets(*converted) == []


def test_no_number_comes_twice(converted: tuple[list[GoldFile], Bundle]) -> None:
    """A line that begins with 第三条 opens an article, which a gold file may not mean."""
    _, bundle = converted
    assert [
        (d.slug, eid) for d in bundle.documents for eid in d.ids.values() if "_inst" in eid
    ] == []


def test_what_is_found_agrees_with_what_is_marked(
    converted: tuple[list[GoldFile], Bundle],
) -> None:
    result = compare(*converted)
    assert min(result.precision, result.recall) >= 0.99, f"\n{result}"


def test_there_is_enough_of_every_form() -> None:
    files = _files("citations")
    forms = sum((file.forms for file in files), Counter[str]())
    assert {form: forms[form] for form in FORMS if forms[form] < 5} == {}
    assert sorted({*forms} - {*FORMS, TRAP, ""}) == []
    assert sum(forms.values()) >= 400
    assert sum(file.traps for file in files) >= 150


def test_enough_is_held_out() -> None:
    assert sum(len(file.marked) for file in _files("citations_heldout")) >= 80


def test_a_gold_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text(
        "某某法\n第一条 甲。\n# 列举\n第二条 依照〚第一条→art_1〛、〚《乙法》→b〛。\n"
        "# 陷阱\n本法。\n",
        encoding="utf-8",
    )
    file = read_gold(path, "x")
    assert file.raw == "某某法\n第一条 甲。\n第二条 依照第一条、《乙法》。\n本法。\n"
    assert (file.forms["列举"], file.traps, file.lines) == (2, 1, (1, 2, 4, 6))
    assert file.marked == (
        Found("x", 17, 20, "第一条", "resolved", "x#art_1", 4),
        Found("x", 21, 25, "《乙法》", "resolved", "b", 4),
    )


def test_differences_are_told_with_their_lines() -> None:
    same = Found("x", 0, 3, "第一条", "resolved", "x#art_1", 1)
    missed = Found("x", 5, 8, "第二条", "ambiguous", "", 2)
    marked = Found("x", 9, 12, "第三条", "resolved", "x#art_3", 3)
    found = Found("x", 9, 12, "第三条", "no-such-clause", "", 3)
    more = Found("x", 20, 23, "第四条", "resolved", "x#art_4..art_5", 4)
    assert str(Comparison((same, missed, marked), (same, found, more))).splitlines() == [
        "1 right of 3 found and 3 marked: precision 33.33%, recall 33.33%",
        "x:2: 〔第二条〕 marked: ?ambiguous; found: not found",
        "x:3: 〔第三条〕 marked: x#art_3; found: ?no-such-clause",
        "x:4: 〔第四条〕 marked: no citation; found: x#art_4..art_5",
    ]
