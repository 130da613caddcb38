"""The metadata block of a page: what is said of the document as a whole, and where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from converter.discards import essential
from converter.fact import Fact, Origin
from converter.metadata.facts import FACTS, FactKind
from converter.model import Document
from converter.span import Unit
from converter.writers.escape import html_text

_PROFILE_NAMES = {"statute": "法规", "official": "公文"}
_PLACES = {Unit.LINE: "行", Unit.PARAGRAPH: "段", Unit.PAGE: "页"}
#: Who says what does not stand in the text: the page of a web site, else a file's properties.
_STATED = {Unit.LINE: "据网页登记", Unit.PARAGRAPH: "据文件属性", Unit.PAGE: "据文件属性"}

#: What readers leave out: the name of a rule to what it is called on a page, in the order there.
RULES = {
    # web pages
    "metadata": "登记表",
    "page-title": "重复的标题",
    "navigation": "导航",
    "source-line": "来源和发布时间",
    "related": "相关链接",
    "print": "打印、字号等按钮",
    "share": "分享按钮",
    "form": "表单",
    "editor": "编辑署名",
    "outside-body": "正文之外的文字",
    "fallback": "浏览器备用的内容",
    "ruby-parenthesis": "注音的括号",
    # Word files
    "tracked-deletion": "修订中删去的文字",
    "comment": "批注",
    "note-unused": "正文中没有标记的脚注",
    "footnote-mark": "自定的脚注标记",
    "merged-cell": "合并单元格所遮盖的文字",
    "misplaced": "位置有误、不能显示的文字",
    "field-code": "域代码",
    "ruby": "注音",
    # any
    "hidden": "隐藏的文字",
    "header": "页眉",
    "footer": "页脚",
    "running-head": "各页重复的页眉、页脚",
    "page-number": "页码",
}

#: More values of one kind than this are folded, and longer ones.
MOST_VALUES = 3
LONGEST = 60


def metadata(doc: Document, version: str = "") -> str:
    """Write what is known of a document, as one HTML block.

    Args:
        doc: The document.
        version: How to call its version, as text; empty where there is only one.

    Returns:
        The block on one line; all of it is apparatus.
    """
    rows = []
    if doc.entry.kind:
        rows.append(_row("文种", html_text(doc.entry.kind)))
    rows.append(_row("体例", _PROFILE_NAMES[doc.profile.value]))
    if version:
        rows.append(_row("版本", html_text(version)))
    rows += _facts(doc, folded=False)
    if doc.title_assigned:
        rows.append(_row("标题", _assigned(doc)))
    rows.append(_row("条目", f"{sum(1 for _ in doc.clauses())} 条可引用条目"))
    rows.append(_row("原文", html_text(doc.entry.file)))
    rows += _left_out(doc)
    more = "".join(_facts(doc, folded=True))
    if more:
        more = f"<details><summary>其他信息</summary><dl>{more}</dl></details>"
    title = html_text(doc.title)
    return (
        f'<section class="tw-meta" data-editorial="" data-title="{title}">'
        f"<dl>{''.join(rows)}</dl>{more}</section>"
    )


def _left_out(doc: Document) -> Iterator[str]:
    """Yield the row that says what the reader left out of the file, by rules, if anything."""
    counts = Counter(removal.rule for removal in doc.source.removals)
    if counts:
        rules = [rule for rule in RULES if rule in counts]
        rules += [rule for rule in counts if rule not in RULES]
        listed = "、".join(f"{html_text(RULES.get(rule, rule))}{counts[rule]}处" for rule in rules)
        summary = f"原文件中不属于正文的部分，共{counts.total()}处"
        folded = f"<details><summary>{summary}</summary><span>{listed}</span></details>"
        yield _row("未收入", folded)


def _row(label: str, value: str) -> str:
    return f"<div><dt>{label}</dt><dd>{value}</dd></div>"


def _assigned(doc: Document) -> str:
    stated = [fact.value for fact in doc.facts if fact.name == "title"]
    if doc.entry.title is None and doc.title in stated:
        return f"正文无标题，现标题{_STATED[doc.source.unit]}"
    return "原文无标题，现标题为编者所拟"


def _facts(doc: Document, folded: bool) -> Iterator[str]:
    """Yield a row for each kind of fact."""
    for row in FACTS.values():
        facts = [fact for fact in doc.facts if fact.name == row.name and not _said(doc, fact)]
        if not facts or row.folded is not folded:
            continue
        if row.name == "other":
            yield from (_row(html_text(fact.label), _value(doc, row, fact)) for fact in facts)
            continue
        values = "<br>".join(_value(doc, row, fact) for fact in facts)
        if len(facts) > MOST_VALUES:
            last = facts[-1]
            summary = f"共{len(facts)}项，最近一项：{html_text(_short(row, last))}"
            values = f"<details><summary>{summary}</summary>{values}</details>"
        yield _row(row.label, values)


def _said(doc: Document, fact: Fact) -> bool:
    """Tell whether a fact says nothing new: the title that stands above it."""
    return fact.name == "title" and essential(fact.value) == essential(doc.title)


def _short(row: FactKind, fact: Fact) -> str:
    """Say a fact in a few words: a date with the word for the act, where that says more."""
    told = fact.act if fact.act not in row.label else ""
    return f"{fact.value} {told}".strip()


def _value(doc: Document, row: FactKind, fact: Fact) -> str:
    shown = html_text(_short(row, fact))
    if fact.by:
        shown += f"，{html_text(fact.by)}"
    if len(fact.value) > LONGEST:
        head, rest = fact.value[:LONGEST], fact.value
        shown = f"<details><summary>{html_text(head)}…</summary>{html_text(rest)}</details>"
    return f"{shown}<small>（{_origin(doc, fact)}）</small>"


def _origin(doc: Document, fact: Fact) -> str:
    """Say who says a fact, with a link to the place where it stands in the text."""
    if fact.origin is Origin.CATALOG:
        return "据目录登记"
    if fact.origin is Origin.STATEMENT:
        return _STATED[doc.source.unit]
    place = f"原文第{fact.line}{_PLACES[doc.source.unit]}"
    eid = doc.ids.get(fact.key) if fact.key is not None else None
    return f'见<a href="#{eid}">{place}</a>' if eid else f"见{place}"
