"""Definitions of superseded texts, and entries that quote them: what pages say of them."""

from __future__ import annotations

from bs4 import BeautifulSoup

from converter.corpus import make_bundle
from converter.view import View
from converter.writers.markdown import render
from converter.writers.term_index import term_index
from converter.writers.terms import term_pages
from tests.io_helpers import fill, rendered, scratch
from tests.revised import FILES, view


def page_of(seen: View, slug: str) -> BeautifulSoup:
    """Render the page of a document."""
    return BeautifulSoup(rendered(render(seen.documents[slug], seen)), "lxml")


def entries(page: BeautifulSoup) -> list[dict[str, str]]:
    """Return the entries of a term's page."""
    return [
        {
            dt.get_text(): dd.get_text()
            for dt, dd in zip(block.select("dt"), block.select("dd"), strict=True)
        }
        for block in page.select("dl.tw-term")
    ]


def term_page(seen: View, wording: str) -> BeautifulSoup:
    """Render the page of a term."""
    return BeautifulSoup(rendered(dict(term_pages(seen))[seen.page_of[wording]]), "lxml")


def test_one_definition_in_two_texts_is_one_sense() -> None:
    seen = view()
    page = term_page(seen, "监察对象")
    [folded] = page.select("details.tw-earlier")
    summary = folded.select_one("summary")
    assert summary and summary.get_text() == "2018年3月20日的文本：释义与上文不同"
    assert entries(page) == [
        {
            "释义": "行使公权力的公职人员和有关人员",
            "出处": "《某市监察条例》（2024年12月25日）第三条",
            "适用": "《某市监察条例》（2024年12月25日）",
            "用例": "1 件文件，1 条",
        },
        {
            "释义": "行使公权力的公职人员",
            "出处": "《某市监察条例》（2018年3月20日）第二条",
            "版本": "该定义见于2018年3月20日的文本；最新文本（2024年12月25日）第三条的定义有修改",
            "适用": "《某市监察条例》（2018年3月20日）",
            "用例": "1 件文件，1 条",
        },
    ]
    assert folded.select_one("dl") is not None
    # Both keep their addresses, and are no two senses in the lists.
    assert page.find(id="tiaoli--art_3__para_1") and page.find(
        id="tiaoli/2018-03-20--art_2__para_1"
    )
    assert page.select("table") == []
    index = BeautifulSoup(rendered(dict(term_index(seen))[""]), "lxml")
    listed = index.find(id=seen.page_of["监察对象"])
    assert listed and listed.get_text() == "监察对象2 处 行使公权力的公职人员和有关人员"


def test_a_definition_that_the_latest_text_repeats_or_drops() -> None:
    new = FILES["tiaoli-2024.txt"]
    same = new.replace("公职人员和有关人员。\n第四", "公职人员。\n第四")
    gone = new.replace("本条例所称监察对象，是指行使公权力的公职人员和有关人员", "公职人员接受监督")
    notes = []
    for text in (same, gone):
        sources = fill(scratch() / "texts", {**FILES, "tiaoli-2024.txt": text})
        seen = View(make_bundle(sources, "texts"))
        page = term_page(seen, "监察对象")
        notes.append([entry.get("版本") for entry in entries(page)])
        notes[-1] += [part.get_text() for part in page.select("summary")]
    before = "该定义见于2018年3月20日的文本；最新文本（2024年12月25日）"
    assert notes == [
        [None, f"{before}第三条的定义相同", "2018年3月20日的文本：释义与上文相同"],
        [f"{before}未作此定义"],
    ]


def test_the_terms_of_a_page_say_from_which_text_they_are() -> None:
    page = page_of(view(), "tiaoli/2018-03-20")
    notes = [note.get_text() for note in page.select(".tw-terms .tw-ref-note")]
    assert notes[0] == (
        "出处：第三条；该释义出自2018年3月20日的文本；"
        "最新文本（2024年12月25日）中为第四条，文字有修改"
    )
    assert notes[1] == (
        "出处：第二条；该定义见于2018年3月20日的文本；最新文本（2024年12月25日）第三条的定义有修改"
    )


# The glossary


def findings(glossary: str) -> list[str]:
    """Return what is found about a glossary."""
    folder = scratch()
    fill(folder, {"glossary.yml": glossary})
    sources = fill(folder / "texts", FILES)
    made = make_bundle(sources, "texts", folder / "glossary.yml")
    return [
        str(found).replace(f"{folder.as_posix()}/", "")
        for found in made.diagnostics
        if found.path.endswith("glossary.yml")
    ]


def entry(document: str, clause: str, definition: str = "约谈应当制作笔录") -> str:
    """Write a glossary of one entry."""
    return (
        f"terms:\n  - term: 约谈\n    definition: {definition}\n"
        f"    source: {{document: {document}, clause: {clause}}}\n"
    )


def test_an_entry_that_names_a_superseded_text() -> None:
    older = "tiaoli/2018-03-20"
    start = f"glossary.yml:2:1: warning: 约谈: {older}"
    assert findings(entry(older, "art_3")) == [
        f"{start}#art_3 is tiaoli#art_4 in the latest text, reworded, 79% alike [glossary-revised]"
    ]
    assert findings(entry(older, "art_4", "十日以内答复")) == [
        f"{start}#art_4 is deleted from the latest text, tiaoli [glossary-revised]"
    ]
    assert findings(entry(older, "art_5", "会计账簿")) == [
        f"{start}#art_5 is tiaoli#art_5 and tiaoli#art_6 in the latest text, split, 90% alike"
        " [glossary-revised]"
    ]
    assert findings(entry(older, "art_6", "回避")) == [
        f"{start}#art_6 is tiaoli#art_7 in the latest text, in the same words [glossary-revised]"
    ]
    assert findings(entry(older, "art_1", "加强监察")) == []


def test_an_entry_whose_clause_bears_another_number_now() -> None:
    assert findings(entry("tiaoli", "art_3")) == [
        "glossary.yml:2:1: warning: 约谈: the definition is in the words of"
        " tiaoli/2018-03-20#art_3, which is tiaoli#art_4 in the latest text, reworded, 79% alike"
        " [glossary-revised]",
        "glossary.yml:2:1: warning: 约谈: the definition is not in the words of tiaoli#art_3"
        " [glossary-source]",
    ]
    assert findings(entry("tiaoli", "art_4")) == []


def test_the_latest_text_may_be_named_by_its_date() -> None:
    assert findings(entry("tiaoli/2024-12-25", "art_4")) == []
    assert findings(entry("tiaoli/2024-12-26", "art_4")) == [
        "glossary.yml:2:1: warning: 约谈: there is no document 'tiaoli/2024-12-26'; did you mean"
        " 'tiaoli/2018-03-20'? [glossary-source]"
    ]
