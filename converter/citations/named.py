"""Citations that say which document they are of: by title, name, number, or as 本法.

One function for each row of the table that begins so; each returns where to go on.
"""

from __future__ import annotations

import re
from dataclasses import replace

from converter.citations.base import LOST, OWN, Base
from converter.citations.clauses import Part
from converter.citations.finder import RESOLVED, Finder
from converter.citations.names import (
    ABOUT_SOMETHING,
    BEING_NAMED,
    ENDS_AS_DOCUMENT,
    PERIODICAL,
    state_name_end,
    title_end_at,
)
from converter.citations.numbers import number_start, order_start
from converter.mention import REPEALED, Step
from converter.numerals import to_int
from converter.title_names import normal_title
from converter.tree import Kind

_HINT = re.compile(
    r"\s?[（(]([^（）()\n]{1,40}(?:[（(][^（）()\n]{1,10}[）)][^（）()\n]{0,20})?)[）)]"
)
_YEAR_BEFORE = re.compile(r"(?:19|20)\d{2}年[^，。；、]{0,8}$")
_ATTACHED = re.compile(
    r"(?:所附)?的?(?P<unit>附[件表录])\s?(?P<n>[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})?"
)
#: Where a document's own number stands, alone in its line.
_OWN_NUMBER = frozenset({Kind.NOTE, Kind.PREFACE, Kind.TEXT})
#: 2006年发布的《X规定》同时废止 is about the one before, though it has the same title.
_REPEALED = re.compile(
    r"(?:[^。；《]{0,120}《[^》]{1,80}》){0,5}[^。；《]{0,60}(?:同时|即行|予以|自行)废止"
)
#: 《民法典》合同编第五百条: the name of the part adds nothing to the number of the article.
_NAMED_PART = re.compile(r"的?[\u4e00-\u9fff]{1,6}编(?=第)")
_MORE = re.compile(
    r"(?:、|和|及|以及)(?P<unit>附[件表录])\s?(?P<n>[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})"
)
_OPEN_DECISION = re.compile(r"《[^》\n]{0,40}关于(?:修改|修正|修订|废止)[^\n]*\n?$")
_AMENDS = re.compile(r"\s?(?:作出?|进行)(?:如下|以下|相应)?(?:修改|修正|修订)")


def titled(finder: Finder, found: re.Match[str]) -> int:
    """《X法》第三条."""
    start, end = found.start(), title_end_at(finder.text, found.start())
    if not end:
        # The title of a decision that goes on in another line names others within it.
        return len(finder.text) if _OPEN_DECISION.match(finder.text, start) else start + 1
    name = "".join(finder.text[start + 1 : end - 1].split())
    if not name or BEING_NAMED.search(finder.text, max(0, start - 12), start):
        return end
    behind = _HINT.match(finder.text, end)
    before = _YEAR_BEFORE.search(finder.text, max(0, start - 14), start)
    hint = behind[1] if behind else before.group() if before else ""
    if _REPEALED.match(finder.text, end):
        hint += REPEALED
    title = finder.expand(name, start)
    whole = title.rstrip("》〉")
    kind = ENDS_AS_DOCUMENT.search(whole) or ABOUT_SOMETHING.search(whole)
    sure = kind is not None and not PERIODICAL.search(title)
    base = finder.name(Base(name, title, hint=hint, sure=sure))
    if finder.amending and not finder.quoted and _AMENDS.match(finder.text, end):
        finder.amending.law = title
    at = _behind(finder, start, end, base, "titled")
    finder.pending = at
    return at


def _behind(finder: Finder, start: int, end: int, base: Base, form: str) -> int:
    attached = _ATTACHED.match(finder.text, end)
    if attached and (attached["n"] or not finder.text.startswith("附", end)):
        value = to_int(attached["n"] or "") or 0
        path = (Step(attached["unit"], value),)
        end = finder.emit_all(start, [Part(start, attached.end(), path)], form, base)
        return _more_attachments(finder, end, base)
    part_name = _NAMED_PART.match(finder.text, end)
    parts = finder.parts(part_name.end() if part_name else end)
    if parts:
        if finder.amending and not finder.quoted:
            finder.amending.law = base.title
            finder.amending.instruct(parts[0].path)
        return finder.emit_all(start, parts, form, base)
    finder.emit(start, Part(start, end, ()), form, base)
    return end


def _more_attachments(finder: Finder, end: int, base: Base) -> int:
    """Read the other members of 附录一、附录二."""
    while found := _MORE.match(finder.text, end):
        path = (Step(found["unit"], to_int(found["n"]) or 0),)
        end = finder.emit_all(
            found.start("unit"), [Part(found.start("unit"), found.end(), path)], "member", base
        )
    return end


def state(finder: Finder, found: re.Match[str]) -> int:
    """中华人民共和国刑法, with or without a clause."""
    end = state_name_end(finder.text, found.start())
    if not end:
        return found.end()
    name = finder.text[found.start() : end]
    base = finder.name(Base(name, finder.expand(name, found.start())))
    return _behind(finder, found.start(), end, base, "bare" if finder.parts(end) else "state")


def own(finder: Finder, found: re.Match[str]) -> int:
    """本法第三条; in the quotation of an amending decision the amended law."""
    parts = finder.parts(found.end())
    if not parts:
        return found.end()
    return finder.emit_all(found.start(), parts, "self", finder.self_base(found.start()))


def mentioned(finder: Finder, found: re.Match[str]) -> int:
    """该法第三条: the document of that kind that was named last."""
    parts = finder.parts(found.end())
    if not parts:
        return found.end()
    kind = found.group()[1:]
    fitting = [base for base in finder.named[-4:] if normal_title(base.title).endswith(kind)]
    base = (fitting or finder.named or [LOST])[-1]
    return finder.emit_all(found.start(), parts, "mentioned", replace(base, lead=""))


def above(finder: Finder, found: re.Match[str]) -> int:
    """上述第一条: of the document itfinder."""
    parts = finder.parts(found.end())
    if not parts:
        return found.end()
    return finder.emit_all(found.start(), parts, "above", OWN)


def attachment(finder: Finder, found: re.Match[str]) -> int:
    """附件2, 本办法附表."""
    words = found.group()
    words = words[words.rindex("附") :]
    start, end = found.span()
    value = to_int("".join(words[2:].split())) or 0
    parts = finder.parts(end)
    path = (Step(words[:2], value), *(parts[0].path if parts else ()))
    whole = Part(start, parts[0].end if parts else end, path)
    kept = len(finder.found)
    end = finder.emit_all(start, [whole], "attachment", finder.self_base(start))
    if not value and finder.found[kept].outcome != RESOLVED:
        del finder.found[kept:]
    return end


def number(finder: Finder, found: re.Match[str]) -> int:
    """国办发〔2018〕123号, 〔1991〕民他字第5号."""
    if "字" in found.group():
        return _numbered(finder, found, found.start(), "number")
    return _numbered(
        finder, found, number_start(finder.text, finder.taken, found.start()), "number"
    )


def order(finder: Finder, found: re.Match[str]) -> int:
    """国务院令第588号, 公告2019年第5号."""
    return _numbered(finder, found, order_start(finder.text, finder.taken, found.start()), "order")


def _numbered(finder: Finder, found: re.Match[str], start: int | None, form: str) -> int:
    whole = finder.text.strip()
    if start is None or (
        finder.node.kind in _OWN_NUMBER and whole == finder.text[start : found.end()]
    ):
        return found.end()  # the document's own number under its title
    words = finder.text[start : found.end()]
    pending, base = finder.pending, Base(words, words)
    parts = finder.parts(found.end())
    if parts:
        return finder.emit_all(start, parts, form, base)
    finder.emit(start, Part(start, found.end(), ()), form, base)
    finder.pending = pending
    return found.end()
