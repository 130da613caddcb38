"""Findings as values, and how they quote the place that they are about."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from converter.discards import ZERO_WIDTH, is_unrenderable
from converter.source import SourceText
from converter.span import Span, Unit


class Severity(StrEnum):
    """How much a finding weighs: an error breaks the build, the others do not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A finding: what, where, how grave, and the spot itself.

    Attributes:
        code: The kind of finding, a row of `findings.FINDINGS`.
        severity: How grave it is.
        path: The file, as to be shown.
        line: Line, from 1; 0 where the finding concerns the whole file.
        column: Column in characters, from 1; 0 likewise.
        message: One English sentence without a full stop: what is the matter
            and, where it is not plain, what to do.
        spot: The text around the place, the place itself in 〔…〕; may be empty.
        unit: What `line` counts, which in a Word file is paragraphs.
        end_column: Column of the character after the place, where the place ends in
            the same line; else 0.
        silenced: The reason that an editor gives for not being told; else empty.
    """

    code: str
    severity: Severity
    path: str
    line: int
    column: int
    message: str
    spot: str = ""
    unit: Unit = Unit.LINE
    end_column: int = 0
    silenced: str = ""

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}:{self.column}" if self.line else self.path
        spot = f" {self.spot}" if self.spot else ""
        return f"{place}: {self.severity}: {self.message}{spot} [{self.code}]"

    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Order findings by place, so that reports do not depend on the passes."""
        return (self.path, self.line, self.column, self.code, self.message)


#: How much text stands on either side of a quoted spot, in characters.
_CONTEXT = 10


def visible(text: str) -> str:
    """Write control characters and line ends so that a terminal shows them.

    Args:
        text: Any text.

    Returns:
        It with ⟨U+…⟩ for what has no shape, and a space for a line end or tab.
    """
    return "".join(
        f"⟨U+{ord(c):04X}⟩"
        if is_unrenderable(c) or c in ZERO_WIDTH or unicodedata.category(c) in ("Co", "Cs")
        else " "
        if c in "\r\n\f\t\u2028\u2029"
        else c
        for c in text
    )


def quote_spot(source: SourceText, span: Span) -> str:
    """Quote a place in its line, the place itself in 〔…〕.

    Args:
        source: The text.
        span: The place. A long one is shortened in its middle.

    Returns:
        At most ten characters of the line on either side and the place between; nothing
        for a place in an empty line.
    """
    text = source.text
    before = text[max(0, span.start - _CONTEXT) : span.start]
    after = text[span.end : span.end + _CONTEXT]
    for end in "\r\n":
        before = before.rpartition(end)[2]
        after = after.partition(end)[0]
    inner = source.slice(span)
    if len(inner) > 4 * _CONTEXT:
        inner = f"{inner[: 2 * _CONTEXT]}…{inner[-_CONTEXT:]}"
    spot = f"{visible(before)}〔{visible(inner)}〕{visible(after)}".strip()
    return "" if spot == "〔〕" else spot
