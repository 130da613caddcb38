"""Related clauses: which are near and why, which are not, and that nothing else decides it."""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Iterable, Mapping
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from converter.bundle import Bundle, Related
from converter.corpus import make_bundle
from converter.entry import Entry
from converter.fact import Fact
from converter.model import Document
from converter.related import find
from converter.related import search as searching
from converter.related.choose import NEAR
from converter.related.coarse import all_coarse, coarse
from converter.related.find import find_related, listed
from converter.related.index import Index, lay_out, make_index
from converter.related.pairs import Pairs
from converter.related.search import MOST
from converter.related.store import load, save
from converter.related.units import features, letters, matter, unit_text, units
from converter.related.words import LONGEST, MOST_WORDS, Ties, shared_words
from converter.title_names import common_title
from converter.view import View
from converter.writers import data
from converter.writers.related import copies, related_clauses
from tests.citing import documents
from tests.helpers import ROOT, SOURCES, make_document, node_at
from tests.io_helpers import fill, run, scratch

#: Rules of three invented cities and of one on another matter.
_TEXTS = {
    "jia": """\
甲市养犬管理条例
第一条　为了规范养犬行为，保障公民人身安全，制定本条例。
第二条　养犬人应当携犬只到动物诊疗机构接种狂犬病疫苗，领取犬只免疫证明。
第三条　携犬只出户的，应当使用长度不超过二米的牵引绳，并主动避让老年人、儿童。
第四条　违反本条例规定的，由公安机关责令改正，处二百元以上一千元以下罚款。
第五条　本条例自2020年5月1日起施行。2003年10月9日公布的《甲市限制养犬规定》同时废止。
""",
    "yi": """\
乙市养犬管理规定
第一条　饲养犬只应当按照规定接种狂犬病疫苗，取得犬只免疫证明和犬牌。
第二条　在公共场所遛犬应当使用牵引绳，主动避让老年人、孕妇和儿童。
第三条　违反本规定的，由公安机关责令改正，处二百元以上一千元以下罚款。
第四条　本规定自2021年5月1日起施行。2004年10月9日公布的《乙市限制养犬规定》同时废止。
""",
    "bing": """\
丙市动物防疫条例
第一条　饲养动物的单位和个人应当履行动物疫病强制免疫义务。
第二条　饲养犬只的，应当定期接种狂犬病疫苗，凭动物诊疗机构出具的免疫证明申请登记。
第三条　违反本条例规定的，由农业农村主管部门责令改正，处一千元以上五千元以下罚款。
""",
    "ding": """\
丁市城市供水条例
第一条　供水企业应当建立水质检测制度，保证供水水质符合国家饮用水卫生标准。
第二条　用户应当按照约定缴纳水费，不得擅自改动供水设施。
第三条　违反本条例规定的，由供水主管部门责令改正，处一千元以上五千元以下罚款。
""",
}


def found(docs: Mapping[str, Document], slug: str, eid: str) -> list[str]:
    """Return what is related to a clause: `slug#eid: words`."""
    key = node_at(docs[slug], eid).key
    return [
        f"{r.target_slug}#{docs[r.target_slug].ids[r.target_key]}: {'、'.join(r.shared)}"
        for r in find_related(list(docs.values()))
        if (r.slug, r.key) == (slug, key)
    ]


# What is near, and why


@pytest.fixture(scope="module")
def docs() -> dict[str, Document]:
    """The four documents."""
    return documents(_TEXTS)


def test_clauses_on_the_same_matter_are_related(docs: dict[str, Document]) -> None:
    assert found(docs, "jia", "art_2") == [
        "bing#art_2: 动物诊疗机构、接种狂犬病疫苗、免疫证明、养犬、犬只",
        "yi#art_1: 接种狂犬病疫苗、犬只免疫证明、养犬",
    ]
    assert found(docs, "jia", "art_3") == ["yi#art_2: 主动避让老年人、牵引绳、使用、儿童"]


def test_nothing_is_related_where_nothing_is_near(docs: dict[str, Document]) -> None:
    assert found(docs, "ding", "art_1") == []
    assert found(docs, "ding", "art_2") == []


def test_formulas_relate_nothing(docs: dict[str, Document]) -> None:
    for slug, eid in (("jia", "art_4"), ("ding", "art_3"), ("jia", "art_5"), ("yi", "art_4")):
        assert found(docs, slug, eid) == [], (slug, eid)
    listed = [docs["jia"].ids[unit.key] for unit in units(docs["jia"])]
    assert listed == ["art_1", "art_2", "art_3", "art_4"]


def test_scores_and_numbers_keep_their_bounds(docs: dict[str, Document]) -> None:
    related = find_related(list(docs.values()))
    assert related
    for one in related:
        assert NEAR <= one.score <= 1 and one.score in [step / 20 for step in range(1, 21)]
        assert one.slug != one.target_slug
        assert 2 <= len(one.shared) <= MOST_WORDS
        target = docs[one.target_slug]
        assert one.target_eid == target.ids[one.target_key]
        assert one.target_label == target.labels[one.target_key]


# Versions and copies


def _dated(doc: Document, date: str) -> Document:
    return replace(doc, facts=(Fact("date", date, 1),))


def test_of_versions_the_latest_is_shown_and_none_of_its_own() -> None:
    texts = _TEXTS | {"yi-old": _TEXTS["yi"].replace("孕妇和", "")}
    docs = documents(texts)
    docs["yi"] = _dated(docs["yi"], "2021-04-01")
    docs["yi-old"] = _dated(docs["yi-old"], "2004-10-09")
    assert [line.split(":")[0] for line in found(docs, "jia", "art_3")] == ["yi#art_2"]
    assert all("yi-old" not in line for line in found(docs, "yi", "art_2"))
    assert found(docs, "yi-old", "art_2")
    later = docs | {"yi-old": _dated(docs["yi-old"], "2022-10-09")}
    assert [line.split(":")[0] for line in found(later, "jia", "art_3")] == ["yi-old#art_2"]


def test_the_same_words_in_another_document_are_shown_without_a_list_of_them() -> None:
    docs = documents(_TEXTS | {"wu": _TEXTS["yi"].replace("乙市养犬", "戊市犬只")})
    shown = found(docs, "yi", "art_1")
    assert shown == ["wu#art_1: "]


def test_a_copy_under_another_title_is_shown_once() -> None:
    copies = {
        f"copy-{n}": _TEXTS["yi"].replace("乙市", name) for n, name in enumerate("戊己庚辛壬癸")
    }
    docs = documents(_TEXTS | copies)
    shown = [line.split(":")[0] for line in found(docs, "jia", "art_2")]
    assert len(shown) == 2
    assert shown[0] == "bing#art_2"


@pytest.mark.parametrize(
    ("title", "normal"),
    [
        ("中华人民共和国某某法", "某某法"),
        ("某某法（2020年修正）", "某某法"),
        ("某某条例 (试行)", "某某条例"),
        ("中华人民共和国", "中华人民共和国"),
        ("关于适用《某某法》的解释（一）", "关于适用某某法的解释"),
    ],
)
def test_titles_of_versions_are_the_same(title: str, normal: str) -> None:
    assert common_title(title) == normal


# Units


_OFFICIAL = """\
2023年工作要点
一、压实责任
这一段是导语，不单独比较，因为它只引出下文各项。
（一）加强日常监督。把纪律建设摆在更加突出的位置，综合运用列席会议等方式。
一是抓实谈心谈话；二是抓实提醒告诫。
（二）短项。
二、改进作风
坚持从严从实，反复抓、抓反复，坚决防止反弹回潮和隐形变异。
"""


def test_units_of_official_documents_are_the_innermost_numbers() -> None:
    doc = make_document(_OFFICIAL)
    assert {doc.ids[unit.key]: unit.text for unit in units(doc)} == {
        "subsec_1": "加强日常监督\n\n把纪律建设摆在更加突出的位置\n综合运用列席会议等方式\n"
        "\n抓实谈心谈话\n\n抓实提醒告诫\n",
        "sec_2": "改进作风\n坚持从严从实\n反复抓\n抓反复\n坚决防止反弹回潮和隐形变异\n",
    }


def test_an_article_is_compared_as_a_whole() -> None:
    doc = make_document(
        "某某条例\n第一条　申请人应当提交下列材料：\n（一）申请书；\n（二）身份证明。\n"
        "前款材料应当真实、完整。\n第二条　短。\n"
    )
    (unit,) = units(doc)
    assert doc.ids[unit.key] == "art_1"
    assert unit_text(doc, node_at(doc, "art_1")) == (
        "申请人应当提交下列材料：\n申请书；\n身份证明。\n前款材料应当真实、完整。"
    )


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("由公安机关责令改正，处二千元以上一万元以下罚款", "由公安机关|处"),
        ("落实三会一课制度和一级保护区", "落实三会一课制度和一级保护区"),
        ("依照第十条之一第二款办理", "依照|办理"),
        ("2020年1月1日起三十日内", "起|内"),
        ("十分之一以上代表，A级5G网", "代表|级|网"),
    ],
)
def test_numbers_and_marks_are_folded(text: str, left: str) -> None:
    assert "|".join(matter(text).split()) == left
    assert len(matter(text)) == len(text)


@given(st.text(alphabet="甲乙丙第一条二千元，。《》 \n中a1", max_size=60))
def test_folding_keeps_places(text: str) -> None:
    folded = matter(text)
    assert len(folded) == len(text)
    assert all(one in ("\n", other) for one, other in zip(folded, text, strict=True))


# Shared words


#: A small language in which words may be told from what stands beside them.
_LANGUAGE = ["行为人", "人民法院", "管理条例", "条例规定", "行为规范", "为人正直", "人民政府"] * 3


def _words(text: str, other: str) -> tuple[str, ...]:
    texts = [*_LANGUAGE, text, other]
    counts: dict[str, int] = {}
    for one in texts:
        for pair in {one[at : at + 2] for at in range(len(one) - 1)}:
            counts[pair] = counts.get(pair, 0) + 1
    ties = Ties.of({ord(pair[0]) | ord(pair[1]) << 16: n for pair, n in counts.items()})
    pairs = {text[at : at + 2] for at in range(len(text) - 1)}
    shared = [pair for pair in pairs if pair in other and "\n" not in pair]
    return shared_words(text, other, shared, dict.fromkeys(shared, 10), ties)


@pytest.mark.parametrize(
    ("text", "other", "words"),
    [
        ("污染物排放\n监测", "排放污染物\n监测", ("污染物", "排放", "监测")),
        ("甲的行为人", "乙行为规范", ("行为",)),
        ("申请人应当提交材料", "业主应当提交材料", ("提交材料",)),
        ("保护和利用", "利用和保护", ("保护", "利用")),
        ("甲乙丙", "丁戊己", ()),
        ("维护和平稳定", "促进和平发展", ("和平",)),
    ],
)
def test_shared_words_are_whole_words(text: str, other: str, words: tuple[str, ...]) -> None:
    assert sorted(_words(text, other)) == sorted(words)


@given(st.text(alphabet="行为人民法院管理条例的和\n", max_size=40), st.data())
def test_shared_words_are_in_both_texts(text: str, drawn: st.DataObject) -> None:
    other = drawn.draw(st.text(alphabet="行为人民法院管理条例的和\n", max_size=40))
    words = _words(text, other)
    assert len(words) <= MOST_WORDS
    for word in words:
        assert 2 <= len(word) <= LONGEST
        assert word in text and word in other and "\n" not in word
        assert not any(word in longer for longer in words if longer != word)


# What must not matter


def _as_lines(related: tuple[Related, ...]) -> set[str]:
    return {repr(one) for one in related}


@given(st.permutations(sorted(_TEXTS)))
@settings(max_examples=10, deadline=None)
def test_the_order_of_the_documents_does_not_matter(order: list[str]) -> None:
    docs = documents(_TEXTS)
    again = find_related([docs[slug] for slug in order])
    assert _as_lines(again) == _as_lines(find_related(list(docs.values())))
    places = [order.index(one.slug) for one in again]
    assert places == sorted(places)


def test_processes_do_not_matter(docs: dict[str, Document]) -> None:
    alone = find_related(list(docs.values()))
    with ProcessPoolExecutor(2) as pool:
        assert find_related(list(docs.values()), pool) == alone


class _Elsewhere(ThreadPoolExecutor):
    """Another machine: it gets pickles, and sees no files of this one."""

    def submit(self, work: Any, /, *arguments: Any, **named: Any) -> Future[Any]:
        away = [Path("/nowhere") if isinstance(one, Path) else one for one in arguments]
        return super().submit(work, *pickle.loads(pickle.dumps(away)), **named)


def test_machines_do_not_matter(docs: dict[str, Document], monkeypatch: pytest.MonkeyPatch) -> None:
    alone = find_related(list(docs.values()))
    with _Elsewhere(1) as pool:
        assert find_related(list(docs.values()), pool) == alone
    # Nor does it matter how the work is divided.
    monkeypatch.setattr(find, "_PIECE", 3)
    monkeypatch.setattr(searching, "_BLOCK", 2)
    with _Elsewhere(1) as pool:
        assert find_related(list(docs.values()), pool) == alone


def _indexed(documents: Iterable[Document]) -> Index:
    layout, _ = lay_out([listed(doc, units(doc)) for doc in documents])
    return make_index(layout, Pairs.of(layout.texts))


def test_copies_change_no_weight(docs: dict[str, Document]) -> None:
    """What others repeat word for word makes nothing a formula."""
    one = _indexed(docs.values())
    copies = documents({f"{slug}-again": text for slug, text in _TEXTS.items()})
    both = _indexed([*docs.values(), *copies.values()])
    assert both.matter.codes.tolist() == one.matter.codes.tolist()
    known = one.matter.weights > 0
    assert both.matter.weights[known].tolist() == one.matter.weights[known].tolist()


@given(st.integers(0, 1 << 50))
def test_steps_are_small(number: int) -> None:
    step = coarse(number)
    assert step <= number < step + max(1, step) and coarse(step) == step
    assert all_coarse(np.array([number], np.int64)).tolist() == [step]


def test_numbers_in_steps() -> None:
    assert sorted({coarse(number) for number in range(41)}) == [
        *range(8), 8, 16, 32,
    ]  # fmt: skip


def test_what_is_saved_is_loaded() -> None:
    path = scratch() / "value"
    for value in ({}, {"a": np.arange(5), "b": [np.zeros(0), "文"], "c": np.ones((2, 3), bool)}):
        save(value, path)
        loaded = load(path)
        assert repr(loaded) == repr(value)
    with pytest.raises(ValueError, match="read-only"):
        loaded["a"][0] = 1


_HASHED = """
import sys
sys.path[:0] = [{root!r}]
from tests.test_related import _TEXTS
from tests.citing import documents
from converter.related.find import find_related
print(find_related(list(documents(_TEXTS).values())))
"""


def test_the_hash_seed_does_not_matter() -> None:
    printed = {
        subprocess.run(
            [sys.executable, "-c", _HASHED.format(root=str(ROOT))],
            env={"PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
            capture_output=True,
            check=True,
            encoding="utf-8",
        ).stdout
        for seed in ("1", "77")
    }
    assert len(printed) == 1
    assert "接种狂犬病疫苗" in printed.pop()


@given(st.lists(st.text(alphabet="甲乙丙丁，戊己庚辛\n", min_size=20, max_size=80), max_size=5))
@settings(max_examples=30, deadline=None)
def test_any_documents_keep_the_bounds(texts: list[str]) -> None:
    docs = documents(
        {f"d{n}": f"第{n}号条例\n第一条　{text}\n第二条　{text}\n" for n, text in enumerate(texts)}
    )
    by_clause: dict[tuple[str, int], list[Related]] = {}
    for one in find_related(list(docs.values())):
        by_clause.setdefault((one.slug, one.key), []).append(one)
    for near in by_clause.values():
        assert len(near) <= MOST
        assert [one.score for one in near] == sorted((one.score for one in near), reverse=True)
        assert len({one.target_slug for one in near}) == len(near)


def test_no_documents_and_one_have_none() -> None:
    assert find_related([]) == ()
    assert find_related(list(documents({"jia": _TEXTS["jia"]}).values())) == ()


# On the page, in the data, by the command


def test_related_clauses_stand_behind_a_clause(docs: dict[str, Document]) -> None:
    view = View(Bundle(tuple(docs.values()), related=find_related(list(docs.values()))))
    assert list(related_clauses(view, docs["jia"], node_at(docs["jia"], "art_3"))) == [
        '<details class="tw-fold"><summary>相关条款 1</summary><ul><li>'
        '<a href="../yi/#art_2">《乙市养犬管理规定》第二条</a> 在公共场所遛犬应当使用牵引绳，'
        "主动避让老年人、孕…<small>同有：主动避让老年人、牵引绳、使用</small></li></ul></details>"
    ]
    same = view.bundle.related[0]._replace(shared=())
    view = View(Bundle(tuple(docs.values()), related=(same,)))
    (block,) = related_clauses(view, docs["jia"], node_at(docs["jia"], "art_2"))
    assert block.endswith("第二条</a>（文字基本相同）</li></ul></details>")
    assert list(related_clauses(view, docs["ding"], node_at(docs["ding"], "art_1"))) == []


def test_a_copy_is_named_once() -> None:
    article = "第{}条　养犬人应当携犬只到{}接种狂犬病疫苗，领取犬只免疫证明和犬牌。\n"
    names = "诊所 医院 卫生院 门诊部 服务站 学校 广场 公园 车站 码头".split()
    text = "".join(
        article.format(n, name) for n, name in zip("一二三四五六七八九十", names, strict=True)
    )
    docs = documents({"jia": f"甲市条例\n{text}", "yi": f"乙市条例\n{text}"})
    view = View(Bundle(tuple(docs.values()), related=find_related(list(docs.values()))))
    assert list(copies(view, docs["jia"])) == [
        '<details class="tw-fold"><summary>文字基本相同的文件：1件</summary><ul>'
        '<li><a href="../yi/">《乙市条例》</a>（10条）</li></ul></details>'
    ]
    for node in docs["jia"].clauses():
        assert not any(
            "文字基本相同" in block for block in related_clauses(view, docs["jia"], node)
        )
    few = replace(view.bundle, related=view.bundle.related[:9])
    assert list(copies(View(few), docs["jia"])) == []


def test_related_clauses_are_data(docs: dict[str, Document]) -> None:
    bundle = Bundle(tuple(docs.values()), related=find_related(list(docs.values())))
    lines = data.related(View(bundle), docs["jia"])
    line = next(line for line in lines if line["eid"] == "art_3")
    assert line == {
        "doc": "jia",
        "eid": "art_3",
        "target": {"doc": "yi", "version": "2021-05-01", "eid": "art_2"},
        "score": line["score"],
        "shared": ["主动避让老年人", "牵引绳", "使用", "儿童"],
    }


def test_the_search_can_be_left_out() -> None:
    folder = fill(scratch() / "texts", {f"{slug}.txt": text for slug, text in _TEXTS.items()})
    assert make_bundle(folder, "texts").related == ()
    assert make_bundle(folder, "texts", related=True).related != ()
    for option, lines in (("--related", True), ("--no-related", False)):
        out = folder.parent / f"out{option}"
        done = run("convert", "--sources", str(folder), "--out", str(out), option)
        assert done.exit_code == 0, done.output
        written = (out / "docs" / "data" / "related.jsonl").read_text(encoding="utf-8")
        assert bool(written) is lines


def test_the_seeds_have_related_clauses() -> None:
    bundle = make_bundle(SOURCES, "sources", related=True)
    view = View(bundle)
    doc = next(doc for doc in bundle.documents if doc.slug.startswith("2022"))
    best = view.related_to[(doc.slug, node_at(doc, "subsec_5").key)][0]
    assert best.target_slug == "jiedao-dangfeng-lianzheng-gongzuo-yaoqiu"
    assert view.documents[best.target_slug].ids[best.target_key] == "sec_4__subsec_1"


def test_letters_are_the_way_back() -> None:
    (unit,) = units(make_document("条例\n第一条　" + "狂犬病疫苗接种证明" * 3 + "\n"))
    assert {"狂犬", "犬病", "明狂"} <= set(map(letters, features(unit.text)))


def test_the_entry_of_a_document_is_no_part_of_it() -> None:
    one = documents(_TEXTS)["jia"]
    other = replace(one, entry=Entry("other.txt", "other"))
    assert units(one) == units(other)
