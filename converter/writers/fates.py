"""What became of a clause of a superseded text, in words for readers."""

from __future__ import annotations

from collections.abc import Sequence

from converter.citation import Citation
from converter.comparison import Change
from converter.history.affected import fates_of
from converter.history.fates import URGENCIES, Fate
from converter.history.senses import OldDefinition, fate_of, old_definition
from converter.model import Document
from converter.term import Term, TermOrigin
from converter.view import View
from converter.writers.escape import html_text
from converter.writers.naming import clause_link, day, version_note

#: What is said of a clause, by what became of it and whether it bears another number.
_SAID: dict[tuple[Change, bool], str] = {
    (Change.UNCHANGED, False): "{}相同",
    (Change.UNCHANGED, True): "为{}，文字相同",
    (Change.REWORDED, False): "仍为{}，文字有修改",
    (Change.REWORDED, True): "为{}，文字有修改",
    (Change.SPLIT, False): "拆分为{}",
    (Change.SPLIT, True): "拆分为{}",
    (Change.MERGED, False): "并入{}",
    (Change.MERGED, True): "并入{}",
    (Change.REGROUPED, False): "与其他条文一并调整为{}",
    (Change.REGROUPED, True): "与其他条文一并调整为{}",
}

#: The same in a word or two, for a table.
KINDS: dict[tuple[Change, bool], str] = {
    (Change.DELETED, False): "已删去",
    (Change.REGROUPED, False): "几条调整",
    (Change.SPLIT, False): "拆分",
    (Change.MERGED, False): "合并",
    (Change.REWORDED, True): "序号和文字变动",
    (Change.REWORDED, False): "文字修改",
    (Change.UNCHANGED, True): "仅序号变动",
    (Change.UNCHANGED, False): "未变动",
}


def kind_of(fate: Fate) -> tuple[Change, bool]:
    """Return what became of a clause as a key of `KINDS`."""
    return URGENCIES[fate.urgency]


def dated(doc: Document) -> str:
    """Name a text by its date, such as `2018年3月20日`."""
    return day(doc.version) or "日期不明"


def clauses_now(view: View, root: str, fate: Fate) -> str:
    """Write links to the clauses that one lives on in; nothing for one that is gone.

    Args:
        view: The bundle.
        root: What leads from the page to the root of the site.
        fate: What became of it.

    Returns:
        HTML.
    """
    doc = view.documents[fate.newer]
    return "、".join(clause_link(root, doc, key, html_text(doc.labels[key])) for key in fate.now)


def became(view: View, root: str, fate: Fate) -> str:
    """Say in HTML what became of a clause, such as 为第十三条，文字有修改."""
    if fate.now:
        return _SAID[fate.change, fate.renumbered].format(clauses_now(view, root, fate))
    doc = view.documents[fate.newer]
    if fate.above is None or fate.above not in doc.ids:
        return "已删去"
    above = clause_link(root, doc, fate.above, html_text(doc.labels[fate.above]))
    return f"已删去，所在条款现为{above}"


def in_latest(view: View, root: str, fates: Sequence[Fate]) -> str:
    """Say what the latest text has of clauses that are cited from an older one.

    Args:
        view: The bundle.
        root: What leads from the page to the root of the site.
        fates: What became of each of them, at least one.

    Returns:
        HTML, such as 最新文本（2024年12月25日）中为第十三条，文字有修改. Of a range only those are
        named that are not as they were.
    """
    newer = view.documents[fates[0].newer]
    said = f"最新文本（{dated(newer)}）中"
    if len(fates) == 1:
        return said + became(view, root, fates[0])
    changed = [fate for fate in fates if not fate.is_as_it_was]
    if not changed:
        return f"{said}各条相同"
    return said + each_became(view, root, changed)


def each_became(view: View, root: str, fates: Sequence[Fate]) -> str:
    """Say in HTML what became of each of several clauses of one text."""
    return "；".join(
        html_text(view.documents[fate.older].labels[fate.was[0]]) + became(view, root, fate)
        for fate in fates
    )


def citation_note(view: View, root: str, citation: Citation) -> str:
    """Say which text a citation of a superseded text leads to, and what the latest one has.

    Args:
        view: The bundle.
        root: What leads from the page to the root of the site.
        citation: A resolved citation.

    Returns:
        HTML without a full stop; nothing for a citation of a text that is not superseded.
    """
    slug = citation.target_slug
    if slug is None or slug == citation.slug or view.fates.latest(slug) is None:
        return ""
    said = html_text(version_note(view, citation))
    fates = fates_of(view, citation)
    if fates:
        return f"{said}；{in_latest(view, root, fates)}"
    newer = view.current(view.documents[slug])
    return f'{said}；最新文本为<a href="{root}{newer.url}">{dated(newer)}</a>的文本'


def definition_note(view: View, root: str, term: Term) -> str:
    """Say that a definition stands in a superseded text, and what the latest one has.

    Args:
        view: The bundle.
        root: What leads from the page to the root of the site.
        term: A sense.

    Returns:
        HTML without a full stop; nothing for a sense that no superseded text defines.
    """
    found = old_definition(view, term)
    if found is None:
        return ""
    latest = f"最新文本（{dated(found.latest)}）"
    said = f"该定义见于{dated(found.doc)}的文本；{latest}"
    if found.now is None:
        fate = fate_of(view, found) if term.origin is TermOrigin.GLOSSARY else None
        if fate:  # an editor's words
            return f"该释义出自{dated(found.doc)}的文本；{in_latest(view, root, [fate])}"
        return f"{said}未作此定义"
    return said + _defining_clause(view, root, found) + how_reworded(found)


def how_reworded(found: OldDefinition) -> str:
    """Say whether a definition of the latest text is that of an older one."""
    return "的定义有修改" if found.reworded else "的定义相同"


def _defining_clause(view: View, root: str, found: OldDefinition) -> str:
    source = found.now.source if found.now else None
    label = view.label(found.latest.slug, source.clause or "") if source else None
    if source is None or label is None:
        return ""
    return f'<a href="{root}{found.latest.url}#{source.clause}">{html_text(label)}</a>'
