"""What pages keep of earlier versions: old ids, notes behind clauses, tombstones, the banner."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from bs4 import BeautifulSoup
from hypothesis import example, given, settings
from hypothesis import strategies as st

from converter.discards import essential
from converter.history.descent import Descent
from converter.ledger.decisions import Decisions, OldId, Place
from converter.model import Document
from converter.view import View
from converter.writers.markdown import render
from tests.helpers import ids_of, source_text_of
from tests.io_helpers import rendered
from tests.versions import regrouped, versions

_2010 = """\
某某法
第一章　总则
第一条　为了规范工作，保障公民的合法权益，制定本法。
第二条　各级机关应当建立健全工作制度，明确责任分工。
第三条　申请人应当提交书面申请，并附具身份证明和有关材料。
受理机关应当自收到申请之日起十日内作出决定。
受理机关可以委托其他组织代为受理申请。
第二章　附则
第四条　本法所称申请，是指公民向机关提出的书面请求。
第五条　本法自2010年1月1日起施行。
"""
#: 第二条 is new, what was 第二条 to 第五条 has other numbers, 第三条第三款 is gone.
_2015 = """\
某某法
第一章　总则
第一条　为了规范工作，保障公民的合法权益，制定本法。
第二条　国家鼓励运用信息技术手段提高服务水平。
第三条　各级机关应当建立健全工作制度，明确责任分工。
第四条　申请人应当提交书面申请，并附具身份证明和有关材料。
受理机关应当自收到申请之日起十五日内作出决定。
第二章　附则
第五条　本法所称申请，是指公民向机关提出的书面请求。
第六条　本法自2010年1月1日起施行。
"""
#: 第二条 and 第五条 are gone, 第四条 is split, there are no chapters behind the first.
_2020 = """\
某某法
第一章　总则
第一条　为了规范工作，保障公民的合法权益，制定本法。
第二条　各级机关应当建立健全工作制度，明确责任分工。
第三条　申请人应当提交书面申请，并附具身份证明和有关材料。
第四条　受理机关应当自收到申请之日起十五日内作出决定。
第五条　本法自2010年1月1日起施行。
"""


def page(view: View, slug: str = "fa") -> str:
    """Render the page of a version."""
    return rendered(render(view.documents[slug], view))


def said(view: View, slug: str = "fa") -> list[str]:
    """Return what is said of versions behind the title, as readers see it, in the page's order.

    Links are [words](address); what is kept of ids is left out.
    """
    soup = BeautifulSoup(page(view, slug), "lxml")
    for link in soup.select("a[href]"):
        link.replace_with(f"[{link.get_text()}]({link['href']})")
    found = soup.select(".tw-former, .tw-tombstone > p:not(.tw-former)")
    return [element.get_text() for element in found]


def kept(view: View, slug: str = "fa") -> list[tuple[str, str, str]]:
    """Return each old id, the clause that it stands in, and what is said of it."""
    soup = BeautifulSoup(page(view, slug), "lxml")
    found = []
    for alias in soup.select("a.tw-alias"):
        around = alias.find_parent(id=True)
        assert around is not None
        found.append((str(alias["id"]), str(around["id"]), str(alias["aria-label"])))
    return found


@pytest.fixture(scope="module")
def three() -> View:
    """Three versions of one law."""
    return versions({"2010-01-01": _2010, "2015-06-01": _2015, "2020-07-01": _2020})


_TO_2020 = "../../compare/fa_2015-06-01/fa_2020-07-01/"


def test_what_the_latest_page_says(three: View) -> None:
    assert said(three) == [
        "第二条（2015年6月1日文本）已删去。原文：“国家鼓励运用信息技术手段提高服务水平。”"
        f"[查看2015年6月1日文本](2015-06-01/#art_2)[对照]({_TO_2020}#old_art_2)",
        f"原[第三条](2015-06-01/#art_3)，现第二条[对照]({_TO_2020}#art_2)",
        f"由原[第四条](2015-06-01/#art_4)拆分而来[对照]({_TO_2020}#art_3)",
        "2010年1月1日文本：[第三条](2010-01-01/#art_3)",
        f"由原[第四条](2015-06-01/#art_4)拆分而来[对照]({_TO_2020}#art_3)",
        "2010年1月1日文本：[第三条第二款](2010-01-01/#art_3__para_2)",
        "第五条（2015年6月1日文本）已删去。原文：“本法所称申请，是指公民向机关提出的书面请求。”"
        f"[查看2015年6月1日文本](2015-06-01/#art_5)[对照]({_TO_2020}#old_art_5)",
        "2010年1月1日文本：[第四条](2010-01-01/#art_4)",
        f"原[第六条](2015-06-01/#art_6)，现第五条[对照]({_TO_2020}#art_5)",
        "2010年1月1日文本：[第五条](2010-01-01/#art_5)",
    ]


def test_old_ids_live_on_where_their_words_are(three: View) -> None:
    assert kept(three) == [
        ("art_3__para_3", "art_3", "2010年1月1日文本第三条第三款，现无对应条款，列于此处"),
        ("art_4__para_2", "art_4__para_1", "2015年6月1日文本第四条第二款"),
        ("art_3__para_2", "art_4__para_1", "2010年1月1日文本第三条第二款"),
        ("chp_2", "art_5", "2015年6月1日文本第二章，现无对应条款，列于此处"),
        ("art_6", "art_5", "2015年6月1日文本第六条"),
        ("art_6__para_1", "art_5__para_1", "2015年6月1日文本第六条"),
    ]


def test_ids_that_other_clauses_bear_now_are_told_at_what_they_meant(three: View) -> None:
    soup = BeautifulSoup(page(three), "lxml")
    told = [
        (str(note["data-version"]), str(note["data-former"]), note.get("data-now"))
        for note in soup.select(".tw-former[data-former]")
    ]
    assert told == [
        ("2015-06-01", "art_2 art_2__para_1", None),
        ("2015-06-01", "art_3 art_3__para_1", "art_2 art_2__para_1"),
        ("2015-06-01", "art_4 art_4__para_1", "art_3 art_3__para_1"),
        ("2010-01-01", "art_3__para_3", "art_3"),
        ("2015-06-01", "art_4__para_2", "art_4__para_1"),
        ("2010-01-01", "art_3__para_2", "art_4__para_1"),
        ("2015-06-01", "art_5 art_5__para_1", None),
        ("2010-01-01", "art_4 art_4__para_1", None),
        ("2015-06-01", "chp_2 art_6 art_6__para_1", "art_5 art_5 art_5__para_1"),
        ("2010-01-01", "chp_2", "art_5"),
    ]


def test_what_an_older_page_says(three: View) -> None:
    assert said(three, "fa/2015-06-01") == [
        "与最新文本[第一条](../#art_1)相同",
        f"最新文本已删去[对照](../{_TO_2020}#old_art_2)",
        "最新文本：[第二条](../#art_2)（文字相同）",
        f"最新文本：[第三条](../#art_3)、[第四条](../#art_4)（拆分）[对照](../{_TO_2020}#art_3)",
        f"最新文本已删去[对照](../{_TO_2020}#old_art_5)",
        "最新文本：[第五条](../#art_5)（文字相同）",
    ]
    assert kept(three, "fa/2015-06-01") == []
    assert "data-former" not in page(three, "fa/2015-06-01")


def test_what_was_reworded_stays_gone_or_was_merged_since() -> None:
    merged = versions(
        {
            "2018-03-20": "某某法\n第一条　机关应当公开办事依据和程序，接受社会监督。\n"
            "第二条　机关工作人员应当出示证件，说明来意。\n第三条　收费标准由财政部门制定。\n",
            "2020-01-01": "某某法\n第一条　机关应当公开办事依据和程序，接受社会监督。\n"
            "第二条　机关工作人员应当出示证件，说明来意。\n",
            "2024-12-25": "某某法\n第一条　机关应当公开办事依据和程序，接受社会和新闻监督。\n"
            "机关工作人员应当出示证件，说明来意。\n",
        }
    )
    to_2024 = "../../../compare/fa_2020-01-01/fa_2024-12-25/"
    assert said(merged, "fa/2020-01-01") == [
        f"最新文本：[第一条](../#art_1)（合并）[对照]({to_2024}#art_1)",
        f"最新文本：[第一条](../#art_1)（合并）[对照]({to_2024}#art_1)",
    ]
    assert said(merged, "fa/2018-03-20") == [
        "最新文本：[第一条](../#art_1)（合并）",
        "最新文本：[第一条](../#art_1)（合并）",
        "2020年1月1日文本起已删去[对照](../../../compare/fa_2018-03-20/fa_2020-01-01/#old_art_3)",
    ]
    assert said(merged)[-1] == (
        "第三条（2018年3月20日文本）已删去，2020年1月1日文本起无此内容。"
        "原文：“收费标准由财政部门制定。”[查看2018年3月20日文本](2018-03-20/#art_3)"
        "[对照](../../compare/fa_2018-03-20/fa_2020-01-01/#old_art_3)"
    )


_BANNERS = {
    "fa": '<aside class="tw-version" data-editorial="" data-version="2020-07-01"'
    ' data-current="2020-07-01" data-dated="../fa/2020-07-01/" aria-label="文本日期">'
    "<p>本页是本站收录的最新文本（2020年7月1日）。</p>"
    '<p>较早的文本：<a href="2015-06-01/">2015年6月1日</a>、'
    '<a href="2010-01-01/">2010年1月1日</a>；'
    f'<a href="{_TO_2020}">条文对照</a>。条文之后注明与2015年6月1日文本不同之处。</p></aside>',
    "fa/2015-06-01": '<aside class="tw-version tw-version--older" data-editorial=""'
    ' data-version="2015-06-01" data-current="2020-07-01" data-dated="../../fa/2015-06-01/"'
    ' aria-label="文本日期"><p><strong>本页是较早的文本（2015年6月1日）。</strong>'
    '本站收录的最新文本是<a href="../">2020年7月1日文本</a>；'
    f'<a href="../{_TO_2020}">条文对照</a>。</p>'
    '<p>其他文本：<a href="../2010-01-01/">2010年1月1日</a>。</p></aside>',
    "fa/2010-01-01": '<aside class="tw-version tw-version--older" data-editorial=""'
    ' data-version="2010-01-01" data-current="2020-07-01" data-dated="../../fa/2010-01-01/"'
    ' aria-label="文本日期"><p><strong>本页是较早的文本（2010年1月1日）。</strong>'
    '本站收录的最新文本是<a href="../">2020年7月1日文本</a>；'
    '<a href="../../../compare/fa_2010-01-01/fa_2015-06-01/">条文对照</a>'
    "（与2015年6月1日文本）。</p>"
    '<p>其他文本：<a href="../2015-06-01/">2015年6月1日</a>。</p></aside>',
}


@pytest.mark.parametrize("slug", _BANNERS)
def test_the_banner_stands_behind_the_title(three: View, slug: str) -> None:
    blocks = render(three.documents[slug], three).split("\n\n")
    assert blocks[1].startswith("# 某某法 ")
    assert blocks[2] == _BANNERS[slug]
    assert blocks[3].startswith('<section class="tw-meta"')
    assert "现行有效" not in page(three, slug)


def test_titles_of_older_pages_have_their_dates(three: View) -> None:
    titles = {doc.slug: render(doc, three).split("\n")[1] for doc in three.bundle.documents}
    assert titles == {
        "fa": 'title: "某某法"',
        "fa/2015-06-01": 'title: "某某法（2015年6月1日文本）"',
        "fa/2010-01-01": 'title: "某某法（2010年1月1日文本）"',
    }
    assert "<dt>版本</dt><dd>2015年6月1日</dd>" in page(three, "fa/2015-06-01")


def test_one_text_says_nothing_of_versions() -> None:
    alone = versions({"2010-01-01": _2010})
    assert "tw-version" not in page(alone) and "tw-former" not in page(alone)
    assert "<dt>版本</dt>" not in page(alone)
    assert page(alone) == rendered(render(alone.documents["fa"]))


def test_a_chapter_that_is_gone_with_all_in_it() -> None:
    older = "某某法\n第一章　总则\n第一条　为了规范工作，制定本法。\n"
    gone = (
        "第二章　收费\n第二条　收费标准由财政部门会同价格主管部门制定。\n"
        "代收费用应当单独列明。\n第三条　收费收入全额上缴国库。\n"
    )
    view = versions({"2018-03-20": older + gone, "2024-12-25": older})
    to = "[对照](../../compare/fa_2018-03-20/fa_2024-12-25/#old_"
    assert said(view) == [
        "第二章（2018年3月20日文本）已删去。原文：“收费”[查看2018年3月20日文本](2018-03-20/#chp_2)",
        "第二条（2018年3月20日文本）已删去。原文：“收费标准由财政部门会同价格主管部门制定。"
        f" 代收费用应当单独列明。”[查看2018年3月20日文本](2018-03-20/#art_2){to}art_2)",
        "第三条（2018年3月20日文本）已删去。原文：“收费收入全额上缴国库。”"
        f"[查看2018年3月20日文本](2018-03-20/#art_3){to}art_3)",
    ]
    stones = BeautifulSoup(page(view), "lxml").select(".tw-tombstone")
    assert [[str(part["id"]) for part in (s, *s.select("[id]"))] for s in stones] == [
        ["chp_2"],
        ["art_2", "art_2__para_1", "art_2__para_2"],
        ["art_3", "art_3__para_1"],
    ]


# What the ledger says


def decided(*ids: OldId, slug: str = "fa", texts: dict[str, str] | None = None) -> View:
    """Make versions, with decisions on ids of one of them."""
    texts = texts or {"2020-07-01": _2020}
    return versions(texts, decisions=Decisions({slug: ids}))


def test_an_id_that_an_editor_has_moved() -> None:
    view = decided(OldId("art_9", Place("fa", "art_3"), False, "申请人应当", "2025-01-02"))
    assert kept(view) == [("art_9", "art_3", "原地址 art_9")]


def test_an_id_that_an_editor_has_removed() -> None:
    parts = [f"art_3-1{rest}" for rest in ("", "__para_1", "__para_2")]
    view = decided(
        *(
            OldId(eid, Place("fa", "art_4"), True, "受理机关可以委托…", "2025-01-02")
            for eid in parts
        )
    )
    blocks = render(view.documents["fa"], view).split("\n\n")
    stone = next(at for at, block in enumerate(blocks) if "tw-tombstone" in block)
    assert blocks[stone] == (
        '<aside class="tw-tombstone" id="art_3-1" role="note" data-editorial=""'
        ' data-gone="2025-01-02"><a id="art_3-1__para_1"></a><a id="art_3-1__para_2"></a>'
        "<p>原载此处的内容已删去（2025年1月2日登记）。原文：“受理机关可以委托…”"
        '现见<a href="#art_4">第四条</a></p></aside>'
    )
    assert blocks[stone + 1].startswith("### [第四条](#art_4)")


def test_an_id_that_lives_on_in_another_document() -> None:
    other = versions({"2010-01-01": _2010.replace("某某法", "其他法")}, "other").bundle.documents[0]
    view = decided(OldId("art_9", Place("other", "art_4"), False, "本法所称申请…", "2025-01-02"))
    bundle = view.bundle
    both = View(
        type(bundle)(
            (*bundle.documents, other), families=bundle.families, decisions=bundle.decisions
        )
    )
    (stone,) = BeautifulSoup(page(both), "lxml").select(".tw-tombstone")
    assert stone.get_text() == (
        "原载此处的内容已移至他处（2025年1月2日登记）。原文：“本法所称申请…”现见《其他法》第四条"
    )
    assert [link["href"] for link in stone.select("a")] == ["../other/#art_4"]


def test_what_was_decided_of_an_older_version_holds_on_both_pages() -> None:
    view = decided(
        OldId("art_8", Place("fa/2015-06-01", "art_3"), False, "各级机关", "2016-01-02"),
        OldId("art_7", Place("fa/2015-06-01", "art_2"), False, "国家鼓励", "2016-01-02"),
        slug="fa/2015-06-01",
        texts={"2015-06-01": _2015, "2020-07-01": _2020},
    )
    assert kept(view, "fa/2015-06-01") == [
        ("art_7", "art_2", "原地址 art_7"),
        ("art_8", "art_3", "原地址 art_8"),
    ]
    assert ("art_8", "art_2", "2015年6月1日文本地址 art_8") in kept(view)
    (stone,) = BeautifulSoup(page(view), "lxml").select("#old_art_2_2015-06-01")
    assert [str(part["id"]) for part in stone.select("[id]")] == ["art_7"]


def test_several_clauses_that_have_become_several_others() -> None:
    view = regrouped()
    to_row = "compare/shidi_2018-03-20/shidi_2024-12-25/#art_1)"
    was = "[第一条](2018-03-20/#art_1)、[第二条](2018-03-20/#art_2)"
    assert said(view, "shidi") == [f"由原{was}调整而来[对照](../../{to_row}"] * 2
    now = "[第一条](../#art_1)、[第二条](../#art_2)"
    assert said(view, "shidi/2018-03-20") == [
        *[f"最新文本：{now}（几条调整）[对照](../../../{to_row}"] * 2,
        "与最新文本[第三条](../#art_3)相同",
    ]


# Any versions whatever

_SENTENCES = [
    "机关应当公开办事依据、程序和期限，接受社会监督。",
    "申请人可以委托代理人提出申请，并提交授权委托书。",
    "财政部门负责经费保障，审计部门依法进行审计监督。",
    "国家建立统一的信息平台，推进数据共享和业务协同。",
    "违反规定的，由主管部门责令改正，给予警告或者通报批评。",
    "学校应当将有关知识纳入教育内容，培养学生的良好习惯。",
    "企业应当建立台账，如实记录生产、销售和库存数量。",
]
_ARTICLES = st.lists(
    st.lists(st.sampled_from(_SENTENCES), min_size=1, max_size=3, unique=True),
    min_size=1,
    max_size=6,
)
_CHINESE = "一二三四五六七八九十"


def law(articles: list[list[str]], chapters: int) -> str:
    """Write a law of articles, with the heading of a chapter before every few of them."""
    lines = ["某某法"]
    for at, paragraphs in enumerate(articles):
        if chapters and at % chapters == 0:
            lines.append(f"第{_CHINESE[at // chapters]}章　{paragraphs[0][:4]}事项")
        lines.append(f"第{_CHINESE[at]}条　" + "\n".join(paragraphs))
    return "\n".join(lines) + "\n"


def borne(doc: Document) -> list[str]:
    """Return the ids of a document's clauses."""
    return [doc.ids[node.key] for node in doc.clauses()]


#: An article is split, and the larger part is deleted then: the other part bears its number.
_SPLIT = [
    ([[_SENTENCES[0], _SENTENCES[1], _SENTENCES[2]]], 0),
    ([[_SENTENCES[0], _SENTENCES[1]], [_SENTENCES[0], _SENTENCES[2]]], 0),
    ([[_SENTENCES[0]]], 0),
]


@settings(max_examples=60, deadline=None)
@example(_SPLIT)
@given(st.lists(st.tuples(_ARTICLES, st.integers(0, 3)), min_size=2, max_size=3))
def test_no_id_of_any_version_is_lost(texts: list[tuple[list[list[str]], int]]) -> None:
    view = versions({f"201{at}-01-01": law(*text) for at, text in enumerate(texts)})
    latest = view.documents["fa"]
    html = page(view)
    ids = Counter(ids_of(html))
    assert [eid for eid, count in ids.items() if count > 1] == []
    notes = re.findall(
        r'data-former="([^"]*)"(?: data-now="([^"]*)")? data-version="([^"]*)"', html
    )
    descent = Descent(view, latest)
    told = {(version, eid) for former, _, version in notes for eid in former.split()}
    for doc in view.bundle.documents:
        assert set(borne(doc)) <= set(ids), doc.slug
        assert essential(source_text_of(page(view, doc.slug))) == essential(doc.source.text)
        if doc is latest:
            continue
        for eid, node in descent.clauses(descent.family.index(doc)):
            rest = descent.rest(descent.family.index(doc), node.key)
            now = None if rest.gone else latest.ids[rest.key]
            fate = view.fates.of(doc.slug, node.key)
            parts = [latest.ids.get(key) for key in fate.now] if fate else []
            # What an address meant is told wherever it names another clause now.
            if eid in borne(latest) and now != eid and eid not in parts:
                assert (doc.version, eid) in told
    for former, now, _ in notes:
        assert not now or len(former.split()) == len(now.split())
        assert set(now.split()) <= set(borne(latest))
