"""The pages of the terms: one for each wording, with all its senses and uses.

What is much stands on further pages below it: senses first, then uses without their sentences.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from converter.history.senses import Sense
from converter.normal import normal
from converter.term import Term, TermSource
from converter.view import View
from converter.writers.escape import html_text, markdown, opening
from converter.writers.excerpts import shorten
from converter.writers.fates import dated, definition_note
from converter.writers.lists import amount, link_list, place_list
from converter.writers.naming import doc_link, doc_name, doc_text
from converter.writers.page import fold, page
from converter.writers.paging import below, numbered, pager, up
from converter.writers.term_plan import MOST_LINKED, Clauses, Plan, plan_of
from converter.writers.used_terms import UNEXPLAINED

#: How much of a definition the table of senses shows, in characters.
_GIST = 40

#: Fewer senses stand without a table of them before them: the outline of the page lists them.
_LEAST_IN_TABLE = 5

#: The name of the uses that no sense explains.
_UNEXPLAINED = "未作解释的用例"


def term_pages(view: View) -> Iterator[tuple[str, str]]:
    """Write the pages of all terms.

    Args:
        view: The bundle.

    Yields:
        The name of each page in addresses, and the page.
    """
    for name, terms in view.pages.items():
        for number, text in enumerate(_pages(view, plan_of(view, name, terms)), 1):
            yield f"{name}/{below(number)}".rstrip("/"), text


def _pages(view: View, plan: Plan) -> Iterator[str]:
    for number, listed in enumerate(plan.parts, 1):
        yield _page(_Writer(view, plan, number), listed)
    for number, groups in enumerate(plan.rest, len(plan.parts) + 1):
        yield _rest(_Writer(view, plan, number), groups)


def _rest(writer: _Writer, groups: Sequence[tuple[str, Sequence[Clauses]]]) -> str:
    """Write a page of uses without their sentences."""
    terms = {term.id: term for term in writer.plan.terms}
    wording, blocks = writer.plan.terms[0].term, []
    for number, (of, rows) in enumerate(groups, 1):
        if len(writer.plan.uses) > 2 or of not in terms:  # else there is one sense
            name = writer.scope(terms[of]) if of in terms else _UNEXPLAINED
            blocks.append(f"## {opening(name)} {{ #uses-{number} }}")
        blocks.append(link_list(writer.view, writer.root, rows, MOST_LINKED))
    return page(
        numbered(wording, writer.number),
        f"# {opening(wording)} {{ #term_page }}",
        "其余用例所在条目如下，点按可查看原文；释义和其他用例见[第 1 页](../index.md)。",
        *blocks,
        writer.pager,
    )


def _page(writer: _Writer, listed: Sequence[Sense]) -> str:
    view, plan = writer.view, writer.plan
    wording, total = plan.terms[0].term, sum(map(len, plan.parts))
    blocks = [f"# {opening(wording)} {{ #term_page }}"]
    several = total > 1
    if several:
        here = f"本页列出其中 {len(listed)} 种。" if total > len(listed) else ""
        blocks.append(f"“{markdown(wording)}”有 {total:,} 种释义，适用范围各不相同。{here}")
        if total >= _LEAST_IN_TABLE:
            blocks.append(_senses(writer, listed))
    for sense in listed:
        term = sense.term
        if several:
            blocks.append(f"## {opening(writer.scope(term))} {{ #{term.anchor} }}")
        blocks.append(writer.entry(term, "" if several else f' id="{term.anchor}"'))
        blocks += [_earlier(writer, former, term) for former in sense.earlier]
    unexplained = view.unexplained_of.get(plan.name, [])
    if unexplained and writer.number == 1:
        blocks.append(f"## {_UNEXPLAINED} {{ #term_unexplained }}")
        blocks.append(f"以上释义均不适用于下列文件，文件本身也未作解释（{amount(unexplained)}）。")
        blocks.append(writer.uses(plan.name))
    blocks.append(writer.pager)
    blocks.append(f"[返回术语表]({up(writer.number)}../index.md)")
    return page(numbered(wording, writer.number), *blocks)


def _earlier(writer: _Writer, term: Term, later: Term) -> str:
    """Write a sense as an older text defines it, folded away beneath that of a later one."""
    doc = writer.view.documents[(term.source and term.source.document) or ""]
    same = normal(term.definition or "") == normal(later.definition or "")
    summary = f"{dated(doc)}的文本：释义{'与上文相同' if same else '与上文不同'}"
    inside = writer.entry(term, f' id="{term.anchor}"')
    return fold(summary, inside, attributes='class="tw-fold tw-earlier"')


def _senses(writer: _Writer, listed: Sequence[Sense]) -> str:
    """List the senses of one wording in a table."""
    rows = []
    for term in (sense.term for sense in listed):
        scope = html_text(writer.scope(term))
        uses = len(writer.view.uses_of.get(term.id, []))
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
    if eid:
        text += view.label(slug, eid) or ""
    if term.since and term.source and term.source.document == slug:
        since = view.label(slug, term.source.clause or "")
        text += f"自{since}起" if since is not None else ""
    return text


class _Writer:
    """Writes what is said of senses on one page of a wording."""

    def __init__(self, view: View, plan: Plan, number: int) -> None:
        self.view, self.plan, self.number = view, plan, number
        self.root = f"{up(number)}../../"
        self.pager = pager(number, plan.pages)

    def scope(self, term: Term) -> str:
        """Say where a sense holds, as text."""
        return scope_text(self.view, term)

    def entry(self, term: Term, eid: str) -> str:
        """Write one sense; `eid` is its id as an attribute, where no heading has it."""
        uses = self.view.uses_of.get(term.id, [])
        # The heading above says where the sense holds, and so in which document it is defined.
        headed = not eid
        own = headed and term.source is not None and _only_in(term) == term.source.document
        rows = [
            ("释义", html_text(term.definition or UNEXPLAINED)),
            ("出处", self._source(term.source, own)),
            ("版本", definition_note(self.view, self.root, term)),
            ("适用", "" if headed else html_text(self.scope(term))),
            ("又作", "、".join(map(html_text, term.aliases))),
            ("类别", html_text(term.category or "")),
            ("参见", self._see_also(term)),
            ("用例", amount(uses) if uses else "本站文件中没有用例"),
        ]
        cells = "".join(_row(name, value) for name, value in rows if value)
        return f'<dl class="tw-term"{eid}>{cells}</dl>{self.uses(term.id, not _only_in(term))}'

    def uses(self, name: str, named: bool = True) -> str:
        """Write the clauses that use a sense, and where those are that are left out.

        Args:
            name: The id of the sense, or that of the uses that none explains.
            named: Whether their documents are; else all are in the one in which it holds.
        """
        shown = self.plan.uses[name]
        if not shown.quoted:
            return ""
        listed = place_list(self.view, self.root, shown.quoted, named=named)
        rest = sum(map(len, (*shown.linked, *shown.left)))
        if not rest:
            return listed
        said = f"以上列出前 {len(shown.quoted):,} 条的原句，其余 {rest:,} 条"
        if not named:
            document = self.view.documents[shown.quoted[0][0].slug]
            said += f'见<a href="{self.root}{document.url}">该文件</a>。'
            return f'{listed}<p class="tw-more">{said}</p>'
        said += "所在条目如下"
        if shown.left:
            to = f"{up(self.number)}{below(len(self.plan.parts) + 1)}"
            said += f'（未列出的见<a href="{to}">续页</a>）'
        linked = link_list(self.view, self.root, shown.linked, MOST_LINKED)
        return f'{listed}<p class="tw-more">{said}：</p>{linked}'

    def _source(self, source: TermSource | None, own: bool) -> str:
        """Write where a definition stands; `own`: in the document that is named above."""
        if source is None:
            return ""
        doc = self.view.documents.get(source.document or "")
        if doc is None:
            date = f"（{html_text(source.date)}）" if source.date else ""
            return f"{html_text(source.title)}{date}" if source.title else ""
        label = self.view.label(doc.slug, source.clause or "")
        if label is None:
            return doc_link(self.view, self.root, doc)
        words = ("" if own and label else doc_name(self.view, doc)) + html_text(label)
        return f'<a href="{self.root}{doc.url}#{source.clause}">{words}</a>'

    def _see_also(self, term: Term) -> str:
        pages = self.view.page_of
        links = [
            f'<a href="{self.root}glossary/{pages[name]}/">{html_text(name)}</a>'
            for name in term.see_also
            if name in pages
        ]
        return "、".join(links)


def _only_in(term: Term) -> str:
    """Return the document in which alone a sense holds, or nothing."""
    kind, _, where = term.scope.partition(":")
    return where.partition("#")[0] if kind == "document" else ""


def _row(name: str, value: str) -> str:
    return f"<dt>{name}</dt><dd>{value}</dd>"
