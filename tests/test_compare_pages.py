"""The pages that show two versions of a document side by side, and the list of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from converter.bundle import Bundle
from converter.related.comparison import compare
from converter.view import View
from converter.writers.compare import compared
from tests.citing import documents
from tests.helpers import comparison_pages
from tests.io_helpers import fill, run, scratch
from tests.versions import NEWER, OLDER, regrouped, versions


def law(texts: Mapping[str, str] | None = None) -> Bundle:
    """Return a law in versions, by date; without any the two that others are held against."""
    return versions(texts or {"2018-03-20": OLDER, "2024-12-25": NEWER}, "shidi").bundle


def pages(bundle: Bundle) -> dict[str, str]:
    """Write all comparisons: folder to page."""
    return dict(comparison_pages(View(bundle)))


def page(bundle: Bundle) -> str:
    """Write the page of the last comparison."""
    return list(pages(bundle).values())[-1]


_ROW = re.compile(r'<tr(?: class="[^"]*")? id="([^"]+)">.*?</tr>')


def rows(text: str) -> dict[str, str]:
    """Return the rows of a page by their ids, in order."""
    return {found[1]: found[0] for found in _ROW.finditer(text)}


def test_a_page_says_what_is_compared_and_counts() -> None:
    written = pages(law())
    assert list(written) == ["compare/", "compare/shidi_2018-03-20/shidi_2024-12-25/"]
    blocks = page(law()).split("\n\n")
    assert blocks[:-1] == [
        '---\ntitle: "《湿地保护办法》条文对照表（2018年3月20日、2024年12月25日）"\n'
        "hide:\n  - navigation\n  - toc\n---",
        "# 《湿地保护办法》条文对照表 { #compare }",
        '<p class="tw-compare-lead">修改前为2018年3月20日文本，修改后为2024年12月25日文本，'
        "均为本站收录的文本。<del>删去的文字</del>加删除线，<ins>增加的文字</ins>加下划线；"
        "格式、全角半角和空白的差别不算修改。"
        "一条拆分为几条、几条合并为一条、几条调整为几条的，各为一项。"
        "对照由程序按文字比对生成，以文件原文为准。</p>",
        '<table class="tw-counts">'
        "<caption>按变化计数（单位：项，修改前 7 条，修改后 6 条）</caption><thead><tr>"
        '<th scope="col">未修改</th><th scope="col">文字修改</th><th scope="col">新增</th>'
        '<th scope="col">删去</th><th scope="col">合计</th></tr></thead><tbody><tr>'
        "<td>2</td><td>3</td><td>1</td><td>2</td><td>8</td></tr></tbody></table>",
        '<p class="tw-only-changes" hidden><label><input type="checkbox" id="only_changes">'
        '只看有变化的条文</label><output for="only_changes" aria-live="polite"></output></p>',
    ]
    assert blocks[-1].startswith(
        '<table class="tw-comparison"><thead><tr><th scope="col">条文</th>'
        '<th scope="col">修改前<span class="tw-dated">'
        '（<a href="../../../documents/shidi/2018-03-20/">2018年3月20日文本</a>）</span></th>'
        '<th scope="col">修改后<span class="tw-dated">'
        '（<a href="../../../documents/shidi/">2024年12月25日文本</a>）</span></th></tr></thead>'
    )


def test_rows_stand_in_the_order_of_the_text_below_their_headings() -> None:
    assert list(rows(page(law()))) == [
        "chp_1",
        "art_1",
        "art_2",
        "art_3",
        "old_art_3",
        "chp_2",
        "art_4",
        "art_5",
        "old_chp_3",
        "old_art_6",
        "chp_3",
        "art_6",
    ]


def test_headings_say_what_they_were() -> None:
    found = rows(page(law()))
    assert [found[eid] for eid in ("chp_1", "chp_2", "old_chp_3", "chp_3")] == [
        '<tr class="tw-part" id="chp_1"><th colspan="3" scope="rowgroup">'
        '<a href="../../../documents/shidi/#chp_1">第一章 总则</a></th></tr>',
        '<tr class="tw-part" id="chp_2"><th colspan="3" scope="rowgroup">'
        '<a href="../../../documents/shidi/#chp_2">第二章 保护与管理</a>'
        '<span class="tw-was">（原第二章 管理）</span></th></tr>',
        '<tr class="tw-part" id="old_chp_3"><th colspan="3" scope="rowgroup">'
        '<a href="../../../documents/shidi/2018-03-20/#chp_3">第三章 奖励</a>'
        '<span class="tw-change tw-change--deleted">不再设立</span></th></tr>',
        '<tr class="tw-part" id="chp_3"><th colspan="3" scope="rowgroup">'
        '<a href="../../../documents/shidi/#chp_3">第三章 附则</a>'
        '<span class="tw-was">（原第四章 附则）</span></th></tr>',
    ]


def test_what_has_not_changed_is_folded_to_a_line() -> None:
    assert rows(page(law()))["art_1"] == (
        '<tr class="tw-quiet" id="art_1"><th scope="row"><span class="tw-numbers">'
        '<span id="old_art_1">第一条</span></span>'
        '<a class="tw-row-link" href="#art_1" aria-label="复制本行的链接：第一条"></a></th>'
        '<td class="tw-same" colspan="2"><details class="tw-fold"><summary>'
        '<span class="tw-change tw-change--unchanged">未修改</span>'
        '<span class="tw-start">为了保护湿地,制定本办法。</span>'
        '<span class="tw-less">收起</span></summary>'
        '<p><span class="tw-no"><a href="../../../documents/shidi/#art_1">第一条</a></span>'
        "为了保护湿地,制定本办法。</p>"
        '<p class="tw-both"><a href="../../../documents/shidi/2018-03-20/#art_1">修改前文本</a>'
        '<a href="../../../documents/shidi/#art_1">修改后文本</a></p></details></td></tr>'
    )


def test_what_has_changed_is_marked_on_both_sides() -> None:
    found = rows(page(law()))
    assert found["art_3"] == (
        '<tr id="art_3"><th scope="row"><span class="tw-numbers">原'
        '<span id="old_art_2">第二条</span><span class="tw-to"> → </span>第三条</span>'
        '<a class="tw-row-link" href="#art_3" aria-label="复制本行的链接：第三条"></a>'
        '<span class="tw-change tw-change--reworded">文字修改</span></th>'
        '<td data-label="修改前"><p><span class="tw-no">'
        '<a href="../../../documents/shidi/2018-03-20/#art_2">第二条</a></span>'
        "占用湿地的，应当报<del>县级</del>人民政府批准。</p></td>"
        '<td data-label="修改后"><p><span class="tw-no">'
        '<a href="../../../documents/shidi/#art_3">第三条</a></span>'
        "占用湿地的，应当报<ins>设区的市</ins>人民政府批准。</p></td></tr>"
    )
    # Items are lines of their own; the number of an item goes with its words.
    assert found["art_5"].partition('data-label="修改后">')[2] == (
        '<p><span class="tw-no"><a href="../../../documents/shidi/#art_5">第五条</a></span>'
        "湿地名录应当载明下列事项：</p>"
        '<p><span class="tw-num">（一）</span>名称；</p>'
        '<p><span class="tw-num">（二）</span>面积；</p>'
        '<p><ins><span class="tw-num">（三）</span>四至范围；</ins></p>'
        '<p><ins><span class="tw-num">（四）</span></ins>保护级别。</p></td></tr>'
    )


def test_what_is_new_or_gone_stands_alone() -> None:
    found = rows(page(law()))
    assert found["art_2"] == (
        '<tr id="art_2"><th scope="row"><span class="tw-numbers">第二条</span>'
        '<a class="tw-row-link" href="#art_2" aria-label="复制本行的链接：第二条"></a>'
        '<span class="tw-change tw-change--new">新增</span></th>'
        '<td class="tw-none" data-label="修改前">（无）</td>'
        '<td data-label="修改后"><p><span class="tw-no">'
        '<a href="../../../documents/shidi/#art_2">第二条</a></span>'
        "湿地保护坚持生态优先的原则，任何单位和个人都有保护湿地的义务。</p></td></tr>"
    )
    assert found["old_art_3"] == (
        '<tr id="old_art_3"><th scope="row"><span class="tw-numbers">原第三条</span>'
        '<a class="tw-row-link" href="#old_art_3" aria-label="复制本行的链接：第三条"></a>'
        '<span class="tw-change tw-change--deleted">删去</span></th>'
        '<td data-label="修改前"><p><span class="tw-no">'
        '<a href="../../../documents/shidi/2018-03-20/#art_3">第三条</a></span>'
        "湿地名录由省人民政府公布，每五年调整一次。</p></td>"
        '<td class="tw-none" data-label="修改后">（删去）</td></tr>'
    )


_WHOLE = """\
某某办法
第一条 甲方应当向公安机关申报居住登记，并提交身份证件。乙方应当向民政部门登记婚姻，并提交户口簿。
第二条 县级人民政府应当建立档案馆，配备专职人员。
"""
_PARTS = """\
某某办法
第一条 甲方应当向公安机关申报居住登记，并提交身份证件。
第二条 乙方应当向民政部门登记婚姻，并提交户口簿。
第三条 县级人民政府应当建立档案馆，配备专职人员。
"""


def test_the_parts_of_a_clause_stand_in_one_cell_and_each_has_its_address() -> None:
    found = rows(page(law({"2018-03-20": _WHOLE, "2024-12-25": _PARTS})))
    assert list(found) == ["art_1", "art_3"]
    assert found["art_1"].startswith(
        '<tr id="art_1"><th scope="row"><span class="tw-numbers">原'
        '<span id="old_art_1">第一条</span><span class="tw-to"> → </span>'
        '第一条、<span id="art_2">第二条</span></span>'
        '<a class="tw-row-link" href="#art_1" aria-label="复制本行的链接：第一条、第二条"></a>'
        '<span class="tw-change tw-change--split">拆分</span></th>'
    )
    assert found["art_1"].endswith(
        '<td data-label="修改后"><p><span class="tw-no">'
        '<a href="../../../documents/shidi/#art_1">第一条</a></span>'
        '甲方应当向公安机关申报居住登记，并提交身份证件。</p><p><span class="tw-no">'
        '<a href="../../../documents/shidi/#art_2">第二条</a></span>'
        "乙方应当向民政部门登记婚姻，并提交户口簿。</p></td></tr>"
    )
    merged = rows(page(law({"2018-03-20": _PARTS, "2024-12-25": _WHOLE})))
    assert "原第一条" not in merged["art_1"]
    assert (
        '原<span id="old_art_1">第一条</span>、<span id="old_art_2">第二条</span>'
        '<span class="tw-to"> → </span>第一条</span>' in merged["art_1"]
    )
    assert '<span class="tw-change tw-change--merged">合并</span>' in merged["art_1"]
    assert '<span class="tw-change tw-change--renumbered">仅改序号</span>' in found["art_3"]


def test_clauses_that_have_become_several_others_are_one_row_and_say_so() -> None:
    text = page(regrouped().bundle)
    found = rows(text)
    assert list(found) == ["art_1", "art_3"]
    assert '<span class="tw-change tw-change--regrouped">几条调整</span></th>' in found["art_1"]
    assert (
        "<caption>按变化计数（单位：项，修改前 3 条，修改后 3 条）</caption><thead><tr>"
        '<th scope="col">未修改</th><th scope="col">几条调整</th><th scope="col">合计</th></tr>'
        "</thead><tbody><tr><td>1</td><td>1</td><td>2</td></tr></tbody></table>" in text
    )


def test_a_clause_that_stands_elsewhere_is_said_to_have_moved() -> None:
    lines = _PARTS.splitlines()
    swapped = [
        lines[0],
        *(f"第{n}条 {lines[at][4:]}" for n, at in zip("一二三", (3, 1, 2), strict=True)),
    ]
    found = rows(page(law({"2018-03-20": _PARTS, "2024-12-25": "\n".join(swapped)})))
    moved = [eid for eid, row in found.items() if "移动" in row]
    assert moved == ["art_1"] and "tw-quiet" not in found["art_1"]
    assert '<span class="tw-change tw-change--moved">移动</span>' in found["art_1"]


def test_a_chapter_in_which_nothing_has_changed_is_quiet() -> None:
    text = (
        "某某办法\n第一章 总则\n第一条 甲方应当报告。\n第二章 附则\n第二条 本办法自2018年起施行。\n"
    )
    found = rows(
        page(
            versions(
                {"2018-03-20": text, "2024-12-25": text.replace("2018", "2024")}, "shidi"
            ).bundle
        )
    )
    assert found["chp_1"].startswith('<tr class="tw-part tw-quiet" id="chp_1">')
    assert found["chp_2"].startswith('<tr class="tw-part" id="chp_2">')


def test_every_clause_of_either_version_has_one_address_on_the_page() -> None:
    bundle = law()
    text = page(bundle)
    (comparison,) = bundle.comparisons
    older, newer = bundle.documents
    ids = re.findall(r' id="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    for row in comparison.rows:
        assert {newer.ids[key] for key in row.newer} <= set(ids)
        assert {f"old_{older.ids[key]}" for key in row.older} <= set(ids)


def test_the_list_counts_all_comparisons() -> None:
    blocks = pages(law())["compare/"].split("\n\n")
    names = ("未修改", "文字修改", "新增", "删去", "合计")
    numbers = "".join(
        f'<td data-label="{name}">{number}</td>'
        for name, number in zip(names, (2, 3, 1, 2, 8), strict=True)
    )
    assert blocks == [
        '---\ntitle: "条文对照"\nhide:\n  - toc\n---',
        "# 条文对照 { #compare }",
        "逐条对照同一文件的不同文本 1 组。各组按条文的变化计数；"
        "一条拆分为几条、几条合并为一条、几条调整为几条的，各计一项。",
        "## 同一文件的不同文本 { #versions }",
        '<table class="tw-comparisons"><thead><tr><th scope="col">文件</th>'
        + "".join(f'<th scope="col">{name}</th>' for name in names)
        + '</tr></thead><tbody><tr><th scope="row">'
        '<a href="shidi_2018-03-20/shidi_2024-12-25/">《湿地保护办法》</a>'
        f"<small>2018年3月20日—2024年12月25日</small></th>{numbers}</tr></tbody>"
        f'<tfoot><tr><th scope="row">合计</th>{numbers}</tr></tfoot></table>\n',
    ]
    assert pages(Bundle(law().documents)) == {}


def test_all_versions_lead_to_what_they_are_compared_with() -> None:
    bundle = versions(
        {"2015-01-01": OLDER, "2018-03-20": OLDER, "2024-12-25": NEWER}, "shidi"
    ).bundle
    view = View(bundle)
    links = {doc.slug: "".join(compared(view, doc)) for doc in bundle.documents}
    assert links["shidi/2018-03-20"] == (
        '<p class="tw-compared">逐条对照：'
        '<a href="../../../compare/shidi_2015-01-01/shidi_2018-03-20/">'
        "《湿地保护办法》（2015年1月1日）</a>、"
        '<a href="../../../compare/shidi_2018-03-20/shidi_2024-12-25/">'
        "《湿地保护办法》（2024年12月25日）</a></p>"
    )


# Other documents


_PLAN = """\
某局2022年工作要点
一、推进数据平台建设，归集共享政务数据资源。
二、加强节水宣传，普及用水知识。
三、加强日常监督，综合运用列席会议、谈心谈话、提醒告诫等方式。
"""
_NEXT = """\
某局2023年工作要点
一、推进数据平台建设，归集、共享各类政务数据资源。
二、做实监督，推进平台治理。
三、做实日常监督，用好提醒告诫、谈心谈话等方式，及时发现苗头性问题。
"""


def test_other_documents_have_marks_only_where_they_are_much_alike() -> None:
    docs = tuple(documents({"y2022": _PLAN, "y2023": _NEXT}).values())
    found = rows(page(Bundle(docs, comparisons=compare(docs))))
    assert found["sec_1"] == (
        '<tr id="sec_1"><th scope="row"><span class="tw-numbers">'
        '<span id="old_sec_1">第一部分</span></span>'
        '<a class="tw-row-link" href="#sec_1" aria-label="复制本行的链接：第一部分"></a>'
        '<span class="tw-change tw-change--reworded">文字相近</span></th>'
        '<td data-label="《某局2022年工作要点》"><p><span class="tw-no">'
        '<a href="../../../documents/y2022/#sec_1">一、</a></span>'
        "推进数据平台建设，归集共享政务数据资源。</p></td>"
        '<td data-label="《某局2023年工作要点》"><p><span class="tw-no">'
        '<a href="../../../documents/y2023/#sec_1">一、</a></span>'
        "推进数据平台建设，归集<ins>、</ins>共享<ins>各类</ins>政务数据资源。</p></td></tr>"
    )
    assert found["sec_3"].endswith(
        "做实<mark>日常监督</mark>，用好<mark>提醒告诫</mark>、<mark>谈心谈话</mark><mark>等方式</mark>，"
        "及时发现苗头性问题。</p></td></tr>"
    )
    assert "<del>" not in found["sec_3"] and "<ins>" not in found["sec_3"]
    assert '<span class="tw-change tw-change--new">仅后者有</span>' in found["sec_2"]
    assert '<span class="tw-change tw-change--deleted">仅前者有</span>' in found["old_sec_2"]


def test_an_editor_may_ask_for_versions_that_do_not_follow_on_each_other() -> None:
    folder = fill(
        scratch() / "texts",
        {
            "1.txt": OLDER,
            "2.txt": OLDER.replace("县级", "市级"),
            "3.txt": NEWER,
            "catalog.yml": "documents:\n"
            "  - {file: 1.txt, slug: shidi, version: 2015-01-01}\n"
            "  - {file: 2.txt, slug: shidi, version: 2018-03-20}\n"
            "  - {file: 3.txt, slug: shidi, version: 2024-12-25,"
            " compare: [shidi/2015-01-01, shidi/2018-03-20]}\n",
        },
    )
    done = run("convert", "--sources", str(folder), "--out", str(folder.parent / "out"))
    assert done.exit_code == 0, done.output
    written = folder.parent / "out" / "docs" / "compare"
    assert sorted(
        path.parent.relative_to(written).as_posix() for path in written.rglob("*.md")
    ) == [
        ".",
        "shidi_2015-01-01/shidi_2018-03-20",
        "shidi_2015-01-01/shidi_2024-12-25",
        "shidi_2018-03-20/shidi_2024-12-25",
    ]
    text = (written / "shidi_2015-01-01/shidi_2024-12-25/index.md").read_text(encoding="utf-8")
    assert "<del>县级</del>" in text


def test_a_version_to_compare_with_that_is_not_there_is_reported() -> None:
    entry = "documents:\n  - {file: 1.txt, slug: shidi, version: 2015-01-01}\n"
    entry += "  - {file: 3.txt, slug: shidi, version: 2024-12-25, compare: [shidi/2018-03-20]}\n"
    folder = fill(scratch() / "texts", {"1.txt": OLDER, "3.txt": NEWER, "catalog.yml": entry})
    done = run("check", "--sources", str(folder))
    assert (
        f"{folder}/catalog.yml:3:1: error: compare: there is no version 'shidi/2018-03-20'"
        " (there are: shidi/2015-01-01, shidi/2024-12-25) [catalog]"
    ) in done.output


def test_a_version_may_ask_for_a_later_one() -> None:
    bundle = versions(
        {"2015-01-01": OLDER, "2018-03-20": OLDER, "2024-12-25": NEWER}, "shidi"
    ).bundle
    first, *others = bundle.documents
    first = replace(first, entry=replace(first.entry, compare=("shidi/2024-12-25",)))
    found = compare([first, *others], bundle.families)
    assert [(one.older, one.newer, one.versions) for one in found] == [
        ("shidi/2015-01-01", "shidi", True)
    ]


# Rules


_LINE = st.text(alphabet='甲乙丙<&>"丁戊，己', min_size=4, max_size=20)


@given(st.lists(_LINE, min_size=1, max_size=4), st.lists(_LINE, min_size=1, max_size=4))
def test_markup_in_a_text_stays_text(before: list[str], after: list[str]) -> None:
    one, other = (
        "某某办法\n" + "".join(f"第{n}条 {x}。\n" for n, x in zip("一二三四", lines, strict=False))
        for lines in (before, after)
    )
    text = page(law({"2018-03-20": one, "2024-12-25": other}))
    tags = set(re.findall(r"<(?!/)([^\s>]+)", text))
    known = "a caption del details input ins label output p span summary table tbody td th thead tr"
    assert tags <= set(known.split())
