"""What a page says of the versions of its document: the banner, notes behind clauses, old ids.

It never says that a text is in force, which the texts alone do not show; only which one is the
latest that the site has.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from converter.comparison import Change, Comparison, Match
from converter.history.descent import Descent
from converter.model import Document
from converter.old_ids.kept import Alias, KeptIds, Was, kept_ids
from converter.tree import Kind, Node
from converter.view import View
from converter.writers.escape import html_text
from converter.writers.naming import day, page_of
from converter.writers.tombstones import tombstone

#: What became of a clause whose words are not the same, in a word or two.
_ACTS = {
    Change.REWORDED: "文字有修改",
    Change.SPLIT: "拆分",
    Change.MERGED: "合并",
    Change.REGROUPED: "几条调整",
}

#: What a clause of the latest text came from several or parts of.
_MADE = {Change.SPLIT: "拆分", Change.MERGED: "合并", Change.REGROUPED: "调整"}


class Versions:
    """What is written of versions on one document's page."""

    def __init__(self, view: View, doc: Document) -> None:
        self.view, self.doc = view, doc
        self.family = view.versions(doc)
        self.latest = self.family[-1]
        self.kept: KeptIds = kept_ids(view, doc)
        self._root = f"{doc.to_documents}../"
        later = self.latest is not doc
        self._descent = Descent(view, doc) if later else None
        self._before = view.lineage.steps_to.get(doc.slug) if not later else None
        #: Whether there may be notes behind clauses.
        self.tells = bool(self._descent or self._before or self.kept.was)

    def banner(self) -> Iterator[str]:
        """Yield the block behind the title that tells which version this is."""
        if len(self.family) < 2:
            return
        doc, latest = self.doc, self.latest
        said = self._of_latest() if doc is latest else self._of_older()
        css = "tw-version" if doc is latest else "tw-version tw-version--older"
        dated = f' data-dated="{doc.to_documents}{dated_slug(self.family, doc)}/"'
        yield (
            f'<aside class="{css}" data-editorial="" data-version="{doc.version}"'
            f' data-current="{latest.version}"{dated if doc.version else ""}'
            f' aria-label="文本日期">{said}</aside>'
        )

    def _of_latest(self) -> str:
        date = day(self.doc.version) or "日期不明"
        others = "、".join(map(self._version, reversed(self.family[:-1])))
        said = f"<p>本页是本站收录的最新文本（{date}）。</p><p>较早的文本：{others}"
        if self._before:
            older = self.view.documents[self._before.older]
            said += f"；{self._compare(self._before)}。条文之后注明与{_text(older)}不同之处"
        return f"{said}。</p>"

    def _of_older(self) -> str:
        doc, latest = self.doc, self.latest
        link = f'<a href="{page_of(latest, doc)}">{_text(latest)}</a>'
        said = f"<p><strong>本页是较早的文本（{day(doc.version) or '日期不明'}）。</strong>"
        said += f"本站收录的最新文本是{link}"
        compared = self._comparison()
        said += f"；{self._compare(compared)}。</p>" if compared else "。</p>"
        others = [one for one in self.family[:-1] if one is not doc]
        if others:
            said += f"<p>其他文本：{'、'.join(map(self._version, reversed(others)))}。</p>"
        return said

    def _version(self, doc: Document) -> str:
        return f'<a href="{page_of(doc, self.doc)}">{day(doc.version) or "日期不明"}</a>'

    def _comparison(self) -> Comparison | None:
        """Return the comparison of an older version with the latest, or else with the next."""
        slugs = (self.doc.slug, self.latest.slug)
        found = (c for c in self.view.bundle.comparisons if (c.older, c.newer) == slugs)
        direct = next((one for one in found if one.versions), None)
        return direct or self.view.lineage.steps.get(self.doc.slug)

    def _compare(self, comparison: Comparison) -> str:
        newer = self.view.documents[comparison.newer]
        older = self.view.documents[comparison.older]
        other = older if self.doc is newer else newer
        told = "" if other is self.latest or self.doc is self.latest else f"（与{_text(other)}）"
        return f'<a href="{self._root}{comparison.page}">条文对照</a>{told}'

    def anchors(self, node: Node) -> str:
        """Write the old ids that live on at a node, as HTML within its text."""
        if not self.kept.aliases:
            return ""
        below = [node] if node.kind is not Kind.TABLE else list(node.walk())
        found = (alias for one in below for alias in self.kept.aliases.get(one.key, ()))
        return "".join(map(self._anchor, found))

    def _anchor(self, alias: Alias) -> str:
        called = alias.label or f"地址 {alias.eid}"
        dated = f"{_date(alias.version)}文本" if alias.version else "原"
        said = f"{dated}{called}" if alias.exact else f"{dated}{called}，现无对应条款，列于此处"
        return (
            f'<a class="tw-alias" id="{html_text(alias.eid)}" data-editorial="" role="note"'
            f' aria-label="{html_text(said)}"></a>'
        )

    def before(self, node: Node) -> list[str]:
        """Write the tombstones that stand before a node."""
        return [tombstone(self.view, self.doc, one) for one in self.kept.before.get(node.key, ())]

    def behind(self, node: Node) -> list[str]:
        """Write the tombstones that stand behind a node and all in it."""
        return [tombstone(self.view, self.doc, one) for one in self.kept.behind.get(node.key, ())]

    def end(self) -> Iterator[str]:
        """Yield the tombstones of what stood alone."""
        for stone in self.kept.end:
            yield tombstone(self.view, self.doc, stone)

    def notes(self, node: Node) -> Iterator[str]:
        """Yield the note on what a clause was, or will be."""
        if self._descent:
            yield from self._will_be(self._descent, node)
        else:
            yield from self._was(node)

    # On the page of an older version

    def _will_be(self, descent: Descent, node: Node) -> Iterator[str]:
        fate = self.view.fates.of(self.doc.slug, node.key) if self._is_unit(node) else None
        if fate is None:
            return
        links = "、".join(self._link(self.latest, key) for key in fate.now)
        if fate.change is Change.DELETED:
            yield self._later(self._gone(descent, node))
        elif fate.change is Change.UNCHANGED:
            (key,) = fate.now
            alike = self.latest.labels[key] == self.doc.labels[node.key]
            yield self._later(
                f"与最新文本{links}相同" if alike else f"最新文本：{links}（文字相同）"
            )
        else:
            direct = self._comparison()
            first = self.latest.ids[fate.now[0]]
            is_there = direct and direct.newer == self.latest.slug
            row = self._to_row(direct, first) if direct and is_there else ""
            yield self._later(f"最新文本：{links}（{_ACTS[fate.change]}）{row}")

    def _is_unit(self, node: Node) -> bool:
        return self.view.lineage.became(self.doc.slug, node.key) is not None

    def _gone(self, descent: Descent, node: Node) -> str:
        """Say since when a clause is gone; the parts of one that was split may have gone apart."""
        rest = descent.rest(descent.family.index(self.doc), node.key)
        last = descent.family[rest.at]
        since = descent.family[rest.at + 1]
        told = "最新文本已删去" if since is self.latest else f"{_text(since)}起已删去"
        step = self.view.lineage.steps[last.slug]
        return told + self._to_row(step, f"old_{last.ids[rest.key]}")

    def _later(self, said: str) -> str:
        return (
            f'<p class="tw-former tw-former--later" data-editorial=""'
            f' data-version="{self.latest.version}">{said}</p>'
        )

    # On the page of the latest version

    def _was(self, node: Node) -> Iterator[str]:
        was = self.kept.was.get(node.key, ())
        older = self._before.older if self._before else ""
        row = next((one for one in was if one.slug == older), None)
        said = self._said(node, row)
        others = [one for one in was if one.slug != older]
        first = [self._note(older, row, said or "款、项的序次有变动")] if said or row else []
        more = [self._note(one.slug, one, self._in(one, node)) for one in others]
        if not more:
            yield from first
            return
        summary = "更早的文本" if first else "较早的文本"
        folded = f"<details><summary>{summary}</summary>{''.join(more)}</details>"
        yield f'<div class="tw-formers" data-editorial="">{"".join(first)}{folded}</div>'

    def _note(self, slug: str, was: Was | None, said: str) -> str:
        ids = ""
        if was:
            before, now = (" ".join(side) for side in zip(*was.ids, strict=True))
            ids = f' data-former="{html_text(before)}" data-now="{html_text(now)}"'
        version = self.view.documents[slug].version
        return f'<p class="tw-former" data-editorial=""{ids} data-version="{version}">{said}</p>'

    def _said(self, node: Node, was: Was | None) -> str:
        """Say what became of a clause since the version before; nothing if nothing did."""
        if self._before is None:
            return ""
        row = self.view.lineage.was(self.doc.slug, node.key)
        older = self.view.documents[self._before.older]
        if row is None:
            return self._outside(older, node) if was else ""
        to_row = self._to_row(self._before, self.doc.ids[row.newer[0]])
        if row.change is Change.NEW:
            return f"新增{to_row}"
        parts = list(self._changes(older, node, row))
        return f"{'，'.join(parts)}{to_row}" if parts else ""

    def _changes(self, older: Document, node: Node, row: Match) -> Iterator[str]:
        links = "、".join(self._link(older, key) for key in row.older)
        if row.change in _MADE:
            yield f"由原{links}{_MADE[row.change]}而来"
        elif row.renumbered:
            yield f"原{links}，现{html_text(self.doc.labels[node.key])}"
        if row.change is Change.REWORDED:
            yield "文字有修改"
        if row.moved:
            yield "位置有变动"

    def _outside(self, older: Document, node: Node) -> str:
        """Say what a chapter was, or another node that is no row of the comparison."""
        keys = self.view.lineage.origins(older.slug, self.doc.slug).get(node.key, ())
        links = "、".join(self._link(older, key) for key in keys)
        return f"原{links}，现{html_text(self.doc.labels[node.key])}" if links else ""

    def _in(self, was: Was, node: Node) -> str:
        """Say where a clause stood in an earlier version than the one before."""
        older = self.view.documents[was.slug]
        origins = self.view.lineage.origins(was.slug, self.doc.slug)
        links = [self._link(older, key) for key in origins.get(node.key, ())]
        if not links:
            keys = self.view.of(was.slug).keys
            # What was decided of an id of that version has no clause there.
            links = [self._link(older, keys[eid]) for eid, _ in was.ids if eid in keys][:1]
        return f"{_text(older)}：{'、'.join(links) or '原条文已有登记'}"

    def _to_row(self, comparison: Comparison, eid: str) -> str:
        return f'<a class="tw-former__row" href="{self._root}{comparison.page}#{eid}">对照</a>'

    def _link(self, doc: Document, key: int) -> str:
        label = html_text(doc.labels[key])
        return f'<a href="{page_of(doc, self.doc)}#{doc.ids[key]}">{label}</a>'


def dated_slug(family: Sequence[Document], doc: Document) -> str:
    """Name the page that a version has for ever.

    Args:
        family: All versions.
        doc: One of them; the latest has a stub below the page of the work.
    """
    return f"{doc.slug}/{doc.version}" if doc is family[-1] else doc.slug


def _date(version: str) -> str:
    return day(version) or "日期不明的"


def _text(doc: Document) -> str:
    return f"{_date(doc.version)}文本"
