"""Citations of superseded texts: what pages and data say of them."""

from __future__ import annotations

from dataclasses import replace

from bs4 import BeautifulSoup
from bs4.element import Tag

from converter.citation import CitationBasis
from converter.view import View
from converter.writers import data
from converter.writers.fates import citation_note
from converter.writers.markdown import render
from tests.io_helpers import rendered
from tests.revised import view


def page_of(seen: View, slug: str) -> BeautifulSoup:
    """Render the page of a document."""
    return BeautifulSoup(rendered(render(seen.documents[slug], seen)), "lxml")


def note_of(page: BeautifulSoup, eid: str) -> tuple[str, list[str]]:
    """Return what a page says at an id, and where the links in it lead."""
    note = page.find(id=eid)
    assert isinstance(note, Tag)
    assert note.find_parent(attrs={"data-ref": True}) and note["class"] == ["tw-ref-note"]
    return note.get_text(), [str(link["href"]) for link in note.select("a")]


OLD = "old--tiaoli--2018-03-20"


def test_what_is_said_of_clauses_of_a_superseded_text() -> None:
    page = page_of(view(), "banfa")
    said = "所引为2018年3月20日的文本；最新文本（2024年12月25日）中"
    up = "../../documents/tiaoli/"
    assert {
        str(note["id"]): note_of(page, str(note["id"])) for note in page.select("[id^=old--]")
    } == {
        OLD: ("所引为2018年3月20日的文本；最新文本为2024年12月25日的文本", [up]),
        f"{OLD}--art_1": (f"{said}第一条相同", [f"{up}#art_1"]),
        f"{OLD}--art_2--art_4": (
            f"{said}第二条为第三条，文字有修改；第三条为第四条，文字有修改；第四条已删去",
            [f"{up}#art_3", f"{up}#art_4"],
        ),
        f"{OLD}--art_3": (f"{said}为第四条，文字有修改", [f"{up}#art_4"]),
        f"{OLD}--art_3__para_2": (f"{said}已删去，所在条款现为第四条", [f"{up}#art_4"]),
        f"{OLD}--art_4": (f"{said}已删去", []),
        f"{OLD}--art_5": (f"{said}拆分为第五条、第六条", [f"{up}#art_5", f"{up}#art_6"]),
        f"{OLD}--art_6": (f"{said}为第七条，文字相同", [f"{up}#art_7"]),
    }


def test_the_links_in_the_text_are_marked_and_described() -> None:
    page = page_of(view(), "banfa")
    links = [
        (link.get_text(), link["class"], link.get("data-last"), link.get("aria-describedby"))
        for link in page.select("a.tw-cite")
    ]
    both = ["tw-cite", "tw-old"]
    assert links[0] == ("《某市监察条例》", both, None, OLD)
    assert links[5] == ("《某市监察条例》第五条", both, None, f"{OLD}--art_5")
    last = ("《某市监察条例》第二条至第四条", both, "art_4", f"{OLD}--art_2--art_4")
    assert links[7] == last
    for _, _, _, eid in links:
        assert page.find(id=str(eid)) is not None
    # What cites the latest text, or its own, says nothing of the kind.
    assert page_of(view(), "xinfang").select(".tw-old, [aria-describedby]") == []
    assert page_of(view(), "tiaoli").select(".tw-old, [aria-describedby]") == []


def test_a_clause_of_the_same_number_with_other_words_and_a_range_as_it_was() -> None:
    seen = view()
    cites = [c for c in seen.citations_in["banfa"] if c.target_eid == "art_1"]
    [one] = [replace(c, last_eid="art_1") for c in cites]
    said = "所引为2018年3月20日的文本；最新文本（2024年12月25日）中"
    assert citation_note(seen, "", one).startswith(f"{said}<a")
    chapter = replace(one, target_eid="chp_1", last_eid=None)
    link = '<a href="documents/tiaoli/#chp_1">第一章</a>'
    assert citation_note(seen, "", chapter) == f"{said}仍为{link}，文字有修改"
    later = replace(chapter, target_eid="art_6", basis=CitationBasis.LATER)
    assert citation_note(seen, "", later) == (
        "引用时的文本未收入，所列为2018年3月20日的文本，条文序号可能有变动；"
        '最新文本（2024年12月25日）中为<a href="documents/tiaoli/#art_7">第七条</a>，文字相同'
    )


def folds(page: BeautifulSoup) -> dict[str, list[str]]:
    """Return the lines of who cites each article, by its id."""
    found = {}
    for block in page.select("details.tw-cited"):
        heading = block.find_previous("h3")
        summary = block.select_one("summary")
        assert heading and summary
        lines = [summary.get_text()]
        for item in block.select("li"):
            copy = BeautifulSoup(str(item), "lxml")
            for inner in copy.select("li ul"):
                inner.decompose()
            depth = len(item.find_parents("ul")) - 1
            lines.append("  " * depth + copy.get_text())
        found[str(heading["id"])] = lines
    return found


def test_behind_a_clause_stands_what_cites_it_as_it_was() -> None:
    found = folds(page_of(view(), "tiaoli"))
    rules, range_ = "《某市监察条例实施办法》", "《某市监察条例》第二条至第四条另有规定的除外。"
    assert found == {
        "art_1": [
            "引用原条文 1",
            "引用原第一条（2018年3月20日文本）",
            f"  {rules}",
            "    第二条：依照《某市监察条例》第一条的规定，加强监察。",
        ],
        "art_3": [
            "引用原条文 1",
            "引用原第二条（2018年3月20日文本）",
            f"  {rules}",
            f"    第六条：{range_}",
        ],
        # 第四条 is cited as such by what was written later, and as 第三条 before.
        "art_4": [
            "引用本条 1，引用原条文 3",
            "《某市信访办法》",
            "  第一条：依照《某市监察条例》第四条办理。",
            "引用原第三条（2018年3月20日文本）",
            f"  {rules}",
            "    第三条：依照《某市监察条例》第三条的规定约谈；",
            f"    第六条：{range_}",
        ],
        "art_5": [
            "引用原条文 1",
            "引用原第五条（2018年3月20日文本）",
            f"  {rules}",
            "    第五条：依照《某市监察条例》第五条、第六条查阅、询问、回避。",
        ],
        "art_6": [
            "引用原条文 1",
            "引用原第五条（2018年3月20日文本）",
            f"  {rules}",
            "    第五条：依照《某市监察条例》第五条、第六条查阅、询问、回避。",
        ],
        "art_7": [
            "引用本条 1，引用原条文 1",
            "《某市公职人员守则》",
            "  第一条：遵守《某市监察条例》第七条。",
            "引用原第六条（2018年3月20日文本）",
            f"  {rules}",
            "    第五条：依照《某市监察条例》第五条、第六条查阅、询问、回避。",
        ],
    }
    # The page of the older text has who cites it, and nothing of the later one.
    older = folds(page_of(view(), "tiaoli/2018-03-20"))
    assert older["art_6"][0] == "引用本条 1"
    assert not any("原" in line for lines in older.values() for line in lines)


def test_the_data_say_where_a_target_lives_on() -> None:
    lines = [line for doc in view().bundle.documents for line in data.citations(view(), doc)]
    now = {str(line["text"]): line["now"] for line in lines}
    latest = {"doc": "tiaoli", "version": "2024-12-25"}
    nothing = {"change": None, "renumbered": None, "likeness": None}
    assert now == {
        "《某市监察条例》": {**latest, "eids": [], **nothing},
        "《某市监察条例》第一条": {
            **latest,
            "eids": ["art_1"],
            "change": "unchanged",
            "renumbered": False,
            "likeness": 1.0,
        },
        "《某市监察条例》第三条": {
            **latest,
            "eids": ["art_4"],
            "change": "reworded",
            "renumbered": True,
            "likeness": 0.788,
        },
        "《某市监察条例》第三条第二款": {
            **latest,
            "eids": [],
            "change": "deleted",
            "renumbered": False,
            "likeness": 0.0,
        },
        # Of two citations in these words the last is listed, which leads to the latest text.
        "《某市监察条例》第四条": None,
        "《某市监察条例》第五条": {
            **latest,
            "eids": ["art_5", "art_6"],
            "change": "split",
            "renumbered": False,
            "likeness": 0.901,
        },
        "第六条": {
            **latest,
            "eids": ["art_7"],
            "change": "unchanged",
            "renumbered": True,
            "likeness": 1.0,
        },
        "《某市监察条例》第二条至第四条": {
            **latest,
            "eids": ["art_3", "art_4"],
            "change": "deleted",
            "renumbered": True,
            "likeness": 0.788,
        },
        "《某市监察条例》第七条": None,
    }
