"""`tiaowen cite`: what a clerk types, answered from sources and from a built site alike."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from converter.citation import CitationStatus
from converter.corpus import make_bundle
from converter.lookup.answers import to_item, to_lines
from converter.lookup.cite import MOST_CANDIDATES, Status, cite
from converter.lookup.outline import Outline
from converter.lookup.published import Published, read_site
from converter.view import View
from converter.work import publish
from converter.writers import data, data_files
from tests.helpers import CORPORA, ROOT, SOURCES, make_document
from tests.io_helpers import fill, run, scratch, seed_site
from tests.rich import make_rich_document

OLD = """\
某市监察条例
2018年3月20日某市人民代表大会通过
第一章 总则
第一条 为了加强监察，制定本条例。
第二条 监察工作坚持下列原则：
（一）依法；
（二）公正。
监察对象应当配合。
"""
NEW = OLD.replace("2018年3月20日", "2024年12月25日").replace("加强", "深化")
RULE = """\
某市监察条例实施办法
2020年1月2日某市人民政府令第5号公布
第一条 根据《某市监察条例》第二条，制定本办法。
第二条 有下列情形之一的，
（一）甲；
（二）乙。
第二条之一
（一）丙；
（二）丁。
"""
POINTS = """\
{year}年工作要点
一、总体要求
1.坚持领导。抓好学习。
2.坚持服务。
二、主要任务
3.抓好{year}年任务。
"""
FILES = {
    "a-banfa.txt": RULE,
    "b-new.txt": NEW,
    "b-old.txt": OLD,
    "c-22.txt": POINTS.format(year=2022),
    "c-23.txt": POINTS.format(year=2023),
    "catalog.yml": "documents:\n"
    "  - {file: a-banfa.txt, slug: banfa}\n"
    "  - {file: b-new.txt, slug: tiaoli}\n"
    "  - {file: b-old.txt, slug: tiaoli-2018}\n"
    "  - {file: c-22.txt, slug: yaodian-2022}\n"
    "  - {file: c-23.txt, slug: yaodian-2023}\n",
}


@cache
def folder() -> Path:
    """Write the sources, and the data of a site of them; return the folder."""
    place = fill(scratch() / "s", FILES).parent
    data_files.write_data(View(make_bundle(place / "s", "s")), place / "site" / "data")
    return place


@cache
def published() -> Published:
    """Return what the sources would publish."""
    return publish(make_bundle(folder() / "s", "s"))


LAW = "《某市监察条例》"
OTHER = "  other version: 《某市监察条例》 (2018-03-20)  documents/tiaoli-2018/"

ANSWERS = {
    "a clause of the current version": (
        "某市监察条例第二条第二款",
        f"  resolved: {LAW}第二条第二款 (2024-12-25)",
        "  documents/tiaoli/#art_2__para_2",
        OTHER,
        "    监察对象应当配合。",
    ),
    "a whole article": (
        "《某市监察条例》第二条",
        f"  resolved: {LAW}第二条 (2024-12-25)",
        "  documents/tiaoli/#art_2",
        OTHER,
        "    第二条 监察工作坚持下列原则：",
        "    （一） 依法；",
        "    （二） 公正。",
        "    监察对象应当配合。",
    ),
    "numbers alone, in full width": (
        "监察条例 ２",
        f"  resolved: {LAW}第二条 (2024-12-25)",
        "  documents/tiaoli/#art_2",
        OTHER,
        "    第二条 监察工作坚持下列原则：",
        "    （一） 依法；",
        "    （二） 公正。",
        "    监察对象应当配合。",
    ),
    "the version of a year": (
        "某市监察条例（2018年）第1条",
        f"  resolved: {LAW}第一条 (2018-03-20)",
        "  documents/tiaoli-2018/#art_1",
        f"    now: {LAW}第一条 (2024-12-25)  documents/tiaoli/#art_1",
        "    第一条 为了加强监察，制定本条例。",
    ),
    "a range": (
        "某市监察条例第一条至第二条",
        f"  resolved: {LAW}第一条至第二条 (2024-12-25)",
        "  documents/tiaoli/#art_1",
        OTHER,
        "    第一条 为了深化监察，制定本条例。",
        "    第二条 监察工作坚持下列原则：",
        "    （一） 依法；",
        "    （二） 公正。",
        "    监察对象应当配合。",
    ),
    "an item of an article that opens with it": (
        "某市监察条例实施办法第二条之一第（二）项",
        "  resolved: 《某市监察条例实施办法》第二条之一第二项 (2020-01-02)",
        "  documents/banfa/#art_2-1__para_1__point_2",
        "    （二） 丁。",
    ),
    "a document": (
        "实施办法",
        "  resolved: 《某市监察条例实施办法》 (2020-01-02)",
        "  documents/banfa/",
    ),
    "a number": (
        "某市人民政府令第5号",
        "  resolved: 《某市监察条例实施办法》 (2020-01-02)",
        "  documents/banfa/",
    ),
    "a clause of a 公文 with a heading": (
        "2022年要点第1条",
        "  resolved: 《2022年工作要点》第1条",
        "  documents/yaodian-2022/#para_1",
        "    1. 坚持领导。",
        "    抓好学习。",
    ),
    "an address": (
        "https://wiki.example/tiaowen/documents/yaodian-2023/#para_3",
        "  resolved: 《2023年工作要点》第3条",
        "  documents/yaodian-2023/#para_3",
        "    3. 抓好2023年任务。",
    ),
    "the address of a file": (
        "documents/banfa/index.html",
        "  resolved: 《某市监察条例实施办法》 (2020-01-02)",
        "  documents/banfa/",
    ),
    "a slug with an id": (
        "yaodian-2023#sec_2",
        "  resolved: 《2023年工作要点》第二部分",
        "  documents/yaodian-2023/#sec_2",
        "    二、 主要任务",
        "    3. 抓好2023年任务。",
    ),
    "a slug and an id": (
        "banfa art_1",
        "  resolved: 《某市监察条例实施办法》第一条 (2020-01-02)",
        "  documents/banfa/#art_1",
        "    第一条 根据《某市监察条例》第二条，制定本办法。",
    ),
    "several documents": (
        "要点第3条",
        "  ambiguous; it may be:",
        "    《2022年工作要点》第3条  documents/yaodian-2022/#para_3",
        "    《2023年工作要点》第3条  documents/yaodian-2023/#para_3",
    ),
    "several documents, and no such clause": (
        "要点第30条",
        "  no such clause; what there is:",
        "    《2022年工作要点》  documents/yaodian-2022/",
        "    《2023年工作要点》  documents/yaodian-2023/",
    ),
    "no such paragraph": (
        "某市监察条例第二条第九款",
        "  no such clause; what there is:",
        f"    {LAW}第二条 (2024-12-25)  documents/tiaoli/#art_2",
        OTHER,
    ),
    "no such article": (
        "某市监察条例第九条第一款",
        "  no such clause; what there is:",
        f"    {LAW} (2024-12-25)  documents/tiaoli/",
        OTHER,
    ),
    "no such id": (
        "banfa#art_9",
        "  no such clause; what there is:",
        "    《某市监察条例实施办法》 (2020-01-02)  documents/banfa/",
    ),
    "another name": (
        "某市监查条例第一条",
        "  not in the corpus; the nearest names:",
        f"    {LAW} (2024-12-25)  documents/tiaoli/",
        f"    {LAW} (2018-03-20)  documents/tiaoli-2018/",
        "    《某市监察条例实施办法》 (2020-01-02)  documents/banfa/",
    ),
    "another slug": (
        "banfaa#art_1",
        "  not in the corpus; the nearest names:",
        "    《某市监察条例实施办法》 (2020-01-02)  documents/banfa/",
    ),
    "a name like no other": ("《渔业法》第三条", "  not in the corpus"),
    "no document": (
        "第二十条",
        "  no document and clause that can be read, such as 监察法第二十条第二款",
    ),
    "a name and words": (
        "《某市监察条例》说过的话",
        "  no document and clause that can be read, such as 监察法第二十条第二款",
    ),
    "nothing": ("", "  no document and clause that can be read, such as 监察法第二十条第二款"),
}


@pytest.mark.parametrize("expected", ANSWERS.values(), ids=ANSWERS)
def test_answers(expected: tuple[str, ...]) -> None:
    assert to_lines(cite(expected[0], published())) == list(expected)


@pytest.mark.parametrize("expected", ANSWERS.values(), ids=ANSWERS)
def test_a_site_answers_as_its_sources(expected: tuple[str, ...]) -> None:
    assert cite(expected[0], read_site(folder() / "site")) == cite(expected[0], published())


def test_of_very_many_documents_the_first_are_listed() -> None:
    count = MOST_CANDIDATES + 2
    files = {
        f"{n:02}.txt": f"某市第{n}号管理办法\n第一条 甲。\n第二条 乙。\n" for n in range(count)
    }
    lines = to_lines(cite("管理办法第二条", publish(make_bundle(fill(scratch(), files), "s"))))
    assert len(lines) == 2 + MOST_CANDIDATES + 1
    assert lines[1] == "  ambiguous; it may be:"
    assert lines[-1] == "    and 2 others; name it in full"


def test_statuses_are_those_of_citations_and_one_more() -> None:
    assert [*CitationStatus, "unreadable"] == [*Status]


# What is published is read back as it was


def check_outline(lines: list[dict[str, Any]], labels: dict[str, str]) -> None:
    """Check that the clauses read back are labelled as the document's are."""
    outline = Outline(lines)
    assert {eid: outline.label(eid) for eid in outline.places} == labels


def test_clauses_read_back_are_labelled_as_they_were() -> None:
    rich = make_rich_document(
        "某某办法\n第一条　收费标准如下[^1]：\n| 项目 | 标准 |\n| 甲   |      |\n第二条　以上。\n"
        "附表1\n收费表\n附件2\n某某规定\n第一章 总则\n第一条 甲。\n[^1]: 另有规定的除外。\n"
    )
    texts = [make_document(text) for name, text in FILES.items() if name.endswith("txt")]
    seeds = make_bundle(SOURCES, "sources").documents
    for doc in (rich, *texts, *seeds):
        labels = {doc.ids[node.key]: doc.labels[node.key] for node in doc.clauses()}
        check_outline(list(data.clauses(doc)), labels)


@pytest.mark.corpora
@pytest.mark.slow
def test_clauses_of_real_statutes_are_labelled_as_they_were() -> None:
    laws = CORPORA / "laws"
    if not laws.is_dir():
        pytest.skip("the corpora are not beside the checkout")
    for path in sorted(laws.glob("*.txt"))[::25]:
        doc = make_document(path.read_text(encoding="utf-8-sig"), name=path.name)
        labels = {doc.ids[node.key]: doc.labels[node.key] for node in doc.clauses()}
        check_outline(list(data.clauses(doc)), labels)


def test_every_clause_is_found_by_its_own_label() -> None:
    for slug in ("banfa", "tiaoli"):
        outline = published().outline(slug)
        title = published().documents[slug]["title"]
        for eid in outline.places:
            if eid.startswith("art_"):
                found = cite(f"《{title}》{outline.label(eid)}", published())
                assert found.target is not None, eid
                # The only 款 of an article is cited as the article.
                assert found.target.eid in (eid, eid.removesuffix("__para_1"))


# The command


def test_exit_codes() -> None:
    site = str(folder() / "site")
    assert run("cite", "--site", site, "监察条例 1").exit_code == 0
    assert run("cite", "--site", site, "监察条例 1", "渔业法").exit_code == 1


def test_several_answers_are_parted_by_an_empty_line() -> None:
    result = run("cite", "--site", str(folder() / "site"), "banfa art_1", "渔业法")
    lines = [*ANSWERS["a slug and an id"], "", "渔业法", "  not in the corpus"]
    assert result.output == "\n".join(lines) + "\n"


def test_json_for_a_program() -> None:
    queries = ("监察条例第一条至第二条", "要点第3条", "渔业法")
    result = run("cite", "--site", str(folder() / "site"), "--format", "json", *queries)
    answers = json.loads(result.stdout)
    assert answers == [to_item(cite(query, published())) for query in queries]
    schema = json.loads((data.SCHEMAS / "cite.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate(answers)
    assert answers[0]["target"] == {
        "doc": "tiaoli",
        "version": "2024-12-25",
        "eid": "art_1",
        "last": "art_2",
        "label": "《某市监察条例》第一条至第二条",
        "url": "documents/tiaoli/#art_1",
    }
    assert answers[0]["text"].startswith("第一条 为了深化监察，制定本条例。\n第二条 ")
    assert [place["doc"] for place in answers[1]["candidates"]] == ["yaodian-2022", "yaodian-2023"]
    assert (answers[2]["target"], answers[2]["text"], answers[2]["more"]) == (None, None, 0)


def test_sources_are_converted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder())
    result = run("cite", "--sources", "s", "banfa art_1")
    assert result.output == "\n".join(ANSWERS["a slug and an id"]) + "\n"


def test_a_source_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    sources = fill(tmp_path / "s", {"a.txt": RULE, "b.txt": b"\x00\xff\xfe\x00"})
    result = run("cite", "--sources", str(sources), "实施办法第九条")
    assert result.exit_code == 1
    assert "b.txt: error: " in result.stderr
    assert result.stdout.startswith("实施办法第九条\n  no such clause; what there is:\n")


def test_the_checkout_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    result = run("cite", "措施第5条")
    assert "  documents/tuijin-quanmian-congyan-zhidang-gongzuo-cuoshi/#para_5\n" in result.output
    assert result.output == run("cite", "--site", str(seed_site()), "措施第5条").output


WRONG = {
    "no citation": ((), "Missing argument 'CITATION...'."),
    "both": (
        ("--site", "x", "--sources", "y", "z"),
        "--site excludes --sources and --cache",
    ),
    "no site": (
        ("--site", "x", "z"),
        "x holds no data of a site; name another folder with --site",
    ),
    "an older site": (
        ("--site", "old", "z"),
        "old was built by another version; name another folder with --site",
    ),
    "a site before versions were published": (
        ("--site", "older", "z"),
        "older was built by another version; name another folder with --site",
    ),
    "half a site": (
        ("--site", "half", "监察条例第一条"),
        "half/data/clauses.jsonl cannot be read; name another folder with --site",
    ),
    "no sources": (("--sources", "x", "z"), "there is no folder x"),
}


@pytest.mark.parametrize(("args", "message"), WRONG.values(), ids=WRONG)
def test_wrong_usage(
    args: tuple[str, ...], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    documents = (folder() / "site" / "data" / "documents.json").read_bytes()
    fill(tmp_path, {"old/data/documents.json": '[{"slug": "a"}]\n'})
    fill(tmp_path, {"older/data/documents.json": documents})
    half = {
        "documents.json": documents,
        "versions.json": "[]\n",
        "addresses.json": "[]\n",
        "clauses.jsonl": "{}\n",
    }
    fill(tmp_path, {f"half/data/{name}": content for name, content in half.items()})
    result = run("cite", *args)
    assert result.exit_code == 2
    assert result.output == (
        "Usage: tiaowen cite [OPTIONS] CITATION...\n"
        f"Try 'tiaowen cite --help' for help.\n\nError: {message}\n"
    )
