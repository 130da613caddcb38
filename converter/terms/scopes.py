"""Where a definition holds: 本法所称 in the document, 本章所称 in the chapter, and so on."""

from __future__ import annotations

import re
from functools import cached_property

from converter.numerals import ARABIC, CHINESE, to_int
from converter.source import SourceText
from converter.tree import Kind, Node, Number

_UNITS = {
    "编": Kind.PART,
    "分编": Kind.SUBPART,
    "章": Kind.CHAPTER,
    "节": Kind.SECTION,
    "条": Kind.ARTICLE,
    "款": Kind.PARAGRAPH,
    "项": Kind.ITEM,
}
_OWN = re.compile(r"本(分编|编|章|节|条(?!例|约|件)|款(?!项)|项(?!目))")
_BEFORE = re.compile(r"(?:前[一二两三四]?|上[一]?|同)[款条项]|上述|前述")
_ARTICLE = re.compile(
    rf"\s*(?:本[\u4e00-\u9fff]{{1,5}})?第(?P<n>{CHINESE}+|{ARABIC}+)条(?:之(?P<i>{CHINESE}+))?"
    rf"(?:第{CHINESE}+款)?(?:第[（(]?{CHINESE}+[）)]?项)?(?:的?规定)?(?:中)?\s*"
)
_OTHERS = re.compile(r".*(?:法|条例|规定|办法|细则|》)第[^，。；]{1,20}[条款项]")
_INNER = frozenset({Kind.DOCUMENT, Kind.ATTACHMENT})


class Places:
    """Looks up the nodes within which definitions hold."""

    def __init__(self, source: SourceText, root: Node) -> None:
        self._source = source
        self._root = root

    @cached_property
    def _parents(self) -> dict[int, Node]:
        return {child.key: node for node in self._root.walk() for child in node.children}

    @cached_property
    def _articles(self) -> dict[tuple[int | None, Number], int]:
        articles = [node for node in self._root.walk() if node.kind is Kind.ARTICLE and node.number]
        return {
            (self.container(node), node.number): node.key
            for node in reversed(articles)
            if node.number
        }

    def _up(self, node: Node, kinds: frozenset[Kind]) -> int | None:
        at: Node | None = node
        while at and at is not self._root:
            if at.kind in kinds:
                return at.key
            at = self._parents.get(at.key)
        return None

    def container(self, node: Node) -> int | None:
        """Return the attachment or carried document that holds a node, or None."""
        return self._up(node, _INNER)

    def text(self, node: Node) -> str:
        """Return a node's own words, those that announce a list."""
        return "".join(self._source.slice(span) for span in node.body)

    def scope(self, node: Node, words: str) -> int | None:
        """Return the node within which a definition holds.

        Args:
            node: Where it stands.
            words: What stands before the term: 本法所称, 本条例第五条所称, 前款规定的.

        Returns:
            The key of a part, chapter, article and so on; None for the document.
        """
        own = _OWN.search(words)
        if own:
            return self._up(node, frozenset({_UNITS[own[1]]}))
        if _BEFORE.search(words):
            return self._up(node, frozenset({Kind.ARTICLE}))
        named = _ARTICLE.fullmatch(words)
        if named:
            number = Number(to_int(named["n"]) or 0, to_int(named["i"] or "") or 0)
            return self._articles.get((self.container(node), number))
        return None

    def narrow_scope(self, node: Node, words: str) -> int | None:
        """Return the article that holds a node, if the words before a term name another law.

        某某法第六条第三款所称收入额，是指扣除捐赠之前的收入额: a word that is only narrowed
        means this at that clause alone, and something else elsewhere.
        """
        if not _OTHERS.match(words):
            return None
        return self._up(node, frozenset({Kind.ARTICLE}))
