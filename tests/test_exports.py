"""Findings for other tools: the two formats against their schemas, and value by value."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator, Draft202012Validator, ValidationError

from converter import __version__
from converter.diagnostics import Diagnostic, Severity
from converter.exports import EXPORTS, MOST_UNCOUNTED
from converter.findings import FINDINGS, report, report_file
from converter.report import Report
from converter.source import SourceText
from converter.span import Mark, Position, Span, Unit
from tests.helpers import FIXTURES, ROOT

HERE = Path("/somewhere/project")
SARIF = json.loads((ROOT / "tests/vendor/sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8"))
GITLAB = json.loads((FIXTURES / "gitlab-code-quality.schema.json").read_text(encoding="utf-8"))

TEXT = SourceText.plain("sources/办法 #1.txt", "第一条 推进“智慧党建。\n第三条 推进“智慧党建。\n")


def quote_at(source: SourceText, offset: int) -> Diagnostic:
    """Report the quotation mark at an offset."""
    message = "“ is not closed in its paragraph"
    return report("quote-unclosed", source, Span(offset, offset + 1), message)


def reported(*found: Diagnostic) -> Report:
    """Return a report that holds findings."""
    made = Report(documents=1)
    made.add(found)
    return made


def silenced(found: Diagnostic, reason: str) -> Diagnostic:
    """Return a finding as an editor has silenced it."""
    return Diagnostic(
        found.code, found.severity, found.path, found.line, found.column, found.message,
        found.spot, found.unit, found.end_column, reason,
    )  # fmt: skip


def sarif(made: Report) -> dict[str, Any]:
    """Write SARIF, check it, and return its only run."""
    log = json.loads(EXPORTS["sarif"](made, HERE))
    Draft4Validator(SARIF).validate(log)
    (run,) = log["runs"]
    assert isinstance(run, dict)
    return run


def gitlab(made: Report) -> list[dict[str, Any]]:
    """Write a Code Quality report, check it, and return it."""
    issues = json.loads(EXPORTS["gitlab"](made, HERE))
    Draft202012Validator(GITLAB).validate(issues)
    assert isinstance(issues, list)
    return issues


ALL = reported(
    quote_at(TEXT, 6),
    silenced(quote_at(TEXT, 19), "经核对，原文如此"),
    report_file("empty", "sources/空.txt", "holds no text"),
    report_file("title-missing", "sources/b.txt", "no title was recognised in the text"),
    report_file("catalog", "sources/catalog.yml", "is not YAML", Position(3, 5)),
    report("number-gap", TEXT, Span(13, 13), "第三条 follows 第一条"),
)


# SARIF


def test_sarif_result_for_result() -> None:
    results = sarif(ALL)["results"]
    assert [(r["ruleId"], r["level"]) for r in results] == [
        ("title-missing", "note"),
        ("catalog", "error"),
        ("quote-unclosed", "warning"),
        ("number-gap", "warning"),
        ("quote-unclosed", "warning"),
        ("empty", "error"),
    ]
    first = results[2]
    assert first["message"] == {
        "text": "“ is not closed in its paragraph 第一条 推进〔“〕智慧党建。"
    }
    assert first["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {
                    "uri": "sources/%E5%8A%9E%E6%B3%95%20%231.txt",
                },
                "region": {"startLine": 1, "startColumn": 7, "endColumn": 8},
            }
        }
    ]


def test_sarif_regions_say_only_what_is_known() -> None:
    places = [r["locations"][0]["physicalLocation"] for r in sarif(ALL)["results"]]
    assert [place.get("region") for place in places] == [
        None,
        {"startLine": 3, "startColumn": 5},
        {"startLine": 1, "startColumn": 7, "endColumn": 8},
        {"startLine": 2, "startColumn": 1},
        {"startLine": 2, "startColumn": 7, "endColumn": 8},
        None,
    ]


def test_sarif_has_no_region_where_there_are_no_lines() -> None:
    marks = (Mark(0, Position(4, 1)),)
    word = SourceText("sources/a", "推进“智慧党建。", marks, unit=Unit.PARAGRAPH)
    (result,) = sarif(reported(quote_at(word, 2)))["results"]
    assert result["locations"] == [
        {
            "physicalLocation": {"artifactLocation": {"uri": "sources/a"}},
            "logicalLocations": [{"fullyQualifiedName": "paragraph 4", "kind": "paragraph"}],
        }
    ]
    (item,) = json.loads(EXPORTS["json"](reported(quote_at(word, 2)), HERE))["findings"]
    assert (item["line"], item["column"], item["unit"]) == (4, 3, "paragraph")


def test_sarif_suppresses_what_is_silenced() -> None:
    given = [result["suppressions"] for result in sarif(ALL)["results"]]
    assert given[4] == [{"kind": "external", "justification": "经核对，原文如此"}]
    assert given[:4] + given[5:] == [[]] * 5


def test_sarif_tells_of_every_kind() -> None:
    run = sarif(reported())
    driver = run["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("tiaowen", __version__)
    assert run["columnKind"] == "unicodeCodePoints"
    rules = {rule["id"]: rule for rule in driver["rules"]}
    assert list(rules) == list(FINDINGS)
    assert rules["number-gap"] == {
        "id": "number-gap",
        "shortDescription": {"text": "A number of a series is missing."},
        "fullDescription": {
            "text": "A number of a series is missing. Compare with the official text."
        },
        "help": {"text": "Compare with the official text."},
        "defaultConfiguration": {"level": "warning"},
    }
    for result in sarif(ALL)["results"]:
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("sources/a.txt", "sources/a.txt"),
        ("./sources/a.txt", "sources/a.txt"),
        ("../laws/a.txt", "../laws/a.txt"),
        ("/somewhere/project/sources/a.txt", "sources/a.txt"),
        ("/elsewhere/法.txt", "../../elsewhere/%E6%B3%95.txt"),
        ("sources/a:b?c%d.txt", "sources/a%3Ab%3Fc%25d.txt"),
    ],
)
def test_sarif_addresses(path: str, uri: str) -> None:
    (result,) = sarif(reported(report_file("empty", path, "holds no text")))["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": uri}


# GitLab Code Quality


def test_gitlab_issue_for_issue() -> None:
    issues = gitlab(ALL)
    places = [(i["check_name"], i["severity"], i["location"]["lines"]["begin"]) for i in issues]
    assert places == [
        ("title-missing", "info", 1),
        ("catalog", "blocker", 3),
        ("quote-unclosed", "minor", 1),
        ("number-gap", "minor", 2),
        ("empty", "blocker", 1),
    ]
    assert issues[2]["description"] == (
        "“ is not closed in its paragraph 第一条 推进〔“〕智慧党建。"
    )
    assert issues[2]["location"]["path"] == "sources/办法 #1.txt"


# Fingerprints


def fingerprints(made: Report) -> list[str]:
    """Return the fingerprints, which are the same in both formats."""
    ours = [r["partialFingerprints"]["tiaowen/v1"] for r in sarif(made)["results"]]
    assert [issue["fingerprint"] for issue in gitlab(made)] == ours
    assert len(set(ours)) == len(ours)
    return ours


LINES = "甲：推进“智慧党建。\n乙：推进“智慧党建。\n"


def test_fingerprints_stay_when_lines_are_added_above() -> None:
    def both(text: str) -> list[str]:
        source = SourceText.plain("a", text)
        return fingerprints(
            reported(*(quote_at(source, i) for i, c in enumerate(text) if c == "“"))
        )

    before = both(LINES)
    assert len(before) == 2
    assert both(f"通知\n\n{LINES}") == before
    assert both(LINES.replace("甲", "丙"))[1] == before[1]
    assert both(LINES.replace("甲", "丙"))[0] != before[0]


def test_equal_places_are_told_apart() -> None:
    """Also where a finding about a file names lines, which may move."""
    twice = SourceText.plain("a", LINES.replace("乙", "甲"))
    assert len(fingerprints(reported(quote_at(twice, 4), quote_at(twice, 15)))) == 2
    message = "the slug 'a' belongs to b already, in line {}; give this document another"
    one, other = (
        fingerprints(reported(report_file("catalog", "c", message.format(n)))) for n in (3, 9)
    )
    assert one == other


def test_silencing_changes_no_other_fingerprint() -> None:
    twice = SourceText.plain("a", LINES.replace("乙", "甲"))
    first, second = quote_at(twice, 4), quote_at(twice, 15)
    both = fingerprints(reported(first, second))
    (left,) = gitlab(reported(silenced(first, "原文如此"), second))
    assert left["fingerprint"] == both[1]


def test_fingerprints_do_not_depend_on_where_the_project_lies() -> None:
    here = report_file("empty", "sources/a.txt", "holds no text")
    there = report_file("empty", str(HERE / "sources/a.txt"), "holds no text")
    assert fingerprints(reported(here)) == fingerprints(reported(there))


def test_the_schemas_refuse_what_is_wrong() -> None:
    """Both can fail."""
    log = json.loads(EXPORTS["sarif"](ALL, HERE))
    log["runs"][0]["results"][2]["locations"][0]["physicalLocation"]["region"]["startLine"] = 0
    with pytest.raises(ValidationError, match="0 is less than the minimum of 1"):
        Draft4Validator(SARIF).validate(log)
    issues = json.loads(EXPORTS["gitlab"](ALL, HERE))
    issues[0]["severity"] = "warning"
    with pytest.raises(ValidationError, match="'warning' is not one of"):
        Draft202012Validator(GITLAB).validate(issues)


# The console


def test_few_findings_are_lines_with_the_errors_last() -> None:
    assert EXPORTS["console"](ALL, HERE).splitlines() == [
        "sources/b.txt: note: no title was recognised in the text [title-missing]",
        "sources/办法 #1.txt:1:7: warning: “ is not closed in its paragraph"
        " 第一条 推进〔“〕智慧党建。 [quote-unclosed]",
        "sources/办法 #1.txt:2:1: warning: 第三条 follows 第一条"
        " 〔〕第三条 推进“智慧党 [number-gap]",
        "sources/catalog.yml:3:5: error: is not YAML [catalog]",
        "sources/空.txt: error: holds no text [empty]",
    ]


def test_many_findings_are_counted_by_kind() -> None:
    gap = report("number-gap", TEXT, Span(13, 16), "第三条 follows 第一条")
    error = report_file("empty", "sources/空.txt", "holds no text")
    enough = [quote_at(TEXT, 6)] * (MOST_UNCOUNTED - 2)
    assert "by kind" not in EXPORTS["console"](reported(*enough, gap, error), HERE)
    lines = EXPORTS["console"](reported(*enough, *enough, gap, error), HERE).splitlines()
    assert lines[-5:] == [
        "Findings by kind; `tiaowen explain CODE` says what one means:",
        "      36  quote-unclosed         warning",
        "       1  empty                  error",
        "       1  number-gap             warning",
        "sources/空.txt: error: holds no text [empty]",
    ]


def test_every_form_leaves_out_or_marks_the_silenced() -> None:
    only = reported(silenced(quote_at(TEXT, 6), "原文如此"))
    assert only.summary() == "1 document, 0 clauses, 0 findings, 1 silenced"
    assert EXPORTS["console"](only, HERE) == ""
    assert gitlab(only) == []
    written = json.loads(EXPORTS["json"](only, HERE))
    assert written["findings"] == [] and written["counts"] == {}
    assert [item["reason"] for item in written["silenced"]] == ["原文如此"]
    assert only.exit_code() == 0 and only.silenced[0].severity == Severity.WARNING
