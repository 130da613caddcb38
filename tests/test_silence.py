"""Silencing: one finding at one place, every message whole."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from jsonschema import Draft202012Validator

from converter.writers.data import SCHEMAS
from converter.writers.findings import render
from tests.io_helpers import fill, rendered, run

TEXT = "某某办法\n第一条 为了推进“智慧党建，制定本办法。\n第三条 本办法自公布之日起施行。\n"
GAP = (
    "s/a.txt:3:1: warning: 第三条 follows 第一条: 第二条 is missing"
    " 〔第三条〕 本办法自公布之日起 [number-gap]"
)
QUOTE = (
    "s/a.txt:2:9: warning: “ is not closed in its paragraph"
    " 第一条 为了推进〔“〕智慧党建，制定本办法 [quote-unclosed]"
)
SUMMARY = "1 document, 5 clauses, "


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in an empty folder, so that paths in messages are short."""
    monkeypatch.chdir(tmp_path)


def check(*silence: str, text: str = TEXT, entry: str = "") -> list[str]:
    """Check a document whose entry silences something; return what is printed."""
    lines = "".join(f"      - {item}\n" for item in silence)
    silenced = f"    silence:\n{lines}" if silence else ""
    catalog = f"documents:\n  - file: a.txt\n    slug: a\n{entry}{silenced}"
    fill(Path("s"), {"a.txt": text, "catalog.yml": catalog})
    return run("check", "--sources", "s").output.splitlines()


SPOT = "〔第三条〕 本办法自公布之日起"
GOOD = f"{{finding: number-gap, spot: {SPOT}, reason: 正式文本即无第二条}}"


def test_nothing_silenced() -> None:
    assert check() == [QUOTE, GAP, f"{SUMMARY}2 findings (2 warnings)"]


def test_one_finding_at_one_place() -> None:
    assert check(GOOD) == [QUOTE, f"{SUMMARY}1 finding (1 warning), 1 silenced"]


def test_the_report_keeps_it_with_the_reason() -> None:
    check(GOOD)
    report = json.loads(run("check", "--sources", "s", "--format", "json").stdout)
    assert [item["code"] for item in report["findings"]] == ["quote-unclosed"]
    assert report["counts"] == {"quote-unclosed": 1}
    schema = json.loads((SCHEMAS / "report.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate(report)
    assert report["silenced"] == [
        {
            "reason": "正式文本即无第二条",
            "finding": {
                "code": "number-gap",
                "severity": "warning",
                "path": "s/a.txt",
                "line": 3,
                "column": 1,
                "message": "第三条 follows 第一条: 第二条 is missing",
                "spot": SPOT,
            },
        }
    ]


def test_the_example_of_the_page_works() -> None:
    block = BeautifulSoup(rendered(render()), "lxml").select_one("pre code")
    assert block is not None
    fill(Path("s"), {"某某办法.txt": TEXT, "catalog.yml": block.get_text()})
    assert run("check", "--sources", "s").output.splitlines()[-1] == (
        f"{SUMMARY}1 finding (1 warning), 1 silenced"
    )


def test_white_space_lost_in_copying_does_not_matter() -> None:
    spot = SPOT.replace(" ", "")
    assert check(GOOD.replace(SPOT, spot)) == [
        QUOTE,
        f"{SUMMARY}1 finding (1 warning), 1 silenced",
    ]


def test_a_finding_about_the_file_as_a_whole() -> None:
    text = "一、要求\n坚持。\n二、任务\n抓好。\n"
    assert check("{finding: title-missing, reason: 无标题}", text=text) == [
        "1 document, 4 clauses, 0 findings, 1 silenced"
    ]


def test_a_finding_in_a_file_without_lines_of_its_own() -> None:
    """`catalog-missing` is about files without an entry, which cannot silence anything."""
    assert check("{finding: catalog-missing, reason: 无}", GOOD)[1] == (
        "s/catalog.yml:5:9: warning: silence: there is no finding catalog-missing without a spot;"
        " remove this, or give it as it is printed [silence-unused]"
    )


TWO = "某某办法\n第一条 推进“智慧党建。\n第二条 推进智慧党建。\n第一条 推进“智慧党建。\n"
SAME = "第一条 推进〔“〕智慧党建。"


def test_the_same_spot_in_two_lines_needs_the_line() -> None:
    item = f"{{finding: quote-unclosed, spot: {SAME}, reason: 原文如此}}"
    printed = check(item, text=TWO)
    assert printed[-2] == (
        "s/catalog.yml:5:9: error: silence: 2 findings quote-unclosed have this spot,"
        " in lines 2 and 4; add `line` [catalog]"
    )
    assert sum("quote-unclosed]" in line for line in printed) == 2
    printed = check(item.replace("reason", "line: 4, reason"), text=TWO)
    assert [line[:10] for line in printed if "quote-unclosed]" in line] == ["s/a.txt:2:"]
    assert printed[-1].endswith(", 1 silenced")


def test_the_same_spot_in_one_line_needs_the_column() -> None:
    words = "坚持推进智慧党建工作和推进,智慧党建工作和推进工作"
    text = f"某某办法\n第一条 {words}；{words}。\n"
    printed = check(text=text)
    assert [line.split(" ")[-1] for line in printed[:-1]] == ["[punctuation-ascii]"] * 2
    spot = printed[0].partition("text ")[2].partition(" [")[0]
    assert spot in printed[1], "the two places look the same"
    item = f"{{finding: punctuation-ascii, spot: '{spot}', reason: 原文如此}}"
    columns = [int(line.split(":")[2]) for line in printed[:-1]]
    assert check(item, text=text)[-2] == (
        "s/catalog.yml:5:9: error: silence: 2 findings punctuation-ascii have this spot,"
        f" in line 2, at columns {columns[0]} and {columns[1]}; add `column` [catalog]"
    )
    item = item.replace("reason", f"line: 2, column: {columns[1]}, reason")
    printed = check(item, text=text)
    assert printed[0].startswith(f"s/a.txt:2:{columns[0]}: ")
    assert printed[1:] == ["1 document, 3 clauses, 1 finding (1 warning), 1 silenced"]


USELESS = {
    "the text was corrected": (
        "{finding: number-back, spot: 〔第三条〕 本办法, reason: 原文如此}",
        "there is no finding number-back with the spot 〔第三条〕 本办法;"
        " remove this, or give it as it is printed",
    ),
    "the text around it has changed": (
        "{finding: number-gap, spot: 〔第三条〕 本办法自公布起, reason: 原文如此}",
        "there is no finding number-gap with the spot 〔第三条〕 本办法自公布起;"
        f" remove this, or give it as it is printed; did you mean '{SPOT}'?",
    ),
    "no spot": (
        "{finding: number-gap, line: 3, reason: 原文如此}",
        "there is no finding number-gap without a spot in line 3;"
        f" remove this, or give it as it is printed; did you mean '{SPOT}'?",
    ),
    "a part of the spot": (
        "{finding: number-gap, spot: 第三条, reason: 原文如此}",
        "there is no finding number-gap with the spot 第三条;"
        f" remove this, or give it as it is printed; did you mean '{SPOT}'?",
    ),
    "another line": (
        f"{{finding: number-gap, spot: {SPOT}, line: 2, column: 1, reason: 原文如此}}",
        f"there is no finding number-gap with the spot {SPOT} in line 2 at column 1;"
        f" remove this, or give it as it is printed; did you mean '{SPOT}'?",
    ),
}


def test_a_spot_that_is_suggested_can_be_copied() -> None:
    text = "某办法\n第一条　甲。\n第三条　本办法自公布之日起施行。\n"
    printed = check("{finding: number-gap, spot: 第三条, reason: 原文如此}", text=text)
    assert printed[1] == (
        "s/catalog.yml:5:9: warning: silence: there is no finding number-gap with the spot 第三条;"
        " remove this, or give it as it is printed; did you mean '〔第三条〕　本办法自公布之日起'?"
        " [silence-unused]"
    )


@pytest.mark.parametrize(("item", "message"), USELESS.values(), ids=USELESS)
def test_what_silences_nothing_is_reported(item: str, message: str) -> None:
    assert check(item) == [
        QUOTE,
        GAP,
        f"s/catalog.yml:5:9: warning: silence: {message} [silence-unused]",
        f"{SUMMARY}3 findings (3 warnings)",
    ]


def test_silencing_twice() -> None:
    assert check(GOOD, GOOD) == [
        QUOTE,
        "s/catalog.yml:6:9: warning: silence: number-gap is silenced here already;"
        " remove one of the two [silence-unused]",
        f"{SUMMARY}2 findings (2 warnings), 1 silenced",
    ]


BAD = {
    "an error": (
        "{finding: empty, reason: 无}",
        "5:19: error: silence: empty is an error and cannot be silenced; correct what it reports",
    ),
    "itself": (
        "{finding: silence-unused, reason: 无}",
        "5:19: error: silence: silence-unused cannot be silenced; remove what it reports",
    ),
    "no such kind, and a near one": (
        "{finding: number-gab, reason: 无}",
        "5:19: error: silence: there is no finding 'number-gab'; did you mean 'number-gap'?",
    ),
    "no such kind": (
        "{finding: 编号, reason: 无}",
        "5:19: error: silence: there is no finding '编号'",
    ),
    "no reason": (
        "{finding: number-gap}",
        "5:9: error: the key 'reason' is missing: why the text is right as it stands",
    ),
    "an empty reason": (
        "{finding: number-gap, reason: ' '}",
        "5:39: error: reason: expected why the text is right as it stands, found ' '",
    ),
    "a line that is none": (
        "{finding: number-gap, reason: 无, line: 第三行}",
        "5:48: error: line: expected the line of the finding, from 1, found '第三行'",
    ),
    "another key": (
        "{finding: number-gap, reason: 无, row: 3}",
        "5:42: error: unknown key 'row' (known: finding, reason, spot, line, column)",
    ),
    "no record": (
        "number-gap",
        "5:9: error: expected a record of `key: value` lines here",
    ),
}


@pytest.mark.parametrize(("item", "message"), BAD.values(), ids=BAD)
def test_refuses(item: str, message: str) -> None:
    printed = check(item)
    assert f"s/catalog.yml:{message} [catalog]" in printed
    assert run("check", "--sources", "s").exit_code == 2


def test_no_list() -> None:
    catalog = "documents:\n  - file: a.txt\n    slug: a\n    silence: number-gap\n"
    fill(Path("s"), {"a.txt": TEXT, "catalog.yml": catalog})
    assert run("check", "--sources", "s").output.splitlines()[-2] == (
        "s/catalog.yml:4:14: error: silence: expected a list of findings that are not to be"
        " reported, found 'number-gap' [catalog]"
    )


def test_nothing_is_said_of_a_document_that_cannot_be_read() -> None:
    printed = check(GOOD, text="")
    assert printed[-1] == "0 documents, 0 clauses, 1 finding (1 error)"


def test_only_its_own_document_is_meant() -> None:
    fill(Path("s"), {"b.txt": TEXT})
    printed = check(GOOD, entry="", text=TEXT)
    assert GAP.replace("a.txt", "b.txt") in printed
    assert GAP not in printed
