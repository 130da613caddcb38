"""Findings in the forms that other tools read: console, JSON, SARIF, GitLab Code Quality.

SARIF: OASIS Standard "Static Analysis Results Interchange Format (SARIF) Version 2.1.0".
GitLab: "Code Quality report format" in GitLab's documentation of Code Quality.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path, PurePath
from urllib.parse import quote

from converter import __version__
from converter.diagnostics import Diagnostic, Severity
from converter.finding_table.row import Finding
from converter.findings import FINDINGS
from converter.report import Report
from converter.span import Unit

#: With more findings than this, they are counted by kind at the end.
MOST_UNCOUNTED = 20


#: Of findings of these kinds, a person is shown so many of a file. Where there are more, one of
#: another kind has said what settles them all.
BRIEF = frozenset({"link-lost", "link-changed"})
MOST_SHOWN = 10


def brief(findings: Sequence[Diagnostic]) -> list[str]:
    """Write findings as lines for a person: of published addresses the first of each file.

    Args:
        findings: The findings, by place.

    Returns:
        Lines; behind the last that is shown of a file, how many more there are.
    """
    total = Counter(found.path for found in findings if found.code in BRIEF)
    seen: Counter[str] = Counter()
    lines = []
    for found in findings:
        seen[found.path] += found.code in BRIEF
        if found.code not in BRIEF or seen[found.path] <= MOST_SHOWN:
            lines.append(str(found))
        elif seen[found.path] == total[found.path]:
            more = total[found.path] - MOST_SHOWN
            lines.append(f"{found.path}: and {more:,} more; `links status --all` lists them")
    return lines


def console(report: Report, root: Path) -> str:
    """Write the findings as lines, errors last, and count them by kind if there are many.

    Args:
        report: The findings.
        root: The folder that the command was started in; not needed here.

    Returns:
        Lines of the form `path:line:col: severity: message 〔spot〕 [code]`.
    """
    return _lines(report, list(map(str, report.errors)))


def for_person(report: Report) -> str:
    """Write the findings as `console` does, of published addresses the first of each file."""
    return _lines(report, brief(report.errors))


def _lines(report: Report, errors: list[str]) -> str:
    weak = (found for found in report.diagnostics if found.severity is not Severity.ERROR)
    lines = list(map(str, weak))
    if len(report.diagnostics) > MOST_UNCOUNTED:
        lines += _counted(report)
    return "".join(f"{line}\n" for line in [*lines, *errors])


def _counted(report: Report) -> Iterator[str]:
    """Count the findings by kind, the most frequent first."""
    counts = Counter(found.code for found in report.diagnostics)
    yield "Findings by kind; `tiaowen explain CODE` says what one means:"
    for code, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        yield f"{count:>8,}  {code:<22} {FINDINGS[code].severity}"


def as_json(report: Report, root: Path) -> str:
    """Write the report as `report.json` is written.

    Args:
        report: The report.
        root: The folder that the command was started in; not needed here.

    Returns:
        JSON after `schemas/report.schema.json`.
    """
    return report.to_json()


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _relative(path: str, root: Path) -> PurePath:
    """Take a path from the folder that the command was started in, which is the project's."""
    pure = PurePath(path)
    if pure.is_absolute():
        # On another drive of Windows there is no way from here to there.
        with suppress(ValueError):
            return PurePath(os.path.relpath(pure, root))
    return pure


def _fingerprinted(report: Report, root: Path) -> Iterator[tuple[Diagnostic, str]]:
    """Yield all findings, silenced ones as well, each with a fingerprint of its own.

    It depends on the kind, the file and the words at the place, not on the line: it
    stays when lines are added above. Equal places are counted through.
    """
    seen: Counter[tuple[str, ...]] = Counter()
    for found in report.everything():
        # A message without a spot may name lines.
        words = found.spot or re.sub(r"\d+", "#", found.message)
        key = (found.code, _relative(found.path, root).as_posix(), words)
        seen[key] += 1
        text = json.dumps([*key, seen[key]])
        yield found, hashlib.sha256(text.encode("ascii")).hexdigest()[:32]


_SARIF_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


def sarif(report: Report, root: Path) -> str:
    """Write the findings as SARIF 2.1.0; silenced ones are suppressed results.

    Args:
        report: The findings.
        root: The folder that the command was started in, which paths are relative to.

    Returns:
        A SARIF log with one run.
    """
    rules = list(FINDINGS)
    run = {
        "tool": {
            "driver": {
                "name": "tiaowen",
                "version": __version__,
                "rules": [_rule(row) for row in FINDINGS.values()],
            }
        },
        # Columns count characters here, as `span.Position` does.
        "columnKind": "unicodeCodePoints",
        "results": [
            {
                "ruleId": found.code,
                "ruleIndex": rules.index(found.code),
                "level": found.severity.value,
                "message": {"text": f"{found.message} {found.spot}".rstrip()},
                "locations": [_location(found, root)],
                "partialFingerprints": {"tiaowen/v1": fingerprint},
                # Section 3.27.23: given for all results or for none.
                "suppressions": [{"kind": "external", "justification": found.silenced}]
                if found.silenced
                else [],
            }
            for found, fingerprint in _fingerprinted(report, root)
        ],
    }
    return _dump({"$schema": _SARIF_SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(row: Finding) -> dict[str, object]:
    return {
        "id": row.code,
        "shortDescription": {"text": row.meaning},
        "fullDescription": {"text": f"{row.meaning} {row.advice}"},
        "help": {"text": row.advice},
        "defaultConfiguration": {"level": row.severity.value},
    }


def _location(found: Diagnostic, root: Path) -> dict[str, object]:
    physical: dict[str, object] = {"artifactLocation": {"uri": _uri(found.path, root)}}
    location: dict[str, object] = {"physicalLocation": physical}
    if found.line and found.unit is Unit.LINE:
        region = {"startLine": found.line, "startColumn": found.column}
        if found.end_column:
            region["endColumn"] = found.end_column
        physical["region"] = region
    elif found.line:
        # A Word file has no lines that a region could name.
        name = f"{found.unit.value} {found.line}"
        location["logicalLocations"] = [{"fullyQualifiedName": name, "kind": found.unit.value}]
    return location


def _uri(path: str, root: Path) -> str:
    """Write a path as a URI reference (RFC 3986), relative to `root` where it can be."""
    pure = _relative(path, root)
    if pure.is_absolute():
        return Path(pure).as_uri()
    return quote(pure.as_posix(), safe="/", errors="surrogateescape")


_GITLAB_SEVERITY = {Severity.ERROR: "blocker", Severity.WARNING: "minor", Severity.NOTE: "info"}


def gitlab(report: Report, root: Path) -> str:
    """Write the findings as a GitLab Code Quality report, without the silenced ones.

    Args:
        report: The findings.
        root: The folder that the command was started in, which paths are relative to.

    Returns:
        A list in JSON. A finding about a whole file stands in its first line.
    """
    return _dump(
        [
            {
                "description": f"{found.message} {found.spot}".rstrip(),
                "check_name": found.code,
                "fingerprint": fingerprint,
                "severity": _GITLAB_SEVERITY[found.severity],
                "location": {
                    "path": _relative(found.path, root).as_posix(),
                    "lines": {"begin": found.line or 1},
                },
            }
            for found, fingerprint in _fingerprinted(report, root)
            if not found.silenced
        ]
    )


EXPORTS: dict[str, Callable[[Report, Path], str]] = {
    "console": console,
    "json": as_json,
    "sarif": sarif,
    "gitlab": gitlab,
}
