"""Escaping: raw text is data, whatever it looks like.

The escapes are those of Markdown itself, so that the written pages build with any
tool that speaks Python-Markdown.
"""

from __future__ import annotations

import html
import re

from converter.discards import is_unrenderable

#: Characters that Markdown lets a backslash take the meaning from.
_BACKSLASH = "\\`*_{}[]()>#+-.!"


class _Table(dict[int, str]):
    """Translation to Markdown; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if is_unrenderable(char):
            out = ""
        elif char in _BACKSLASH:
            out = f"\\{char}"
        elif char in "<&":
            out = html.escape(char)
        elif char.isspace() and char not in " \u3000\u00a0":
            # Line and paragraph separators would end the line that an id belongs to.
            out = " "
        else:
            out = char
        self[code] = out
        return out


_TABLE = _Table()

#: White space other than the spaces, and what no page can carry; rare, and found much sooner than
#: each character of a text is translated. What is above U+FFFF is looked at more closely.
_STRANGE = (
    r"\x00-\x1f\x7f-\x9f\u1680\u2000-\u200a\u2028\u2029\u202f\u205f"
    r"\ufdd0-\ufdef\ufffe\uffff\U00010000-\U0010ffff"
)
_NOT_PLAIN = re.compile(rf"[<&{re.escape(_BACKSLASH)}{_STRANGE}]")


def markdown(text: str) -> str:
    """Write text so that Markdown shows it as it is.

    Args:
        text: Raw text.

    Returns:
        Markdown for one line, without the characters that no page can carry; white
        space other than spaces is a space.
    """
    return text.translate(_TABLE) if _NOT_PLAIN.search(text) else text


def opening(text: str) -> str:
    """Write text that begins a block, where yet other characters have a meaning.

    Args:
        text: Raw text.

    Returns:
        Markdown for the beginning of a line.
    """
    stripped = markdown(text).lstrip(" \u3000\u00a0")
    if stripped and stripped[0] < "\x7f" and not stripped[0].isalnum() and stripped[0] not in "\\&":
        return f"&#{ord(stripped[0])};{stripped[1:]}"
    return stripped


def attribute(text: str) -> str:
    """Write text as the value of an attribute list, between double quotes.

    Args:
        text: Raw text without line ends.

    Returns:
        The text; a double quote, which attribute lists cannot escape, becomes ”.
    """
    if not _NOT_A_VALUE.search(text):
        return text
    return _on_one_line(text).replace('"', "”").replace("{", "｛").replace("}", "｝")


def html_text(text: str) -> str:
    """Write text as HTML, for blocks that are HTML already.

    Args:
        text: Raw text.

    Returns:
        The text with `&`, `<`, `>` and quotation marks escaped, on one line.
    """
    return html.escape(_on_one_line(text)) if _NOT_HTML.search(text) else text


class _OneLine(dict[int, str]):
    """Translation to what one line of a page can hold; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        out = "" if is_unrenderable(char) else " " if char.isspace() else char
        self[code] = out
        return out


_ONE_LINE = _OneLine()
_NOT_ONE_LINE = rf"\xa0\u3000{_STRANGE}"
_NOT_A_VALUE = re.compile(rf'["{{}}{_NOT_ONE_LINE}]')
_NOT_HTML = re.compile(rf"""[&<>"'{_NOT_ONE_LINE}]""")


def _on_one_line(text: str) -> str:
    return text.translate(_ONE_LINE)
