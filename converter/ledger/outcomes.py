"""What became of the ids of one document since they were published.

Reads: the records of a document, and the document as it is now. Guarantees: an id that was
published and does not say the same any more has an outcome, alone or among those that share
its fate.

An id is *reworded* if what it says is still much like what was published, and nothing else on
the page is clearly more so. 21 pairs of real statutes were looked at as if the older text had
been edited into the newer one (`python -m bench.ledger --pairs`), and held against the alignment
of both full texts: with `ALIKE` at 0.6 and `CLEARLY` at 0.15, of 1,197 ids that came to name
another rule one is taken for a rewording (and it may well be one); of 239 that named the same rule
in other words, 24 are asked about. With `ALIKE` at 0.5 these are 4 and 13, at 0.7 1 and 47.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from converter.ledger.fingerprint import is_same
from converter.ledger.records import Address, Record, State
from converter.ledger.texts import Clause, Page
from converter.tree import Kind

#: From here on two texts are one in other words.
ALIKE = 0.6
#: By so much another clause must be more like the published text to be what became of it.
CLEARLY = 0.15
#: Less alike is no candidate.
UNLIKE = 0.3
#: So many candidates are named.
_NAMED = 3
#: So many clauses of other documents are looked through for what moved across.
_MOST_ELSEWHERE = 5000

#: Ids of these name a place in the document, not a rule: whatever stands there is what they name.
PLACES = frozenset(
    {Kind.TITLE, Kind.NOTE, Kind.TOC, Kind.ADDRESSEE, Kind.SIGNATURE, Kind.DATE, Kind.DOCUMENT}
)


class Fate(StrEnum):
    """What became of an id."""

    REWORDED = "reworded"  # the same rule in other words: to be recorded, no finding
    RESTORED = "restored"  # moved or removed once, and back again: likewise
    CHANGED = "changed"  # the id names something else now
    LOST = "lost"  # no clause bears the id


@dataclass(frozen=True, slots=True)
class Candidate:
    """A clause that may be what a published one has become."""

    clause: Clause
    likeness: float


@dataclass(slots=True)
class Outcome:
    """What became of a published id that is not as it was.

    Attributes:
        record: What the ledger says of it.
        address: Where it would be now: the address of the record, under the present name of
            the document.
        fate: What became of it.
        clause: The clause that bears the id now, if any.
        likeness: How like its text is to the published one.
        candidates: Where the published text may have gone, the likeliest first.
        below: What became of ids in it that share its fate.
    """

    record: Record
    address: Address
    fate: Fate
    clause: Clause | None = None
    likeness: float = 0.0
    candidates: tuple[Candidate, ...] = ()
    below: list[Outcome] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        """True if somebody has to decide."""
        return self.fate in (Fate.CHANGED, Fate.LOST)

    @property
    def gone_to(self) -> Candidate | None:
        """Where the published text clearly is now, if anywhere."""
        best = self.candidates[0] if self.candidates else None
        clear = best and best.likeness >= ALIKE and best.likeness >= self.likeness + CLEARLY
        return best if clear else None


class Pool:
    """Clauses among which is looked for what became of others.

    They are those that are new or say something new; where a clause says what was published
    under its own id, nothing has moved there.
    """

    def __init__(self, pages: Mapping[Page, Mapping[str, Record]]) -> None:
        """Take up documents, each with its records by id."""
        self._pages = pages
        self._new: dict[Page, list[str]] = {}

    def candidates(
        self, record: Record, page: Page, eid: str, likeness: float
    ) -> tuple[Candidate, ...]:
        """Find where a published text may have gone.

        Args:
            record: The published text.
            page: The document in which it was published, as it is now.
            eid: The id that it had.
            likeness: How like it is what bears this id now. If it is, other documents are
                not looked through.

        Returns:
            At most three clauses, the likeliest first, none of them within another.
        """
        borne = eid in page.nodes
        others = (other for other in self._of(page) if not (borne and _is_near(other, eid)))
        found = _alike(record, (page.clause(other) for other in others))
        if max([likeness, *(one.likeness for one in found)]) < ALIKE:
            found += self._elsewhere(record, page)
        element = _element(eid)
        found.sort(
            key=lambda one: (
                -round(one.likeness, 2),
                _element(one.clause.address.eid) != element,
                one.clause.address,
            )
        )
        return _apart(found)

    def _of(self, page: Page) -> Sequence[str]:
        """Return the ids that do not name what was published under them."""
        if page not in self._new:
            known = self._pages[page]
            self._new[page] = [
                eid
                for eid, text in page.hashes.items()
                if eid not in known or not is_same(known[eid].fingerprint, text)
            ]
        return self._new[page]

    def _elsewhere(self, record: Record, page: Page) -> list[Candidate]:
        """Look through other documents; only for the same words if there is much to look at."""
        others = {other: self._of(other) for other in self._pages if other is not page}
        if sum(map(len, others.values())) > _MOST_ELSEWHERE:
            others = {
                other: [eid for eid in eids if is_same(record.fingerprint, other.hashes[eid])]
                for other, eids in others.items()
            }
        clauses = (other.clause(eid) for other, eids in others.items() for eid in eids)
        alike = _alike(record, clauses) if record.excerpt else []
        # 本法自某日起施行 is a little like that of any other law, and has not moved there.
        return [one for one in alike if one.likeness >= ALIKE]


def _is_near(one: str, other: str) -> bool:
    """Tell whether two ids are the same, or the one stands in the other."""
    return one == other or one.startswith(f"{other}__") or other.startswith(f"{one}__")


def _alike(record: Record, clauses: Iterable[Clause]) -> list[Candidate]:
    rated = (Candidate(clause, clause.likeness(record)) for clause in clauses)
    return [one for one in rated if one.likeness >= UNLIKE]


def _element(eid: str) -> str:
    return eid.rpartition("__")[2].partition("_")[0]


def _apart(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Leave out what stands in a better candidate, or around one."""
    kept: list[Candidate] = []
    for one in candidates:
        at = one.clause.address
        near = (k.clause.address for k in kept if k.clause.address.slug == at.slug)
        if not any(at.is_within(other.eid) or other.is_within(at.eid) for other in near):
            kept.append(one)
        if len(kept) == _NAMED:
            break
    return tuple(kept)


def outcome(record: Record, page: Page, eid: str, pool: Pool) -> Outcome | None:
    """Tell what became of a published id.

    Args:
        record: What the ledger says of it.
        page: The document in which it was published, as it is now.
        eid: The id.
        pool: Where to look for what it said.

    Returns:
        What became of it; None if it is as it was left.
    """
    at, known = page.address.at(eid), page.hashes.get(eid)
    if known is None:
        if record.state is not State.TEXT:
            return None
        return Outcome(record, at, Fate.LOST, None, 0.0, pool.candidates(record, page, eid, 0.0))
    published = record.state is State.TEXT
    if is_same(record.fingerprint, known):
        return None if published else Outcome(record, at, Fate.RESTORED, page.clause(eid), 1.0)
    clause = page.clause(eid)
    likeness = clause.likeness(record)
    if published and clause.node.kind in PLACES:
        return Outcome(record, at, Fate.REWORDED, clause, likeness)
    candidates = pool.candidates(record, page, eid, likeness)
    found = Outcome(record, at, Fate.CHANGED, clause, likeness, candidates)
    if likeness >= ALIKE and not found.gone_to:
        found.fate = Fate.REWORDED if published else Fate.RESTORED
    return found


def grouped(outcomes: Iterable[Outcome]) -> list[Outcome]:
    """Put outcomes that follow from others below these.

    Args:
        outcomes: Those of one document.

    Returns:
        Those that are left, in the same order. What became of an article is not told again
        of each of its paragraphs, unless they went another way.
    """
    out: list[Outcome] = []
    open_ones: dict[str, Outcome] = {}
    for found in sorted(outcomes, key=lambda one: one.address.eid.count("__")):
        above = _above(found, open_ones) if found.is_open else None
        if above:
            above.below.append(found)
        else:
            out.append(found)
            if found.is_open:
                open_ones[found.address.eid] = found
    return out


def _above(found: Outcome, open_ones: Mapping[str, Outcome]) -> Outcome | None:
    """Return the outermost outcome that this one shares the fate of, if any."""
    parts = found.address.eid.split("__")
    for end in range(1, len(parts)):
        above = open_ones.get("__".join(parts[:end]))
        if above and _goes_along(found, above):
            return above
    return None


def _goes_along(found: Outcome, above: Outcome) -> bool:
    here, there = found.gone_to, above.gone_to
    if here is None:
        return True
    if there is None:
        return False
    at, whole = here.clause.address, there.clause.address
    return at.slug == whole.slug and at.is_within(whole.eid)
