"""The table of finding kinds, and how a pass reports one.

A pass that finds something makes a `Diagnostic` with `report`, which takes the
severity from the table; nothing else decides it. The rows are in `finding_table`.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches

from converter.diagnostics import Diagnostic, quote_spot, visible
from converter.finding_table.files import CATALOG, FILES
from converter.finding_table.links import LINKS
from converter.finding_table.reading import READING
from converter.finding_table.row import Finding
from converter.finding_table.site import SITE
from converter.finding_table.texts import CHARACTERS, NUMBERING, TERMS
from converter.source import SourceText
from converter.span import Position, Span


@dataclass(frozen=True, slots=True)
class Topic:
    """Kinds of finding that stand together on the site.

    Attributes:
        name: For addresses.
        title_zh: Their heading.
        rows: The kinds.
    """

    name: str
    title_zh: str
    rows: tuple[Finding, ...]


TOPICS = (
    Topic("numbering", "序号和数目", NUMBERING),
    Topic("characters", "标点和字符", CHARACTERS),
    Topic("terms", "用语和简称", TERMS),
    Topic("files", "原文文件", FILES),
    Topic("reading", "文件的读取", READING),
    Topic("catalog", "登记和术语", CATALOG),
    Topic("links", "已公布的地址", LINKS),
    Topic("site", "网站", SITE),
)

FINDINGS: dict[str, Finding] = {row.code: row for topic in TOPICS for row in topic.rows}


def explain(code: str | None = None) -> str:
    """Explain a kind of finding, or list all kinds.

    Args:
        code: The kind; None for the list.

    Returns:
        Lines of text.

    Raises:
        KeyError: There is no such kind; its argument is a message.
    """
    if code is None:
        return "\n".join(f"{r.code:<22} {r.severity:<8} {r.meaning}" for r in FINDINGS.values())
    if code not in FINDINGS:
        close = get_close_matches(code, FINDINGS, n=1)
        hint = f"; did you mean {close[0]}?" if close else "; `tiaowen explain` lists them all"
        raise KeyError(f"there is no finding {code}{hint}")
    row = FINDINGS[code]
    lines = [f"{row.code}: {row.severity}", row.meaning, f"What to do: {row.advice}"]
    if row.example:
        lines += ["For example:", *(f"    {visible(x)}" for x in row.example.splitlines())]
    return "\n".join(lines)


def report(
    code: str,
    source: SourceText,
    span: Span,
    message: str,
) -> Diagnostic:
    """Make a diagnostic about a place in a source.

    Args:
        code: A row of `FINDINGS`.
        source: The text.
        span: The place.
        message: What is the matter, one English sentence without a full stop.

    Returns:
        The diagnostic, with the severity of its row and the spot quoted.
    """
    place, end = source.position(span.start), source.position(span.end)
    return Diagnostic(
        code,
        FINDINGS[code].severity,
        source.name,
        place.line,
        place.column,
        message,
        quote_spot(source, span),
        source.unit,
        end.column if end.line == place.line and end.column > place.column else 0,
    )


def report_file(code: str, path: str, message: str, place: Position | None = None) -> Diagnostic:
    """Make a diagnostic about a file as a whole, or a place in one that is no source.

    Args:
        code: A row of `FINDINGS`.
        path: The file, as to be shown.
        message: What is the matter, one English sentence without a full stop.
        place: Line and column, if the file has them.

    Returns:
        The diagnostic.
    """
    line, column = (place.line, place.column) if place else (0, 0)
    return Diagnostic(code, FINDINGS[code].severity, path, line, column, message)
