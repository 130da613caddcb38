"""The words of clauses in a comparison: what was deleted and inserted, what both have.

The marks `<del>` and `<ins>` are told by lines through and below the words and, to those who
listen, by words of the style sheet, which nobody copies.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from converter.versions.diff import Marked, Stretch
from converter.versions.lines import Line
from converter.writers.escape import html_text


def plain(lines: Sequence[Line], lead: str = "") -> str:
    """Write lines as they are; `lead` stands at the beginning of the first, as HTML."""
    written = ((line, _number(line.number), html_text(line.text)) for line in lines)
    return _paragraphs(list(written), lead)


def shared(lines: Sequence[Line], words: Sequence[str], lead: str = "") -> str:
    """Write lines with the words marked that both clauses have."""
    longest = sorted(words, key=len, reverse=True)
    pattern = re.compile(f"({'|'.join(map(re.escape, longest))})" if longest else "(?!)()")

    def text(line: Line) -> str:
        parts = enumerate(pattern.split(line.text))
        return "".join(_element("mark", part) if at % 2 else html_text(part) for at, part in parts)

    return _paragraphs([(line, _number(line.number), text(line)) for line in lines], lead)


def marked(lines: Sequence[Marked], tag: str, lead: str = "") -> str:
    """Write lines with what has changed in them in elements `del` or `ins`.

    Args:
        lines: The lines.
        tag: The element.
        lead: What stands at the beginning of the first, as HTML.
    """
    return _paragraphs([_marked(line, tag) for line in lines], lead)


def _marked(line: Marked, tag: str) -> tuple[Line, str, str]:
    stretches = list(line.stretches)
    number = line.line.number
    if line.renumbered and (not stretches or stretches[0].changed):
        # One mark for a number and the words behind it.
        first = stretches.pop(0).text if stretches else ""
        opening = f"<{tag}>{_number(number)}{html_text(first)}</{tag}>"
    elif line.renumbered:
        opening = f"<{tag}>{_number(number)}</{tag}>"
    else:
        opening = _number(number)
    return line.line, opening, "".join(_stretch(part, tag) for part in stretches)


def _stretch(part: Stretch, tag: str) -> str:
    return _element(tag, part.text) if part.changed else html_text(part.text)


def _element(tag: str, text: str) -> str:
    return f"<{tag}>{html_text(text)}</{tag}>"


def _number(number: str) -> str:
    return f'<span class="tw-num">{html_text(number)}</span>' if number else ""


def _paragraphs(lines: Sequence[tuple[Line, str, str]], lead: str) -> str:
    out = []
    for at, (line, number, text) in enumerate(lines or [(Line("", ""), "", "")]):
        opening = lead if at == 0 else ""
        words = f"<strong>{text}</strong>" if line.heading and text else text
        out.append(f"<p>{opening}{number}{words}</p>")
    return "".join(out)
