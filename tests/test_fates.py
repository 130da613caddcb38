"""What became of each clause of a superseded text by the latest one."""

from __future__ import annotations

import pytest

from converter.bundle import Bundle
from converter.corpus import make_bundle
from converter.view import View
from converter.writers.fates import became
from tests.io_helpers import fill, scratch
from tests.revised import NEW, OLD, view
from tests.versions import regrouped

#: A third text: 第四条 of the second, with 第三条 of the first in it, is deleted; 第五条 and 第六条
#: are one again; 第七条 of the second is the third.
LAST = """\
某市监察条例
（2018年3月20日某市人民代表大会通过　2025年9月1日某市人民代表大会修正）
第一章　总则
第一条　为了加强监察工作，制定本条例。
第二条　监察工作坚持党的领导，以事实为根据，以法律为准绳。
第三条　监察人员应当回避与本人有利害关系的案件，回避由监察机关负责人决定。
第四条　监察机关可以查阅单位的会计账簿，也可以询问知情的证人和其他有关人员。
第五条　本条例自公布之日起施行。
"""


def told(seen: View, slug: str) -> list[str]:
    """Write what became of each article of a text, and of its paragraphs that are several."""
    of, lines = seen.of(slug), []
    for eid, key in of.keys.items():
        fate = seen.fates.of(slug, key)
        assert fate is not None
        ids = seen.documents[fate.newer].ids
        if eid.startswith("art_") and (not eid.endswith("__para_1") or eid == "art_3__para_1"):
            now = " ".join(ids[one] for one in fate.now) or "-"
            above = f" in {ids[fate.above]}" if fate.above is not None else ""
            other = " renumbered" if fate.renumbered else ""
            likeness = f" {fate.likeness:.2f}" if fate.now else ""
            lines.append(f"{eid} → {now}{above}: {fate.change}{other}{likeness}")
    return lines


def test_what_became_of_each_clause() -> None:
    assert told(view(), "tiaoli/2018-03-20") == [
        "art_1 → art_1: unchanged 1.00",
        "art_2 → art_3: reworded renumbered 0.90",
        "art_3 → art_4: reworded renumbered 0.79",
        "art_3__para_1 → art_4__para_1: reworded renumbered 0.93",
        "art_3__para_2 → - in art_4: deleted",
        "art_4 → -: deleted",
        "art_5 → art_5 art_6: split 0.90",
        "art_6 → art_7: unchanged renumbered 1.00",
        "art_7 → art_8: unchanged renumbered 1.00",
    ]


@pytest.fixture(scope="module")
def three() -> Bundle:
    """A law in three texts."""
    files = {"a.txt": OLD, "b.txt": NEW, "c.txt": LAST}
    entries = (("a", "2018-03-20"), ("b", "2024-12-25"), ("c", "2025-09-01"))
    listed = "".join(f"  - {{file: {n}.txt, slug: fa, version: '{d}'}}\n" for n, d in entries)
    folder = fill(scratch() / "texts", {**files, "catalog.yml": f"documents:\n{listed}"})
    return make_bundle(folder, "texts")


def test_what_two_revisions_did_is_told_as_one(three: Bundle) -> None:
    seen = View(three)
    assert told(seen, "fa/2018-03-20") == [
        "art_1 → art_1: unchanged 1.00",
        "art_2 → -: deleted",
        "art_3 → -: deleted",
        "art_3__para_1 → -: deleted",
        "art_3__para_2 → -: deleted",
        "art_4 → -: deleted",
        # It was split, and both parts are one again.
        "art_5 → art_4: unchanged renumbered 1.00",
        "art_6 → art_3: unchanged renumbered 1.00",
        "art_7 → art_5: unchanged renumbered 1.00",
    ]
    assert told(seen, "fa/2024-12-25")[5:8] == [
        "art_5 → art_4: merged renumbered 0.90",
        "art_6 → art_4: merged renumbered 0.90",
        "art_7 → art_3: unchanged renumbered 1.00",
    ]
    # Of a clause of the latest text there is nothing to say.
    assert seen.fates.of("fa", seen.of("fa").keys["art_1"]) is None
    assert [seen.fates.latest(doc.slug) for doc in three.documents] == ["fa", "fa", None]


def test_several_that_have_become_several_have_one_fate() -> None:
    seen = regrouped()
    keys = seen.of("shidi/2018-03-20").keys
    fates = [seen.fates.of("shidi/2018-03-20", keys[eid]) for eid in ("art_1", "art_2", "art_3")]
    ids = seen.documents["shidi"].ids
    assert [(f.change.value, [ids[key] for key in f.now]) for f in fates if f] == [
        ("regrouped", ["art_1", "art_2"]),
        ("regrouped", ["art_1", "art_2"]),
        ("unchanged", ["art_3"]),
    ]
    assert fates[0] is not None
    assert became(seen, "", fates[0]) == (
        '与其他条文一并调整为<a href="documents/shidi/#art_1">第一条</a>、'
        '<a href="documents/shidi/#art_2">第二条</a>'
    )


def test_what_holds_clauses_has_a_fate_too() -> None:
    seen = view()
    of = seen.of("tiaoli/2018-03-20")
    chapter = seen.fates.of("tiaoli/2018-03-20", of.keys["chp_1"])
    assert chapter is not None
    ids = seen.documents["tiaoli"].ids
    assert [ids[key] for key in chapter.now] == ["chp_1"]
    assert (chapter.change.value, chapter.renumbered) == ("reworded", False)
