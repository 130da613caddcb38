"""What stands where of one wording: its senses, and their uses by how they are shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from converter.history.senses import Sense, senses
from converter.term import Term, TermUse
from converter.view import View
from converter.writers.lists import by_clause, by_document
from converter.writers.paging import parts

#: Of each of many senses at least so many clauses are quoted.
_LEAST_QUOTED = 2

#: Of a document's clauses that are not quoted so many are linked.
MOST_LINKED = 3

#: The uses of one clause each.
Clauses = Sequence[Sequence[TermUse]]


@dataclass(frozen=True, slots=True)
class Shown:
    """The clauses that use a sense, by how they are shown.

    Attributes:
        quoted: Those that are quoted, on the page of the sense.
        linked: Those that are linked there, by document.
        left: Those that are linked on a further page, likewise.
    """

    quoted: Clauses
    linked: Sequence[Clauses]
    left: Sequence[Clauses]


@dataclass(frozen=True, slots=True)
class Plan:
    """What stands where of one wording.

    Attributes:
        name: The name of its page.
        terms: All its senses.
        parts: The senses of each page that has some.
        uses: The clauses that use each sense, by its id; those that none explains under the
            name of the page.
        rest: What stands on each page behind those: names as in `uses`, with clauses by
            document.
    """

    name: str
    terms: Sequence[Term]
    parts: Sequence[Sequence[Sense]]
    uses: dict[str, Shown]
    rest: Sequence[Sequence[tuple[str, Sequence[Clauses]]]]

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return len(self.parts) + len(self.rest)


def plan_of(view: View, name: str, terms: Sequence[Term]) -> Plan:
    """Settle what stands where.

    Args:
        view: The bundle.
        name: The name of the wording's page.
        terms: Its senses.
    """
    settings = view.settings
    groups: dict[int, list[Sense]] = {}
    for sense in senses(view, terms):
        groups.setdefault(view.sense_part(sense.term), []).append(sense)
    shares = min(len(terms), settings.senses_per_page)
    quoted = max(settings.uses_per_page // shares, min(_LEAST_QUOTED, settings.uses_per_page))
    linked = max(settings.most_in_fold // shares, 1)
    uses = {term.id: _shown(view.uses_of.get(term.id, ()), quoted, linked) for term in terms}
    uses[name] = _shown(view.unexplained_of.get(name, ()), quoted, linked)
    left = ((of, row) for of, shown in uses.items() for row in shown.left)
    rest = parts(left, settings.places_per_page, lambda one: 1 + min(len(one[1]), MOST_LINKED))
    ordered = [groups[part] for part in sorted(groups)]
    return Plan(name, terms, ordered, uses, [_grouped(one) for one in rest if one])


def _shown(uses: Sequence[TermUse], quoted: int, linked: int) -> Shown:
    clauses = by_clause(uses)
    rows = by_document(clauses[quoted:])
    return Shown(clauses[:quoted], rows[:linked], rows[linked:])


def _grouped(left: Iterable[tuple[str, Clauses]]) -> list[tuple[str, Sequence[Clauses]]]:
    """Put rows together that use one sense."""
    found: dict[str, list[Clauses]] = {}
    for of, row in left:
        found.setdefault(of, []).append(row)
    return list(found.items())
