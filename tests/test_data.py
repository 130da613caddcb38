"""The published data against its schemas, and against the sources that it is made from."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, cast

import pytest
from jsonschema import Draft202012Validator

from converter.beside import Removal
from converter.bundle import Bundle
from converter.citation import Citation, CitationBasis, CitationStatus
from converter.citations import find_citations
from converter.corpus import make_bundle
from converter.diagnostics import Severity
from converter.discards import essential
from converter.entry import Entry, Profile
from converter.fact import Origin
from converter.findings import FINDINGS
from converter.glossary import fold
from converter.metadata.facts import FACTS
from converter.model import Document
from converter.related.comparison import compare
from converter.report import Report
from converter.span import Position, Unit
from converter.term import Term, TermOrigin, TermSource, TermUse
from converter.tree import Kind
from converter.versions.pair import align
from converter.view import View
from converter.writers import data, data_files
from tests.helpers import CORPORA, ROOT, SOURCES, make_document, node_at
from tests.io_helpers import seed_site

NAMES = tuple(
    "addresses changes citations cite clauses documents glossary package related report"
    " versions".split()
)
Line = dict[str, Any]


@cache
def schema(name: str) -> Draft202012Validator:
    """Read one of the published schemas."""
    text = (data.SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8")
    return Draft202012Validator(json.loads(text))


def faults(name: str, value: object) -> list[str]:
    """Return what a schema has against a value."""
    return [f"{error.json_path}: {error.message}" for error in schema(name).iter_errors(value)]


@cache
def bundle() -> Bundle:
    """Convert the checkout's own sources."""
    return make_bundle(SOURCES, "sources", ROOT / "glossary.yml")


@cache
def published(name: str) -> list[Line]:
    """Read a data file of the built site."""
    text = (seed_site() / "data" / name).read_text(encoding="utf-8")
    if name.endswith(".jsonl"):
        return [json.loads(line) for line in text.splitlines()]
    value = json.loads(text)
    assert isinstance(value, list)
    return value


def lines_of(document: Document) -> list[Line]:
    """Return the lines of one document."""
    return list(data.clauses(document))


def cited(view: View) -> list[Line]:
    """Return the lines of the citations of all documents."""
    return [line for document in view.bundle.documents for line in data.citations(view, document)]


# The schemas


@pytest.mark.parametrize("name", NAMES)
def test_schemas_are_schemas(name: str) -> None:
    Draft202012Validator.check_schema(schema(name).schema)


def test_there_are_no_other_schemas() -> None:
    assert sorted(path.name for path in data.SCHEMAS.iterdir()) == [
        f"{name}.schema.json" for name in NAMES
    ]


def nested(value: object, path: str = "$") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield all the mappings in a schema that describe a value."""
    if isinstance(value, dict):
        if "type" in value or "enum" in value or "oneOf" in value:
            yield path, value
        for key, item in value.items():
            yield from nested(item, f"{path}.{key}")
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from nested(item, f"{path}[{number}]")


#: Keys that are given only where they say something: findings mostly count lines.
OPTIONAL = frozenset({("report", "unit")})


@pytest.mark.parametrize("name", NAMES)
def test_schemas_are_closed_and_described(name: str) -> None:
    for path, part in nested(schema(name).schema):
        if "properties" in part:
            assert part["additionalProperties"] is False, path
            always = [key for key in part["properties"] if (name, key) not in OPTIONAL]
            assert part["required"] == always, path
            for key, item in part["properties"].items():
                assert item.get("description", "").endswith("."), f"{path}.{key}"


def test_enumerations_are_those_of_the_code() -> None:
    clause = schema("clauses").schema["properties"]
    document = schema("documents").schema["items"]["properties"]
    finding = schema("report").schema["properties"]["findings"]["items"]["properties"]
    citation = schema("citations").schema["properties"]
    assert clause["kind"]["enum"] == [kind.value for kind in Kind]
    assert document["profile"]["enum"] == [profile.value for profile in Profile]
    assert finding["severity"]["enum"] == [severity.value for severity in Severity]
    assert citation["status"]["enum"] == [status.value for status in CitationStatus]
    assert citation["basis"]["enum"] == [*(basis.value for basis in CitationBasis), None]
    counted = schema("report").schema["properties"]["citations"]["properties"]["status"]
    assert list(counted["properties"]) == citation["status"]["enum"]
    term = schema("glossary").schema["items"]["properties"]
    assert term["origin"]["enum"] == [origin.value for origin in TermOrigin]
    assert {"line", *finding["unit"]["enum"]} == {unit.value for unit in Unit}
    assert document["unit"]["enum"] == [unit.value for unit in Unit]
    fact = document["facts"]["items"]["properties"]
    assert fact["name"]["enum"] == list(FACTS)
    assert fact["from"]["enum"] == [origin.value for origin in Origin]
    assert fact["eid"]["pattern"] == clause["eid"]["pattern"]
    code = Draft202012Validator(finding["code"])
    assert all(code.is_valid(name) for name in FINDINGS)


BROKEN = {
    "a key more": ("clauses", {"x": 1}, "$: Additional properties are not allowed ('x' was"
                   " unexpected)"),
    "another kind": ("clauses", {"kind": "verse"}, None),
    "a line 0": ("clauses", {"source": {"file": "a", "line": 0, "column": 1}},
                 "$.source.line: 0 is less than the minimum of 1"),
    "a bad id": ("clauses", {"eid": "第一条"}, None),
    "no parent": ("clauses", {"parent": 3}, "$.parent: 3 is not of type 'string', 'null'"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "change", "message"), BROKEN.values(), ids=BROKEN)
def test_schemas_refuse(name: str, change: Line, message: str | None) -> None:
    good = published("clauses.jsonl")[0]
    assert faults(name, good) == []
    found = faults(name, {**good, **change})
    assert len(found) == 1
    assert message is None or found == [message]


DOCS = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")


def documented(name: str) -> set[str]:
    """Return what the section of a file in docs/data.md writes as code."""
    section = DOCS.partition(f"{{ #{name} }}")[2].partition("\n## ")[0]
    return set(re.findall(r"`([a-z0-9_-]+)`", section))


@pytest.mark.parametrize("name", NAMES)
def test_every_key_and_status_is_documented(name: str) -> None:
    parts = [part for _, part in nested(schema(name).schema)]
    keys = {key for part in parts for key in part.get("properties", {})}
    # The kinds of clauses and findings have tables of their own.
    values = {
        v for part in parts for v in part.get("enum", []) if v and part["enum"][0] != "document"
    }
    assert keys | values - {*map(str, Severity)} <= documented(name)


# The files


def test_every_line_is_valid() -> None:
    assert faults("documents", published("documents.json")) == []
    for line in published("related.jsonl"):
        assert faults("related", line) == []
    assert faults("glossary", published("glossary.json")) == []
    for name in ("clauses", "citations"):
        for line in published(f"{name}.jsonl"):
            assert faults(name, line) == [], line
    report = json.loads((seed_site().parent / "report.json").read_text(encoding="utf-8"))
    assert faults("report", report) == []


def test_the_list_of_documents_is_laid_out_for_readers() -> None:
    text = (seed_site() / "data" / "documents.json").read_text(encoding="utf-8")
    assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=1) + "\n"


def test_the_files_hold_what_the_writers_say() -> None:
    lines = [line for document in bundle().documents for line in lines_of(document)]
    assert published("clauses.jsonl") == lines
    assert published("documents.json") == data.documents(bundle())
    view = View(bundle())
    assert published("glossary.json") == list(data.glossary(view))
    assert published("citations.jsonl") == cited(view)


LAW = """\
某某办法
第一条 为了保护湿地，制定本办法。
第二条 占用湿地的，应当报县级人民政府批准。
第三条 湿地名录由省人民政府公布。
"""
LATER = """\
某某办法
第一条 为了保护湿地，制定本办法。
第二条 湿地保护坚持生态优先的原则，任何单位都有保护湿地的义务。
第三条 占用湿地的，应当报市人民政府批准。
"""


def test_changes_from_version_to_version_are_published() -> None:
    older, newer = (
        replace(make_document(text), entry=Entry(file="x.txt", slug=slug), version=version)
        for text, slug, version in (
            (LAW, "banfa/2018-03-20", "2018-03-20"),
            (LATER, "banfa", "2024-12-25"),
        )
    )
    bundle = Bundle(
        (older, newer),
        comparisons=(align(older, newer),),
        families=((older.slug, newer.slug),),
    )
    lines = list(data.changes(View(bundle)))
    assert [faults("changes", line) for line in lines] == [[]] * 4
    page = "compare/banfa_2018-03-20/banfa_2024-12-25/"
    assert [
        (line["older"]["eids"], line["change"], line["newer"]["eids"], line["url"])
        for line in cast(list[Line], lines)
    ] == [
        (["art_1"], "unchanged", ["art_1"], f"{page}#art_1"),
        ([], "new", ["art_2"], f"{page}#art_2"),
        (["art_2"], "reworded", ["art_3"], f"{page}#art_3"),
        (["art_3"], "deleted", [], f"{page}#old_art_3"),
    ]
    assert lines[2] == {
        "work": "banfa",
        "older": {"doc": "banfa/2018-03-20", "version": "2018-03-20", "eids": ["art_2"]},
        "newer": {"doc": "banfa", "version": "2024-12-25", "eids": ["art_3"]},
        "change": "reworded",
        "likeness": lines[2]["likeness"],
        "renumbered": True,
        "moved": False,
        "url": f"{page}#art_3",
    }


def test_documents_that_are_no_versions_have_no_changes() -> None:
    view = View(bundle())
    assert any(not found.versions for found in compare(view.bundle.documents))
    assert published("changes.jsonl") == list(data.changes(view)) == []


def test_files_are_plain_utf8_with_a_line_end() -> None:
    files = sorted((seed_site() / "data").glob("*.json*"))
    # The report and packages are no part of the site, and answers are no file.
    assert len(files) == len(NAMES) - 3
    for path in files:
        raw = path.read_bytes()
        # Documents without versions have no changes.
        assert bool(raw) is (path.name != "changes.jsonl")
        assert raw[-1:] in (b"", b"\n") and b"\r" not in raw and not raw.startswith(b"\xef\xbb\xbf")
        assert b"\\u" not in raw, f"{path.name}: Chinese is written as it is"


def test_what_a_reader_left_out_is_counted_by_rule() -> None:
    document = make_document("关于工作的通知\n一、要求\n做好。\n")
    removals = (
        Removal(Position(1, 1), "navigation", "首页 政务公开"),
        Removal(Position(2, 1), "print", "【打印】"),
        Removal(Position(9, 1), "navigation", "上一篇：\n无"),
    )
    source = replace(document.source, removals=removals, unit=Unit.PARAGRAPH)
    changed = replace(document, sha256="0" * 64, source=source, card=None)
    (line,) = data.documents(Bundle((changed,)))
    assert faults("documents", [line]) == []
    assert line["unit"] == "paragraph"
    assert line["left_out"] == [
        {"rule": "navigation", "count": 2, "characters": 11},
        {"rule": "print", "count": 1, "characters": 4},
    ]


def test_clause_counts_are_those_of_the_lines() -> None:
    counts = {doc["slug"]: doc["clause_count"] for doc in published("documents.json")}
    assert counts == {
        slug: sum(1 for line in published("clauses.jsonl") if line["doc"] == slug)
        for slug in counts
    }
    report = json.loads((seed_site().parent / "report.json").read_text(encoding="utf-8"))
    assert report["clauses"] == sum(counts.values())


def check_lines(document: Document) -> None:
    """Check what holds of the lines of any document."""
    lines = lines_of(document)
    source = document.source
    said = "".join((line["num"] or "") + line["text"] for line in lines)
    assert essential(said) == essential(source.text), document.entry.file
    seen: set[str] = set()
    place = (1, 0)
    for line in lines:
        assert faults("clauses", line) == [], line
        assert line["eid"] not in seen
        assert line["parent"] is None or line["parent"] in seen, line["eid"]
        seen.add(line["eid"])
        here = (line["source"]["line"], line["source"]["column"])
        assert place <= here, line["eid"]
        place = here
        assert line["url"] == f"documents/{document.slug}/#{line['eid']}"
        if line["heading"]:
            assert line["text"].startswith(line["heading"].strip()), line["eid"]


def test_lines_of_the_seeds() -> None:
    for document in bundle().documents:
        check_lines(document)


def test_a_place_names_the_character_where_a_clause_begins() -> None:
    for line in published("clauses.jsonl"):
        raw = (SOURCES / line["source"]["file"]).read_text(encoding="utf-8-sig")
        rest = raw.split("\n")[line["source"]["line"] - 1][line["source"]["column"] - 1 :]
        first = essential((line["num"] or "") + line["text"])[:6]
        assert essential(rest).startswith(first), line["eid"]


STATUTE = """\
监察办法
第一章 总则
第一条 有下列情形之一的，从重处分：
（一）甲；
（二）乙。
第二条
（一）丙；
（二）丁。
第二条之一 戊。
己。
"""


def test_an_empty_paragraph_is_not_listed_and_nobody_s_parent() -> None:
    document = make_document(STATUTE)
    check_lines(document)
    parents = {line["eid"]: line["parent"] for line in lines_of(document)}
    assert parents == {
        "title": None,
        "chp_1": None,
        "art_1": "chp_1",
        "art_1__para_1": "art_1",
        "art_1__para_1__point_1": "art_1__para_1",
        "art_1__para_1__point_2": "art_1__para_1",
        "art_2": "chp_1",
        "art_2__para_1__point_1": "art_2",
        "art_2__para_1__point_2": "art_2",
        "art_2-1": "chp_1",
        "art_2-1__para_1": "art_2-1",
        "art_2-1__para_2": "art_2-1",
    }


def test_a_line_in_full() -> None:
    lines = {line["eid"]: line for line in lines_of(make_document(STATUTE, name="办法.txt"))}
    assert lines["art_1__para_1__point_2"] == {
        "doc": "x",
        "version": None,
        "eid": "art_1__para_1__point_2",
        "kind": "item",
        "num": "（二）",
        "label": "第一章第一条第二项",
        "heading": None,
        "parent": "art_1__para_1",
        "text": "乙。",
        "url": "documents/x/#art_1__para_1__point_2",
        "source": {"file": "办法.txt", "line": 5, "column": 1},
    }


ENACTED = """\
某某条例（试行）
2004年4月30日 国务院令第405号公布
第一条 甲。
第二条 本条例自公布之日起施行。
"""


def described(document: Document) -> Line:
    """Return what documents.json says of a document."""
    found = data.documents(Bundle(documents=(replace(document, sha256="0" * 64),)))
    assert faults("documents", found) == []
    return found[0]


def test_facts_in_full() -> None:
    rows = described(make_document(ENACTED))
    note = {"label": None, "from": "text", "line": 2, "eid": "note_1"}
    said = {**note, "text": "2004年4月30日国务院令第405号公布"}
    words = {"act": None, "by": None, "label": None, "from": "text"}
    assert rows["facts"] == [
        {"name": "issuer", "value": "国务院", **said, "act": None, "by": None},
        {"name": "number", "value": "国务院令第405号", **said, "act": None, "by": None},
        {"name": "date", "value": "2004-04-30", **said, "act": None, "by": None},
        {"name": "status", "value": "试行", **words, "text": "试行", "line": 1, "eid": "title"},
        {"name": "promulgated", "value": "2004-04-30", **said, "act": "公布", "by": "国务院"},
        {
            "name": "effective",
            "value": "2004-04-30",
            **words,
            "act": "施行",
            "text": "本条例自公布之日起施行",
            "line": 4,
            "eid": "art_2__para_1",
        },
    ]
    assert (rows["issuer"], rows["number"], rows["date"], rows["version"]) == (
        "国务院",
        "国务院令第405号",
        "2004-04-30",
        "2004-04-30",
    )


def test_what_the_catalog_says_has_no_place() -> None:
    document = make_document("要求\n一、甲。\n二、乙。\n", entry=Entry("x.txt", "x", issuer="某局"))
    assert described(document)["facts"] == [
        {
            "name": "issuer",
            "value": "某局",
            "act": None,
            "by": None,
            "label": None,
            "from": "catalog",
            "text": None,
            "line": None,
            "eid": None,
        }
    ]


@pytest.mark.parametrize("change", [{"name": "x"}, {"value": ""}, {"line": 0}, {"from": "web"}])
def test_the_schema_refuses_other_facts(change: Line) -> None:
    rows = described(make_document(ENACTED))
    broken = {**rows, "facts": [{**rows["facts"][0], **change}]}
    assert len(faults("documents", [broken])) == 1


def sample() -> View:
    """Return two documents with a citation and a definition of every shape."""
    law = make_document("监察法\n第一条 甲。\n第二条 乙。\n", "law.txt", Entry("law.txt", "law"))
    rule = make_document(
        "监察办法\n第一条 监察委员会（以下简称监委）依照监察法第一条至第二条、前款办理。\n"
        "第二条 监委和监委负责。\n",
        "rule.txt",
        Entry("rule.txt", "rule", date="2023-01-31"),
    )
    first, second = (node_at(rule, f"art_{n}__para_1").key for n in (1, 2))
    place = rule.source.text.index("）") + 1
    term = Term(
        "监委",
        "jian-wei-0000",
        "rule--art_1__para_1",
        definition="监察委员会",
        source=TermSource("rule", "art_1__para_1"),
        scope="document:rule",
        since=place,
        origin=TermOrigin.TEXT,
        form="short-name",
        line=2,
    )
    return View(
        Bundle(
            (law, rule),
            terms=(term, Term("甲乙", "jia-yi-0000", "corpus", aliases=("乙甲",))),
            uses=(
                TermUse(term.id, "rule", second, 0, 2),
                TermUse(term.id, "rule", second, 3, 5, linked=False),
            ),
            citations=(
                Citation(
                    "rule", first, 15, 25, "监察法第一条至第二条", CitationStatus.RESOLVED,
                    "law", "art_1", "art_2", "bare", "监察法", CitationBasis.CURRENT,
                ),
                Citation(
                    "rule", first, 26, 28, "前款", CitationStatus.NO_SUCH_CLAUSE, form="relative"
                ),
            ),
        )
    )  # fmt: skip


def test_citations_in_full() -> None:
    place = {"file": "rule.txt", "line": 2}
    lines = cited(sample())
    assert [faults("citations", line) for line in lines] == [[], []]
    assert lines == [
        {
            "doc": "rule",
            "eid": "art_1__para_1",
            "start": 15,
            "end": 25,
            "text": "监察法第一条至第二条",
            "status": "resolved",
            "form": "bare",
            "named": "监察法",
            "basis": "current",
            "target": {"doc": "law", "version": None, "eid": "art_1", "last": "art_2"},
            "now": None,
            "source": {**place, "column": 20},
        },
        {
            "doc": "rule",
            "eid": "art_1__para_1",
            "start": 26,
            "end": 28,
            "text": "前款",
            "status": "no-such-clause",
            "form": "relative",
            "named": None,
            "basis": None,
            "target": None,
            "now": None,
            "source": {**place, "column": 31},
        },
    ]


def test_the_example_in_the_documentation_is_real() -> None:
    law = make_document(
        "监察法\n2018年3月20日全国人民代表大会通过\n第一条 甲。\n第二条 乙。\n第三条 丙。\n"
        "第四条 丁。\n第五条 戊。\n",
        "监察法.txt",
        Entry("监察法.txt", "jiancha-fa"),
    )
    rule = make_document(
        "廉政办法\n2020年1月1日市政府公布\n第一条 甲。\n第二条 依照监察法第三条至第五条办理。\n",
        "廉政办法.txt",
        Entry("廉政办法.txt", "lianzheng-banfa"),
    )
    citations = find_citations((law, rule))
    (line,) = cited(View(Bundle((law, rule), citations=citations)))
    section = DOCS.partition("{ #citations }")[2]
    assert json.loads(section.partition("```json\n")[2].partition("```")[0]) == line


def test_terms_in_full() -> None:
    terms = list(data.glossary(sample()))
    assert faults("glossary", terms) == []
    use = {"doc": "rule", "version": "2023-01-31", "eid": "art_2__para_1"}
    assert terms[0] == {
        "id": "jian-wei-0000#rule--art_1__para_1",
        "term": "监委",
        "url": "glossary/jian-wei-0000/#rule--art_1__para_1",
        "aliases": [],
        "definition": "监察委员会",
        "origin": "text",
        "form": "short-name",
        "source": {"document": "rule", "clause": "art_1__para_1", "title": None, "date": None},
        "scope": "document:rule",
        "since": "art_1__para_1",
        "category": None,
        "see_also": [],
        "uses": [
            {**use, "start": 0, "end": 2, "linked": True},
            {**use, "start": 3, "end": 5, "linked": False},
        ],
    }
    assert (terms[1]["form"], terms[1]["source"], terms[1]["since"]) == (None, None, None)


def test_a_sense_begins_in_the_clause_that_its_definition_ends() -> None:
    view = sample()
    rule = view.of("rule")
    text = rule.document.source.text
    first, second = text.index("（以下简称监委）"), text.index("监委和监委")
    found = [rule.document.ids.get(rule.at(offset).key) for offset in (0, first, second)]
    assert found == ["title", "art_1__para_1", "art_2__para_1"]
    assert rule.at(len(text) + 1) is rule.document.root


def test_the_report_counts_what_the_files_hold() -> None:
    report = Report()
    report.take(sample().bundle)
    written = json.loads(report.to_json())
    assert faults("report", written) == []
    assert {key: written[key] for key in ("terms", "definitions", "uses", "citations")} == {
        "terms": 2,
        "definitions": {"short-name": 1},
        "uses": 2,
        "citations": {
            "status": {
                "resolved": 1,
                "not-in-corpus": 0,
                "no-such-clause": 1,
                "ambiguous": 0,
            },
            "form": {"bare": 1, "relative": 1},
        },
    }
    clauses = sum(1 for doc in sample().bundle.documents for _ in doc.clauses())
    assert report.summary() == (
        f"2 documents, {clauses} clauses, 2 terms, 2 citations (1 unresolved), 0 findings"
    )


@pytest.mark.parametrize("count", [0, 1, 2])
def test_a_term_has_a_line(tmp_path: Path, count: int) -> None:
    bundle = sample().bundle
    data_files.write_data(View(replace(bundle, terms=bundle.terms[:count])), tmp_path)
    text = (tmp_path / "glossary.json").read_text(encoding="utf-8")
    lines = text.splitlines()
    assert (lines[0], lines[-1], text[-1]) == ("[", "]", "\n")
    assert [json.loads(line.removesuffix(","))["term"] for line in lines[1:-1]] == [
        term["term"] for term in json.loads(text)
    ]
    assert len(lines) == count + 2


def test_uses_of_terms_stand_where_they_are_said_to() -> None:
    texts = {(line["doc"], line["eid"]): line["text"] for line in published("clauses.jsonl")}
    count = 0
    for term in published("glossary.json"):
        wordings = {fold(wording) for wording in (term["term"], *term["aliases"])}
        for use in term["uses"]:
            words = texts[use["doc"], use["eid"]][use["start"] : use["end"]]
            assert fold(words) in wordings, term["term"]
            count += 1
    assert count > 50


def test_citations_stand_where_they_are_said_to() -> None:
    texts = {(line["doc"], line["eid"]): line["text"] for line in published("clauses.jsonl")}
    for citation in published("citations.jsonl"):
        text = texts[citation["doc"], citation["eid"]]
        assert text[citation["start"] : citation["end"]] == citation["text"]
        assert (citation["target"] is None) == (citation["status"] != "resolved")
        if citation["target"] and citation["target"]["eid"]:
            assert (citation["target"]["doc"], citation["target"]["eid"]) in texts


@pytest.mark.corpora
@pytest.mark.slow
def test_lines_of_real_statutes() -> None:
    folder = CORPORA / "laws"
    if not folder.is_dir():
        pytest.skip("the corpora are not beside the checkout")
    names = sorted(path.name for path in folder.glob("*.txt"))
    assert names
    for name in names[::25]:
        text = (folder / name).read_text(encoding="utf-8-sig")
        check_lines(make_document(text, name=name))
