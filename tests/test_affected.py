"""What has to be looked at after a law is revised: the list, its forms, the page."""

from __future__ import annotations

import json

import pytest
from bs4 import BeautifulSoup

from converter.history.affected import Revision, revision, revisions, undated
from converter.lookup.todo import parts, to_items, to_lines, to_markdown
from converter.writers.markdown import render
from converter.writers.revisions import affected_link, revision_pages
from tests.io_helpers import fill, rendered, run, scratch, usage
from tests.revised import FILES, folder, view

LINES = """\
《某市监察条例》 2018-03-20 → 2024-12-25
  deleted: 3
    texts/banfa.txt:5:28: 《某市监察条例实施办法》第三条 〔《某市监察条例》第三条第二款〕: \
第三条第二款 → deleted
    texts/banfa.txt:6:5: 《某市监察条例实施办法》第四条 〔《某市监察条例》第四条〕: 第四条 → deleted
    texts/banfa.txt:8:5: 《某市监察条例实施办法》第六条 〔《某市监察条例》第二条至第四条〕: \
第二条 → 第三条 (90% alike); 第三条 → 第四条 (79% alike); 第四条 → deleted
  split: 1
    texts/banfa.txt:7:7: 《某市监察条例实施办法》第五条 〔《某市监察条例》第五条〕: \
第五条 → 第五条、第六条 (90% alike)
  reworded and renumbered: 2
    texts/banfa.txt:5:7: 《某市监察条例实施办法》第三条 〔《某市监察条例》第三条〕: \
第三条 → 第四条 (79% alike)
    glossary.yml:2: glossary 〔约谈〕, used 6 times: 第三条 → 第四条 (79% alike)
  renumbered: 1
    texts/banfa.txt:7:19: 《某市监察条例实施办法》第五条 〔第六条〕: 第六条 → 第七条

4 citing clauses of 1 revised text to look at, 1 entry of the glossary; 1 further citation as before
1 clause of documents without a date cites revised texts, which text cannot be told
"""


def test_the_list() -> None:
    seen = view()
    made = parts(seen, revisions(seen))
    assert "\n".join(to_lines(made, sum(undated(seen).values()))) + "\n" == LINES


def test_the_list_with_boxes_to_tick() -> None:
    seen = view()
    lines = to_markdown(parts(seen, revisions(seen)))
    assert lines[:6] == [
        "## 《某市监察条例》 2018-03-20 → 2024-12-25",
        "",
        "### deleted (3)",
        "",
        "- [ ] `texts/banfa.txt:5:28` 《某市监察条例实施办法》第三条"
        " 〔《某市监察条例》第三条第二款〕: 第三条第二款 → deleted",
        "- [ ] `texts/banfa.txt:6:5` 《某市监察条例实施办法》第四条"
        " 〔《某市监察条例》第四条〕: 第四条 → deleted",
    ]
    assert sum(line.startswith("- [ ] ") for line in lines) == 7


def test_the_list_for_programs() -> None:
    seen = view()
    items = to_items(seen, parts(seen, revisions(seen)), 1)
    [only] = items.pop("revisions")
    assert items == {"clauses": 4, "untouched": 1, "undated": 1}
    affected = only.pop("affected")
    assert only == {
        "doc": "tiaoli/2018-03-20",
        "version": "2018-03-20",
        "latest": {"doc": "tiaoli", "version": "2024-12-25"},
        "clauses": 4,
    }
    assert affected[3] == {
        "doc": "banfa",
        "eid": "art_5__para_1",
        "term": None,
        "text": "《某市监察条例》第五条",
        "place": "texts/banfa.txt:7:7",
        "target": ["art_5"],
        "now": ["art_5", "art_6"],
        "change": "split",
        "renumbered": False,
        "likeness": 0.901,
    }
    assert affected[5] == {
        "doc": None,
        "eid": None,
        "term": "约谈",
        "text": "约谈",
        "place": "glossary.yml:2",
        "target": ["art_3"],
        "now": ["art_4"],
        "change": "reworded",
        "renumbered": True,
        "likeness": 0.788,
    }


def test_what_a_superseded_text_cites_is_nobodys_task() -> None:
    seen = view()
    older = "tiaoli/2018-03-20"
    citing = {item.citation.slug for item in revision(seen, older).affected if item.citation}
    assert citing == {"banfa"}
    with pytest.raises(KeyError):
        revision(seen, "tiaoli")
    assert undated(seen) == {"tiaoli": 1}


def test_what_was_not_revised_makes_no_list() -> None:
    files = {name: text for name, text in FILES.items() if name != "tiaoli-2018.txt"}
    lines = [line for line in FILES["catalog.yml"].splitlines(True) if "-2018" not in line]
    sources = fill(scratch() / "texts", {**files, "catalog.yml": "".join(lines)})
    done = run("links", "affected", "--sources", str(sources))
    assert done.exit_code == 0
    assert done.stdout == (
        "0 citing clauses of 0 revised texts to look at, 0 entries of the glossary;"
        " 0 further citations as before\n"
    )


# The command


def asked(*args: str) -> str:
    """Run the command on the texts; the name of their folder is `texts`."""
    glossary = folder().parent / "glossary.yml"
    named = ("--sources", str(folder()), "--glossary", str(glossary))
    done = run("links", "affected", *named, *args)
    assert done.exit_code == 0, done.output
    return done.stdout.replace(f"{folder().parent.as_posix()}/", "")


def test_the_command() -> None:
    assert asked() == LINES
    assert asked("--work", "tiaoli") == asked("--work", "tiaoli/2018-03-20") == LINES
    assert asked("--work", "banfa") == (
        "0 citing clauses of 0 revised texts to look at, 0 entries of the glossary;"
        " 0 further citations as before\n"
    )
    assert asked("--format", "markdown").count("- [ ] ") == 7
    assert json.loads(asked("--format", "json"))["clauses"] == 4


def test_a_work_that_is_not_there() -> None:
    done = run("links", "affected", "--sources", str(folder()), "--work", "fa")
    assert (done.exit_code, done.stderr) == (
        2,
        usage("links affected", "there is no document 'fa'; name it as its address does"),
    )


# The page


def test_the_page() -> None:
    page = BeautifulSoup(rendered(dict(revision_pages(view()))["revisions/"]), "lxml")
    assert [block.get_text() for block in page.select("h1, h2, p")] == [
        "受修订影响的引用",
        "法规修订以后，依原条文写成的引用和释义可能需要核对。下列各处所依据的条文，在本站收录的最新文本中"
        "已经删去、拆分、合并、修改，或者改了序号，按轻重缓急排列；条文没有变动的不列。",
        "共涉及 1 个文本，作出引用的条文 4 条，术语释义 1 项。"
        "另有日期不明的文件 1 条引用了修订过的文件，不能确定所引文本，未列入。",
        "《某市监察条例》（2018年3月20日→2024年12月25日）",
        "原文本：2018年3月20日，最新文本：2024年12月25日。已删去 3 处，拆分 1 处，"
        "序号和文字变动 2 处，仅序号变动 1 处；另有 1 处所引条文没有变动。",
    ]
    rows = [[cell.get_text() for cell in row.select("td")] for row in page.select("tbody tr")]
    by_rules = "《某市监察条例实施办法》"
    assert rows == [
        ["已删去", f"{by_rules}第三条", "《某市监察条例》第三条第二款", "第三条第二款", "—"],
        ["已删去", f"{by_rules}第四条", "《某市监察条例》第四条", "第四条", "—"],
        [
            "已删去",
            f"{by_rules}第六条",
            "《某市监察条例》第二条至第四条",
            "第二条至第四条",
            "第二条为第三条，文字有修改；第三条为第四条，文字有修改；第四条已删去",
        ],
        [
            "拆分（相近 90%）",
            f"{by_rules}第五条",
            "《某市监察条例》第五条",
            "第五条",
            "第五条、第六条",
        ],
        [
            "序号和文字变动（相近 79%）",
            f"{by_rules}第三条",
            "《某市监察条例》第三条",
            "第三条",
            "第四条",
        ],
        ["序号和文字变动（相近 79%）", "术语表（用例 6 处）", "约谈", "第三条", "第四条"],
        ["仅序号变动", f"{by_rules}第五条", "第六条", "第六条", "第七条"],
    ]
    first = page.select_one("tbody tr")
    assert first is not None
    assert [str(link["href"]) for link in first.select("a")] == [
        "../documents/banfa/#art_3__para_1",
        "../documents/tiaoli/2018-03-20/#art_3__para_2",
    ]


def test_a_site_without_anything_to_look_at(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = view()
    none = Revision("tiaoli/2018-03-20", "tiaoli", (), 0)
    monkeypatch.setattr("converter.writers.revisions.revisions", lambda _: (none,))
    monkeypatch.setattr("converter.writers.revisions.undated", lambda _: {})
    page = BeautifulSoup(rendered(dict(revision_pages(seen))["revisions/"]), "lxml")
    assert [p.get_text() for p in page.select("p")][1:] == ["没有需要核对的引用和释义。"]


def test_what_leads_to_the_page() -> None:
    seen = view()
    assert affected_link(seen, "../../../", "tiaoli/2018-03-20") == (
        '<a href="../../../revisions/#tiaoli--2018-03-20">受修订影响的引用 7 处</a>'
    )
    assert affected_link(seen, "../../", "tiaoli") == affected_link(seen, "../../", "banfa") == ""
    older = rendered(render(seen.documents["tiaoli/2018-03-20"], seen))
    [link] = BeautifulSoup(older, "lxml").select('.tw-end a[href*="revisions"]')
    assert str(link["href"]) == "../../../revisions/#tiaoli--2018-03-20"
