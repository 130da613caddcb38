"""`tiaowen cite` on documents with several versions, and on what the ledger knows."""

from __future__ import annotations

import json

import pytest
from jsonschema import Draft202012Validator

from converter.lookup.answers import to_item, to_lines
from converter.lookup.cite import cite
from converter.work import publish
from converter.writers import data
from tests.typed import bundle

MARKET = "《某市集市管理细则》"
VERSIONS = {
    "the number was another clause's": (
        "集市管理细则第六条",
        f"  resolved: {MARKET}第六条 (2024-09-10)",
        "  documents/jishi/#art_6",
        f"  formerly: {MARKET}第六条 (2018-07-08)  documents/jishi/2018-07-08/#art_6",
        "    no longer there",
        f"  formerly: {MARKET}第六条 (2010-05-06)  documents/jishi/2010-05-06/#art_6",
        f"    now: {MARKET}第七条 (2024-09-10)  documents/jishi/#art_7",
        "    第六条 经营者应当在经营场所的显著位置公示营业执照和联系方式。",
    ),
    "only an earlier version has it": (
        "集市管理细则第九条",
        "  no such clause any more; what it was:",
        f"  other version: {MARKET} (2010-05-06)  documents/jishi/2010-05-06/",
        f"  formerly: {MARKET}第九条 (2018-07-08)  documents/jishi/2018-07-08/#art_9",
        "    no longer there",
    ),
    "a paragraph is gone, its article is not": (
        "集市管理细则原第四条第二款",
        f"  resolved: {MARKET}第四条第二款 (2018-07-08)",
        "  documents/jishi/2018-07-08/#art_4__para_2",
        f"  other version: {MARKET} (2010-05-06)  documents/jishi/2010-05-06/",
        f"    no longer there; it was in what is now: {MARKET}第四条 (2024-09-10)"
        "  documents/jishi/#art_4",
        "    举办者应当定期组织演练。",
    ),
    "no earlier version is there": (
        "实施办法原第一条",
        "  not in the corpus; the nearest names:",
        "    《某市监察条例实施办法》第一条 (2020-01-02)  documents/banfa/#art_1",
    ),
    "an address of a document with another name": (
        "documents/jiu-banfa/#art_3",
        "  resolved: 《某市监察条例实施办法》第二条之一 (2020-01-02)",
        "  documents/banfa/#art_2-1",
        "    第二条之一（一） 丙；",
        "    （二） 丁。",
    ),
    "an address of a clause that was removed": (
        "banfa#art_8",
        "  no such clause; what there is:",
        "    《某市监察条例实施办法》第一条 (2020-01-02)  documents/banfa/#art_1",
    ),
}


@pytest.mark.parametrize("expected", VERSIONS.values(), ids=VERSIONS)
def test_answers_know_versions(expected: tuple[str, ...]) -> None:
    assert to_lines(cite(expected[0], publish(bundle()))) == list(expected)


def test_json_knows_versions() -> None:
    (former,) = to_item(cite("集市管理细则第四条第二款", publish(bundle())))["former"][:1]
    assert (former["was"]["url"], former["within"]) == (
        "documents/jishi/2018-07-08/#art_4__para_2",
        True,
    )
    assert [place["url"] for place in former["now"]] == ["documents/jishi/#art_4"]
    answers = [to_item(cite(lines[0], publish(bundle()))) for lines in VERSIONS.values()]
    schema = json.loads((data.SCHEMAS / "cite.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate(answers)
