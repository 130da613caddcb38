"""Running text of a block: Markdown to HTML."""

from __future__ import annotations

import re

from converter.shell.attributes import ATTRIBUTES, around
from converter.shell.links import Links
from converter.shell.refusal import Refused

#: Elements that the writers put into running text as HTML; their tags stay as they are.
_TAG = (
    r"</?(?:a|abbr|b|bdi|br|del|em|i|ins|kbd|mark|small|span|strong|sub|sup|time)"
    r'(?:[ ][a-z-]+="[^"<>\\`\[\]*@\n]*")*>'
)
_ESCAPED = r"\\[\\`*_{}\[\]()>#+.!-]"
#: Characters that have no meaning.
_NOTHING = r"[^\\*_`\[\]{}<>!\n]"
_PLAIN = rf"(?:{_NOTHING}++|{_ESCAPED})*+"
_HREF = r"[A-Za-z0-9_./#-]+"

#: What has no meaning in running text, and behind it what has; the last one must not be there.
_TOKEN = re.compile(
    rf"""
    (?P<plain>{_NOTHING}*+)
    (?:(?P<escape>{_ESCAPED})
    |\[(?P<text>{_PLAIN})\]\((?P<href>{_HREF})\)(?P<link>{ATTRIBUTES})?
    |(?P<strong>\*\*(?!\*))(?P<named>{ATTRIBUTES})?
    |(?P<line>\n)
    |(?P<tag>{_TAG})
    |!\[(?P<alt>{_PLAIN})\]\((?P<src>{_HREF})\)(?P<image>{ATTRIBUTES})?
    |(?P<mark>!)(?!\[)
    |(?P<bad>[*_`\[\]{{}}<>\\!])
    |\Z)
    """,
    re.VERBOSE,
)
_ESCAPE = re.compile(rf"({_ESCAPED})")

#: How the text of most blocks is: words in which nothing has a meaning, before them the number that
#: links the clause, or behind them the mark that does, and perhaps a number.
_NUMBERED = re.compile(rf"\[({_NOTHING}*)\]\((#[A-Za-z0-9_./-]+)\)({_NOTHING}*)")
_CLAUSE = re.compile(
    rf"(?:\*\*((?:(?!\s){_NOTHING})+)\*\*({ATTRIBUTES}))?({_NOTHING}*)"
    rf"\[\]\((#[A-Za-z0-9_./-]+)\)({ATTRIBUTES})"
)


def _unescaped(escaped: str) -> str:
    return "&gt;" if escaped == r"\>" else escaped[1]


def _character(match: re.Match[str]) -> str:
    return _unescaped(match[0])


class Inline:
    """Writes the running text of one page.

    Attributes:
        links: Where its links lead.
    """

    def __init__(self, links: Links) -> None:
        self.links = links

    def html(self, text: str) -> str:
        """Write the text of one block.

        Raises:
            Refused: It holds something else than what the writers write.
        """
        numbered = _NUMBERED.fullmatch(text)
        if numbered:
            return f'<a href="{numbered[2]}">{numbered[1]}</a>{numbered[3]}'
        clause = _CLAUSE.fullmatch(text)
        if clause:
            number, named, words, href, marks = clause.groups()
            before, after = around(marks, "href")
            link = f'{words}<a{before} href="{href}"{after}></a>'
            return f"<strong{around(named, '')[1]}>{number}</strong>{link}" if number else link
        out: list[str] = []
        opened = -1
        for match in _TOKEN.finditer(text):
            plain, kind = match["plain"], match.lastgroup
            if kind == "line" and plain.endswith("  "):
                plain, kind = plain[:-2], "br"
            if plain:
                out.append(plain)
            if kind == "strong" or kind == "named":
                opened = self._strong(match, out, opened)
            elif kind != "plain":
                out.append(self._token(match, kind))
        if opened >= 0:
            raise Refused("** without its end")
        return "".join(out)

    def _token(self, match: re.Match[str], kind: str | None) -> str:
        if kind == "link" or kind == "href":
            shown = match["text"]
            if "\\" in shown:
                shown = _ESCAPE.sub(_character, shown)
            href = match["href"]
            if href.rfind("#") or len(href) == 1:  # most links stay on the page
                href = self.links[href]
            before, after = around(match["link"], "href")
            return f'<a{before} href="{href}"{after}>{shown}</a>'
        if kind == "escape":
            return _unescaped(match["escape"])
        if kind == "br":
            return "<br />\n"
        if kind == "tag" or kind == "line" or kind == "mark":
            return match[kind]
        if kind == "src" or kind == "image":
            alt = _ESCAPE.sub(_character, match["alt"]).replace('"', "&quot;")
            src = self.links[match["src"]]
            before, after = around(match["image"], "alt")
            rest = around(match["image"], "src")
            between = after.removesuffix(rest[1])
            return f'<img{before} alt="{alt}"{between} src="{src}"{rest[1]} />'
        raise Refused(f"{match['bad']} in {match.string[:40]}")

    @staticmethod
    def _strong(match: re.Match[str], out: list[str], opened: int) -> int:
        """Begin or end what is strong; return where it began, or -1."""
        text, named = match.string, match["named"]
        start, end = match.span("strong")
        if opened < 0:
            if named or end == len(text) or text[end].isspace() or text[start - 1 : start] == "*":
                raise Refused("** that begins nothing")
            out.append("")
            return len(out) - 1
        if text[start - 1].isspace() or len(out) == opened + 1:
            raise Refused("** that ends nothing")
        out[opened] = f"<strong{''.join(around(named, ''))}>"
        out.append("</strong>")
        return -1
