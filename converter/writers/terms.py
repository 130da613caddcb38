"""The pages of the terms: one for each wording, with all its senses and uses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from converter.bundle import Term, TermSource
from converter.history.senses import Sense, senses
from converter.normal import normal
from converter.view import View
from converter.writers.escape import html_text, markdown, opening
from converter.writers.excerpts import shorten
from converter.writers.fates import dated, definition_note
from converter.writers.lists import amount, place_list
from converter.writers.naming import clause_link, doc_link, doc_name, doc_text
from converter.writers.page import fold, page
from converter.writers.used_terms import UNEXPLAINED

#: What leads from the page of a term to the root of the site.
_ROOT = "../../"

#: How much of a definition the table of senses shows, in characters.
_GIST = 40


def term_pages(view: View) -> Iterator[tuple[str, str]]:
    """Write the pages of all terms.

    Args:
        view: The bundle.

    Yields:
        The name of each page in addresses, and the page.
    """
    for name, terms in view.pages.items():
        yield name, _page(view, name, terms)


def _page(view: View, name: str, terms: Sequence[Term]) -> str:
    wording, listed = terms[0].term, senses(view, terms)
    blocks = [f"# {opening(wording)} {{ #term_page }}"]
    several = len(listed) > 1
    if several:
        said = f"“{markdown(wording)}”有 {len(listed)} 种释义，适用范围各不相同。"
        blocks.append(said)
        blocks.append(_senses(view, listed))
    for sense in listed:
        term = sense.term
        if several:
            blocks.append(f"## {opening(scope_text(view, term))} {{ #{term.anchor} }}")
        blocks.append(_entry(view, term, "" if several else f' id="{term.anchor}"'))
        blocks += [_earlier(view, former, term) for former in sense.earlier]
    unexplained = view.unexplained_of.get(name, [])
    if unexplained:
        blocks.append("## 未作解释的用例 { #term_unexplained }")
        blocks.append(f"以上释义均不适用于下列文件，文件本身也未作解释（{amount(unexplained)}）。")
        blocks.append(place_list(view, _ROOT, unexplained))
    blocks.append("[返回术语表](../index.md)")
    return page(wording, *blocks)


def _earlier(view: View, term: Term, later: Term) -> str:
    """Write a sense as an older text defines it, folded away beneath that of a later one."""
    doc = view.documents[(term.source and term.source.document) or ""]
    same = normal(term.definition or "") == normal(later.definition or "")
    summary = f"{dated(doc)}的文本：释义{'与上文相同' if same else '与上文不同'}"
    inside = _entry(view, term, f' id="{term.anchor}"')
    return fold(summary, inside, attributes='class="tw-fold tw-earlier"')


def _senses(view: View, listed: Sequence[Sense]) -> str:
    """List the senses of one wording in a table."""
    rows = []
    for term in (sense.term for sense in listed):
        scope = html_text(scope_text(view, term))
        uses = len(view.uses_of.get(term.id, []))
        rows.append(
            f'<tr><th scope="row"><a href="#{term.anchor}">{scope}</a></th>'
            f"<td>{html_text(gist(term, _GIST))}</td><td>{uses:,} 处</td></tr>"
        )
    head = "".join(f'<th scope="col">{name}</th>' for name in ("适用范围", "释义", "用例"))
    return (
        f'<table class="tw-senses"><thead><tr>{head}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table>"
    )


def gist(term: Term, most: int) -> str:
    """Return so many characters of a definition, as text."""
    return shorten(term.definition or UNEXPLAINED, most)


def scope_text(view: View, term: Term) -> str:
    """Say where a sense holds.

    Args:
        view: The bundle.
        term: The sense.

    Returns:
        Text: 全部文件, 《某法》, 《某法》第三章, 《某法》自第二条起.
    """
    if term.scope == "corpus":
        return "全部文件"
    slug, _, eid = term.scope.removeprefix("document:").partition("#")
    doc = view.documents.get(slug)
    if doc is None:
        return slug
    text = doc_text(view, doc)
    key = view.of(slug).keys.get(eid)
    if key is not None:
        text += doc.labels[key]
    if term.since and term.source and term.source.document == slug:
        since = view.of(slug).keys.get(term.source.clause or "")
        if since is not None:
            text += f"自{doc.labels[since]}起"
    return text


def _entry(view: View, term: Term, eid: str) -> str:
    """Write one sense; `eid` is its id as an attribute, where no heading has it."""
    uses = view.uses_of.get(term.id, [])
    rows = [
        ("释义", html_text(term.definition or UNEXPLAINED)),
        ("出处", _source(view, term.source)),
        ("版本", definition_note(view, _ROOT, term)),
        ("适用", html_text(scope_text(view, term))),
        ("又作", "、".join(map(html_text, term.aliases))),
        ("类别", html_text(term.category or "")),
        ("参见", _see_also(view, term)),
        ("用例", amount(uses) if uses else "本站文件中没有用例"),
    ]
    cells = "".join(_row(name, value) for name, value in rows if value)
    listed = place_list(view, _ROOT, uses) if uses else ""
    return f'<dl class="tw-term"{eid}>{cells}</dl>{listed}'


def _row(name: str, value: str) -> str:
    return f"<dt>{name}</dt><dd>{value}</dd>"


def _source(view: View, source: TermSource | None) -> str:
    if source is None:
        return ""
    doc = view.documents.get(source.document or "")
    if doc is None:
        date = f"（{html_text(source.date)}）" if source.date else ""
        return f"{html_text(source.title)}{date}" if source.title else ""
    key = view.of(doc.slug).keys.get(source.clause or "")
    if key is None:
        return doc_link(view, _ROOT, doc)
    return clause_link(_ROOT, doc, key, doc_name(view, doc) + html_text(doc.labels[key]))


def _see_also(view: View, term: Term) -> str:
    pages = view.page_of
    links = [
        f'<a href="../{pages[name]}/">{html_text(name)}</a>'
        for name in term.see_also
        if name in pages
    ]
    return "、".join(links)
