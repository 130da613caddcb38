"""Decisions of people on published addresses, checked and written down.

Reads: the ledger, the documents, what somebody decided. Writes: the ledger. Guarantees: all
decisions of one call are recorded, or none; none of them lets an address name another rule
without the page saying so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from converter.ledger.names import Names, Refused
from converter.ledger.outcomes import Fate, Outcome
from converter.ledger.records import ALL, Address, Ledger, Record, State
from converter.ledger.trace import LostPage, Trace, trace
from converter.ledger.update import outcomes_by_address, recorded
from converter.ledger.wording import Wording, percent
from converter.model import Document


class Verb(StrEnum):
    """What is decided of an address. The values are the options of the command."""

    SAME = "--same"  # it is the same rule in new words
    MOVED = "--moved"  # it is found elsewhere
    REMOVED = "--removed"  # it is no more


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody decided, as typed.

    Attributes:
        verb: What is said.
        old: Of which published address, or document.
        new: Where it is now, or what has taken its place; may be empty for `REMOVED`.
    """

    verb: Verb
    old: str
    new: str = ""


@dataclass(frozen=True, slots=True)
class Settled:
    """What came of decisions.

    Attributes:
        ledger: The ledger with them, and with all that needs none.
        left: What is still open.
    """

    ledger: Ledger
    left: Trace


class AllRefused(Exception):
    """Decisions that cannot be recorded; each argument says why one cannot."""


def settle(
    ledger: Ledger,
    documents: Sequence[Document],
    decisions: Iterable[Decision],
    today: str,
    command: str,
) -> Settled:
    """Record decisions, and what needs none.

    Args:
        ledger: The ledger.
        documents: All documents.
        decisions: What somebody decided.
        today: The day of the decision, ISO 8601.
        command: How a person calls the command, for messages.

    Returns:
        The new ledger, and what is left to decide.

    Raises:
        AllRefused: Some decision cannot be recorded; then none is.
    """
    call = _Call(trace(ledger, documents), documents, today, command)
    decisions = list(decisions)
    whole = [one for one in decisions if call.names.is_document(one.old)]
    if whole:
        call.documents_first(whole)
    call.ids([one for one in decisions if one not in whole])
    if call.reasons:
        raise AllRefused(*call.reasons)
    left = trace(call.ledger(), documents)
    return Settled(recorded(left), left)


class _Call:
    """One call of the command."""

    def __init__(
        self, found: Trace, documents: Sequence[Document], today: str, command: str
    ) -> None:
        self.documents = documents
        self.today = today
        self.command = command
        self.reasons: list[str] = []
        self.records = dict(found.ledger.records)
        self.renamed: frozenset[Address] = frozenset()
        self._see(found)

    def _see(self, found: Trace) -> None:
        self.found = found
        self.names = Names(found)
        self.words = Wording(found, self.command)
        self.outcomes = outcomes_by_address(found.outcomes)

    def ledger(self) -> Ledger:
        """Return the ledger as decided so far."""
        return Ledger(self.records, (), self.found.ledger.name)

    # Documents

    def documents_first(self, decisions: Sequence[Decision]) -> None:
        """Record what was decided of whole documents; the ids are then seen in that light."""
        for decision in decisions:
            try:
                record = self._document(decision)
            except Refused as refused:
                self.reasons.append(str(refused))
            else:
                self.records[record.address] = record
                if record.state is State.ALIAS:
                    self.renamed |= {record.address}
        self._see(trace(self.ledger(), self.documents, self.renamed))

    def _document(self, decision: Decision) -> Record:
        if decision.verb is Verb.SAME:
            raise Refused(f"{decision.old} is a document; --same is for clauses")
        at = self.names.document(decision.old)
        lost = next((one for one in self.found.lost if _is_of(one, at)), None)
        if lost is None:
            was = any(known.work == at.work for known in self.found.ledger.records)
            raise Refused(
                f"{decision.old} is there; there is nothing to decide"
                if was and at.work in self.found.present.works
                else f"nothing of {decision.old} is open"
                if was
                else f"{decision.old} was never published"
            )
        if lost.given_up:
            raise Refused(f"{decision.old} is the name of another document now; give that another")
        target = self.names.present(decision.new, None) if decision.new else None
        whole = not lost.address.version
        if target and decision.verb is Verb.MOVED and target.eid:
            raise Refused(f"{decision.new} is a clause; {decision.old} is a document")
        if target and whole:
            target = Address(target.work, "", target.eid)
        address = Address(at.work, ALL if whole else at.version)
        if decision.verb is Verb.MOVED:
            return Record(address, State.ALIAS, target=target, date=self.today)
        title = next((r.excerpt for r in lost.records if r.address.eid == "title"), "")
        return Record(address, State.TOMBSTONE, "", title, target, self.today)

    # Ids

    def ids(self, decisions: Sequence[Decision]) -> None:
        """Record what was decided of ids, and of those in them that go along."""
        given: dict[Address, Decision] = {}
        for decision in decisions:
            try:
                at = self.names.published(decision.old)
                if at in given:
                    raise Refused(f"{decision.old} is decided twice")
                given[at] = decision
            except Refused as refused:
                self.reasons.append(str(refused))
        made: dict[Address, Record] = {}
        for at, decision in given.items():
            try:
                made |= self._id(at, decision, given)
            except Refused as refused:
                self.reasons.append(str(refused))
        self.records |= made
        for one in self.found.open:
            if (
                one.fate is Fate.CHANGED
                and one.record.address not in made
                and self._is_renamed(one)
            ):
                self.reasons.append(self._not_the_same(one))

    def _is_renamed(self, one: Outcome) -> bool:
        at = one.record.address
        return bool({at.at(""), Address(at.work, ALL)} & self.renamed)

    def _not_the_same(self, one: Outcome) -> str:
        old, new = self.words.name(one.record.address), self.words.name(one.address)
        where = self.words.where(one.candidates, one.address)
        hint = f"; it is now {where}" if one.gone_to else ""
        return (
            f"{old} would lead to {new}, which says something else{hint}: say in the same call"
            f" --moved {old} ADDRESS, or --removed {old}"
        )

    def _id(
        self, at: Address, decision: Decision, given: Mapping[Address, Decision]
    ) -> dict[Address, Record]:
        record, one = self.records[at], self.outcomes.get(at)
        if one is None and record.state is State.TEXT:
            gone = "" if at.at("") in self.found.homes else "; decide what became of its document"
            raise Refused(
                f"{decision.old} says what was published{gone}; there is nothing to decide"
            )
        if decision.verb is Verb.SAME:
            return self._same(decision, record, one, given)
        page = self.found.homes.get(at.at(""))
        if one and one.clause and page and page.work == at.work:
            raise Refused(
                f"a clause bears {decision.old} under other words, so that the address would name"
                f" another rule; {self._new_version(one)}, or give the clause another number"
            )
        target = self.names.present(decision.new, page) if decision.new else None
        if target == at:
            raise Refused(f"{decision.old} and {decision.new} are the same address")
        removed = decision.verb is Verb.REMOVED
        state = State.TOMBSTONE if removed else State.MOVED
        out = {at: record._replace(state=state, target=target, date=self.today)}
        if one is None:  # decided once more: what went along with it does so again
            for inside, known in self.records.items():
                near = inside != at and inside.at("") == at.at("") and inside.is_within(at.eid)
                if near and inside not in given and known.target == record.target:
                    out[inside] = known._replace(state=state, target=target, date=self.today)
        for below in one.below if one else ():
            if below.record.address not in given:
                inner = target if removed else _inner(below, target)
                out[below.record.address] = below.record._replace(
                    state=state, target=inner, date=self.today
                )
        return out

    def _new_version(self, one: Outcome) -> str:
        run = self.words.new_version(one.address.work)
        return f"run {run} with the text as it was published"

    def _same(
        self,
        decision: Decision,
        record: Record,
        one: Outcome | None,
        given: Mapping[Address, Decision],
    ) -> dict[Address, Record]:
        if one is None or one.clause is None:
            raise Refused(f"no clause bears {decision.old} now; say --moved or --removed")
        if one.record.address.work != one.address.work:
            raise Refused(f"{decision.old} is an address of a document with another name now")
        gone = one.gone_to
        if (record.state is State.MOVED and one.is_open) or gone:
            where = self.words.name(gone.clause.address if gone else record.target or one.address)
            likeness = f" ({percent(gone.likeness)})" if gone else ""
            raise Refused(
                f"what was published as {decision.old} is now {where}{likeness}, so that the"
                f" address would name another rule; {self._new_version(one)}"
            )
        came = self.found.came_from.get(one.address)
        if came and one.is_open:
            raise Refused(
                f"what bears {decision.old} now was published as"
                f" {self.words.name(came.record.address)}, so that the address would name another"
                f" rule; {self._new_version(one)}"
            )
        out = {one.address: one.clause.record()}
        for below in one.below:
            if below.record.address in given:
                continue
            if below.clause:
                out[below.address] = below.clause.record()
            else:
                target = _inner(below, one.address)
                out[below.record.address] = below.record._replace(
                    state=State.MOVED, target=target, date=self.today
                )
        return out


def _is_of(lost: LostPage, at: Address) -> bool:
    return lost.address in (at, Address(at.work)) if not at.version else lost.address == at


def _inner(below: Outcome, target: Address | None) -> Address | None:
    """Return where in a clause an id went that goes along with it; the clause if nowhere."""
    best = below.gone_to.clause.address if below.gone_to else None
    if best and target and best.at("") == target.at("") and best.is_within(target.eid):
        return best
    return target


def refused_lines(error: AllRefused) -> Collection[str]:
    """Return the reasons, each once, in order."""
    return list(dict.fromkeys(map(str, error.args)))
