"""All documents by title, alias and number; what a name and a clause mean among them.

Reads: the documents. Writes nothing. Guarantees: exactly one target, or none and the
status that says why. Resolving costs a few look-ups a citation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from converter.card import card_of
from converter.citation import CitationBasis, CitationStatus
from converter.citations.names import short_title, whole_title
from converter.citations.numbers import each_number, normal_number
from converter.citations.places import Tree
from converter.citations.versions import Named, are_versions, choose, date_of
from converter.mention import REPEALED, Path
from converter.model import Document
from converter.title_names import normal_title


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a citation leads to.

    Attributes:
        status: Whether it leads anywhere.
        slug: The document, if resolved.
        eid: The clause, or None for the document as a whole.
        last_eid: The last clause of a range, else None.
        basis: Why this version.
    """

    status: CitationStatus
    slug: str | None = None
    eid: str | None = None
    last_eid: str | None = None
    basis: CitationBasis | None = None


#: So many documents are kept at hand: those that others cite most.
_TREES = 64

_DECREE = re.compile("(?:令|公告)$")
_ABSENT = Resolution(CitationStatus.NOT_IN_CORPUS)
_UNCLEAR = Resolution(CitationStatus.AMBIGUOUS)


class Index:
    """Finds documents by what they are called, and their clauses by number."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self.documents = {document.slug: document for document in documents}
        self._titles: dict[str, list[Named]] = {}
        self._weak: dict[str, list[Named]] = {}
        self._numbers: dict[str, list[Named]] = {}
        self._parts: dict[str, list[Named]] = {}
        self._tree = lru_cache(maxsize=_TREES)(lambda slug: Tree.of(self.documents[slug]))
        self.dates = {slug: date_of(document) for slug, document in self.documents.items()}
        for document in self.documents.values():
            self._add(document)

    @classmethod
    def of(cls, documents: Iterable[Document]) -> Index:
        """Index documents."""
        return cls(documents)

    def _add(self, document: Document) -> None:
        number = document.fact("number") or ""
        issuers = [fact.value for fact in document.facts if fact.name == "issuer"]
        clues = (number, *issuers)
        whole = Named(document.slug, None, self.dates[document.slug], are_versions(document), clues)
        if not document.title_assigned or document.entry.title:
            self._enter(self._titles, normal_title(document.title), whole)
            self._enter(self._weak, short_title(normal_title(document.title)), whole)
            self._enter(self._parts, whole_title(normal_title(document.title)), whole)
        for alias in document.entry.aliases:
            self._enter(self._titles, normal_title(alias), whole)
        for fact in document.facts:
            for value in each_number(fact.value) if fact.name == "number" else ():
                self._enter(self._numbers, normal_number(value), whole)
                if value.startswith("第") and _DECREE.search(document.title):
                    # 第707号 below 某某部令 is what others call 某某部令第707号.
                    self._enter(self._numbers, normal_number(document.title + value), whole)
        for eid, title in card_of(document).carried:
            carried = Named(document.slug, eid, self.dates[document.slug], True, clues)
            self._enter(self._weak, normal_title(title), carried)

    @staticmethod
    def _enter(table: dict[str, list[Named]], name: str, named: Named) -> None:
        if name and named not in table.setdefault(name, []):
            table[name].append(named)

    def knows(self, name: str) -> bool:
        """Tell whether a document is called so, in full or by an alias."""
        return normal_title(name) in self._titles

    def tree(self, slug: str) -> Tree:
        """Return the clauses of a document."""
        return self._tree(slug)

    def _candidates(self, name: str, citing: str) -> list[Named]:
        normal = normal_title(name)
        weak = self._weak.get(normal, [])
        own = [named for named in weak if named.slug == citing and named.eid]
        return own or self._titles.get(normal) or weak or self._numbers.get(normal_number(name), [])

    def resolve(
        self,
        name: str,
        path: Path = (),
        last: Path = (),
        *,
        date: str = "",
        hint: str = "",
        citing: str = "",
    ) -> Resolution:
        """Find what a citation of a named document leads to.

        Args:
            name: The document's title, alias or number.
            path: The clause; empty for the document as a whole.
            last: The last clause of a range, else empty.
            date: The citing document's date, ISO 8601; empty for the current version.
            hint: What the text says in parentheses behind the name.
            citing: The slug of the citing document, if there is one.

        Returns:
            The target, or the status that says why there is none.
        """
        candidates = self._candidates(name, citing)
        if REPEALED in hint and citing:
            candidates = self._before(candidates, citing)
        found = self._among(candidates, path, last, date, hint, citing) if candidates else _ABSENT
        parts = self._parts.get(normal_title(name)) if path else None
        if parts and found.status in (CitationStatus.NOT_IN_CORPUS, CitationStatus.NO_SUCH_CLAUSE):
            inside = self._only_one_with(parts, path, last, date)
            return inside if inside.status is CitationStatus.RESOLVED else found
        return found

    def _among(
        self, candidates: list[Named], path: Path, last: Path, date: str, hint: str, citing: str
    ) -> Resolution:
        """Find a clause in the one of some documents that is meant."""
        chosen, basis = choose(candidates, date, hint)
        if chosen is None:
            return self._only_one_with(candidates, path, last, date)
        if chosen.slug == citing and chosen.eid is None:
            basis = None
        return self._in_document(chosen, path, last, basis)

    def _before(self, candidates: list[Named], citing: str) -> list[Named]:
        """Leave out the citing document, which does not repeal itself, and later versions."""
        date = self.dates.get(citing, "")
        if all(named.slug != citing for named in candidates):
            return candidates
        return [n for n in candidates if n.slug != citing and not (date and n.date >= date)]

    def _only_one_with(
        self, candidates: list[Named], path: Path, last: Path, date: str
    ) -> Resolution:
        """Of the parts in which a law was published take the one that has the clause."""
        dates = {named.date for named in candidates}
        if not path or len(dates) > 1 or "" in dates:
            return _UNCLEAR
        found = [self._in_document(named, path, last, None) for named in candidates]
        good = [
            (named, one)
            for named, one in zip(candidates, found, strict=True)
            if one.status is CitationStatus.RESOLVED
        ]
        if not good and all(one.status is CitationStatus.NO_SUCH_CLAUSE for one in found):
            return Resolution(CitationStatus.NO_SUCH_CLAUSE)
        if len(good) != 1:
            return _UNCLEAR
        _, basis = choose([good[0][0]], date)
        return replace(good[0][1], basis=basis)

    def elsewhere(self, slug: str, path: Path, last: Path) -> Resolution | None:
        """Find a clause of a law that the law's own text lacks, in its other part.

        Args:
            slug: The document that cites itself.
            path: The clause.
            last: The last clause of a range, else empty.

        Returns:
            The clause in the one document of the same title and date that has it.
        """
        title = normal_title(self.documents[slug].title)
        title = whole_title(title) or title
        others = [
            named
            for named in (*self._titles.get(title, ()), *self._parts.get(title, ()))
            if named.slug != slug and named.date == self.dates[slug]
        ]
        found = self._only_one_with(others, path, last, self.dates[slug]) if others else None
        return found if found and found.status is CitationStatus.RESOLVED else None

    def _in_document(
        self, named: Named, path: Path, last: Path, basis: CitationBasis | None
    ) -> Resolution:
        if not path:
            return Resolution(CitationStatus.RESOLVED, named.slug, named.eid, None, basis)
        tree = self.tree(named.slug)
        at = tree.root
        if named.eid:
            at = next(n for n in tree.root.children if tree.ids[n.key] == named.eid)
        eids: list[str] = []
        for steps in (path, last) if last else (path,):
            found = tree.resolve(steps, at)
            if len(found) != 1:
                missing = CitationStatus.NO_SUCH_CLAUSE
                return Resolution(missing, basis=basis) if not found else _UNCLEAR
            eids.append(tree.ids[tree.visible(found[0]).key])
        return Resolution(
            CitationStatus.RESOLVED, named.slug, eids[0], eids[1] if last else None, basis
        )
