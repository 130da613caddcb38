"""What the browser is given of versions: families, what their clauses became, old addresses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import cast

from hypothesis import given
from hypothesis import strategies as st

from converter.bundle import Bundle
from converter.search.lineage import GONE, families, lineage_files, moved
from converter.search.write import write_search
from converter.view import View
from converter.writers import history
from tests.helpers import make_document
from tests.search_reader import read_json, read_steps
from tests.typed import DECISIONS, bundle
from tests.versions import versions

#: Sentences that are told apart by what they are about.
MATTERS = (
    "举办集市应当具备固定的场地和必要的消防设施。",
    "经营者应当在显著位置公示营业执照和联系方式。",
    "禁止销售国家重点保护的野生动物及其制品。",
    "违反规定占用道路摆摊的，责令改正，处以罚款。",
    "公平秤由举办者设置，供消费者复核商品重量。",
    "市场监督管理部门负责集市的监督检查工作。",
)


def statute(matters: list[int]) -> str:
    """Write a statute of some matters in an order."""
    clauses = (f"第{'一二三四五六'[at]}条 {MATTERS[n]}\n" for at, n in enumerate(matters))
    return f"某市集市条例\n{''.join(clauses)}"


def test_families_are_listed_by_places_the_oldest_first() -> None:
    assert families(View(bundle())) == [[2, 1], [6, 7, 8]]


def test_the_steps_of_three_versions() -> None:
    """A new 第三条 in 2018; in 2024 a new 第五条, and 第四条第二款, 第六条 and 第九条 are gone."""
    assert list(lineage_files(View(bundle())))[1] == [
        # 标题 to 第二条第一款, then all from 第三条 on.
        ([6, 0, 13, 8], []),
        ([10, 0, 1, -1, 2, 12, 2, -1, 4, 14, 2, -1], []),
    ]


def test_a_clause_that_was_split_has_several() -> None:
    one = f"第一条 {MATTERS[0]}\n第二条 {MATTERS[1]}{MATTERS[4]}\n第三条 {MATTERS[3]}\n"
    two = f"第一条 {MATTERS[0]}\n第二条 {MATTERS[1]}\n第三条 {MATTERS[4]}\n第四条 {MATTERS[3]}\n"
    view = versions({"2018-01-02": f"某市集市条例\n{one}", "2024-01-02": f"某市集市条例\n{two}"})
    ((step,),) = lineage_files(view)
    assert step is not None
    assert [3, 3, 5] in step[1]
    (item,) = history.versions(view)
    changed = cast("list[dict[str, list[str]]]", item["changed"])
    assert changed[0]["art_2"] == ["art_2", "art_3"]
    assert changed[0]["art_3"] == ["art_4"]


ORDERS = st.lists(st.integers(0, 5), unique=True, min_size=1)


@given(ORDERS, ORDERS)
def test_steps_are_read_as_they_are_known(older: list[int], newer: list[int]) -> None:
    view = versions({"2018-01-02": statute(older), "2024-01-02": statute(newer)})
    ((step,),) = lineage_files(view)
    assert step is not None
    old, new = ([*doc.clauses()] for doc in view.bundle.documents)
    places = {node.key: place for place, node in enumerate(new)}
    known = view.lineage.successors("fa/2018-01-02")
    expected = [[places[key] for key in known[node.key]] for node in old]
    assert read_steps(step, len(old)) == expected
    # The same is published by ids.
    (item,) = history.versions(view)
    changed = cast("list[dict[str, list[str]]]", item["changed"])[0]
    before, after = view.bundle.documents
    assert [changed.get(eid, [eid]) for eid in (before.ids[node.key] for node in old)] == [
        [after.ids[new[place].key] for place in found] for found in expected
    ]


def test_what_the_ledger_knows() -> None:
    """Ids of a document with another name are left out where they are found there."""
    assert moved(View(bundle())) == {
        "banfa#art_7": [0, "art_2", 0, "有下列情形"],
        "banfa#art_8": [0, "art_1", 1, "本办法由某局解释"],
        "banfa#art_9": [GONE, "", 1, "本办法自发布之日起施行"],
        "fangan#": [GONE, "", 1, "某市方案"],
        "guihua#": [5, "", 1, "某市规划"],
        "jiu-banfa#": [0, "", 0, ""],
        "jiu-banfa#art_3": [0, "art_2-1", 0, ""],
    }
    assert DECISIONS.pages[0].ids[0].eid == "art_1"


def test_the_published_addresses() -> None:
    listed = [
        (item["slug"], item["eid"], item["now"]) for item in history.addresses(View(bundle()))
    ]
    assert listed == [
        ("banfa", "art_7", {"doc": "banfa", "eid": "art_2"}),
        ("banfa", "art_8", {"doc": "banfa", "eid": "art_1"}),
        ("banfa", "art_9", None),
        ("fangan", None, None),
        ("guihua", None, {"doc": "tongzhi", "eid": None}),
        ("jiu-banfa", None, {"doc": "banfa", "eid": None}),
        ("jiu-banfa", "art_3", {"doc": "banfa", "eid": "art_2-1"}),
    ]


# Files


def written(view: View, folder: Path) -> dict[str, object]:
    """Write the index; return the files of versions and old addresses, and the base."""
    write_search(view, folder)
    names = {"base", "moved"} | {f"v{n}" for n in range(9)}
    return {path.stem: read_json(path) for path in folder.glob("*/*.js") if path.stem in names}


def test_the_files_of_the_index(tmp_path: Path) -> None:
    view = View(bundle())
    found = written(view, tmp_path)
    base = cast("dict[str, object]", found.pop("base"))
    assert cast("dict[str, object]", base["names"])["versions"] == families(view)
    assert base["moved"] == 1
    steps = json.loads(json.dumps([*lineage_files(view)]))
    assert found == {"v0": steps[0], "v1": steps[1], "moved": moved(view)}


def test_a_collection_without_versions_has_nothing_more(tmp_path: Path) -> None:
    plain = Bundle((make_document("某办法\n第一条 甲。\n"),))
    found = written(View(plain), tmp_path)
    assert list(found) == ["base"]
    base = cast("dict[str, object]", found["base"])
    assert (cast("dict[str, object]", base["names"])["versions"], "moved" in base) == ([], False)
