"""What became of all that was published: the ledger held against the documents.

Reads: the ledger, the documents. Writes: what is not as it was left, with what somebody has to
decide. Documents that are as they were cost a hash for each clause and no more.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from converter.ledger.follow import follow
from converter.ledger.outcomes import Outcome, Pool, grouped, outcome
from converter.ledger.present import Present, groups, home, renamings
from converter.ledger.records import Address, Ledger, Record, State
from converter.ledger.rivals import settle_rivals
from converter.ledger.texts import Page
from converter.model import Document
from converter.parallel import without_collection

#: A document that has less of the texts of another is not named as what that may be now.
_AKIN = 0.2
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Kin:
    """A document that may be one that was published under another name.

    Attributes:
        page: The document.
        share: How much of the published texts it has, from 0 to 1.
    """

    page: Page
    share: float


@dataclass(frozen=True, slots=True)
class LostPage:
    """A document, or a version of one, that was published and is not there.

    Attributes:
        address: Its address; without a version if none of the document is there.
        records: What was published of it.
        kin: What it may be now, the likeliest first.
        given_up: The decision by which its name was given up, if another document bears it.
    """

    address: Address
    records: tuple[Record, ...]
    kin: tuple[Kin, ...]
    given_up: Record | None = None


@dataclass(slots=True)
class Trace:
    """What became of what was published.

    Attributes:
        ledger: The ledger, its rivals settled where the documents do so.
        present: The documents.
        homes: The documents that records belong to now, by the version that they name.
        known: What the ledger says of each document, by id.
        outcomes: Of ids that are not as they were; those that follow from others below these.
        lost: Documents and versions that are not there.
        rivals: Records that contradict each other, and no document says which is right.
        dangling: Decisions that lead to something that is not there.
    """

    ledger: Ledger
    present: Present
    homes: dict[Address, Page] = field(default_factory=dict)
    known: dict[Page, dict[str, Record]] = field(default_factory=dict)
    outcomes: list[Outcome] = field(default_factory=list)
    lost: list[LostPage] = field(default_factory=list)
    rivals: list[tuple[Record, ...]] = field(default_factory=list)
    dangling: list[Record] = field(default_factory=list)

    @property
    def open(self) -> list[Outcome]:
        """The outcomes that somebody has to decide."""
        return [found for found in self.outcomes if found.is_open]

    @property
    def came_from(self) -> dict[Address, Outcome]:
        """What was published elsewhere on the page, by the address that clearly has it now."""
        came = {}
        for found in all_outcomes(self.open):
            now = found.gone_to.clause.address if found.gone_to else None
            # An article that has become a paragraph of itself has come from nowhere.
            if now and not now.is_within(found.address.eid):
                came[now] = found
        return came

    @property
    def is_settled(self) -> bool:
        """True if nobody has to decide anything."""
        return not (self.open or self.lost or self.rivals or self.dangling)


def trace(
    ledger: Ledger, documents: Iterable[Document], renamed: Collection[Address] = ()
) -> Trace:
    """Hold a ledger against documents.

    Args:
        ledger: The ledger.
        documents: All documents.
        renamed: Documents and versions of which a new name has just been decided: what was
            published under the old one is held against the texts under the new one. Later
            the ledger knows these under the new name too.

    Returns:
        What became of what was published.
    """
    with without_collection():
        found = Trace(ledger, Present(documents))
        found.known = {page: {} for page in found.present.pages.values()}
        published = groups(ledger)
        _find_homes(found, published)
        found.ledger, found.rivals = settle_rivals(ledger, found.homes)
        checked = _share_out(found, groups(found.ledger) if ledger.rivals else published, renamed)
        pool = Pool(found.known)
        for page, records in checked.items():
            found.outcomes += grouped(_outcomes(records, page, pool))
        found.dangling = list(_dangling(found))
    return found


def _find_homes(found: Trace, published: Mapping[Address, Mapping[str, Record]]) -> None:
    """Find the documents that records belong to, and those that are not there."""
    lost: dict[Address, list[Record]] = {}
    for at, records in published.items():
        given_up = found.ledger.of_document(at.work, at.version)
        page = home(found.ledger, found.present, at, records, published)
        if page:
            found.homes[at] = page
            if page.address != at or not given_up or _share(page, records.values()) >= 0.5:
                continue
            kin = (Kin(page, _share(page, records.values())),)
            found.lost.append(LostPage(at, tuple(records.values()), kin, given_up))
        elif not given_up or (
            given_up.state is State.ALIAS and not _is_told_of(given_up, published)
        ):
            whole = at.work not in found.present.works
            lost.setdefault(Address(at.work) if whole else at, []).extend(records.values())
    for at, gone in lost.items():
        found.lost.append(LostPage(at, tuple(gone), _kin(found.present, at, gone)))


def _is_told_of(alias: Record, published: Collection[Address]) -> bool:
    """Tell whether what a document was renamed is published too, and so is lost itself."""
    to = alias.target
    return to is not None and any(
        at == to.at("") or (at.work == to.work and not to.version) for at in published
    )


def _share_out(
    found: Trace,
    published: Mapping[Address, Mapping[str, Record]],
    renamed: Collection[Address],
) -> dict[Page, list[Record]]:
    """Give each document the records that it has to answer for."""
    checked: dict[Page, list[Record]] = {page: [] for page in found.known}
    # What is said of a later name answers for those that the document had before.
    names = sorted(found.homes, key=lambda at: renamings(found.ledger, at))
    for at in sorted(names, key=lambda at: at != found.homes[at].address):
        page = found.homes[at]
        if any(lost.address == at for lost in found.lost):
            continue
        records, known = published[at], found.known[page]
        if not known:
            known.update(records)
            checked[page] += records.values()
            continue
        anew = at in renamed or at.at("")._replace(version="*") in renamed
        for eid, record in records.items():
            # What the ledger says of the present name answers for the former ones.
            if known.setdefault(eid, record) is record or anew:
                checked[page].append(record)
    return checked


def _outcomes(records: Iterable[Record], page: Page, pool: Pool) -> Iterator[Outcome]:
    hashes = page.hashes
    for record in records:
        eid, text = record.address.eid, record.state is State.TEXT
        # The rule, and it has to be quick; `outcome` knows the exceptions.
        if text and hashes.get(eid) == record.fingerprint[:8]:
            continue
        became = outcome(record, page, eid, pool)
        if became:
            yield became


def _share(page: Page, records: Collection[Record]) -> float:
    """Return how much of what was published a document has, under whatever ids."""
    texts = set(page.hashes.values())
    same = sum(record.fingerprint[:8] in texts for record in records)
    return same / len(records) if records else 0.0


def _kin(present: Present, at: Address, records: Collection[Record]) -> tuple[Kin, ...]:
    kin = [Kin(page, _share(page, records)) for page in present.pages.values()]
    kin = [one for one in kin if one.share >= _AKIN or one.page.work == at.work]
    return tuple(sorted(kin, key=lambda one: (-one.share, one.page.address))[:_NAMED])


def _dangling(found: Trace) -> Iterator[Record]:
    """Yield the decisions that lead to something that is not there.

    What leads to a document that is lost is told of with that.
    """
    lost = {one.address for one in found.lost}
    for record in found.ledger.records.values():
        if not record.target:
            continue
        end = follow(found.ledger, found.present, found.homes, record).dangling
        if end and not lost & {end.at(""), Address(end.work)}:
            yield record


def all_outcomes(outcomes: Sequence[Outcome]) -> Iterator[Outcome]:
    """Yield outcomes, and those below them."""
    for found in outcomes:
        yield found
        yield from found.below
